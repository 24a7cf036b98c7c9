/* check_cli.c: tests of the command line's own parts: mboxes, Return-Path, safe printing, options. */
#include "input.h"
#include "options.h"
#include "print.h"
#include "return_path.h"
#include "window.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the splitter ----------------------------------------------------------------------------------------------- */

/* What a sink was told, as "name{body}name{body}". */
struct record {
	char text[8192];
	size_t len;
	char body[4096];
	size_t body_len;
	bool open;
};

static int on_begin(void *ctx)
{
	struct record *record = ctx;

	ck_assert_msg(!record->open, "begun twice");
	record->open = true;
	record->body_len = 0;
	return 0;
}

static int on_more(void *ctx, const char *chunk, size_t len)
{
	struct record *record = ctx;

	ck_assert_msg(record->open, "fed before it was begun");
	ck_assert_uint_lt(record->body_len + len, sizeof record->body);
	memcpy(record->body + record->body_len, chunk, len);
	record->body_len += len;
	return 0;
}

static int on_finish(void *ctx, const char *name)
{
	struct record *record = ctx;

	ck_assert_msg(record->open, "finished twice");
	record->open = false;
	record->len += (size_t)snprintf(record->text + record->len, sizeof record->text - record->len, "%s{%.*s}", name,
					(int)record->body_len, record->body);
	return 0;
}

#define FROM "From a@b.example Thu Apr 29 23:34:45 2015\n"
#define X64 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const struct {
	const char *in, *want;
} streams[] = {
	{"", "f{}"},
	{"\n", "f{\n}"},
	{"F", "f{F}"},
	{"From", "f{From}"},
	{"From: x\n\nbody\n", "f{From: x\n\nbody\n}"},
	{"Subject: x\n\n" FROM "\nbody\n", "f{Subject: x\n\n" FROM "\nbody\n}"},
	{"From x", "f{}"},
	{"From x\nSubject: s\n\nbody\n", "f{Subject: s\n\nbody\n}"},
	{FROM "A: 1\n\nbody\n", "f{A: 1\n\nbody\n}"},
	{FROM "A: 1\n\nb\n\n" FROM "A: 2\n\nc\n", "f:1{A: 1\n\nb\n\n}f:2{A: 2\n\nc\n}"},
	{FROM "A: 1\n\n" FROM "A: 2\n\n" FROM "A: 3\n", "f:1{A: 1\n\n}f:2{A: 2\n\n}f:3{A: 3\n}"},
	{"From x 1\r\nA: 1\r\n\r\nFrom a Mon 10:20:30 1999\r\nA: 2\r\n", "f:1{A: 1\r\n\r\n}f:2{A: 2\r\n}"},
	{"\n" FROM "A: 1\n", "f{\n" FROM "A: 1\n}"},
	/* no separators */
	{FROM "A: 1\n\nFrom now on 12:30 it is\n", "f{A: 1\n\nFrom now on 12:30 it is\n}"},
	{FROM "A: 1\n\nFrom the year 2015 on\n", "f{A: 1\n\nFrom the year 2015 on\n}"},
	{FROM "A: 1\n\nb\n" FROM "c\n", "f{A: 1\n\nb\n" FROM "c\n}"},
	{FROM "A: 1\n\n>" FROM "c\n", "f{A: 1\n\n>" FROM "c\n}"},
	{FROM "A: 1\n\n\n\n\nFrom", "f{A: 1\n\n\n\n\nFrom}"},
	{FROM "A: 1\n\n" FROM, "f:1{A: 1\n\n}f:2{}"},
	{FROM "A: 1\n\nFrom a Mon 10:20:30 1999", "f:1{A: 1\n\n}f:2{}"},
	/* an endless first line */
	{"From " X64 X64 X64 X64 X64 " 10:20 1999\nA: 1\n", "f{A: 1\n}"},
	{FROM "A: 1\n\nFrom " X64 X64 X64 X64 X64 " 10:20 1999\nb\n",
	 "f{A: 1\n\nFrom " X64 X64 X64 X64 X64 " 10:20 1999\nb\n}"},
};

