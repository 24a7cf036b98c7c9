/* list.c: turns YAML lists into address patterns and networks, and an address into yes or no.
 * It must not know the rules that use them.
 * RFC 5321 (addresses, the null sender), RFC 4632 (networks).
 */
#include "policy/list.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "policy/glob.h"

#include <string.h>

/* Words that a condition understands itself. */
static const char *const reserved[] = {"inside", "outside", "unknown", NULL};

static bool is_pattern(const char *text)
{
	return strchr(text, '@') != NULL || strcmp(text, "<>") == 0;
}

static int check_name(const struct yaml_file *file, const struct yaml_node *list, struct xs_error *err)
{
	bool good = ascii_is_alpha(list->key[0]) && strlen(list->key) <= LIMIT_NAME_BYTES;

	for (const char *at = list->key; *at != '\0'; at++)
		good = good && (ascii_is_alnum(*at) || *at == '-' || *at == '_');
	for (const char *const *word = reserved; *word != NULL; word++)
		good = good && strcmp(*word, list->key) != 0;
	if (good)
		return 0;
	return error_set(err, file->path, list->key_line, list->key_column,
			 "`%.80s' cannot name a list: use letters, digits, - and _, and not inside, outside or unknown",
			 list->key);
}

/* An address pattern may not hold what no address in an envelope holds: it could never match. */
static bool pattern_is_sound(const char *text)
{
	for (const char *at = text; *at != '\0'; at++)
		if ((unsigned char)*at <= ' ' || *at == 0x7f || (strcmp(text, "<>") != 0 && (*at == '<' || *at == '>')))
			return false;
	return strlen(text) <= LIMIT_PATTERN_BYTES;
}

static int network_fail(const struct yaml_file *file, const struct yaml_node *node, enum network_fault fault,
			const struct network *meant, struct xs_error *err)
{
	char print[64];

	if (fault == NETWORK_MALFORMED)
		return yaml_fail(file, node, err, "`%.80s' is no network: write 192.0.2.0/24 or 2001:db8::/32",
				 node->text);
	network_print(print, meant);
	return yaml_fail(file, node, err, "`%.80s' has bits set behind its prefix; did you mean `%s'?", node->text,
			 print);
}

static int add_pattern(struct list *list, const struct yaml_file *file, const struct yaml_node *node,
		       struct xs_error *err)
{
	if (!pattern_is_sound(node->text))
		return yaml_fail(file, node, err, "`%.80s' can match no address: blanks and < > have no place in it",
				 node->text);
	list->patterns[list->count++] = node->text;
	return 0;
}

/* Add one item; the first one says what kind of list it is. */
static int add_item(struct list *list, const struct yaml_file *file, const struct yaml_node *node, struct xs_error *err)
{
	struct network network;
	enum network_fault fault;

	if (yaml_want(file, node, YAML_SCALAR, "an item of a list", err) != 0)
		return -1;
	if (list->kind == LIST_EMPTY)
		list->kind = is_pattern(node->text) ? LIST_ADDRESSES : LIST_NETWORKS;
	if (list->kind == LIST_ADDRESSES && is_pattern(node->text))
		return add_pattern(list, file, node, err);
	fault = network_parse(&network, node->text);
	if (fault == NETWORK_MALFORMED && strchr(node->text, '.') != NULL && !is_pattern(node->text))
		return yaml_fail(file, node, err,
				 "`%.80s' is neither an address nor a network; for a whole domain write `*@%.80s'",
				 node->text, node->text);
	if (fault != NETWORK_MALFORMED && list->kind == LIST_ADDRESSES)
		return yaml_fail(file, node, err, "network `%.80s' in a list of addresses; make two lists", node->text);
	if (is_pattern(node->text))
		return yaml_fail(file, node, err, "address `%.80s' in a list of networks; make two lists", node->text);
	if (fault != NETWORK_GOOD)
		return network_fail(file, node, fault, &network, err);
	list->networks[list->count++] = network;
	return 0;
}

static struct list *list_new(struct arena *arena, size_t room)
{
	struct list *list = arena_take(arena, sizeof *list);

	if (list == NULL)
		return NULL;
	list->patterns = arena_take(arena, (room + 1) * sizeof *list->patterns);
	list->networks = arena_take(arena, (room + 1) * sizeof *list->networks);
	return list->patterns == NULL || list->networks == NULL ? NULL : list;
}

/* The strings of a list outlive the YAML tree that they were read from. */
static int list_keep(struct list *list, struct arena *arena, struct xs_error *err)
{
	for (size_t i = 0; list->kind == LIST_ADDRESSES && i < list->count; i++)
		list->patterns[i] = arena_string(arena, list->patterns[i]);
	return arena->full ? error_no_memory(err) : 0;
}

static int read_named(struct list **list_out, struct arena *arena, const struct yaml_file *file,
		      const struct yaml_node *node, struct xs_error *err)
{
	struct list *list;

	if (check_name(file, node, err) != 0 || yaml_want(file, node, YAML_LIST, "a list", err) != 0)
		return -1;
	*list_out = list = list_new(arena, node->count);
	if (list == NULL)
		return error_no_memory(err);
	list->name = arena_string(arena, node->key);
	for (const struct yaml_node *item = node->first; item != NULL; item = item->next)
		if (add_item(list, file, item, err) != 0)
			return -1;
	return list_keep(list, arena, err);
}

int list_read_all(struct list **first_out, struct arena *arena, const struct yaml_file *file,
		  const struct yaml_node *map, struct xs_error *err)
{
	struct list **end = first_out;

	*first_out = NULL;
	if (yaml_want(file, map, YAML_MAP, "lists", err) != 0)
		return -1;
	for (const struct yaml_node *node = map->first; node != NULL; node = node->next) {
		if (read_named(end, arena, file, node, err) != 0)
			return -1;
		end = &(*end)->next;
	}
	return 0;
}

