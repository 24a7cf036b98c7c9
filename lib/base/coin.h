/* coin.h: a coin as an administrator names it, for the loaders of policies and packs.
 * It must not know what a coin's addresses look like.
 */
#ifndef BASE_COIN_H
#define BASE_COIN_H

#include "base/yaml.h"

/* One of xs_coin_names(), in any case: its name in *coin_out, a static string. A name that people use for another (eth,
 * bitcoin) is an error that tells the right one. Returns: 0, or -1 with err set. */
int coin_want(const char **coin_out, const struct yaml_file *file, const struct yaml_node *node, struct xs_error *err);

#endif
