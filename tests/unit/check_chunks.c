/* check_chunks.c: real and tortured mail, whole, byte by byte and at random cuts: the same reading, valid UTF-8, and
 * the same report of the whole scan. Reads ../shared/torture and ../shared/corpus where they are there; a sample of
 * them, or all with CHECK_ALL=1 in the environment (`make check-corpus`). Skips (77) when they are not.
 */
#include "config.h"

#include "mails.h"

#include <errno.h>
#include <ftw.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>

#define SAMPLE 23                 /* one file of so many */
#define SAMPLE_BYTES (256u << 10) /* of a sample, byte by byte is slow under a sanitizer */

static struct {
	struct message *message;
	struct xs_scan *scan;
	struct xs_rules *rules;
	bool all;
	unsigned long seen, read, bad, readings;
	unsigned long long bytes;
} run;

static char *slurp(const char *path, size_t *len_out)
{
	FILE *file = fopen(path, "rb");
	struct stat st;
	char *at = NULL;

	*len_out = 0;
	if (file == NULL)
		return NULL;
	if (fstat(fileno(file), &st) == 0 && (at = malloc((size_t)st.st_size + 1)) != NULL)
		*len_out = fread(at, 1, (size_t)st.st_size, file);
	fclose(file);
	return at;
}

/* How a mail is cut: in pieces of up to `most` bytes, all of that size, or of random sizes when a seed is given. */
struct way {
	const char *name;
	size_t most;
	bool random;
};

/* Feed with cuts. Every piece is a copy of its own, so that a sanitizer sees what reads beyond it. Returns as
 * message_feed() does. */
static int feed_pieces(int (*feed)(const void *at, size_t len), const char *at, size_t len, const struct way *way)
{
	uint32_t seed = (uint32_t)run.seen + 1;
	int result = 0;

	while (len > 0 && result == 0) {
		size_t some = way->most;
		char *piece;

		if (way->random) {
			seed = seed * 1103515245 + 12345;
			some = (seed >> 16) % way->most + 1;
		}
		if (some > len)
			some = len;
		piece = malloc(some);
		if (piece == NULL)
			return -1;
		memcpy(piece, at, some);
		result = feed(piece, some);
		free(piece);
		at += some;
		len -= some;
	}
	return result;
}

static int feed_message(const void *at, size_t len)
{
	return message_feed(run.message, at, len);
}

static int feed_scan(const void *at, size_t len)
{
	return xs_scan_feed(run.scan, at, len);
}

/* Everything that a report says. */
static void report_all(struct text *out, const struct xs_report *report)
{
	char line[1024];

	snprintf(line, sizeof line, "%d %d %x %d %zu\n", report->score, (int)report->kind, report->slots,
		 report->limited, report->bytes);
	text_add_string(out, line);
	for (size_t i = 0; i < report->signal_count; i++) {
		const struct xs_signal *signal = &report->signals[i];

		snprintf(line, sizeof line, "%d %d %s %d %d %zu %zu\n", (int)signal->kind, (int)signal->slot,
			 signal->id, signal->points, signal->text, signal->offset, signal->length);
		text_add_string(out, line);
	}
	for (size_t i = 0; i < report->wallet_count; i++) {
		const struct xs_wallet *wallet = &report->wallets[i];

		snprintf(line, sizeof line, "%s %d %d %zu %zu\n", wallet->address, (int)wallet->how, wallet->text,
			 wallet->offset, wallet->length);
		text_add_string(out, line);
	}
	for (size_t i = 0; i < report->text_count; i++) {
		snprintf(line, sizeof line, "%d %d %zu\n", (int)report->texts[i].kind, report->texts[i].part,
			 report->texts[i].len);
		text_add_string(out, line);
	}
}

static bool read_pieces(struct text *out, const char *at, size_t len, const struct way *way)
{
	const struct xs_report *report;
	bool fine;

	text_reset(out);
	message_begin(run.message);
	fine = feed_pieces(feed_message, at, len, way) >= 0 && message_finish(run.message) == 0 &&
	       mails_all(out, run.message);
	if (xs_scan_begin(run.scan, run.rules) != 0 || feed_pieces(feed_scan, at, len, way) < 0 ||
	    (report = xs_scan_finish(run.scan, NULL)) == NULL)
		return false;
	report_all(out, report);
	run.readings++;
	return fine;
}

static void complain(const char *path, const char *what)
{
	printf("check_chunks: %s: %s\n", path, what);
	run.bad++;
}

static void check_file(const char *path, const char *at, size_t len)
{
	static const struct way whole = {"whole", SIZE_MAX, false};
	static const struct way ways[] = {
		{"byte by byte", 1, false}, {"at random cuts", 97, true}, {"in blocks of 4096", 4096, false}};
	struct text want, got;

	text_init(&want, 0);
	text_init(&got, 0);
	if (!read_pieces(&want, at, len, &whole))
		complain(path, "does not read, or is not UTF-8");
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		if (!read_pieces(&got, at, len, &ways[i]) || got.len != want.len ||
		    (got.len > 0 && memcmp(got.at, want.at, want.len) != 0))
			complain(path, ways[i].name);
	text_free(&want);
	text_free(&got);
}

static int visit(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	char *at;
	size_t len;

	(void)ftw;
	if (type != FTW_F)
		return 0;
	run.seen++;
	if (!run.all && (run.seen % SAMPLE != 0 || st->st_size > (off_t)SAMPLE_BYTES))
		return 0;
	at = slurp(path, &len);
	if (at == NULL)
		return 0;
	check_file(path, at, len);
	run.read++;
	run.bytes += len;
	free(at);
	return 0;
}

int main(void)
{
	static const char *const folders[] = {SRCDIR "/../shared/torture", SRCDIR "/../shared/corpus"};
	const char *all = getenv("CHECK_ALL"), *packs[] = {SRCDIR "/conf/rules"};
	struct xs_error err;

	run.all = all != NULL && *all != '\0';
	if (message_new(&run.message, NULL, &err) != 0 || xs_scan_new(&run.scan, NULL, &err) != 0 ||
	    xs_rules_load(&run.rules, packs, 1, NULL, &err) != 0) {
		printf("check_chunks: %s\n", err.text);
		return 1;
	}
	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
		if (nftw(folders[i], visit, 16, FTW_PHYS) != 0)
			printf("check_chunks: %s: %s\n", folders[i], strerror(errno));
	message_free(&run.message);
	xs_scan_free(&run.scan);
	xs_rules_free(&run.rules);
	if (run.seen == 0) {
		printf("check_chunks: skipped, no mail is there\n");
		return 77;
	}
	printf("check_chunks: %lu of %lu files, %.1f MB, read %lu times, %lu bad\n", run.read, run.seen,
	       (double)run.bytes / 1e6, run.readings, run.bad);
	return run.bad == 0 ? 0 : 1;
}
