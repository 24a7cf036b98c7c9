/* fold.c: to come */
