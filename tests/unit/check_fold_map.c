/* check_fold_map.c: the map back to the original, and what holds for any text at all. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "fold/fold.h"
#include "fold_invariants.h"
#include "fold_words.h"

static struct fold *fold;
static struct text rule;

static void set_up(void)
{
	ck_assert_int_eq(fold_new(&fold), 0);
	text_init(&rule, 0);
}

static void tear_down(void)
{
	fold_free(&fold);
	text_free(&rule);
}

static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)(*seed >> 8) * below >> 24);
}

/* ---- places ---- */

struct place_case {
	const char *text;
	const char *folded; /* a piece of the folded text */
	size_t from, to;    /* where map says that it was */
};

START_TEST(test_places)
{
	static const struct place_case CASES[] = {
		{"Pay now", "now", 4, 7},
		{"Send  $550 , now", "$550", 6, 10},
		{"will, pay", "wi", 0, 4},
		{"camerra malllware", "maiware", 8, 17},
		{"wаllеt", "waiet", 0, 8},
		{"v i d e o   now", "video", 0, 9},
		{"b\xe2\x80\x8bit", "it", 4, 6},
		{"ビット コイン", "コイン", 10, 19},
		{"か\xe3\x82\x99ん", "が", 0, 6},
		{"ㅎㅏㄴ", "한", 0, 9},
		{"x \xe2\x80\xae" "dcba\xe2\x80\xac y", "abcd", 5, 12},
		{"x ㍿ y", "株式会社", 2, 6},
		{"ﬁn", "fin", 0, 4},
		{"now...  ", "now", 0, 3},
	};

	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
		struct text_part part = {.utf8 = {CASES[i].text, strlen(CASES[i].text)}};
		size_t len = strlen(CASES[i].folded), at = 0;
		struct view view;

		ck_assert_int_eq(fold_run(fold, &view, 0, &part), 0);
		while (at + len <= view.folded.len && memcmp(view.folded.at + at, CASES[i].folded, len) != 0)
			at++;
		ck_assert_msg(at + len <= view.folded.len, "\"%s\" is not in \"%.*s\"", CASES[i].folded,
			      (int)view.folded.len, view.folded.at);
		ck_assert_msg(view.map[at] == CASES[i].from && view.map[at + len] == CASES[i].to,
			      "\"%s\" in \"%s\" is at %u to %u, not at %zu to %zu", CASES[i].folded, CASES[i].text,
			      view.map[at], view.map[at + len], CASES[i].from, CASES[i].to);
	}
}
END_TEST

/* ---- counters ---- */

struct count_case {
	const char *text;
	unsigned letters, disguised, invisible;
};

START_TEST(test_counters)
{
	static const struct count_case CASES[] = {
		{"Plain text, 48 hours.", 16, 0, 0},
		{"Größen, déjà vu, đường", 18, 0, 0}, /* ß is two */
		{"аccоunt", 7, 2, 0},
		{"𝐁𝐢𝐭", 3, 3, 0},
		{"P0RN0", 5, 2, 0},
		{"v i d e o", 5, 5, 0},
		{"severẫl stằrted", 14, 2, 0},
		{"ḟeel ȃ", 5, 2, 0},
		{"áććóúńt", 7, 6, 0},
		{"b\xe2\x80\x8bi\xe2\x80\x8bt", 3, 0, 2},
		{"Donau\xc2\xad" "dampf b\xc2\xadi\xc2\xadt", 13, 0, 2},
		{"می\xe2\x80\x8cخواهم ❤\xef\xb8\x8f \xe2\x80\x8b", 7, 0, 0},
		{"ａｂｃ アカウント", 8, 0, 0},
		{"z\xcc\xb7\xcc\xa2\xcd\xa0y", 2, 1, 0},
		{"Y,Y,Y,Y,Y", 5, 0, 0},
		{"i386 eth0 mp3 x86 utf8 h264", 22, 0, 0},
		{"\xe2\x80\xae" "dcba\xe2\x80\xac", 4, 4, 0},
	};

	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
		const struct count_case *one = &CASES[i];
		struct text_part part = {.utf8 = {one->text, strlen(one->text)}};
		struct view view;

		ck_assert_int_eq(fold_run(fold, &view, 0, &part), 0);
		ck_assert_msg(view.letters == one->letters && view.disguised == one->disguised &&
				      view.invisible == one->invisible,
			      "\"%s\": %u letters, %u disguised, %u invisible; not %u, %u, %u", one->text, view.letters,
			      view.disguised, view.invisible, one->letters, one->disguised, one->invisible);
	}
}
END_TEST

