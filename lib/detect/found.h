/* found.h: the places of literals in one text, in the order in which they begin; and what is to happen where they end.
 * It must not know what a literal or a state means.
 */
#ifndef DETECT_FOUND_H
#define DETECT_FOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One place of one literal. */
struct found {
	uint32_t begin, end;
	uint32_t literal;
	uint8_t before, behind; /* enum gap_side: what it touches */
};

struct found_list {
	struct found *at;
	uint64_t *order, *order_next; /* sorted: begin << 32 | index */
	size_t count, size;
};

/* Returns: 0 or -1 (no memory). */
int found_add(struct found_list *list, const struct found *found);
/* Fill order[]. Linear in their number. */
void found_sort(struct found_list *list);
void found_free(struct found_list *list);

/* A place whose end is still ahead, and what is to happen there: the first of a chain of steps. */
struct ending {
	uint32_t at;
	uint32_t first;
};

/* A heap: the nearest ending is on top. */
struct ending_heap {
	struct ending *at;
	size_t count, size;
};

/* Returns: 0 or -1 (no memory). */
int ending_push(struct ending_heap *heap, struct ending ending);
/* Take the nearest ending if it is at most at `until`. */
bool ending_pop(struct ending_heap *heap, struct ending *ending_out, uint32_t until);
void ending_free(struct ending_heap *heap);

/* Sort by the upper half of each, eight bits at a time: linear. *keys_io and *other_io, both with room for count, may
 * change places. */
void sort_upper(uint64_t **keys_io, uint64_t **other_io, size_t count);

#endif
