/* settings.c: extortscan.conf -> struct settings.
 * It must not know libmilter, syslog or the daemon: the command line checks settings with this same file.
 * Standard: none; INI as iniparser(3) reads it.
 */
#include "settings.h"

#include <iniparser.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ini.h"
#include "setting_value.h"

static const char *const overload_words[] = {"tempfail", "accept", NULL};
static const char *const header_words[] = {"tagged", "always", NULL};
static const char *const facility_words[] = {"mail",   "daemon", "local0", "local1", "local2", "local3",
					     "local4", "local5", "local6", "local7", "user",   NULL};

#define AT(member) offsetof(struct settings, member)
static const struct setting settings_table[] = {
	{"milter", "socket", SETTING_SOCKET, AT(socket), "unix:/var/spool/postfix/extortscan/extortscan.sock", 0, 0,
	 NULL, "Where the MTA finds the filter: unix:/path, inet:PORT@HOST or inet6:PORT@HOST."},
	{"milter", "socket_mode", SETTING_MODE, AT(socket_mode), "0660", 0, 0777, NULL,
	 "Permissions of a UNIX socket."},
	{"milter", "socket_group", SETTING_TEXT, AT(socket_group), "", 0, 0, NULL,
	 "Group of a UNIX socket, so that the MTA may connect; empty: as the folder gives it."},
	{"milter", "user", SETTING_TEXT, AT(user), "", 0, 0, NULL,
	 "User to become when started as root; empty: stay who we are."},
	{"milter", "group", SETTING_TEXT, AT(group), "", 0, 0, NULL,
	 "Group to become when started as root; empty: the user's own group."},
	{"milter", "pid_file", SETTING_PATH, AT(pid_file), "", 0, 0, NULL,
	 "Where the process id is written; empty: nowhere."},
	{"milter", "mta_timeout", SETTING_SECONDS, AT(mta_timeout), "7210", 10, 86400, NULL,
	 "How long a connection may be silent before the filter closes it."},
	{"milter", "stop_timeout", SETTING_SECONDS, AT(stop_timeout), "10", 0, 300, NULL,
	 "How long a stop waits for messages in flight."},
	{"files", "policy", SETTING_PATH, AT(policy), SYSCONFDIR "/extortscan/policy.yaml", 0, 0, NULL,
	 "What happens to mail; read again at every reload."},
	{"files", "rules", SETTING_FOLDERS, AT(rules), PKGDATADIR "/rules -" SYSCONFDIR "/extortscan/rules.d", 0, 0,
	 NULL, "Folders of rule packs; one with a leading - may be missing; read again at every reload."},
	{"limits", "message_size", SETTING_SIZE, AT(message_bytes), "16M", 65536, 1024UL << 20, NULL,
	 "How much of a message is read; what lies behind is not, and the verdict line says so."},
	{"limits", "text_size", SETTING_SIZE, AT(text_bytes), "1M", 16384, 64UL << 20, NULL,
	 "How much decoded text of a message is kept."},
	{"limits", "concurrent_messages", SETTING_NUMBER, AT(concurrent_messages), "32", 1, 10000, NULL,
	 "How many messages are scanned at the same time, each with its own memory."},
	{"limits", "overload_wait", SETTING_SECONDS, AT(overload_wait), "10", 0, 120, NULL,
	 "How long a message that comes on top of those waits for its turn."},
	{"limits", "overload", SETTING_WORD, AT(overload), "tempfail", 0, 0, overload_words,
	 "What a message gets whose turn does not come in time."},
	{"mail", "authserv_id", SETTING_TEXT, AT(authserv_id), "", 0, 0, NULL,
	 "Our own RFC 8601 authserv-id; empty: no Authentication-Results header is believed."},
	{"mail", "inside", SETTING_NETWORKS, AT(inside), "127.0.0.0/8 ::1", 0, 0, NULL,
	 "Networks whose clients are our own, as authenticated and local ones are."},
	{"mail", "header", SETTING_WORD, AT(header), "tagged", 0, 0, header_words,
	 "Which delivered mail carries X-Extortscan: only tagged and quarantined, or all."},
	{"log", "facility", SETTING_WORD, AT(facility), "mail", 0, 0, facility_words, "The syslog facility."},
};
#undef AT
#define SETTINGS_COUNT (sizeof settings_table / sizeof settings_table[0])

/* A hint is only given when it is nearer than a word of half the length would be. */
static void word_nearer(const char **best, size_t *best_distance, const char *wrong, const char *word)
{
	size_t distance = setting_distance(wrong, word);

	if (distance < *best_distance && distance <= 1 + strlen(word) / 3) {
		*best = word;
		*best_distance = distance;
	}
}

/* ---- the file ---- */

/* A section or key that no row knows: say so at its line, with the nearest one that is known. */
static int settings_unknown(const struct ini_place *place, const char *path, struct xs_error *err)
{
	bool section_known = false, key_known = place->key == NULL;
	const char *best = NULL;
	size_t best_distance = SIZE_MAX;

	for (size_t i = 0; i < SETTINGS_COUNT; i++) {
		const struct setting *row = &settings_table[i];

		if (strcmp(row->section, place->section) == 0) {
			section_known = true;
			key_known = key_known || strcmp(row->key, place->key) == 0;
		}
	}
	if (section_known && key_known)
		return 0;
	for (size_t i = 0; i < SETTINGS_COUNT; i++) {
		const struct setting *row = &settings_table[i];

		if (!section_known)
			word_nearer(&best, &best_distance, place->section, row->section);
		else if (strcmp(row->section, place->section) == 0)
			word_nearer(&best, &best_distance, place->key, row->key);
	}
	if (!section_known && place->section[0] == '\0')
		return ini_fail(err, path, place->line, place->column, "`%.60s' stands before the first [section]",
				place->key == NULL ? "" : place->key);
	return ini_fail(err, path, place->line, place->column, "unknown %s `%.60s'%s%s%s%s%s",
			section_known ? "key" : "section", section_known ? place->key : place->section,
			section_known ? " in [" : "", section_known ? place->section : "", section_known ? "]" : "",
			best == NULL ? "" : "; did you mean ", best == NULL ? "" : best);
}

