/* gap.c: turns two places in a folded text into "these belong together" or not.
 * It must not know phrases, rules or how literals are found.
 * No standard; folded text is described in fold/fold.h: single blanks, no punctuation but in numbers, a few symbols.
 */
#include "detect/gap.h"

#include "base/limits.h"
#include "detect/boundary.h"

#include <string.h>

#define GAP_WORDS 8

const char *gap_add(struct gap *gap, enum gap_piece piece)
{
	uint16_t *reach = gap->number ? &gap->after : &gap->before;

	if (piece == GAP_PIECE_STAR) {
		if (gap->apart)
			gap->star_right = true;
		else
			gap->star_left = true;
		return NULL;
	}
	if (gap->star_right) { /* it touches no word on the right either: it is one itself */
		gap->star_right = false;
		if (gap->words++ == GAP_WORDS)
			return "too many * in a row; write a gap";
	}
	gap->apart = true;
	if (piece == GAP_PIECE_NUMBER && gap->number)
		return "two numbers without a word between them; the sign itself is \\#";
	if (piece == GAP_PIECE_NUMBER)
		gap->number = true;
	else if (piece == GAP_PIECE_SMALL && *reach < GAP_LARGE)
		*reach = (uint16_t)(*reach + GAP_SMALL);
	else if (piece == GAP_PIECE_LARGE)
		*reach = GAP_LARGE;
	return NULL;
}

bool gap_same(const struct gap *a, const struct gap *b)
{
	return a->before == b->before && a->after == b->after && a->number == b->number && a->apart == b->apart &&
	       a->star_left == b->star_left && a->star_right == b->star_right && a->words == b->words;
}

/* ---- numbers ------------------------------------------------------------------------------------------------- */

static bool is_digit_at(const char *text, size_t len, size_t at)
{
	return at < len && ascii_is_digit(text[at]);
}

/* " 900" of "1 900", which the fold makes of "1'900" as well. */
static bool is_thousands(const char *text, size_t len, size_t at)
{
	return text[at] == ' ' && is_digit_at(text, len, at + 1) && is_digit_at(text, len, at + 2) &&
	       is_digit_at(text, len, at + 3) && !is_digit_at(text, len, at + 4);
}

size_t text_number_end(const char *text, size_t len, size_t at)
{
	size_t begin = at;

	while (at < len) {
		if (ascii_is_digit(text[at]))
			at++;
		else if ((text[at] == '.' || text[at] == ',') && is_digit_at(text, len, at + 1))
			at++;
		else if (at - begin <= 3 && is_thousands(text, len, at))
			at += 4, begin = at - 3; /* more thousands may follow */
		else
			break;
	}
	return at;
}

/* Blanks and currency signs stand beside a number for nothing. Returns: how many bytes of them, at most `room`. */
static size_t skip_signs(const char *text, size_t len, size_t at, size_t room)
{
	size_t from = at;

	while (at < len && at - from < room) {
		uint32_t codepoint;
		size_t used = utf8_decode(&codepoint, text + at, len - at);

		if (used == 0 || letter_of(codepoint) != LETTER_NONE || used > room - (at - from))
			break;
		at += used;
	}
	return at - from;
}

#define SIGNS 5 /* bytes of a blank, a currency sign and another blank */

/* ---- how far apart ---------------------------------------------------------------------------------------------- */

/* Bytes of [from, to) that are not ASCII, eight at a time. */
static size_t count_high(const char *text, size_t from, size_t to)
{
	size_t high = 0;

	for (; to - from >= 8; from += 8) {
		uint64_t eight;

		memcpy(&eight, text + from, sizeof eight);
		high += (eight >> 7 & UINT64_C(0x0101010101010101)) * UINT64_C(0x0101010101010101) >> 56;
	}
	for (; from < to; from++)
		high += (unsigned char)text[from] >> 7;
	return high;
}

/* Letters in [from, to). In scripts without spaces a letter says about as much as three elsewhere, and it takes three
 * bytes: there bytes are counted. */
static size_t count_letters(const char *text, size_t from, size_t to)
{
	size_t letters = 0, used;

	for (; from < to; from += used)
		letters += letter_read(text, to, from, &used) == LETTER_CONTINUOUS ? used : 1;
	return letters;
}

