/* check_wallet_mail.c: tests that an address is found wherever a mail can carry it: subject, headers, names of
 * attachments, links, markup, character references, transfer encodings. The addresses are those of real letters where
 * they are beside the checkout (in the suite every tenth, all with XS_FULL set), else a few of our own.
 */
#include "extortscan.h"

#include "wallet_lines.h"

#include <stdarg.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define MAIL_BYTES 16384

/* A mail being written. */
struct mail {
	char text[MAIL_BYTES];
	size_t len;
};

__attribute__((format(printf, 2, 3))) static void add(struct mail *mail, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	mail->len += (size_t)vsnprintf(mail->text + mail->len, MAIL_BYTES - mail->len, format, args);
	va_end(args);
	ck_assert_uint_lt(mail->len, MAIL_BYTES);
}

static void head(struct mail *mail, const char *subject, const char *type)
{
	add(mail, "From: a@example.org\nTo: b@example.com\nSubject: %s\nMIME-Version: 1.0\nContent-Type: %s\n", subject,
	    type);
}

static void base64(struct mail *mail, const char *bytes, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t at = 0; at < len; at += 3) {
		unsigned value = 0;

		for (size_t i = at; i < at + 3; i++)
			value = value << 8 | (i < len ? (unsigned char)bytes[i] : 0u);

		add(mail, "%c%c%c%c", digits[value >> 18], digits[value >> 12 & 63],
		    at + 1 < len ? digits[value >> 6 & 63] : '=', at + 2 < len ? digits[value & 63] : '=');
	}
}

