/* message.c: to come */
