/* reply.h: the SMTP reply of a policy rule, checked when it is loaded: an MTA silently ignores a wrong one.
 * It must not know the milter; `%` is doubled there.
 */
#ifndef POLICY_REPLY_H
#define POLICY_REPLY_H

#include "base/yaml.h"

struct reply {
	int code;             /* 550 */
	const char *enhanced; /* "5.7.1" */
	const char *text;
};

extern const struct reply reply_reject, reply_tempfail, reply_trouble; /* when the policy says nothing */

/* Read "550 5.7.1 text" for an action: 5xx with reject, 4xx with tempfail, the enhanced code of the same class,
 * printable ASCII, LIMIT_REPLY_BYTES at most. Returns: 0, or -1 with err set. */
int reply_read(struct reply *reply_out, struct arena *arena, const struct yaml_file *file, const struct yaml_node *node,
	       enum xs_action action, struct xs_error *err);
/* Is the text non-empty printable ASCII of at most `most` bytes? Else -1 with the offending place told. */
int reply_check_text(const struct yaml_file *file, const struct yaml_node *node, const char *text, const char *what,
		     size_t most, struct xs_error *err);

#endif
