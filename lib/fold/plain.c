/* plain.c: turns words of plain ASCII letters into their skeletons, and plain numbers into themselves, at full speed.
 * It must not know what to do with any other word: it leaves those to the walk.
 * No standard; it must do exactly what word.c does with the same word.
 */
#include "fold/walk.h"

const uint8_t plain_classes[256] = {
	['\t'] = PLAIN_GAP, ['\n'] = PLAIN_GAP,        ['\r'] = PLAIN_GAP,           [' '] = PLAIN_GAP,
	['"'] = PLAIN_GAP,  ['&' ... '/'] = PLAIN_GAP, [':' ... '?'] = PLAIN_GAP,    ['[' ... '`'] = PLAIN_GAP,
	['{'] = PLAIN_GAP,  ['}' ... '~'] = PLAIN_GAP, ['A' ... 'Z'] = PLAIN_LETTER, ['a' ... 'z'] = PLAIN_LETTER,
};

/* ASCII letters as they stand in a skeleton: small, and l is i. */
static const char SKELETON[128] = {
	['A'] = 'a', ['a'] = 'a', ['B'] = 'b', ['b'] = 'b', ['C'] = 'c', ['c'] = 'c', ['D'] = 'd', ['d'] = 'd',
	['E'] = 'e', ['e'] = 'e', ['F'] = 'f', ['f'] = 'f', ['G'] = 'g', ['g'] = 'g', ['H'] = 'h', ['h'] = 'h',
	['I'] = 'i', ['i'] = 'i', ['J'] = 'j', ['j'] = 'j', ['K'] = 'k', ['k'] = 'k', ['L'] = 'i', ['l'] = 'i',
	['M'] = 'm', ['m'] = 'm', ['N'] = 'n', ['n'] = 'n', ['O'] = 'o', ['o'] = 'o', ['P'] = 'p', ['p'] = 'p',
	['Q'] = 'q', ['q'] = 'q', ['R'] = 'r', ['r'] = 'r', ['S'] = 's', ['s'] = 's', ['T'] = 't', ['t'] = 't',
	['U'] = 'u', ['u'] = 'u', ['V'] = 'v', ['v'] = 'v', ['W'] = 'w', ['w'] = 'w', ['X'] = 'x', ['x'] = 'x',
	['Y'] = 'y', ['y'] = 'y', ['Z'] = 'z', ['z'] = 'z',
};

static bool is_repeated(const char *letters, size_t len)
{
	for (size_t i = 1; i < len; i++)
		if (SKELETON[(unsigned char)letters[i]] != SKELETON[(unsigned char)letters[0]])
			return false;
	return true;
}

#define NUMBER_MOST 40 /* longer ones are keys */

/* Returns: how many letters were written. */
static size_t write_skeleton(char *out, uint32_t *map, const char *in, size_t from, size_t to)
{
	size_t len = 0;
	char before = 0;

	for (size_t i = from; i < to; i++) {
		char c = SKELETON[(unsigned char)in[i]];

		out[len] = c;
		map[len] = (uint32_t)i;
		len += c != before;
		before = c;
	}
	return len;
}

/* A word of ASCII letters with ASCII punctuation behind it needs no decision. Returns: false when it is not one. */
bool plain_word(struct walk *walk)
{
	struct sink *sink = walk->sink;
	size_t end = walk->at;

	while (end < walk->len && plain_class(walk->in[end]) == PLAIN_LETTER)
		end++;
	if (end - walk->at < 2 || (end < walk->len && plain_class(walk->in[end]) != PLAIN_GAP))
		return false;
	if (walk->round.before != FOLD_LATIN)
		return false; /* the neighbours may matter */
	if (end - walk->at <= 3 && is_repeated(walk->in + walk->at, end - walk->at))
		return false; /* "hh aa cc kk" may be spaced out */
	if (!sink_reserve(sink, end - walk->at + 4))
		return false;
	walk_write_gap(walk, false);
	sink->len += write_skeleton(sink->at + sink->len, sink->map + sink->len, walk->in, walk->at, end);
	walk->letters += (unsigned)(end - walk->at);
	if (walk->round.posing != 0)
		walk_note_script(walk, FOLD_LATIN, false);
	walk->last = 0;
	walk->beside = 0;
	walk->spacing.count = 0;
	walk->at = end;
	return true;
}

/* A point or comma with a digit of ours behind it, or with what may be a digit of another script. */
static bool may_be_point(const struct walk *walk, size_t at)
{
	unsigned char next = at + 1 < walk->len ? (unsigned char)walk->in[at + 1] : ' ';

	return (walk->in[at] == '.' || walk->in[at] == ',') && (ascii_is_digit((char)next) || next >= 0x80);
}

static size_t number_end(const struct walk *walk)
{
	size_t end = walk->at;

	while (end < walk->len && end - walk->at < NUMBER_MOST &&
	       (ascii_is_digit(walk->in[end]) || (end > walk->at && may_be_point(walk, end))))
		end++;
	return end;
}

/* Digits, and points between them, with ASCII punctuation behind. Returns: false when it is anything else. */
bool plain_number(struct walk *walk)
{
	struct sink *sink = walk->sink;
	size_t end = number_end(walk);

	if (end == walk->at || !ascii_is_digit(walk->in[end - 1]) || !sink_reserve(sink, end - walk->at + 4))
		return false;
	if (end < walk->len && (plain_class(walk->in[end]) != PLAIN_GAP || may_be_point(walk, end)))
		return false;
	walk->letters += (unsigned)(end - walk->at);
	walk_write_gap(walk, false);
	for (; walk->at < end; walk->at++)
		sink_put(sink, (unsigned char)walk->in[walk->at], (uint32_t)walk->at);
	walk->round.after = FOLD_NONE;
	walk->round.leet -= walk->round.leet > 0;
	walk->unseen = 0;
	walk->hyphen_at = 0;
	walk->last = 0;
	walk->beside = 0;
	walk->spacing.count = 0;
	return true;
}
