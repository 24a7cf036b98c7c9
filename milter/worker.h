/* worker.h: the process that filters. Its orders come through a pipe, never as signals: libmilter's own signal thread
 * takes HUP, TERM and INT for a stop, in the middle of messages, and no handler of ours is safe from it.
 */
#ifndef MILTER_WORKER_H
#define MILTER_WORKER_H

#include <stdbool.h>

#include "log.h"
#include "settings.h"

enum worker_order { WORKER_RELOAD = 'R', WORKER_COUNTERS = 'C', WORKER_STOP = 'S' };

struct worker {
	const struct settings *settings;
	struct log log;
	int orders; /* where orders are read; its end means that the supervisor is gone */
	int ready;  /* where one byte is written when the filter serves, then closed; -1: nobody waits for it */
};

/* Open the socket, drop privileges, load rules and policy, serve until told to stop. Call in a process of one thread
 * whose signals are all blocked. Does not return: exits with 0 after a stop, 1 when it cannot go on. */
__attribute__((noreturn)) void worker_run(struct worker *worker);

#endif
