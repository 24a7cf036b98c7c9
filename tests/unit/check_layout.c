/* check_layout.c: does the library see where a text's writer lets somebody else speak?
 * It must not need headers, rules or mail.
 */
#include "detect/layout.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct text_part part_of(const char *text)
{
	return (struct text_part){.utf8 = {text, strlen(text)}};
}

START_TEST(quoted_lines_are_seen)
{
	struct text_part part = part_of("plain\n> quoted line\n  | quoted too\nplain > again");

	ck_assert(!layout_is_quoted(&part, 0));
	ck_assert(layout_is_quoted(&part, 10));
	ck_assert(layout_is_quoted(&part, 30));
	ck_assert(!layout_is_quoted(&part, part.utf8.len - 1));
}
END_TEST

static struct layout layout_of(const struct text_part *part)
{
	struct layout layout;

	layout_read(&layout, part, (struct bytes){NULL, 0});
	return layout;
}

static size_t forwarded_end(const struct text_part *part)
{
	return layout_of(part).forwarded.end;
}

static bool is_introduced(const struct text_part *part)
{
	return layout_of(part).introduced;
}

START_TEST(forwarded_blocks_are_seen_in_any_language)
{
	struct text_part english = part_of("see below\nFrom: x@example.com\nDate: today\nSubject: you\n\nletter");
	struct text_part german = part_of("Von: x@example.com\nGesendet: heute\nAn: mich\nBetreff: du\n\nBrief");
	struct text_part italian = part_of("Da: x@example.com\nInviato: oggi\nA: me\nOggetto: tu\n\nlettera");
	struct text_part chinese = part_of("发件人：x@example.com\n日期：今天\n收件人：我\n主题：你\n\n信");
	struct text_part told =
		part_of("Please have a look at what I got.\nFrom: x@example.com\nDate: today\nTo: me\n\nx");
	struct text_part bare =
		part_of("---------- Forwarded message ---------\nFrom: x@example.com\nDate: today\nTo: me\n\nx");
	struct text_part prose = part_of("Note: this\nand that\nPrice: 5\nI wrote: x@example.com\n");

	ck_assert_uint_gt(forwarded_end(&english), 40);
	ck_assert_uint_gt(forwarded_end(&german), 40);
	ck_assert_uint_gt(forwarded_end(&italian), 40);
	ck_assert_uint_gt(forwarded_end(&chinese), 40);
	ck_assert_uint_eq(forwarded_end(&prose), 0);
	ck_assert(!is_introduced(&english)); /* "see below" is too little */
	ck_assert(is_introduced(&told));
	ck_assert(!is_introduced(&bare));
}
END_TEST

START_TEST(two_header_lines_do_behind_an_announcement)
{
	struct text_part turkish = part_of("Abla, bu mail geldi, ne yapayım?\n\n------ İletilen ileti ------\n"
					   "Gönderen: x@example.com\nKonu: Sen\n\nmektup\n------ Bitti ------\n");
	struct text_part contact = part_of("letter\nContact: x@example.com\nChannel: 5\n\nmore letter");
	struct text_part section = part_of("words that are the writer's own\n----- HOW TO PAY -----\nBitcoin: bc1q\n");
	struct layout layout = layout_of(&turkish);

	ck_assert(layout.introduced);
	ck_assert(layout_is_forwarded(&layout, (size_t)(strstr(turkish.utf8.at, "mektup") - turkish.utf8.at)));
	ck_assert_uint_eq(forwarded_end(&contact), 0);
	ck_assert_uint_eq(forwarded_end(&section), 0);
}
END_TEST

