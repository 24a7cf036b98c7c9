/* aho.c: turns a set of literals into an automaton, and a text into their places.
 * It must not know what the literals mean, nor libhs.
 * A. V. Aho, M. J. Corasick: Efficient string matching: an aid to bibliographic search. CACM 18 (1975) 6.
 */
#include "detect/aho.h"

#include "base/bits.h"

#include <stdlib.h>
#include <string.h>

#define AHO_NONE UINT32_MAX
#define AHO_NARROW 7 /* with more children than this, a node gets a row */

/* Nodes are numbered level by level, so the children of one stand in a run. A step down reads the node and nothing
 * else, as most of its time is waiting for memory. */
struct aho_node {
	uint32_t first;   /* first child; before it has any, the first of the sorted literals that pass through */
	uint32_t literal; /* that ends here, or AHO_NONE; likewise, the one behind the last of these */
	uint8_t count;    /* of children; AHO_WIDE: more than AHO_NARROW */
	uint8_t label[AHO_NARROW]; /* the bytes that lead to them; of a wide node its row's number */
};
#define AHO_WIDE UINT8_MAX

/* The bytes that lead to the children of a wide node: the children's order is theirs. */
struct aho_row {
	uint64_t bits[4];
	uint8_t before[4]; /* how many lie in the words before */
};

struct aho {
	struct aho_node *nodes;
	uint32_t *fail;   /* by node: the node of the longest proper suffix; NULL in a tree */
	uint32_t *report; /* by node: nearest node on the way of fails, itself included, that ends a literal; 0: none */
	struct aho_row *rows;
	uint32_t node_count;
	uint32_t row_count;
	bool begins[256]; /* by byte: does a literal begin with it? */
};

struct aho_build {
	struct aho *aho;
	struct aho_entry {
		struct bytes bytes;
		uint32_t name;
	} * sorted;
	unsigned char *label; /* by node: the byte that leads to it */
	uint32_t row_size;
};

static int compare_entries(const void *a, const void *b)
{
	const struct bytes *x = &((const struct aho_entry *)a)->bytes, *y = &((const struct aho_entry *)b)->bytes;
	int order = memcmp(x->at, y->at, x->len < y->len ? x->len : y->len);

	return order != 0 ? order : x->len < y->len ? -1 : x->len > y->len;
}

static uint32_t row_number(const struct aho_node *node)
{
	uint32_t number;

	memcpy(&number, node->label, sizeof number);
	return number;
}

static uint32_t wide_child(const struct aho *aho, const struct aho_node *node, unsigned char byte)
{
	const struct aho_row *row = &aho->rows[row_number(node)];
	uint64_t bits = row->bits[byte / 64], bit = UINT64_C(1) << byte % 64;

	return (bits & bit) == 0 ? 0 : node->first + row->before[byte / 64] + bits_count(bits & (bit - 1));
}

/* The child of a node for a byte; 0 (the root, which is nobody's child) when there is none. */
static inline uint32_t aho_child(const struct aho *aho, uint32_t at, unsigned char byte)
{
	const struct aho_node *node = &aho->nodes[at];

	if (node->count == AHO_WIDE)
		return wide_child(aho, node, byte);
	for (uint32_t i = 0; i < node->count; i++)
		if (node->label[i] == byte)
			return node->first + i;
	return 0;
}

static inline uint32_t aho_step(const struct aho *aho, uint32_t at, unsigned char byte)
{
	for (;;) {
		uint32_t child = aho_child(aho, at, byte);

		if (child != 0 || at == 0)
			return child;
		at = aho->fail[at];
	}
}

/* Wide nodes are rare: the root, and what follows a common beginning. */
static int aho_widen(struct aho_build *build, uint32_t at, uint32_t count)
{
	struct aho *aho = build->aho;
	struct aho_node *node = &aho->nodes[at];
	struct aho_row *row;
	unsigned before = 0;

	if (aho->row_count == build->row_size) {
		uint32_t size = build->row_size == 0 ? 64 : 2 * build->row_size;
		struct aho_row *rows = realloc(aho->rows, size * sizeof *rows);

		if (rows == NULL)
			return -1;
		aho->rows = rows;
		build->row_size = size;
	}
	row = &aho->rows[aho->row_count];
	memset(row, 0, sizeof *row);
	for (uint32_t child = node->first; child < node->first + count; child++)
		row->bits[build->label[child] / 64] |= UINT64_C(1) << build->label[child] % 64;
	for (int word = 0; word < 4; word++) {
		row->before[word] = (uint8_t)before; /* 255 at most: with 256 children, 192 lie before the last word */
		before += bits_count(row->bits[word]);
	}
	node->count = AHO_WIDE;
	memcpy(node->label, &aho->row_count, sizeof aho->row_count);
	aho->row_count++;
	return 0;
}

