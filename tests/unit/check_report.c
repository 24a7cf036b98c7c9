/* check_report.c: tests of lib/report, lib/report_json, lib/writer and lib/names. */
#include "extortscan.h"

#include "base/limits.h"
#include "base/text.h"
#include "writer.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BIT(slot) (1u << XS_SLOT_##slot)

static const struct xs_signal signals[] = {
	{.kind = XS_SIGNAL_PHRASE,
	 .slot = XS_SLOT_ACCESS,
	 .id = "ja/hacked",
	 .points = 20,
	 .text = 1,
	 .offset = 3,
	 .length = 9},
	{.kind = XS_SIGNAL_PHRASE,
	 .slot = XS_SLOT_ACCESS,
	 .id = "ja/hacked",
	 .points = 5,
	 .text = 1,
	 .offset = 30,
	 .length = 9},
	{.kind = XS_SIGNAL_CONTEXT, .id = "mailing-list", .points = -15, .text = -1},
	{.kind = XS_SIGNAL_MIME, .id = "told-only", .text = -1},
	{.kind = XS_SIGNAL_LIMIT, .id = "message-bytes", .text = -1},
};
static const struct xs_wallet wallets[] = {
	{.coin = "btc/bch",
	 .network = "main",
	 .form = "p2pkh",
	 .address = "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
	 .checksum = XS_CHECKSUM_OK,
	 .how = XS_HOW_SPLIT,
	 .text = 1,
	 .offset = 40,
	 .length = 36},
	{.coin = "xrp", .network = "main", .form = "classic", .address = "rShort", .listed = true, .text = 7},
};
static const struct xs_text texts[] = {
	{.kind = XS_TEXT_SUBJECT, .part = 0, .at = "s", .len = 1},
	{.kind = XS_TEXT_VISIBLE, .part = 2, .at = "v", .len = 1},
};
static const struct xs_report letter = {
	.score = 125,
	.slots = BIT(ACCESS) | BIT(PAY),
	.kind = XS_KIND_WEBCAM,
	.lang = "ja",
	.signals = signals,
	.signal_count = 5,
	.wallets = wallets,
	.wallet_count = 2,
	.texts = texts,
	.text_count = 2,
	.bytes = 4312,
	.parts = 2,
	.limited = true,
};
static const struct xs_report plain = {.lang = "", .score = -5};
static const struct xs_verdict reject = {
	.action = XS_ACTION_REJECT, .wanted = XS_ACTION_REJECT, .rule = "certain", .reply_code = 550};
static const struct xs_verdict observed = {
	.action = XS_ACTION_ACCEPT, .wanted = XS_ACTION_QUARANTINE, .observe = true, .rule = "likely"};
static const struct xs_verdict accept = {.rule = "-"};

/* ---- the log line ----------------------------------------------------------------------------------------------- */

START_TEST(line_tells_all)
{
	static const char *const rcpts[] = {"a@example.com", "b@example.com"};
	static const struct xs_envelope envelope = {
		.mail_from = "x=y@example.net",
		.client_addr = "192.0.2.7",
		.rcpts = rcpts,
		.rcpt_count = 2,
	};
	char line[1024];

	xs_report_line(line, sizeof line, &envelope, &letter, &reject, 830);
	ck_assert_str_eq(line, "verdict=reject rule=certain score=12.5 slots=ACCESS,PAY kind=webcam lang=ja "
			       "wallets=btc/bch:1BoatS..TtpyT(split),xrp:rShort from=<x\\x3dy@example.net> nrcpt=2 "
			       "client=192.0.2.7 size=4312 parts=2 usec=830 limits=message-bytes "
			       "signals=ja/hacked,mailing-list");
}
END_TEST

START_TEST(line_of_an_empty_report_keeps_its_keys)
{
	static const struct xs_envelope bounce = {.mail_from = "", .auth_user = "u"};
	char line[1024];

	xs_report_line(line, sizeof line, NULL, &plain, &accept, 0);
	ck_assert_str_eq(line,
			 "verdict=accept rule=- score=-0.5 slots=- kind=- lang=- wallets=- from=- nrcpt=0 client=- "
			 "size=0 parts=0 usec=0 signals=-");
	xs_report_line(line, sizeof line, &bounce, &plain, &observed, 0);
	ck_assert_str_eq(line,
			 "verdict=accept wanted=quarantine rule=likely score=-0.5 slots=- kind=- lang=- wallets=- "
			 "from=<> nrcpt=0 client=- auth=u size=0 parts=0 usec=0 signals=-");
}
END_TEST

