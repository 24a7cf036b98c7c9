/* print.h: writing to a terminal that a mail must not control.
 * It must not know what is written.
 */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Write text as it is, but for what would act on a terminal or hide from a reader: control characters and bytes that
 * are not UTF-8 become \xNN, invisible and direction-turning characters <U+200B>. lines: \n and \t stay, \r\n is \n. */
void print_safe(FILE *to, const char *at, size_t len, bool lines);
void print_safe_string(FILE *to, const char *text);
/* "extortscan: WHAT" on stderr, both made safe; detail may be NULL. */
void print_trouble(const char *what, const char *detail);
/* Flush stdout. Returns: status, or EXIT_TROUBLE when the output could not be written. */
int print_finish(int status);

#endif
