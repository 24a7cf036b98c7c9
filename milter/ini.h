/* ini.h: where each key of an INI file stands, because iniparser forgets lines and the administrator needs them.
 * It must not judge a value: iniparser reads those; this only finds places, repeated keys and lines that are neither.
 */
#ifndef MILTER_INI_H
#define MILTER_INI_H

#include <stddef.h>

#include "extortscan.h"

struct ini_place {
	char *section; /* lower case, "" before the first [section] */
	char *key;     /* lower case; NULL: this is the section's own line */
	int line;
	int column;
};

struct ini_places {
	struct ini_place *at;
	size_t count;
	size_t size;
};

/* Returns: 0, or -1 with err set: the file cannot be read, a line is neither comment, [section] nor key = value, or a
 * key stands twice in one section.   Owns: the caller calls ini_free(), also after -1.   Limits: CAP_SETTINGS_BYTES. */
int ini_scan(struct ini_places *places_out, const char *path, struct xs_error *err);
/* The place of a key (NULL: of the section itself). Returns: NULL when it is not there. */
const struct ini_place *ini_find(const struct ini_places *places, const char *section, const char *key);
void ini_free(struct ini_places *places);

/* "path:line:column: what". Returns: -1, always: "return ini_fail(...)". */
__attribute__((format(printf, 5, 6))) int ini_fail(struct xs_error *err, const char *path, int line, int column,
						   const char *format, ...);

#endif
