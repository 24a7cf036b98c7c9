/* literal_set.h: strings of bytes, each once, by number.
 * It must not know what they are for.
 */
#ifndef DETECT_LITERAL_SET_H
#define DETECT_LITERAL_SET_H

#include "base/arena.h"
#include "stage.h"

struct literal_set {
	struct arena arena; /* of the bytes */
	struct bytes *at;   /* by number */
	size_t count, size;
	uint32_t *table; /* open addressing: number + 1 */
	size_t table_size;
};

void literal_set_init(struct literal_set *set);
void literal_set_free(struct literal_set *set);
/* The number of a literal, which is added (as a copy) if it is new. Returns: 0 or -1 (no memory). */
int literal_set_add(struct literal_set *set, uint32_t *number_out, const char *at, size_t len);

/* Is the literal there? Returns: 1 with its number, or 0. */
int literal_set_find(const struct literal_set *set, uint32_t *number_out, const char *at, size_t len);

#endif
