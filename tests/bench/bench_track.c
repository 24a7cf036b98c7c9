/* bench_track.c: what a whole mail costs, from its bytes to the report, with the packs that are shipped: MB/s on one
 * core, as a ratio to memcpy of the same bytes, and microseconds a mail. Arguments: folders of mail to measure as well,
 * each with its slowest mail in ms a megabyte, where a mail of less than FLOOR counts as FLOOR: its constant costs are
 * no matter of its size.
 */
#define _XOPEN_SOURCE 700
#include "bench.h"

#include "base/text.h"
#include "extortscan.h"

#include <ftw.h>
#include <sys/stat.h>

#define ROUNDS 15
#define FLOOR (16u << 10)

/* A mail: header, then the unit until the size is reached. A file of tests/golden instead where there is no header. */
static const struct sample {
	const char *name, *file, *header, *unit;
	size_t size;
} samples[] = {
	{"a short mail", "innocent/en-ordinary-1.eml", NULL, NULL, 0},
	{"a short Japanese mail", "innocent/ja-ordinary-1.eml", NULL, NULL, 0},
	{"a letter", "letters/en-webcam-1.eml", NULL, NULL, 0},
	{"a Japanese letter", "letters/ja-webcam-1.eml", NULL, NULL, 0},
	{"plain text, 16 kB", NULL, "Subject: minutes\r\n\r\n",
	 "We met on Tuesday in the small room and went through the list of open questions. The roof will\r\n"
	 "be looked at in spring, and Anna asked who has the key of the shed and when it comes back.\r\n",
	 16384},
	{"Japanese, ISO-2022-JP, 16 kB", NULL, "Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n",
	 "\x1b$B2P MKF|$K2q5D$r9T$$!\"Cm0U$9$k9`L\\$r3NG'$7$^$7$?!#\x1b(B\r\n", 16384},
	{"Japanese, UTF-8 in base64, 16 kB", NULL,
	 "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
	 "54Gr5puc5pel44Gr5Lya6K2w44KS6KGM44GE44CB5rOo5oSP44GZ44KL6aCF55uu44KS56K6\r\n6KqN44GX44G+44GX44Gf44CC\r\n",
	 16384},
	{"Russian, quoted-printable, 16 kB", NULL,
	 "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
	 "=D0=9C=D1=8B =D0=B2=D1=81=D1=82=D1=80=D0=B5=D1=82=D0=B8=D0=BB=D0=B8=D1=\r\n"
	 "=81=D1=8C =D0=B2=D0=BE =D0=B2=D1=82=D0=BE=D1=80=D0=BD=D0=B8=D0=BA.\r\n",
	 16384},
	{"HTML newsletter, 64 kB", NULL, "Content-Type: text/html; charset=utf-8\r\n\r\n",
	 "<table width=\"600\"><tr><td class=\"a\" style=\"padding:0 10px;font-family:Arial\"><a href=\""
	 "https://shop.example/offer?id=12345\"><img src=\"https://shop.example/1.png\" alt=\"Offer\"></a> Only "
	 "today: everything for the garden at half the price.</td></tr></table>\r\n",
	 65536},
	{"an attachment of 1 MB", NULL,
	 "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHere is the plan.\r\n--b\r\nContent-Type: "
	 "application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n",
	 "JVBERi0xLjQKJcfsj6IKNSAwIG9iago8PC9MZW5ndGggNiAwIFIvRmlsdGVyIC9GbGF0ZURl\r\n", 1u << 20},
	{"plain text, 1 MB", NULL, "Subject: a log\r\n\r\n",
	 "2026-03-02 10:14:22 worker 7 took job 48812 from the queue and gave it back after 320 ms\r\n", 1u << 20},
};

static struct {
	struct xs_rules *rules;
	struct xs_scan *scan;
	double seconds, copy_seconds, slowest; /* ms a megabyte */
	size_t bytes, mails, over_50;
	char slowest_path[512];
} run;

static int read_file(struct text *mail, const char *path)
{
	FILE *stream = fopen(path, "rb");
	char block[4096];
	size_t len;

	text_reset(mail);
	if (stream == NULL)
		return -1;
	while ((len = fread(block, 1, sizeof block, stream)) > 0)
		text_add(mail, block, len);
	fclose(stream);
	return 0;
}

