/* cache.c: turns names into answers that are remembered for a time.
 * It must not ask anybody, nor know a clock.
 * No standard. A table of sets of eight: a name has its set, and the answer of the set that ends soonest makes room.
 */
#include "cache.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define WAYS 8

/* 64 bits of a keyed hash stand for the name: who does not know the key cannot make two names meet. */
struct entry {
	uint64_t name;
	uint32_t ends; /* seconds since the cache was made; 0: empty */
	uint8_t count;
	uint32_t at[ANSWER_MAX];
};

struct cache {
	uint8_t key[crypto_shorthash_KEYBYTES];
	int64_t begun;
	size_t sets;
	struct entry entries[];
};

int cache_new(struct cache **cache_out, size_t size)
{
	size_t sets = (size + WAYS - 1) / WAYS;

	*cache_out = NULL;
	if (size == 0)
		return 0;
	*cache_out = calloc(1, sizeof **cache_out + sets * WAYS * sizeof(struct entry));
	if (*cache_out == NULL)
		return -1;
	(*cache_out)->sets = sets;
	(*cache_out)->begun = -1;
	randombytes_buf((*cache_out)->key, sizeof(*cache_out)->key);
	return 0;
}

static uint64_t name_of(const struct cache *cache, const char *name)
{
	uint8_t hash[crypto_shorthash_BYTES];
	uint64_t number;

	crypto_shorthash(hash, (const uint8_t *)name, strlen(name), cache->key);
	memcpy(&number, hash, sizeof number);
	return number;
}

/* The set of a name; the upper bits choose it, all of them are compared. */
static size_t set_of(const struct cache *cache, uint64_t name)
{
	return (size_t)((name >> 32) * cache->sets >> 32) * WAYS;
}

static uint32_t since(const struct cache *cache, int64_t now)
{
	return cache->begun < 0 || now < cache->begun ? 1 : (uint32_t)(now - cache->begun) + 1;
}

bool cache_get(const struct cache *cache, struct answer *answer_out, const char *name, int64_t now)
{
	const struct entry *set;
	uint64_t number;

	if (cache == NULL)
		return false;
	number = name_of(cache, name);
	set = &cache->entries[set_of(cache, number)];
	for (size_t i = 0; i < WAYS; i++) {
		if (set[i].name != number || set[i].ends <= since(cache, now))
			continue;
		answer_out->count = set[i].count;
		memcpy(answer_out->at, set[i].at, sizeof answer_out->at);
		return true;
	}
	return false;
}

void cache_put(struct cache *cache, const char *name, const struct answer *answer, int64_t now, unsigned seconds)
{
	struct entry *set, *place;
	uint64_t number;

	if (cache == NULL || seconds == 0)
		return;
	if (cache->begun < 0)
		cache->begun = now;
	number = name_of(cache, name);
	set = place = &cache->entries[set_of(cache, number)];
	for (size_t i = 0; i < WAYS; i++) {
		if (set[i].name == number && set[i].ends != 0) {
			place = &set[i];
			break;
		}
		if (set[i].ends < place->ends)
			place = &set[i];
	}
	*place = (struct entry){.name = number, .ends = since(cache, now) + seconds, .count = (uint8_t)answer->count};
	memcpy(place->at, answer->at, sizeof place->at);
}

void cache_free(struct cache **cache)
{
	free(*cache);
	*cache = NULL;
}
