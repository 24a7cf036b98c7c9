/* condition.h: what a policy rule asks of a message: every key that is present must hold.
 * It must not know what happens to the message then.
 */
#ifndef POLICY_CONDITION_H
#define POLICY_CONDITION_H

#include "policy/list.h"
#include "policy/range.h"

enum condition_key {
	CONDITION_SCORE,
	CONDITION_SLOTS,
	CONDITION_KIND,
	CONDITION_LANG,
	CONDITION_WALLET,
	CONDITION_SIGNALS,
	CONDITION_AUTHENTICATED,
	CONDITION_CLIENT,
	CONDITION_SENDER,
	CONDITION_RECIPIENTS,
	CONDITION_DAEMON,
	CONDITION_SIZE,
	CONDITION_NOT,
	CONDITION_ANY,
	CONDITION_KEYS
};

/* Some words or patterns. */
struct words {
	const char **at;
	size_t count;
};

/* What wallet: asks for. An address on the site's own (trusted) list counts only for trusted. */
enum wallet_want { WALLET_NONE, WALLET_SOME, WALLET_VALID, WALLET_LISTED, WALLET_TRUSTED, WALLET_COINS };

/* keys says which of the fields mean something. Everything lives in the policy's arena. */
struct condition {
	unsigned keys; /* bit (1u << enum condition_key) */
	struct range score;
	struct range slot_count;
	uint32_t slots_all, slots_any; /* 0: does not ask */
	uint32_t kinds;
	struct words langs;
	enum wallet_want wallet;
	struct words coins;
	struct words signals_all, signals_any; /* patterns of ids or names of kinds */
	bool authenticated;
	unsigned clients; /* bit (1u << enum xs_client) */
	struct list_set networks;
	struct list_set senders;
	struct list_set rcpts_all, rcpts_any;
	struct words daemons;
	struct range size;
	const struct condition *negated; /* not: */
	const struct condition *first;   /* any: its alternatives */
	const struct condition *next;    /* alternative of the same any: */
};

/* Read a `when:` map. named are the policy's lists. Returns: 0, or -1 with err set. */
int condition_read(struct condition *condition_out, struct arena *arena, const struct list *named,
		   const struct yaml_file *file, const struct yaml_node *map, struct xs_error *err);
/* envelope may be NULL: then nothing that asks about it holds. */
bool condition_holds(const struct condition *condition, const struct xs_envelope *envelope,
		     const struct xs_report *report);
/* Does wide surely hold whenever narrow does? false may also mean that it could not be proved, or that *steps ran out:
 * a policy of a thousand long lists must not keep a reload busy for minutes. */
bool condition_covers(const struct condition *wide, const struct condition *narrow, size_t *steps);

#endif
