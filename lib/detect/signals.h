/* signals.h: the list of findings of one message, with fixed room.
 * It must not know what a finding means.
 */
#ifndef DETECT_SIGNALS_H
#define DETECT_SIGNALS_H

#include "base/limits.h"
#include "stage.h"

struct signals {
	struct xs_signal at[LIMIT_SIGNALS];
	size_t count;
	int sum;   /* of the points, in tenths; kept even for signals that found no room */
	bool full; /* some found no room: a LIMIT signal stands last */
};

void signals_reset(struct signals *signals);
void signals_add(struct signals *signals, const struct xs_signal *signal);
/* One about the whole message. */
void signals_tell(struct signals *signals, enum xs_signal_kind kind, const char *id, int points);

#endif
