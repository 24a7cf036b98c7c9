/* literal_set.c: turns strings into small numbers, equal strings into equal ones.
 * It must not know what they are for.
 * No standard; open addressing, FNV-1a. Only rule authors choose the strings, so no keyed hash is needed.
 */
#include "detect/literal_set.h"

#include "detect/grow.h"

#include <stdlib.h>
#include <string.h>

void literal_set_init(struct literal_set *set)
{
	memset(set, 0, sizeof *set);
	arena_init(&set->arena, 0);
}

void literal_set_free(struct literal_set *set)
{
	arena_free(&set->arena);
	free(set->at);
	free(set->table);
	literal_set_init(set);
}

static uint64_t hash_bytes(const char *at, size_t len)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)at[i]) * 1099511628211u;
	return hash ^ hash >> 29;
}

/* Where a literal stands in the table, or where it belongs. */
static uint32_t *table_slot(const struct literal_set *set, const char *at, size_t len)
{
	size_t mask = set->table_size - 1;

	for (size_t i = (size_t)hash_bytes(at, len) & mask;; i = (i + 1) & mask) {
		const struct bytes *literal;

		if (set->table[i] == 0)
			return &set->table[i];
		literal = &set->at[set->table[i] - 1];
		if (literal->len == len && memcmp(literal->at, at, len) == 0)
			return &set->table[i];
	}
}

/* The table is at most half full, and grows in large steps: each hashes everything anew. */
static int table_grow(struct literal_set *set)
{
	size_t wanted = set->table_size == 0 ? 1024 : set->table_size * 4;

	if (set->count * 2 < set->table_size)
		return 0;
	free(set->table);
	set->table = calloc(wanted, sizeof *set->table);
	set->table_size = set->table == NULL ? 0 : wanted;
	if (set->table == NULL)
		return -1;
	for (size_t i = 0; i < set->count; i++)
		*table_slot(set, set->at[i].at, set->at[i].len) = (uint32_t)i + 1;
	return 0;
}

int literal_set_add(struct literal_set *set, uint32_t *number_out, const char *at, size_t len)
{
	uint32_t *slot;

	if (table_grow(set) != 0 || grow(&set->at, &set->size, set->count, sizeof *set->at) != 0)
		return -1;
	slot = table_slot(set, at, len);
	if (*slot == 0) {
		struct bytes literal = {arena_copy(&set->arena, at, len), len};

		if (literal.at == NULL)
			return -1;
		set->at[set->count++] = literal;
		*slot = (uint32_t)set->count;
	}
	*number_out = *slot - 1;
	return 0;
}

int literal_set_find(const struct literal_set *set, uint32_t *number_out, const char *at, size_t len)
{
	const uint32_t *slot = set->table_size == 0 ? NULL : table_slot(set, at, len);

	if (slot == NULL || *slot == 0)
		return 0;
	*number_out = *slot - 1;
	return 1;
}
