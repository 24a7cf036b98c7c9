/* matcher.c: turns a set of literals and a text into the places of the literals.
 * It must not know what a literal means. It is the only file that knows libhs (Hyperscan or Vectorscan).
 * No standard. Measured on 9 kB of mail and the literals of one language: libhs alone 150 us, as short words cost it
 * most; a walk down the prefix tree where words begin 20 us, and its tree is made a hundred times faster.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "detect/matcher.h"

#include "base/error.h"
#include "detect/aho.h"
#include "detect/boundary.h"

#include <stdlib.h>

#ifdef HAVE_HYPERSCAN
#include <hs.h>
#endif

#define MATCHER_HS_MOST 5000  /* literals: libhs compiles 40 a millisecond, and gains little with more */
#define MATCHER_HS_LONGEST 32 /* bytes: on longer literals that repeat themselves libhs 5.4 fails in a scan */

/* A part of the literals, what they are called outside, and what looks for them. What is needed to make it goes. */
struct matcher_part {
	struct bytes *literals; /* while it is made */
	uint32_t *names;        /* likewise */
	size_t count;
	struct aho *aho; /* NULL: libhs has them */
#ifdef HAVE_HYPERSCAN
	hs_database_t *database;
#endif
};

/* Literals that may stand anywhere are in two parts, by their first byte: a text is mostly of one kind, and passed over
 * by the other part's search at once. Only those that begin in ASCII may be libhs's. */
enum part { PART_WORDS, PART_ASCII, PART_OTHERS, PARTS };

struct matcher {
	struct matcher_part parts[PARTS];
#ifdef HAVE_HYPERSCAN
	hs_scratch_t *prototype; /* serves all databases */
#endif
};

struct matcher_room {
#ifdef HAVE_HYPERSCAN
	hs_scratch_t *scratch;
#endif
	char unused; /* a struct must have something in it without libhs, too */
};

/* Whom to tell. */
struct finder {
	int (*found)(void *ctx, uint32_t literal, size_t end);
	void *ctx;
};

#ifdef HAVE_HYPERSCAN

/* The columns that hs_compile_lit_multi() wants. */
struct hs_columns {
	const char **at;
	size_t *len;
	unsigned *id;
	unsigned *flags;
};

static int columns_fill(struct hs_columns *columns, const struct matcher_part *part)
{
	columns->at = calloc(part->count, sizeof *columns->at);
	columns->len = calloc(part->count, sizeof *columns->len);
	columns->id = calloc(part->count, sizeof *columns->id);
	columns->flags = calloc(part->count, sizeof *columns->flags);
	if (columns->at == NULL || columns->len == NULL || columns->id == NULL || columns->flags == NULL)
		return -1;
	for (size_t i = 0; i < part->count; i++) {
		columns->at[i] = part->literals[i].at;
		columns->len[i] = part->literals[i].len;
		columns->id[i] = part->names[i];
	}
	return 0;
}

static void columns_free(struct hs_columns *columns)
{
	free(columns->at);
	free(columns->len);
	free(columns->id);
	free(columns->flags);
}

static int hs_build(struct matcher *matcher, struct matcher_part *part, struct xs_error *err)
{
	struct hs_columns columns = {0};
	hs_compile_error_t *problem = NULL;
	int status = -1;

	if (columns_fill(&columns, part) != 0) {
		error_no_memory(err);
		goto out;
	}
	if (hs_compile_lit_multi(columns.at, columns.flags, columns.id, columns.len, (unsigned)part->count,
				 HS_MODE_BLOCK, NULL, &part->database, &problem) != HS_SUCCESS) {
		error_set(err, NULL, 0, 0, "libhs cannot compile the phrases: %s",
			  problem == NULL || problem->message == NULL ? "no reason given" : problem->message);
		goto out;
	}
	if (hs_alloc_scratch(part->database, &matcher->prototype) != HS_SUCCESS)
		error_no_memory(err);
	else
		status = 0;
out:
	if (problem != NULL)
		hs_free_compile_error(problem);
	columns_free(&columns);
	return status;
}

static int hs_found(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *ctx)
{
	const struct finder *finder = ctx;

	(void)from;
	(void)flags;
	return finder->found(finder->ctx, id, (size_t)to);
}

static int hs_run(const struct matcher_part *part, struct matcher_room *room, const char *text, size_t len,
		  struct finder *finder)
{
	hs_error_t status;

	/* A text of 4 GB cannot come this far, but a cut would be silent. */
	if (len > UINT32_MAX)
		return -1;
	status = hs_scan(part->database, text, (unsigned)len, 0, room->scratch, hs_found, finder);
	return status == HS_SUCCESS || status == HS_SCAN_TERMINATED ? 0 : -1;
}

