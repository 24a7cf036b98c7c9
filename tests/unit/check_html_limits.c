/* check_html_limits.c: hostile HTML meets every cap, each is told, and time grows with the size and no faster. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "html_read.h"

/* A document: begin, then unit so many times, then end. */
struct bulk {
	const char *name, *begin, *unit;
	size_t count;
	const char *end;
};

static void bulk_build(struct text *out, const struct bulk *bulk)
{
	text_reset(out);
	text_add_string(out, bulk->begin);
	for (size_t i = 0; i < bulk->count; i++)
		text_add_string(out, bulk->unit);
	text_add_string(out, bulk->end);
	ck_assert(!out->lost);
}

static bool ends_with(const struct text *text, const char *with)
{
	return text->len >= strlen(with) && memcmp(text->at + text->len - strlen(with), with, strlen(with)) == 0;
}

START_TEST(test_caps)
{
	static const struct {
		struct bulk bulk;
		bool limited;
		const char *visible_end; /* what the reader still sees at the end */
	} cases[] = {
		{{"nothing", "", "<p>a</p>", 10, ""}, false, "a"},
		{{"depth within", "", "<div>", LIMIT_HTML_DEPTH - 1, "end"}, false, "end"},
		{{"depth beyond", "", "<div>", LIMIT_HTML_DEPTH, "a<br>end"}, true, "a\nend"},
		{{"unclosed paragraphs are no depth", "", "<p><li><td><option>a", 1000, "</table>end"}, false, "aend"},
		{{"what is beyond looks as the last within", "", "<i>", LIMIT_HTML_DEPTH - 1,
		  "<b style=display:none>end</b></i>x"},
		 true,
		 "endx"},
		{{"what is beyond is closed first", "<u style=display:none>", "<i>", LIMIT_HTML_DEPTH - 2,
		  "<b></b>x</u>end"},
		 true,
		 "end"},
		{{"attribute within", "<p style='", "a", LIMIT_HTML_ATTR_BYTES, "'>end"}, false, "end"},
		{{"attribute beyond", "<p style='", "a", LIMIT_HTML_ATTR_BYTES + 1, "'>end"}, true, "end"},
		{{"a cut attribute ends with a character", "<p title='a", "\u20ac", LIMIT_HTML_ATTR_BYTES / 3 + 1,
		  "'>x"},
		 true,
		 "\u20ac"},
		{{"a picture is as long as it likes", "<img src='data:image/png;base64,", "AAAA", LIMIT_HTML_ATTR_BYTES,
		  "'>end"},
		 false,
		 "end"},
		{{"data: text is not", "<img src='data:text/html;base64,", "AAAA", LIMIT_HTML_ATTR_BYTES, "'>end"},
		 true,
		 "end"},
		{{"what is not kept has no cap", "<p onclick='", "a", 2 * LIMIT_HTML_ATTR_BYTES, "'>end"},
		 false,
		 "end"},
		{{"style within", "<style>", "a", LIMIT_HTML_STYLE_BYTES, "</style>end"}, false, "end"},
		{{"style beyond", "<style>", "a", LIMIT_HTML_STYLE_BYTES + 1, "</style>end"}, true, "end"},
		{{"styles beyond", "", "<style>aaaaaaaaaaaaaaaa</style>", LIMIT_HTML_STYLE_BYTES / 16 + 1, "end"},
		 true,
		 "end"},
		{{"tooltips beyond", "end", "<b title='0123456789'></b>", LIMIT_HTML_ASIDE_BYTES / 10, ""},
		 true,
		 "0123456789"},
		{{"text beyond", "", "some words ", LIMIT_TEXT_BYTES / 11 + 1, "end"}, true, ""},
		{{"text beyond, in characters", "", "\u20ac\u00e9\U0001d553", LIMIT_TEXT_BYTES / 9 + 1, ""}, true, ""},
		{{"links beyond", "end", "<a href=http://example.org/>", LIMIT_TEXT_BYTES / 20 + 1, ""}, true, "end"},
		{{"hidden beyond", "end<p hidden>", "some words ", LIMIT_TEXT_BYTES / 11 + 1, ""}, true, "end"},
	};
	struct text document;
	struct html_read read;

	text_init(&document, 0);
	html_read_init(&read);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bulk_build(&document, &cases[i].bulk);
		for (enum html_cuts cuts = HTML_WHOLE; cuts <= HTML_RANDOM; cuts++) {
			html_read_document(&read, document.at, document.len, cuts, 1);
			ck_assert_msg(read.facts.limited == cases[i].limited, "%s: a cap is %s", cases[i].bulk.name,
				      cases[i].limited ? "hit" : "not hit");
			ck_assert_msg(ends_with(&read.visible, cases[i].visible_end), "%s: visible ends with \"%s\"",
				      cases[i].bulk.name, cases[i].visible_end);
			ck_assert_msg(read.visible.len <= LIMIT_TEXT_BYTES && read.hidden.len <= LIMIT_TEXT_BYTES &&
					      read.links.len <= LIMIT_TEXT_BYTES,
				      "%s: texts keep their caps", cases[i].bulk.name);
			ck_assert_msg(utf8_is_valid(read.visible.at, read.visible.len), "%s: whole characters",
				      cases[i].bulk.name);
		}
	}
	html_read_free(&read);
	text_free(&document);
}
END_TEST

