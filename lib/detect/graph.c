/* graph.c: turns phrases into states, and edges of folded literals between them.
 * It must not know packs, slots or how literals are found.
 * No standard; each segment is a bundle of short paths from the ways into it to the ways out of it.
 */
#include "detect/graph_build.h"

#include "detect/boundary.h"
#include "detect/grow.h"

#include <stdlib.h>
#include <string.h>

#define STAR_ALONE "a * that begins or ends a phrase must touch a word"

int graph_builder_new(struct graph_builder **builder_out, struct fold *fold)
{
	struct graph_builder *builder = calloc(1, sizeof *builder);

	*builder_out = builder;
	if (builder == NULL)
		return -1;
	literal_set_init(&builder->literals);
	spelling_context_init(&builder->spellings, fold, &builder->literals);
	if (grow(&builder->states, &builder->state_size, 0, sizeof *builder->states) != 0) {
		graph_builder_free(builder_out);
		return -1;
	}
	builder->states[builder->state_count++] = (struct state){.target = GRAPH_NOTHING};
	return 0;
}

void graph_builder_free(struct graph_builder **builder_io)
{
	struct graph_builder *builder = *builder_io;

	*builder_io = NULL;
	if (builder == NULL)
		return;
	literal_set_free(&builder->literals);
	free(builder->edges);
	free(builder->states);
	spelling_context_free(&builder->spellings);
	free(builder);
}

/* ---- states and edges ------------------------------------------------------------------------------------------ */

static int state_new(struct graph_builder *builder, uint32_t *state_out, const struct gap *leave)
{
	if (grow(&builder->states, &builder->state_size, builder->state_count, sizeof *builder->states) != 0)
		return -1;
	*state_out = (uint32_t)builder->state_count;
	builder->states[builder->state_count++] = (struct state){.target = GRAPH_NOTHING, .leave = *leave};
	return 0;
}

static int edge_new(struct graph_builder *builder, const struct way *from, uint32_t literal, uint32_t to)
{
	if (grow(&builder->edges, &builder->edge_size, builder->edge_count, sizeof *builder->edges) != 0)
		return -1;
	builder->edges[builder->edge_count++] =
		(struct built_edge){literal, {.from = from->state, .to = to, .gap = from->gap}};
	return 0;
}

static int ways_add(struct graph_builder *builder, struct ways *ways, uint32_t state, const struct gap *gap)
{
	for (size_t i = 0; i < ways->count; i++)
		if (ways->at[i].state == state && gap_same(&ways->at[i].gap, gap))
			return 0;
	if (ways->count == LIMIT_PHRASE_WAYS) {
		builder->what = "the phrase has too many optional parts; split it";
		return -1;
	}
	ways->at[ways->count++] = (struct way){state, *gap};
	return 0;
}

/* The state behind the last literal of a spelling: one for all spellings of the segment that go on in the same way. */
static int segment_end(struct graph_builder *builder, struct ways *ends, uint32_t first_state, uint32_t *state_out,
		       const struct gap *gap)
{
	for (size_t i = 0; i < ends->count; i++) {
		if (ends->at[i].state >= first_state && gap_same(&ends->at[i].gap, gap)) {
			*state_out = ends->at[i].state;
			return 0;
		}
	}
	return state_new(builder, state_out, gap) != 0 ? -1 : ways_add(builder, ends, *state_out, gap);
}

static int join_gap(struct graph_builder *builder, struct gap *gap, char join)
{
	const char *what = join == MARK_NONE ? NULL : gap_add(gap, spelling_gap(join));

	if (what != NULL)
		builder->what = what;
	return what == NULL ? 0 : -1;
}

/* The gap of a way, with what the spelling begins with. */
static int lead_way(struct graph_builder *builder, struct way *way, const struct spelling *spelling)
{
	for (size_t i = 0; i < spelling->lead_count; i++) {
		const char *what = gap_add(&way->gap, spelling->lead[i]);

		if (what != NULL) {
			builder->what = what;
			return -1;
		}
	}
	return 0;
}

/* From every way into the segment to the state behind the spelling's first literal. */
static int add_entries(struct graph_builder *builder, const struct ways *ins, const struct spelling *spelling,
		       uint32_t to)
{
	for (size_t i = 0; i < ins->count; i++) {
		struct way in = ins->at[i];

		if (lead_way(builder, &in, spelling) != 0)
			return -1;
		if (in.state == 0 && in.gap.star_left && in.gap.apart) {
			builder->what = STAR_ALONE;
			return -1;
		}
		if (edge_new(builder, &in, spelling->literal[0], to) != 0)
			return -1;
	}
	return 0;
}

