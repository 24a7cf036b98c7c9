/* arena.h: one message's (or one rule set's) memory: many takes, one release, no free piece by piece.
 * Full is sticky: the owner asks once, at the end, instead of at every take.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	size_t held;                /* bytes in all blocks */
	size_t cap;                 /* held may not pass this; 0: no cap */
	bool full;                  /* a take failed: memory or cap */
};

void arena_init(struct arena *arena, size_t cap);
/* Returns: size bytes, zeroed, aligned for any object; NULL with arena->full set. */
void *arena_take(struct arena *arena, size_t size);
/* Copies of bytes and strings, with a NUL behind. Returns: NULL with arena->full set. */
char *arena_copy(struct arena *arena, const void *from, size_t len);
char *arena_string(struct arena *arena, const char *from);
/* Forget everything taken; keeps one block, so that the next message needs no malloc. */
void arena_reset(struct arena *arena);
void arena_free(struct arena *arena);

#endif
