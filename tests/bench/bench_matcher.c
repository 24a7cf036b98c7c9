/* bench_matcher.c: what finding costs: both engines alone, and phrase_find() as a whole, by number of phrases.
 * Prints one line a case. Arguments: a folder of packs, and a file of text, to measure those instead of made-up ones.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "detect/ruleset.h"
#include "fold/fold.h"

#define TEXT_BYTES 10240

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A word of a made-up language of 4,000 words, the common ones more often. */
static int put_word(char *out, size_t size, uint32_t *seed)
{
	static const char *const parts[] = {"ba", "con", "du", "er", "fi", "gen", "ho", "ist", "ka", "lu",
					    "men", "no", "or", "pe", "qua", "rin", "so", "ta", "un", "ver"};
	uint32_t common = next_random(seed) % 4, word = next_random(seed) % (common == 0 ? 4000 : 200);

	return snprintf(out, size, "%s%s%s", parts[word % 20], parts[word / 20 % 20],
			word < 400 ? "" : parts[word / 400 % 10]);
}

static void write_pack(const char *path, size_t phrases)
{
	FILE *pack = fopen(path, "w");
	uint32_t seed = 1;
	char word[32];

	if (pack == NULL)
		return;
	fprintf(pack, "pack: bench\nphrases:\n  PAY:\n");
	for (size_t i = 0; i < phrases; i++) {
		fprintf(pack, "    - { id: p%zu, weight: 1, any: ['", i);
		for (int k = 0; k < 4; k++) {
			put_word(word, sizeof word, &seed);
			fprintf(pack, "%s%s", k == 0 ? "" : k == 2 && i % 2 == 0 ? " … " : " ", word);
		}
		fprintf(pack, "'] }\n");
	}
	fclose(pack);
}

static char *make_text(size_t len)
{
	char *text = malloc(len + 64);
	size_t at = 0;
	uint32_t seed = 99;

	while (text != NULL && at < len) {
		at += (size_t)put_word(text + at, 64, &seed);
		text[at++] = ' ';
	}
	return text;
}

/* The first TEXT_BYTES of a file. */
static char *read_text(const char *path)
{
	FILE *stream = fopen(path, "rb");
	char *text = stream == NULL ? NULL : calloc(1, TEXT_BYTES + 1);

	if (text != NULL && fread(text, 1, TEXT_BYTES, stream) == 0)
		text[0] = '\0';
	if (stream != NULL)
		fclose(stream);
	return text;
}

static int count_place(void *ctx, uint32_t literal, size_t end)
{
	size_t *count = ctx;

	(void)literal;
	(void)end;
	++*count;
	return 0;
}

static void bench_engine(const struct matcher_literal *literals, size_t count, enum matcher_engine engine, struct bytes text)
{
	struct matcher *matcher;
	struct matcher_room *room;
	double begin = seconds(), made;
	size_t places = 0, runs = 0;

	if (matcher_new(&matcher, literals, count, engine, NULL) != 0 || matcher_room_new(&room, matcher) != 0)
		return;
	made = seconds() - begin;
	begin = seconds();
	for (; runs < 200 || seconds() - begin < 0.5; runs++)
		matcher_run(matcher, room, text.at, text.len, count_place, &places);
	begin = seconds() - begin;
	printf("  %-6s made in %6.1f ms  %8.1f us a text  %7.0f MB/s  %zu places a text\n", matcher_name(matcher),
	       made * 1e3, begin / (double)runs * 1e6, (double)text.len * (double)runs / begin / 1e6, places / runs);
	matcher_room_free(&room);
	matcher_free(&matcher);
}

