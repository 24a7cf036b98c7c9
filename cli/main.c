/* main.c: turns the first word of the command line into a verb.
 * It must not know what a verb does.
 * No standard.
 */
#include "dnslist.h"
#include "extortscan.h"
#include "options.h"
#include "print.h"
#include "verbs.h"

#include <stdio.h>
#include <string.h>

static const struct verb {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *arguments;
	const char *help;
} verbs[] = {
	{"scan", scan_main, "[OPTION...] [FILE...]", "judge mails: files, mbox, Maildir or other folders, - for stdin"},
	{"explain", explain_main, "[OPTION...] [FILE...]", "show a mail with every finding marked, and the sum"},
	{"check", check_main, "[OPTION...]",
	 "load settings, policy and rules as the daemon does, and tell what is wrong"},
	{"wallet", wallet_main, "[OPTION...] [FILE|TEXT...]",
	 "find the addresses in mails, texts or stdin, and prove them"},
};
#define VERB_COUNT (sizeof verbs / sizeof verbs[0])

static void print_usage(FILE *to)
{
	fprintf(to, "usage: extortscan VERB [OPTION...] [ARGUMENT...]\n\n");
	for (size_t i = 0; i < VERB_COUNT; i++)
		fprintf(to, "  %-8s %-26s %s\n", verbs[i].name, verbs[i].arguments, verbs[i].help);
	fprintf(to,
		"\n`extortscan VERB --help' tells a verb's options; --version the version; extortscan(1) all of it.\n"
		"Exit status: 0 clean, 1 something was found, 2 trouble.\n");
}

static int unknown_verb(const char *word)
{
	const char *names[VERB_COUNT + 1], *near;

	for (size_t i = 0; i < VERB_COUNT; i++)
		names[i] = verbs[i].name;
	names[VERB_COUNT] = NULL;
	near = options_nearest(word, names);
	fprintf(stderr, "extortscan: no verb is named `");
	print_safe_string(stderr, word);
	if (near != NULL)
		fprintf(stderr, "'; did you mean `%s'?\n", near);
	else
		fprintf(stderr, "'; see `extortscan --help'\n");
	return EXIT_TROUBLE;
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : NULL;

	if (word == NULL) {
		print_usage(stderr);
		return EXIT_TROUBLE;
	}
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
		print_usage(stdout);
		return print_finish(EXIT_CLEAN);
	}
	if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
		printf("extortscan %s, %s\n", xs_version(),
		       dnslist_resolver() == NULL ? "without DNS lists" : dnslist_resolver());
		return print_finish(EXIT_CLEAN);
	}
	for (size_t i = 0; i < VERB_COUNT; i++)
		if (strcmp(verbs[i].name, word) == 0)
			return print_finish(verbs[i].run(argc - 1, argv + 1));
	return unknown_verb(word);
}
