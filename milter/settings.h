/* settings.h: how the daemon runs: extortscan.conf(5), read once at start. What happens to mail is the policy's.
 * It must not know libmilter or anything of the daemon: `extortscan check' reads settings with the same code.
 */
#ifndef MILTER_SETTINGS_H
#define MILTER_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "extortscan.h"

#ifndef SYSCONFDIR
#define SYSCONFDIR "/etc"
#endif
#ifndef PKGDATADIR
#define PKGDATADIR "/usr/share/extortscan"
#endif

#define SETTINGS_PATH SYSCONFDIR "/extortscan/extortscan.conf"

struct settings_list {
	char **at;
	size_t count;
};

enum settings_overload { SETTINGS_OVERLOAD_TEMPFAIL, SETTINGS_OVERLOAD_ACCEPT };
enum settings_header { SETTINGS_HEADER_TAGGED, SETTINGS_HEADER_ALWAYS };

/* No string is NULL: one that is not set is "". */
struct settings {
	/* [milter] */
	char *socket; /* as libmilter spells it: unix:/path, inet:PORT@HOST, inet6:PORT@HOST */
	unsigned long socket_mode;
	char *socket_group;
	char *user;
	char *group;
	char *pid_file;
	unsigned long mta_timeout;  /* seconds */
	unsigned long stop_timeout; /* seconds */
	/* [files] */
	char *policy;
	struct settings_list rules; /* folders; a leading "-" means that it may be missing */
	/* [limits] */
	unsigned long message_bytes;
	unsigned long text_bytes;
	unsigned long concurrent_messages;
	unsigned long overload_wait; /* seconds */
	int overload;                /* enum settings_overload */
	/* [mail] */
	char *authserv_id;
	struct settings_list inside; /* networks */
	int header;                  /* enum settings_header */
	/* [log] */
	int facility; /* index into settings_facilities() */
};

/* One row of the table that the loader, --help, `extortscan check' and the manual's test share. */
struct setting_info {
	const char *section;
	const char *key;
	const char *form;   /* what a value looks like: "a number from 1 to 10000" */
	const char *preset; /* the default, as it would be written */
	const char *help;   /* one sentence */
};

/* Read settings; path NULL: the defaults alone.
 * Returns: 0, or -1 with err set (file:line, the offending text, the nearest valid word).
 * Owns:    the caller calls settings_free(), also after -1.   Threads: call before the first thread starts
 *          (iniparser reports through a global hook). */
int settings_load(struct settings *settings_out, const char *path, struct xs_error *err);
void settings_free(struct settings *settings);

/* Check one socket address as the -p option gives it. Returns: 0, or -1 with err set; line is 0. */
int settings_check_socket(const char *text, struct xs_error *err);
/* The rule folders that are there: all but the optional ones that are missing. dirs_out has room for rules.count
 * pointers. Returns: how many. */
size_t settings_rule_dirs(const struct settings *settings, const char **dirs_out);
/* What the library wants to know of them; the strings stay the settings'. */
struct xs_options settings_options(const struct settings *settings);
/* Names of the syslog facilities, NULL-terminated, in the order that settings->facility counts. */
const char *const *settings_facilities(void);
/* The table, row by row. Returns: 1 with *info_out set (form is written to the caller's buffer), 0 behind the last. */
int settings_info(struct setting_info *info_out, char *form, size_t form_size, size_t index);

#endif
