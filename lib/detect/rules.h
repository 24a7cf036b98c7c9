/* rules.h: the loaded packs, immutable: phrases, patterns, subject lists, weights, wallet lists.
 * Loading folds all rule text with the same fold that mail passes (the one written exception to "stages never include
 * each other"). It must not know mail or policy.
 */
#ifndef DETECT_RULES_H
#define DETECT_RULES_H

#include "stage.h"

/* One rule of a pack: many spellings of one idea in one slot. A log line leads back to it by its id. */
struct rule {
	unsigned index;     /* 0 to rules_count() - 1 */
	const char *id;     /* "ja/account-hacked" */
	const char *lang;   /* "ja"; "" for packs without a language */
	unsigned lang_index;/* 0 for those; else 1 to LIMIT_LANGUAGES - 1 */
	enum xs_slot slot;
	enum xs_kind kind;  /* XS_KIND_NONE: says nothing about the kind */
	int weight;         /* tenths; a slot is filled when the weights of its distinct rules reach 20 (2.0) */
	bool coin;          /* names a cryptocurrency, and weighs nothing */
	const char *file;
	int line;
};

/* One place where a rule hit, in folded and in original bytes. */
struct hit {
	const struct rule *rule;
	int text;              /* index of the view's text */
	size_t folded_from, folded_to;
	size_t offset, length; /* in the text */
};

/* Hits of one message, in order of text and place. Fixed room: full is told as a LIMIT signal. */
struct hits {
	struct hit *at;
	size_t count, size;
	bool full;
};

struct matcher_scratch; /* one thread's working memory for one xs_rules */

/* Returns: 0 or -1 (no memory). */
int rules_scratch_new(struct matcher_scratch **scratch_out, const struct xs_rules *rules);
void rules_scratch_free(struct matcher_scratch **scratch);

/* All phrase and pattern hits in one view, sorted by folded_from. Of a rule that hits more often than
 * LIMIT_HITS_PER_PHRASE the first and the newest are kept, which is no limit worth telling; hits->full tells of the caps
 * that may have hidden something. view->folded must be valid UTF-8. Returns: 0 or -1 (no memory). */
int phrase_find(struct hits *hits, struct matcher_scratch *scratch, const struct xs_rules *rules,
		const struct view *view);

/* What the subject lists say. recipient addresses make <address> and <localpart> mean something. */
struct subject_hit {
	const char *id;    /* "subjects/phorpiex-2019" */
	int weight;        /* tenths */
	size_t offset, length;
};
/* The lists that the subject is on, the strongest first. Returns: how many were stored, at most max. */
size_t subject_find(struct subject_hit *hits_out, size_t max, const struct xs_rules *rules, const struct view *subject,
		    const char *const *recipients, size_t recipient_count);

/* Amounts with a currency in a view: "550ドル", "$1,900", "0.15 BTC", "¥190,000", "1.200 €". */
struct amount_hit {
	char currency[4];  /* "USD", "EUR", "JPY", "BTC", ... */
	bool crypto;
	double value;      /* for telling and for plausibility only */
	int text;          /* index of the view's text */
	size_t offset, length;
	size_t folded_from;
};
/* In order of place. Returns: how many were stored, at most max. */
size_t amount_find(struct amount_hit *hits_out, size_t max, const struct xs_rules *rules, const struct view *view);

/* How many rules there are. */
size_t rules_count(const struct xs_rules *rules);
struct scoring; /* scoring.h */
const struct scoring *rules_scoring(const struct xs_rules *rules);
struct wallet_lists; /* wallet/lists.h; NULL without lists */
const struct wallet_lists *rules_wallet_lists(const struct xs_rules *rules);

#endif
