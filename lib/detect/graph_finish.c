/* graph_finish.c: turns the states and edges of a builder into a graph that is quick to walk.
 * It must not know phrases.
 * No standard; edges lie together by literal, states that wait for the same literal lie together.
 */
#include "detect/graph_build.h"

#include <stdlib.h>
#include <string.h>

static int compare_edges(const void *a, const void *b)
{
	const struct built_edge *x = a, *y = b;

	if (x->edge.from != y->edge.from)
		return x->edge.from < y->edge.from ? -1 : 1;
	if (x->edge.to != y->edge.to)
		return x->edge.to < y->edge.to ? -1 : 1;
	return memcmp(&x->edge.gap, &y->edge.gap, sizeof x->edge.gap);
}

/* Put the edges of each literal together, counting. Returns: 0 or -1 (no memory). */
static int group_edges(struct graph_builder *builder)
{
	size_t *next = calloc(builder->literals.count + 1, sizeof *next);
	struct built_edge *edges = calloc(builder->edge_count + 1, sizeof *edges);

	if (next == NULL || edges == NULL) {
		free(next);
		free(edges);
		return -1;
	}
	for (size_t i = 0; i < builder->edge_count; i++)
		next[builder->edges[i].literal + 1]++;
	for (size_t i = 0; i < builder->literals.count; i++)
		next[i + 1] += next[i];
	for (size_t i = 0; i < builder->edge_count; i++)
		edges[next[builder->edges[i].literal]++] = builder->edges[i];
	free(next);
	free(builder->edges);
	builder->edges = edges;
	builder->edge_size = builder->edge_count + 1;
	return 0;
}

/* Sort the edges of each literal, which lie together. */
static void sort_edges(struct graph_builder *builder)
{
	size_t first = 0;

	for (size_t i = 1; i <= builder->edge_count; i++) {
		if (i < builder->edge_count && builder->edges[i].literal == builder->edges[first].literal)
			continue;
		qsort(builder->edges + first, i - first, sizeof *builder->edges, compare_edges);
		first = i;
	}
}

/* ---- numbers of states ----------------------------------------------------------------------------------------- */

/* The edges of one literal. */
struct bundle {
	size_t first, count;
};

static int compare_bundles(const void *a, const void *b)
{
	const struct bundle *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return x->first < y->first ? -1 : 1;
}

/* The bundles, the largest first; edges must be grouped.
 * Returns: NULL when memory ran out.   Owns: the caller frees. */
static struct bundle *bundle_edges(size_t *count_out, const struct graph_builder *builder)
{
	struct bundle *bundles = calloc(builder->literals.count + 1, sizeof *bundles);
	size_t count = 0;

	for (size_t i = 0; bundles != NULL && i < builder->edge_count; i++) {
		if (i == 0 || builder->edges[i].literal != builder->edges[i - 1].literal)
			bundles[count++].first = i;
		bundles[count - 1].count++;
	}
	if (bundles != NULL)
		qsort(bundles, count, sizeof *bundles, compare_bundles);
	*count_out = count;
	return bundles;
}

/* Number the states that edges leave first: only they need memory in a scan. Those that wait for the same literal get
 * neighbouring numbers, so that the edges of a literal fall into few blocks.
 * Returns: how many states edges leave, or -1 (no memory). */
static long number_live_states(uint32_t *number, const struct graph_builder *builder)
{
	size_t bundle_count;
	struct bundle *bundles = bundle_edges(&bundle_count, builder);
	uint32_t next = 1;

	if (bundles == NULL)
		return -1;
	for (size_t i = 0; i < bundle_count; i++) {
		for (size_t k = bundles[i].first; k < bundles[i].first + bundles[i].count; k++) {
			uint32_t from = builder->edges[k].edge.from;

			if (from != 0 && number[from] == 0)
				number[from] = next++;
		}
	}
	free(bundles);
	return next - 1;
}

/* Give all states their last numbers, and the edges those; states that no edge touches any more get none. */
static int number_states(struct graph *graph, struct graph_builder *builder)
{
	uint32_t *number = calloc(builder->state_count, sizeof *number);
	long live = number == NULL ? -1 : number_live_states(number, builder);
	uint32_t next = (uint32_t)live + 1;

	if (live < 0) {
		free(number);
		return -1;
	}
	for (size_t i = 0; i < builder->edge_count; i++) {
		struct built_edge *edge = &builder->edges[i];
		uint32_t to = edge->edge.to;

		if (number[to] == 0)
			number[to] = next++;
		graph->states[number[to]] = builder->states[to];
		edge->edge.from = number[edge->edge.from];
		edge->edge.to = number[to];
	}
	graph->live_count = (size_t)live;
	graph->state_count = next;
	free(number);
	return 0;
}

/* ---- edges ----------------------------------------------------------------------------------------------------- */

