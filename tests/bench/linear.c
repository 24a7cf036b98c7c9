/* linear.c: how long hostile messages of growing size take: a line each, ns a byte at each size from 1 kB to 64 MB.
 * Time must be linear: figures stay flat, or fall where a cap is reached, which is told behind them. "grows" says that
 * the largest size costs more than twice what 64 kB do. Run by `make linear`.
 * Usage: linear reader|raised|scan [MB [NAME]]: the reader alone with its caps out of the way; the whole scan so; the
 * whole scan as it is shipped.
 */
#include "bench.h"

#include "base/text.h"
#include "extortscan.h"
#include "message/message.h"

#define SMALLEST (1u << 10)
#define REFERENCE (64u << 10)
#define LARGEST (64u << 20)
#define GROWS 2.0

/* One kind of hostile mail: a start, and a unit that is repeated until the size is reached. "%u" in the unit is
 * counted. */
struct hostile {
	const char *name, *start, *unit;
};

static const struct hostile hostiles[] = {
	{"plain text", "\n", "I have recorded you with your own camera.\n"},
	{"multipart in multipart", "", "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n"},
	{"message in message", "", "Content-Type: message/rfc822\n\n"},
	{"empty parts", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n"},
	{"small text parts", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n"},
	{"parts after the end", "Content-Type: multipart/mixed; boundary=b\n\n", "--b--\n--b\n\nx\n"},
	{"lines that start as a boundary", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n", "--bx\n"},
	{"lines of dashes",
	 "Content-Type: multipart/mixed; "
	 "boundary=------------------------------b\n\n--------------------------------b\n\n",
	 "--------------------------------\n"},
	{"headers only", "", "X-%u: y\n"},
	{"one folded header", "Subject: a\n", " b\n"},
	{"content types", "", "Content-Type: text/plain; charset=utf-8; name=%u\n"},
	{"garbage in the header", "Subject: a\n", "garbage %u\n"},
	{"encoded words", "", "X: =?utf-8?Q?a?= =?iso-2022-jp?B?GyRCJCIbKEI=?= =?koi8-r?Q?=D3?=\n"},
	{"encoded words without end", "", "X: =?utf-8?Q?a =?utf-8?B?b =?utf-8?Q?=?=?utf-8?Q\n"},
	{"parameters", "Content-Type: text/plain", "; a%u=b"},
	{"parameter sections", "Content-Type: text/plain", "; a*%u*=b"},
	{"quotes without end", "Content-Type: text/plain", "; a=\"b"},
	{"comments without end", "Content-Type: text/plain", "("},
	{"base64", "Content-Transfer-Encoding: base64\n\n",
	 "SSBoYXZlIHJlY29yZGVkIHlvdSB3aXRoIHlvdXIgb3duIGNhbWVyYS4K\n"},
	{"base64 of padding", "Content-Transfer-Encoding: base64\n\n", "YQ=="},
	{"quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\n", "=E3=81=82=\n"},
	{"equal signs", "Content-Transfer-Encoding: quoted-printable\n\n", "= = =="},
	{"uuencode begins", "\n", "begin 644 a%u\nend\n"},
	{"uuencode", "\nbegin 644 a.txt\n", "M22!H879E(')E8V]R9&5D('EO=2!W:71H('EO=7(@;W=N(&-A;65R82X*\n"},
	{"yEnc begins", "\n", "=ybegin line=1 size=1 name=%u\n=yend\n"},
	{"references", "\n", "&#24744;&amp;&#x62;&"},
	{"ampersands", "\n", "&&&&&&&&"},
	{"flowed", "Content-Type: text/plain; format=flowed\n\n", ">> a \n"},
	{"one line", "\n", "abcdefgh"},
	{"carriage returns", "\n", "\r"},
	{"empty lines", "Subject: a\n\n", "\n"},
	{"UTF-8 under a wrong label", "Content-Type: text/plain; charset=iso-8859-1\n\n", "\xe3\x81\x82"},
	{"bytes of no charset", "\n", "\xff\x80"},
	{"bad GB18030", "Content-Type: text/plain; charset=gb18030\n\n", "\x81\x30\x81\xff"},
	{"bad ISO-2022-JP", "Content-Type: text/plain; charset=iso-2022-jp\n\n", "\x1b$B\x1b$@\x1b$"},
	{"bad UTF-7", "Content-Type: text/plain; charset=utf-7\n\n", "+AAA+-+"},
	{"Big5-HKSCS", "Content-Type: text/plain; charset=big5-hkscs\n\n", "\x88\x62\x88\x62 "},
	{"HTML blocks", "Content-Type: text/html\n\n", "<div>pay<p>me</p>"},
	{"HTML references", "Content-Type: text/html\n\n", "&#24744;"},
	{"HTML open brackets", "Content-Type: text/html\n\n", "<"},
	{"HTML nested tags", "Content-Type: text/html\n\n", "<div><b>x"},
	{"HTML nested tables", "Content-Type: text/html\n\n", "<table><tr><td>x"},
	{"HTML stray end tags", "Content-Type: text/html\n\n", "</i></div>"},
	{"HTML attributes", "Content-Type: text/html\n\n<p ", "a%u=b "},
	{"HTML quotes without end", "Content-Type: text/html\n\n", "<a href=\"x' "},
	{"HTML style sheet", "Content-Type: text/html\n\n<style>", ".a%u,b{color:#fff}"},
	{"HTML style sheets", "Content-Type: text/html\n\n", "<style>.a%u{display:none}</style><p class=a%u>x"},
	{"HTML classes", "Content-Type: text/html\n\n<style>.a{color:red}</style>", "<b class='a b c d e f g h'>x</b>"},
	{"HTML style attributes", "Content-Type: text/html\n\n", "<b style='color:#fff;top:1px;a:b'>x</b>"},
	{"HTML comments in words", "Content-Type: text/html\n\n", "bit<!-- x -->coin "},
	{"HTML tooltips", "Content-Type: text/html\n\n", "<b title='pay me'>x</b>"},
	{"HTML links", "Content-Type: text/html\n\n", "<a href='bitcoin:%u'>x</a>"},
	{"HTML bidi", "Content-Type: text/html\n\n", "<bdo dir=rtl>word (word) </bdo>"},
	{"HTML in plain text", "\n<html>", "<div>pay<p>me</p>"},
	{"HTML comments without end", "Content-Type: text/html\n\n", "<!-- "},
	{"contradictions",
	 "Content-Type: multipart/mixed; boundary=b\nContent-Type: text/plain; charset=a; charset=b\n\n",
	 "--b\nContent-Type: text/plain; charset=a; charset=b\nContent-Type: text/html\nContent-Transfer-Encoding: "
	 "base64\n"
	 "Content-Transfer-Encoding: 8bit\n\nYQ==\n"},
	/* what the fold, the finders and the score have to do with */
	{"spaced-out letters", "\n", "s p a c e d o u t  l e t t e r s  "},
	{"spaced-out for ever", "\n", "a "},
	{"dotted letters", "\n", "b.i.t.c.o.i.n "},
	{"look-alikes", "\n", "b\u0456t\u0441\u043ein \u0440\u0430\u0443m\u0435nt "},
	{"look-alikes, one word", "\n", "b\u0456t\u0441\u043e\u03bf"},
	{"accents", "\n", "b\u00eft\u010d\u00f4\u00ef\u00f1 "},
	{"combining marks", "\n", "b\u0337\u0322\u0360i\u0337\u0322"},
	{"invisible characters", "\n", "b\u200b\u2060i\u00adt"},
	{"overrides", "\n", "\u202enioctib\u202c "},
	{"overrides, unclosed", "\n", "\u202eab "},
	{"leetspeak", "\n", "P0RN0 v1de0s 5ecr3t "},
	{"Japanese", "\n", "\u3042\u306a\u305f\u306e\u30a2\u30ab\u30a6\u30f3\u30c8"},
	{"katakana, spaced out", "\n", "\u30d3 \u30c3 \u30c8 \u30b3 \u30a4 \u30f3 "},
	{"words of letters", "\n", "bitcoin wallet webcam porn contacts hours hacked "},
	{"one phrase", "\n", "I have hacked your device. "},
	{"a letter, repeated", "\n",
	 "I have hacked your device and recorded you through your webcam while you visited porn sites. Send $550 in "
	 "bitcoin to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa within 48 hours, or I send the video to your contacts.\n"},
	{"Japanese phrases", "\n",
	 "\u3042\u306a\u305f\u306e\u30a2\u30ab\u30a6\u30f3\u30c8\u3092\u30cf\u30c3\u30ad\u30f3\u30b0\u3057"
	 "\u307e\u3057\u305f\u3002\u30d3\u30c3\u30c8\u30b3\u30a4\u30f3\u3067\u652f\u6255\u3063\u3066\u304f\u3060"
	 "\u3055\u3044\u3002\n"},
	{"amounts", "\n", "$%u 500 USD "},
	{"wallets", "\n", "bitcoin 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa "},
	{"wallets that are none", "\n", "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf%u "},
	{"wallet with dashes", "\n", "1-A-1-z-P-1-e-P-5-"},
	{"halves of wallets", "\n", "1A1zP1eP5QGefi2DM\nPTfTL5SLmv7DivfNa\n"},
	{"quoted lines", "\n", "> > I have hacked your device\n"},
	{"subjects", "", "Subject: I hacked you %u\n"},
	{"recipients", "To: a@example.com", ", b%u@example.com"},
	{"authentication results", "", "Authentication-Results: a; dmarc=pass; spf=fail (x\n"},
};

/* Append the unit, "%u" in it counting up. */
static void add_unit(struct text *mail, const char *unit, unsigned count)
{
	char digits[16];

	for (const char *number; (number = strstr(unit, "%u")) != NULL; unit = number + 2) {
		text_add(mail, unit, (size_t)(number - unit));
		snprintf(digits, sizeof digits, "%u", count);
		text_add_string(mail, digits);
	}
	text_add_string(mail, unit);
}

static void make(struct text *mail, const struct hostile *hostile, size_t size)
{
	text_reset(mail);
	text_add_string(mail, hostile->start);
	for (unsigned count = 0; mail->len < size; count++)
		add_unit(mail, hostile->unit, count);
}

static struct {
	struct message *message; /* in the way "reader" */
	struct xs_scan *scan;
	struct xs_rules *rules;
} run;

static int feed(const char *at, size_t len)
{
	return run.message != NULL ? message_feed(run.message, at, len) : xs_scan_feed(run.scan, at, len);
}

static double read_seconds(const struct xs_report **report_out, const struct text *mail)
{
	double begin = bench_now();

	*report_out = NULL;
	if (run.message != NULL)
		message_begin(run.message);
	else if (xs_scan_begin(run.scan, run.rules) != 0)
		exit(EXIT_FAILURE);
	for (size_t done = 0; done < mail->len; done += 65536)
		if (feed(mail->at + done, mail->len - done < 65536 ? mail->len - done : 65536) != 0)
			break;
	if (run.message != NULL)
		message_finish(run.message);
	else
		*report_out = xs_scan_finish(run.scan, NULL);
	return bench_now() - begin;
}

/* ns a byte; small messages are read again and again. */
static double measure(const struct xs_report **report_out, const struct text *mail)
{
	unsigned times = mail->len < 262144 ? 262144 / (unsigned)mail->len : 2;
	double best = read_seconds(report_out, mail);

	for (unsigned i = 0; i < times; i++) {
		double took = read_seconds(report_out, mail);

		best = took < best ? took : best;
	}
	return 1e9 * best / (double)mail->len;
}

static void print_limits(const struct xs_report *report)
{
	for (size_t i = 0; report != NULL && i < report->signal_count; i++)
		if (report->signals[i].kind == XS_SIGNAL_LIMIT)
			printf(" %s", report->signals[i].id);
}

static void measure_sizes(struct text *mail, const struct hostile *hostile, size_t largest)
{
	const struct xs_report *report = NULL;
	double reference = 0, ns = 0;

	printf("%-34s", hostile->name);
	for (size_t size = SMALLEST; size <= largest; size *= 4) {
		make(mail, hostile, size);
		ns = measure(&report, mail);
		reference = size == REFERENCE ? ns : reference;
		printf(" %6.1f", ns);
		fflush(stdout);
	}
	printf(" %s", ns > GROWS * reference ? "grows" : "");
	print_limits(report);
	printf("\n");
}

int main(int argc, char **argv)
{
	struct xs_options options = {.message_bytes = 2 * (size_t)LARGEST, .text_bytes = 2 * (size_t)LARGEST};
	const char *way = argc > 1 ? argv[1] : "scan", *srcdir = getenv("srcdir"), *packs[1];
	size_t largest = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) << 20 : LARGEST;
	char folder[1024];
	struct xs_error err = {.text = ""};
	struct text mail;

	snprintf(folder, sizeof folder, "%s/conf/rules", srcdir != NULL ? srcdir : ".");
	packs[0] = folder;
	if (strcmp(way, "reader") == 0 ? message_new(&run.message, &options, &err) != 0
				       : xs_rules_load(&run.rules, packs, 1, NULL, &err) != 0 ||
						 xs_scan_new(&run.scan, way[0] == 'r' ? &options : NULL, &err) != 0) {
		printf("linear: %s\n", err.text);
		return EXIT_FAILURE;
	}
	text_init(&mail, 0);
	printf("%-34s ns a byte at 1 kB, 4 kB ... %zu MB; caps that were told\n", way, largest >> 20);
	for (size_t i = 0; i < sizeof hostiles / sizeof hostiles[0]; i++)
		if (argc <= 3 || strstr(hostiles[i].name, argv[3]) != NULL)
			measure_sizes(&mail, &hostiles[i], largest);
	text_free(&mail);
	message_free(&run.message);
	xs_scan_free(&run.scan);
	xs_rules_free(&run.rules);
	return EXIT_SUCCESS;
}
