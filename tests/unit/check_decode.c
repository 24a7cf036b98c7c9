/* check_decode.c: tests of base64, quoted-printable, encoded words and parameters. */
#include "cuts.h"
#include "decode/base64.h"
#include "decode/encword.h"
#include "decode/param.h"
#include "decode/qp.h"

#include "base/limits.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct converters *converters;

static void setup(void)
{
	struct xs_error err;

	ck_assert_msg(converters_new(&converters, &err) == 0, "%s", err.text);
}

static void teardown(void)
{
	converters_free(&converters);
}

/* ---- base64 ------------------------------------------------------------------------------------------------------ */

static void run_base64(struct text *out, struct cuts *cuts, const void *with)
{
	const struct sink sink = {sink_to_text, out};
	struct base64 base64;
	bool *damaged = *(bool *const *)with;
	size_t len;

	base64_init(&base64);
	while (cuts_next(cuts, &len))
		base64_more(&base64, &sink, cuts->piece, len);
	*damaged = base64_finish(&base64, &sink);
}

START_TEST(base64_reads_what_mail_carries)
{
	static const struct {
		const char *name, *in, *want;
		bool damaged;
	} cases[] = {
		{"nothing", "", "", false},
		{"one byte", "YQ==", "a", false},
		{"two bytes", "YWI=", "ab", false},
		{"three bytes", "YWJj", "abc", false},
		{"line ends and blanks", "Y W\r\nJ\tj\nZGVm\r\n", "abcdef", false},
		{"no padding, two letters", "YWJjZA", "abcd", true},
		{"no padding, three letters", "YWJjZGU", "abcde", true},
		{"one letter left over", "YWJjZ", "abc", true},
		{"junk between letters", "Y!W*Jj", "abc", true},
		{"blocks pasted together", "YQ==YmM=ZGVm", "abcdef", false},
		{"padding on lines of its own", "YQ\r\n=\r\n=\r\nYg==", "ab", false},
		{"too much padding", "YWJj====ZA==", "abcd", false},
		{"padding first", "==YWJj", "abc", false},
		{"8-bit junk", "YW\xffJj", "abc", true},
		{"a dash is no letter", "YW-Jj", "abc", true},
		{"all letters", "+/A=", "\xfb\xf0", false},
	};
	bool damaged, *where = &damaged;

	for (size_t i = 0; i < COUNT(cases); i++) {
		cuts_check(cases[i].name, run_base64, &where, cases[i].in, strlen(cases[i].in), cases[i].want,
			   strlen(cases[i].want));
		ck_assert_msg(damaged == cases[i].damaged, "%s: damaged is %d", cases[i].name, damaged);
	}
}
END_TEST

START_TEST(base64_reads_long_texts)
{
	enum { BYTES = 30000 };
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *want = malloc(BYTES), *in = malloc(BYTES / 3 * 4);
	struct text out;
	bool damaged, *where = &damaged;

	ck_assert(want != NULL && in != NULL);
	for (size_t i = 0; i < BYTES; i++)
		want[i] = (char)(i * 7 + i / 256);
	for (size_t i = 0; i < BYTES / 3; i++) {
		const unsigned char *b = (const unsigned char *)want + 3 * i;
		uint32_t bits = (uint32_t)b[0] << 16 | (uint32_t)b[1] << 8 | b[2];

		for (unsigned k = 0; k < 4; k++)
			in[4 * i + k] = letters[bits >> (18 - 6 * k) & 63];
	}
	for (size_t size = 1; size < 5000; size = size * 3 + 1) {
		struct cuts cuts = {.at = in, .len = BYTES / 3 * 4, .first = size, .every = true};

		text_init(&out, 0);
		run_base64(&out, &cuts, &where);
		ck_assert_msg(out.len == BYTES && memcmp(out.at, want, BYTES) == 0, "pieces of %zu", size);
		text_free(&out);
	}
	free(want);
	free(in);
}
END_TEST

/* ---- quoted-printable -------------------------------------------------------------------------------------------- */

struct qp_with {
	bool header;
	bool *broken;
};

static void run_qp(struct text *out, struct cuts *cuts, const void *with)
{
	const struct qp_with *qp_with = with;
	const struct sink sink = {sink_to_text, out};
	struct qp qp;
	size_t len;

	qp_init(&qp, qp_with->header);
	while (cuts_next(cuts, &len))
		qp_more(&qp, &sink, cuts->piece, len);
	*qp_with->broken = qp_finish(&qp, &sink);
}

