/* resolve.h: many names asked for at once, and the addresses that came back in time. Two files can do it: resolve.c
 * with c-ares, resolve_none.c not at all; configure takes one of them. It must not know what the names are for.
 *
 * Threads: any number at once; each call opens and closes its own sockets.
 */
#ifndef DNSLIST_RESOLVE_H
#define DNSLIST_RESOLVE_H

#include "cache.h"
#include "extortscan.h"

enum resolve_state {
	RESOLVE_LATE,     /* nothing came in time */
	RESOLVE_FAILED,   /* the servers answered that they cannot */
	RESOLVE_ANSWERED, /* answer is what they say: no address, and there is no such name */
};

struct resolve_query {
	const char *name;
	enum resolve_state state;
	struct answer answer;
	unsigned ttl;    /* seconds; 0 when no address came */
	const char *why; /* FAILED: a static string */
};

#define RESOLVE_MAX 64 /* names of one call */

/* As dnslist_resolver(). */
const char *resolve_version(void);
/* Can these servers ("127.0.0.1:53,...", NULL: the system's) be asked? To be called before the first thread asks.
 * Returns: 0, or -1 with err set. */
int resolve_check(const char *servers, struct xs_error *err);
/* Ask all, for at most budget milliseconds. Every query gets its state. Returns: 0, or -1 without memory or sockets:
 * then every query is FAILED. */
int resolve_all(struct resolve_query *queries, size_t count, const char *servers, unsigned budget);

#endif
