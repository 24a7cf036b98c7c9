/* script.c: turns what the letters of a word are and look like into the script that the word is read in.
 * It must not know text: it sees surveys, never bytes.
 * UTS #39 (confusable detection), decided by word and neighbourhood instead of by skeleton.
 */
#include "fold/word.h"

#define BIT_LATIN FOLD_BIT(FOLD_LATIN)
#define BIT_OTHER FOLD_BIT(FOLD_OTHER)
#define NEIGHBOUR_WEIGHT 1 /* each; with 2, "Вitсоin" between Russian words is no longer Latin */

/* The only script that has letters in the word, or FOLD_NONE. */
static uint8_t survey_only(const struct survey *survey)
{
	for (uint8_t script = FOLD_LATIN; script <= FOLD_GREEK; script++)
		if (survey->natives == FOLD_BIT(script))
			return script;
	return survey->natives == BIT_OTHER && !survey->others ? survey->other : FOLD_NONE;
}

/* How many letters are of this script and look like none of the word's other scripts. */
static unsigned survey_sure(const struct survey *survey, uint8_t script)
{
	unsigned sure = 0;

	for (unsigned same = 0; same < 8; same++)
		if ((same & survey->natives & SURVEY_BITS & ~FOLD_BIT(script)) == 0)
			sure += survey->tally[script - 1][same];
	return sure;
}

/* Scripts other than its own that the word of a single script could just as well be. BTC and ip in a Russian sentence
 * are BTC and ip: rules hang on them, and hardly a Russian or Greek word of two letters and more can be written in
 * Latin ones alone. */
static unsigned survey_twins(const struct survey *survey, uint8_t only)
{
	if (only == FOLD_LATIN && survey->letters > 1)
		return 0;
	return survey->same & SURVEY_BITS & ~survey_bit(only);
}

/* The neighbours are Latin words in disguise. */
static bool round_is_posing(const struct surroundings *round)
{
	return round->before == FOLD_LATIN && round->posing > 0;
}

/* What the neighbours say: both, or the only one that there is. When they disagree, nobody says anything. */
static uint8_t round_script(const struct surroundings *round)
{
	if (round->before == FOLD_NONE || round->before == round->after)
		return round->after;
	return round->after == FOLD_NONE ? round->before : FOLD_NONE;
}

/* Cyrillic and Greek letters, and no Latin ones: no language mixes them, so they either pose as Latin, or some of one
 * are planted into a word of the other. */
static uint8_t survey_without_latin(const struct survey *survey, const struct surroundings *round)
{
	unsigned cyrillic = survey_sure(survey, FOLD_CYRILLIC), greek = survey_sure(survey, FOLD_GREEK);

	if ((survey->near & BIT_LATIN) != 0 && (round_is_posing(round) || (cyrillic != 0) == (greek != 0) ||
						((survey->natives & BIT_OTHER) != 0 && cyrillic + greek == 0)))
		return cyrillic + greek == 0 && round_script(round) == FOLD_CYRILLIC ? FOLD_CYRILLIC
		       : cyrillic + greek == 0 && round_script(round) == FOLD_GREEK  ? FOLD_GREEK
										     : FOLD_LATIN;
	if (cyrillic == 0 && greek == 0)
		return (survey->natives & FOLD_BIT(FOLD_CYRILLIC)) != 0 ? FOLD_CYRILLIC : FOLD_GREEK;
	return cyrillic >= greek ? FOLD_CYRILLIC : FOLD_GREEK;
}

/* How much speaks for a script: its letters, those that are sure once more, and the neighbours, when every letter can
 * be read in it. */
static unsigned survey_weight(const struct survey *survey, const struct surroundings *round, uint8_t script)
{
	unsigned weight = survey_sure(survey, script);

	for (unsigned same = 0; same < 8; same++)
		weight += survey->tally[script - 1][same];
	if (weight == 0 || (survey->near & FOLD_BIT(script)) == 0)
		return weight;
	return weight + (round->before == script ? NEIGHBOUR_WEIGHT : 0) +
	       (round->after == script ? NEIGHBOUR_WEIGHT : 0);
}

/* The script of a word that mixes several: the weightiest; of equals, one in which every letter can be read. */
static uint8_t survey_mixed(const struct survey *survey, const struct surroundings *round)
{
	uint8_t best = FOLD_LATIN;

	if ((survey->natives & SURVEY_BITS) == 0)
		return (survey->near & BIT_LATIN) != 0 ? FOLD_LATIN : survey->other;
	if ((survey->natives & BIT_LATIN) == 0)
		return survey_without_latin(survey, round);
	if (round_is_posing(round) && (survey->near & BIT_LATIN) != 0)
		return FOLD_LATIN;
	for (uint8_t script = FOLD_CYRILLIC; script <= FOLD_GREEK; script++) {
		unsigned weight = survey_weight(survey, round, script), most = survey_weight(survey, round, best);

		if (weight > most || (weight == most && weight > 0 && (survey->near & FOLD_BIT(script)) != 0 &&
				      (survey->near & FOLD_BIT(best)) == 0))
			best = script;
	}
	return best;
}

uint8_t survey_sure_script(const struct survey *survey)
{
	uint8_t only = survey_only(survey);

	if (survey->natives == 0 || (only != FOLD_NONE && survey_twins(survey, only) != 0))
		return FOLD_NONE;
	return only != FOLD_NONE ? only : survey_mixed(survey, &(struct surroundings){0});
}

/* A word of loose look-alikes ("тнє") keeps its script, unless its neighbours are Latin in disguise: the one behind, or
 * one right before. Such a word is no disguise itself, so the first words of an honest language end the guessing. */
static bool survey_may_be_posing(const struct survey *survey, uint8_t only, const struct surroundings *round)
{
	return only > FOLD_LATIN && (survey->near & BIT_LATIN) != 0 && round_is_posing(round);
}

bool word_needs_after(const struct word *word, const struct surroundings *round)
{
	uint8_t only = survey_only(&word->survey);

	if (only == FOLD_NONE)
		return word->survey.natives != 0;
	if (survey_twins(&word->survey, only) != 0)
		return round->before != only;
	return survey_may_be_posing(&word->survey, only, round);
}

uint8_t word_decide(const struct word *word, bool *sure_out, const struct surroundings *round)
{
	const struct survey *survey = &word->survey;
	uint8_t only = survey_only(survey), says = round_script(round);

	*sure_out = survey->natives != 0;
	if (survey->natives == 0)
		return FOLD_NONE;
	if (only == FOLD_NONE)
		return survey_mixed(survey, round);
	if (survey_twins(survey, only) != 0) {
		*sure_out = false;
		return says != FOLD_NONE && says <= FOLD_GREEK && (survey->same & FOLD_BIT(says)) != 0 ? says : only;
	}
	if (survey_may_be_posing(survey, only, round) &&
	    (round->after == FOLD_LATIN || round->after == FOLD_NONE || round->posing >= POSING_WORDS - 1))
		return FOLD_LATIN;
	return only;
}