START_TEST(qp_reads_what_mail_carries)
{
	static const struct {
		const char *name, *in, *want;
		bool header, broken;
	} cases[] = {
		{"nothing", "", "", false, false},
		{"plain text", "pay me", "pay me", false, false},
		{"upper and lower case", "=C3=a9=E3=81=82", "\xc3\xa9\xe3\x81\x82", false, false},
		{"soft break CRLF", "pay=\r\nme", "payme", false, false},
		{"soft break LF", "pay=\nme", "payme", false, false},
		{"soft break CR", "pay=\rme", "payme", false, false},
		{"soft break with blanks", "pay= \t \r\nme", "payme", false, false},
		{"hard break", "pay\r\nme", "pay\r\nme", false, false},
		{"soft break at the end", "pay=", "pay", false, false},
		{"soft break and line end at the end", "pay=\r\n", "pay", false, false},
		{"bad hex stays", "=ZZ", "=ZZ", false, true},
		{"half an escape stays", "=4", "=4", false, true},
		{"half an escape at a line end stays", "=4\nA", "=4\nA", false, true},
		{"half an escape before CRLF stays", "=4\r\nA", "=4\r\nA", false, true},
		{"an escape behind half a one", "=4=41", "=4A", false, true},
		{"two signs", "==41", "=A", false, true},
		{"a sign and blanks in a line", "1 = 2", "1 = 2", false, true},
		{"a link", "?a=b&c=d", "?a=b&c=d", false, true},
		{"an underscore in a body", "a_b", "a_b", false, false},
		{"an underscore in a header", "a_b=5Fc_", "a b_c ", true, false},
		{"an underscore behind a sign", "=_", "= ", true, true},
		{"trailing blanks stay", "a  \nb", "a  \nb", false, false},
		{"a zero", "a=00b", "a", false, false},
	};
	bool broken;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct qp_with with = {cases[i].header, &broken};
		bool zero = strcmp(cases[i].name, "a zero") == 0;

		cuts_check(cases[i].name, run_qp, &with, cases[i].in, strlen(cases[i].in),
			   zero ? "a\0b" : cases[i].want, zero ? 3 : strlen(cases[i].want));
		ck_assert_msg(broken == cases[i].broken, "%s: broken is %d", cases[i].name, broken);
	}
}
END_TEST

START_TEST(qp_does_not_remember_a_megabyte_of_blanks)
{
	enum { BLANKS = 1000 };
	char in[BLANKS + 3];
	bool broken;
	const struct qp_with with = {false, &broken};

	memset(in, ' ', sizeof in);
	in[0] = '=';
	in[BLANKS + 1] = '\n';
	in[BLANKS + 2] = 'x';
	cuts_check("blanks", run_qp, &with, in, sizeof in, in, sizeof in);
}
END_TEST

/* ---- encoded words ----------------------------------------------------------------------------------------------- */

START_TEST(encword_reads_what_mail_carries)
{
	static const struct {
		const char *name, *in, *want;
		unsigned facts;
	} cases[] = {
		{"no word", "Hello there", "Hello there", 0},
		{"Q", "=?utf-8?Q?caf=C3=A9?=", "caf\xc3\xa9", 0},
		{"q and blanks", "=?UTF-8?q?a_b c?= d", "a b c d", 0},
		{"B", "=?utf-8?B?44GC?=", "\xe3\x81\x82", 0},
		{"B without padding", "=?utf-8?B?YWI?=", "ab", 0},
		{"blanks between words vanish", "=?utf-8?Q?a?= \t =?utf-8?Q?b?=", "ab", 0},
		{"folded between words", "=?utf-8?Q?a?=\r\n =?utf-8?Q?b?=", "ab", 0},
		{"blanks round text stay", "x =?utf-8?Q?a?= y =?utf-8?Q?b?=", "x a y b", 0},
		{"no blank between words", "=?utf-8?Q?a?==?utf-8?Q?b?=", "ab", 0},
		{"no blank round a word", "x=?utf-8?Q?a?=y", "xay", 0},
		{"in quotes", "\"=?utf-8?Q?a?=\"", "\"a\"", 0},
		{"a character cut between words", "=?utf-8?B?44E=?= =?utf-8?B?gg==?=", "\xe3\x81\x82", 0},
		{"a character cut between B and Q", "=?utf-8?B?44E=?= =?UTF-8?Q?=82?=", "\xe3\x81\x82", 0},
		{"two charsets", "=?iso-8859-1?Q?=E9?= =?koi8-r?B?0w==?=", "\xc3\xa9\xd1\x81", 0},
		{"a language", "=?utf-8*en?Q?a?=", "a", 0},
		{"ISO-2022-JP", "=?iso-2022-jp?B?GyRCJCIbKEI=?=", "\xe3\x81\x82", 0},
		{"Shift_JIS", "=?shift_jis?B?gqA=?=", "\xe3\x81\x82", 0},
		{"GB2312 is GB18030", "=?gb2312?B?xOM=?=", "\xe4\xbd\xa0", 0},
		{"UTF-8 under another label", "=?iso-8859-1?Q?=E3=81=82?=", "\xe3\x81\x82", ENCWORD_CHARSET},
		{"an unknown label", "=?x-what?Q?a=C3=A9?=", "a\xc3\xa9", ENCWORD_CHARSET},
		{"no end", "=?utf-8?Q?abc", "abc", ENCWORD_BROKEN},
		{"no end, more text", "=?utf-8?B?YWJj def", "abc def", ENCWORD_BROKEN},
		{"no encoding", "=?utf-8?abc?=", "=?utf-8?abc?=", 0},
		{"a wrong encoding", "=?utf-8?X?abc?=", "=?utf-8?X?abc?=", 0},
		{"an empty word",
		 "a=?utf-8?Q?"
		 "?=b",
		 "ab", 0},
		{"a question mark inside",
		 "=?utf-8?Q?what?"
		 "?=",
		 "what?", 0},
		{"only a start", "=?", "=?", 0},
		{"raw UTF-8", "caf\xc3\xa9", "caf\xc3\xa9", 0},
		{"raw Latin-1", "caf\xe9 au lait", "caf\xc3\xa9 au lait", ENCWORD_RAW},
		{"raw ISO-2022-JP", "\x1b$B$\"\x1b(B", "\xe3\x81\x82", ENCWORD_RAW},
		{"raw and word", "caf\xc3\xa9 =?utf-8?Q?=C3=A9?=", "caf\xc3\xa9 \xc3\xa9", 0},
		{"line ends become blanks", "a\r\nb", "a  b", 0},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text out;
		unsigned facts;

		text_init(&out, 0);
		facts = encword_decode(&out, converters, cases[i].in, strlen(cases[i].in));
		ck_assert_msg(out.len == strlen(cases[i].want) && memcmp(out.at, cases[i].want, out.len) == 0,
			      "%s: \"%.*s\"", cases[i].name, (int)out.len, out.at);
		ck_assert_msg(facts == cases[i].facts, "%s: facts %x", cases[i].name, facts);
		text_free(&out);
	}
}
END_TEST

