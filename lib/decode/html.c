/* html.c: to come */
