/* list.h: the named lists of a policy (and the nameless ones inside a rule): address patterns or networks.
 * It must not know what a rule does with a match.
 */
#ifndef POLICY_LIST_H
#define POLICY_LIST_H

#include "base/yaml.h"
#include "policy/network.h"

enum list_kind {
	LIST_EMPTY, /* fits everywhere, holds nothing */
	LIST_ADDRESSES,
	LIST_NETWORKS
};

struct list {
	const char *name; /* NULL: written inside a rule */
	enum list_kind kind;
	const char **patterns;    /* LIST_ADDRESSES: "abuse@*", "<>" */
	struct network *networks; /* LIST_NETWORKS */
	size_t count;
	struct list *next; /* of the policy's named lists */
};

/* Some lists, as one condition names them. */
struct list_set {
	const struct list **at;
	size_t count;
};

/* Read the `lists:` map. Everything is taken from arena. Returns: 0, or -1 with err set. */
int list_read_all(struct list **first_out, struct arena *arena, const struct yaml_file *file,
		  const struct yaml_node *map, struct xs_error *err);
/* Read what a condition says: a list's name, a pattern or network, or a list of those; all of one kind.
 * Returns: 0, or -1 with err set. */
int list_read_set(struct list_set *set_out, struct arena *arena, const struct list *named, const struct yaml_file *file,
		  const struct yaml_node *node, enum list_kind kind, const char *what, struct xs_error *err);

/* address is without <>; "" is the null sender, which only the pattern "<>" matches. */
bool list_set_has_address(const struct list_set *set, const char *address);
bool list_set_has_client(const struct list_set *set, const char *addr);
/* Take one step of a proof. Returns: false when there are none left. */
static inline bool proof_step(size_t *steps)
{
	return *steps > 0 && (*steps)-- > 0;
}
/* Does wide surely hold all of narrow? false when the steps ran out. */
bool list_set_covers(const struct list_set *wide, const struct list_set *narrow, size_t *steps);

#endif
