/* condition_read.c: turns the `when:` map of a policy rule into a condition.
 * It must not know what a message is like, nor what the rule does.
 * extortscan-policy(5) describes every key.
 */
#include "base/coin.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "policy/condition.h"

#include <limits.h>
#include <string.h>

/* What every reader below needs. */
struct reader {
	struct arena *arena;
	const struct list *named;
	const struct yaml_file *file;
	struct xs_error *err;
};

static const char *const key_names[CONDITION_KEYS + 1] = {
	[CONDITION_SCORE] = "score",
	[CONDITION_SLOTS] = "slots",
	[CONDITION_KIND] = "kind",
	[CONDITION_LANG] = "lang",
	[CONDITION_WALLET] = "wallet",
	[CONDITION_SIGNALS] = "signals",
	[CONDITION_AUTHENTICATED] = "authenticated",
	[CONDITION_CLIENT] = "client",
	[CONDITION_SENDER] = "sender",
	[CONDITION_RECIPIENTS] = "recipients",
	[CONDITION_DAEMON] = "daemon",
	[CONDITION_SIZE] = "size",
	[CONDITION_NOT] = "not",
	[CONDITION_ANY] = "any",
};

static int read_map(struct condition *condition, const struct reader *reader, const struct yaml_node *map,
		    unsigned depth);

/* The items of a list, or the one word that stands in its place. */
static const struct yaml_node *items(const struct yaml_node *node)
{
	return node->kind == YAML_LIST ? node->first : node;
}
static const struct yaml_node *item_after(const struct yaml_node *node, const struct yaml_node *item)
{
	return node->kind == YAML_LIST ? item->next : NULL;
}

static int want_items(const struct reader *reader, const struct yaml_node *node, const char *what)
{
	if (node->kind == YAML_MAP)
		return yaml_want(reader->file, node, YAML_LIST, what, reader->err);
	if (node->kind == YAML_LIST && node->count == 0)
		return yaml_fail(reader->file, node, reader->err, "%s: an empty list matches nothing", what);
	return 0;
}

static int read_words(struct words *words, const struct reader *reader, const struct yaml_node *node, const char *what)
{
	if (want_items(reader, node, what) != 0)
		return -1;
	words->count = 0;
	words->at = arena_take(reader->arena, (node->count + 1) * sizeof *words->at);
	if (words->at == NULL)
		return error_no_memory(reader->err);
	for (const struct yaml_node *item = items(node); item != NULL; item = item_after(node, item)) {
		if (yaml_want(reader->file, item, YAML_SCALAR, what, reader->err) != 0)
			return -1;
		if (item->text_len == 0 || item->text_len > LIMIT_PATTERN_BYTES)
			return yaml_fail(reader->file, item, reader->err, "%s: `%.80s' can match nothing", what,
					 item->text);
		words->at[words->count++] = arena_string(reader->arena, item->text);
	}
	return reader->arena->full ? error_no_memory(reader->err) : 0;
}

/* Words of an enum as a mask; names is NULL-terminated and begins with the enum's number 1. */
static int read_mask(uint32_t *mask_out, const struct reader *reader, const struct yaml_node *node, const char *what,
		     const char *const *names)
{
	if (want_items(reader, node, what) != 0)
		return -1;
	*mask_out = 0;
	for (const struct yaml_node *item = items(node); item != NULL; item = item_after(node, item)) {
		int index;

		if (yaml_want_word(&index, reader->file, item, what, names, reader->err) != 0)
			return -1;
		*mask_out |= 1u << (index + 1);
	}
	return 0;
}

/* The map { any-of: …, all-of: … }, at least one of them. */
static int want_choice(const struct reader *reader, const struct yaml_node *map, const char *const *words,
		       const char *what)
{
	if (yaml_check_keys(reader->file, map, words, reader->err) != 0)
		return -1;
	if (map->count == 0)
		return yaml_fail(reader->file, map, reader->err, "%s: empty; it needs `%s'%s%s%s", what, words[0],
				 words[1] == NULL ? "" : " or `", words[1] == NULL ? "" : words[1],
				 words[1] == NULL ? "" : "'");
	return 0;
}

static const char *const of_words[] = {"any-of", "all-of", NULL};

static int read_slots(struct condition *condition, const struct reader *reader, const struct yaml_node *node)
{
	const struct yaml_node *all = node, *any = NULL;
	const char *names[XS_SLOT_COUNT];

	for (int slot = 1; slot < XS_SLOT_COUNT; slot++)
		names[slot - 1] = xs_slot_name((enum xs_slot)slot);
	names[XS_SLOT_COUNT - 1] = NULL;
	condition->slot_count = (struct range){0, LONG_MAX};
	if (node->kind == YAML_SCALAR && range_is(node->text))
		return range_read(&condition->slot_count, reader->file, node, "slots", RANGE_COUNT, reader->err);
	if (node->kind == YAML_MAP) {
		if (want_choice(reader, node, of_words, "slots") != 0)
			return -1;
		any = yaml_get(node, "any-of");
		all = yaml_get(node, "all-of");
	}
	if (all != NULL && read_mask(&condition->slots_all, reader, all, "slot", names) != 0)
		return -1;
	return any == NULL ? 0 : read_mask(&condition->slots_any, reader, any, "slot", names);
}

