/* letter.h: the stretch of a message that reads most like a letter: which rules hit there, and which slots they fill.
 * A letter's phrases stand close together; words that merely occur somewhere in a long text do not make one.
 */
#ifndef DETECT_LETTER_H
#define DETECT_LETTER_H

#include "base/limits.h"
#include "detect/rules.h"
#include "detect/scoring.h"
#include "detect/tally.h"

#define SLOT_FILLED 20 /* tenths: distinct rules of a slot must weigh this much together */
#define SLOT_STRONG 40
#define SLOT_HALF 10 /* this much is half a slot, in a letter that names an address to pay to */

struct letter {
	unsigned lang; /* lang_index of the rules that count; those of packs without a language count, too */
	int points;    /* tenths: of its filled slots */
	int weight[XS_SLOT_COUNT]; /* of distinct rules, by slot */
	uint32_t slots;            /* filled */
	uint32_t halves;           /* half filled, where that counts */
	size_t first, last;        /* indexes into the hits; first > last: there is no letter */
	size_t from, to;           /* folded bytes, counted over all texts that are read */
};

/* Which texts are read together. Link targets never are. */
enum reading {
	READING_SEEN, /* what the reader sees */
	READING_ALL   /* and what is hidden: a page that was judged wrongly, or a sender who gambles on that */
};

/* Where each text begins in that common count; SIZE_MAX for a text that is not read. */
struct places {
	size_t begin[LIMIT_TEXTS];
};
/* Returns: whether any text is hidden, and both readings differ. */
bool places_count(struct places *places_out, const struct view *views, size_t view_count, enum reading reading);

/* Does this hit count for a letter of that language, in a text that is read? A letter is written in one
 * language: words that thirty packs find here and there in a mail of another do not add up to one. */
bool letter_counts(const struct hit *hit, const struct places *places, unsigned lang);
/* The points of a slot whose rules weigh that much together. with_halves: see below. */
int letter_slot_points(int weight, enum xs_slot slot, const struct scoring *scoring, bool with_halves);
/* The best window of hits in the best language; linear in their number for each language that hit. tally is scratch.
 * with_halves: the message holds an address to pay to, so where it also speaks of paying, half a slot counts half.
 * Short letters say each thing once, and not in the words that we know best; other mail has no such address. */
void letter_find(struct letter *letter_out, struct tally *tally, const struct hits *hits, const struct places *places,
		 const struct scoring *scoring, bool with_halves);
/* Tally the innocent rules that hit in front of folded byte `to`: tally->weight[] of each innocent slot. */
void letter_innocence(struct tally *tally, const struct hits *hits, const struct places *places, size_t to);

#endif
