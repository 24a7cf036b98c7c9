/* service.h: what all connections share. The whole list of the daemon's shared mutable state stands here: the snapshot
 * (its mutex) and in it the answers of DNS lists (their mutex), the scanners (their mutex), the counters and the two
 * atomics; and the log, which syslog(3) guards.
 */
#ifndef MILTER_SERVICE_H
#define MILTER_SERVICE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "counters.h"
#include "log.h"
#include "publish.h"
#include "scanners.h"
#include "settings.h"

struct service {
	const struct settings *settings; /* immutable while connections live */
	struct log log;
	struct publish publish;
	struct scanners scanners;
	struct counters counters;
	atomic_ulong in_flight; /* messages between MAIL and their end */
	atomic_bool stopping;   /* no new messages: those in flight are waited for */
};

#endif
