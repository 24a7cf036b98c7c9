/* cache.h: answers that were given, by the name that was asked for, in a table that never grows.
 * It must not know what an answer means.
 *
 * Threads: the caller locks.   Limits: as many answers as it was made for; the one that ends soonest makes room.
 */
#ifndef DNSLIST_CACHE_H
#define DNSLIST_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ANSWER_MAX 4 /* addresses kept of one answer */

/* No address: the name does not exist. */
struct answer {
	uint32_t at[ANSWER_MAX]; /* IPv4, most significant byte first */
	unsigned count;
};

struct cache;

/* size 0: *cache_out is NULL and keeps nothing. Returns: 0, or -1 without memory. */
int cache_new(struct cache **cache_out, size_t size);
/* now: seconds of a clock that never goes back. Returns: was it there, and is it good still? */
bool cache_get(const struct cache *cache, struct answer *answer_out, const char *name, int64_t now);
void cache_put(struct cache *cache, const char *name, const struct answer *answer, int64_t now, unsigned seconds);
void cache_free(struct cache **cache);

#endif
