/* syntax.c: turns the text of a phrase into segments of spellings.
 * It must not fold, nor know rules or how phrases are found.
 * The syntax is described in extortscan-rules(5).
 */
#include "detect/syntax.h"

#include "base/text.h"

#include <string.h>

#define SYNTAX_SPLIT 8        /* spellings of a segment; with more, it is cheaper as two */
#define SYNTAX_SPLIT_SHORT 64 /* the same beside short words */
#define SYNTAX_SHORT 5        /* bytes */

/* An open group: the spellings of its finished alternatives, and of the one being read. */
struct group {
	struct spellings done, now;
	bool optional;
	size_t at;
};

struct parser {
	struct phrase_parts *parts;
	struct syntax_error *error;
	const char *text;
	size_t len, at;
	struct group groups[LIMIT_PHRASE_DEPTH + 1]; /* the first is the phrase itself: its `now` is the current word */
	size_t depth;
	struct spellings words; /* of the segment so far, without the current word; no spellings: nothing yet */
};

static int syntax_fail(struct parser *parser, size_t at, const char *what)
{
	*parser->error = (struct syntax_error){what, at};
	return -1;
}

static int syntax_no_memory(struct parser *parser)
{
	return syntax_fail(parser, 0, NULL);
}

/* ---- sets of spellings ----------------------------------------------------------------------------------------- */

static int spellings_room(struct parser *parser, struct spellings *set, size_t count)
{
	if (count > LIMIT_PHRASE_LITERALS)
		return syntax_fail(parser, parser->at, "this stands for more than 256 spellings; split the phrase");
	set->at = arena_take(&parser->parts->arena, count * sizeof *set->at);
	set->count = 0;
	return set->at == NULL ? syntax_no_memory(parser) : 0;
}

/* One spelling, which may be empty. */
static int spellings_one(struct parser *parser, struct spellings *set, const char *text, size_t len)
{
	if (spellings_room(parser, set, 1) != 0)
		return -1;
	set->at[set->count++] = (struct bytes){arena_copy(&parser->parts->arena, text, len), len};
	return set->at[0].at == NULL ? syntax_no_memory(parser) : 0;
}

/* Every one of a, followed by between, followed by every one of b. */
static int spellings_product(struct parser *parser, struct spellings *set, const struct spellings *a,
			     const char *between, const struct spellings *b)
{
	size_t between_len = strlen(between);
	struct spellings product;

	if (spellings_room(parser, &product, a->count * b->count) != 0)
		return -1;
	for (size_t i = 0; i < a->count; i++) {
		for (size_t j = 0; j < b->count; j++) {
			size_t len = a->at[i].len + between_len + b->at[j].len;
			char *at = arena_take(&parser->parts->arena, len + 1);

			if (at == NULL)
				return syntax_no_memory(parser);
			memcpy(at, a->at[i].at, a->at[i].len);
			memcpy(at + a->at[i].len, between, between_len);
			memcpy(at + a->at[i].len + between_len, b->at[j].at, b->at[j].len);
			product.at[product.count++] = (struct bytes){at, len};
		}
	}
	*set = product;
	return 0;
}

static int spellings_union(struct parser *parser, struct spellings *set, const struct spellings *more)
{
	struct spellings both;

	if (spellings_room(parser, &both, set->count + more->count) != 0)
		return -1;
	for (size_t i = 0; i < set->count; i++)
		both.at[both.count++] = set->at[i];
	for (size_t i = 0; i < more->count; i++)
		both.at[both.count++] = more->at[i];
	*set = both;
	return 0;
}

static bool is_blank_set(const struct spellings *set)
{
	return set->count == 1 && set->at[0].len == 0;
}

/* ---- words and segments ---------------------------------------------------------------------------------------- */

static struct spellings *parser_now(struct parser *parser)
{
	return &parser->groups[parser->depth].now;
}

static int parser_add(struct parser *parser, const char *text, size_t len)
{
	struct spellings more, *now = parser_now(parser);

	if (spellings_one(parser, &more, text, len) != 0)
		return -1;
	return spellings_product(parser, now, now, "", &more);
}

static int segment_close(struct parser *parser, char join)
{
	struct phrase_parts *parts = parser->parts;

	if (parts->count == LIMIT_PHRASE_SEGMENTS)
		return syntax_fail(parser, parser->at, "the phrase has too many parts; split it");
	if (parser->words.count == 0 && spellings_one(parser, &parser->words, "", 0) != 0)
		return -1;
	parts->segments[parts->count++] = (struct segment){parser->words, join};
	parser->words.count = 0;
	return 0;
}

