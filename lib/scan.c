/* scan.c: to come */