static void split(struct record *record, const char *in, size_t cut, size_t step)
{
	const struct input_sink sink = {record, NULL, on_begin, on_more, on_finish};
	struct splitter splitter;
	size_t len = strlen(in), at = cut < len ? cut : len;

	memset(record, 0, sizeof *record);
	splitter_init(&splitter, &sink, "f");
	if (at > 0)
		ck_assert_int_eq(splitter_more(&splitter, in, at), 0);
	while (at < len) {
		size_t take = step < len - at ? step : len - at;

		ck_assert_int_eq(splitter_more(&splitter, in + at, take), 0);
		at += take;
	}
	ck_assert_int_eq(splitter_finish(&splitter), 0);
	ck_assert(!record->open);
}

/* Whole, byte by byte, and at every cut. */
START_TEST(streams_are_split)
{
	static struct record record;
	const char *in = streams[_i].in;

	for (size_t cut = 0; cut <= strlen(in); cut++) {
		split(&record, in, cut, SIZE_MAX);
		ck_assert_msg(strcmp(record.text, streams[_i].want) == 0, "row %d, cut %zu: %s", _i, cut, record.text);
	}
	split(&record, in, 0, 1);
	ck_assert_msg(strcmp(record.text, streams[_i].want) == 0, "row %d, byte by byte: %s", _i, record.text);
}
END_TEST

static int on_enough(void *ctx, const char *chunk, size_t len)
{
	on_more(ctx, chunk, len);
	return 1;
}

START_TEST(enough_ends_a_stream_but_not_an_mbox)
{
	static struct record record;
	const struct input_sink sink = {&record, NULL, on_begin, on_enough, on_finish};
	struct splitter splitter;

	splitter_init(&splitter, &sink, "f");
	ck_assert_int_eq(splitter_more(&splitter, "A: 1\n\n", 6), 1);
	ck_assert_int_eq(splitter_finish(&splitter), 0);
	memset(&record, 0, sizeof record);
	splitter_init(&splitter, &sink, "f");
	ck_assert_int_eq(splitter_more(&splitter, FROM "A: 1\n\n", strlen(FROM) + 6), 0);
	ck_assert_int_eq(splitter_more(&splitter, FROM "A: 2\n\n", strlen(FROM) + 6), 0);
	ck_assert_int_eq(splitter_finish(&splitter), 0);
	ck_assert_str_eq(record.text, "f:1{A: 1\n\n}f:2{A: 2\n\n}");
}
END_TEST

/* ---- mail or not ------------------------------------------------------------------------------------------------ */

static const struct {
	const char *head;
	bool mail;
} heads[] = {
	{"", false},
	{"\n", false},
	{"From: a@b.example\nSubject: x\n\nbody", true},
	{"\n\nFrom: a@b.example\nSubject: x\n", true},
	{"FROM: a\r\nsubject: x\r\n\r\n", true},
	{"Received: from x\n\tby y;\n Mon\nDate: x\n", true},
	{"X-Own: 1\nReceived: x\nX-Own: 2\nDate: x\n", true},
	{"From a@b Thu Apr 29 23:34:45 2015\nReturn-Path: <>\nDate: x\n", true},
	{"From a@b Thu Apr 29 23:34:45 2015\r\nReturn-Path: <>\r\nDate: x", true},
	{"From: one line\n\nbody", false},
	{"From my wallet to yours\nand back: see below\nDate: x\nTo: y\n", false},
	{"BTC: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\nXMR: 4...\n", false},
	{"Dear all\nFrom: a\nTo: b\n", false},
	{"From: a\n\nTo: b\n", false},
	{"{\"From\": 1,\n\"To\": 2}\n", false},
	{"\177ELF\1\1", false},
};

START_TEST(mails_are_known_by_their_header)
{
	ck_assert_msg(sniff_is_mail(heads[_i].head, strlen(heads[_i].head)) == heads[_i].mail, "`%s'", heads[_i].head);
}
END_TEST

/* ---- the window ------------------------------------------------------------------------------------------------- */

