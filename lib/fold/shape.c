/* shape.c: tells which signs of a text stand for letters, and what script comes next.
 * It must not write anything: it looks ahead, always within a bound, so that the walk stays linear.
 * No standard: what spam does.
 */
#include <string.h>

#include "base/text.h"
#include "fold/walk.h"

#define ADDRESS_AHEAD 64 /* bytes behind an @ looked at */
#define SCRIPT_AHEAD 256 /* bytes looked at for a word that is sure */

static enum fold_kind kind_at(const struct walk *walk, size_t at)
{
	uint32_t codepoint;

	if (at >= walk->len)
		return FOLD_GAP;
	walk_peek(walk, &codepoint, at);
	return (enum fold_kind)fold_table_at(codepoint)->kind;
}

/* ---- signs that stand for letters ---- */

static bool is_letter_like(const struct fold_record *record)
{
	return record->kind == FOLD_LETTER ||
	       (record->kind == FOLD_SHAPE && (record->same & FOLD_BIT(FOLD_LATIN)) != 0);
}

/* How many letters stand at this place, up to most. *latin_out: one of them is Latin. */
static size_t letters_ahead(const struct walk *walk, size_t at, size_t most, bool *latin_out)
{
	size_t count = 0;

	*latin_out = false;

	while (count < most && at < walk->len) {
		uint32_t codepoint;
		size_t used = walk_peek(walk, &codepoint, at);

		if (!is_letter_like(fold_table_at(codepoint)))
			break;
		*latin_out |= fold_table_at(codepoint)->script == FOLD_LATIN;
		at += used;
		count++;
	}
	return count;
}

/* "@example.com", "@mail.example": an address, not a letter. */
static bool is_domain(const struct walk *walk, size_t at)
{
	size_t end = walk->len - at < ADDRESS_AHEAD ? walk->len : at + ADDRESS_AHEAD;

	while (at < end && (ascii_is_alnum(walk->in[at]) || walk->in[at] == '-' || walk->in[at] == '_'))
		at++;
	return at + 2 < walk->len && at < end && walk->in[at] == '.' && ascii_is_alnum(walk->in[at + 1]) &&
	       ascii_is_alnum(walk->in[at + 2]);
}

/* Do the three letters name a currency ("USD$", "$CAD")? */
static bool is_currency(const char letters[3])
{
	static const char NAMES[][4] = {"usd", "eur", "gbp", "cad", "aud", "nzd", "btc", "bch", "ltc", "xmr",
					"eth", "sgd", "hkd", "mxn", "brl", "clp", "ars", "cop", "twd"};

	for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
		if (ascii_same(letters, 3, NAMES[i], 3))
			return true;
	return false;
}

static bool is_currency_ahead(const struct walk *walk, size_t at)
{
	bool latin;

	return walk->len - at >= 3 && is_currency(walk->in + at) && letters_ahead(walk, at, 4, &latin) == 3;
}

static bool is_currency_behind(const struct walk *walk)
{
	const struct word *word = &walk->word;
	char letters[3];

	if (word->count != 3)
		return false;
	for (size_t i = 0; i < 3; i++)
		letters[i] = (char)word->units[i].latin;
	return is_currency(letters);
}

static bool has_vowel(const char *letters, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (letters[i] != 0 && strchr("aeiouy", ascii_lower(letters[i])) != NULL)
			return true;
	return false;
}

/* "v!deo" but not "hello!how": a sign that ends sentences is a letter only beside what cannot be a word. */
static bool is_word_torn(const struct walk *walk, size_t after)
{
	const struct word *word = &walk->word;
	size_t end = after, from = word->count;
	char behind[8];

	while (end < walk->len && end - after < 32 && ascii_is_alpha(walk->in[end]))
		end++;
	if (end == after)
		return false;
	while (from > 0 && word->count - from < sizeof behind && word->units[from - 1].what == UNIT_LETTER) {
		behind[word->count - from] = (char)word->units[from - 1].latin;
		from--;
	}
	return !has_vowel(walk->in + after, end - after) || !has_vowel(behind, word->count - from);
}

