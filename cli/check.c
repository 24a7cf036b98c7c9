/* check.c: turns settings, policy and rules into "ok" lines, warnings and errors, with the daemon's own loaders.
 * It must not judge mail.
 * No standard.
 */
#include "print.h"
#include "setup.h"
#include "verbs.h"

struct check_run {
	unsigned warnings;
};

static void on_warning(void *ctx, const struct xs_error *warning)
{
	struct check_run *run = ctx;

	run->warnings++;
	print_safe_string(stdout, warning->text);
	fputs(" (warning)\n", stdout);
}

static void tell_ok(const char *what, const char *where, const char *more)
{
	printf("ok: %s ", what);
	print_safe_string(stdout, where);
	printf("%s%s\n", more[0] == '\0' ? "" : ", ", more);
}

static int check_policy(const struct setup *setup, const struct xs_listener *listener)
{
	struct xs_policy *policy;

	if (setup_policy(&policy, setup, listener) != 0)
		return -1;
	tell_ok("policy", setup->policy, "");
	xs_policy_free(&policy);
	return 0;
}

/* Returns: 0; 1 when examples failed (each was told by the listener); -1. */
static int check_examples(const struct xs_rules *rules, const struct xs_listener *listener)
{
	struct xs_error err;
	int failed = xs_rules_check_examples(rules, listener, &err);

	if (failed < 0) {
		print_trouble(err.text, NULL);
		return -1;
	}
	if (failed == 0)
		puts("ok: the examples of all packs");
	else
		printf("%d examples failed\n", failed);
	return failed > 0;
}

static int check_rules(const struct setup *setup, bool examples, const struct xs_listener *listener)
{
	struct dnslist *dnslist;
	struct xs_rules *rules;
	struct xs_error err;
	int status = 0;

	if (setup_rules(&rules, setup, listener) != 0)
		return -1;
	for (size_t i = 0; i < setup->dir_count; i++)
		tell_ok("rules", setup->dirs[i], i + 1 == setup->dir_count ? xs_rules_version(rules) : "");
	if (dnslist_new(&dnslist, xs_rules_dns(rules), listener, &err) != 0) {
		print_trouble(err.text, NULL);
		status = -1;
	} else if (examples) {
		status = check_examples(rules, listener);
	}
	dnslist_free(&dnslist);
	xs_rules_free(&rules);
	return status;
}

/* All that is wrong is told, not only the first: but without settings nobody knows where to look on. */
static int check_all(const struct options *options)
{
	struct check_run run = {0};
	const struct xs_listener listener = {on_warning, &run};
	struct setup setup;
	int policy = -1, rules = -1;

	if (setup_read(&setup, options, true) == 0) {
		tell_ok("settings", setup.path == NULL ? "(defaults)" : setup.path, "");
		policy = check_policy(&setup, &listener);
		rules = check_rules(&setup, options->examples, &listener);
	}
	setup_free(&setup);
	if (policy == -1 || rules == -1)
		return EXIT_TROUBLE;
	return rules == 1 || run.warnings > 0 ? EXIT_FOUND : EXIT_CLEAN;
}

int check_main(int argc, char **argv)
{
	const unsigned allowed = OPTION_BIT(SETTINGS) | OPTION_BIT(POLICY) | OPTION_BIT(RULES) | OPTION_BIT(EXAMPLES);
	struct options options;
	int status = options_read(&options, allowed, "[OPTION...]", argc, argv);

	if (status != 0)
		return status == 1 ? EXIT_CLEAN : EXIT_TROUBLE;
	if (options.word_count > 0) {
		print_trouble("check takes no files; name them with --policy and --rules", NULL);
		return EXIT_TROUBLE;
	}
	return check_all(&options);
}
