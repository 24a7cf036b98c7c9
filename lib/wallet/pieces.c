/* pieces.c: turns a stretch of text into the pieces that addresses may be put together from.
 * It must not know which pieces belong together.
 * No standard.
 */
#include "wallet/pieces.h"

#include "base/text.h"
#include "wallet/alike.h"

#include <string.h>

/* What a character is. Letters and digits come last, so that one comparison tells them from the rest. */
enum sort { SORT_BLANK, SORT_LINE, SORT_MARK, SORT_FOREIGN, SORT_INVISIBLE, SORT_DIGIT, SORT_UPPER, SORT_LOWER };

/* The sort of an ASCII character, and what else there is to know of it. */
#define SORT_BITS 7
#define NO_BASE58 8
#define BEYOND_HEX 16

struct seen {
	uint8_t traits;
	char letter;
	uint8_t bytes;
	bool alike;
};

/* clang-format off */
static const uint8_t ascii_traits[128] = {
	[0 ... 8] = SORT_MARK, ['\t'] = SORT_LINE, ['\n'] = SORT_LINE, ['\v' ... '\r'] = SORT_BLANK,
	[14 ... 31] = SORT_MARK, [' '] = SORT_BLANK, ['!' ... '/'] = SORT_MARK,
	['0'] = SORT_DIGIT | NO_BASE58, ['1' ... '9'] = SORT_DIGIT, [':' ... '@'] = SORT_MARK,
	['A' ... 'F'] = SORT_UPPER, ['G' ... 'H'] = SORT_UPPER | BEYOND_HEX,
	['I'] = SORT_UPPER | BEYOND_HEX | NO_BASE58, ['J' ... 'N'] = SORT_UPPER | BEYOND_HEX,
	['O'] = SORT_UPPER | BEYOND_HEX | NO_BASE58, ['P' ... 'Z'] = SORT_UPPER | BEYOND_HEX,
	['[' ... '`'] = SORT_MARK, ['a' ... 'f'] = SORT_LOWER, ['g' ... 'k'] = SORT_LOWER | BEYOND_HEX,
	['l'] = SORT_LOWER | BEYOND_HEX | NO_BASE58, ['m' ... 'z'] = SORT_LOWER | BEYOND_HEX,
	['{' ... 127] = SORT_MARK,
};
/* clang-format on */

static struct seen look_further(const char *text, size_t len)
{
	static const uint8_t sorts[] = {
		[ALIKE_INVISIBLE] = SORT_INVISIBLE,
		[ALIKE_BLANK] = SORT_BLANK,
		[ALIKE_MARK] = SORT_MARK,
		[ALIKE_FOREIGN] = SORT_FOREIGN,
	};
	struct seen seen = {.letter = '?'};
	enum alike_class what;
	uint32_t codepoint;
	size_t bytes = utf8_decode(&codepoint, text, len);

	seen.bytes = bytes == 0 ? 1 : (uint8_t)bytes;
	what = bytes == 0 ? ALIKE_MARK : alike_class(&seen.letter, codepoint); /* no UTF-8 is no letter of anything */
	seen.alike = what == ALIKE_CHAR;
	seen.traits = seen.alike ? ascii_traits[(uint8_t)seen.letter] : sorts[what];
	return seen;
}

static inline struct seen look(const char *text, size_t len)
{
	uint8_t c = (uint8_t)*text;

	if (c >= 128)
		return look_further(text, len);
	return (struct seen){.traits = ascii_traits[c], .letter = *text, .bytes = 1};
}

/* Between pieces; a foreign letter makes the whole gap foreign, a mark makes a blank one a mark. */
static size_t read_gap(struct piece *piece, const char *text, size_t from, size_t to)
{
	size_t at = from;

	while (at < to) {
		struct seen seen = look(text + at, to - at);
		enum sort sort = seen.traits & SORT_BITS;

		if (sort >= SORT_DIGIT)
			break;
		if (sort == SORT_LINE)
			piece->line = true;
		else if (sort == SORT_FOREIGN)
			piece->gap = GAP_FOREIGN;
		else if (sort == SORT_MARK && piece->gap == GAP_BLANK)
			piece->gap = GAP_MARK;
		at += seen.bytes;
	}
	piece->gap_bytes = at - from < UINT16_MAX ? (uint16_t)(at - from) : UINT16_MAX;
	return at;
}

/* What is counted while a piece is read. */
struct counts {
	uint32_t of[SORT_LOWER + 1];
	uint32_t odd, all, no_base58, beyond_hex;
	uint8_t last;
};