#define HINT_NAMES 64

static int unknown_list(const struct list *named, const struct yaml_file *file, const struct yaml_node *node,
			enum list_kind kind, const char *what, struct xs_error *err)
{
	const char *names[HINT_NAMES + 1];
	const char *shape = kind == LIST_ADDRESSES ? "an address such as `*@example.com'"
						   : "a network such as `192.0.2.0/24', inside or outside";
	const char *near;
	size_t count = 0;

	for (; named != NULL && count < HINT_NAMES; named = named->next)
		names[count++] = named->name;
	names[count] = NULL;
	near = error_nearest(node->text, names);
	if (near != NULL)
		return yaml_fail(file, node, err, "%s: no list is named `%.80s'; did you mean `%.80s'?", what,
				 node->text, near);
	return yaml_fail(file, node, err, "%s: `%.80s' is neither the name of a list nor %s", what, node->text, shape);
}

/* One word of a condition: into *own when it is a pattern or network, else the list of that name. */
static int read_word(struct list_set *set, struct list *own, const struct list *named, const struct yaml_file *file,
		     const struct yaml_node *node, enum list_kind kind, const char *what, struct xs_error *err)
{
	const struct list *list = named;
	struct network network;

	if (yaml_want(file, node, YAML_SCALAR, what, err) != 0)
		return -1;
	while (list != NULL && strcmp(list->name, node->text) != 0)
		list = list->next;
	if (list == NULL && kind == LIST_ADDRESSES && is_pattern(node->text))
		return add_pattern(own, file, node, err);
	if (list == NULL && kind == LIST_NETWORKS && network_parse(&network, node->text) != NETWORK_MALFORMED)
		return add_item(own, file, node, err);
	if (list == NULL)
		return unknown_list(named, file, node, kind, what, err);
	if (list->kind != kind && list->kind != LIST_EMPTY)
		return yaml_fail(file, node, err, "%s needs %s, but list `%.80s' holds %s", what,
				 kind == LIST_ADDRESSES ? "addresses" : "networks", list->name,
				 kind == LIST_ADDRESSES ? "networks" : "addresses");
	set->at[set->count++] = list;
	return 0;
}

int list_read_set(struct list_set *set_out, struct arena *arena, const struct list *named, const struct yaml_file *file,
		  const struct yaml_node *node, enum list_kind kind, const char *what, struct xs_error *err)
{
	size_t room = node->kind == YAML_LIST ? node->count : 1;
	struct list *own = list_new(arena, room);

	set_out->count = 0;
	set_out->at = arena_take(arena, (room + 1) * sizeof *set_out->at);
	if (own == NULL || set_out->at == NULL)
		return error_no_memory(err);
	own->kind = kind;
	if (node->kind == YAML_SCALAR && read_word(set_out, own, named, file, node, kind, what, err) != 0)
		return -1;
	if (node->kind == YAML_MAP)
		return yaml_want(file, node, YAML_LIST, what, err);
	for (const struct yaml_node *word = node->first; word != NULL; word = word->next)
		if (read_word(set_out, own, named, file, word, kind, what, err) != 0)
			return -1;
	if (set_out->count == 0 && own->count == 0)
		return yaml_fail(file, node, err, "%s: an empty list matches nothing", what);
	if (own->count > 0)
		set_out->at[set_out->count++] = own;
	return list_keep(own, arena, err);
}

static bool pattern_has(const char *pattern, const char *address)
{
	if (address[0] == '\0' || strcmp(pattern, "<>") == 0)
		return address[0] == '\0' && strcmp(pattern, "<>") == 0;
	return glob_match(pattern, address);
}

bool list_set_has_address(const struct list_set *set, const char *address)
{
	for (size_t i = 0; i < set->count; i++)
		for (size_t j = 0; set->at[i]->kind == LIST_ADDRESSES && j < set->at[i]->count; j++)
			if (pattern_has(set->at[i]->patterns[j], address))
				return true;
	return false;
}

bool list_set_has_client(const struct list_set *set, const char *addr)
{
	for (size_t i = 0; i < set->count; i++)
		for (size_t j = 0; set->at[i]->kind == LIST_NETWORKS && j < set->at[i]->count; j++)
			if (network_has(&set->at[i]->networks[j], addr))
				return true;
	return false;
}

static bool item_covers(const struct list *wide, size_t i, const struct list *narrow, size_t j)
{
	if (wide->kind != narrow->kind)
		return false;
	if (wide->kind == LIST_NETWORKS)
		return network_covers(&wide->networks[i], &narrow->networks[j]);
	return glob_covers(wide->patterns[i], narrow->patterns[j]);
}

static bool list_covers(const struct list *wide, const struct list *narrow, size_t *steps)
{
	if (wide == narrow || narrow->count == 0)
		return true;
	for (size_t j = 0; j < narrow->count; j++) {
		size_t i = 0;

		while (i < wide->count && proof_step(steps) && !item_covers(wide, i, narrow, j))
			i++;
		if (i == wide->count || *steps == 0)
			return false;
	}
	return true;
}

bool list_set_covers(const struct list_set *wide, const struct list_set *narrow, size_t *steps)
{
	for (size_t j = 0; j < narrow->count; j++) {
		size_t i = 0;

		while (i < wide->count && proof_step(steps) && !list_covers(wide->at[i], narrow->at[j], steps))
			i++;
		if (i == wide->count || *steps == 0)
			return false;
	}
	return true;
}