#define LETTER_BYTES 3 /* of a letter of a script with spaces, at most; a rare longer one only counts as more */

/* Are there at most `reach` letters in [from, to)? */
static bool is_within(const char *text, size_t from, size_t to, size_t reach)
{
	size_t bytes = to - from;

	if (bytes <= reach)
		return true;
	if (bytes > LETTER_BYTES * reach || bytes - count_high(text, from, to) > reach)
		return false;
	return count_letters(text, from, to) <= reach;
}

/* Where the word goes on to after a stem that ends at `at`; SIZE_MAX when it is longer than a star covers. Stems of
 * scripts without spaces have no word end: their star is a gap of its own, see slack_of(). */
static size_t word_end(const char *text, size_t len, size_t at)
{
	size_t letters = 0;

	if (letter_before(text, at) == LETTER_CONTINUOUS)
		return at;
	while (!text_is_boundary(text, len, at)) {
		do
			at++;
		while (at < len && is_inside_character(text[at]));
		if (++letters > LIMIT_PHRASE_ENDING)
			return SIZE_MAX;
	}
	return at;
}

static size_t word_begin(const char *text, size_t len, size_t at)
{
	size_t letters = 0;

	if (letter_at(text, len, at) == LETTER_CONTINUOUS)
		return at;
	while (!text_is_boundary(text, len, at)) {
		do
			at--;
		while (at > 0 && is_inside_character(text[at]));
		if (++letters > LIMIT_PHRASE_ENDING)
			return SIZE_MAX;
	}
	return at;
}

/* ---- gaps ------------------------------------------------------------------------------------------------------ */

/* What a star beside a script without spaces may cover, and what words may that stand beside a gap. */
static size_t slack_of(const struct gap *gap, const char *text, size_t len, size_t from, size_t to)
{
	size_t slack = 0;

	/* without blanks, or beside a gap or number, words are not counted: their room is enough */
	if (gap->before > 0 || gap->number || letter_before(text, from) == LETTER_CONTINUOUS ||
	    letter_at(text, len, to) == LETTER_CONTINUOUS)
		slack += gap->words * (size_t)(LIMIT_PHRASE_ENDING + 1);
	if (gap->star_left && letter_before(text, from) == LETTER_CONTINUOUS)
		slack += LIMIT_PHRASE_ENDING;
	if (gap->star_right && letter_at(text, len, to) == LETTER_CONTINUOUS)
		slack += LIMIT_PHRASE_ENDING;
	return slack;
}

static size_t count_blanks(const char *text, size_t from, size_t to)
{
	size_t blanks = 0;

	for (; from < to; from++)
		blanks += text[from] == ' ';
	return blanks;
}

/* A number within [from, to) with at most `before` and `after` letters beside it. */
static bool has_number(const struct gap *gap, const char *text, size_t from, size_t to, size_t slack)
{
	size_t at = from;

	while (at < to && at - from <= LETTER_BYTES * (gap->before + slack) + SIGNS) {
		size_t end, lead, trail;

		if (!ascii_is_digit(text[at])) {
			at++;
			continue;
		}
		end = text_number_end(text, to, at);
		lead = skip_signs(text, at, from, SIGNS);
		trail = skip_signs(text, to, end, SIGNS);
		if (is_within(text, from + lead, at, gap->before + slack) &&
		    is_within(text, end + trail, to, gap->after + slack))
			return true;
		at = end;
	}
	return false;
}

/* Two halves of one word: "foo*bar". */
static bool fits_in_word(const char *text, size_t from, size_t to)
{
	return to >= from && is_within(text, from, to, LIMIT_PHRASE_ENDING) && count_blanks(text, from, to) == 0;
}

/* The longest number that is looked for, with its signs, is longer than people write. */
#define NUMBER_BYTES 40

uint16_t gap_most(const struct gap *gap)
{
	unsigned words = gap->words + (unsigned)gap->star_left + gap->star_right;
	unsigned letters = gap->before + gap->after + words * (LIMIT_PHRASE_ENDING + 1) + (gap->before > 0 ? 2 : 0);

	return (uint16_t)(LETTER_BYTES * letters + (gap->number ? NUMBER_BYTES : 1));
}