/* Rules within the cap hide; beyond it that is told, and a sheet that is not known whole hides nothing. */
START_TEST(test_rules)
{
	struct text document;
	struct html_read read;
	char rule[64];

	text_init(&document, 0);
	html_read_init(&read);
	for (int extra = 0; extra <= 1; extra++) {
		text_reset(&document);
		text_add_string(&document, "<style>");
		for (int i = 0; i < LIMIT_HTML_CLASSES + extra; i++) {
			snprintf(rule, sizeof rule, ".c%d{display:none}", i);
			text_add_string(&document, rule);
		}
		text_add_string(&document, "</style><p class=c0>a<p class=c511>b<p class=c999>c");
		html_read_document(&read, document.at, document.len, HTML_WHOLE, 0);
		ck_assert_msg(read.facts.limited == (extra > 0), "%d rules beyond the cap", extra);
		ck_assert_msg(read.visible.len == (extra > 0 ? 5 : 1), "%d rules beyond the cap: \"%.*s\"", extra,
			      (int)read.visible.len, read.visible.at);
	}
	html_read_free(&read);
	text_free(&document);
}
END_TEST

/* One object, many documents: nothing of one is left for the next, whatever state it ended in. */
START_TEST(test_reuse)
{
	static const char *const ends[] = {"a<",
					   "a</",
					   "a<b",
					   "a<b c",
					   "a<b c=",
					   "a<b c='",
					   "a<b c=d",
					   "a<!",
					   "a<!-",
					   "a<!--",
					   "a<!-- -",
					   "a<!-- --!",
					   "a&",
					   "a&am",
					   "a&#",
					   "a&#x",
					   "a&#x4",
					   "<script>a</scr",
					   "<title>a",
					   "<style>.a{",
					   "<p hidden>a",
					   "<bdo dir=rtl>ab",
					   "\u202eab",
					   "<b a='&am",
					   "<plaintext>",
					   "<p title=x>",
					   "<style>p{display:none}"};
	struct html_read read;

	html_read_init(&read);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		html_read_document(&read, ends[i], strlen(ends[i]), HTML_WHOLE, 0);
		html_read_document(&read, "<p class=a>b", 12, HTML_WHOLE, 0);
		ck_assert_msg(read.visible.len == 1 && read.visible.at[0] == 'b' && read.hidden.len == 0 &&
				      read.links.len == 0,
			      "after \"%s\": \"%.*s\"", ends[i], (int)read.visible.len, read.visible.at);
	}
	html_read_free(&read);
}
END_TEST

