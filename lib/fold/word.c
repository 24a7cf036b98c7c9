/* word.c: turns a gathered word into the letters that a reader takes it for.
 * It must not know where the word stands, nor how the result is written.
 * Unicode NFKC and UTS #39, through the generated table.
 */
#include "fold/word.h"

#include <string.h>

#include "fold/leet.h"

void word_begin(struct word *word)
{
	word->count = 0;
	word->digits = 0;
	word->all_flags = 0;
	word->spaced = false;
	word->leet = false;
	survey_begin(&word->survey);
}

static void word_push(struct word *word, uint32_t codepoint, const struct fold_record *record, uint32_t at,
		      enum unit_what what)
{
	struct unit *unit = &word->units[word->count++];

	*unit = (struct unit){.at = at,
			      .folded = codepoint,
			      .cyrillic = record->cyrillic,
			      .greek = record->greek,
			      .what = (uint8_t)what,
			      .latin = record->latin,
			      .script = record->script,
			      .flags = record->flags};
	word->digits += what == UNIT_DIGIT;
	word->all_flags |= record->flags;
	if (what == UNIT_LETTER || what == UNIT_SHAPE)
		survey_add(&word->survey, record);
}

bool word_add(struct word *word, uint32_t codepoint, const struct fold_record *record, uint32_t at, enum unit_what what)
{
	const uint32_t *folded = &fold_pool[record->folded];
	uint32_t count = record->folded == 0 ? 1 : folded[0];

	if (word->count + count > LIMIT_WORD_LETTERS)
		return false;
	if (count == 1) {
		word_push(word, record->folded == 0 ? codepoint : folded[1], record, at, what);
		return true;
	}
	for (uint32_t i = 1; i <= count; i++) {
		struct fold_record piece = *fold_table_at(folded[i]);

		piece.flags = record->flags;
		word_push(word, folded[i], &piece, at, piece.kind == FOLD_DIGIT ? UNIT_DIGIT : UNIT_LETTER);
	}
	return true;
}

/* Vietnamese words are single syllables without f, j, w, z; its letters in any other word are disguise, and so are
 * accents on nearly every letter of a word. */
static unsigned word_count_salad(const struct word *word)
{
	unsigned letters = 0, accents = 0, toned = 0, syllables = 0;
	bool foreign = false, vowel = false;

	if ((word->all_flags & (FOLD_ACCENT | FOLD_TONED)) == 0)
		return 0;
	for (size_t i = 0; i < word->count; i++) {
		const struct unit *unit = &word->units[i];

		if (unit->what != UNIT_LETTER || unit->script != FOLD_LATIN)
			continue;
		letters++;
		accents += (unit->flags & (FOLD_ACCENT | FOLD_TONED)) != 0;
		toned += (unit->flags & FOLD_TONED) != 0;
		foreign |= unit->latin != 0 && strchr("fjwz", unit->latin) != NULL;
		syllables += !vowel && unit->latin != 0 && strchr("aeiouy", unit->latin) != NULL;
		vowel = unit->latin != 0 && strchr("aeiouy", unit->latin) != NULL;
	}
	if (letters >= 4 && accents * 4 > letters * 3)
		return accents;
	return foreign || syllables > 1 ? toned : 0;
}

/* "Y, Y, Y, Y" in a table is no word that somebody hid. */
static unsigned word_count_spaced(const struct word *word)
{
	size_t other = 0;

	for (size_t i = 1; i < word->count; i++) {
		if (word->units[i].folded == word->units[0].folded)
			continue;
		if (other != 0 && word->units[i].folded != word->units[other].folded)
			return (unsigned)word->count;
		other = other == 0 ? i : other;
	}
	return 0;
}

static uint32_t unit_reading(const struct unit *unit, uint8_t script)
{
	uint32_t reading = script == FOLD_LATIN      ? unit->latin
			   : script == FOLD_CYRILLIC ? unit->cyrillic
			   : script == FOLD_GREEK    ? unit->greek
						     : 0;

	return reading != 0 ? reading : unit->folded;
}

unsigned word_read(struct word *word, bool *posing_out, uint8_t script, const struct surroundings *round)
{
	unsigned disguised = leet_read(word, script, round->leet > 0);

	*posing_out = false;
	if (script == FOLD_LATIN)
		disguised += word_count_salad(word);
	for (size_t i = 0; i < word->count; i++) {
		struct unit *unit = &word->units[i];

		if (unit->what != UNIT_LETTER && unit->what != UNIT_SHAPE)
			continue;
		if (unit->script != script && script <= FOLD_GREEK && script != FOLD_NONE) {
			uint32_t reading = unit_reading(unit, script);

			if (reading != unit->folded && unit->folded != '|') { /* code is full of "a|b" */
				disguised++;
				*posing_out |= unit->script != FOLD_NONE;
			}
			unit->folded = reading;
		} else if (unit->flags & FOLD_ODD) {
			disguised++;
		}
		unit->what = UNIT_LETTER;
	}
	return word->spaced ? word_count_spaced(word) : disguised;
}
