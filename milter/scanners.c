/* scanners.c: a bounded stock of scanners, made when first needed and kept.
 * It must not know messages.
 * Standard: none.
 */
#include "scanners.h"

#include <stdlib.h>
#include <string.h>

int scanners_init(struct scanners *scanners_out, const struct xs_options *options, size_t most)
{
	memset(scanners_out, 0, sizeof *scanners_out);
	scanners_out->options = *options;
	scanners_out->most = most;
	scanners_out->idle = calloc(most, sizeof(struct xs_scan *));
	if (scanners_out->idle == NULL)
		return -1;
	return pthread_mutex_init(&scanners_out->lock, NULL) == 0 ? 0 : -1;
}

int scanners_take(struct scanners *scanners, struct xs_scan **scan_out)
{
	int result = 1;

	*scan_out = NULL;
	pthread_mutex_lock(&scanners->lock);
	if (scanners->in_use >= scanners->most)
		result = 0;
	else
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
	scanners->in_use--;
	pthread_mutex_unlock(&scanners->lock);
	return -1;
}

void scanners_give(struct scanners *scanners, struct xs_scan **scan)
{
	if (*scan == NULL)
		return;
	pthread_mutex_lock(&scanners->lock);
	scanners->in_use--;
	scanners->idle[scanners->idle_count++] = *scan;
	pthread_mutex_unlock(&scanners->lock);
	*scan = NULL;
}

void scanners_free(struct scanners *scanners)
{
	while (scanners->idle_count > 0)
		xs_scan_free(&scanners->idle[--scanners->idle_count]);
	free(scanners->idle);
	scanners->idle = NULL;
	pthread_mutex_destroy(&scanners->lock);
}
