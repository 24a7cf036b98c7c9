/* publish.h: the rules and the policy that are in force, together, so that no message ever sees one without the other.
 * It must not know messages: who takes a snapshot keeps it alive until it is dropped, however many reloads go by.
 */
#ifndef MILTER_PUBLISH_H
#define MILTER_PUBLISH_H

#include <pthread.h>

#include "dnslist.h"
#include "extortscan.h"
#include "settings.h"

/* Immutable once published. */
struct snapshot {
	struct xs_rules *rules;
	struct xs_policy *policy;
	struct dnslist *dnslist; /* NULL: the rules name none. The one part that changes; it has its own lock */
	unsigned long refs; /* under publish->lock */
};

struct publish {
	pthread_mutex_t lock; /* held for a pointer and a count, never while matching */
	struct snapshot *current;
};

/* Load rules and policy from where the settings say. Returns: 0, or -1 with err set.
 * Owns: the caller hands *snapshot_out to publish_replace() or frees it with snapshot_free(). */
int snapshot_load(struct snapshot **snapshot_out, const struct settings *settings, const struct xs_listener *listener,
		  struct xs_error *err);
void snapshot_free(struct snapshot **snapshot);

/* Returns: 0, or -1. */
int publish_init(struct publish *publish_out);
/* Threads: any number at once. Never NULL once something was published. */
struct snapshot *publish_take(struct publish *publish);
/* Clears the taker's pointer; welcomes NULL. The last one out frees it. */
void publish_drop(struct publish *publish, struct snapshot **snapshot);
/* Put a new one in force; the old one lives until its last taker drops it. Owns: takes *next over and clears it. */
void publish_replace(struct publish *publish, struct snapshot **next);

#endif
