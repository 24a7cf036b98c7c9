/* scanners.c: a bounded stock of scanners, made when first needed and kept.
 * It must not know messages.
 * Standard: none.
 */
#include "scanners.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Returns: 0, or -1. */
static int scanners_init_locks(struct scanners *scanners)
{
	pthread_condattr_t clock;
	int failed;

	if (pthread_condattr_init(&clock) != 0)
		return -1;
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC); /* a wait must not depend on somebody setting the time */
	failed = pthread_cond_init(&scanners->returned, &clock);
	pthread_condattr_destroy(&clock);
	return failed != 0 || pthread_mutex_init(&scanners->lock, NULL) != 0 ? -1 : 0;
}

int scanners_init(struct scanners *scanners_out, const struct xs_options *options, size_t most)
{
	memset(scanners_out, 0, sizeof *scanners_out);
	scanners_out->options = *options;
	scanners_out->most = most;
	scanners_out->idle = calloc(most, sizeof(struct xs_scan *));
	if (scanners_out->idle == NULL)
		return -1;
	return scanners_init_locks(scanners_out);
}

/* Under the lock. Returns: 1 when a place is free, 0 when none was in time. */
static int scanners_wait(struct scanners *scanners, unsigned long seconds)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += (time_t)seconds;
	while (scanners->in_use >= scanners->most) {
		if (seconds == 0 || pthread_cond_timedwait(&scanners->returned, &scanners->lock, &until) != 0)
			return scanners->in_use < scanners->most;
	}
	return 1;
}

static void scanners_leave(struct scanners *scanners)
{
	scanners->in_use--;
	pthread_cond_signal(&scanners->returned);
}

int scanners_take(struct scanners *scanners, struct xs_scan **scan_out, unsigned long seconds)
{
	int result;

	*scan_out = NULL;
	pthread_mutex_lock(&scanners->lock);
	result = scanners_wait(scanners, seconds);
	if (result == 1)
		scanners->in_use++;
	if (result == 1 && scanners->idle_count > 0)
		*scan_out = scanners->idle[--scanners->idle_count];
	pthread_mutex_unlock(&scanners->lock);
	if (result == 0 || *scan_out != NULL)
		return result;
	if (xs_scan_new(scan_out, &scanners->options, NULL) == 0)
		return 1;
	*scan_out = NULL;
	pthread_mutex_lock(&scanners->lock);
	scanners_leave(scanners);
	pthread_mutex_unlock(&scanners->lock);
	return -1;
}

void scanners_give(struct scanners *scanners, struct xs_scan **scan, bool worn)
{
	if (*scan == NULL)
		return;
	if (worn)
		xs_scan_free(scan); /* outside the lock; its place is still taken, so there are never more than most */
	pthread_mutex_lock(&scanners->lock);
	if (!worn)
		scanners->idle[scanners->idle_count++] = *scan;
	scanners_leave(scanners);
	pthread_mutex_unlock(&scanners->lock);
	*scan = NULL;
}

void scanners_free(struct scanners *scanners)
{
	while (scanners->idle_count > 0)
		xs_scan_free(&scanners->idle[--scanners->idle_count]);
	free(scanners->idle);
	scanners->idle = NULL;
	pthread_cond_destroy(&scanners->returned);
	pthread_mutex_destroy(&scanners->lock);
}
