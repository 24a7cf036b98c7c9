/* report.c: to come */
