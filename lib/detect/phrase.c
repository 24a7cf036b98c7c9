/* phrase.c: turns one folded text into the places where rules hit.
 * It must not know packs' files, mail or points.
 * No standard: literals are found in one pass, then an automaton walks over their places, which are sorted; every
 * step is counted, nothing is tried twice, so hostile text costs time in proportion to its length.
 */
#include "base/limits.h"
#include "detect/gap.h"
#include "detect/ruleset.h"

#include <stdlib.h>
#include <string.h>

/* One place of one literal. */
struct found {
	uint32_t begin, end;
	uint32_t literal;
	uint32_t step; /* first of the steps that its end will take, + 1; 0: none */
};

/* A state that comes alive at the end of a literal. */
struct step {
	uint32_t state;
	uint32_t origin; /* where the phrase began */
	uint32_t next;   /* further step of the same place, + 1 */
};

/* A state that was reached. The two newest places are kept: the newest may be too near where an exact gap is asked. */
struct live {
	uint32_t text; /* number of the text for which the rest holds; others are as if zeroed */
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
	struct found *found;
	uint64_t *order, *order_next; /* places sorted by begin: begin << 32 | index */
	size_t found_count, found_size;
	struct step *steps;
	size_t step_count, step_size;
	struct live *live;        /* by state */
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
	bool sorted;
	bool full;
	bool lost; /* no memory */
};

#define FOUND_KEPT 32768 /* places whose memory a scratch keeps between texts */

int rules_scratch_new(struct matcher_scratch **scratch_out, const struct xs_rules *rules)
{
	struct matcher_scratch *scratch = calloc(1, sizeof *scratch);

	*scratch_out = scratch;
	if (scratch == NULL)
		return -1;
	scratch->rules = rules;
	scratch->live = calloc(rules->graph.live_count + 1, sizeof *scratch->live);
	scratch->told = calloc(rules->rule_count + 1, sizeof *scratch->told);
	scratch->repeated = calloc(rules->graph.literal_count + 1, sizeof *scratch->repeated);
	scratch->ran = calloc(rules->pattern_count + 1, sizeof *scratch->ran);
	if (scratch->live == NULL || scratch->told == NULL || scratch->repeated == NULL || scratch->ran == NULL ||
	    matcher_room_new(&scratch->room, rules->matcher) != 0 || pattern_room_new(&scratch->pattern_room) != 0) {
		rules_scratch_free(scratch_out);
		return -1;
	}
	return 0;
}

static void scratch_release(struct matcher_scratch *scratch)
{
	free(scratch->found);
	free(scratch->order);
	free(scratch->order_next);
	free(scratch->steps);
	scratch->found = NULL;
	scratch->order = NULL;
	scratch->order_next = NULL;
	scratch->steps = NULL;
	scratch->found_size = 0;
	scratch->step_size = 0;
}

void rules_scratch_free(struct matcher_scratch **scratch_io)
{
	struct matcher_scratch *scratch = *scratch_io;

	*scratch_io = NULL;
	if (scratch == NULL)
		return;
	scratch_release(scratch);
	matcher_room_free(&scratch->room);
	pattern_room_free(&scratch->pattern_room);
	free(scratch->live);
	free(scratch->told);
	free(scratch->repeated);
	free(scratch->ran);
	free(scratch);
}

/* A new text makes everything of the old one stale. After four billion texts the numbers begin anew. */
static void scratch_next_text(struct matcher_scratch *scratch)
{
	const struct xs_rules *rules = scratch->rules;

	scratch->found_count = 0;
	scratch->step_count = 0;
	if (++scratch->text != 0)
		return;
	memset(scratch->live, 0, (rules->graph.live_count + 1) * sizeof *scratch->live);
	memset(scratch->told, 0, (rules->rule_count + 1) * sizeof *scratch->told);
	memset(scratch->repeated, 0, (rules->graph.literal_count + 1) * sizeof *scratch->repeated);
	memset(scratch->ran, 0, (rules->pattern_count + 1) * sizeof *scratch->ran);
	scratch->text = 1;
}

