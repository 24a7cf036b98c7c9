/* setting_value.c: the text of one setting -> a number, a text or a list, or an error that quotes it.
 * It must not know which settings there are, nor read files.
 * Standard: none.
 */
#include "setting_value.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "caps.h"
#include "ini.h"
#include "settings.h"

__attribute__((format(printf, 2, 3))) static int reading_fail(const struct setting_reading *at, const char *format, ...)
{
	char what[300];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	return ini_fail(at->err, at->path, at->line, 0, "%s: %s", at->row->key, what);
}

/* Digits in a base, alone. Returns: 0, or -1 when that is not what the text is. */
static int value_digits(unsigned long *value_out, const char **end_out, const char *text, int base)
{
	char *end;

	if (!isdigit((unsigned char)text[0]))
		return -1;
	errno = 0;
	*value_out = strtoul(text, &end, base);
	*end_out = end;
	return errno != 0 ? -1 : 0;
}

static int value_number(unsigned long *value_out, const struct setting_reading *at, const char *text)
{
	const char *end = text;
	unsigned long unit = 1, value = 0;
	int base = at->row->type == SETTING_MODE ? 8 : 10;

	if (value_digits(&value, &end, text, base) < 0)
		return reading_fail(at, "`%.60s' is not a number", text);
	if (at->row->type == SETTING_SIZE && *end != '\0') {
		const char *units = "KMG", *unit_at = strchr(units, toupper((unsigned char)*end));

		if (unit_at == NULL || end[1] != '\0')
			return reading_fail(at, "`%.60s' is not a size; write bytes, or K, M or G behind the number",
					    text);
		unit = 1UL << (10 * (unit_at - units + 1));
		end++;
	}
	if (*end != '\0')
		return reading_fail(at, "`%.60s' is not %s", text,
				    at->row->type == SETTING_MODE ? "an octal mode such as 0660" : "a number");
	if (value > ULONG_MAX / unit || value * unit < at->row->least || value * unit > at->row->most) {
		if (at->row->type == SETTING_MODE)
			return reading_fail(at, "`%.60s' is not between 0 and %#lo", text, at->row->most);
		return reading_fail(at, "`%.60s' is not between %lu and %lu", text, at->row->least, at->row->most);
	}
	*value_out = value * unit;
	return 0;
}

/* How many edits lie between two short words; the classic table, one row at a time. */
size_t setting_distance(const char *a, const char *b)
{
	size_t row[33];
	size_t a_len = strlen(a), b_len = strlen(b);

	if (a_len > 32 || b_len > 32)
		return SIZE_MAX;
	for (size_t j = 0; j <= b_len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			size_t replace = corner + (tolower((unsigned char)a[i - 1]) != b[j - 1]);
			size_t least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;

			corner = row[j];
			row[j] = replace < least ? replace : least;
		}
	}
	return row[b_len];
}

static int value_word(int *value_out, const struct setting_reading *at, const char *text)
{
	char all[160] = "";
	size_t used = 0;

	for (int i = 0; at->row->words[i] != NULL; i++) {
		if (strcasecmp(text, at->row->words[i]) == 0) {
			*value_out = i;
			return 0;
		}
		if (used < sizeof all)
			used += (size_t)snprintf(all + used, sizeof all - used, "%s%s", i == 0 ? "" : ", ",
						 at->row->words[i]);
	}
	return reading_fail(at, "`%.60s' is not one of: %s", text, all);
}

