/* graph_build.h: the graph while phrases are added, for the files that build and finish it.
 * It must not be included by anybody else.
 */
#ifndef DETECT_GRAPH_BUILD_H
#define DETECT_GRAPH_BUILD_H

#include "base/text.h"
#include "detect/graph.h"
#include "detect/literal_set.h"
#include "detect/spelling.h"

/* One way to have come so far: the state, and what may stand behind it before the next literal. */
struct way {
	uint32_t state;
	struct gap gap;
};

struct ways {
	struct way at[LIMIT_PHRASE_WAYS];
	size_t count;
};

/* An edge before the graph is finished, by numbers that may still change. */
struct built_edge {
	uint32_t literal;
	struct edge edge;
};

struct graph_builder {
	struct literal_set literals;
	struct spelling_context spellings;
	struct built_edge *edges;
	size_t edge_count, edge_size;
	size_t first_edge; /* of the phrase added last */
	struct state *states;
	size_t state_count, state_size;
	struct spelling spelling; /* being added */
	const char *what;         /* why it failed */
};

/* Make one state of states that are always reached together. The states that are merged away keep their numbers, and no
 * edge touches them. Returns: 0 or -1 (no memory). */
int graph_merge(struct graph_builder *builder);

#endif