static void in_text(struct mail *mail, const char *address)
{
	head(mail, "hi", "text/plain");
	add(mail, "\nSend the money to %s.\n", address);
}
static void in_base64(struct mail *mail, const char *address)
{
	char line[XS_WALLET_MAX + 64];
	int len = snprintf(line, sizeof line, "Send the money to\n%s\nwithin 48 hours.\n", address);

	head(mail, "hi", "text/plain; charset=utf-8");
	add(mail, "Content-Transfer-Encoding: base64\n\n");
	base64(mail, line, (size_t)len);
	add(mail, "\n");
}
static void in_quoted_printable(struct mail *mail, const char *address)
{
	head(mail, "hi", "text/plain");
	add(mail, "Content-Transfer-Encoding: quoted-printable\n\nSend it to ");
	for (size_t i = 0; address[i] != '\0'; i++) {
		add(mail, i % 3 == 0 ? "=%02X" : "%c", (unsigned char)address[i]);
		if (i % 20 == 19)
			add(mail, "=\n");
	}
	add(mail, "\n");
}
static void in_utf16(struct mail *mail, const char *address)
{
	char wide[4 * XS_WALLET_MAX];
	size_t len = 0;

	for (const char *c = address; *c != '\0'; c++) {
		wide[len++] = *c;
		wide[len++] = '\0';
	}
	head(mail, "hi", "text/plain; charset=utf-16le");
	add(mail, "Content-Transfer-Encoding: base64\n\n");
	base64(mail, wide, len);
	add(mail, "\n");
}
static void in_html(struct mail *mail, const char *address)
{
	head(mail, "hi", "text/html");
	add(mail, "\n<p>Send it to <b>%s</b></p>\n", address);
}
static void in_spans(struct mail *mail, const char *address)
{
	head(mail, "hi", "text/html");
	add(mail, "\n<p>My wallet: ");
	for (const char *c = address; *c != '\0'; c++)
		add(mail, "<span style=\"color:#333\">%c</span>", *c);
	add(mail, "</p>\n");
}
static void in_cells(struct mail *mail, const char *address)
{
	size_t len = strlen(address);

	head(mail, "hi", "text/html");
	add(mail, "\n<p>Bitcoin address:</p><table><tr>");
	for (size_t at = 0; at < len; at += 9)
		add(mail, "<td>%.9s</td>", address + at);
	add(mail, "</tr></table>\n");
}
static void in_entities(struct mail *mail, const char *address)
{
	head(mail, "hi", "text/html");
	add(mail, "\n<p>Send it to ");
	for (size_t i = 0; address[i] != '\0'; i++)
		add(mail, i % 2 == 0 ? "&#%d;" : "&#x%x;", address[i]);
	add(mail, "</p>\n");
}
static void in_entities_of_text(struct mail *mail, const char *address)
{
	head(mail, "hi", "text/plain");
	add(mail, "\nSend it to ");
	for (size_t i = 0; address[i] != '\0'; i++)
		add(mail, "&#%d;", address[i]);
	add(mail, "\n");
}
static void in_link(struct mail *mail, const char *address)
{
	head(mail, "hi", "text/html");
	add(mail, "\n<p><a href=\"bitcoin:%s?amount=0.2\">Pay here</a></p>\n", address);
}
static void in_explorer(struct mail *mail, const char *address)
{
	head(mail, "hi", "text/html");
	add(mail, "\n<a href=\"https://www.blockchain.com/btc/address/%s\">my account</a>\n", address);
}
static void behind_another_link(struct mail *mail, const char *address)
{
	head(mail, "hi", "text/html");
	add(mail, "\n<a href=\"https://example.org/\">%s</a>\n", address);
}
static void in_subject(struct mail *mail, const char *address)
{
	char subject[XS_WALLET_MAX + 32];

	snprintf(subject, sizeof subject, "Pay to %s today", address);
	head(mail, subject, "text/plain");
	add(mail, "\nYou know what this is about.\n");
}
static void in_encoded_subject(struct mail *mail, const char *address)
{
	size_t half = strlen(address) / 2;

	add(mail, "From: a@example.org\nTo: b@example.com\nSubject: =?UTF-8?Q?%.*s?=\n =?UTF-8?B?", (int)half, address);
	base64(mail, address + half, strlen(address + half));
	add(mail, "?=\n\nYou know what this is about.\n");
}
static void in_sender(struct mail *mail, const char *address)
{
	add(mail, "From: \"%s\" <a@example.org>\nTo: b@example.com\nSubject: hi\n\nSee above.\n", address);
}
static void in_file_name(struct mail *mail, const char *address)
{
	head(mail, "hi", "multipart/mixed; boundary=x");
	add(mail, "\n--x\n\nSee there.\n--x\nContent-Type: image/png\n");
	add(mail, "Content-Disposition: attachment; filename=\"%s.png\"\n\nPNG\n--x--\n", address);
}
static void in_attached_text(struct mail *mail, const char *address)
{
	head(mail, "hi", "multipart/mixed; boundary=x");
	add(mail, "\n--x\n\nSee there.\n--x\nContent-Type: text/plain; name=\"pay.txt\"\n");
	add(mail, "Content-Disposition: attachment\n\n%s\n--x--\n", address);
}
static void behind_a_label(struct mail *mail, const char *address)
{
	head(mail, "hi", "text/plain; charset=utf-8");
	add(mail, "\nウォレット：%s（ビットコイン）\n", address);
}
static void in_wrapped_lines(struct mail *mail, const char *address)
{
	head(mail, "hi", "text/plain; format=flowed");
	add(mail, "\n> My BTC wallet is %.17s\n> %s\n> Hurry.\n", address, address + 17);
}

