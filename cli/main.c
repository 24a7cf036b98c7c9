/* main.c: to come */
