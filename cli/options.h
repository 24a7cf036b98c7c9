/* options.h: what the verbs take on the command line: one table, read and printed from here.
 * It must not know what a verb does with an option.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "extortscan.h"

enum option_id {
	OPTION_FORMAT,
	OPTION_SETTINGS,
	OPTION_POLICY,
	OPTION_RULES,
	OPTION_EXAMPLES,
	OPTION_FROM,
	OPTION_TO,
	OPTION_CLIENT,
	OPTION_AUTH,
	OPTION_AUTHSERV,
	OPTION_COLOR,
	OPTION_FILE,
	OPTION_DNS,
	OPTION_HELP,
	OPTION_COUNT
};
/* A verb's options as a mask; every verb takes --help. */
#define OPTION_BIT(id) (1u << OPTION_##id)
#define OPTIONS_ENVELOPE                                                                                               \
	(OPTION_BIT(FROM) | OPTION_BIT(TO) | OPTION_BIT(CLIENT) | OPTION_BIT(AUTH) | OPTION_BIT(AUTHSERV))

#define OPTIONS_LIST_MAX 64 /* --rules, --to and --file, each */

/* Strings are argv's; NULL was not given. */
struct options {
	bool jsonl;
	const char *settings;
	const char *policy;
	const char *rules[OPTIONS_LIST_MAX];
	size_t rule_count;
	bool examples;
	bool dns;
	const char *from;
	const char *to[OPTIONS_LIST_MAX];
	size_t to_count;
	const char *client;
	const char *auth;
	const char *authserv;
	const char *color;
	const char *files[OPTIONS_LIST_MAX];
	size_t file_count;
	char **words; /* what is not an option; in the place of argv */
	size_t word_count;
};

/* Read a verb's command line; argv[0] is the verb. `allowed' is a mask of OPTION_BIT(). Words that are not options are
 * moved together in argv. usage is one line ("[OPTION...] FILE"), printed by --help with the options.
 * Returns: 0 go on; 1 --help was answered; -1 wrong, and told on stderr. */
int options_read(struct options *options_out, unsigned allowed, const char *usage, int argc, char **argv);
/* The envelope that was asked for, with no recipients' storage of its own. */
void options_envelope(struct xs_envelope *envelope_out, const struct options *options);
/* The word nearest to a misspelt one in a NULL-terminated list, or NULL. */
const char *options_nearest(const char *word, const char *const *words);

#endif
