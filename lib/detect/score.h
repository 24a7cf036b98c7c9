/* score.h: everything that was found in one message, added up: the signals and the report's score, slots, kind, language.
 * It must not find anything itself.
 */
#ifndef DETECT_SCORE_H
#define DETECT_SCORE_H

#include "detect/context.h"
#include "detect/letter.h"
#include "detect/rules.h"
#include "detect/scoring.h"
#include "detect/signals.h"

/* What the detectors found; all borrowed. */
struct evidence {
	const struct scoring *scoring;
	const struct view *views;
	size_t view_count;
	const struct hits *hits;
	const struct subject_hit *subjects;
	size_t subject_count;
	const struct amount_hit *amounts;
	size_t amount_count;
	const struct xs_wallet *wallets;
	size_t wallet_count;
	const struct context *context;
	const struct oddity *oddities;
	size_t oddity_count;
};

/* Fill signals, and of the report score, slots, kind, lang and limited. */
void score_sum(struct xs_report *report, struct signals *signals, struct tally *tally,
	       const struct evidence *evidence);

#endif