/* Whoever writes the envelope must not write the log: no new line, no new key, no escape sequence. */
START_TEST(line_cannot_be_forged)
{
	static const struct xs_envelope envelope = {
		.mail_from = "a> verdict=accept\r\nNov 1 \x1b[2J\x80\"\\,",
		.client_addr = "192.0.2.7 rule=x",
		.auth_user = "u\nv",
	};
	char line[1024];

	xs_report_line(line, sizeof line, &envelope, &plain, &reject, 1);
	for (const char *at = line; *at != '\0'; at++)
		ck_assert_msg(*at >= ' ' && *at <= '~', "byte %#x in the line", (unsigned char)*at);
	ck_assert_ptr_nonnull(strstr(line,
				     " from=<a\\x3e\\x20verdict\\x3daccept\\x0d\\x0aNov\\x201\\x20\\x1b[2J\\x80\\x22"
				     "\\x5c\\x2c> nrcpt="));
	ck_assert_ptr_nonnull(strstr(line, " client=192.0.2.7\\x20rule\\x3dx "));
	ck_assert_ptr_nonnull(strstr(line, " auth=u\\x0av "));
}
END_TEST

static struct xs_signal many[LIMIT_SIGNALS];
static char ids[LIMIT_SIGNALS][64];

/* How many ids the list after a key tells of, those behind its "+" included. */
static size_t count_ids(const char *line, const char *key)
{
	const char *at = strstr(line, key);
	size_t count = 0;

	ck_assert_msg(at != NULL, "no %s in %s", key, line);
	for (at += strlen(key); *at != '\0' && *at != ' '; at += strcspn(at, ", "), at += *at == ',')
		count += *at == '+' ? strtoul(at + 1, NULL, 10) : 1;
	return count;
}

START_TEST(line_is_capped_and_says_so)
{
	char sender[5000], line[2048];
	struct xs_wallet purse[LIMIT_WALLETS];
	struct xs_report report = letter;
	const struct xs_envelope envelope = {.mail_from = sender, .client_addr = sender, .auth_user = sender};
	const char *from;

	memset(sender, '=', sizeof sender - 1);
	sender[sizeof sender - 1] = '\0';
	for (size_t i = 0; i < LIMIT_WALLETS; i++)
		purse[i] = wallets[0];
	for (size_t i = 0; i < LIMIT_SIGNALS; i++) {
		snprintf(ids[i], sizeof ids[i], "xx/phrase-number-%zu", i);
		many[i].kind = i % 2 == 0 ? XS_SIGNAL_PHRASE : XS_SIGNAL_LIMIT;
		many[i].points = i % 2 == 0;
		many[i].id = ids[i];
	}
	report.signals = many;
	report.signal_count = LIMIT_SIGNALS;
	report.wallets = purse;
	report.wallet_count = LIMIT_WALLETS;
	ck_assert_uint_le(xs_report_line(line, sizeof line, &envelope, &report, &reject, 1), LIMIT_LOG_LINE);
	from = strstr(line, "from=<");
	ck_assert_ptr_nonnull(from);
	ck_assert_uint_le(strcspn(from, ">") - strlen("from=<"), LIMIT_LOG_VALUE);
	ck_assert_ptr_nonnull(strstr(line, "...> nrcpt="));
	ck_assert_ptr_nonnull(strstr(line, ",+28 from="));
	ck_assert_uint_eq(count_ids(line, " limits="), LIMIT_SIGNALS / 2);
	ck_assert_uint_eq(count_ids(line, " signals="), LIMIT_SIGNALS / 2);
	report.slots = ~0u;
	ck_assert_uint_le(xs_report_line(line, sizeof line, &envelope, &report, &observed, UINT64_MAX), LIMIT_LOG_LINE);
}
END_TEST

/* ---- the header ------------------------------------------------------------------------------------------------- */

START_TEST(header_is_short_and_plain)
{
	char value[1024];

	xs_report_header(value, sizeof value, &letter, &reject);
	ck_assert_str_eq(value, "reject; score=12.5; slots=ACCESS,PAY; kind=webcam;\n\trule=certain; limited");
	xs_report_header(value, sizeof value, &plain, &observed);
	ck_assert_str_eq(value, "quarantine; score=-0.5; rule=likely");
}
END_TEST

START_TEST(header_is_folded)
{
	struct xs_report report = letter;
	char value[2048];
	size_t column = strlen("X-Extortscan: "), lines = 1;

	report.slots = ~0u;
	xs_report_header(value, sizeof value, &report, &reject);
	for (const char *at = value; *at != '\0'; at++) {
		if (*at == '\n') {
			ck_assert_int_eq(at[1], '\t');
			ck_assert_msg(at[2] > ' ', "an empty continuation line");
			column = 0;
			lines++;
			continue;
		}
		ck_assert_msg(*at == '\t' || (*at >= ' ' && *at <= '~'), "byte %#x", (unsigned char)*at);
		column += *at == '\t' ? 8 : 1;
		ck_assert_msg(column <= 76, "line %zu is longer than 76 columns: %s", lines, value);
	}
	ck_assert_uint_ge(lines, 3);
}
END_TEST

