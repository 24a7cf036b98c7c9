/* load.h: policy and rules from where the options say, or from where they are installed.
 * It must not know what they are used for.
 */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include "options.h"

#define LOAD_DIRS_MAX (OPTIONS_LIST_MAX + 2)

/* Both return 0, or -1 with the error told on stderr. The listener may be NULL: then warnings are not told. */
int load_policy(struct xs_policy **policy_out, const struct options *options, const struct xs_listener *listener);
int load_rules(struct xs_rules **rules_out, const struct options *options, const struct xs_listener *listener);

const char *load_policy_path(const struct options *options);
/* The folders that load_rules() reads, into dirs_out[LOAD_DIRS_MAX]. Returns: how many. */
size_t load_rule_dirs(const char **dirs_out, const struct options *options);

#endif
