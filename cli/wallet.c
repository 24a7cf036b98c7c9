/* wallet.c: turns texts into the addresses in them: arguments, files or stdin, each a line of text or JSON.
 * It must not know what an address looks like.
 * JSON Lines (one RFC 8259 object a line).
 */
#include "options.h"
#include "print.h"
#include "verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A stream is read through a window that moves on by all but its tail: what stands on the edge of one window is whole
 * in the next. So a pipe may be endless, and the finder's caps count for each window alone. */
#define WINDOW_BYTES (64u << 10)
#define WINDOW_TAIL (8u << 10)
#define WINDOW_WALLETS 4096

struct wallet_run {
	bool jsonl;
	bool found;
	struct xs_wallet *wallets; /* WINDOW_WALLETS */
	char *window;              /* WINDOW_BYTES */
};

static void print_wallet(struct wallet_run *run, const struct xs_wallet *wallet)
{
	char json[4096];

	run->found = true;
	if (run->jsonl) {
		xs_wallet_json(json, sizeof json, wallet);
		puts(json);
		return;
	}
	print_safe_string(stdout, wallet->address);
	printf("\t%s\t%s\t%s\t%s\t%s\t%zu+%zu", wallet->coin, wallet->form, wallet->network,
	       wallet->checksum == XS_CHECKSUM_OK ? "ok" : "none", xs_how_name(wallet->how), wallet->offset,
	       wallet->length);
	if (wallet->amount[0] != '\0')
		printf("\tamount=%s", wallet->amount);
	if (wallet->label[0] != '\0') {
		printf("\tlabel=");
		print_safe_string(stdout, wallet->label);
	}
	putchar('\n');
}

/* Tell what begins in [from, to) of a text of which byte 0 is number `base` of the whole. */
static void find_in(struct wallet_run *run, const char *text, size_t len, size_t from, size_t to, size_t base)
{
	size_t count = xs_wallet_find(run->wallets, WINDOW_WALLETS, text, len);

	for (size_t i = 0; i < count && i < WINDOW_WALLETS; i++) {
		struct xs_wallet *wallet = &run->wallets[i];

		if (wallet->offset < from || wallet->offset >= to)
			continue;
		wallet->offset += base;
		print_wallet(run, wallet);
	}
}

/* Where the next window begins: some way before the end of this one, and not within a character. */
static size_t next_window(const char *window, size_t len)
{
	size_t at = len - WINDOW_TAIL;

	while (at > 0 && ((unsigned char)window[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* What begins in the tail of a window is told from the next one, where it has its words behind it. The last bytes
 * before the tail are kept too, for the words in front. */
static int find_in_stream(struct wallet_run *run, FILE *file, const char *name)
{
	size_t len = 0, base = 0, told = 0, got;

	while ((got = fread(run->window + len, 1, WINDOW_BYTES - len, file)) > 0) {
		size_t next, keep;

		len += got;
		if (len < WINDOW_BYTES)
			continue;
		next = next_window(run->window, len);
		find_in(run, run->window, len, told, next, base);
		keep = next_window(run->window, next);
		memmove(run->window, run->window + keep, len - keep);
		told = next - keep;
		base += keep;
		len -= keep;
	}
	find_in(run, run->window, len, told, len, base);
	if (ferror(file)) {
		print_trouble("cannot read", name);
		return -1;
	}
	return 0;
}

static int find_in_file(struct wallet_run *run, const char *name)
{
	FILE *file;
	int status;

	if (strcmp(name, "-") == 0)
		return find_in_stream(run, stdin, "stdin");
	file = fopen(name, "re");
	if (file == NULL) {
		print_trouble("cannot open", name);
		return -1;
	}
	status = find_in_stream(run, file, name);
	fclose(file);
	return status;
}

static int find_in_all(struct wallet_run *run, const struct options *options)
{
	int status = 0;

	for (size_t i = 0; i < options->file_count; i++)
		status |= find_in_file(run, options->files[i]);
	for (size_t i = 0; i < options->word_count; i++) {
		const char *word = options->words[i];

		if (strcmp(word, "-") == 0)
			status |= find_in_file(run, word);
		else
			find_in(run, word, strlen(word), 0, SIZE_MAX, 0);
	}
	if (options->file_count == 0 && options->word_count == 0)
		status |= find_in_file(run, "-");
	return status;
}

int wallet_main(int argc, char **argv)
{
	struct wallet_run run = {0};
	struct options options;
	int status = options_read(&options, OPTION_BIT(FORMAT) | OPTION_BIT(FILE), "[OPTION...] [TEXT...]", argc, argv);

	if (status != 0)
		return status > 0 ? EXIT_CLEAN : EXIT_TROUBLE;
	run.jsonl = options.jsonl;
	run.wallets = calloc(WINDOW_WALLETS, sizeof *run.wallets);
	run.window = malloc(WINDOW_BYTES);
	if (run.wallets == NULL || run.window == NULL) {
		print_trouble("out of memory", NULL);
		status = -1;
	} else {
		status = find_in_all(&run, &options);
	}
	free(run.wallets);
	free(run.window);
	if (status != 0)
		return EXIT_TROUBLE;
	return run.found ? EXIT_FOUND : EXIT_CLEAN;
}