static int read_kind(struct condition *condition, const struct reader *reader, const struct yaml_node *node)
{
	const char *names[XS_KIND_COUNT + 1];

	for (int kind = 1; kind < XS_KIND_COUNT; kind++)
		names[kind - 1] = xs_kind_name((enum xs_kind)kind);
	names[XS_KIND_COUNT - 1] = NULL;
	return read_mask(&condition->kinds, reader, node, "kind", names);
}

static int read_lang(struct condition *condition, const struct reader *reader, const struct yaml_node *node)
{
	if (read_words(&condition->langs, reader, node, "lang") != 0)
		return -1;
	for (const struct yaml_node *item = items(node); item != NULL; item = item_after(node, item)) {
		bool good = item->text_len >= 2 && item->text_len <= 8;

		for (const char *at = item->text; *at != '\0'; at++)
			good = good && ascii_is_alpha(*at);
		if (!good)
			return yaml_fail(reader->file, item, reader->err,
					 "lang must be a language code such as `ja', found `%.80s'", item->text);
	}
	return 0;
}

static int read_coins(struct condition *condition, const struct reader *reader, const struct yaml_node *map)
{
	static const char *const words[] = {"any-of", NULL};
	const struct yaml_node *list;

	if (want_choice(reader, map, words, "wallet") != 0)
		return -1;
	list = yaml_get(map, "any-of");
	condition->wallet = WALLET_COINS;
	if (read_words(&condition->coins, reader, list, "coin") != 0)
		return -1;
	for (const struct yaml_node *item = items(list); item != NULL; item = item_after(list, item)) {
		const char *coin;

		/* a coin that nothing finds would be a rule that never matches */
		if (coin_want(&coin, reader->file, item, reader->err) != 0)
			return -1;
	}
	return 0;
}

static int read_wallet(struct condition *condition, const struct reader *reader, const struct yaml_node *node)
{
	static const char *const words[] = {
		[WALLET_NONE] = "false",    [WALLET_SOME] = "true",       [WALLET_VALID] = "valid",
		[WALLET_LISTED] = "listed", [WALLET_TRUSTED] = "trusted", NULL,
	};
	int index;

	if (node->kind == YAML_MAP)
		return read_coins(condition, reader, node);
	if (node->kind == YAML_LIST)
		return yaml_fail(reader->file, node, reader->err,
				 "wallet: a list of coins is written { any-of: [btc, xmr] }");
	if (yaml_want_word(&index, reader->file, node, "wallet", words, reader->err) != 0)
		return -1;
	condition->wallet = (enum wallet_want)index;
	return 0;
}

static int read_signals(struct condition *condition, const struct reader *reader, const struct yaml_node *node)
{
	const struct yaml_node *all = node, *any = NULL;

	if (node->kind == YAML_MAP) {
		if (want_choice(reader, node, of_words, "signals") != 0)
			return -1;
		any = yaml_get(node, "any-of");
		all = yaml_get(node, "all-of");
	}
	if (all != NULL && read_words(&condition->signals_all, reader, all, "signals") != 0)
		return -1;
	return any == NULL ? 0 : read_words(&condition->signals_any, reader, any, "signals");
}

static int read_client(struct condition *condition, const struct reader *reader, const struct yaml_node *node)
{
	static const char *const words[] = {
		[XS_CLIENT_UNKNOWN] = "unknown", [XS_CLIENT_INSIDE] = "inside", [XS_CLIENT_OUTSIDE] = "outside"};

	condition->clients = 0;
	for (unsigned i = 0; node->kind == YAML_SCALAR && i < sizeof words / sizeof words[0]; i++) {
		if (strcmp(words[i], node->text) == 0) {
			condition->clients = 1u << i;
			return 0;
		}
	}
	return list_read_set(&condition->networks, reader->arena, reader->named, reader->file, node, LIST_NETWORKS,
			     "client", reader->err);
}

static int read_addresses(struct list_set *set, const struct reader *reader, const struct yaml_node *node,
			  const char *what)
{
	return list_read_set(set, reader->arena, reader->named, reader->file, node, LIST_ADDRESSES, what, reader->err);
}