int settings_check_socket(const char *text, struct xs_error *err)
{
	const char *colon = strchr(text, ':');
	const char *path = text[0] == '/' ? text : colon == NULL ? "" : colon + 1;
	const char *port = path, *end = path;
	unsigned long number = 0;

	if (text[0] == '/' || strncmp(text, "unix:", 5) == 0 || strncmp(text, "local:", 6) == 0) {
		if (path[0] != '/')
			return ini_fail(
				err, "socket", 0, 0,
				"`%.200s' is not an absolute path (Postfix's relative names are below its queue "
				"folder: unix:/var/spool/postfix/NAME here is unix:NAME there)",
				text);
		if (strlen(path) >= sizeof((struct sockaddr_un *)NULL)->sun_path)
			return ini_fail(err, "socket", 0, 0, "`%.200s' is longer than a socket path may be", path);
		return 0;
	}
	if (strncmp(text, "inet:", 5) != 0 && strncmp(text, "inet6:", 6) != 0)
		return ini_fail(err, "socket", 0, 0, "`%.200s' does not begin with unix:, inet: or inet6:", text);
	if (value_digits(&number, &end, port, 10) < 0 || number < 1 || number > 65535 || (*end != '@' && *end != '\0'))
		return ini_fail(
			err, "socket", 0, 0,
			"`%.200s' is not inet:PORT@HOST (the port comes first here; Postfix writes inet:HOST:PORT)",
			text);
	if (*end == '\0' || end[1] == '\0')
		return ini_fail(
			err, "socket", 0, 0,
			"`%.200s' names no host and would listen on every interface; write inet:%lu@127.0.0.1, or "
			"inet:%lu@0.0.0.0 if that is meant",
			text, number, number);
	return 0;
}

static int value_folder(const struct setting_reading *at, const char *item)
{
	if (item[item[0] == '-' ? 1 : 0] != '/')
		return reading_fail(at, "`%.100s' is not an absolute path", item);
	return 0;
}

/* ADDRESS or ADDRESS/BITS. */
static int value_network(const struct setting_reading *at, const char *item)
{
	if (strlen(item) > 64 || xs_network_has(item, "127.0.0.1") < 0)
		return reading_fail(at, "`%.60s' is not an address or a network such as 192.0.2.0/24", item);
	return 0;
}

static int value_list(struct settings_list *list_out, const struct setting_reading *at, const char *text)
{
	const char *blanks = " \t,\r\n";

	while (*(text += strspn(text, blanks)) != '\0') {
		size_t len = strcspn(text, blanks);
		char *item = strndup(text, len);
		int bad;

		if (item == NULL || list_out->count >= CAP_SETTINGS_LIST) {
			free(item);
			return reading_fail(at, item == NULL ? "out of memory" : "more than %d items",
					    CAP_SETTINGS_LIST);
		}
		list_out->at[list_out->count++] = item;
		bad = at->row->type == SETTING_FOLDERS ? value_folder(at, item) : value_network(at, item);
		if (bad < 0)
			return -1;
		text += len;
	}
	if (list_out->count == 0 && at->row->type == SETTING_FOLDERS)
		return reading_fail(at, "at least one folder is needed");
	return 0;
}

static int value_text(char **value_out, const struct setting_reading *at, const char *text)
{
	struct xs_error inner;

	if (at->row->type == SETTING_PATH && text[0] != '\0' && text[0] != '/')
		return reading_fail(at, "`%.100s' is not an absolute path", text);
	if (at->row->type == SETTING_PATH && text[0] == '\0' && at->row->preset[0] != '\0')
		return reading_fail(at, "a path is needed");
	if (at->row->type == SETTING_SOCKET && settings_check_socket(text, &inner) < 0)
		return ini_fail(at->err, at->path, at->line, 0, "%.400s", inner.text);
	*value_out = strdup(text);
	return *value_out == NULL ? reading_fail(at, "out of memory") : 0;
}

int setting_value(void *settings, const struct setting_reading *at, const char *text)
{
	void *where = (char *)settings + at->row->offset;
	struct settings_list *list;

	switch (at->row->type) {
	case SETTING_TEXT:
	case SETTING_PATH:
	case SETTING_SOCKET:
		return value_text(where, at, text);
	case SETTING_FOLDERS:
	case SETTING_NETWORKS:
		list = where;
		list->at = calloc(CAP_SETTINGS_LIST, sizeof *list->at);
		return list->at == NULL ? reading_fail(at, "out of memory") : value_list(list, at, text);
	case SETTING_MODE:
	case SETTING_NUMBER:
	case SETTING_SECONDS:
	case SETTING_SIZE:
		return value_number(where, at, text);
	case SETTING_WORD:
		return value_word(where, at, text);
	}
	return -1;
}
