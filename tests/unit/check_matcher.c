/* check_matcher.c: that libhs and its plain twin find the same places, on honest, random and hostile text. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "detect/aho.h"
#include "detect/boundary.h"
#include "detect/matcher.h"

struct place {
	uint32_t literal;
	size_t end;
};

struct places {
	struct place *at;
	size_t count, size;
};

static int add_place(void *ctx, uint32_t literal, size_t end)
{
	struct places *places = ctx;

	if (places->count == places->size) {
		places->size = places->size == 0 ? 64 : 2 * places->size;
		places->at = realloc(places->at, places->size * sizeof *places->at);
		if (places->at == NULL)
			abort();
	}
	places->at[places->count++] = (struct place){literal, end};
	return 0;
}

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return x->literal < y->literal ? -1 : x->literal > y->literal;
}

static void find(struct places *places, const struct matcher_literal *literals, size_t count, enum matcher_engine engine,
		 const char *text, size_t len)
{
	struct matcher *matcher;
	struct matcher_room *room;

	memset(places, 0, sizeof *places);
	ck_assert_int_eq(matcher_new(&matcher, literals, count, engine, NULL), 0);
	ck_assert_int_eq(matcher_room_new(&room, matcher), 0);
	ck_assert_int_eq(matcher_run(matcher, room, text, len, add_place, places), 0);
	if (places->count > 0)
		qsort(places->at, places->count, sizeof *places->at, compare_places);
	matcher_room_free(&room);
	matcher_free(&matcher);
}

static bool is_at(const struct matcher_literal *literal, const char *text, size_t len, size_t end)
{
	size_t begin = end - literal->bytes.len;

	if (literal->bytes.len > end || memcmp(text + begin, literal->bytes.at, literal->bytes.len) != 0)
		return false;
	return !literal->at_word || text_is_boundary(text, len, begin) ||
	       (ascii_is_digit(text[begin - 1]) && !ascii_is_digit(text[begin]));
}

/* The slow and obvious way. */
static void find_slowly(struct places *places, const struct matcher_literal *literals, size_t count, const char *text,
			size_t len)
{
	memset(places, 0, sizeof *places);
	for (size_t end = 1; end <= len; end++)
		for (size_t i = 0; i < count; i++)
			if (is_at(&literals[i], text, len, end))
				add_place(places, (uint32_t)i, end);
}

static void same_places(const char *name, const struct places *a, const struct places *b)
{
	ck_assert_msg(a->count == b->count, "%s: %zu places, not %zu", name, a->count, b->count);
	for (size_t i = 0; i < a->count; i++)
		if (a->at[i].literal != b->at[i].literal || a->at[i].end != b->at[i].end)
			ck_abort_msg("%s: place %zu: literal %u ends at %zu, not literal %u at %zu", name, i,
				     a->at[i].literal, a->at[i].end, b->at[i].literal, b->at[i].end);
}

static void check_engines(const char *name, const struct matcher_literal *literals, size_t count, const char *text, size_t len)
{
	struct places best, plain, slow;

	find(&best, literals, count, MATCHER_BEST, text, len);
	find(&plain, literals, count, MATCHER_PLAIN, text, len);
	same_places(name, &best, &plain);
	if (len * count < 4000000) {
		find_slowly(&slow, literals, count, text, len);
		same_places(name, &plain, &slow);
		free(slow.at);
	}
	free(best.at);
	free(plain.at);
}

START_TEST(test_words)
{
	static const char *const words[] = {"he", "she", "his", "hers", "h", "shers", "ビット", "ビットコイン", "コイン", "48h", "h48"};
	struct matcher_literal literals[sizeof words / sizeof words[0]];
	static const char text[] = "ushers he said hishers ビットコインhe$his she 48hershe h48h 8ビット";

	for (size_t at_word = 0; at_word < 3; at_word++) { /* none, all, every second one */
		for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
			literals[i] = (struct matcher_literal){{words[i], strlen(words[i])},
							       at_word == 1 || (at_word == 2 && i % 2 == 0)};
		check_engines("words", literals, sizeof words / sizeof words[0], text, sizeof text - 1);
	}
	check_engines("one word", literals, 1, text, sizeof text - 1);
	check_engines("no text", literals, 3, text, 0);
	check_engines("no words", literals, 0, text, sizeof text - 1);
}
END_TEST

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* Distinct literals of a few letters, so that they overlap, nest and share what they can. */
static size_t random_literals(struct matcher_literal *literals, char (*memory)[16], size_t most, unsigned letters, uint32_t seed)
{
	size_t count = 0;

	for (size_t i = 0; i < most; i++) {
		size_t len = 1 + next_random(&seed) % 12;
		bool known = false;

		for (size_t k = 0; k < len; k++)
			memory[count][k] = (char)('a' + next_random(&seed) % letters);
		for (size_t k = 0; k < count && !known; k++)
			known = literals[k].bytes.len == len && memcmp(memory[k], memory[count], len) == 0;
		if (known)
			continue;
		literals[count] = (struct matcher_literal){{memory[count], len}, next_random(&seed) % 2 == 0};
		count++;
	}
	return count;
}

START_TEST(test_random)
{
	static char memory[400][16];
	struct matcher_literal literals[400];
	char text[2000], name[40];
	uint32_t seed = (uint32_t)_i * 7919 + 1;
	unsigned letters = 1 + (unsigned)_i % 5;
	size_t count = random_literals(literals, memory, 1 + (size_t)_i * 8 % 400, letters, seed);

	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)(next_random(&seed) % 5 == 0 ? ' ' : 'a' + (int)(next_random(&seed) % (letters + 1)));
	snprintf(name, sizeof name, "random %d", _i);
	check_engines(name, literals, count, text, sizeof text);
}
END_TEST

/* Every suffix of a long run is a literal: the most places that a text can have. */
START_TEST(test_nested)
{
	static char run[64], text[20000];
	struct matcher_literal literals[60];

	memset(run, 'a', sizeof run);
	memset(text, 'a', sizeof text);
	for (size_t i = 0; i < 60; i++)
		literals[i] = (struct matcher_literal){{run, i + 1}, i % 3 == 0};
	check_engines("nested", literals, 60, text, sizeof text);
	text[10000] = 'b';
	check_engines("nested, broken", literals, 60, text, sizeof text);
}
END_TEST

static int stop_at_three(void *ctx, uint32_t literal, size_t end)
{
	size_t *count = ctx;

	(void)literal;
	(void)end;
	return ++*count == 3;
}

START_TEST(test_stop)
{
	static const struct matcher_literal literal[] = {{{"a", 1}, false}};
	static const struct matcher_literal word[] = {{{"a", 1}, true}};
	static const enum matcher_engine engines[] = {MATCHER_BEST, MATCHER_PLAIN};

	for (size_t i = 0; i < 4; i++) {
		struct matcher *matcher;
		struct matcher_room *room;
		size_t count = 0;

		ck_assert_int_eq(matcher_new(&matcher, i < 2 ? literal : word, 1, engines[i % 2], NULL), 0);
		ck_assert_int_eq(matcher_room_new(&room, matcher), 0);
		ck_assert_int_eq(matcher_run(matcher, room, "a a a a a a", 11, stop_at_three, &count), 0);
		ck_assert_msg(count == 3, "%s: %zu places told", matcher_name(matcher), count);
		matcher_room_free(&room);
		matcher_free(&matcher);
		matcher_free(&matcher); /* NULL is welcome */
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("matcher");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_words);
	tcase_add_loop_test(tcase, test_random, 0, 60);
	tcase_add_test(tcase, test_nested);
	tcase_add_test(tcase, test_stop);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