START_TEST(encword_counts_its_words)
{
	static const char word[] = "=?utf-8?Q?a?= ";
	struct text in, out;
	unsigned facts;

	text_init(&in, 0);
	text_init(&out, 0);
	for (unsigned i = 0; i < LIMIT_ENCODED_WORDS + 1; i++)
		text_add_string(&in, word);
	facts = encword_decode(&out, converters, in.at, in.len);
	ck_assert_uint_eq(facts, ENCWORD_LIMIT);
	ck_assert_uint_eq(out.len, LIMIT_ENCODED_WORDS + 1 + strlen(word));
	text_free(&in);
	text_free(&out);
}
END_TEST

/* ---- parameters -------------------------------------------------------------------------------------------------- */

/* A parameter list in one line: "main|name=value|name=value". */
static void params_print(struct text *out, const struct params *params)
{
	text_add(out, params->text.at, params->value_len);
	for (size_t i = 0; i < params->count; i++) {
		const struct param *param = &params->items[i];

		text_add_char(out, '|');
		text_add(out, params->text.at + param->name, param->name_len);
		text_add_char(out, '=');
		text_add(out, params->text.at + param->utf8, param->utf8_len);
	}
}

START_TEST(params_read_what_mail_carries)
{
	static const struct {
		const char *name, *in, *want;
		bool broken;
	} cases[] = {
		{"nothing", "", "", false},
		{"no parameter", "text/plain", "text/plain", false},
		{"case", "Text/PLAIN; Charset=UTF-8", "text/plain|charset=UTF-8", false},
		{"blanks", " text / plain ;  charset = utf-8 ; ", "text/plain|charset=utf-8", false},
		{"quotes", "text/plain; charset=\"utf-8\"", "text/plain|charset=utf-8", false},
		{"escapes in quotes", "a/b; name=\"a\\\"b\\\\c\"", "a/b|name=a\"b\\c", false},
		{"a path in quotes", "a/b; name=\"C:\\temp\\x.txt\"", "a/b|name=C:\\temp\\x.txt", false},
		{"a semicolon in quotes", "a/b; name=\"a;b\"; c=d", "a/b|name=a;b|c=d", false},
		{"comments", "text/plain (what) ; charset=utf-8 (ever)", "text/plain|charset=utf-8", true},
		{"a comment in a comment", "text/plain ((a) b); c=d", "text/plain|c=d", false},
		{"several semicolons", "a/b;; ; c=d;", "a/b|c=d", false},
		{"no semicolon", "text/plain charset=utf-8", "text/plain|charset=utf-8", true},
		{"no semicolon between", "a/b; c=d e=f", "a/b|c=d|e=f", true},
		{"no semicolon behind quotes", "a/b; c=\"d\" e=f", "a/b|c=d|e=f", false},
		{"blanks in a name without quotes", "a/b; name=my letter.txt; c=d", "a/b|name=my letter.txt|c=d",
		 false},
		{"no end quote", "a/b; name=\"my letter.txt; c=d", "a/b|name=my letter.txt|c=d", true},
		{"no value", "a/b; c; d=e", "a/b|d=e", true},
		{"an empty value", "a/b; c=; d=e", "a/b|c=|d=e", false},
		{"an empty quoted value", "a/b; c=\"\"; d=e", "a/b|c=|d=e", false},
		{"blanks before the asterisk, and no value", "a/b; C *= ; D=E", "a/b|c=|d=E", false},
		{"no name", "a/b; =c; d=e", "a/b|d=e", true},
		{"twice", "a/b; c=d; c=e", "a/b|c=d|c=e", false},
		{"a charset", "a/b; name*=utf-8'en'caf%C3%A9.txt", "a/b|name=caf\xc3\xa9.txt", false},
		{"another charset", "a/b; name*=iso-8859-1''caf%E9", "a/b|name=caf\xc3\xa9", false},
		{"no charset", "a/b; name*=caf%C3%A9", "a/b|name=caf\xc3\xa9", false},
		{"bad percents", "a/b; name*=utf-8''a%zz%4", "a/b|name=a%zz%4", false},
		{"sections", "a/b; name*0=ab; name*1=cd", "a/b|name=abcd", false},
		{"sections in any order", "a/b; name*2=ef; name*0=ab; name*1=cd", "a/b|name=abcdef", false},
		{"sections with a charset", "a/b; name*0*=utf-8''%E3%81; name*1*=%82; name*2=%41",
		 "a/b|name=\xe3\x81\x82%41", false},
		{"a gap between sections", "a/b; name*0=ab; name*5=cd", "a/b|name=abcd", false},
		{"a section in quotes", "a/b; name*0=\"a;\"; name*1=\"b\"", "a/b|name=a;b", false},
		{"with and without asterisk", "a/b; name=x; name*=utf-8''y", "a/b|name=x|name=y", false},
		{"an encoded word", "a/b; name=\"=?utf-8?B?44GC?=.txt\"", "a/b|name=\xe3\x81\x82.txt", false},
		{"encoded words without quotes", "a/b; name==?utf-8?Q?a?=", "a/b|name=a", false},
		{"raw 8-bit", "a/b; name=\"\xe3\x81\x82\"", "a/b|name=\xe3\x81\x82", false},
		{"a boundary with signs", "multipart/mixed; boundary=\"=_a'()+,-./:=?\"",
		 "multipart/mixed|boundary==_a'()+,-./:=?", false},
		{"a boundary without quotes", "multipart/mixed; boundary=----=_Next.1",
		 "multipart/mixed|boundary=----=_Next.1", false},
	};
	struct params params;

	params_init(&params);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text out;

		text_init(&out, 0);
		params_read(&params, converters, cases[i].in, strlen(cases[i].in));
		params_print(&out, &params);
		ck_assert_msg(out.len == strlen(cases[i].want) &&
				      (out.len == 0 || memcmp(out.at, cases[i].want, out.len) == 0),
			      "%s: \"%.*s\"", cases[i].name, (int)out.len, out.at);
		ck_assert_msg(params.broken == cases[i].broken, "%s: broken is %d", cases[i].name, params.broken);
		text_free(&out);
	}
	params_free(&params);
}
END_TEST