#endif

/* ---- making ---------------------------------------------------------------------------------------------------- */

/* A literal that begins with a letter of a script without spaces, or with a symbol, may stand anywhere. */
static bool begins_a_word(const struct matcher_literal *literal)
{
	return literal->at_word && letter_at(literal->bytes.at, literal->bytes.len, 0) == LETTER_SPACED;
}

static enum part part_of(const struct matcher_literal *literal)
{
	if (begins_a_word(literal))
		return PART_WORDS;
	return (unsigned char)literal->bytes.at[0] < 0x80 && literal->bytes.len <= MATCHER_HS_LONGEST ? PART_ASCII
												      : PART_OTHERS;
}

static int parts_fill(struct matcher *matcher, const struct matcher_literal *literals, size_t count)
{
	size_t counts[PARTS] = {0};

	for (size_t i = 0; i < count; i++)
		counts[part_of(&literals[i])]++;
	for (size_t i = 0; i < PARTS; i++) {
		struct matcher_part *part = &matcher->parts[i];

		part->literals = calloc(counts[i] + 1, sizeof *part->literals);
		part->names = calloc(counts[i] + 1, sizeof *part->names);
		if (part->literals == NULL || part->names == NULL)
			return -1;
	}
	for (size_t i = 0; i < count; i++) {
		struct matcher_part *part = &matcher->parts[part_of(&literals[i])];

		part->literals[part->count] = literals[i].bytes;
		part->names[part->count++] = (uint32_t)i;
	}
	return 0;
}

static int part_build(struct matcher *matcher, enum part which, enum matcher_engine engine, struct xs_error *err)
{
	struct matcher_part *part = &matcher->parts[which];

#ifdef HAVE_HYPERSCAN
	if (engine == MATCHER_BEST && which == PART_ASCII && part->count > 0 && part->count <= MATCHER_HS_MOST &&
	    hs_valid_platform() == HS_SUCCESS)
		return hs_build(matcher, part, err);
#else
	(void)engine;
#endif
	if ((which == PART_WORDS ? aho_tree_new : aho_new)(&part->aho, part->literals, part->names, part->count) != 0)
		return error_no_memory(err);
	return 0;
}

static int parts_build(struct matcher *matcher, enum matcher_engine engine, struct xs_error *err)
{
	for (int which = 0; which < PARTS; which++)
		if (part_build(matcher, (enum part)which, engine, err) != 0)
			return -1;
	return 0;
}

static void parts_forget(struct matcher *matcher)
{
	for (size_t i = 0; i < PARTS; i++) {
		free(matcher->parts[i].literals);
		free(matcher->parts[i].names);
		matcher->parts[i].literals = NULL;
		matcher->parts[i].names = NULL;
	}
}

int matcher_new(struct matcher **matcher_out, const struct matcher_literal *literals, size_t count,
		enum matcher_engine engine, struct xs_error *err)
{
	struct matcher *matcher = calloc(1, sizeof *matcher);
	int status;

	*matcher_out = matcher;
	if (matcher == NULL)
		return error_no_memory(err);
	if (parts_fill(matcher, literals, count) != 0)
		status = error_no_memory(err);
	else
		status = parts_build(matcher, engine, err);
	parts_forget(matcher);
	if (status != 0)
		matcher_free(matcher_out);
	return status;
}

const char *matcher_name(const struct matcher *matcher)
{
#ifdef HAVE_HYPERSCAN
	if (matcher->prototype != NULL)
		return "libhs";
#else
	(void)matcher;
#endif
	return "plain";
}

void matcher_free(struct matcher **matcher_io)
{
	struct matcher *matcher = *matcher_io;

	*matcher_io = NULL;
	if (matcher == NULL)
		return;
	for (size_t i = 0; i < PARTS; i++) {
		aho_free(&matcher->parts[i].aho);
#ifdef HAVE_HYPERSCAN
		hs_free_database(matcher->parts[i].database);
#endif
	}
#ifdef HAVE_HYPERSCAN
	hs_free_scratch(matcher->prototype);
#endif
	free(matcher);
}

int matcher_room_new(struct matcher_room **room_out, const struct matcher *matcher)
{
	struct matcher_room *room = calloc(1, sizeof *room);

	*room_out = room;
	if (room == NULL)
		return -1;
#ifdef HAVE_HYPERSCAN
	if (matcher->prototype != NULL && hs_clone_scratch(matcher->prototype, &room->scratch) != HS_SUCCESS) {
		matcher_room_free(room_out);
		return -1;
	}
#else
	(void)matcher;
#endif
	return 0;
}

