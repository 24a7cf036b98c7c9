/* privileges.h: from root to the daemon's own user, for good.
 * It must not know what the privileges were for.
 */
#ifndef MILTER_PRIVILEGES_H
#define MILTER_PRIVILEGES_H

#include "extortscan.h"

/* Become user and group ("" for user: stay; "" for group: the user's own). Nothing can be gained back after it.
 * Returns: 0, or -1 with err set: no such user, or we are neither root nor that user already. */
int privileges_drop(const char *user, const char *group, struct xs_error *err);
/* Many connections need many descriptors: raise the soft limit to what we may have. */
void privileges_raise_files(void);

#endif