static uint32_t count_one(struct counted *counted, uint32_t text)
{
	if (counted->text != text)
		*counted = (struct counted){.text = text};
	return ++counted->count;
}

/* ---- places ---------------------------------------------------------------------------------------------------- */

static int found_room(struct matcher_scratch *scratch)
{
	size_t size = scratch->found_size == 0 ? 1024 : scratch->found_size * 2;
	struct found *found;
	uint64_t *order;

	if (scratch->found_count < scratch->found_size)
		return 0;
	found = realloc(scratch->found, size * sizeof *found);
	if (found == NULL)
		return -1;
	scratch->found = found;
	order = realloc(scratch->order, size * sizeof *order);
	if (order == NULL)
		return -1;
	scratch->order = order;
	order = realloc(scratch->order_next, size * sizeof *order);
	if (order == NULL)
		return -1;
	scratch->order_next = order;
	scratch->found_size = size;
	return 0;
}

/* Keep a place, unless no phrase could use it. */
static int collect(void *ctx, uint32_t index, size_t end)
{
	struct run *run = ctx;
	struct matcher_scratch *scratch = run->scratch;
	const struct literal *literal = &run->rules->graph.literals[index];
	size_t begin = end - literal->len;

	if ((literal->bound_left && !text_is_boundary(run->text, run->len, begin)) ||
	    (literal->bound_right && !text_is_boundary(run->text, run->len, end)))
		return 0;
	if (count_one(&scratch->repeated[index], scratch->text) > LIMIT_LITERAL_REPEATS) {
		run->full = true;
		return 0;
	}
	if (scratch->found_count == LIMIT_LITERAL_HITS) {
		run->full = true;
		return 1;
	}
	if (found_room(scratch) != 0) {
		run->lost = true;
		return 1;
	}
	if (scratch->found_count > 0 && scratch->found[scratch->found_count - 1].end > end)
		run->sorted = false;
	scratch->found[scratch->found_count++] = (struct found){(uint32_t)begin, (uint32_t)end, index, 0};
	return 0;
}

/* Sort order[] by the upper half of its numbers, eight bits at a time; a pass where all are equal is left out. */
static void sort_order(struct matcher_scratch *scratch)
{
	for (unsigned shift = 32; shift < 64; shift += 8) {
		size_t count[257] = {0};
		uint64_t *swap = scratch->order;

		for (size_t i = 0; i < scratch->found_count; i++)
			count[(scratch->order[i] >> shift & 0xff) + 1]++;
		if (scratch->found_count > 0 && count[(scratch->order[0] >> shift & 0xff) + 1] == scratch->found_count)
			continue;
		for (size_t i = 0; i < 256; i++)
			count[i + 1] += count[i];
		for (size_t i = 0; i < scratch->found_count; i++)
			scratch->order_next[count[scratch->order[i] >> shift & 0xff]++] = scratch->order[i];
		scratch->order = scratch->order_next;
		scratch->order_next = swap;
	}
}

/* libhs reports in order of the ends; should one ever not, this mends it. */
static int sort_found(struct matcher_scratch *scratch)
{
	struct found *sorted = malloc(scratch->found_size * sizeof *sorted);

	if (sorted == NULL)
		return -1;
	for (size_t i = 0; i < scratch->found_count; i++)
		scratch->order[i] = (uint64_t)scratch->found[i].end << 32 | i;
	sort_order(scratch);
	for (size_t i = 0; i < scratch->found_count; i++)
		sorted[i] = scratch->found[(uint32_t)scratch->order[i]];
	free(scratch->found);
	scratch->found = sorted;
	return 0;
}

/* ---- hits ------------------------------------------------------------------------------------------------------ */

/* Where a hit stands in the text as it was before folding; blanks behind it do not belong to it. */
static void hit_place(struct hit *hit, const struct view *view)
{
	size_t from = view->map[hit->folded_from], to = view->map[hit->folded_to];

	while (to > from && (unsigned char)view->text->utf8.at[to - 1] <= ' ')
		to--;
	hit->offset = from;
	hit->length = to - from;
}

