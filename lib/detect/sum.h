/* sum.h: the score while it is being added up: score.c's own, shared with the file that adds what stands beside a
 * letter. It must not find anything.
 */
#ifndef DETECT_SUM_H
#define DETECT_SUM_H

#include "detect/score.h"
#include "detect/voice.h"

struct sum {
	struct signals *signals;
	const struct evidence *evidence;
	const struct scoring *scoring;
	struct letter letter;
	struct places places;
	struct voice voice;  /* only where there is a letter */
	struct tally *tally; /* scratch */
	bool hidden;         /* the letter is only whole with what the reader does not see */
};

void sum_point(struct sum *sum, enum xs_signal_kind kind, enum scoring_point point, int points);
void sum_context(struct sum *sum, enum scoring_point point);
/* Is that hit one of the letter's? */
bool sum_is_in_letter(const struct sum *sum, size_t hit);
/* Is there enough of a letter for anything beside it to count? */
bool sum_has_letter(const struct sum *sum);

/* Add every address; the one that says most is counted, and only beside a letter. */
void beside_wallets(struct sum *sum);
/* Add subject, amount, combinations, disguise and spoofing. Only for a letter. */
void beside_threats(struct sum *sum);

#endif
