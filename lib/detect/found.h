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
};

struct found_list {
	struct found *at;
	uint64_t *order, *order_next; /* sorted: begin << 32 | index */
	size_t count, size;
	bool sorted; /* they came in order of their begins */
};

void found_reset(struct found_list *list);
/* Returns: 0 or -1 (no memory). */
int found_add(struct found_list *list, const struct found *found);
/* Fill order[]. Linear in their number. */
void found_sort(struct found_list *list);
void found_free(struct found_list *list);

/* Something that becomes true at an offset. */
struct step {
	uint32_t at;
	uint32_t state;
	uint32_t origin;
};

/* A heap: the step with the least offset is on top. */
struct step_heap {
	struct step *at;
	size_t count, size;
};

/* Returns: 0 or -1 (no memory). */
int step_push(struct step_heap *heap, const struct step *step);
/* Take the first step if its offset is at most `until`. */
bool step_pop(struct step_heap *heap, struct step *step_out, uint32_t until);
void step_free(struct step_heap *heap);

#endif
