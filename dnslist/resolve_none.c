/* resolve_none.c: a build without c-ares: nobody is asked.
 * It must not pretend to have asked.
 */
#include "resolve.h"

const char *resolve_version(void)
{
	return NULL;
}

int resolve_check(const char *servers, struct xs_error *err)
{
	(void)servers;
	(void)err;
	return 0;
}

int resolve_all(struct resolve_query *queries, size_t count, const char *servers, unsigned budget)
{
	(void)servers;
	(void)budget;
	for (size_t i = 0; i < count; i++) {
		queries[i].state = RESOLVE_FAILED;
		queries[i].why = "built without c-ares";
	}
	return -1;
}