/* "ma|ware" and "MA|WARE", but not "Home|About". */
static bool is_same_case(const struct walk *walk, size_t after)
{
	const struct word *word = &walk->word;
	bool upper = (word->units[word->count - 1].flags & FOLD_UPPER) != 0;

	return walk->in[after] >= 0 && upper == (walk->in[after] >= 'A' && walk->in[after] <= 'Z');
}

/* "@ccount", "$end", "₿itcoin", "€uro", and any sign of the very shape of a letter. */
static bool opens_word(const struct walk *walk, uint32_t codepoint, size_t after, const struct fold_record *record)
{
	bool latin, currency = (codepoint >= 0x20a0 && codepoint <= 0x20cf) || codepoint == 0xe3f;

	if (codepoint != '@' && codepoint != '$' && codepoint != 0xa2 && codepoint != 0x2202 && !currency &&
	    (record->same & FOLD_BIT(FOLD_LATIN)) == 0)
		return false;
	if (letters_ahead(walk, after, 3, &latin) < 3 || (!latin && codepoint != '@'))
		return false;
	return codepoint == '@' ? !is_domain(walk, after) : !is_currency_ahead(walk, after);
}

/* At the end of a word: "acce$$", "he⨯"; never "USD$". */
static bool closes_word(const struct walk *walk, uint32_t codepoint, const struct fold_record *record)
{
	if (codepoint == '$')
		return walk->word.count >= 3 && !is_currency_behind(walk);
	return walk->word.count >= 2 && (record->same & FOLD_BIT(FOLD_LATIN)) != 0;
}

bool walk_is_letter_shape(const struct walk *walk, size_t at, uint32_t codepoint, const struct fold_record *record)
{
	const struct word *word = &walk->word;
	char first[4];
	size_t used = utf8_encode(first, codepoint), after = at + used;
	bool latin = (word->survey.natives & FOLD_BIT(FOLD_LATIN)) != 0, next_latin;

	if (record->latin == 0 || (record->kind == FOLD_SPACELESS && !latin))
		return false;
	if (word->count == 0)
		return opens_word(walk, codepoint, after, record);
	if ((!latin && codepoint != '@') ||
	    (word->units[word->count - 1].what != UNIT_LETTER && word->units[word->count - 1].what != UNIT_SHAPE))
		return false;
	for (unsigned i = 0; i < 2 && after < walk->len && walk->len - after >= used; i++) /* "pa$$word" */
		if (memcmp(walk->in + after, first, used) == 0)
			after += used;
	if (letters_ahead(walk, after, 1, &next_latin) == 0)
		return kind_at(walk, after) == FOLD_GAP && closes_word(walk, codepoint, record);
	switch (codepoint) {
	case '@':
		return !is_domain(walk, after);
	case '!':
		return is_word_torn(walk, after);
	case '|':
		return is_same_case(walk, after);
	default:
		return true;
	}
}

/* ---- what comes next ---- */

uint8_t walk_script_after(struct walk *walk)
{
	size_t at = walk->at, end = walk->len - at > SCRIPT_AHEAD ? at + SCRIPT_AHEAD : walk->len;
	struct survey survey;

	if (walk->at < walk->peeked)
		return walk->round.peeked;
	survey_begin(&survey);
	while (at < end) {
		uint32_t codepoint;
		size_t used = walk_peek(walk, &codepoint, at);
		const struct fold_record *record = fold_table_at(codepoint);

		if (record->kind == FOLD_LETTER) {
			survey_add(&survey, record);
		} else if (record->kind != FOLD_MARK && record->kind != FOLD_INVISIBLE && survey.natives != 0) {
			if (survey_sure_script(&survey) != FOLD_NONE)
				break;
			survey_begin(&survey);
		}
		at += used;
	}
	walk->peeked = at;
	walk->round.peeked = survey_sure_script(&survey);
	return walk->round.peeked;
}
