/* options.c: turns a verb's command line into its options, by one table.
 * It must not know what a verb does.
 * GNU manners: --name=VALUE or --name VALUE, -- ends the options, words and options may be mixed.
 */
#include "options.h"

#include "print.h"

#include <stdio.h>
#include <string.h>

static const struct row {
	const char *name;
	const char *value; /* NULL: takes none */
	const char *help;
} rows[OPTION_COUNT] = {
	[OPTION_FORMAT] = {"format", "text|jsonl", "how to answer: for people, or one JSON object a line"},
	[OPTION_SETTINGS] = {"settings", "FILE",
			     "the daemon's settings; check looks in " SYSCONFDIR "/extortscan/extortscan.conf"},
	[OPTION_POLICY] = {"policy", "FILE", "the policy (" SYSCONFDIR "/extortscan/policy.yaml)"},
	[OPTION_RULES] = {"rules", "DIR",
			  "a folder of rule packs; may be given again (" PKGDATADIR "/rules and " SYSCONFDIR
			  "/extortscan/rules.d)"},
	[OPTION_EXAMPLES] = {"examples", NULL, "also try the hits: and misses: of every pack"},
	[OPTION_FROM] = {"from", "ADDRESS", "envelope sender, <> is the null sender (else the mail's Return-Path)"},
	[OPTION_TO] = {"to", "ADDRESS", "envelope recipient; may be given again"},
	[OPTION_CLIENT] = {"client", "ADDRESS", "who sent it: an IP address, or inside, or outside"},
	[OPTION_AUTH] = {"auth", "USER", "as if USER had logged in to send it"},
	[OPTION_AUTHSERV] = {"authserv-id", "NAME", "believe the Authentication-Results of this host of ours"},
	[OPTION_COLOR] = {"color", "auto|always|never", "mark findings by colour (auto: on a terminal)"},
	[OPTION_FILE] = {"file", "FILE", "read a file (-f FILE; - is stdin); may be given again"},
	[OPTION_DNS] = {"dns", NULL, "also ask the DNS lists of ransom addresses that the packs name"},
	[OPTION_HELP] = {"help", NULL, "tell these options"},
};

#define NEAREST_MAX 32

/* Levenshtein distance; words that are too long are far away. */
static size_t distance(const char *a, const char *b)
{
	size_t row[NEAREST_MAX + 1], a_len = strlen(a), b_len = strlen(b);

	if (a_len > NEAREST_MAX || b_len > NEAREST_MAX)
		return NEAREST_MAX;
	for (size_t j = 0; j <= b_len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			size_t best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			best = best > row[j] + 1 ? row[j] + 1 : best;
			row[j] = best > row[j - 1] + 1 ? row[j - 1] + 1 : best;
		}
	}
	return row[b_len];
}

const char *options_nearest(const char *word, const char *const *words)
{
	size_t least = strlen(word) / 3 + 2; /* farther than this is no hint */
	const char *best = NULL;

	for (; *words != NULL; words++) {
		size_t one = distance(word, *words);

		if (one < least) {
			least = one;
			best = *words;
		}
	}
	return best;
}

static void print_help(const char *verb, const char *usage, unsigned allowed)
{
	printf("usage: extortscan %s %s\n\n", verb, usage);
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		char left[40];

		if ((allowed >> i & 1u) == 0)
			continue;
		snprintf(left, sizeof left, "--%s%s%s", rows[i].name, rows[i].value == NULL ? "" : "=",
			 rows[i].value == NULL ? "" : rows[i].value);
		printf("  %-26s %s\n", left, rows[i].help);
	}
}

static int wrong(const char *verb, const char *what, const char *word, const char *hint)
{
	fprintf(stderr, "extortscan %s: %s `", verb, what);
	print_safe_string(stderr, word);
	if (hint != NULL)
		fprintf(stderr, "'; did you mean `--%s'?\n", hint);
	else
		fprintf(stderr, "'; see `extortscan %s --help'\n", verb);
	return -1;
}

static int unknown_option(const char *verb, const char *word, unsigned allowed)
{
	const char *names[OPTION_COUNT + 1];
	char name[NEAREST_MAX] = "";
	size_t count = 0;

	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (allowed >> i & 1u)
			names[count++] = rows[i].name;
	names[count] = NULL;
	snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
	while (name[0] == '-')
		memmove(name, name + 1, strlen(name));
	return wrong(verb, "unknown option", word, options_nearest(name, names));
}

static int add_to_list(const char **list, size_t *count, const char *value)
{
	if (*count == OPTIONS_LIST_MAX)
		return -1;
	list[(*count)++] = value;
	return 0;
}

static bool is_one_of(const char *value, const char *a, const char *b, const char *c)
{
	return strcmp(value, a) == 0 || strcmp(value, b) == 0 || strcmp(value, c) == 0;
}