/* ---- anything ---- */

/* Pieces that meet each other badly. */
static const char *const PIECES[] = {
	"a", "l", "I", "0", "1", "9", " ", "  ", "\n", ".", ",", "-", "@", "$", "|", "!", "#", "%", "€", "¢", "₿", "word",
	"P0RN0", "а", "о", "Ѕ", "ж", "ω", "ο", "Ⲣ", "Ꭺ", "ꓮ", "հ", "ה", "ا", "م", "ـ", "ที่", "ไ", "한", "ㅎ", "ㅏ", "ㄴ", "ᆫ",
	"か", "カ", "ﾊ", "ﾞ", "゛", "\xe3\x82\x99", "\xe3\x82\x9a", "ー", "―", "一", "力", "へ", "ヘ", "口", "ロ", "々", "〇",
	"㍿", "㋀", "㍘", "ﷺ", "ﬁ", "½", "①", "𝐚", "𝟏", "🄰", "🇯", "🇵", "👩", "\xe2\x80\x8d", "\xe2\x80\x8b", "\xc2\xad",
	"\xcc\x81", "\xcc\xb7", "\xef\xb8\x8f", "\xf3\xa0\x81\x81", "\xe2\x80\xae", "\xe2\x80\xad", "\xe2\x80\xac",
	"\xe2\x80\xaa", "\xe3\x85\xa4", "\x01", "\xef\xbf\xbd", "\xc2\xa0", "क", "्", "ß", "ı", "İ", "ơ", "x y z w",
};
#define PIECE_COUNT (sizeof PIECES / sizeof PIECES[0])

static void check_all_well(const struct text *text, unsigned number)
{
	const char *trouble = fold_trouble(fold, &rule, text->at, text->len);

	ck_assert_msg(trouble == NULL, "text %u, \"%.*s\": %s", number, (int)text->len, text->at, trouble);
}

START_TEST(test_pieces)
{
	struct text text;
	uint32_t seed = 5;

	text_init(&text, 0);
	for (unsigned i = 0; i < 20000; i++) {
		uint32_t count = 1 + draw(&seed, 24);

		text_reset(&text);
		while (count-- > 0)
			text_add_string(&text, PIECES[draw(&seed, PIECE_COUNT)]);
		check_all_well(&text, i);
	}
	text_free(&text);
}
END_TEST

START_TEST(test_every_codepoint)
{
	struct text text;

	text_init(&text, 0);
	for (uint32_t codepoint = 0; codepoint <= 0x10ffff; codepoint += codepoint > 0x30000 ? 61 : 1) {
		static const char *const ROUND[][2] = {{"", ""}, {"ab", "cd"}, {"ка", "ж"}, {"あ", "い"}, {"カ", "カ"}};

		for (size_t i = 0; i < sizeof ROUND / sizeof ROUND[0]; i++) {
			text_reset(&text);
			text_add_string(&text, ROUND[i][0]);
			text_add_codepoint(&text, codepoint);
			text_add_string(&text, ROUND[i][1]);
			check_all_well(&text, codepoint);
		}
	}
	text_free(&text);
}
END_TEST

/* Text that is not UTF-8 is never handed over, but a rule file may hold anything. */
START_TEST(test_bytes)
{
	struct text text;
	uint32_t seed = 6;

	text_init(&text, 0);
	for (unsigned i = 0; i < 5000; i++) {
		uint32_t count = draw(&seed, 40);

		text_reset(&text);
		while (count-- > 0)
			text_add_char(&text, (char)((draw(&seed, 4) != 0 ? 0x80u : 0) + draw(&seed, 128)));
		check_all_well(&text, i);
	}
	text_free(&text);
}
END_TEST