/* By the sorts of two letters that meet. */
static const uint8_t meets_oddly[SORT_LOWER + 1][SORT_LOWER + 1] = {
	[SORT_DIGIT] = {[SORT_UPPER] = 1, [SORT_LOWER] = 1},
	[SORT_UPPER] = {[SORT_DIGIT] = 1},
	[SORT_LOWER] = {[SORT_DIGIT] = 1, [SORT_UPPER] = 1},
};

bool pieces_meet_oddly(char before, char after)
{
	return meets_oddly[ascii_traits[(uint8_t)before & 127] & SORT_BITS]
			  [ascii_traits[(uint8_t)after & 127] & SORT_BITS];
}

static inline void count_letter(struct counts *counts, char *chars, char letter, uint8_t traits)
{
	uint8_t sort = traits & SORT_BITS;

	counts->odd += meets_oddly[counts->last][sort];
	counts->of[sort]++;
	counts->no_base58 += (traits & NO_BASE58) != 0;
	counts->beyond_hex += (traits & BEYOND_HEX) != 0;
	counts->last = sort;
	if (counts->all < XS_WALLET_MAX)
		chars[counts->all] = letter;
	counts->all++;
}

/* One character that is not ASCII. What is invisible belongs to the piece only when letters follow. Returns: false when
 * the piece ends before it. */
static bool read_foreign(struct piece *piece, struct counts *counts, bool *unseen_io, char *chars, const char *text,
			 size_t *at_io, size_t to)
{
	struct seen seen = look_further(text + *at_io, to - *at_io);

	if ((seen.traits & SORT_BITS) < SORT_INVISIBLE)
		return false;
	*at_io += seen.bytes;
	if ((seen.traits & SORT_BITS) == SORT_INVISIBLE) {
		*unseen_io = true;
		return true;
	}
	piece->invisible |= *unseen_io;
	piece->alike = true;
	piece->to = *at_io;
	count_letter(counts, chars, seen.letter, seen.traits);
	return true;
}

static void read_letters(struct piece *piece, struct counts *counts, char *chars, const char *text, size_t to)
{
	size_t at = piece->from;
	bool unseen = false;

	while (at < to) {
		uint8_t c = (uint8_t)text[at], traits;

		if (c >= 128) {
			if (!read_foreign(piece, counts, &unseen, chars, text, &at, to))
				break;
			continue;
		}
		traits = ascii_traits[c];
		if ((traits & SORT_BITS) < SORT_DIGIT)
			break;
		piece->invisible |= unseen;
		count_letter(counts, chars, (char)c, traits);
		piece->to = ++at;
	}
}

static bool is_wordlike(const struct counts *counts, char first)
{
	if (counts->of[SORT_DIGIT] > 0)
		return counts->of[SORT_DIGIT] == counts->all;
	return counts->of[SORT_UPPER] == 0 || counts->of[SORT_LOWER] == 0 ||
	       (counts->of[SORT_UPPER] == 1 && first >= 'A' && first <= 'Z');
}

static void read_piece(struct piece *piece, char *chars, const char *text, size_t from, size_t to)
{
	struct counts counts = {0};

	piece->from = piece->to = from;
	read_letters(piece, &counts, chars, text, to);
	if (counts.all >= XS_WALLET_MAX)
		return;
	piece->len = (uint16_t)counts.all;
	piece->odd = (uint16_t)counts.odd;
	piece->letters = (struct letters){
		.uppers = (uint16_t)counts.of[SORT_UPPER],
		.lowers = (uint16_t)counts.of[SORT_LOWER],
		.beyond_hex = (uint16_t)counts.beyond_hex,
		.no_base58 = (uint16_t)counts.no_base58,
	};
	piece->wordlike = is_wordlike(&counts, chars[0]);
}

size_t pieces_read(struct pieces *pieces, const char *text, size_t from, size_t to)
{
	size_t at = from;

	pieces->count = 0;
	pieces->char_count = 0;
	while (at < to && pieces->count < PIECES_MAX && pieces->char_count + XS_WALLET_MAX <= PIECES_CHARS) {
		struct piece *piece = &pieces->at[pieces->count];

		*piece = (struct piece){.start = (uint16_t)pieces->char_count};
		at = read_gap(piece, text, at, to);
		if (at == to)
			break;
		read_piece(piece, pieces->chars + piece->start, text, at, to);
		at = piece->to;
		pieces->char_count += piece->len;
		pieces->count++;
	}
	pieces->end = at;
	return at - from;
}
