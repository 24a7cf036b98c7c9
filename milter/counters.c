/* counters.c: the counters -> one line of key=value.
 * It must not know who counts.
 * Standard: none.
 */
#include "counters.h"

#include <stdio.h>

static const char *const counter_names[COUNTER_COUNT] = {
	[COUNTER_CONNECTIONS] = "connections", [COUNTER_MESSAGES] = "messages",
	[COUNTER_ACCEPT] = "accept",           [COUNTER_TAG] = "tag",
	[COUNTER_QUARANTINE] = "quarantine",   [COUNTER_TEMPFAIL] = "tempfail",
	[COUNTER_REJECT] = "reject",           [COUNTER_ABORTED] = "aborted",
	[COUNTER_TROUBLE] = "trouble",         [COUNTER_OVERLOAD] = "overload",
	[COUNTER_FAILED] = "failed",           [COUNTER_STRIPPED] = "stripped",
	[COUNTER_RELOADS] = "reloads",         [COUNTER_DNS] = "dns",
	[COUNTER_DNS_LISTED] = "dns_listed",   [COUNTER_DNS_SILENT] = "dns_silent",
};

void counters_line(char *buf, size_t size, const struct counters *counters)
{
	size_t used = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < COUNTER_COUNT && used < size; i++)
		used += (size_t)snprintf(buf + used, size - used, "%s%s=%lu", i == 0 ? "" : " ", counter_names[i],
					 counters_get(counters, (enum counter)i));
}
