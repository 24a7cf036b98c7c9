/* aho.c: turns a set of literals into an automaton, and a text into their places.
 * It must not know what the literals mean, nor libhs.
 * A. V. Aho, M. J. Corasick: Efficient string matching: an aid to bibliographic search. CACM 18 (1975) 6.
 */
#include "detect/aho.h"

#include <stdlib.h>
#include <string.h>

#define AHO_NONE UINT32_MAX
#define AHO_ROW 256  /* entries of a wide node's row */
#define AHO_NARROW 6 /* with more children than this, a node gets a row */

/* Nodes are numbered level by level, so the children of one stand in a run, and label[] tells them apart. */
struct aho_node {
	uint32_t first;  /* first child */
	uint32_t fail;   /* the node of the longest proper suffix */
	uint32_t report; /* nearest node on the way of fails, itself included, where a literal ends; 0: none */
	uint16_t count;  /* of children */
	uint16_t way;    /* one child: the byte that leads to it; more than AHO_NARROW: the number of the node's row */
};

struct aho {
	struct aho_node *nodes;
	unsigned char *label; /* by node: the byte that leads to it */
	uint32_t *literal;    /* by node: the literal that ends there, or AHO_NONE */
	uint32_t (*rows)[AHO_ROW];
	uint32_t node_count;
	uint32_t row_count;
	bool begins[256]; /* by byte: does a literal begin with it? */
};

/* While it is built: the sorted literals that pass through each node, and how deep it is. */
struct aho_range {
	uint32_t from, to, depth;
};

struct aho_build {
	struct aho *aho;
	const struct bytes *literals;
	struct aho_entry {
		struct bytes bytes;
		uint32_t index;
	} * sorted;
	struct aho_range *ranges;
};

static int compare_entries(const void *a, const void *b)
{
	const struct bytes *x = &((const struct aho_entry *)a)->bytes, *y = &((const struct aho_entry *)b)->bytes;
	int order = memcmp(x->at, y->at, x->len < y->len ? x->len : y->len);

	return order != 0 ? order : x->len < y->len ? -1 : x->len > y->len;
}

/* The child of a node for a byte; 0 (the root, which is nobody's child) when there is none. */
static inline uint32_t aho_child(const struct aho *aho, uint32_t at, unsigned char byte)
{
	const struct aho_node *node = &aho->nodes[at];

	if (node->count == 1) /* most nodes: nothing but the node itself is read */
		return node->way == byte ? node->first : 0;
	if (node->count > AHO_NARROW)
		return aho->rows[node->way][byte];
	for (uint32_t child = node->first; child < node->first + node->count; child++)
		if (aho->label[child] == byte)
			return child;
	return 0;
}

static inline uint32_t aho_step(const struct aho *aho, uint32_t at, unsigned char byte)
{
	for (;;) {
		uint32_t child = aho_child(aho, at, byte);

		if (child != 0 || at == 0)
			return child;
		at = aho->nodes[at].fail;
	}
}

/* Wide nodes are rare (the root, and what follows a common beginning); a row makes each of their steps one look. More
 * than 65,536 of them would be some ten million literals. */
static int aho_widen(struct aho *aho, uint32_t at)
{
	struct aho_node *node = &aho->nodes[at];
	uint32_t(*rows)[AHO_ROW];

	if (node->count == 1)
		node->way = aho->label[node->first];
	if (node->count <= AHO_NARROW)
		return 0;
	if (aho->row_count > UINT16_MAX)
		return -1;
	if ((aho->row_count & (aho->row_count - 1)) == 0) { /* room for the next power of two */
		rows = realloc(aho->rows, (aho->row_count == 0 ? 1 : 2 * (size_t)aho->row_count) * sizeof *rows);
		if (rows == NULL)
			return -1;
		aho->rows = rows;
	}
	memset(aho->rows[aho->row_count], 0, sizeof *aho->rows);
	for (uint32_t child = node->first; child < node->first + node->count; child++)
		aho->rows[aho->row_count][aho->label[child]] = child;
	node->way = (uint16_t)aho->row_count++;
	return 0;
}

/* Give a node its children: one for each byte with which its literals go on. */
static int aho_branch(struct aho_build *build, uint32_t at)
{
	struct aho *aho = build->aho;
	struct aho_range range = build->ranges[at];
	uint32_t i = range.from;

	if (build->sorted[i].bytes.len == range.depth)
		aho->literal[at] = build->sorted[i++].index;
	aho->nodes[at].first = aho->node_count;
	while (i < range.to) {
		unsigned char byte = (unsigned char)build->sorted[i].bytes.at[range.depth];
		uint32_t child = aho->node_count++, from = i;

		while (i < range.to && (unsigned char)build->sorted[i].bytes.at[range.depth] == byte)
			i++;
		aho->label[child] = byte;
		aho->literal[child] = AHO_NONE;
		build->ranges[child] = (struct aho_range){from, i, range.depth + 1};
		aho->nodes[at].count++;
	}
	return aho_widen(aho, at);
}

