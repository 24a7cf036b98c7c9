/* phrase.c: turns one folded text into the places where rules hit.
 * It must not know packs' files, mail or points.
 * No standard: literals are found in one pass, then an automaton walks over their places, which are sorted; every
 * step is counted, nothing is tried twice, so hostile text costs time in proportion to its length.
 */
#include "base/limits.h"
#include "detect/boundary.h"
#include "detect/found.h"
#include "detect/gap.h"
#include "detect/ruleset.h"

#include <stdlib.h>
#include <string.h>

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
	struct step_heap steps;   /* states that come alive where places end */
	struct live *live;        /* by state */
	uint64_t *alive;          /* a bit for each state: was it reached at all? Most edges end here */
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

#define FOUND_KEPT 32768 /* places whose memory a scratch keeps between texts */

static size_t alive_words(const struct xs_rules *rules)
{
	return rules->graph.live_count / 64 + 1;
}

int rules_scratch_new(struct matcher_scratch **scratch_out, const struct xs_rules *rules)
{
	struct matcher_scratch *scratch = calloc(1, sizeof *scratch);

	*scratch_out = scratch;
	if (scratch == NULL)
		return -1;
	scratch->rules = rules;
	scratch->live = calloc(rules->graph.live_count + 1, sizeof *scratch->live);
	scratch->alive = calloc(alive_words(rules), sizeof *scratch->alive);
	scratch->told = calloc(rules->rule_count + 1, sizeof *scratch->told);
	scratch->repeated = calloc(rules->graph.literal_count + 1, sizeof *scratch->repeated);
	scratch->ran = calloc(rules->pattern_count + 1, sizeof *scratch->ran);
	if (scratch->live == NULL || scratch->alive == NULL || scratch->told == NULL || scratch->repeated == NULL ||
	    scratch->ran == NULL || matcher_room_new(&scratch->room, rules->matcher) != 0 ||
	    pattern_room_new(&scratch->pattern_room) != 0) {
		rules_scratch_free(scratch_out);
		return -1;
	}
	return 0;
}

void rules_scratch_free(struct matcher_scratch **scratch_io)
{
	struct matcher_scratch *scratch = *scratch_io;

	*scratch_io = NULL;
	if (scratch == NULL)
		return;
	found_free(&scratch->found);
	step_free(&scratch->steps);
	matcher_room_free(&scratch->room);
	pattern_room_free(&scratch->pattern_room);
	free(scratch->live);
	free(scratch->alive);
	free(scratch->told);
	free(scratch->repeated);
	free(scratch->ran);
	free(scratch);
}

/* A new text makes everything of the old one stale. After four billion texts the numbers begin anew. */
static void scratch_next_text(struct matcher_scratch *scratch)
{
	const struct xs_rules *rules = scratch->rules;

	found_reset(&scratch->found);
	scratch->steps.count = 0;
	memset(scratch->alive, 0, alive_words(rules) * sizeof *scratch->alive);
	scratch->alive[0] = 1; /* every phrase may begin */
	if (++scratch->text != 0)
		return;
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
	if (scratch->found.count == LIMIT_LITERAL_HITS) {
		run->full = true;
		return 1;
	}
	if (found_add(&scratch->found, &(struct found){(uint32_t)begin, (uint32_t)end, index}) != 0) {
		run->lost = true;
		return 1;
	}
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
	*hit = (struct hit){
		.rule = &run->rules->rules[rule], .text = run->view->index, .folded_from = from, .folded_to = to};
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

static bool is_alive(const struct matcher_scratch *scratch, uint32_t state)
{
	return (scratch->alive[state / 64] >> state % 64 & 1) != 0;
}

/* Does an edge's gap fit in front of this place? Returns: 1 with where the phrase began, 0 not. */
static int edge_fits(const struct run *run, uint32_t *origin_out, uint32_t from, const struct edge *edge,
		     const struct found *found)
{
	const struct live *live = &run->scratch->live[from];

	if (from == 0) {
		*origin_out = found->begin;
		return gap_opens(&edge->gap, run->text, run->len, found->begin);
	}
	for (uint32_t i = 0; i < live->count; i++) {
		if (gap_fits(&edge->gap, run->text, run->len, live->end[i], found->begin)) {
			*origin_out = live->origin[i];
			return 1;
		}
	}
	return 0;
}

/* Note that a state comes alive when the walk has passed the end of this place. */
static void add_step(struct run *run, const struct found *found, uint32_t state, uint32_t origin)
{
	struct step_heap *steps = &run->scratch->steps;

	if (steps->count == LIMIT_LITERAL_HITS)
		run->full = true;
	else if (step_push(steps, &(struct step){found->end, state, origin}) != 0)
		run->lost = true;
}

static void try_edge(struct run *run, size_t index, const struct found *found)
{
	const struct graph *graph = &run->rules->graph;
	const struct edge *edge = &graph->edges[index];
	const struct state *to = &graph->states[edge->to];
	uint32_t origin;

	if (!edge_fits(run, &origin, graph->from[index], edge, found))
		return;
	if (to->target != GRAPH_NOTHING && gap_closes(&to->close, run->text, run->len, found->end))
		tell_target(run, to->target, origin, found->end);
	if (edge->to <= graph->live_count && gap_leaves(&to->leave, run->text, run->len, found->end))
		add_step(run, found, edge->to, origin);
}

/* The walk has passed the end of a place: the state that it led to is alive now. */
static void take_step(struct run *run, const struct step *step)
{
	struct live *live = &run->scratch->live[step->state];

	if (!is_alive(run->scratch, step->state))
		live->count = 0;
	run->scratch->alive[step->state / 64] |= UINT64_C(1) << step->state % 64;
	if (live->count > 0 && live->end[0] == step->at)
		return;
	live->end[1] = live->end[0];
	live->origin[1] = live->origin[0];
	live->end[0] = step->at;
	live->origin[0] = step->origin;
	live->count = live->count == 0 ? 1 : 2;
}

/* Places are met in order of their begins; before each, the places that end in front of it take effect. So the newest
 * end of a state is always the nearest one. */
static void walk(struct run *run)
{
	const struct found_list *list = &run->scratch->found;
	const struct graph *graph = &run->rules->graph;
	struct step step;

	for (size_t i = 0; i < list->count; i++) {
		const struct found *found = &list->at[(uint32_t)list->order[i]];
		const struct literal *literal = &graph->literals[found->literal];

		while (step_pop(&run->scratch->steps, &step, found->begin))
			take_step(run, &step);
		run->work += literal[1].first_edge - literal->first_edge;
		if (run->work > LIMIT_PHRASE_WORK) {
			run->full = true;
			return;
		}
		for (size_t k = literal->first_edge; k < literal[1].first_edge; k++)
			if (is_alive(run->scratch, graph->from[k]))
				try_edge(run, k, found);
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
	};

	if (run.len == 0)
		return 0;
	scratch_next_text(scratch);
	if (matcher_run(rules->matcher, scratch->room, run.text, run.len, collect, &run) != 0 || run.lost)
		return -1;
	found_sort(&scratch->found);
	walk(&run);
	if (hits->count > run.first_hit)
		qsort(hits->at + run.first_hit, hits->count - run.first_hit, sizeof *hits->at, compare_hits);
	hits->full |= run.full;
	if (scratch->found.size > FOUND_KEPT || scratch->steps.size > FOUND_KEPT) {
		found_free(&scratch->found);
		step_free(&scratch->steps);
	}
	return run.lost ? -1 : 0;
}
