/* check_chunks.c: real and tortured mail, whole, byte by byte and at random cuts: the same reading, and valid UTF-8.
 * Reads ../shared/torture and ../shared/corpus where they are there; a sample of them, or all with CHECK_ALL=1 in the
 * environment. Skips (77) when they are not.
 */
#include "config.h"

#include "mails.h"

#include <errno.h>
#include <ftw.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#define SAMPLE 23                 /* one file of so many */
#define SAMPLE_BYTES (256u << 10) /* of a sample, byte by byte is slow under a sanitizer */

static struct {
	struct message *message;
	bool all;
	unsigned long seen, read, bad;
	double slowest; /* ms a megabyte, of files of at least 64 kB */
	char slowest_path[512];
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

/* Read in pieces of up to `most` bytes: all of that size, or of random sizes when a seed is given. Every piece is a
 * copy of its own, so that a sanitizer sees what reads beyond it. */
static bool read_pieces(struct text *out, const char *at, size_t len, size_t most, uint32_t seed)
{
	int result = 0;

	message_begin(run.message);
	while (len > 0 && result == 0) {
		size_t some = most;
		char *piece;

		if (seed != 0) {
			seed = seed * 1103515245 + 12345;
			some = (seed >> 16) % most + 1;
		}
		if (some > len)
			some = len;
		piece = malloc(some);
		if (piece == NULL)
			return false;
		memcpy(piece, at, some);
		result = message_feed(run.message, piece, some);
		free(piece);
		at += some;
		len -= some;
	}
	text_reset(out);
	return message_finish(run.message) == 0 && result >= 0 && mails_all(out, run.message);
}

static void complain(const char *path, const char *what)
{
	printf("check_chunks: %s: %s\n", path, what);
	run.bad++;
}

static void check_file(const char *path, const char *at, size_t len)
{
	static const struct {
		const char *name;
		size_t most;
		bool random;
	} ways[] = {{"byte by byte", 1, false}, {"at random cuts", 97, true}, {"in blocks of 4096", 4096, false}};
	struct text whole, cut;
	struct timespec begin, end;
	double ms;

	text_init(&whole, 0);
	text_init(&cut, 0);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
	if (!read_pieces(&whole, at, len, SIZE_MAX, 0))
		complain(path, "does not read, or is not UTF-8");
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	ms = (double)(end.tv_sec - begin.tv_sec) * 1e3 + (double)(end.tv_nsec - begin.tv_nsec) / 1e6;
	if (len >= 65536 && ms * 1e6 / (double)len > run.slowest) {
		run.slowest = ms * 1e6 / (double)len;
		snprintf(run.slowest_path, sizeof run.slowest_path, "%s", path);
	}
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		bool fine = read_pieces(&cut, at, len, ways[i].most, ways[i].random ? (uint32_t)run.seen : 0);

		if (!fine || cut.len != whole.len || (cut.len > 0 && memcmp(cut.at, whole.at, cut.len) != 0))
			complain(path, ways[i].name);
	}
	text_free(&whole);
	text_free(&cut);
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
	free(at);
	return 0;
}

int main(void)
{
	static const char *const folders[] = {SRCDIR "/../shared/torture", SRCDIR "/../shared/corpus"};
	const char *all = getenv("CHECK_ALL");
	struct xs_error err;

	run.all = all != NULL && *all != '\0';
	if (message_new(&run.message, NULL, &err) != 0) {
		printf("check_chunks: %s\n", err.text);
		return 1;
	}
	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
		if (nftw(folders[i], visit, 16, FTW_PHYS) != 0)
			printf("check_chunks: %s: %s\n", folders[i], strerror(errno));
	message_free(&run.message);
	if (run.seen == 0) {
		printf("check_chunks: skipped, no mail is there\n");
		return 77;
	}
	printf("check_chunks: %lu of %lu files, %lu bad; slowest %.1f ms/MB %s\n", run.read, run.seen, run.bad,
	       run.slowest, run.slowest_path);
	return run.bad == 0 ? 0 : 1;
}
