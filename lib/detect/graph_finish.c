/* graph_finish.c: turns the states and edges of a builder into a graph that is quick to walk.
 * It must not know phrases.
 * No standard; edges lie together by literal, states that edges leave come first.
 */
#include "detect/graph_build.h"

#include <stdlib.h>
#include <string.h>

static int compare_edges(const void *a, const void *b)
{
	const struct built_edge *x = a, *y = b;

	if (x->literal != y->literal)
		return x->literal < y->literal ? -1 : 1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->edge.to != y->edge.to)
		return x->edge.to < y->edge.to ? -1 : 1;
	return memcmp(&x->edge.gap, &y->edge.gap, sizeof x->edge.gap);
}

static bool same_edge(const struct built_edge *a, const struct built_edge *b)
{
	return a->literal == b->literal && a->from == b->from && a->edge.to == b->edge.to &&
	       gap_same(&a->edge.gap, &b->edge.gap);
}

/* Number the states so that those that edges leave come first: only they need memory in a scan. */
static void number_states(struct graph *graph, uint32_t *number, const struct graph_builder *builder)
{
	uint32_t next = 1;

	memset(number, 0, builder->state_count * sizeof *number);
	for (size_t i = 0; i < builder->edge_count; i++)
		number[builder->edges[i].from] = 1;
	for (size_t i = 1; i < builder->state_count; i++)
		if (number[i] != 0)
			number[i] = next++;
	graph->live_count = next - 1;
	for (size_t i = 1; i < builder->state_count; i++)
		if (number[i] == 0)
			number[i] = next++;
	number[0] = 0;
	graph->state_count = builder->state_count;
	for (size_t i = 0; i < builder->state_count; i++) {
		graph->states[number[i]] = builder->states[i];
		graph->states[number[i]].plain = gap_is_plain(&builder->states[i].close);
	}
}

/* Copy the edges, sorted by literal, each once. */
static void place_edges(struct graph *graph, const uint32_t *number, const struct graph_builder *builder)
{
	size_t literal = 0;

	for (size_t i = 0; i < builder->edge_count; i++) {
		const struct built_edge *from = &builder->edges[i];
		struct edge *edge = &graph->edges[graph->edge_count];

		if (i > 0 && same_edge(from, from - 1))
			continue;
		while (literal <= from->literal)
			graph->literals[literal++].first_edge = (uint32_t)graph->edge_count;
		*edge = from->edge;
		edge->most = gap_most(&edge->gap);
		edge->plain = from->from == 0 && gap_is_plain(&edge->gap);
		edge->to = number[edge->to];
		graph->from[graph->edge_count++] = number[from->from];
	}
	while (literal <= graph->literal_count)
		graph->literals[literal++].first_edge = (uint32_t)graph->edge_count;
}

/* What holds for all edges of a literal can be asked before any of them is tried. */
static void bound_literals(struct graph *graph, const struct graph_builder *builder)
{
	for (size_t i = 0; i < graph->literal_count; i++) {
		struct literal *literal = &graph->literals[i];

		literal->len = (uint32_t)builder->literals.at[i].len;
		literal->at_word = true;
		literal->bound_left = true;
		literal->bound_right = true;
		for (size_t k = literal->first_edge; k < graph->literals[i + 1].first_edge; k++) {
			const struct state *to = &graph->states[graph->edges[k].to];

			literal->at_word &= gap_begins_word(&graph->edges[k].gap);
			literal->bound_left &= gap_bounds_right(&graph->edges[k].gap);
			literal->bound_right &= gap_bounds_left(&to->leave);
			literal->bound_right &= to->target == GRAPH_NOTHING || gap_bounds_left(&to->close);
		}
	}
}

int graph_finish(struct graph *graph_out, struct graph_builder *builder)
{
	uint32_t *number = calloc(builder->state_count, sizeof *number);

	memset(graph_out, 0, sizeof *graph_out);
	graph_out->literal_count = builder->literals.count;
	graph_out->literals = calloc(builder->literals.count + 1, sizeof *graph_out->literals);
	graph_out->from = calloc(builder->edge_count + 1, sizeof *graph_out->from);
	graph_out->edges = calloc(builder->edge_count + 1, sizeof *graph_out->edges);
	graph_out->states = calloc(builder->state_count, sizeof *graph_out->states);
	if (number == NULL || graph_out->literals == NULL || graph_out->from == NULL || graph_out->edges == NULL ||
	    graph_out->states == NULL) {
		free(number);
		graph_free(graph_out);
		return -1;
	}
	if (builder->edge_count > 0)
		qsort(builder->edges, builder->edge_count, sizeof *builder->edges, compare_edges);
	number_states(graph_out, number, builder);
	place_edges(graph_out, number, builder);
	bound_literals(graph_out, builder);
	free(number);
	return 0;
}

void graph_free(struct graph *graph)
{
	free(graph->literals);
	free(graph->from);
	free(graph->edges);
	free(graph->states);
	memset(graph, 0, sizeof *graph);
}
