/* counters.h: how many of what, since the daemon began. Read by SIGUSR2 and at the end.
 * It must not decide anything.
 */
#ifndef MILTER_COUNTERS_H
#define MILTER_COUNTERS_H

#include <stdatomic.h>
#include <stddef.h>

enum counter {
	COUNTER_CONNECTIONS,
	COUNTER_MESSAGES, /* that reached their end */
	COUNTER_ACCEPT,
	COUNTER_TAG,
	COUNTER_QUARANTINE,
	COUNTER_TEMPFAIL,
	COUNTER_REJECT,
	COUNTER_ABORTED, /* that the MTA gave up before their end */
	COUNTER_TROUBLE, /* that on_trouble decided */
	COUNTER_OVERLOAD,
	COUNTER_FAILED,   /* whose verdict the MTA refused to carry out */
	COUNTER_STRIPPED, /* forged copies of our header that were removed */
	COUNTER_RELOADS,
	COUNTER_DNS,        /* questions to DNS lists, cached ones too */
	COUNTER_DNS_LISTED, /* answered yes */
	COUNTER_DNS_SILENT, /* not answered */
	COUNTER_COUNT
};

/* Relaxed atomics: each is exact, together they are no snapshot. */
struct counters {
	atomic_ulong at[COUNTER_COUNT];
};

static inline void counters_add(struct counters *counters, enum counter which, unsigned long n)
{
	atomic_fetch_add_explicit(&counters->at[which], n, memory_order_relaxed);
}
static inline unsigned long counters_get(const struct counters *counters, enum counter which)
{
	return atomic_load_explicit(&counters->at[which], memory_order_relaxed);
}
/* "connections=3 messages=2 ...", cut to size. */
void counters_line(char *buf, size_t size, const struct counters *counters);

#endif