/* A star between two words of one spelling would make the literals short for nothing: better two segments. */
static bool has_star_between(const struct spellings *words, const struct spellings *word)
{
	for (size_t i = 0; i < words->count; i++)
		if (words->at[i].len > 0 && words->at[i].at[words->at[i].len - 1] == MARK_STAR)
			return true;
	for (size_t i = 0; i < word->count; i++)
		if (word->at[i].len > 0 && word->at[i].at[0] == MARK_STAR)
			return true;
	return false;
}

static bool is_short(const struct spellings *set)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->at[i].len > SYNTAX_SHORT)
			return false;
	return true;
}

/* Would the word make the segment's spellings too many? Where either is a single spelling, nothing is multiplied; and
 * short words are kept with their neighbours, because alone they are found everywhere. */
static bool is_too_many(const struct spellings *words, const struct spellings *word)
{
	size_t most = is_short(words) || is_short(word) ? SYNTAX_SPLIT_SHORT : SYNTAX_SPLIT;

	return words->count > 1 && word->count > 1 && words->count * word->count > most;
}

/* The current word ends: it joins the segment, or begins a new one. */
static int word_close(struct parser *parser)
{
	struct spellings *words = &parser->words, *word = &parser->groups[0].now;

	if (is_blank_set(word))
		return 0;
	if (words->count > 0 && (is_too_many(words, word) || has_star_between(words, word)) &&
	    segment_close(parser, ' ') != 0)
		return -1;
	if (words->count == 0)
		*words = *word;
	else if (spellings_product(parser, words, words, " ", word) != 0)
		return -1;
	return spellings_one(parser, word, "", 0);
}

/* ---- signs ----------------------------------------------------------------------------------------------------- */

static int read_open(struct parser *parser, bool optional)
{
	struct group *group;

	if (parser->depth == LIMIT_PHRASE_DEPTH)
		return syntax_fail(parser, parser->at, "groups nest too deep");
	group = &parser->groups[++parser->depth];
	*group = (struct group){.optional = optional, .at = parser->at};
	return spellings_one(parser, &group->now, "", 0);
}

static int read_bar(struct parser *parser)
{
	struct group *group = &parser->groups[parser->depth];

	if (parser->depth == 0)
		return syntax_fail(parser, parser->at, "| outside of a group; write (a|b)");
	if (spellings_union(parser, &group->done, &group->now) != 0)
		return -1;
	return spellings_one(parser, &group->now, "", 0);
}

static int read_close(struct parser *parser, bool optional)
{
	struct group *group = &parser->groups[parser->depth];
	struct spellings nothing;

	if (parser->depth == 0 || group->optional != optional)
		return syntax_fail(parser, parser->at, optional ? "] without its [" : ") without its (");
	if (spellings_union(parser, &group->done, &group->now) != 0)
		return -1;
	if (optional &&
	    (spellings_one(parser, &nothing, "", 0) != 0 || spellings_union(parser, &group->done, &nothing) != 0))
		return -1;
	parser->depth--;
	return spellings_product(parser, parser_now(parser), parser_now(parser), "", &group->done);
}

/* A gap or a number: between segments when it stands outside of groups, else inside the spelling. */
static int read_mark(struct parser *parser, enum syntax_mark mark)
{
	char sign = (char)mark;

	if (parser->depth > 0)
		return parser_add(parser, &sign, 1);
	if (word_close(parser) != 0)
		return -1;
	if (parser->words.count == 0 && parser->parts->count == 0 && mark != MARK_NUMBER)
		return syntax_fail(parser, parser->at, "a phrase cannot begin with a gap");
	return segment_close(parser, sign);
}

/* Is there a gap at `at`? Returns: how many bytes it takes, 0 for none. */
static size_t gap_at(const char *text, size_t len, size_t at, enum syntax_mark *mark_out)
{
	size_t from = at;

	while (len - at >= 3 && memcmp(text + at, "…", 3) == 0)
		at += 3;
	*mark_out = at - from >= 6 ? MARK_LARGE : MARK_SMALL;
	if (at > from)
		return at - from;
	while (at < len && text[at] == '.')
		at++;
	*mark_out = at - from >= 6 ? MARK_LARGE : MARK_SMALL;
	return at - from >= 3 ? at - from : 0;
}

