/* phrase.c: turns one folded text into the places where rules hit.
 * It must not know packs' files, mail or points.
 * No standard: literals are found in one pass, then an automaton walks over their places, which are sorted; every
 * step is counted, nothing is tried twice, so hostile text costs time in proportion to its length.
 */
#include "base/bits.h"
#include "detect/boundary.h"
#include "detect/run.h"

#include <stdlib.h>

/* ---- places ---------------------------------------------------------------------------------------------------- */

/* The first place of a literal: states that wait for it are worth keeping. */
static void want_literal(struct run *run, const struct literal *literal)
{
	const struct block *blocks = run->rules->graph.blocks;

	for (size_t i = literal->first_block; i < literal[1].first_block; i++)
		run->scratch->wanted[blocks[i].word] |= blocks[i].states;
}

/* Keep a place, unless no phrase could use it. */
static int collect(void *ctx, uint32_t index, size_t end)
{
	struct run *run = ctx;
	struct matcher_scratch *scratch = run->scratch;
	const struct literal *literal = &run->rules->graph.literals[index];
	struct found found = {.begin = (uint32_t)(end - literal->len), .end = (uint32_t)end, .literal = index};
	uint32_t count;

	found.before = (uint8_t)text_side_before(run->text, run->len, found.begin);
	found.behind = (uint8_t)text_side_behind(run->text, run->len, end);
	if (literal->before > found.before || literal->behind > found.behind)
		return 0;
	count = count_one(&scratch->repeated[index], scratch->text);
	if (count > LIMIT_LITERAL_REPEATS) {
		run->full = true;
		return 0;
	}
	if (count == 1)
		want_literal(run, literal);
	if (scratch->found.count == LIMIT_LITERAL_HITS) {
		run->full = true;
		return 1;
	}
	if (found_add(&scratch->found, &found) != 0) {
		run->lost = true;
		return 1;
	}
	return 0;
}

/* ---- the walk -------------------------------------------------------------------------------------------------- */

static bool has_bit(const uint64_t *bits, uint32_t state)
{
	return (bits[state / 64] >> state % 64 & 1) != 0;
}

/* A place whose edges are tried. */
struct trial {
	const struct found *found;
	uint32_t first_step; /* + 1 */
};

/* Does an edge's gap fit in front of this place? Returns: 1 with where the phrase began, 0 not. */
static int edge_fits(const struct run *run, uint32_t *origin_out, const struct edge *edge, const struct trial *trial)
{
	const struct live *live = &run->scratch->live[edge->from];
	uint32_t begin = trial->found->begin;

	*origin_out = begin;
	if (edge->plain)
		return trial->found->before == GAP_SIDE_WORD;
	if (edge->from == 0)
		return gap_opens(&edge->gap, run->text, run->len, begin);
	for (uint32_t i = 0; i < live->count; i++) {
		if (live->end[i] <= begin && begin - live->end[i] <= edge->most &&
		    gap_fits(&edge->gap, run->text, run->len, live->end[i], begin)) {
			*origin_out = live->origin[i];
			return 1;
		}
	}
	return 0;
}

/* Note that a state comes alive when the walk has passed the end of this place. */
static void add_step(struct run *run, struct trial *trial, uint32_t state, uint32_t origin)
{
	struct matcher_scratch *scratch = run->scratch;

	if (scratch->step_count == LIMIT_LITERAL_HITS) {
		run->full = true;
		return;
	}
	if (scratch->step_count == scratch->step_size) {
		size_t size = scratch->step_size == 0 ? 1024 : 2 * scratch->step_size;
		struct step *steps = realloc(scratch->steps, size * sizeof *steps);

		if (steps == NULL) {
			run->lost = true;
			return;
		}
		scratch->steps = steps;
		scratch->step_size = size;
	}
	scratch->steps[scratch->step_count++] = (struct step){state, origin, trial->first_step};
	trial->first_step = (uint32_t)scratch->step_count;
}

static void try_edge(struct run *run, const struct edge *edge, struct trial *trial)
{
	bool leaves = trial->found->behind >= edge->leaves && has_bit(run->scratch->wanted, edge->to);
	uint32_t end = trial->found->end, origin;

	if ((!leaves && !edge->tells) || !edge_fits(run, &origin, edge, trial))
		return;
	if (edge->tells) {
		const struct state *to = &run->rules->graph.states[edge->to];

		if (gap_closes(&to->close, run->text, run->len, end))
			tell_target(run, to->target, origin, end);
	}
	if (leaves)
		add_step(run, trial, edge->to, origin);
}

/* The walk has passed the end of a place: what it led to is alive now. */
static void take_steps(struct matcher_scratch *scratch, const struct ending *ending)
{
	const struct step *step;

	for (uint32_t at = ending->first; at != 0; at = step->next) {
		struct live *live;

		step = &scratch->steps[at - 1];
		live = &scratch->live[step->state];
		if (!has_bit(scratch->alive, step->state))
			live->count = 0;
		scratch->alive[step->state / 64] |= UINT64_C(1) << step->state % 64;
		if (live->count > 0 && live->end[0] == ending->at) { /* two ways to the same end: the longer is told */
			if (step->origin < live->origin[0])
				live->origin[0] = step->origin;
			continue;
		}
		live->end[1] = live->end[0];
		live->origin[1] = live->origin[0];
		live->end[0] = ending->at;
		live->origin[0] = step->origin;
		live->count = live->count == 0 ? 1 : 2;
	}
}

/* Try the edges of a block that leave states which are alive. Edges are in order of these states, and each state has
 * one at least: so the n-th state's cannot lie before the n-th edge. */
static void try_block(struct run *run, const struct block *block, uint64_t alive, struct trial *trial)
{
	const struct edge *edges = run->rules->graph.edges;

	run->work += block[1].first_edge - block->first_edge;
	for (; alive != 0; alive &= alive - 1) {
		uint64_t below = (alive & -alive) - 1;
		uint32_t state = block->word * 64 + (uint32_t)__builtin_ctzll(alive);
		size_t k = block->first_edge + bits_count(block->states & below);

		while (edges[k].from < state)
			k++;
		for (; k < block[1].first_edge && edges[k].from == state; k++)
			try_edge(run, &edges[k], trial);
	}
}

/* Places are met in order of their begins; before each, the places that end in front of it take effect. So the newest
 * end of a state is always the nearest one. */
static void walk(struct run *run)
{
	struct matcher_scratch *scratch = run->scratch;
	const struct graph *graph = &run->rules->graph;
	struct ending ending;

	for (size_t i = 0; i < scratch->found.count; i++) {
		const struct found *found = &scratch->found.at[(uint32_t)scratch->found.order[i]];
		const struct literal *literal = &graph->literals[found->literal];
		struct trial trial = {.found = found};

		while (ending_pop(&scratch->endings, &ending, found->begin))
			take_steps(scratch, &ending);
		run->work += literal[1].first_block - literal->first_block;
		if (run->work > LIMIT_PHRASE_WORK) {
			run->full = true;
			return;
		}
		for (size_t k = literal->first_block; k < literal[1].first_block; k++) {
			const struct block *block = &graph->blocks[k];
			uint64_t alive = scratch->alive[block->word] & block->states;

			if (alive != 0)
				try_block(run, block, alive, &trial);
		}
		if (trial.first_step != 0 &&
		    ending_push(&scratch->endings, (struct ending){found->end, trial.first_step}) != 0)
			run->lost = true;
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
	if (tell_sorted(&run) != 0)
		return -1;
	hits->full |= run.full;
	scratch_trim(scratch);
	return run.lost ? -1 : 0;
}
