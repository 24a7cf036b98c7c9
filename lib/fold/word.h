/* word.h: one word: its letters with every way to read them, and the decision how it is read.
 * It must not know where the word came from: the walk gathers it and says what stands round it.
 */
#ifndef FOLD_WORD_H
#define FOLD_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "fold/fold_table.h"

enum unit_what { UNIT_LETTER, UNIT_DIGIT, UNIT_POINT, UNIT_SHAPE };

struct unit {
	uint32_t at;     /* where its character begins in the text */
	uint32_t folded; /* in its own script */
	uint16_t cyrillic, greek;
	uint8_t what; /* enum unit_what */
	uint8_t latin;
	uint8_t script; /* enum fold_script or beyond */
	uint8_t flags;  /* enum fold_flag */
};

/* What the letters of a word say about its script, without the letters themselves. */
struct survey {
	unsigned natives;     /* FOLD_BIT of each script that a letter is of; bit 3: any other script */
	unsigned same;        /* scripts in which every letter has a twin of the same shape */
	unsigned near;        /* scripts in which every letter can be read at all */
	unsigned tally[3][8]; /* letters of Latin, Cyrillic, Greek by their fold_record.same */
	uint8_t other;        /* the other script, when there is one */
	bool others;          /* there is more than one */
	unsigned letters;
};

struct word {
	struct unit units[LIMIT_WORD_LETTERS];
	size_t count;
	unsigned digits;    /* units that were digits as they were added */
	unsigned all_flags; /* what any unit is: enum fold_flag */
	struct survey survey;
	bool spaced; /* was spaced out letter by letter */
	bool leet;   /* digits stood between its letters, and were letters; set by word_read() */
};

#define POSING_WORDS 5 /* a disguised text has honest words, too: the memory of a disguise lasts for so many */
#define LEET_WORDS 8   /* the same for leetspeak; words that take the short way (plain.c) are not counted */

/* What stands round a word, as far as it was decided. */
struct surroundings {
	uint8_t before;  /* script of the word before, FOLD_NONE when there is none */
	uint8_t after;   /* script of the next word that is sure; set only after word_needs_after() */
	uint8_t peeked;  /* the walk's note of the last such script */
	unsigned posing; /* more than 0: one of the last words was Latin in letters of other scripts */
	unsigned leet;   /* more than 0: one of the last words was in leetspeak */
};

#define SURVEY_BITS 7u /* of the three scripts that disguise each other */

static inline void survey_begin(struct survey *survey)
{
	*survey = (struct survey){.same = SURVEY_BITS, .near = SURVEY_BITS};
}
static inline unsigned survey_bit(uint8_t script)
{
	return script < FOLD_OTHER ? (1u << script) >> 1 : FOLD_BIT(FOLD_OTHER);
}
/* Add one letter. Here, because it runs for every letter beyond ASCII. */
static inline void survey_add(struct survey *survey, const struct fold_record *record)
{
	survey->natives |= survey_bit(record->script);
	survey->same &= record->same;
	survey->near &= record->near;
	survey->letters++;
	if (record->script >= FOLD_OTHER) {
		survey->others |= survey->other != FOLD_NONE && survey->other != record->script;
		survey->other = record->script;
	} else if (record->script != FOLD_NONE) {
		survey->tally[record->script - 1][record->same]++;
	}
}
/* The script that a word shows by itself: FOLD_NONE when only its neighbours can tell, or when it has no letters. */
uint8_t survey_sure_script(const struct survey *survey);

void word_begin(struct word *word);
/* Add one character. Returns: false when the word is full: end it first. */
bool word_add(struct word *word, uint32_t codepoint, const struct fold_record *record, uint32_t at,
	      enum unit_what what);
/* Does the decision need the script of the next word? Costly to find out, seldom wanted. */
bool word_needs_after(const struct word *word, const struct surroundings *round);
/* The script that the word is read in. *sure_out: it is worth remembering for the next words. */
uint8_t word_decide(const struct word *word, bool *sure_out, const struct surroundings *round);
/* Read every unit in that script: leetspeak, look-alikes. Leaves the result in unit->folded, in order.
 * Returns: how many letters had to be uncovered. *posing_out: letters of another script posed as this one's. */
unsigned word_read(struct word *word, bool *posing_out, uint8_t script, const struct surroundings *round);

#endif
