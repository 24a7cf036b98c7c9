/* wallet.c: turns texts into the addresses in them: arguments, files, mails or stdin, each a line of text or JSON.
 * It must not know what an address looks like.
 * JSON Lines (one RFC 8259 object a line).
 */
#include "input.h"
#include "options.h"
#include "print.h"
#include "setup.h"
#include "verbs.h"
#include "window.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define WALLETS_MAX 4096 /* of one window */

struct wallet_run {
	bool jsonl;
	bool found;
	struct setup setup;
	struct xs_rules *rules; /* for their lists; NULL: none were asked for */
	struct dnslist *dnslist;
	struct xs_scan *scan;
	struct xs_wallet *wallets; /* WALLETS_MAX */
	struct window window;
	/* what is read just now */
	bool mail;
	const char *name; /* NULL: a word of the command line */
};

/* ---- telling ---------------------------------------------------------------------------------------------------- */

static void print_columns(const struct wallet_run *run, const struct xs_report *report, const struct xs_wallet *wallet)
{
	print_safe_string(stdout, wallet->address);
	printf("\t%s\t%s\t%s\t%s\t%s\t%zu+%zu", wallet->coin, wallet->form, wallet->network,
	       wallet->checksum == XS_CHECKSUM_OK ? "ok" : "none", xs_how_name(wallet->how), wallet->offset,
	       wallet->length);
	if (report != NULL && wallet->text >= 0)
		printf("\tpart=%d\ttext=%s", report->texts[wallet->text].part,
		       xs_text_name(report->texts[wallet->text].kind));
	if (run->name != NULL) {
		printf("\tfile=");
		print_safe_string(stdout, run->name);
	}
	if (wallet->listed)
		printf("\tlisted");
	if (wallet->trusted)
		printf("\ttrusted");
	if (wallet->amount[0] != '\0')
		printf("\tamount=%s", wallet->amount);
	if (wallet->label[0] != '\0') {
		printf("\tlabel=");
		print_safe_string(stdout, wallet->label);
	}
	putchar('\n');
}

static void print_wallet(struct wallet_run *run, const struct xs_report *report, const struct xs_wallet *wallet)
{
	char json[32768]; /* a path of 4096 bytes may take six times as many */

	run->found = true;
	if (!run->jsonl) {
		print_columns(run, report, wallet);
		return;
	}
	xs_wallet_found_json(json, sizeof json, run->name, report, wallet);
	puts(json);
}

/* ---- texts ------------------------------------------------------------------------------------------------------ */

static void find_in_text(void *ctx, const char *text, size_t len, size_t from, size_t to, size_t base)
{
	struct wallet_run *run = ctx;
	size_t count = xs_wallet_find(run->wallets, WALLETS_MAX, text, len);

	for (size_t i = 0; i < count && i < WALLETS_MAX; i++) {
		struct xs_wallet *wallet = &run->wallets[i];

		if (wallet->offset < from || wallet->offset >= to)
			continue;
		wallet->offset += base;
		xs_wallet_mark(wallet, run->rules);
		setup_ask_wallet(run->dnslist, wallet);
		print_wallet(run, NULL, wallet);
	}
}

/* ---- files: mails are decoded, all else is text ------------------------------------------------------------------ */

static int no_memory(void)
{
	print_trouble("out of memory", NULL);
	return -1;
}

static void on_look(void *ctx, const char *name, bool mail)
{
	struct wallet_run *run = ctx;

	run->mail = mail;
	run->name = name;
}

static int on_begin(void *ctx)
{
	struct wallet_run *run = ctx;
	struct xs_options options = settings_options(&run->setup.settings);
	struct xs_error err;

	window_begin(&run->window);
	if (!run->mail)
		return 0;
	if (run->scan == NULL && xs_scan_new(&run->scan, &options, &err) != 0) {
		print_trouble(err.text, NULL);
		return -1;
	}
	return xs_scan_begin(run->scan, run->rules) == 0 ? 0 : no_memory();
}

