/* check_base.c: tests of lib/base: arena, text, error. */
#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(arena_takes_are_apart_and_zero)
{
	struct arena arena;
	unsigned char *taken[1000];

	arena_init(&arena, 0);
	for (size_t i = 0; i < 1000; i++) {
		taken[i] = arena_take(&arena, i);
		ck_assert_ptr_nonnull(taken[i]);
		for (size_t j = 0; j < i; j++)
			ck_assert_uint_eq(taken[i][j], 0);
		memset(taken[i], (int)(i & 0xff), i);
	}
	for (size_t i = 0; i < 1000; i++)
		for (size_t j = 0; j < i; j++)
			ck_assert_uint_eq(taken[i][j], i & 0xff);
	arena_free(&arena);
}
END_TEST

START_TEST(arena_is_full_at_its_cap_and_usable_after_reset)
{
	struct arena arena;

	arena_init(&arena, 100000);
	ck_assert_ptr_nonnull(arena_take(&arena, 50000));
	ck_assert_ptr_null(arena_take(&arena, 90000));
	ck_assert(arena.full);
	arena_reset(&arena);
	ck_assert(!arena.full);
	ck_assert_ptr_nonnull(arena_take(&arena, 50000));
	ck_assert_ptr_null(arena_take(&arena, SIZE_MAX));
	arena_free(&arena);
	ck_assert_str_eq(arena_string(&arena, "again"), "again");
	arena_free(&arena);
}
END_TEST

START_TEST(text_stops_at_its_cap_without_half_characters)
{
	struct text text;

	text_init(&text, 5);
	text_add_string(&text, "abc");
	ck_assert(!text.full);
	text_add_codepoint(&text, 0x3042);
	ck_assert(text.full);
	ck_assert_uint_eq(text.len, 3);
	text_add_string(&text, "defg");
	ck_assert_uint_eq(text.len, 5);
	ck_assert_int_eq(memcmp(text.at, "abcde", 5), 0);
	text_reset(&text);
	ck_assert_uint_eq(text.len, 0);
	ck_assert(!text.full);
	text_free(&text);
}
END_TEST

static const struct {
	const char *name, *bytes;
	size_t used;
	uint32_t codepoint;
} utf8_cases[] = {
	{"ascii", "a", 1, 'a'},
	{"two bytes", "\xc3\xa9", 2, 0xe9},
	{"three bytes", "\xe3\x81\x82", 3, 0x3042},
	{"four bytes", "\xf0\x9f\x98\x80", 4, 0x1f600},
	{"last one", "\xf4\x8f\xbf\xbf", 4, 0x10ffff},
	{"beyond Unicode", "\xf4\x90\x80\x80", 0, 0},
	{"surrogate", "\xed\xa0\x80", 0, 0},
	{"overlong slash", "\xc0\xaf", 0, 0},
	{"overlong three", "\xe0\x80\xaf", 0, 0},
	{"overlong four", "\xf0\x80\x80\xaf", 0, 0},
	{"cut", "\xe3\x81", 0, 0},
	{"lone continuation", "\x81", 0, 0},
	{"bad continuation", "\xe3(\x82", 0, 0},
	{"0xff", "\xff", 0, 0},
};

START_TEST(utf8_decodes)
{
	uint32_t codepoint = 0;
	size_t used = utf8_decode(&codepoint, utf8_cases[_i].bytes, strlen(utf8_cases[_i].bytes));
	char back[4];

	ck_assert_msg(used == utf8_cases[_i].used, "%s: used %zu", utf8_cases[_i].name, used);
	ck_assert(utf8_is_valid(utf8_cases[_i].bytes, strlen(utf8_cases[_i].bytes)) == (used > 0));
	if (used == 0)
		return;
	ck_assert_msg(codepoint == utf8_cases[_i].codepoint, "%s: U+%04X", utf8_cases[_i].name, codepoint);
	ck_assert_uint_eq(utf8_encode(back, codepoint), used);
	ck_assert_int_eq(memcmp(back, utf8_cases[_i].bytes, used), 0);
}
END_TEST

START_TEST(ascii_ignores_case_and_finds)
{
	ck_assert(ascii_same_string("Content-TYPE", "content-type"));
	ck_assert(!ascii_same_string("content", "content-type"));
	ck_assert_uint_eq(ascii_find("x dmarc=PASS y", 14, "dmarc=pass"), 2);
	ck_assert_uint_eq(ascii_find("short", 5, "longer than that"), SIZE_MAX);
	ck_assert_uint_eq(ascii_find("abc", 3, "c"), 2);
}
END_TEST

START_TEST(error_names_the_place)
{
	struct xs_error err;

	ck_assert_int_eq(error_set(&err, "policy.yaml", 3, 7, "unknown key `%s'", "scor"), -1);
	ck_assert_str_eq(err.text, "policy.yaml:3:7: unknown key `scor'");
	error_set(&err, "policy.yaml", 3, 0, "x");
	ck_assert_str_eq(err.text, "policy.yaml:3: x");
	error_set(&err, NULL, 0, 0, "x");
	ck_assert_str_eq(err.text, "x");
	ck_assert_int_eq(error_set(NULL, NULL, 0, 0, "x"), -1);
}
END_TEST

START_TEST(error_survives_endless_text)
{
	struct xs_error err;
	char *endless = malloc(100001);

	ck_assert_ptr_nonnull(endless);
	memset(endless, 'x', 100000);
	endless[100000] = '\0';
	error_set(&err, endless, 3, 7, "%s", endless);
	ck_assert_uint_eq(strlen(err.text), sizeof err.text - 1);
	free(endless);
}
END_TEST

START_TEST(error_hints_at_the_nearest_word)
{
	static const char *const words[] = {"score", "slots", "wallet", NULL};

	ck_assert_str_eq(error_nearest("scor", words), "score");
	ck_assert_str_eq(error_nearest("walet", words), "wallet");
	ck_assert_ptr_null(error_nearest("authenticated", words));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("base");
	TCase *tcase = tcase_create("base");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tcase);
	tcase_add_test(tcase, arena_takes_are_apart_and_zero);
	tcase_add_test(tcase, arena_is_full_at_its_cap_and_usable_after_reset);
	tcase_add_test(tcase, text_stops_at_its_cap_without_half_characters);
	tcase_add_loop_test(tcase, utf8_decodes, 0, sizeof utf8_cases / sizeof *utf8_cases);
	tcase_add_test(tcase, ascii_ignores_case_and_finds);
	tcase_add_test(tcase, error_names_the_place);
	tcase_add_test(tcase, error_survives_endless_text);
	tcase_add_test(tcase, error_hints_at_the_nearest_word);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
