/* graph.h: all phrases as one graph: states joined by edges, each edge a literal behind a gap. Literals that several
 * phrases share are stored once. State 0 is where every phrase begins.
 * It must not know packs, slots or how literals are found.
 */
#ifndef DETECT_GRAPH_H
#define DETECT_GRAPH_H

#include "base/arena.h"
#include "detect/gap.h"
#include "detect/syntax.h"

struct fold; /* fold/fold.h */

#define GRAPH_NOTHING UINT32_MAX

struct edge {
	uint32_t from, to;
	struct gap gap; /* what may stand in front of the literal */
	uint16_t most;  /* bytes that the gap can cover: a quick look */
	/* What follows is about the state that the edge leads to: asked for every edge, and states lie far apart. */
	uint8_t leaves; /* enum gap_side: what must follow the literal for a phrase to go on; EDGE_ENDS: none does */
	bool plain;     /* it begins a phrase, and a word boundary is all it wants in front */
	bool tells;     /* a phrase may end there */
};

#define EDGE_ENDS (GAP_SIDE_WORD + 1)

struct state {
	uint32_t target;  /* what was said when a phrase ends here; GRAPH_NOTHING: nothing yet */
	struct gap leave; /* what follows the literal that leads here: decides where it may end */
	struct gap close; /* the same, at the end of the phrase */
};

/* Edges of one literal that leave states whose bits lie in one word: most are passed over with one look. */
struct block {
	uint64_t states;     /* the bits */
	uint32_t word;       /* which word of bits, see struct matcher_scratch */
	uint32_t first_edge; /* its edges go up to the next block's first */
};

struct literal {
	uint32_t first_block;   /* its blocks go up to the next literal's first */
	uint16_t len;           /* LIMIT_PHRASE_BYTES is far below */
	uint8_t before, behind; /* enum gap_side: what every edge wants it to touch */
};

/* Immutable once built. States that other edges leave come first: 1 to live_count. */
struct graph {
	struct literal *literals; /* literal_count + 1, the last one bounds the blocks */
	size_t literal_count;
	struct block *blocks; /* block_count + 1, the last one bounds the edges */
	size_t block_count;
	struct edge *edges;
	size_t edge_count;
	struct state *states;
	size_t state_count, live_count;
};

struct graph_builder;

/* fold is used while phrases are added. Returns: 0 or -1 (no memory).   Owns: the caller calls graph_builder_free(). */
int graph_builder_new(struct graph_builder **builder_out, struct fold *fold);
void graph_builder_free(struct graph_builder **builder);
/* Add a phrase that says `target`.
 * Returns: 1 added; 0 nothing is left of it after folding; -1 with *what_out set (NULL: no memory). */
int graph_add(struct graph_builder *builder, const struct phrase_parts *parts, uint32_t target, const char **what_out);
/* The phrase added last, folded, in one spelling that equal phrases share. Valid until the next graph_add(). */
struct bytes graph_folded(const struct graph_builder *builder);
/* Does the phrase added last hold a single letter that may go on? Such a stem is found in every second word. */
bool graph_has_short_stem(const struct graph_builder *builder);
/* The literals, by index; they belong to the builder. */
const struct bytes *graph_literals(const struct graph_builder *builder, size_t *count_out);
/* Leaves the builder its literals alone. Returns: 0 or -1 (no memory).   Owns: the caller calls graph_free(). */
int graph_finish(struct graph *graph_out, struct graph_builder *builder);
void graph_free(struct graph *graph);

#endif