static int on_more(void *ctx, const char *chunk, size_t len)
{
	struct wallet_run *run = ctx;
	int status;

	if (!run->mail) {
		window_more(&run->window, chunk, len);
		return 0;
	}
	status = xs_scan_feed(run->scan, chunk, len);
	return status == -1 ? no_memory() : status;
}

static int on_finish(void *ctx, const char *name)
{
	struct wallet_run *run = ctx;
	const struct xs_report *report;

	run->name = name;
	if (!run->mail) {
		window_finish(&run->window);
		return 0;
	}
	if (setup_ask(run->dnslist, run->scan) != 0)
		return no_memory();
	report = xs_scan_finish(run->scan, NULL);
	if (report == NULL)
		return no_memory();
	for (size_t i = 0; i < report->wallet_count; i++)
		print_wallet(run, report, &report->wallets[i]);
	return 0;
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

static int find_in_file(struct wallet_run *run, const char *name)
{
	const struct input_sink sink = {run, on_look, on_begin, on_more, on_finish};

	return input_read_word(&sink, name);
}

/* Words are texts unless a file has that name. A word that names a place in a folder, holds no address and is no file
 * is a file's name with a typing error: to say "no address" of it would be a lie. */
static int find_in_word(struct wallet_run *run, const char *word)
{
	struct stat info;
	bool found = run->found;

	if (strcmp(word, "-") == 0 || stat(word, &info) == 0)
		return find_in_file(run, word);
	run->name = NULL;
	run->found = false;
	find_in_text(run, word, strlen(word), 0, SIZE_MAX, 0);
	found = found || run->found;
	if (!run->found && strchr(word, '/') != NULL && strpbrk(word, " \t\n") == NULL && strstr(word, "://") == NULL) {
		print_trouble(word, strerror(ENOENT));
		run->found = found;
		return 1;
	}
	run->found = found;
	return 0;
}

static int worse(int a, int b)
{
	return a == -1 || b == -1 ? -1 : a > b ? a : b;
}

static int find_in_all(struct wallet_run *run, const struct options *options)
{
	int status = 0;

	for (size_t i = 0; i < options->file_count && status != -1; i++)
		status = worse(status, find_in_file(run, options->files[i]));
	for (size_t i = 0; i < options->word_count && status != -1; i++)
		status = worse(status, find_in_word(run, options->words[i]));
	if (options->file_count == 0 && options->word_count == 0)
		status = find_in_file(run, "-");
	return status;
}

static int run_open(struct wallet_run *run, const struct options *options)
{
	bool lists = options->rule_count > 0 || options->settings != NULL || options->dns;

	run->jsonl = options->jsonl;
	run->wallets = calloc(WALLETS_MAX, sizeof *run->wallets);
	run->window = (struct window){.look = find_in_text, .ctx = run, .bytes = malloc(WINDOW_BYTES)};
	if (run->wallets == NULL || run->window.bytes == NULL)
		return no_memory();
	if (setup_read(&run->setup, options, false) != 0)
		return -1;
	if (lists && setup_rules(&run->rules, &run->setup, NULL) != 0)
		return -1;
	return options->dns ? setup_dnslist(&run->dnslist, run->rules) : 0;
}

static void run_close(struct wallet_run *run)
{
	xs_scan_free(&run->scan);
	dnslist_free(&run->dnslist);
	xs_rules_free(&run->rules);
	setup_free(&run->setup);
	free(run->wallets);
	free(run->window.bytes);
}

int wallet_main(int argc, char **argv)
{
	struct wallet_run run = {0};
	struct options options;
	int status = options_read(&options,
				  OPTION_BIT(FORMAT) | OPTION_BIT(FILE) | OPTION_BIT(SETTINGS) | OPTION_BIT(DNS) |
					  OPTION_BIT(RULES),
				  "[OPTION...] [FILE|TEXT...]", argc, argv);

	if (status != 0)
		return status > 0 ? EXIT_CLEAN : EXIT_TROUBLE;
	status = run_open(&run, &options);
	if (status == 0)
		status = find_in_all(&run, &options);
	run_close(&run);
	return input_exit_status(status, run.found);
}