START_TEST(params_are_capped)
{
	struct params params;
	struct text in;

	params_init(&params);
	text_init(&in, 0);
	text_add_string(&in, "a/b");
	for (unsigned i = 0; i <= LIMIT_PARAMS; i++)
		text_add_string(&in, "; a=b");
	params_read(&params, converters, in.at, in.len);
	ck_assert_uint_eq(params.count, LIMIT_PARAMS);
	ck_assert(params.limited);
	text_reset(&in);
	text_add_string(&in, "a/b; c=");
	for (unsigned i = 0; i <= LIMIT_PARAM_BYTES; i++)
		text_add_char(&in, 'x');
	params_read(&params, converters, in.at, in.len);
	ck_assert_uint_eq(params.items[0].value_len, LIMIT_PARAM_BYTES);
	ck_assert(params.limited);
	text_free(&in);
	params_free(&params);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("decode");
	TCase *tcase = tcase_create("decode");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, base64_reads_what_mail_carries);
	tcase_add_test(tcase, base64_reads_long_texts);
	tcase_add_test(tcase, qp_reads_what_mail_carries);
	tcase_add_test(tcase, qp_does_not_remember_a_megabyte_of_blanks);
	tcase_add_test(tcase, encword_reads_what_mail_carries);
	tcase_add_test(tcase, encword_counts_its_words);
	tcase_add_test(tcase, params_read_what_mail_carries);
	tcase_add_test(tcase, params_are_capped);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