/* Returns: 0, or -1 when the value makes no sense. */
static int set_option(struct options *options, enum option_id id, const char *value)
{
	switch (id) {
	case OPTION_FORMAT:
		options->jsonl = strcmp(value, "jsonl") == 0;
		return is_one_of(value, "jsonl", "text", "text") ? 0 : -1;
	case OPTION_SETTINGS:
		options->settings = value;
		return 0;
	case OPTION_POLICY:
		options->policy = value;
		return 0;
	case OPTION_RULES:
		return add_to_list(options->rules, &options->rule_count, value);
	case OPTION_EXAMPLES:
		options->examples = true;
		return 0;
	case OPTION_FROM:
		options->from = strcmp(value, "<>") == 0 ? "" : value;
		return 0;
	case OPTION_TO:
		return add_to_list(options->to, &options->to_count, value);
	case OPTION_CLIENT:
		options->client = value;
		return is_one_of(value, "inside", "outside", "outside") || xs_network_has(value, value) == 1 ? 0 : -1;
	case OPTION_AUTH:
		options->auth = value;
		return 0;
	case OPTION_AUTHSERV:
		options->authserv = value;
		return 0;
	case OPTION_COLOR:
		options->color = value;
		return is_one_of(value, "auto", "always", "never") ? 0 : -1;
	case OPTION_FILE:
		return add_to_list(options->files, &options->file_count, value);
	case OPTION_DNS:
		options->dns = true;
		return 0;
	case OPTION_HELP:
	case OPTION_COUNT:
		break;
	}
	return -1;
}

/* The option that a word names (up to its = or end); OPTION_COUNT when there is none. */
static enum option_id find_option(const char *word, unsigned allowed)
{
	const char *name = word + 2;
	size_t len;

	if (strcmp(word, "-h") == 0)
		return OPTION_HELP;
	if (strcmp(word, "-f") == 0 && (allowed & OPTION_BIT(FILE)) != 0)
		return OPTION_FILE;
	if (strncmp(word, "--", 2) != 0)
		return OPTION_COUNT;
	len = strcspn(name, "=");
	for (enum option_id id = 0; id < OPTION_COUNT; id++)
		if ((allowed >> id & 1u) != 0 && strlen(rows[id].name) == len && strncmp(rows[id].name, name, len) == 0)
			return id;
	return OPTION_COUNT;
}

/* Take the option at argv[*at] and its value. Returns: 0, 1 for --help, -1 wrong and told. */
static int take_option(struct options *options, unsigned allowed, int argc, char **argv, int *at)
{
	const char *word = argv[*at], *equals = strchr(word, '='), *value = equals == NULL ? NULL : equals + 1;
	enum option_id id = find_option(word, allowed);

	if (id == OPTION_COUNT)
		return unknown_option(argv[0], word, allowed);
	if (id == OPTION_HELP)
		return 1;
	if (rows[id].value == NULL && value != NULL)
		return wrong(argv[0], "no value goes with", word, NULL);
	if (rows[id].value != NULL && value == NULL) {
		if (*at + 1 >= argc)
			return wrong(argv[0], "a value is missing after", word, NULL);
		value = argv[++*at];
	}
	if (set_option(options, id, value) != 0)
		return wrong(argv[0], "wrong value for an option:", equals == NULL && value != NULL ? value : word,
			     NULL);
	return 0;
}

int options_read(struct options *options_out, unsigned allowed, const char *usage, int argc, char **argv)
{
	bool ended = false;

	memset(options_out, 0, sizeof *options_out);
	options_out->words = argv + 1;
	allowed |= OPTION_BIT(HELP);
	for (int at = 1; at < argc; at++) {
		int status;

		if (ended || argv[at][0] != '-' || argv[at][1] == '\0') {
			options_out->words[options_out->word_count++] = argv[at];
			continue;
		}
		ended = strcmp(argv[at], "--") == 0;
		if (ended)
			continue;
		status = take_option(options_out, allowed, argc, argv, &at);
		if (status == 1)
			print_help(argv[0], usage, allowed);
		if (status != 0)
			return status;
	}
	return 0;
}

void options_envelope(struct xs_envelope *envelope_out, const struct options *options)
{
	const char *client = options->client;

	memset(envelope_out, 0, sizeof *envelope_out);
	envelope_out->mail_from = options->from;
	envelope_out->rcpts = options->to;
	envelope_out->rcpt_count = options->to_count;
	envelope_out->auth_user = options->auth;
	if (client != NULL && strcmp(client, "inside") != 0) {
		envelope_out->client = XS_CLIENT_OUTSIDE;
		if (strcmp(client, "outside") != 0)
			envelope_out->client_addr = client;
	}
	if (options->auth != NULL || (client != NULL && strcmp(client, "inside") == 0))
		envelope_out->client = XS_CLIENT_INSIDE;
}