/* From every way into the segment over the spelling's literals to the way out of it. */
static int add_path(struct graph_builder *builder, const struct ways *ins, struct ways *outs, uint32_t first_state,
		    const struct spelling *spelling)
{
	struct way at = {0};

	for (size_t k = 0; k < spelling->count; k++) {
		bool last = k + 1 == spelling->count;
		uint32_t to;
		int status = last ? segment_end(builder, outs, first_state, &to, &spelling->behind[k])
				  : state_new(builder, &to, &spelling->behind[k]);

		if (status == 0)
			status = k == 0 ? add_entries(builder, ins, spelling, to)
					: edge_new(builder, &at, spelling->literal[k], to);
		if (status != 0)
			return -1;
		at = (struct way){to, spelling->behind[k]};
	}
	return 0;
}

/* A spelling without literals: the ways go on as they came. */
static int add_bypass(struct graph_builder *builder, const struct ways *ins, struct ways *outs,
		      const struct spelling *spelling, char join)
{
	for (size_t i = 0; i < ins->count; i++) {
		struct way in = ins->at[i];

		if (lead_way(builder, &in, spelling) != 0 || join_gap(builder, &in.gap, join) != 0 ||
		    ways_add(builder, outs, in.state, &in.gap) != 0)
			return -1;
	}
	return 0;
}

static int add_spelling(struct graph_builder *builder, const struct ways *ins, struct ways *outs, uint32_t first_state,
			struct spelling *spelling, char join)
{
	if (spelling->count == 0)
		return add_bypass(builder, ins, outs, spelling, join);
	if (join_gap(builder, &spelling->behind[spelling->count - 1], join) != 0)
		return -1;
	return add_path(builder, ins, outs, first_state, spelling);
}

static int add_segment(struct graph_builder *builder, struct ways *ways, const struct segment *segment)
{
	struct ways outs = {.count = 0};
	uint32_t first_state = (uint32_t)builder->state_count;

	for (size_t i = 0; i < segment->spellings.count; i++)
		if (spelling_read(&builder->spelling, &builder->spellings, segment->spellings.at[i], &builder->what) !=
			    0 ||
		    add_spelling(builder, ways, &outs, first_state, &builder->spelling, segment->join) != 0)
			return -1;
	spelling_tell_join(&builder->spellings, segment->join);
	*ways = outs;
	return 0;
}

/* The phrase ends in every way that is left; a way that is still at the beginning has said nothing. */
static int close_ways(struct graph_builder *builder, const struct ways *ways, uint32_t target)
{
	size_t empty = 0;

	for (size_t i = 0; i < ways->count; i++)
		empty += ways->at[i].state == 0;
	if (empty == ways->count)
		return 0;
	if (empty > 0) {
		builder->what = "every part of the phrase may be missing";
		return -1;
	}
	for (size_t i = 0; i < ways->count; i++) {
		struct state *state = &builder->states[ways->at[i].state];

		if (ways->at[i].gap.star_right) {
			builder->what = STAR_ALONE;
			return -1;
		}
		if (state->target == GRAPH_NOTHING || !ways->at[i].gap.number)
			state->close = ways->at[i].gap;
		state->target = target;
	}
	return 1;
}

int graph_add(struct graph_builder *builder, const struct phrase_parts *parts, uint32_t target, const char **what_out)
{
	struct ways ways = {.count = 1};
	int status = 0;

	builder->what = NULL;
	builder->first_edge = builder->edge_count;
	text_reset(&builder->spellings.told);
	for (size_t i = 0; status == 0 && i < parts->count; i++)
		status = add_segment(builder, &ways, &parts->segments[i]);
	if (status == 0)
		status = builder->spellings.told.lost ? -1 : close_ways(builder, &ways, target);
	*what_out = builder->what;
	return status;
}

struct bytes graph_folded(const struct graph_builder *builder)
{
	return (struct bytes){builder->spellings.told.at, builder->spellings.told.len};
}

static bool is_short_stem(const struct graph_builder *builder, const struct built_edge *edge)
{
	struct bytes literal = builder->literals.at[edge->literal];
	size_t used;

	return letter_read(literal.at, literal.len, 0, &used) == LETTER_SPACED && used == literal.len &&
	       (gap_right_side(&edge->edge.gap) == GAP_SIDE_ANY ||
		gap_left_side(&builder->states[edge->edge.to].leave) == GAP_SIDE_ANY);
}

bool graph_has_short_stem(const struct graph_builder *builder)
{
	for (size_t i = builder->first_edge; i < builder->edge_count; i++)
		if (is_short_stem(builder, &builder->edges[i]))
			return true;
	return false;
}

const struct bytes *graph_literals(const struct graph_builder *builder, size_t *count_out)
{
	*count_out = builder->literals.count;
	return builder->literals.at;
}