/* iniparser's own complaints go nowhere: ini_scan() has already found, with its line, what it would complain of. */
__attribute__((format(printf, 1, 2))) static int settings_hush(const char *format, ...)
{
	(void)format;
	return 0;
}

static int settings_file(dictionary **ini_out, struct ini_places *places, const char *path, struct xs_error *err)
{
	if (ini_scan(places, path, err) < 0)
		return -1;
	for (size_t i = 0; i < places->count; i++)
		if (settings_unknown(&places->at[i], path, err) < 0)
			return -1;
	iniparser_set_error_callback(settings_hush);
	*ini_out = iniparser_load(path);
	iniparser_set_error_callback(NULL);
	if (*ini_out == NULL)
		return ini_fail(err, path, 0, 0, "iniparser cannot read it");
	return 0;
}

int settings_load(struct settings *settings_out, const char *path, struct xs_error *err)
{
	struct ini_places places = {0};
	dictionary *ini = NULL;
	int result = -1;

	memset(settings_out, 0, sizeof *settings_out);
	if (path != NULL && settings_file(&ini, &places, path, err) < 0)
		goto out;
	for (size_t i = 0; i < SETTINGS_COUNT; i++) {
		const struct setting *row = &settings_table[i];
		const struct ini_place *place = ini_find(&places, row->section, row->key);
		struct setting_reading at = {row, path == NULL ? "default" : path, place == NULL ? 0 : place->line,
					     err};
		const char *text = row->preset;
		char name[64];

		snprintf(name, sizeof name, "%s:%s", row->section, row->key);
		if (place != NULL)
			text = iniparser_getstring(ini, name, row->preset);
		if (setting_value(settings_out, &at, text) < 0)
			goto out;
	}
	result = 0;
out:
	if (ini != NULL)
		iniparser_freedict(ini);
	ini_free(&places);
	return result;
}

void settings_free(struct settings *settings)
{
	for (size_t i = 0; i < SETTINGS_COUNT; i++) {
		void *where = (char *)settings + settings_table[i].offset;
		enum setting_type type = settings_table[i].type;
		struct settings_list *list = where;

		if (type == SETTING_TEXT || type == SETTING_PATH || type == SETTING_SOCKET) {
			free(*(char **)where);
		} else if (type == SETTING_FOLDERS || type == SETTING_NETWORKS) {
			for (size_t n = 0; n < list->count; n++)
				free(list->at[n]);
			free(list->at);
		}
	}
	memset(settings, 0, sizeof *settings);
}

/* ---- what others ask of them ---- */

size_t settings_rule_dirs(const struct settings *settings, const char **dirs_out)
{
	size_t count = 0;

	for (size_t i = 0; i < settings->rules.count; i++) {
		const char *dir = settings->rules.at[i];

		if (dir[0] != '-')
			dirs_out[count++] = dir;
		else if (access(dir + 1, F_OK) == 0)
			dirs_out[count++] = dir + 1;
	}
	return count;
}

struct xs_options settings_options(const struct settings *settings)
{
	struct xs_options options = {
		.message_bytes = settings->message_bytes,
		.text_bytes = settings->text_bytes,
		.authserv_id = settings->authserv_id[0] == '\0' ? NULL : settings->authserv_id,
	};

	return options;
}

const char *const *settings_facilities(void)
{
	return facility_words;
}

static void info_form(char *form, size_t size, const struct setting *row)
{
	static const char *const words[] = {
		[SETTING_TEXT] = "a text",
		[SETTING_PATH] = "an absolute path",
		[SETTING_SOCKET] = "unix:/path, inet:PORT@HOST or inet6:PORT@HOST",
		[SETTING_FOLDERS] = "absolute paths, separated by blanks",
		[SETTING_NETWORKS] = "addresses and networks, separated by blanks",
		[SETTING_MODE] = "an octal mode",
		[SETTING_NUMBER] = "a number",
		[SETTING_SECONDS] = "seconds",
		[SETTING_SIZE] = "bytes, or a number with K, M or G",
	};
	size_t used = 0;

	if (row->type == SETTING_WORD) {
		form[0] = '\0';
		for (size_t i = 0; row->words[i] != NULL && used < size; i++)
			used += (size_t)snprintf(form + used, size - used, "%s%s", i == 0 ? "" : " | ", row->words[i]);
	} else if (row->type == SETTING_NUMBER || row->type == SETTING_SECONDS || row->type == SETTING_SIZE) {
		snprintf(form, size, "%s, %lu to %lu", words[row->type], row->least, row->most);
	} else {
		snprintf(form, size, "%s", words[row->type]);
	}
}

int settings_info(struct setting_info *info_out, char *form, size_t form_size, size_t index)
{
	const struct setting *row;

	if (index >= SETTINGS_COUNT)
		return 0;
	row = &settings_table[index];
	info_form(form, form_size, row);
	*info_out = (struct setting_info){row->section, row->key, form, row->preset, row->help};
	return 1;
}