static const struct carrier {
	const char *name;
	void (*write)(struct mail *mail, const char *address);
	enum xs_how how;
} carriers[] = {
	{"plain text", in_text, XS_HOW_PLAIN},
	{"base64", in_base64, XS_HOW_PLAIN},
	{"quoted-printable", in_quoted_printable, XS_HOW_PLAIN},
	{"UTF-16", in_utf16, XS_HOW_PLAIN},
	{"HTML", in_html, XS_HOW_PLAIN},
	{"a span each character", in_spans, XS_HOW_PLAIN},
	{"table cells", in_cells, XS_HOW_SPLIT},
	{"entities", in_entities, XS_HOW_PLAIN},
	{"entities in plain text", in_entities_of_text, XS_HOW_ENTITY},
	{"payment link", in_link, XS_HOW_LINK},
	{"block explorer", in_explorer, XS_HOW_LINK},
	{"text of another link", behind_another_link, XS_HOW_PLAIN},
	{"subject", in_subject, XS_HOW_PLAIN},
	{"two encoded words", in_encoded_subject, XS_HOW_PLAIN},
	{"display name", in_sender, XS_HOW_HEADER},
	{"attachment name", in_file_name, XS_HOW_NAME},
	{"attached text", in_attached_text, XS_HOW_PLAIN},
	{"Japanese label", behind_a_label, XS_HOW_PLAIN},
	{"wrapped lines", in_wrapped_lines, XS_HOW_SPLIT},
};

struct tally {
	unsigned tried, found, right;
};

static void try_address(struct tally *tally, struct xs_scan *scan, const struct carrier *carrier, const char *address)
{
	static struct mail mail;
	const struct xs_report *report;

	mail.len = 0;
	carrier->write(&mail, address);
	ck_assert_int_eq(xs_scan_begin(scan, NULL), 0);
	ck_assert_int_ge(xs_scan_feed(scan, mail.text, mail.len), 0);
	report = xs_scan_finish(scan, NULL);
	ck_assert_ptr_nonnull(report);
	tally->tried++;
	for (size_t i = 0; i < report->wallet_count; i++) {
		if (strcmp(report->wallets[i].address, address) != 0)
			continue;
		tally->found++;
		tally->right += report->wallets[i].how == carrier->how;
		return;
	}
	if (getenv("XS_VERBOSE") != NULL)
		printf("%s: missed in\n%s\n", carrier->name, mail.text);
}

static void try_shared(struct tally *tally, struct xs_scan *scan, const struct carrier *carrier)
{
	struct lines lines;
	int number = 0, every = getenv("XS_FULL") != NULL ? 1 : 10;

	if (!lines_open_shared(&lines, "addresses/romiti2019_sextortion_btc.txt"))
		return;
	while (lines_next(&lines)) {
		struct xs_wallet wallet;

		/* those that were copied wrongly by those who reported them have no checksum to be found by */
		if (number++ % every == 0 && xs_wallet_check(&wallet, lines.cell[0], strlen(lines.cell[0])) == 1)
			try_address(tally, scan, carrier, lines.cell[0]);
	}
}

START_TEST(an_address_is_found_wherever_a_mail_carries_it)
{
	static const char *const own[] = {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC",
					  "12MHpkP968BepF1jZgapUXmmrTsrSNG7sJ"};
	const struct carrier *carrier = &carriers[_i];
	struct tally tally = {0};
	struct xs_error err = {0};
	struct xs_scan *scan;

	ck_assert_msg(xs_scan_new(&scan, NULL, &err) == 0, "%s", err.text);
	for (size_t i = 0; i < COUNT(own); i++)
		try_address(&tally, scan, carrier, own[i]);
	ck_assert_msg(tally.found == COUNT(own) && tally.right == COUNT(own), "%s: %u found, %u with the right how",
		      carrier->name, tally.found, tally.right);
	try_shared(&tally, scan, carrier);
	printf("%-24s %u of %u found, %u with the right how\n", carrier->name, tally.found, tally.tried, tally.right);
	fflush(stdout);
	ck_assert_msg(tally.found * 1000ul >= tally.tried * 999ul, "%s: %u of %u", carrier->name, tally.found,
		      tally.tried);
	ck_assert_msg(tally.right * 1000ul >= tally.tried * 999ul, "%s: %u of %u have the right how", carrier->name,
		      tally.right, tally.tried);
	xs_scan_free(&scan);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("wallet mail");
	TCase *tests = tcase_create("mail");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tests, 600);
	tcase_add_loop_test(tests, an_address_is_found_wherever_a_mail_carries_it, 0, (int)COUNT(carriers));
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