static double scan_once(const struct text *mail)
{
	double begin = bench_now();

	if (xs_scan_begin(run.scan, run.rules) != 0 || xs_scan_feed(run.scan, mail->at, mail->len) < 0 ||
	    xs_scan_finish(run.scan, NULL) == NULL)
		exit(EXIT_FAILURE);
	return bench_now() - begin;
}

/* The clock is read once for many small mails. */
static double scan_best(const struct text *mail)
{
	double best = 1e9;
	unsigned times = mail->len < 262144 ? 262144 / ((unsigned)mail->len + 1) + 1 : 1;

	for (unsigned round = 0; round < ROUNDS; round++) {
		double begin = bench_now(), took;

		for (unsigned i = 0; i < times; i++)
			scan_once(mail);
		took = (bench_now() - begin) / times;
		best = took < best ? took : best;
	}
	return best;
}

static void print(const char *name, size_t len, double seconds, double copy, double mails)
{
	printf("%-36s %10.1f %12.0f %12.0f\n", name, (double)len / seconds / 1e6, seconds / copy,
	       1e6 * seconds / mails);
	fflush(stdout);
}

static void bench(struct text *mail, const struct sample *sample)
{
	double seconds;

	text_reset(mail);
	if (sample->file != NULL) {
		const char *srcdir = getenv("srcdir");
		char path[1024];

		snprintf(path, sizeof path, "%s/tests/golden/%s", srcdir != NULL ? srcdir : ".", sample->file);
		if (read_file(mail, path) != 0) {
			printf("%-36s is not there\n", sample->file);
			return;
		}
	} else {
		text_add_string(mail, sample->header);
		while (mail->len < sample->size)
			text_add_string(mail, sample->unit);
	}
	seconds = scan_best(mail);
	print(sample->name, mail->len, seconds, bench_copy(mail->at, mail->len, 100), 1);
}

static void note_slowest(const char *path, size_t len, double seconds)
{
	double ms = 1e3 * seconds / ((double)(len < FLOOR ? FLOOR : len) / 1e6);

	run.over_50 += ms > 50;
	if (ms <= run.slowest)
		return;
	run.slowest = ms;
	snprintf(run.slowest_path, sizeof run.slowest_path, "%s", path);
}

static int visit(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	struct text mail;
	double best = 1e9;

	(void)st;
	(void)ftw;
	text_init(&mail, 0);
	if (type == FTW_F && read_file(&mail, path) == 0 && mail.len > 0) {
		for (int i = 0; i < 3; i++) {
			double took = scan_once(&mail);

			best = took < best ? took : best;
		}
		note_slowest(path, mail.len, best);
		run.seconds += best;
		run.copy_seconds += bench_copy(mail.at, mail.len, 2);
		run.bytes += mail.len;
		run.mails++;
	}
	text_free(&mail);
	return 0;
}

static void bench_folder(const char *folder)
{
	char name[64];

	run.seconds = run.copy_seconds = run.slowest = 0;
	run.bytes = run.mails = run.over_50 = 0;
	if (nftw(folder, visit, 16, FTW_PHYS) != 0 || run.mails == 0)
		return;
	snprintf(name, sizeof name, "%zu mails of %.1f kB", run.mails, (double)run.bytes / (double)run.mails / 1e3);
	print(name, run.bytes, run.seconds, run.copy_seconds, (double)run.mails);
	printf("  slowest %.1f ms/MB, %zu over 50: %s\n", run.slowest, run.over_50, run.slowest_path);
}

int main(int argc, char **argv)
{
	const char *srcdir = getenv("srcdir");
	const char *packs[1];
	char folder[1024];
	struct xs_error err;
	struct text mail;

	snprintf(folder, sizeof folder, "%s/conf/rules", srcdir != NULL ? srcdir : ".");
	packs[0] = folder;
	if (xs_rules_load(&run.rules, packs, 1, NULL, &err) != 0 || xs_scan_new(&run.scan, NULL, &err) != 0) {
		printf("bench_track: %s\n", err.text);
		return EXIT_FAILURE;
	}
	text_init(&mail, 0);
	printf("%-36s %10s %12s %12s\n", "", "MB/s", "x memcpy", "us a mail");
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		bench(&mail, &samples[i]);
	for (int i = 1; i < argc; i++)
		bench_folder(argv[i]);
	text_free(&mail);
	xs_scan_free(&run.scan);
	xs_rules_free(&run.rules);
	return EXIT_SUCCESS;
}
