/* tally.h: how much the distinct rules of each slot weigh together.
 * A slot's weight is that of its best language and of the packs without one: the same word in thirty packs ("bitcoin",
 * "webcam") is one word. It must not know where anything stands.
 */
#ifndef DETECT_TALLY_H
#define DETECT_TALLY_H

#include "base/limits.h"
#include "detect/rules.h"

struct tally {
	int by_lang[LIMIT_LANGUAGES][XS_SLOT_COUNT];
	int weight[XS_SLOT_COUNT]; /* what counts */
	unsigned langs;            /* languages met, as a bound */
	size_t rule_count;
	uint16_t *seen;            /* by rule: its hits that are in */
};

/* Returns: 0 or -1 (no memory). */
int tally_init(struct tally *tally, size_t rule_count);
void tally_clear(struct tally *tally);
/* A hit comes in, or leaves. */
void tally_add(struct tally *tally, const struct rule *rule);
void tally_remove(struct tally *tally, const struct rule *rule);
void tally_free(struct tally *tally);

#endif