/* The place where a rule's next hit is to be kept: of a rule that says too much, the first and the newest stay, so
 * that neither the beginning of a letter nor a letter behind much padding is lost. NULL: no room. */
static struct hit *hit_room(struct run *run, struct told *told)
{
	size_t kept = told->count;

	if (kept >= LIMIT_HITS_PER_PHRASE)
		return &run->hits->at[told->hits[1 + (kept - 1) % (LIMIT_HITS_PER_PHRASE - 1)]];
	if (run->hits->count == run->hits->size) {
		run->full = true;
		return NULL;
	}
	told->hits[kept] = (uint32_t)run->hits->count;
	return &run->hits->at[run->hits->count++];
}

static void tell_hit(struct run *run, uint32_t rule, size_t from, size_t to)
{
	struct told *told = &run->scratch->told[rule];
	struct hit *hit;

	if (told->text != run->scratch->text) {
		told->text = run->scratch->text;
		told->count = 0;
		told->to = 0;
	}
	if (told->count > 0 && from < told->to) /* another spelling of what was told already */
		return;
	hit = hit_room(run, told);
	if (hit == NULL)
		return;
	told->count++;
	told->to = (uint32_t)to;
	*hit = (struct hit){.rule = &run->rules->rules[rule], .text = run->view->index, .folded_from = from,
			    .folded_to = to};
	hit_place(hit, run->view);
}

/* An anchor was found: run its pattern there, unless it has been found there or has run often enough. */
static void run_pattern(struct run *run, size_t index, size_t from, size_t to)
{
	const struct pattern *pattern = &run->rules->patterns[index];
	struct counted *ran = &run->scratch->ran[index];
	size_t hit_from, hit_to;
	int status;

	if (ran->text == run->scratch->text && from < ran->to)
		return;
	if (count_one(ran, run->scratch->text) > LIMIT_PATTERN_RUNS) {
		run->full = true;
		return;
	}
	status = pattern_run(pattern, run->scratch->pattern_room, &hit_from, &hit_to, run->text, run->len, from, to);
	if (status < 0)
		run->full = true;
	if (status <= 0)
		return;
	ran->to = (uint32_t)hit_to;
	tell_hit(run, pattern->rule, hit_from, hit_to);
}

static void tell_target(struct run *run, uint32_t target, size_t from, size_t to)
{
	if ((target & TARGET_PATTERN) != 0)
		run_pattern(run, target & ~TARGET_PATTERN, from, to);
	else
		tell_hit(run, target, from, to);
}

static int compare_hits(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->folded_from != y->folded_from)
		return x->folded_from < y->folded_from ? -1 : 1;
	return x->rule->index < y->rule->index ? -1 : x->rule->index > y->rule->index;
}

/* ---- the walk -------------------------------------------------------------------------------------------------- */

/* Does an edge's gap fit in front of this place? Returns: 1 with where the phrase began, 0 not. */
static int edge_fits(const struct run *run, uint32_t *origin_out, const struct edge *edge, const struct found *found)
{
	const struct live *live = &run->scratch->live[edge->from];

	if (edge->from == 0) {
		*origin_out = found->begin;
		return gap_opens(&edge->gap, run->text, run->len, found->begin);
	}
	if (live->text != run->scratch->text)
		return 0;
	for (uint32_t i = 0; i < live->count; i++) {
		if (gap_fits(&edge->gap, run->text, run->len, live->end[i], found->begin)) {
			*origin_out = live->origin[i];
			return 1;
		}
	}
	return 0;
}

