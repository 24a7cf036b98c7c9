/* arena.c: turns malloc blocks into cheap takes that are released together.
 * It must not know what is kept in it.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_BLOCK 16384 /* a usual mail fits into one */

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	max_align_t memory[];
};

void arena_init(struct arena *arena, size_t cap)
{
	memset(arena, 0, sizeof *arena);
	arena->cap = cap;
}

static struct arena_block *arena_grow(struct arena *arena, size_t size)
{
	struct arena_block *block;

	if (size < ARENA_BLOCK)
		size = ARENA_BLOCK;
	if (arena->cap != 0 && (size > arena->cap || arena->held > arena->cap - size))
		return NULL;
	block = malloc(sizeof *block + size);
	if (block == NULL)
		return NULL;
	block->next = arena->blocks;
	block->size = size;
	block->used = 0;
	arena->blocks = block;
	arena->held += size;
	return block;
}

void *arena_take(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	void *taken;

	if (size > SIZE_MAX / 2)
		goto full;
	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (block == NULL || block->size - block->used < size)
		block = arena_grow(arena, size);
	if (block == NULL)
		goto full;
	taken = (char *)block->memory + block->used;
	block->used += size;
	return memset(taken, 0, size);
full:
	arena->full = true;
	return NULL;
}

char *arena_copy(struct arena *arena, const void *from, size_t len)
{
	char *copy = len < SIZE_MAX / 2 ? arena_take(arena, len + 1) : NULL;

	if (copy != NULL && len > 0)
		memcpy(copy, from, len);
	return copy;
}

char *arena_string(struct arena *arena, const char *from)
{
	return arena_copy(arena, from, strlen(from));
}

void arena_reset(struct arena *arena)
{
	struct arena_block *keep = arena->blocks;

	arena->full = false;
	if (keep == NULL)
		return;
	while (keep->next != NULL) {
		struct arena_block *next = keep->next;

		keep->next = next->next;
		arena->held -= next->size;
		free(next);
	}
	keep->used = 0;
}

void arena_free(struct arena *arena)
{
	size_t cap = arena->cap;

	for (struct arena_block *block = arena->blocks; block != NULL;) {
		struct arena_block *next = block->next;

		free(block);
		block = next;
	}
	arena_init(arena, cap);
}
