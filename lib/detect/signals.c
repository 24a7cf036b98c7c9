/* signals.c: turns findings into one list whose points add up to the score.
 * It must not know what a finding means.
 */
#include "detect/signals.h"

void signals_reset(struct signals *signals)
{
	signals->count = 0;
	signals->sum = 0;
	signals->full = false;
}

void signals_add(struct signals *signals, const struct xs_signal *signal)
{
	signals->sum += signal->points;
	if (signals->count < LIMIT_SIGNALS) {
		signals->at[signals->count++] = *signal;
	} else if (!signals->full) {
		signals->full = true;
		signals->at[LIMIT_SIGNALS - 1] =
			(struct xs_signal){.kind = XS_SIGNAL_LIMIT, .id = "signals", .text = -1};
	}
}

void signals_tell(struct signals *signals, enum xs_signal_kind kind, const char *id, int points)
{
	struct xs_signal signal = {.kind = kind, .id = id, .points = points, .text = -1};

	signals_add(signals, &signal);
}