/* What was folded once stays as it is: no honest word is folded into something that folds on. */
START_TEST(test_idempotent)
{
	const char *words = (size_t)_i < LANGUAGE_COUNT ? LANGUAGES[_i].words : ENGLISH;
	struct text again;

	text_init(&again, 0);
	text_reset(&rule);
	ck_assert_int_eq(fold_text(fold, &rule, words, strlen(words)), 0);
	ck_assert_int_eq(fold_text(fold, &again, rule.at, rule.len), 0);
	ck_assert_msg(again.len == rule.len && memcmp(again.at, rule.at, rule.len) == 0, "\"%.*s\" folds on to \"%.*s\"",
		      (int)rule.len, rule.at, (int)again.len, again.at);
	text_free(&again);
}
END_TEST

/* plain.c takes the short way with ASCII words; an invisible character inside sends the same words the long way. */
START_TEST(test_short_way)
{
	struct text text, hidden;
	struct text_part parts[2] = {{0}, {0}};
	struct view views[2];

	text_init(&text, 0);
	text_init(&hidden, 0);
	text_add_string(&text, "will Illegal AAA Aa lll ");
	text_add_string(&text, ENGLISH);
	text_add_string(&text, " 550 1,000.50 5. ,5 1 2 3 P0RN0 7 th1s 12 2026-03-02 10:14:22 ");
	for (size_t i = 0; i < text.len; i++) {
		text_add_char(&hidden, text.at[i]);
		if (text.at[i] != ' ')
			text_add_codepoint(&hidden, 0x2060);
	}
	parts[0].utf8 = (struct bytes){text.at, text.len};
	parts[1].utf8 = (struct bytes){hidden.at, hidden.len};
	for (unsigned i = 0; i < 2; i++)
		ck_assert_int_eq(fold_run(fold, &views[i], i, &parts[i]), 0);
	ck_assert_msg(views[0].folded.len == views[1].folded.len &&
			      memcmp(views[0].folded.at, views[1].folded.at, views[0].folded.len) == 0,
		      "the short way makes \"%.*s\", the long way \"%.*s\"", (int)views[0].folded.len, views[0].folded.at,
		      (int)views[1].folded.len, views[1].folded.at);
	ck_assert_uint_eq(views[0].letters, views[1].letters);
	text_free(&text);
	text_free(&hidden);
}
END_TEST

/* Long words, long runs of single letters, many marks: nothing is lost at the edges of the pieces. */
START_TEST(test_long)
{
	static const char *const UNITS[] = {"ab", "a b c d ", "аж", "ab\xcc\xb7", "か", "あ い", "\xe2\x80\xae\x61\x62", "1,", "b@"};
	struct text text;

	text_init(&text, 0);
	for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++) {
		text_reset(&text);
		while (text.len < 5000)
			text_add_string(&text, UNITS[i]);
		check_all_well(&text, (unsigned)i);
		ck_assert_msg(rule.len > 1000, "\"%s\" 5000 bytes long: only %zu bytes are left", UNITS[i], rule.len);
	}
	text_free(&text);
}
END_TEST

START_TEST(test_slots)
{
	struct text_part first = {.utf8 = {"First", 5}}, second = {.utf8 = {"second text", 11}};
	struct view one, two;

	ck_assert_int_eq(fold_run(fold, &one, 0, &first), 0);
	ck_assert_int_eq(fold_run(fold, &two, 255, &second), 0);
	ck_assert_msg(one.folded.len == 5 && memcmp(one.folded.at, "first", 5) == 0, "slot 0 was overwritten");
	ck_assert_msg(two.folded.len == 11 && two.index == 255, "slot 255");
	fold_reset(fold);
	ck_assert_int_eq(fold_run(fold, &one, 0, &second), 0);
	ck_assert_int_eq((int)one.folded.len, 11);
}
END_TEST

static Suite *fold_map_suite(void)
{
	Suite *suite = suite_create("fold_map");
	TCase *tcase = tcase_create("fold_map");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_places);
	tcase_add_test(tcase, test_counters);
	tcase_add_test(tcase, test_pieces);
	tcase_add_test(tcase, test_every_codepoint);
	tcase_add_test(tcase, test_bytes);
	tcase_add_loop_test(tcase, test_idempotent, 0, LANGUAGE_COUNT + 1);
	tcase_add_test(tcase, test_short_way);
	tcase_add_test(tcase, test_long);
	tcase_add_test(tcase, test_slots);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	SRunner *runner = srunner_create(fold_map_suite());
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
