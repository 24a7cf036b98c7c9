/* spaced.c: turns letters that stand apart ("v i d e o", "p.o.r.n") into the word that they spell.
 * It must not know how words are read or written; it looks ahead a few letters, never further.
 * No standard: what spam does.
 */
#include "fold/walk.h"

#define SPACED_LEAST 4   /* "U S A" is three letters */
#define SPACED_AGAIN 2   /* beside a word that was spaced out in the same way, "o f" is one, too */
#define SPACED_REPEATS 3 /* "h.hh.a.cc.k": a doubled letter is one letter */

/* Narrow, and one sign for all that differ in nothing that matters here. */
static uint32_t plain_sign(uint32_t codepoint)
{
	if (codepoint == 0xa0 || codepoint == '\t' || codepoint == 0x3000 ||
	    (codepoint >= 0x2000 && codepoint <= 0x200a))
		return ' ';
	return codepoint >= 0xff01 && codepoint <= 0xff5e ? codepoint - 0xfee0 : codepoint;
}

/* May the sign that stands behind something unseen be left out, because the unseen was spaced out like a letter? Two
 * blanks with something invisible between them may as well be the wider gap between words: once is enough for those. */
static bool is_echo(const struct separator *separator, uint32_t sign, uint8_t unseen, bool *once)
{
	if (separator->count == 0 || sign != separator->signs[separator->count - 1])
		return false;
	if (unseen == FOLD_MARK || (unseen == FOLD_INVISIBLE && sign > ' '))
		return true;
	if (unseen != FOLD_INVISIBLE || *once)
		return false;
	*once = true;
	return true;
}

/* What stands between two letters, invisible ones left out. Returns: the place behind it, 0 when it is too wide. */
static size_t read_separator(const struct walk *walk, struct separator *separator_out, size_t at)
{
	uint8_t unseen = FOLD_GAP;
	bool once = false;

	separator_out->count = 0;
	while (at < walk->len) {
		uint32_t codepoint;
		size_t used = walk_peek(walk, &codepoint, at);
		const struct fold_record *record = fold_table_at(codepoint);
		uint8_t kind = record->kind;

		if (kind == FOLD_MARK || kind == FOLD_INVISIBLE) {
			unseen = kind;
		} else if (kind != FOLD_GAP && kind != FOLD_SHAPE && (kind != FOLD_SYMBOL || record->latin != 0)) {
			break;
		} else {
			if (!is_echo(separator_out, plain_sign(codepoint), unseen, &once)) {
				if (separator_out->count == SEPARATOR_MAX)
					return 0;
				separator_out->signs[separator_out->count++] = plain_sign(codepoint);
			}
			unseen = FOLD_GAP;
		}
		at += used;
	}
	return separator_out->count == 0 ? 0 : at;
}

/* Single signs other than blanks may take turns: "v.i-d_e*o". */
static bool is_same(const struct separator *one, const struct separator *two)
{
	if (one->count != two->count)
		return false;
	if (one->count == 1 && one->signs[0] > ' ' && two->signs[0] > ' ')
		return true;
	for (unsigned i = 0; i < one->count; i++)
		if (one->signs[i] != two->signs[i])
			return false;
	return true;
}

/* One letter or digit, standing alone. */
struct single {
	size_t at, end;
	uint32_t codepoint;
	bool digit;
};

/* Returns: false when there is none at this place. */
static bool read_single(const struct walk *walk, struct single *single_out, size_t at)
{
	const struct fold_record *first = NULL;
	unsigned repeats = 0;

	single_out->at = at;
	while (at < walk->len) {
		uint32_t codepoint;
		size_t used = walk_peek(walk, &codepoint, at);
		const struct fold_record *record = fold_table_at(codepoint);

		if (record->kind == FOLD_LETTER || record->kind == FOLD_DIGIT) {
			if (first != NULL && (record->script != FOLD_LATIN || record->latin != first->latin ||
					      ++repeats == SPACED_REPEATS))
				return false;
			if (first == NULL)
				single_out->codepoint = codepoint;
			first = first == NULL ? record : first;
		} else if (record->kind != FOLD_MARK && record->kind != FOLD_INVISIBLE) {
			if (record->kind != FOLD_GAP && record->kind != FOLD_SHAPE && record->kind != FOLD_SYMBOL)
				return false;
			break;
		}
		at += used;
	}
	single_out->end = at;
	single_out->digit = first != NULL && first->kind == FOLD_DIGIT;
	return first != NULL;
}

/* The next letter behind the same separator. */
static bool next_single(const struct walk *walk, struct single *single_out, size_t at,
			const struct separator *separator)
{
	struct separator between;
	size_t place = read_separator(walk, &between, at);

	return place != 0 && is_same(&between, separator) && read_single(walk, single_out, place);
}

/* How many letters follow each other behind this separator, counting no further than enough; digits are none. */
static unsigned count_letters(const struct walk *walk, size_t *at, const struct separator *separator, unsigned enough)
{
	struct single single;
	unsigned letters = 0, members = 0;

	while (members < enough && next_single(walk, &single, *at, separator)) {
		letters += !single.digit;
		members++;
		*at = single.end;
	}
	return members < enough || letters + 1 < enough ? 0 : members;
}

/* Short words are spaced out when their neighbour is: "t h e   v i d e o", "v i d e o   o f". */
static bool is_spaced(const struct walk *walk, const struct separator *separator)
{
	struct separator gap;
	struct single single;
	size_t at = walk->at, place;

	if (walk->spacing.count != 0 && is_same(&walk->spacing, separator))
		return count_letters(walk, &at, separator, SPACED_AGAIN - 1) != 0;
	if (count_letters(walk, &at, separator, SPACED_LEAST - 1) != 0)
		return true;
	place = read_separator(walk, &gap, at);
	return at > walk->at && place != 0 && !is_same(&gap, separator) && read_single(walk, &single, place) &&
	       !single.digit && count_letters(walk, &single.end, separator, SPACED_LEAST - 1) != 0;
}

/* The gathered word is one letter, perhaps doubled. */
static bool is_word_single(const struct word *word)
{
	for (size_t i = 0; i < word->count; i++)
		if (word->units[i].what != UNIT_LETTER || (i > 0 && word->units[i].script != FOLD_LATIN) ||
		    word->units[i].latin != word->units[0].latin)
			return false;
	return word->count > 0 && word->count <= SPACED_REPEATS;
}

void spaced_gather(struct walk *walk)
{
	struct separator separator;
	struct single single;

	if (!is_word_single(&walk->word)) {
		walk->spacing.count = 0;
		return;
	}
	if (read_separator(walk, &separator, walk->at) == 0 || !is_spaced(walk, &separator))
		return;
	walk->spacing = separator;
	walk->word.spaced = true;
	while (next_single(walk, &single, walk->at, &separator)) {
		const struct fold_record *record = fold_table_at(single.codepoint);
		enum unit_what what = single.digit ? UNIT_DIGIT : UNIT_LETTER;

		if (!word_add(&walk->word, single.codepoint, record, (uint32_t)single.at, what)) {
			walk_end_word(walk);
			walk->word.spaced = true;
			word_add(&walk->word, single.codepoint, record, (uint32_t)single.at, what);
		}
		walk->at = single.end;
	}
}