/* Parents come before their children, so a parent's own fail is known, and so are the nodes it leads to. */
static void aho_link(struct aho *aho)
{
	for (uint32_t at = 0; at < aho->node_count; at++) {
		struct aho_node *node = &aho->nodes[at];

		node->report = aho->literal[at] != AHO_NONE ? at : aho->nodes[node->fail].report;
		for (uint32_t child = node->first; child < node->first + node->count; child++)
			aho->nodes[child].fail = at == 0 ? 0 : aho_step(aho, node->fail, aho->label[child]);
	}
}

/* Returns: 0 or -1 (no memory, or more nodes than can be numbered). */
static int aho_room(struct aho_build *build, size_t count)
{
	struct aho *aho = build->aho;
	size_t most = 1;

	for (size_t i = 0; i < count; i++)
		most += build->literals[i].len;
	if (most >= AHO_NONE)
		return -1;
	aho->nodes = calloc(most, sizeof *aho->nodes);
	aho->label = calloc(most, sizeof *aho->label);
	aho->literal = calloc(most, sizeof *aho->literal);
	build->ranges = calloc(most, sizeof *build->ranges);
	build->sorted = calloc(count + 1, sizeof *build->sorted);
	if (aho->nodes == NULL || aho->label == NULL || aho->literal == NULL || build->ranges == NULL ||
	    build->sorted == NULL)
		return -1;
	for (size_t i = 0; i < count; i++)
		aho->begins[(unsigned char)build->literals[i].at[0]] = true;
	for (size_t i = 0; i < count; i++)
		build->sorted[i] = (struct aho_entry){build->literals[i], (uint32_t)i};
	qsort(build->sorted, count, sizeof *build->sorted, compare_entries);
	return 0;
}

/* Shared prefixes leave much of the first guess unused. A failed shrink changes nothing. */
static void aho_trim(struct aho *aho)
{
	void *at;

	if ((at = realloc(aho->nodes, aho->node_count * sizeof *aho->nodes)) != NULL)
		aho->nodes = at;
	if ((at = realloc(aho->label, aho->node_count * sizeof *aho->label)) != NULL)
		aho->label = at;
	if ((at = realloc(aho->literal, aho->node_count * sizeof *aho->literal)) != NULL)
		aho->literal = at;
}

int aho_new(struct aho **aho_out, const struct bytes *literals, size_t count)
{
	struct aho *aho = calloc(1, sizeof *aho);
	struct aho_build build = {.aho = aho, .literals = literals};
	int status = -1;

	*aho_out = aho;
	if (aho == NULL || aho_room(&build, count) != 0)
		goto out;
	aho->node_count = 1;
	aho->literal[0] = AHO_NONE;
	build.ranges[0] = (struct aho_range){0, (uint32_t)count, 0};
	for (uint32_t at = 0; count > 0 && at < aho->node_count; at++)
		if (aho_branch(&build, at) != 0)
			goto out;
	aho_link(aho);
	aho_trim(aho);
	status = 0;
out:
	free(build.ranges);
	free(build.sorted);
	if (status != 0)
		aho_free(aho_out);
	return status;
}

/* The next byte with which a literal begins. Most of a text in another script is passed over here. */
static size_t skip_to_root(const struct aho *aho, const char *text, size_t len, size_t at)
{
	while (at < len && !aho->begins[(unsigned char)text[at]])
		at++;
	return at;
}

void aho_run(const struct aho *aho, const char *text, size_t len, int (*found)(void *ctx, uint32_t literal, size_t end),
	     void *ctx)
{
	uint32_t at = 0;

	for (size_t i = skip_to_root(aho, text, len, 0); i < len;
	     i = at == 0 ? skip_to_root(aho, text, len, i + 1) : i + 1) {
		uint32_t report;

		at = aho_step(aho, at, (unsigned char)text[i]);
		for (report = aho->nodes[at].report; report != 0; report = aho->nodes[aho->nodes[report].fail].report)
			if (found(ctx, aho->literal[report], i + 1) != 0)
				return;
	}
}

int aho_walk(const struct aho *aho, const char *text, size_t len, size_t from,
	     int (*found)(void *ctx, uint32_t literal, size_t end), void *ctx)
{
	uint32_t at = 0;
	int stop = 0;

	for (size_t i = from; i < len && stop == 0; i++) {
		at = aho_child(aho, at, (unsigned char)text[i]);
		if (at == 0)
			break;
		if (aho->nodes[at].report == at)
			stop = found(ctx, aho->literal[at], i + 1);
	}
	return stop;
}

void aho_free(struct aho **aho_io)
{
	struct aho *aho = *aho_io;

	*aho_io = NULL;
	if (aho == NULL)
		return;
	free(aho->nodes);
	free(aho->label);
	free(aho->literal);
	free(aho->rows);
	free(aho);
}