/* The block to which the edge that comes next belongs. */
static struct block *block_of(struct graph *graph, uint32_t literal, uint32_t word)
{
	struct block *block = graph->block_count == 0 ? NULL : &graph->blocks[graph->block_count - 1];

	if (block != NULL && block->word == word && graph->literals[literal].first_block < graph->block_count)
		return block;
	block = &graph->blocks[graph->block_count++];
	*block = (struct block){0, word, (uint32_t)graph->edge_count};
	return block;
}

static void place_edge(struct graph *graph, const struct built_edge *built)
{
	struct edge *edge = &graph->edges[graph->edge_count++];
	const struct state *to = &graph->states[built->edge.to];

	*edge = built->edge;
	edge->most = gap_most(&edge->gap);
	edge->plain = edge->from == 0 && gap_is_plain(&edge->gap);
	edge->tells = to->target != GRAPH_NOTHING;
	edge->leaves = edge->to <= graph->live_count ? (uint8_t)gap_left_side(&to->leave) : EDGE_ENDS;
}

/* Copy the edges, which are sorted. */
static void place_edges(struct graph *graph, const struct graph_builder *builder)
{
	size_t literal = 0;

	for (size_t i = 0; i < builder->edge_count; i++) {
		const struct built_edge *built = &builder->edges[i];

		while (literal <= built->literal)
			graph->literals[literal++].first_block = (uint32_t)graph->block_count;
		block_of(graph, built->literal, built->edge.from / 64)->states |= UINT64_C(1) << built->edge.from % 64;
		place_edge(graph, built);
	}
	while (literal <= graph->literal_count)
		graph->literals[literal++].first_block = (uint32_t)graph->block_count;
	graph->blocks[graph->block_count].first_edge = (uint32_t)graph->edge_count;
}

static void loosen(uint8_t *side_io, enum gap_side side)
{
	if (side < *side_io)
		*side_io = (uint8_t)side;
}

static void bound_by_edge(struct literal *literal, const struct graph *graph, const struct edge *edge)
{
	const struct state *to = &graph->states[edge->to];

	loosen(&literal->before, gap_right_side(&edge->gap));
	loosen(&literal->behind, gap_left_side(&to->leave));
	if (to->target != GRAPH_NOTHING)
		loosen(&literal->behind, gap_left_side(&to->close));
}

/* What holds for all edges of a literal can be asked before any of them is tried. */
static void bound_literals(struct graph *graph, const struct graph_builder *builder)
{
	for (size_t i = 0; i < graph->literal_count; i++) {
		struct literal *literal = &graph->literals[i];
		size_t end = graph->blocks[literal[1].first_block].first_edge;

		literal->len = (uint16_t)builder->literals.at[i].len;
		literal->before = literal->behind = GAP_SIDE_WORD;
		for (size_t k = graph->blocks[literal->first_block].first_edge; k < end; k++)
			bound_by_edge(literal, graph, &graph->edges[k]);
	}
}

static int graph_room(struct graph *graph, const struct graph_builder *builder)
{
	graph->literal_count = builder->literals.count;
	graph->literals = calloc(builder->literals.count + 1, sizeof *graph->literals);
	graph->blocks = calloc(builder->edge_count + 1, sizeof *graph->blocks);
	graph->edges = calloc(builder->edge_count + 1, sizeof *graph->edges);
	graph->states = calloc(builder->state_count, sizeof *graph->states);
	return graph->literals == NULL || graph->blocks == NULL || graph->edges == NULL || graph->states == NULL ? -1
														 : 0;
}

/* A failed shrink changes nothing. */
static void graph_trim(struct graph *graph)
{
	void *at;

	if ((at = realloc(graph->blocks, (graph->block_count + 1) * sizeof *graph->blocks)) != NULL)
		graph->blocks = at;
	if ((at = realloc(graph->states, graph->state_count * sizeof *graph->states)) != NULL)
		graph->states = at;
}

/* What is needed of the builder from here on is its literals. */
static void graph_forget(struct graph_builder *builder)
{
	free(builder->edges);
	free(builder->states);
	builder->edges = NULL;
	builder->states = NULL;
	builder->edge_count = builder->state_count = 0;
}

int graph_finish(struct graph *graph_out, struct graph_builder *builder)
{
	memset(graph_out, 0, sizeof *graph_out);
	if (graph_merge(builder) != 0 || graph_room(graph_out, builder) != 0)
		goto fail;
	if (group_edges(builder) != 0 || number_states(graph_out, builder) != 0)
		goto fail;
	sort_edges(builder);
	place_edges(graph_out, builder);
	bound_literals(graph_out, builder);
	graph_trim(graph_out);
	graph_forget(builder);
	return 0;
fail:
	graph_free(graph_out);
	return -1;
}

void graph_free(struct graph *graph)
{
	free(graph->literals);
	free(graph->blocks);
	free(graph->edges);
	free(graph->states);
	memset(graph, 0, sizeof *graph);
}
