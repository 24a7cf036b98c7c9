/* ini.c: an INI file -> the line of every section and key.
 * It must not know which keys exist, and reads no value: settings.c asks iniparser for those.
 * Standard: none; the reading is iniparser 4.1's (comments in # and ;, a backslash joins the next line).
 */
#include "ini.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "caps.h"

/* iniparser 4.1 gives up on longer lines, and says so only on stderr. */
#define INI_LINE_BYTES 1000

int ini_fail(struct xs_error *err, const char *path, int line, int column, const char *format, ...)
{
	va_list args;
	int used;

	if (err == NULL)
		return -1;
	err->line = line;
	err->column = column;
	if (line == 0)
		used = snprintf(err->text, sizeof err->text, "%.300s: ", path);
	else if (column == 0)
		used = snprintf(err->text, sizeof err->text, "%.300s:%d: ", path, line);
	else
		used = snprintf(err->text, sizeof err->text, "%.300s:%d:%d: ", path, line, column);
	if (used < 0)
		used = 0;
	va_start(args, format);
	vsnprintf(err->text + used, sizeof err->text - (size_t)used, format, args);
	va_end(args);
	return -1;
}

static bool ini_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

/* Cut the blanks off both ends. Returns: the first byte that is not blank; the string is shortened in place. */
static char *ini_trim(char *text)
{
	char *end;

	while (ini_is_blank(*text))
		text++;
	end = text + strlen(text);
	while (end > text && ini_is_blank(end[-1]))
		end--;
	*end = '\0';
	return text;
}

/* A lower-case copy, as iniparser keeps its names. Returns: NULL when memory ran out. */
static char *ini_lower(const char *text)
{
	char *copy = strdup(text);

	for (char *c = copy; c != NULL && *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + ('a' - 'A'));
	return copy;
}

static int ini_add(struct ini_places *places, const char *section, const char *key, int line, int column)
{
	struct ini_place *place;

	if (places->count == places->size) {
		size_t size = places->size == 0 ? 32 : places->size * 2;
		struct ini_place *grown = realloc(places->at, size * sizeof *grown);

		if (grown == NULL)
			return -1;
		places->at = grown;
		places->size = size;
	}
	place = &places->at[places->count];
	place->section = ini_lower(section);
	place->key = key == NULL ? NULL : ini_lower(key);
	place->line = line;
	place->column = column;
	if (place->section == NULL || (key != NULL && place->key == NULL)) {
		free(place->section);
		free(place->key);
		return -1;
	}
	places->count++;
	return 0;
}

/* One logical line, trimmed and not empty; section is the one that it stands in, and becomes the one that it opens. */
static int ini_line(struct ini_places *places, char **section, const char *path, char *text, int line, int column,
		    struct xs_error *err)
{
	const struct ini_place *before;
	size_t len = strlen(text);
	char *equals = strchr(text, '=');

	if (text[0] == '#' || text[0] == ';')
		return 0;
	if (text[0] == '[') {
		if (text[len - 1] != ']')
			return ini_fail(err, path, line, column, "`%.60s' lacks its closing `]'", text);
		text[len - 1] = '\0';
		*section = ini_trim(text + 1);
		if (ini_add(places, *section, NULL, line, column) < 0)
			return ini_fail(err, path, line, 0, "out of memory");
		return 0;
	}
	if (equals == NULL || equals == text)
		return ini_fail(err, path, line, column, "`%.60s' is neither a comment, a [section] nor `key = value'",
				text);
	*equals = '\0';
	text = ini_trim(text);
	before = ini_find(places, *section, text);
	if (before != NULL)
		return ini_fail(err, path, line, column, "`%.60s' is set twice in [%.60s], first in line %d", text,
				*section, before->line);
	if (ini_add(places, *section, text, line, column) < 0)
		return ini_fail(err, path, line, 0, "out of memory");
	return 0;
}

/* Read it all: settings files are small, and the section names may then point into the buffer. */
static int ini_read(char **text_out, const char *path, struct xs_error *err)
{
	char *text = malloc(CAP_SETTINGS_BYTES + 1);
	FILE *file = fopen(path, "re");
	size_t len;
	int failed;

	*text_out = text;
	if (file == NULL)
		return ini_fail(err, path, 0, 0, "cannot open: %s", strerror(errno));
	if (text == NULL) {
		fclose(file);
		return ini_fail(err, path, 0, 0, "out of memory");
	}
	errno = 0;
	len = fread(text, 1, CAP_SETTINGS_BYTES + 1, file);
	failed = ferror(file);
	fclose(file);
	if (failed)
		return ini_fail(err, path, 0, 0, "cannot read: %s", strerror(errno != 0 ? errno : EIO));
	if (len > CAP_SETTINGS_BYTES)
		return ini_fail(err, path, 0, 0, "is longer than %u bytes: is this a settings file?",
				CAP_SETTINGS_BYTES);
	if (memchr(text, '\0', len) != NULL)
		return ini_fail(err, path, 0, 0, "holds a NUL byte: is this a settings file?");
	text[len] = '\0';
	return 0;
}

int ini_scan(struct ini_places *places_out, const char *path, struct xs_error *err)
{
	char none[1] = "";
	char *section = none;
	char *text = NULL, *at;
	int line = 0, result = -1;

	memset(places_out, 0, sizeof *places_out);
	if (ini_read(&text, path, err) < 0)
		goto out;
	for (at = text; at != NULL && *at != '\0';) {
		char *start = at, *body;
		int first = line + 1;

		/* a backslash at the end joins the next line: that one is a value, whatever it looks like */
		do {
			at = strchr(at, '\n');
			line++;
			if (at == NULL)
				break;
			at++;
		} while (at - start >= 2 && at[-2] == '\\' && *at != '\0');
		if ((at == NULL ? strlen(start) : (size_t)(at - start)) > INI_LINE_BYTES) {
			ini_fail(err, path, first, 0, "the line is longer than %d bytes", INI_LINE_BYTES);
			goto out;
		}
		if (at != NULL)
			at[-1] = '\0';
		body = ini_trim(start);
		if (*body != '\0' &&
		    ini_line(places_out, &section, path, body, first, (int)(body - start) + 1, err) < 0)
			goto out;
	}
	result = 0;
out:
	free(text);
	return result;
}

static bool ini_same(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0; /* ASCII in the C locale, which is the only one the daemon runs in */
}

const struct ini_place *ini_find(const struct ini_places *places, const char *section, const char *key)
{
	for (size_t i = 0; i < places->count; i++) {
		const struct ini_place *place = &places->at[i];

		if (!ini_same(place->section, section) || (place->key == NULL) != (key == NULL))
			continue;
		if (key == NULL || ini_same(place->key, key))
			return place;
	}
	return NULL;
}

void ini_free(struct ini_places *places)
{
	for (size_t i = 0; i < places->count; i++) {
		free(places->at[i].section);
		free(places->at[i].key);
	}
	free(places->at);
	memset(places, 0, sizeof *places);
}
