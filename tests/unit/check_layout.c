/* check_layout.c: does the library see where a text's writer lets somebody else speak?
 * It must not need headers, rules or mail.
 */
#include "detect/layout.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

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

START_TEST(forwarded_blocks_are_seen_in_any_language)
{
	struct text_part english = part_of("see below\nFrom: x@example.com\nDate: today\nSubject: you\n\nletter");
	struct text_part german = part_of("Von: x@example.com\nGesendet: heute\nAn: mich\nBetreff: du\n\nBrief");
	struct text_part italian = part_of("Da: x@example.com\nInviato: oggi\nA: me\nOggetto: tu\n\nlettera");
	struct text_part chinese = part_of("发件人：x@example.com\n日期：今天\n收件人：我\n主题：你\n\n信");
	struct text_part told = part_of("Please have a look at what I got.\nFrom: x@example.com\nDate: today\nTo: me\n\nx");
	struct text_part bare = part_of("---------- Forwarded message ---------\nFrom: x@example.com\nDate: today\nTo: me\n\nx");
	struct text_part prose = part_of("Note: this\nand that\nPrice: 5\nI wrote: x@example.com\n");

	ck_assert_uint_gt(layout_forwarded(&english).end, 40);
	ck_assert_uint_gt(layout_forwarded(&german).end, 40);
	ck_assert_uint_gt(layout_forwarded(&italian).end, 40);
	ck_assert_uint_gt(layout_forwarded(&chinese).end, 40);
	ck_assert_uint_eq(layout_forwarded(&prose).end, 0);
	ck_assert(!layout_forwarded(&english).introduced); /* "see below" is too little */
	ck_assert(layout_forwarded(&told).introduced);
	ck_assert(!layout_forwarded(&bare).introduced);
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
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