/* ---- JSON ------------------------------------------------------------------------------------------------------- */

START_TEST(json_tells_all)
{
	char json[4096];

	xs_report_json(json, sizeof json, "mail/1.eml", &letter, &reject, 830);
	ck_assert_str_eq(
		json,
		"{\"file\":\"mail/"
		"1.eml\",\"action\":\"reject\",\"wanted\":\"reject\",\"rule\":\"certain\",\"score\":12.5,"
		"\"kind\":\"webcam\",\"lang\":\"ja\",\"slots\":[\"ACCESS\",\"PAY\"],"
		"\"wallets\":[{\"coin\":\"btc/bch\",\"network\":\"main\",\"form\":\"p2pkh\","
		"\"address\":\"1BoatSLRHtKNngkdXEeobR76b53LETtpyT\",\"checksum\":\"ok\",\"how\":\"split\","
		"\"listed\":false,\"trusted\":false,\"part\":2,\"text\":\"visible\",\"offset\":40,\"length\":36},"
		"{\"coin\":\"xrp\",\"network\":\"main\",\"form\":\"classic\",\"address\":\"rShort\",\"checksum\":"
		"\"none\","
		"\"how\":\"plain\",\"listed\":true,\"trusted\":false,\"part\":null,\"text\":null,\"offset\":null,"
		"\"length\":null}],"
		"\"signals\":[{\"kind\":\"phrase\",\"id\":\"ja/hacked\",\"slot\":\"ACCESS\",\"weight\":2.0,\"part\":2,"
		"\"text\":\"visible\",\"offset\":3,\"length\":9},"
		"{\"kind\":\"phrase\",\"id\":\"ja/hacked\",\"slot\":\"ACCESS\",\"weight\":0.5,\"part\":2,"
		"\"text\":\"visible\",\"offset\":30,\"length\":9},"
		"{\"kind\":\"context\",\"id\":\"mailing-list\",\"slot\":null,\"weight\":-1.5,\"part\":null,\"text\":"
		"null,"
		"\"offset\":null,\"length\":null},"
		"{\"kind\":\"mime\",\"id\":\"told-only\",\"slot\":null,\"weight\":0.0,\"part\":null,\"text\":null,"
		"\"offset\":null,\"length\":null},"
		"{\"kind\":\"limit\",\"id\":\"message-bytes\",\"slot\":null,\"weight\":0.0,\"part\":null,\"text\":null,"
		"\"offset\":null,\"length\":null}],"
		"\"size\":4312,\"parts\":2,\"limited\":true,\"usec\":830}");
}
END_TEST

START_TEST(wallet_json_tells_all)
{
	char json[512];

	xs_wallet_json(json, sizeof json, &wallets[0]);
	ck_assert_str_eq(json,
			 "{\"coin\":\"btc/bch\",\"network\":\"main\",\"form\":\"p2pkh\","
			 "\"address\":\"1BoatSLRHtKNngkdXEeobR76b53LETtpyT\",\"checksum\":\"ok\",\"how\":\"split\","
			 "\"offset\":40,\"length\":36}");
}
END_TEST

static const struct {
	const char *in, *want;
} strings[] = {
	{"", "\"\""},
	{"a/b.eml", "\"a/b.eml\""},
	{"q\"b\\", "\"q\\\"b\\\\\""},
	{"\t\n\x1b\x7f", "\"\\u0009\\u000a\\u001b\\u007f\""},
	{"\xe6\x97\xa5\xe6\x9c\xac", "\"\xe6\x97\xa5\xe6\x9c\xac\""},
	{"\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\""},
	{"\xc2\x9b", "\"\\u009b\""},
	{"a\xe2\x80\xae", "\"a\\u202e\""},
	{"\xe2\x80\xa8", "\"\\u2028\""},
	{"bad\xff\xc3", "\"bad\\ufffd\\ufffd\""},
	{"\xc0\xaf", "\"\\ufffd\\ufffd\""},
	{"\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\""},
};

START_TEST(json_strings_are_always_valid)
{
	char buf[256];
	struct writer writer;

	writer_init(&writer, buf, sizeof buf);
	writer_json_string(&writer, strings[_i].in);
	writer_finish(&writer);
	ck_assert_str_eq(buf, strings[_i].want);
	ck_assert(utf8_is_valid(buf, strlen(buf)));
}
END_TEST