static void bench_phrases(const struct xs_rules *rules, const struct view *view)
{
	static struct hit memory[LIMIT_HITS];
	struct hits hits = {memory, 0, LIMIT_HITS, false};
	struct amount_hit amounts[16];
	struct matcher_scratch *scratch;
	double begin, phrases, money;
	size_t runs = 0, found;

	if (rules_scratch_new(&scratch, rules) != 0)
		return;
	begin = seconds();
	for (; runs < 200 || seconds() - begin < 0.5; runs++) {
		hits.count = 0;
		phrase_find(&hits, scratch, rules, view);
	}
	phrases = (seconds() - begin) / (double)runs;
	found = hits.count;
	begin = seconds();
	for (runs = 0; runs < 200 || seconds() - begin < 0.1; runs++)
		amount_find(amounts, 16, rules, view);
	money = (seconds() - begin) / (double)runs;
	printf("  phrase_find %8.1f us a text, %zu hits   amount_find %6.1f us\n", phrases * 1e6, found, money * 1e6);
	rules_scratch_free(&scratch);
}

static void bench_rules(const char *dir, const char *text)
{
	struct text_part part = {.kind = XS_TEXT_VISIBLE, .utf8 = {text, strlen(text)}};
	struct view view = {.text = &part};
	struct xs_rules *rules;
	struct xs_error err;
	struct fold *fold;
	double begin = seconds();

	if (fold_new(&fold) != 0 || fold_run(fold, &view, 0, &part) != 0)
		return;
	view.text = &part;
	if (xs_rules_load(&rules, &dir, 1, NULL, &err) != 0) {
		printf("%s\n", err.text);
		fold_free(&fold);
		return;
	}
	printf("%zu rules, %zu literals, %zu edges, %zu live states, loaded in %.0f ms; text of %zu bytes\n",
	       rules->rule_count, rules->graph.literal_count, rules->graph.edge_count, rules->graph.live_count,
	       (seconds() - begin) * 1e3, view.folded.len);
	bench_phrases(rules, &view);
	xs_rules_free(&rules);
	fold_free(&fold);
}

static void bench_set(const struct literal_set *set, bool at_word, const char *text)
{
	struct matcher_literal *literals = calloc(set->count, sizeof *literals);

	if (literals == NULL)
		return;
	for (size_t i = 0; i < set->count; i++)
		literals[i] = (struct matcher_literal){set->at[i], at_word};
	printf("%zu literals, %s\n", set->count, at_word ? "where words begin" : "anywhere");
	bench_engine(literals, set->count, MATCHER_BEST, (struct bytes){text, TEXT_BYTES});
	if (!at_word)
		bench_engine(literals, set->count, MATCHER_PLAIN, (struct bytes){text, TEXT_BYTES});
	free(literals);
}

/* The engines alone, on the same words as the packs. */
static void bench_engines(size_t count, const char *text)
{
	struct literal_set set;
	uint32_t seed = 1, number;
	char literal[80];

	literal_set_init(&set);
	while (set.count < count) {
		int len = put_word(literal, sizeof literal, &seed);

		literal[len++] = ' ';
		len += put_word(literal + len, sizeof literal - (size_t)len, &seed);
		if (literal_set_add(&set, &number, literal, (size_t)len) != 0)
			break;
	}
	bench_set(&set, false, text);
	bench_set(&set, true, text);
	literal_set_free(&set);
}

int main(int argc, char **argv)
{
	static const size_t counts[] = {100, 1000, 10000, 100000};
	char dir[] = "/tmp/bench_matcher.XXXXXX", path[64];
	char *text = argc > 2 ? read_text(argv[2]) : make_text(TEXT_BYTES);

	if (text == NULL)
		return EXIT_FAILURE;
	if (argc > 1) {
		bench_rules(argv[1], text);
		free(text);
		return EXIT_SUCCESS;
	}
	for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
		bench_engines(counts[i], text);
	if (mkdtemp(dir) == NULL)
		return EXIT_FAILURE;
	snprintf(path, sizeof path, "%s/bench.yaml", dir);
	for (size_t i = 0; i < 3; i++) {
		write_pack(path, counts[i]);
		bench_rules(dir, text);
	}
	unlink(path);
	rmdir(dir);
	free(text);
	return EXIT_SUCCESS;
}