struct seen {
	const char *text;
	size_t told, len;
};

/* Every byte is told once, in order, and stands where it is said to stand. */
static void on_window(void *ctx, const char *text, size_t len, size_t from, size_t to, size_t base)
{
	struct seen *seen = ctx;

	ck_assert_uint_le(from, to);
	ck_assert_uint_le(to, len);
	ck_assert_uint_eq(base + from, seen->told);
	ck_assert_uint_le(base + len, seen->len);
	ck_assert_int_eq(memcmp(text, seen->text + base, len), 0);
	ck_assert_msg(from == 0 || from >= 1024, "nothing of what stood in front is kept");
	seen->told = base + to;
}

START_TEST(a_window_moves_over_all_of_a_stream)
{
	static const size_t lens[] = {0, 1, 8191, 65535, 65536, 65537, 100000, 131072, 131073, 300000, 524288};
	static char text[524288], bytes[WINDOW_BYTES];

	for (size_t i = 0; i < sizeof text; i++)
		text[i] = "\xe3\x82\xa2"
			  "a b\n"[(i * 7 + i / 1000) % 7];
	for (size_t step = 1; step < 200000; step = step * 5 + 1) {
		struct seen seen = {text, 0, lens[_i]};
		struct window window = {.ctx = &seen, .look = on_window, .bytes = bytes};

		window_begin(&window);
		for (size_t at = 0; at < seen.len; at += step)
			window_more(&window, text + at, step < seen.len - at ? step : seen.len - at);
		window_finish(&window);
		ck_assert_uint_eq(seen.told, seen.len);
	}
}
END_TEST

/* ---- Return-Path ------------------------------------------------------------------------------------------------ */

static const struct {
	const char *in, *want;
} paths[] = {
	{"Return-Path: <a@example.com>\nA: 1\n\n", "a@example.com"},
	{"return-PATH:<a@example.com>\r\n", "a@example.com"},
	{"Return-Path: <>\n", ""},
	{"A: 1\nReturn-Path: <a@example.com>\n", "a@example.com"},
	{"Return-Path: <a@example.com>\nReturn-Path: <b@example.com>\n", "a@example.com"},
	{"Return-Path: <a@example.com>", "a@example.com"},
	{"Return-Path: a@example.com\n", NULL},
	{"Return-Path: <a@example.com\n>\n", NULL},
	{"Return-Pat: <a@example.com>\n", NULL},
	{"X-Return-Path: <a@example.com>\n", NULL},
	{"A: 1\n\nReturn-Path: <a@example.com>\n", NULL},
	{"A: 1\r\n\r\nReturn-Path: <a@example.com>\n", NULL},
	{"\nReturn-Path: <a@example.com>\n", NULL},
	{"", NULL},
	{"Return-Path: <" X64 X64 X64 X64 X64 X64 "@example.com>\n", NULL},
};

START_TEST(return_path_is_found)
{
	const char *in = paths[_i].in, *want = paths[_i].want;

	for (size_t cut = 0; cut <= strlen(in); cut++) {
		struct return_path path;
		const char *found;

		return_path_begin(&path);
		return_path_more(&path, in, cut);
		return_path_more(&path, in + cut, strlen(in) - cut);
		found = return_path_finish(&path);
		ck_assert_msg((found == NULL) == (want == NULL), "row %d, cut %zu: %s", _i, cut, found);
		ck_assert_msg(want == NULL || strcmp(found, want) == 0, "row %d, cut %zu: %s", _i, cut, found);
	}
}
END_TEST

/* ---- printing --------------------------------------------------------------------------------------------------- */