/* Every byte and every pair of bytes: valid UTF-8, no control character, the quotes in their places. */
START_TEST(json_strings_of_any_bytes)
{
	for (int i = 1; i < 256; i++) {
		for (int j = 1; j < 256; j++) {
			char in[] = {'a', (char)i, (char)j, 'z', '\0'}, buf[64];
			struct writer writer;
			size_t len;

			writer_init(&writer, buf, sizeof buf);
			writer_json_string(&writer, in);
			len = writer_finish(&writer);
			ck_assert_msg(utf8_is_valid(buf, len), "%02x %02x", i, j);
			ck_assert_msg(buf[0] == '"' && buf[len - 1] == '"', "%02x %02x", i, j);
			for (size_t k = 1; k + 1 < len; k++)
				ck_assert_msg((unsigned char)buf[k] >= ' ' && (buf[k] != '"' || buf[k - 1] == '\\'),
					      "%02x %02x: %s", i, j, buf);
		}
	}
}
END_TEST

/* ---- any buffer ------------------------------------------------------------------------------------------------- */

static size_t write_one(int which, char *buf, size_t size)
{
	switch (which) {
	case 0:
		return xs_report_line(buf, size, NULL, &letter, &reject, 1);
	case 1:
		return xs_report_header(buf, size, &letter, &reject);
	case 2:
		return xs_report_json(buf, size, "f", &letter, &reject, 1);
	default:
		return xs_wallet_json(buf, size, &wallets[0]);
	}
}

START_TEST(any_buffer_size_is_safe)
{
	char whole[4096], *small;
	size_t need = write_one(_i, whole, sizeof whole);

	ck_assert_uint_lt(need, sizeof whole);
	ck_assert_uint_eq(need, strlen(whole));
	ck_assert_uint_eq(write_one(_i, NULL, 0), need);
	for (size_t size = 1; size <= need + 1; size++) {
		small = malloc(size); /* exactly, so that a sanitizer sees one byte too many */
		ck_assert_ptr_nonnull(small);
		ck_assert_uint_eq(write_one(_i, small, size), need);
		ck_assert_uint_eq(strlen(small), size - 1);
		ck_assert_int_eq(memcmp(small, whole, size - 1), 0);
		free(small);
	}
}
END_TEST

/* ---- names ------------------------------------------------------------------------------------------------------ */

START_TEST(every_value_has_its_own_name)
{
	for (int i = 0; i < XS_SLOT_COUNT; i++)
		for (int j = 0; j < i; j++)
			ck_assert_str_ne(xs_slot_name((enum xs_slot)i), xs_slot_name((enum xs_slot)j));
	for (int i = 0; i < XS_KIND_COUNT; i++)
		for (int j = 0; j < i; j++)
			ck_assert_str_ne(xs_kind_name((enum xs_kind)i), xs_kind_name((enum xs_kind)j));
	for (int i = 0; i < XS_SIGNAL_COUNT; i++)
		for (int j = 0; j < i; j++)
			ck_assert_str_ne(xs_signal_name((enum xs_signal_kind)i),
					 xs_signal_name((enum xs_signal_kind)j));
	ck_assert_str_eq(xs_slot_name((enum xs_slot)XS_SLOT_COUNT), "?");
	ck_assert_str_eq(xs_kind_name((enum xs_kind) - 1), "?");
	ck_assert_str_eq(xs_action_name((enum xs_action)99), "?");
	ck_assert_str_eq(xs_text_name(XS_TEXT_HEADER), "header");
}
END_TEST

START_TEST(innocent_slots_are_not_counted)
{
	ck_assert_uint_eq(xs_slot_count(0), 0);
	ck_assert_uint_eq(xs_slot_count(BIT(ACCESS) | BIT(DETECTIVE)), 2);
	ck_assert_uint_eq(xs_slot_count(BIT(NONE) | BIT(REPORTING) | BIT(BULK)), 0);
	ck_assert_uint_eq(xs_slot_count(~0u), XS_SLOT_FIRST_INNOCENT - 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("report");
	TCase *tcase = tcase_create("report");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tcase);
	tcase_add_test(tcase, line_tells_all);
	tcase_add_test(tcase, line_of_an_empty_report_keeps_its_keys);
	tcase_add_test(tcase, line_cannot_be_forged);
	tcase_add_test(tcase, line_is_capped_and_says_so);
	tcase_add_test(tcase, header_is_short_and_plain);
	tcase_add_test(tcase, header_is_folded);
	tcase_add_test(tcase, json_tells_all);
	tcase_add_test(tcase, wallet_json_tells_all);
	tcase_add_loop_test(tcase, json_strings_are_always_valid, 0, sizeof strings / sizeof *strings);
	tcase_add_test(tcase, json_strings_of_any_bytes);
	tcase_add_loop_test(tcase, any_buffer_size_is_safe, 0, 4);
	tcase_add_test(tcase, every_value_has_its_own_name);
	tcase_add_test(tcase, innocent_slots_are_not_counted);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
