/* publish.c: settings -> the snapshot in force, shared by reference count.
 * It must not match anything while it holds its lock.
 * Standard: none.
 */
#include "publish.h"

#include <stdio.h>
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "caps.h"

/* Loading rules takes nearly twice what they keep, and a third of it would stay with the process for good. */
static void give_memory_back(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

int snapshot_load(struct snapshot **snapshot_out, const struct settings *settings, const struct xs_listener *listener,
		  struct xs_error *err)
{
	const char *dirs[CAP_SETTINGS_LIST];
	size_t dir_count = settings_rule_dirs(settings, dirs);
	struct snapshot *snapshot = calloc(1, sizeof *snapshot);

	*snapshot_out = NULL;
	if (snapshot == NULL) {
		if (err != NULL)
			*err = (struct xs_error){.text = "out of memory"};
		return -1;
	}
	if (xs_policy_load(&snapshot->policy, settings->policy, listener, err) < 0 ||
	    xs_rules_load(&snapshot->rules, dirs, dir_count, listener, err) < 0 ||
	    dnslist_new(&snapshot->dnslist, xs_rules_dns(snapshot->rules), listener, err) < 0) {
		snapshot_free(&snapshot);
		return -1;
	}
	give_memory_back();
	snapshot->refs = 1; /* the publisher's own */
	*snapshot_out = snapshot;
	return 0;
}

void snapshot_free(struct snapshot **snapshot)
{
	struct snapshot *old = *snapshot;

	*snapshot = NULL;
	if (old == NULL)
		return;
	dnslist_free(&old->dnslist); /* it reads the rules */
	xs_rules_free(&old->rules);
	xs_policy_free(&old->policy);
	free(old);
}

int publish_init(struct publish *publish_out)
{
	publish_out->current = NULL;
	return pthread_mutex_init(&publish_out->lock, NULL) == 0 ? 0 : -1;
}

struct snapshot *publish_take(struct publish *publish)
{
	struct snapshot *snapshot;

	pthread_mutex_lock(&publish->lock);
	snapshot = publish->current;
	if (snapshot != NULL)
		snapshot->refs++;
	pthread_mutex_unlock(&publish->lock);
	return snapshot;
}

void publish_drop(struct publish *publish, struct snapshot **snapshot)
{
	struct snapshot *old = *snapshot;
	unsigned long left;

	*snapshot = NULL;
	if (old == NULL)
		return;
	pthread_mutex_lock(&publish->lock);
	left = --old->refs;
	pthread_mutex_unlock(&publish->lock);
	if (left == 0)
		snapshot_free(&old); /* outside the lock: freeing a large rule set takes its time */
}

void publish_replace(struct publish *publish, struct snapshot **next)
{
	struct snapshot *old;

	pthread_mutex_lock(&publish->lock);
	old = publish->current;
	publish->current = *next;
	pthread_mutex_unlock(&publish->lock);
	*next = NULL;
	publish_drop(publish, &old);
}