/* Give a node its children, in order: one for each byte with which its literals go on. */
static int aho_branch(struct aho_build *build, uint32_t at, size_t depth)
{
	struct aho *aho = build->aho;
	uint32_t i = aho->nodes[at].first, to = aho->nodes[at].literal, count;

	aho->nodes[at].literal = build->sorted[i].bytes.len == depth ? build->sorted[i++].name : AHO_NONE;
	aho->nodes[at].first = aho->node_count;
	while (i < to) {
		unsigned char byte = (unsigned char)build->sorted[i].bytes.at[depth];
		uint32_t child = aho->node_count++, from = i;

		while (i < to && (unsigned char)build->sorted[i].bytes.at[depth] == byte)
			i++;
		build->label[child] = byte;
		aho->nodes[child].first = from;
		aho->nodes[child].literal = i;
	}
	count = aho->node_count - aho->nodes[at].first;
	if (count > AHO_NARROW)
		return aho_widen(build, at, count);
	aho->nodes[at].count = (uint8_t)count;
	memcpy(aho->nodes[at].label, &build->label[aho->nodes[at].first], count);
	return 0;
}

/* Parents come before their children, so a parent's own fail is known, and so are the nodes it leads to. */
static int aho_link(const struct aho_build *build)
{
	struct aho *aho = build->aho;

	aho->fail = calloc(aho->node_count, sizeof *aho->fail);
	aho->report = calloc(aho->node_count, sizeof *aho->report);
	if (aho->fail == NULL || aho->report == NULL)
		return -1;

	for (uint32_t at = 0; at < aho->node_count; at++) {
		uint32_t end = at + 1 < aho->node_count ? aho->nodes[at + 1].first : aho->node_count;

		aho->report[at] = aho->nodes[at].literal != AHO_NONE ? at : aho->report[aho->fail[at]];
		for (uint32_t child = aho->nodes[at].first; child < end; child++)
			aho->fail[child] = at == 0 ? 0 : aho_step(aho, aho->fail[at], build->label[child]);
	}
	return 0;
}

static int aho_sort(struct aho_build *build, const struct bytes *literals, const uint32_t *names, size_t count)
{
	build->sorted = calloc(count + 1, sizeof *build->sorted);
	if (build->sorted == NULL)
		return -1;
	for (size_t i = 0; i < count; i++) {
		build->sorted[i] = (struct aho_entry){literals[i], names != NULL ? names[i] : (uint32_t)i};
		build->aho->begins[(unsigned char)literals[i].at[0]] = true;
	}
	qsort(build->sorted, count, sizeof *build->sorted, compare_entries);
	return 0;
}

static size_t shared_prefix(struct bytes a, struct bytes b)
{
	size_t len = 0;

	while (len < a.len && len < b.len && a.at[len] == b.at[len])
		len++;
	return len;
}

/* A node for each byte of a literal that the one before it in order does not share, and the root. */
static size_t count_nodes(const struct aho_build *build, size_t count)
{
	struct bytes before = {NULL, 0};
	size_t nodes = 1;

	for (size_t i = 0; i < count; i++) {
		nodes += build->sorted[i].bytes.len - shared_prefix(before, build->sorted[i].bytes);
		before = build->sorted[i].bytes;
	}
	return nodes;
}

/* Returns: 0 or -1 (no memory, or more nodes than can be numbered). */
static int aho_room(struct aho_build *build, size_t count)
{
	struct aho *aho = build->aho;
	size_t nodes = count_nodes(build, count);

	if (nodes >= AHO_NONE)
		return -1;
	aho->nodes = calloc(nodes, sizeof *aho->nodes);
	build->label = calloc(nodes, sizeof *build->label);
	return aho->nodes == NULL || build->label == NULL ? -1 : 0;
}

/* Level by level, from the root on: suffixes come before what they are suffixes of. */
static int aho_grow(struct aho_build *build, size_t count)
{
	struct aho *aho = build->aho;
	uint32_t level_end = 1;
	size_t depth = 0;

	aho->node_count = 1;
	aho->nodes[0].literal = count > 0 ? (uint32_t)count : AHO_NONE;
	for (uint32_t at = 0; count > 0 && at < aho->node_count; at++) {
		if (at == level_end) {
			level_end = aho->node_count;
			depth++;
		}
		if (aho_branch(build, at, depth) != 0)
			return -1;
	}
	return 0;
}

static int aho_make(struct aho **aho_out, const struct bytes *literals, const uint32_t *names, size_t count, bool links)
{
	struct aho *aho = calloc(1, sizeof *aho);
	struct aho_build build = {.aho = aho};
	int status = -1;

	*aho_out = aho;
	if (aho == NULL || aho_sort(&build, literals, names, count) != 0 || aho_room(&build, count) != 0 ||
	    aho_grow(&build, count) != 0)
		goto out;
	status = links ? aho_link(&build) : 0;
out:
	free(build.label);
	free(build.sorted);
	if (status != 0)
		aho_free(aho_out);
	return status;
}

int aho_new(struct aho **aho_out, const struct bytes *literals, const uint32_t *names, size_t count)
{
	return aho_make(aho_out, literals, names, count, true);
}

int aho_tree_new(struct aho **aho_out, const struct bytes *literals, const uint32_t *names, size_t count)
{
	return aho_make(aho_out, literals, names, count, false);
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
		for (report = aho->report[at]; report != 0; report = aho->report[aho->fail[report]])
			if (found(ctx, aho->nodes[report].literal, i + 1) != 0)
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
		if (aho->nodes[at].literal != AHO_NONE)
			stop = found(ctx, aho->nodes[at].literal, i + 1);
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
	free(aho->fail);
	free(aho->report);
	free(aho->rows);
	free(aho);
}
