/* return_path.c: turns the pieces of a mail into the address of its first Return-Path.
 * It must not know what it is used for.
 * RFC 5321 section 4.4.
 */
#include "return_path.h"

#include <string.h>

static const char name_wanted[] = "return-path:";

void return_path_begin(struct return_path *path)
{
	memset(path, 0, sizeof *path);
}

static void end_line(struct return_path *path)
{
	bool empty = path->state == RETURN_PATH_NAME && path->matched == 0;

	path->state = empty || path->found ? RETURN_PATH_DONE : RETURN_PATH_NAME;
	path->matched = 0;
}

static void take_byte(struct return_path *path, char c)
{
	char lower = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;

	if (c == '\n') {
		end_line(path);
	} else if (path->state == RETURN_PATH_VALUE) {
		if (path->len + 1 < sizeof path->value)
			path->value[path->len++] = c;
	} else if (path->state == RETURN_PATH_NAME && !(c == '\r' && path->matched == 0)) {
		if (lower != name_wanted[path->matched]) {
			path->state = RETURN_PATH_OTHER;
			return;
		}
		path->matched++;
		if (name_wanted[path->matched] == '\0') {
			path->state = RETURN_PATH_VALUE;
			path->found = true;
		}
	}
}

void return_path_more(struct return_path *path, const char *chunk, size_t len)
{
	for (size_t i = 0; i < len && path->state != RETURN_PATH_DONE; i++)
		take_byte(path, chunk[i]);
}

/* "<user@example.com>" as an MTA writes it; anything else in that place is nobody's envelope. */
const char *return_path_finish(struct return_path *path)
{
	char *open = path->found ? strchr(path->value, '<') : NULL;
	char *close = open == NULL ? NULL : strchr(open, '>');

	if (close == NULL)
		return NULL;
	*close = '\0';
	return open + 1;
}
