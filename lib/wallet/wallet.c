/* wallet.c: to come */
