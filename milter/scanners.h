/* scanners.h: the scanners of all connections, and with them the bound on work and memory.
 * libmilter's pool starts a thread whenever none is idle, without a bound, and a scanner that reads a long letter holds
 * some ten megabytes: so there are only so many, and who comes on top waits for a moment. A scanner is held from the
 * first header to the verdict, not while a slow client thinks: an idle connection holds no memory of it, and nobody can
 * use up the bound by being slow.
 */
#ifndef MILTER_SCANNERS_H
#define MILTER_SCANNERS_H

#include <pthread.h>
#include <stdbool.h>

#include "extortscan.h"

struct scanners {
	pthread_mutex_t lock;    /* held for a pointer and a count */
	pthread_cond_t returned; /* one was given back */
	struct xs_options options;
	struct xs_scan **idle; /* newest last: the warmest memory is used first */
	size_t idle_count;
	size_t in_use;
	size_t most;
};

/* options' strings must outlive it. Returns: 0, or -1. */
int scanners_init(struct scanners *scanners_out, const struct xs_options *options, size_t most);
/* Wait for one for at most so many seconds.
 * Returns: 1 with *scan_out set, 0 when all are in use, -1 when no memory is left for one more. */
int scanners_take(struct scanners *scanners, struct xs_scan **scan_out, unsigned long seconds);
/* Give it back and clear the pointer; welcomes NULL. One that is worn, grown by a large message, is freed. */
void scanners_give(struct scanners *scanners, struct xs_scan **scan, bool worn);
/* Free the idle ones. Only when nobody takes any more. */
void scanners_free(struct scanners *scanners);

#endif