/* Note that a state comes alive when the walk has passed the end of this place. */
static void add_step(struct run *run, struct found *found, uint32_t state, uint32_t origin)
{
	struct matcher_scratch *scratch = run->scratch;

	if (scratch->step_count == scratch->step_size) {
		size_t size = scratch->step_size == 0 ? 1024 : scratch->step_size * 2;
		struct step *steps;

		if (scratch->step_count >= LIMIT_LITERAL_HITS) {
			run->full = true;
			return;
		}
		steps = realloc(scratch->steps, size * sizeof *steps);
		if (steps == NULL) {
			run->lost = true;
			return;
		}
		scratch->steps = steps;
		scratch->step_size = size;
	}
	scratch->steps[scratch->step_count++] = (struct step){state, origin, found->step};
	found->step = (uint32_t)scratch->step_count;
}

static void try_edge(struct run *run, const struct edge *edge, struct found *found)
{
	const struct graph *graph = &run->rules->graph;
	const struct state *to = &graph->states[edge->to];
	uint32_t origin;

	if (!edge_fits(run, &origin, edge, found))
		return;
	if (to->target != GRAPH_NOTHING && gap_closes(&to->close, run->text, run->len, found->end))
		tell_target(run, to->target, origin, found->end);
	if (edge->to <= graph->live_count && gap_leaves(&to->leave, run->text, run->len, found->end))
		add_step(run, found, edge->to, origin);
}

/* The walk has passed the end of a place: what it led to is alive now. */
static void take_steps(struct run *run, const struct found *found)
{
	for (uint32_t at = found->step; at != 0; at = run->scratch->steps[at - 1].next) {
		const struct step *step = &run->scratch->steps[at - 1];
		struct live *live = &run->scratch->live[step->state];

		if (live->text != run->scratch->text)
			*live = (struct live){.text = run->scratch->text};
		if (live->count > 0 && live->end[0] == found->end)
			continue;
		live->end[1] = live->end[0];
		live->origin[1] = live->origin[0];
		live->end[0] = found->end;
		live->origin[0] = step->origin;
		live->count = live->count == 0 ? 1 : 2;
	}
}

/* Places are met in order of their begins; before each, the places that end in front of it take effect. So the newest
 * end of a state is always the nearest one. */
static void walk(struct run *run)
{
	struct matcher_scratch *scratch = run->scratch;
	const struct graph *graph = &run->rules->graph;
	size_t ended = 0;

	for (size_t i = 0; i < scratch->found_count; i++) {
		struct found *found = &scratch->found[(uint32_t)scratch->order[i]];
		const struct literal *literal = &graph->literals[found->literal];

		for (; scratch->found[ended].end <= found->begin; ended++)
			take_steps(run, &scratch->found[ended]);
		run->work += literal[1].first_edge - literal->first_edge;
		if (run->work > LIMIT_PHRASE_WORK) {
			run->full = true;
			return;
		}
		for (size_t k = literal->first_edge; k < literal[1].first_edge; k++)
			try_edge(run, &graph->edges[k], found);
	}
}

int phrase_find(struct hits *hits, struct matcher_scratch *scratch, const struct xs_rules *rules,
		const struct view *view)
{
	struct run run = {
		.scratch = scratch,
		.rules = rules,
		.view = view,
		.text = view->folded.at,
		.len = view->folded.len,
		.hits = hits,
		.first_hit = hits->count,
		.sorted = true,
	};

	if (run.len == 0)
		return 0;
	scratch_next_text(scratch);
	if (matcher_run(rules->matcher, scratch->room, run.text, run.len, collect, &run) != 0 || run.lost)
		return -1;
	if (!run.sorted && sort_found(scratch) != 0)
		return -1;
	for (size_t i = 0; i < scratch->found_count; i++)
		scratch->order[i] = (uint64_t)scratch->found[i].begin << 32 | i;
	sort_order(scratch);
	walk(&run);
	if (hits->count > run.first_hit)
		qsort(hits->at + run.first_hit, hits->count - run.first_hit, sizeof *hits->at, compare_hits);
	hits->full |= run.full;
	if (scratch->found_size > FOUND_KEPT || scratch->step_size > FOUND_KEPT)
		scratch_release(scratch);
	return run.lost ? -1 : 0;
}