static int read_recipients(struct condition *condition, const struct reader *reader, const struct yaml_node *node)
{
	static const char *const words[] = {"all-in", "any-in", NULL};
	const struct yaml_node *all = yaml_get(node, "all-in"), *any = yaml_get(node, "any-in");

	if (node->kind != YAML_MAP)
		return yaml_fail(reader->file, node, reader->err,
				 "recipients: say { all-in: LIST } when every one must be in it, or { any-in: LIST }");
	if (want_choice(reader, node, words, "recipients") != 0)
		return -1;
	if (all != NULL && read_addresses(&condition->rcpts_all, reader, all, "recipients") != 0)
		return -1;
	return any == NULL ? 0 : read_addresses(&condition->rcpts_any, reader, any, "recipients");
}

static int read_not(struct condition *condition, const struct reader *reader, const struct yaml_node *node,
		    unsigned depth)
{
	struct condition *negated = arena_take(reader->arena, sizeof *negated);

	if (negated == NULL)
		return error_no_memory(reader->err);
	if (read_map(negated, reader, node, depth + 1) != 0)
		return -1;
	if (negated->keys == 0)
		return yaml_fail(reader->file, node, reader->err, "not: is empty, so the rule could never match");
	condition->negated = negated;
	return 0;
}

static int read_any(struct condition *condition, const struct reader *reader, const struct yaml_node *node,
		    unsigned depth)
{
	const struct condition **end = &condition->first;

	if (yaml_want(reader->file, node, YAML_LIST, "any", reader->err) != 0)
		return -1;
	if (node->count == 0)
		return yaml_fail(reader->file, node, reader->err, "any: is empty, so the rule could never match");
	for (const struct yaml_node *item = node->first; item != NULL; item = item->next) {
		struct condition *one = arena_take(reader->arena, sizeof *one);

		if (one == NULL)
			return error_no_memory(reader->err);
		if (read_map(one, reader, item, depth + 1) != 0)
			return -1;
		if (one->keys == 0)
			return yaml_fail(reader->file, item, reader->err,
					 "an empty alternative always holds, so any: would say nothing");
		*end = one;
		end = &one->next;
	}
	return 0;
}

static int read_key(struct condition *condition, enum condition_key key, const struct reader *reader,
		    const struct yaml_node *node, unsigned depth)
{
	switch (key) {
	case CONDITION_SCORE:
		return range_read(&condition->score, reader->file, node, "score", RANGE_TENTHS, reader->err);
	case CONDITION_SLOTS:
		return read_slots(condition, reader, node);
	case CONDITION_KIND:
		return read_kind(condition, reader, node);
	case CONDITION_LANG:
		return read_lang(condition, reader, node);
	case CONDITION_WALLET:
		return read_wallet(condition, reader, node);
	case CONDITION_SIGNALS:
		return read_signals(condition, reader, node);
	case CONDITION_AUTHENTICATED:
		return yaml_want_bool(&condition->authenticated, reader->file, node, "authenticated", reader->err);
	case CONDITION_CLIENT:
		return read_client(condition, reader, node);
	case CONDITION_SENDER:
		return read_addresses(&condition->senders, reader, node, "sender");
	case CONDITION_RECIPIENTS:
		return read_recipients(condition, reader, node);
	case CONDITION_DAEMON:
		return read_words(&condition->daemons, reader, node, "daemon");
	case CONDITION_SIZE:
		return range_read(&condition->size, reader->file, node, "size", RANGE_BYTES, reader->err);
	case CONDITION_NOT:
		return read_not(condition, reader, node, depth);
	case CONDITION_ANY:
		return read_any(condition, reader, node, depth);
	case CONDITION_KEYS:
		break;
	}
	return -1;
}

/* Recursion ends at LIMIT_CONDITION_DEPTH. */
static int read_map(struct condition *condition, const struct reader *reader, const struct yaml_node *map,
		    unsigned depth)
{
	if (depth > LIMIT_CONDITION_DEPTH)
		return yaml_fail(reader->file, map, reader->err, "not: and any: are nested too deep; make two rules");
	if (yaml_want(reader->file, map, YAML_MAP, "a condition", reader->err) != 0 ||
	    yaml_check_keys(reader->file, map, key_names, reader->err) != 0)
		return -1;
	for (enum condition_key key = 0; key < CONDITION_KEYS; key++) {
		const struct yaml_node *node = yaml_get(map, key_names[key]);

		if (node == NULL)
			continue;
		if (read_key(condition, key, reader, node, depth) != 0)
			return -1;
		condition->keys |= 1u << key;
	}
	return 0;
}

int condition_read(struct condition *condition_out, struct arena *arena, const struct list *named,
		   const struct yaml_file *file, const struct yaml_node *map, struct xs_error *err)
{
	const struct reader reader = {arena, named, file, err};

	memset(condition_out, 0, sizeof *condition_out);
	return read_map(condition_out, &reader, map, 1);
}
