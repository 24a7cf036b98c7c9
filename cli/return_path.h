/* return_path.h: the envelope sender that a delivered mail remembers.
 * It must not know what it is used for.
 */
#ifndef CLI_RETURN_PATH_H
#define CLI_RETURN_PATH_H

#include <stdbool.h>
#include <stddef.h>

#define RETURN_PATH_MAX 320 /* bytes of an address in SMTP, and some */

/* Finds the first Return-Path of a mail that comes in pieces. */
struct return_path {
	enum { RETURN_PATH_NAME, RETURN_PATH_OTHER, RETURN_PATH_VALUE, RETURN_PATH_DONE } state;
	size_t matched;              /* bytes of the name, or of the current line */
	char value[RETURN_PATH_MAX]; /* as written, then the address alone */
	size_t len;
	bool found;
};

void return_path_begin(struct return_path *path);
void return_path_more(struct return_path *path, const char *chunk, size_t len);
/* Returns: the address, "" for the null sender; NULL when the mail has none. */
const char *return_path_finish(struct return_path *path);

#endif
