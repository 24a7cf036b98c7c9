/* graph_merge.c: makes one state of states that are always reached together, so that phrases share their beginnings.
 * It must not know phrases.
 * No standard. Two states are one when the same edges lead to both, and the same may follow: then both are alive at the
 * same places. Only what they say may differ; a state says one thing, so those that say different things stay apart.
 */
#include "detect/graph_build.h"

#include <stdlib.h>
#include <string.h>

/* What leads to each state: into[first[s]] to into[first[s] + count[s]]. */
struct merging {
	struct graph_builder *builder;
	struct built_edge *into; /* sorted by the state that they lead to */
	uint32_t *first, *count;
	uint32_t *same;  /* by state: the one that stands for it, itself at first */
	uint32_t *table; /* open addressing: states that stand for others, by what leads to them; 0: none */
	size_t table_size;
	size_t merged;
};

static int compare_into(const void *a, const void *b)
{
	const struct built_edge *x = a, *y = b;

	if (x->edge.from != y->edge.from)
		return x->edge.from < y->edge.from ? -1 : 1;
	if (x->literal != y->literal)
		return x->literal < y->literal ? -1 : 1;
	return memcmp(&x->edge.gap, &y->edge.gap, sizeof x->edge.gap);
}

static bool same_into(const struct built_edge *a, const struct built_edge *b)
{
	return a->edge.from == b->edge.from && a->literal == b->literal && gap_same(&a->edge.gap, &b->edge.gap);
}

static int merging_begin(struct merging *merging, struct graph_builder *builder)
{
	size_t states = builder->state_count;

	memset(merging, 0, sizeof *merging);
	merging->builder = builder;
	merging->table_size = 64;
	while (merging->table_size < 2 * states)
		merging->table_size *= 2;
	merging->into = calloc(builder->edge_count + 1, sizeof *merging->into);
	merging->first = calloc(states + 1, sizeof *merging->first);
	merging->count = calloc(states + 1, sizeof *merging->count);
	merging->same = calloc(states + 1, sizeof *merging->same);
	merging->table = calloc(merging->table_size, sizeof *merging->table);
	return merging->into == NULL || merging->first == NULL || merging->count == NULL || merging->same == NULL ||
			       merging->table == NULL
		       ? -1
		       : 0;
}

static void merging_end(struct merging *merging)
{
	free(merging->into);
	free(merging->first);
	free(merging->count);
	free(merging->same);
	free(merging->table);
}

/* Sort the edges by the state that they lead to, counting. */
static void gather_edges(struct merging *merging)
{
	const struct graph_builder *builder = merging->builder;

	for (size_t i = 0; i < builder->edge_count; i++)
		merging->first[builder->edges[i].edge.to + 1]++;
	for (size_t i = 0; i < builder->state_count; i++) {
		merging->first[i + 1] += merging->first[i];
		merging->same[i] = (uint32_t)i;
	}
	for (size_t i = 0; i < builder->edge_count; i++) {
		uint32_t to = builder->edges[i].edge.to;

		merging->into[merging->first[to] + merging->count[to]++] = builder->edges[i];
	}
}

/* Say of each edge that leads to a state which state it really leaves; each edge once. */
static void settle_edges(struct merging *merging, uint32_t state)
{
	struct built_edge *into = merging->into + merging->first[state];
	uint32_t kept = 0;

	for (uint32_t i = 0; i < merging->count[state]; i++)
		into[i].edge.from = merging->same[into[i].edge.from];
	qsort(into, merging->count[state], sizeof *into, compare_into);
	for (uint32_t i = 0; i < merging->count[state]; i++)
		if (kept == 0 || !same_into(&into[kept - 1], &into[i]))
			into[kept++] = into[i];
	merging->count[state] = kept;
}

static uint64_t hash_add(uint64_t hash, uint32_t value)
{
	return (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15) ^ hash >> 29;
}

static uint64_t hash_gap(uint64_t hash, const struct gap *gap)
{
	uint32_t words[sizeof *gap / sizeof(uint32_t)];

	memcpy(words, gap, sizeof words);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		hash = hash_add(hash, words[i]);
	return hash;
}

static uint64_t hash_state(const struct merging *merging, uint32_t state)
{
	const struct built_edge *into = merging->into + merging->first[state];
	uint64_t hash = hash_gap(merging->count[state], &merging->builder->states[state].leave);

	for (uint32_t i = 0; i < merging->count[state]; i++)
		hash = hash_gap(hash_add(hash_add(hash, into[i].edge.from), into[i].literal), &into[i].edge.gap);
	return hash ^ hash >> 32;
}

static bool is_reached_alike(const struct merging *merging, uint32_t a, uint32_t b)
{
	const struct state *states = merging->builder->states;

	if (merging->count[a] != merging->count[b] || !gap_same(&states[a].leave, &states[b].leave))
		return false;
	for (uint32_t i = 0; i < merging->count[a]; i++)
		if (!same_into(&merging->into[merging->first[a] + i], &merging->into[merging->first[b] + i]))
			return false;
	return true;
}

/* Let `keeper` say what `state` says, too. Returns: false when it says something else. */
static bool share_target(struct state *keeper, const struct state *state)
{
	if (state->target == GRAPH_NOTHING)
		return true;
	if (keeper->target != GRAPH_NOTHING)
		return keeper->target == state->target && gap_same(&keeper->close, &state->close);
	keeper->target = state->target;
	keeper->close = state->close;
	return true;
}

/* Find the state that stands for this one, or let it stand for itself. */
static void merge_state(struct merging *merging, uint32_t state)
{
	struct state *states = merging->builder->states;
	size_t mask = merging->table_size - 1;

	for (size_t at = (size_t)hash_state(merging, state) & mask;; at = (at + 1) & mask) {
		uint32_t keeper = merging->table[at];

		if (keeper == 0) {
			merging->table[at] = state;
			return;
		}
		if (is_reached_alike(merging, keeper, state) && share_target(&states[keeper], &states[state])) {
			merging->same[state] = keeper;
			merging->merged++;
			return;
		}
	}
}

/* Edges of states that were merged away are duplicates of their keepers'. */
static void keep_edges(struct merging *merging)
{
	struct graph_builder *builder = merging->builder;
	size_t kept = 0;

	for (uint32_t state = 1; state < builder->state_count; state++)
		for (uint32_t i = 0; merging->same[state] == state && i < merging->count[state]; i++)
			builder->edges[kept++] = merging->into[merging->first[state] + i];
	builder->edge_count = kept;
	for (size_t i = 0; i < kept; i++)
		builder->edges[i].edge.from = merging->same[builder->edges[i].edge.from];
}

/* Phrases are written from left to right, so nearly always what leads to a state is settled before the state is. Where
 * it is not, the next pass finds more. Returns: how many states were merged, or -1 (no memory). */
static long merge_pass(struct graph_builder *builder)
{
	struct merging merging;
	long merged = -1;

	if (merging_begin(&merging, builder) == 0) {
		gather_edges(&merging);
		for (uint32_t state = 1; state < builder->state_count; state++) {
			settle_edges(&merging, state);
			if (merging.count[state] > 0)
				merge_state(&merging, state);
		}
		keep_edges(&merging);
		merged = (long)merging.merged;
	}
	merging_end(&merging);
	return merged;
}

#define WORTH_A_PASS 256 /* one in so many states that a pass merged makes another pass worth its time */

int graph_merge(struct graph_builder *builder)
{
	long merged;

	do
		merged = merge_pass(builder);
	while (merged > (long)(builder->state_count / WORTH_A_PASS));
	return merged < 0 ? -1 : 0;
}