/* "From: your friend, Subject: Last call": the sender hides, the subject is the outer one. */
START_TEST(a_block_that_repeats_the_subject_is_forwarded)
{
	struct text_part czech = part_of("Dobrý den, tohle mi dnes přišlo.\n\n-----Původní zpráva-----\n"
					 "Od: Váš přítel\nPředmět: Poslední výzva \n\ndopis");
	struct bytes subject = {"FW: Poslední výzva", strlen("FW: Poslední výzva")};
	struct bytes other = {"Faktura", strlen("Faktura")};
	struct layout layout;

	layout_read(&layout, &czech, subject);
	ck_assert_uint_gt(layout.forwarded.end, 0);
	ck_assert(layout.introduced);
	layout_read(&layout, &czech, other);
	ck_assert_uint_eq(layout.forwarded.end, 0);
}
END_TEST

START_TEST(a_long_line_that_ends_in_a_colon_is_the_writers_own)
{
	struct text_part told =
		part_of("I have not slept since this came, please tell me what I should do about it now:\n"
			"From: x@example.com\nDate: today\nTo: me\n\nx");
	struct text_part wrote =
		part_of("On Monday, 3 March 2025, somebody at an office of theirs wrote to all of us here:\n"
			"From: x@example.com\nDate: today\nTo: me\n\nx");

	ck_assert(is_introduced(&told));
	ck_assert(!is_introduced(&wrote));
}
END_TEST

#define WORDS "Colleagues, several of us were sent a letter like the one that follows here. "
#define LETTER                                                                                                         \
	"Hello. You do not know me, but I know you. I have put a program on your computer, and I have seen what you "  \
	"do. Send money, or I send what I have seen to all whom you know, and then you will be sorry for it."

static const struct {
	const char *text;
	bool cited;
} citations[] = {
	{WORDS "\n\n\"" LETTER "\"\n\nDo not pay.", true},
	{WORDS "«" LETTER "»", true},
	{WORDS "»" LETTER "«.", true},
	{WORDS "„" LETTER "“", true},
	{WORDS "“" LETTER "”", true},
	{WORDS "「" LETTER "」", true},
	{WORDS "It says \"you\" and goes on: \"" LETTER "\"", true},
	{"\"" LETTER "\"", false},                     /* nobody says anything */
	{"Hi.\n\"" LETTER "\"\n" WORDS, false},        /* nobody says anything before */
	{WORDS LETTER, false},                         /* no marks */
	{WORDS "\"" LETTER, false},                    /* never closed */
	{WORDS "5\" disk. " LETTER "7\" disk", false}, /* inches */
};

START_TEST(citations_are_seen)
{
	struct text_part part = part_of(citations[_i].text);
	struct layout layout = layout_of(&part);
	size_t at = (size_t)(strstr(part.utf8.at, "a program") - part.utf8.at);

	ck_assert_msg(layout_is_cited(&layout, at) == citations[_i].cited, "%s", citations[_i].text);
	ck_assert(!layout_is_cited(&layout, 0));
}
END_TEST

/* Four megabytes of citations that nobody introduces: a few hundredths of a second, or half a minute when each counts
 * the words above it anew. */
START_TEST(hostile_citations_take_linear_time)
{
	static const char unit[] =
		"> \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\n";
	static char text[4 << 20];
	struct text_part part = {.utf8 = {text, sizeof text}};
	clock_t begin = clock();
	struct layout layout;

	for (size_t i = 0; i < sizeof text; i++)
		text[i] = unit[i % (sizeof unit - 1)];
	layout = layout_of(&part);
	ck_assert_uint_eq(layout.cited_count, 0);
	ck_assert(clock() - begin < 10 * CLOCKS_PER_SEC);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("layout");
	TCase *tcase = tcase_create("layout");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tcase, quoted_lines_are_seen);
	tcase_add_test(tcase, forwarded_blocks_are_seen_in_any_language);
	tcase_add_test(tcase, two_header_lines_do_behind_an_announcement);
	tcase_add_test(tcase, a_block_that_repeats_the_subject_is_forwarded);
	tcase_add_test(tcase, a_long_line_that_ends_in_a_colon_is_the_writers_own);
	tcase_add_loop_test(tcase, citations_are_seen, 0, sizeof citations / sizeof *citations);
	tcase_add_test(tcase, hostile_citations_take_linear_time);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