static const struct {
	const char *in;
	bool lines;
	const char *want;
} prints[] = {
	{"plain", false, "plain"},
	{"a\nb\tc", false, "a\\x0ab\\x09c"},
	{"a\r\nb\tc\n", true, "a\nb\tc\n"},
	{"a\rb", true, "a\\x0db"},
	{"\x1b[2J\x1b]0;title\x07", true, "\\x1b[2J\\x1b]0;title\\x07"},
	{"\xc2\x9b[2J", true, "\\xc2\\x9b[2J"},
	{"\x9b[2J", true, "\\x9b[2J"},
	{"\x7f", true, "\\x7f"},
	{"\xe6\x97\xa5\xe6\x9c\xac", true, "\xe6\x97\xa5\xe6\x9c\xac"},
	{"\xf0\x9f\x98\x80", true, "\xf0\x9f\x98\x80"},
	{"a\xe2\x80\x8b\x62", true, "a<U+200B>b"},
	{"\xe2\x80\xaegnp", true, "<U+202E>gnp"},
	{"\xf3\xa0\x81\x81", true, "<U+E0041>"},
	{"\xc0\xaf\xed\xa0\x80\xf8", true, "\\xc0\\xaf\\xed\\xa0\\x80\\xf8"},
	{"\xe6\x97", true, "\\xe6\\x97"},
};

START_TEST(printing_is_safe)
{
	char buf[256] = "";
	FILE *to = fmemopen(buf, sizeof buf, "w");

	ck_assert_ptr_nonnull(to);
	print_safe(to, prints[_i].in, strlen(prints[_i].in), prints[_i].lines);
	fclose(to);
	ck_assert_str_eq(buf, prints[_i].want);
}
END_TEST

/* ---- options ---------------------------------------------------------------------------------------------------- */

/* options_read() moves words about in argv, so it gets copies. */
static int read_line(struct options *options, unsigned allowed, const char *const *line, size_t count)
{
	static char words[OPTIONS_LIST_MAX + 8][64];
	static char *argv[OPTIONS_LIST_MAX + 9];
	int argc = 0;

	for (size_t i = 0; i < count; i++) {
		if (line[i] == NULL)
			continue;
		snprintf(words[argc], sizeof words[argc], "%s", line[i]);
		argv[argc] = words[argc];
		argc++;
	}
	argv[argc] = NULL;
	return options_read(options, allowed, "", argc, argv);
}

#define ALL_OPTIONS (~0u >> (32 - OPTION_COUNT))

START_TEST(options_and_words_may_be_mixed)
{
	static const char *const line[] = {"scan",
					   "a",
					   "--format=jsonl",
					   "--policy",
					   "p.yaml",
					   "b",
					   "--to=x@example.com",
					   "--to",
					   "y@example.com",
					   "--client=192.0.2.7",
					   "-",
					   "--",
					   "--format=text"};
	struct xs_envelope envelope;
	struct options options;

	ck_assert_int_eq(read_line(&options, ALL_OPTIONS, line, sizeof line / sizeof *line), 0);
	ck_assert(options.jsonl);
	ck_assert_str_eq(options.policy, "p.yaml");
	ck_assert_uint_eq(options.word_count, 4);
	ck_assert_str_eq(options.words[0], "a");
	ck_assert_str_eq(options.words[1], "b");
	ck_assert_str_eq(options.words[2], "-");
	ck_assert_str_eq(options.words[3], "--format=text");
	options_envelope(&envelope, &options);
	ck_assert_uint_eq(envelope.rcpt_count, 2);
	ck_assert_str_eq(envelope.rcpts[1], "y@example.com");
	ck_assert_str_eq(envelope.client_addr, "192.0.2.7");
	ck_assert_int_eq(envelope.client, XS_CLIENT_OUTSIDE);
	ck_assert_ptr_null(envelope.mail_from);
}
END_TEST

static const struct {
	const char *name, *from, *client, *auth, *want_from;
	enum xs_client want;
} envelopes[] = {
	{"nothing is known", NULL, NULL, NULL, NULL, XS_CLIENT_UNKNOWN},
	{"null sender", "--from=<>", NULL, NULL, "", XS_CLIENT_UNKNOWN},
	{"inside", "--from=a@b.example", "--client=inside", NULL, "a@b.example", XS_CLIENT_INSIDE},
	{"outside", NULL, "--client=outside", NULL, NULL, XS_CLIENT_OUTSIDE},
	{"a user from anywhere is inside", NULL, "--client=192.0.2.7", "--auth=u", NULL, XS_CLIENT_INSIDE},
};

