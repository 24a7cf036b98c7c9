/* setting_value.h: one value of the settings file, judged by its row of the table in settings.c.
 * It must not know which rows there are.
 */
#ifndef MILTER_SETTING_VALUE_H
#define MILTER_SETTING_VALUE_H

#include <stddef.h>

#include "extortscan.h"

enum setting_type {
	SETTING_TEXT,     /* char *, any text */
	SETTING_PATH,     /* char *, absolute or "" */
	SETTING_SOCKET,   /* char * */
	SETTING_FOLDERS,  /* struct settings_list of absolute paths, each may begin with "-" */
	SETTING_NETWORKS, /* struct settings_list of addresses and networks */
	SETTING_MODE,     /* unsigned long, octal */
	SETTING_NUMBER,   /* unsigned long */
	SETTING_SECONDS,  /* unsigned long */
	SETTING_SIZE,     /* unsigned long bytes; K, M, G behind it */
	SETTING_WORD      /* int, index into words */
};

struct setting {
	const char *section, *key;
	enum setting_type type;
	size_t offset; /* in struct settings */
	const char *preset;
	unsigned long least, most;
	const char *const *words;
	const char *help;
};

/* What a value is judged against: the row, and the place to blame. */
struct setting_reading {
	const struct setting *row;
	const char *path;
	int line;
	struct xs_error *err;
};

/* Read text into the member that the row names (in zeroed settings). Returns: 0, or -1 with err set. */
int setting_value(void *settings, const struct setting_reading *at, const char *text);
/* How far two short words are apart, in edits; SIZE_MAX when one is no short word. */
size_t setting_distance(const char *wrong, const char *word);

#endif