/* Texts that hold something already are appended to, on a line of their own. */
START_TEST(test_append)
{
	struct html_read read;
	const struct html_sinks sinks = {&read.visible, &read.hidden, &read.links};

	html_read_init(&read);
	text_add_string(&read.visible, "before");
	text_add_string(&read.hidden, "behind");
	ck_assert_int_eq(html_begin(read.html, &sinks), 0);
	ck_assert_int_eq(html_more(read.html, "a<i hidden>b", 12), 0);
	ck_assert_int_eq(html_finish(read.html, &read.facts), 0);
	ck_assert(read.visible.len == 8 && memcmp(read.visible.at, "before\na", 8) == 0);
	ck_assert(read.hidden.len == 8 && memcmp(read.hidden.at, "behind\nb", 8) == 0);
	html_read_free(&read);
}
END_TEST

static double cpu_seconds(struct html_read *read, const struct text *document)
{
	struct timespec start, end;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
	html_read_document(read, document->at, document->len, HTML_WHOLE, 0);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	return (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
}

/* The best of five, for the machine may be busy. */
static double cost_per_byte(struct html_read *read, struct text *document, struct bulk bulk, size_t size)
{
	double best = 1e9;

	bulk.count = size / strlen(bulk.unit);
	bulk_build(document, &bulk);
	for (int i = 0; i < 5; i++) {
		double time = cpu_seconds(read, document);

		best = time < best ? time : best;
	}
	return best / (double)document->len;
}

/* Sixteen times the size may cost a byte at most four times as much (caches): a quadratic path costs sixteen times. */
START_TEST(test_linear)
{
	static const struct bulk shapes[] = {
		{"nested tags", "", "<div>", 0, ""},
		{"stray end tags", "<i><button><u><u><u><u><u><u>", "</i>", 0, ""},
		{"shielded paragraphs", "<p><button>", "<p><u>", 0, ""},
		{"open comment", "", "<!--x", 0, ""},
		{"comment dashes", "<!--", "-", 0, ""},
		{"attributes", "<p ", "a ab abc class=x ", 0, ">"},
		{"one attribute", "<p style='", "color:red;/*", 0, "'>"},
		{"references", "", "&#1234567;&ampamp;&zzzz;", 0, ""},
		{"digits", "&#", "0", 0, ";"},
		{"names", "&", "a", 0, ";"},
		{"brackets", "", "<", 0, ""},
		{"open tags", "", "<a b='\"", 0, ""},
		{"raw text", "<script>", "</scrip", 0, ""},
		{"style", "<style>", "a,b{c:d}{", 0, ""},
		{"overrides", "", "\u202ea\u202cb", 0, ""},
		{"right to left", "<bdo dir=rtl>", "ab ", 0, ""},
		{"tooltips", "", "<b title=a>", 0, ""},
		{"hidden", "", "<b hidden>a</b>b", 0, ""},
		{"blanks", "", " \n", 0, ""},
	};
	struct text document;
	struct html_read read;

	text_init(&document, 0);
	html_read_init(&read);
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		double small = cost_per_byte(&read, &document, shapes[i], 128u << 10);
		double large = cost_per_byte(&read, &document, shapes[i], 2u << 20);

		ck_assert_msg(large < 4 * small, "%s: %.1f ns a byte at 128 kB, %.1f at 2 MB", shapes[i].name,
			      small * 1e9, large * 1e9);
	}
	html_read_free(&read);
	text_free(&document);
}
END_TEST

static Suite *html_limits_suite(void)
{
	Suite *suite = suite_create("html limits");
	TCase *tcase = tcase_create("html limits");

	tcase_set_timeout(tcase, 300); /* sanitizers and valgrind */
	tcase_add_test(tcase, test_caps);
	tcase_add_test(tcase, test_rules);
	tcase_add_test(tcase, test_reuse);
	tcase_add_test(tcase, test_append);
	tcase_add_test(tcase, test_linear);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	SRunner *runner = srunner_create(html_limits_suite());
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
