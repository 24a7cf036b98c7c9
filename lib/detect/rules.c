/* rules.c: to come */
