/* run.h: one thread's working memory, and one run over one text, for the files that search.
 * It must not be included by anybody else.
 */
#ifndef DETECT_RUN_H
#define DETECT_RUN_H

#include "base/limits.h"
#include "detect/found.h"
#include "detect/ruleset.h"

/* A state that comes alive at the end of a place. */
struct step {
	uint32_t state;
	uint32_t origin; /* where the phrase began */
	uint32_t next;   /* further step of the same place, + 1 */
};

/* A state that was reached. The two newest places are kept: the newest may be too near where an exact gap is asked. */
struct live {
	uint32_t count;
	uint32_t end[2], origin[2];
};

/* What one rule, literal or pattern did in a text. */
struct told {
	uint32_t text;
	uint32_t count;
	uint32_t to; /* end of the newest hit */
	uint32_t hits[LIMIT_HITS_PER_PHRASE];
};
struct counted {
	uint32_t text;
	uint32_t count;
	uint32_t to;
};

struct matcher_scratch {
	const struct xs_rules *rules;
	struct matcher_room *room;
	struct pattern_room *pattern_room;
	struct found_list found;
	struct ending_heap endings; /* of places that lead to states */
	struct step *steps;         /* what happens at the endings, in chains */
	size_t step_count, step_size;
	struct hit *unsorted;
	uint64_t *order, *order_next; /* of hits */
	size_t order_size;
	struct live *live;        /* by state */
	uint64_t *alive;          /* a bit for each state: was it reached at all? Most edges end here */
	uint64_t *wanted;         /* likewise: does the text hold a literal that leads on from it? Else it need not live */
	struct told *told;        /* by rule */
	struct counted *repeated; /* by literal */
	struct counted *ran;      /* by pattern */
	uint32_t text;            /* counts the texts: nothing has to be cleared between them */
};

/* One run over one text. */
struct run {
	struct matcher_scratch *scratch;
	const struct xs_rules *rules;
	const struct view *view;
	const char *text;
	size_t len;
	struct hits *hits;
	size_t first_hit;
	size_t work;
	bool full;
	bool lost; /* no memory */
};

static inline uint32_t count_one(struct counted *counted, uint32_t text)
{
	if (counted->text != text)
		*counted = (struct counted){.text = text};
	return ++counted->count;
}

/* A new text makes everything of the old one stale. */
void scratch_next_text(struct matcher_scratch *scratch);
/* Give back what an unusual text has made large. */
void scratch_trim(struct matcher_scratch *scratch);

/* A phrase, or an anchor, stands at [from, to). */
void tell_target(struct run *run, uint32_t target, size_t from, size_t to);
/* Sort the hits of this text by where they begin. Returns: 0 or -1 (no memory). */
int tell_sorted(struct run *run);

#endif
