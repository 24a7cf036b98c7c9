/* setup.c: turns options and settings into a loaded policy and loaded rules.
 * It must not know what is done with them.
 * No standard; the usual places are the daemon's.
 */
#include "setup.h"

#include "print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A mistake in a file is told as compilers do, so that editors jump to it. */
static int tell(const struct xs_error *err)
{
	if (err->line == 0) {
		print_trouble(err->text, NULL);
		return -1;
	}
	fflush(stdout);
	print_safe_string(stderr, err->text);
	fputc('\n', stderr);
	return -1;
}

static int choose_dirs(struct setup *setup, const struct options *options)
{
	size_t room = options->rule_count + setup->settings.rules.count;

	setup->dirs = calloc(room + 1, sizeof *setup->dirs);
	if (setup->dirs == NULL) {
		print_trouble("out of memory", NULL);
		return -1;
	}
	for (size_t i = 0; i < options->rule_count; i++)
		setup->dirs[setup->dir_count++] = options->rules[i];
	if (setup->dir_count == 0)
		setup->dir_count = settings_rule_dirs(&setup->settings, setup->dirs);
	return 0;
}

int setup_read(struct setup *setup_out, const struct options *options, bool usual)
{
	struct xs_error err;

	memset(setup_out, 0, sizeof *setup_out);
	setup_out->path = options->settings;
	if (setup_out->path == NULL && usual && access(SETTINGS_PATH, F_OK) == 0)
		setup_out->path = SETTINGS_PATH;
	if (settings_load(&setup_out->settings, setup_out->path, &err) != 0)
		return tell(&err);
	setup_out->policy = options->policy != NULL ? options->policy : setup_out->settings.policy;
	return choose_dirs(setup_out, options);
}

int setup_policy(struct xs_policy **policy_out, const struct setup *setup, const struct xs_listener *listener)
{
	struct xs_error err;

	return xs_policy_load(policy_out, setup->policy, listener, &err) == 0 ? 0 : tell(&err);
}

int setup_rules(struct xs_rules **rules_out, const struct setup *setup, const struct xs_listener *listener)
{
	struct xs_error err;

	return xs_rules_load(rules_out, setup->dirs, setup->dir_count, listener, &err) == 0 ? 0 : tell(&err);
}

static void on_warning(void *ctx, const struct xs_error *warning)
{
	(void)ctx;
	print_trouble(warning->text, NULL);
}

int setup_dnslist(struct dnslist **dnslist_out, const struct xs_rules *rules)
{
	const struct xs_listener listener = {on_warning, NULL};
	const struct xs_dns *dns = xs_rules_dns(rules);
	struct xs_error err;

	if (dns == NULL)
		print_trouble("--dns: no pack names a DNS list", NULL);
	return dnslist_new(dnslist_out, dns, &listener, &err) == 0 ? 0 : tell(&err);
}

static void ask(struct dnslist *dnslist, struct xs_wallet *wallets, size_t count)
{
	struct dnslist_outcome outcome;

	dnslist_ask(dnslist, &outcome, wallets, count);
	if (outcome.trouble[0] != '\0')
		print_trouble(outcome.trouble, NULL);
}

int setup_ask(struct dnslist *dnslist, struct xs_scan *scan)
{
	struct xs_wallet *wallets;
	size_t count;

	if (dnslist == NULL)
		return 0;
	if (xs_scan_wallets(scan, &wallets, &count) != 0)
		return -1;
	ask(dnslist, wallets, count);
	return 0;
}

void setup_ask_wallet(struct dnslist *dnslist, struct xs_wallet *wallet)
{
	if (dnslist != NULL)
		ask(dnslist, wallet, 1);
}

void setup_free(struct setup *setup)
{
	settings_free(&setup->settings);
	free(setup->dirs);
	memset(setup, 0, sizeof *setup);
}