START_TEST(envelope_is_as_asked)
{
	const char *const line[] = {"scan", envelopes[_i].from, envelopes[_i].client, envelopes[_i].auth};
	const char *want = envelopes[_i].want_from;
	struct xs_envelope envelope;
	struct options options;

	ck_assert_int_eq(read_line(&options, OPTIONS_ENVELOPE, line, 4), 0);
	options_envelope(&envelope, &options);
	ck_assert_msg(envelope.client == envelopes[_i].want, "%s: client %d", envelopes[_i].name, envelope.client);
	ck_assert_msg((envelope.mail_from == NULL) == (want == NULL), "%s", envelopes[_i].name);
	ck_assert_msg(want == NULL || strcmp(envelope.mail_from, want) == 0, "%s", envelopes[_i].name);
}
END_TEST

static const char *const wrong[] = {"--polici=x", "--format=xml",          "--format", "--examples=yes", "-x",  "---",
				    "--client=x", "--client=192.0.2.0/24", "--from",   "--color=pink",   "--=", "-f"};

START_TEST(wrong_options_are_refused)
{
	const char *const line[] = {"scan", wrong[_i]};
	struct options options;

	ck_assert_msg(read_line(&options, ALL_OPTIONS, line, 2) == -1, "%s was taken", wrong[_i]);
}
END_TEST

START_TEST(an_option_of_another_verb_is_refused)
{
	static const char *const line[] = {"check", "--from=a@b.example"};
	struct options options;

	ck_assert_int_eq(read_line(&options, OPTION_BIT(POLICY), line, 2), -1);
}
END_TEST

START_TEST(more_recipients_than_room_are_refused)
{
	const char *line[OPTIONS_LIST_MAX + 2] = {"scan"};
	struct options options;

	for (int i = 1; i <= OPTIONS_LIST_MAX + 1; i++)
		line[i] = "--to=a@b.example";
	ck_assert_int_eq(read_line(&options, OPTIONS_ENVELOPE, line, OPTIONS_LIST_MAX + 2), -1);
	ck_assert_int_eq(read_line(&options, OPTIONS_ENVELOPE, line, OPTIONS_LIST_MAX + 1), 0);
	ck_assert_uint_eq(options.to_count, OPTIONS_LIST_MAX);
}
END_TEST

START_TEST(nearest_word_is_a_hint)
{
	static const char *const words[] = {"scan", "explain", "check", NULL};

	ck_assert_str_eq(options_nearest("scna", words), "scan");
	ck_assert_str_eq(options_nearest("explian", words), "explain");
	ck_assert_ptr_null(options_nearest("launch", words));
	ck_assert_ptr_null(options_nearest(X64, words));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("cli");
	TCase *tcase = tcase_create("cli");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tcase);
	tcase_add_loop_test(tcase, streams_are_split, 0, sizeof streams / sizeof *streams);
	tcase_add_test(tcase, enough_ends_a_stream_but_not_an_mbox);
	tcase_add_loop_test(tcase, mails_are_known_by_their_header, 0, sizeof heads / sizeof *heads);
	tcase_add_loop_test(tcase, a_window_moves_over_all_of_a_stream, 0, 11);
	tcase_add_loop_test(tcase, return_path_is_found, 0, sizeof paths / sizeof *paths);
	tcase_add_loop_test(tcase, printing_is_safe, 0, sizeof prints / sizeof *prints);
	tcase_add_test(tcase, options_and_words_may_be_mixed);
	tcase_add_loop_test(tcase, envelope_is_as_asked, 0, sizeof envelopes / sizeof *envelopes);
	tcase_add_loop_test(tcase, wrong_options_are_refused, 0, sizeof wrong / sizeof *wrong);
	tcase_add_test(tcase, an_option_of_another_verb_is_refused);
	tcase_add_test(tcase, more_recipients_than_room_are_refused);
	tcase_add_test(tcase, nearest_word_is_a_hint);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