void matcher_room_free(struct matcher_room **room_io)
{
	struct matcher_room *room = *room_io;

	*room_io = NULL;
	if (room == NULL)
		return;
#ifdef HAVE_HYPERSCAN
	hs_free_scratch(room->scratch);
#endif
	free(room);
}

/* ---- running --------------------------------------------------------------------------------------------------- */

/* What a word can begin with: a character of a higher class than the one in front of it. */
enum class { CLASS_NONE, CLASS_DIGIT, CLASS_LETTER };

#define X CLASS_LETTER
static const uint8_t ascii_class[128] = {
	['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1,
	['9'] = 1, ['a'] = X, ['b'] = X, ['c'] = X, ['d'] = X, ['e'] = X, ['f'] = X, ['g'] = X, ['h'] = X,
	['i'] = X, ['j'] = X, ['k'] = X, ['l'] = X, ['m'] = X, ['n'] = X, ['o'] = X, ['p'] = X, ['q'] = X,
	['r'] = X, ['s'] = X, ['t'] = X, ['u'] = X, ['v'] = X, ['w'] = X, ['x'] = X, ['y'] = X, ['z'] = X,
	['A'] = X, ['B'] = X, ['C'] = X, ['D'] = X, ['E'] = X, ['F'] = X, ['G'] = X, ['H'] = X, ['I'] = X,
	['J'] = X, ['K'] = X, ['L'] = X, ['M'] = X, ['N'] = X, ['O'] = X, ['P'] = X, ['Q'] = X, ['R'] = X,
	['S'] = X, ['T'] = X, ['U'] = X, ['V'] = X, ['W'] = X, ['X'] = X, ['Y'] = X, ['Z'] = X,
};
#undef X

/* Word begins among the ASCII characters of [at, len), up to `most` of them. Returns: how many; *at_io stands behind
 * what was read: at a character beyond ASCII, or at the end. There is no branch on what a character is, since a branch
 * that is guessed wrong at every word would cost more than the rest. */
static size_t ascii_words(uint32_t *begins, size_t most, const char *text, size_t len, size_t *at_io,
			  uint8_t *before_io)
{
	size_t at = *at_io, count = 0;
	uint8_t before = *before_io;

	for (; at < len && count < most && (unsigned char)text[at] < 0x80; at++) {
		uint8_t class = ascii_class[(unsigned char)text[at]];

		begins[count] = (uint32_t)at;
		count += class > before;
		before = class;
	}
	*at_io = at;
	*before_io = before;
	return count;
}

/* Look where words begin. Returns: what found() returned last. */
static int run_words(const struct aho *tree, const char *text, size_t len, struct finder *finder)
{
	uint8_t before = CLASS_NONE;
	uint32_t begins[64];
	int stop = 0;

	for (size_t at = 0; at < len && stop == 0;) {
		size_t count = ascii_words(begins, 64, text, len, &at, &before);

		for (size_t i = 0; i < count && stop == 0; i++)
			stop = aho_walk(tree, text, len, begins[i], finder->found, finder->ctx);
		while (at < len && (unsigned char)text[at] >= 0x80 && stop == 0) {
			size_t used;
			uint8_t class = letter_read(text, len, at, &used) == LETTER_SPACED ? CLASS_LETTER : CLASS_NONE;

			if (class > before)
				stop = aho_walk(tree, text, len, at, finder->found, finder->ctx);
			before = class;
			at += used;
		}
	}
	return stop;
}

/* Look everywhere. Returns: 0 or -1 (the engine failed). */
static int run_anywhere(const struct matcher_part *part, struct matcher_room *room, const char *text, size_t len,
			struct finder *finder)
{
#ifdef HAVE_HYPERSCAN
	if (part->aho == NULL)
		return hs_run(part, room, text, len, finder);
#else
	(void)room;
#endif
	aho_run(part->aho, text, len, finder->found, finder->ctx);
	return 0;
}

int matcher_run(const struct matcher *matcher, struct matcher_room *room, const char *text, size_t len,
		int (*found)(void *ctx, uint32_t literal, size_t end), void *ctx)
{
	struct finder finder = {found, ctx};

	for (int which = 0; which < PARTS; which++) {
		const struct matcher_part *part = &matcher->parts[which];
		int status = 0;

		if (part->count == 0)
			continue;
		if (which != PART_WORDS)
			status = run_anywhere(part, room, text, len, &finder);
		else if (run_words(part->aho, text, len, &finder) != 0)
			break;
		if (status != 0)
			return status;
	}
	return 0;
}