/* Full-width signs fold to blanks: the phrase would quietly mean something else. */
static const char *wide_sign_at(const char *text, size_t len, size_t at)
{
	static const char *const signs[] = {"（", "）", "｜", "［", "］", "＊", "＃", "＼"};

	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (len - at >= 3 && memcmp(text + at, signs[i], 3) == 0)
			return "full-width signs mean nothing here; write ( | ) [ ] * # \\";
	return NULL;
}

static bool is_plain(const struct parser *parser)
{
	enum syntax_mark mark;

	return strchr("()|[]*#\\ \t\n", parser->text[parser->at]) == NULL &&
	       gap_at(parser->text, parser->len, parser->at, &mark) == 0 &&
	       wide_sign_at(parser->text, parser->len, parser->at) == NULL;
}

/* A run of bytes that mean themselves. */
static int read_text(struct parser *parser)
{
	size_t from = parser->at;

	while (parser->at < parser->len && is_plain(parser)) {
		if ((unsigned char)parser->text[parser->at] < ' ')
			return syntax_fail(parser, parser->at, "a control character");
		parser->at++;
	}
	if (parser->at == from)
		return syntax_fail(parser, parser->at, wide_sign_at(parser->text, parser->len, parser->at));
	return parser_add(parser, parser->text + from, parser->at - from);
}

static int read_escaped(struct parser *parser)
{
	uint32_t codepoint;
	size_t used, from = ++parser->at;

	if (from == parser->len || (unsigned char)parser->text[from] < ' ')
		return syntax_fail(parser, from, "a \\ with nothing behind it");
	used = utf8_decode(&codepoint, parser->text + from, parser->len - from);
	if (used == 0)
		return syntax_fail(parser, from, "not UTF-8");
	parser->at += used;
	return parser_add(parser, parser->text + from, used);
}

static int read_sign(struct parser *parser, char sign)
{
	const char star = MARK_STAR;

	switch (sign) {
	case '(':
	case '[':
		return read_open(parser, sign == '[');
	case ')':
	case ']':
		return read_close(parser, sign == ']');
	case '|':
		return read_bar(parser);
	case '*':
		return parser_add(parser, &star, 1);
	case '#':
		return read_mark(parser, MARK_NUMBER);
	default: /* a blank */
		return parser->depth == 0 ? word_close(parser) : parser_add(parser, " ", 1);
	}
}

static int read_next(struct parser *parser)
{
	enum syntax_mark mark;
	size_t gap = gap_at(parser->text, parser->len, parser->at, &mark);
	char sign = parser->text[parser->at];

	if (gap > 0) {
		if (read_mark(parser, mark) != 0)
			return -1;
		parser->at += gap;
		return 0;
	}
	if (sign == '\\')
		return read_escaped(parser);
	if (strchr("()|[]*# \t\n", sign) == NULL)
		return read_text(parser);
	if (read_sign(parser, sign) != 0)
		return -1;
	parser->at++;
	return 0;
}

static int parser_finish(struct parser *parser)
{
	const struct phrase_parts *parts = parser->parts;
	char last;

	if (parser->depth > 0)
		return syntax_fail(parser, parser->groups[parser->depth].at,
				   parser->groups[parser->depth].optional ? "[ is never closed" : "( is never closed");
	if (word_close(parser) != 0)
		return -1;
	last = parser->words.count > 0 || parts->count == 0 ? MARK_NONE : parts->segments[parts->count - 1].join;
	if (last == MARK_SMALL || last == MARK_LARGE)
		return syntax_fail(parser, parser->len, "a phrase cannot end with a gap");
	return segment_close(parser, MARK_NONE);
}

int syntax_parse(struct phrase_parts *parts, const char *text, size_t len, struct syntax_error *error)
{
	struct parser parser = {.parts = parts, .error = error, .text = text, .len = len};

	parts->count = 0;
	arena_init(&parts->arena, 0);
	if (len > LIMIT_PHRASE_BYTES)
		return syntax_fail(&parser, LIMIT_PHRASE_BYTES, "the phrase is too long; split it");
	if (memchr(text, 0, len) != NULL)
		return syntax_fail(&parser, 0, "a control character");
	if (spellings_one(&parser, &parser.groups[0].now, "", 0) != 0)
		return -1;
	while (parser.at < len)
		if (read_next(&parser) != 0)
			return -1;
	return parser_finish(&parser);
}

void syntax_free(struct phrase_parts *parts)
{
	arena_free(&parts->arena);
	parts->count = 0;
}
