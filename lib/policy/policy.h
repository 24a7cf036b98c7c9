/* policy.h: ordered rules, the first that matches decides.
 * It must not know how mail is read or how an action is carried out.
 */
#ifndef POLICY_POLICY_H
#define POLICY_POLICY_H

#include "extortscan.h"

/* xs_policy_load() from memory, for tests; name stands for the path in messages. */
int policy_parse(struct xs_policy **policy_out, const char *name, const char *text, size_t len,
		 const struct xs_listener *listener, struct xs_error *err);

#endif