bool gap_is_plain(const struct gap *gap)
{
	return !gap->number && !gap->star_left && !gap->star_right;
}

bool gap_fits(const struct gap *gap, const char *text, size_t len, size_t from, size_t to)
{
	/* a quick look: reach, stars and words on both sides, and a number in between */
	const size_t most =
		(size_t)gap->before + gap->after + (gap->words + 2u) * (LIMIT_PHRASE_ENDING + 1) + GAP_SMALL;
	size_t slack;

	if (to < from || to - from > LETTER_BYTES * most)
		return false;
	if (!gap->apart)
		return fits_in_word(text, from, to);
	slack = slack_of(gap, text, len, from, to);
	if (gap->star_left)
		from = word_end(text, len, from);
	if (gap->star_right)
		to = word_begin(text, len, to);
	if (from > to || to == SIZE_MAX)
		return false;
	if (gap->number)
		return (gap_right_side(gap) != GAP_SIDE_WORD || text_is_boundary(text, len, to)) &&
		       has_number(gap, text, from, to, slack);
	if (!text_is_boundary(text, len, from) || !text_is_boundary(text, len, to))
		return false;
	if (gap->before == 0 && slack == 0 && gap->words > 0)
		return count_blanks(text, from, to) == gap->words + 1u;
	if (gap->before == 0 && slack == 0)
		return to == from || (to - from == 1 && text[from] == ' ');
	return is_within(text, from, to, gap->before + slack + 2); /* with a blank at either end */
}

/* A number that ends where the gap in front of `to` allows it. */
static bool has_number_before(const struct gap *gap, const char *text, size_t to)
{
	size_t at = to;

	while (at > 0 && to - at <= LETTER_BYTES * (size_t)gap->after + SIGNS) {
		at--;
		if (ascii_is_digit(text[at]))
			return is_within(text, at + 1 + skip_signs(text, to, at + 1, SIGNS), to, gap->after);
	}
	return false;
}

bool gap_opens(const struct gap *gap, const char *text, size_t len, size_t to)
{
	bool star = gap->star_right || (gap->star_left && !gap->apart);

	if (star)
		to = word_begin(text, len, to);
	if (to == SIZE_MAX)
		return false;
	if (gap->number)
		return (star || text_side_before(text, len, to) >= gap_right_side(gap)) &&
		       has_number_before(gap, text, to);
	return star || text_is_boundary(text, len, to);
}

bool gap_closes(const struct gap *gap, const char *text, size_t len, size_t from)
{
	if (gap->star_left)
		from = word_end(text, len, from);
	if (from == SIZE_MAX)
		return false;
	if (!gap->number)
		return text_is_boundary(text, len, from);
	if (!gap->star_left && text_side_behind(text, len, from) < gap_left_side(gap))
		return false;
	for (size_t at = from; at < len && at - from <= LETTER_BYTES * (size_t)gap->before + SIGNS; at++)
		if (ascii_is_digit(text[at]))
			return is_within(text, from + skip_signs(text, at, from, SIGNS), at, gap->before);
	return false;
}

enum gap_side gap_left_side(const struct gap *gap)
{
	if (gap->star_left)
		return GAP_SIDE_ANY;
	return gap->number && gap->before == 0 ? GAP_SIDE_NUMBER : GAP_SIDE_WORD;
}

enum gap_side gap_right_side(const struct gap *gap)
{
	if (gap->star_right || (!gap->apart && gap->star_left))
		return GAP_SIDE_ANY;
	return gap->number && gap->after == 0 ? GAP_SIDE_NUMBER : GAP_SIDE_WORD;
}

enum gap_side text_side_before(const char *text, size_t len, size_t at)
{
	if (text_is_boundary(text, len, at))
		return GAP_SIDE_WORD;
	return at > 0 && ascii_is_digit(text[at - 1]) ? GAP_SIDE_NUMBER : GAP_SIDE_ANY;
}

enum gap_side text_side_behind(const char *text, size_t len, size_t at)
{
	if (text_is_boundary(text, len, at))
		return GAP_SIDE_WORD;
	return is_digit_at(text, len, at) ? GAP_SIDE_NUMBER : GAP_SIDE_ANY;
}
