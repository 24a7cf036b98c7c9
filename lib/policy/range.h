/* range.h: ">= 10", "< 4", ">= 4, < 10" as an interval.
 * It must not know what is counted.
 */
#ifndef POLICY_RANGE_H
#define POLICY_RANGE_H

#include "base/yaml.h"

/* Both ends belong to it. */
struct range {
	long least, most;
};

enum range_unit {
	RANGE_TENTHS, /* "7.5" is 75 */
	RANGE_COUNT,
	RANGE_BYTES /* "100k" is 102,400; k, M */
};

/* Does the text look like a comparison (and not like a name)? */
bool range_is(const char *text);
/* Read one comparison, or two that are joined by a comma. Returns: 0, or -1 with err set; a comparison that nothing
 * can satisfy is an error. */
int range_read(struct range *range_out, const struct yaml_file *file, const struct yaml_node *node, const char *what,
	       enum range_unit unit, struct xs_error *err);

static inline bool range_has(const struct range *range, long value)
{
	return value >= range->least && value <= range->most;
}
static inline bool range_covers(const struct range *wide, const struct range *narrow)
{
	return wide->least <= narrow->least && wide->most >= narrow->most;
}

#endif
