/* money.h: the words and signs that make a number an amount, in all the languages of the packs.
 * It must not know where they stand in a text.
 */
#ifndef DETECT_MONEY_H
#define DETECT_MONEY_H

#include "detect/literal_set.h"

struct fold; /* fold/fold.h */

struct money {
	const char *word;       /* as people write it; it is folded when rules are loaded */
	const char currency[4]; /* ISO 4217, or "BTC", "XMR", ...; "" for a multiplier */
	bool crypto;
	double factor; /* what one of it is worth in the currency: "5万円" is 5 × 10,000 */
};

#define MONEY_WORDS_MOST 512

/* The folded words, by the numbers of the set. */
struct money_words {
	struct literal_set words;
	uint16_t row[MONEY_WORDS_MOST];
	size_t longest;  /* bytes */
	bool first[256]; /* can a word begin, or end, with this byte? Most that stand beside numbers do not */
	bool last[256];
};

void money_words_init(struct money_words *words);
/* Returns: 0 or -1 (no memory). */
int money_words_fold(struct money_words *words, struct fold *fold);
void money_words_free(struct money_words *words);
/* What a folded word says; NULL when it is none of them. */
const struct money *money_find(const struct money_words *words, const char *at, size_t len);
/* The table as it is written, for tests. */
const struct money *money_table(size_t *count_out);

#endif
