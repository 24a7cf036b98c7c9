/* pack.c: turns one YAML file into rules, phrases, patterns and examples.
 * It must not know folders, nor how anything is found.
 * The format is described in extortscan-rules(5).
 */
#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "detect/grow.h"
#include "detect/loading.h"

#include <stdio.h>
#include <string.h>

/* ---- what several keys share ----------------------------------------------------------------------------------- */

int pack_cut(const char *text, size_t len, size_t most)
{
	if (len > most) {
		len = most;
		while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
			len--;
	}
	return (int)len;
}

const struct yaml_node *pack_need(struct pack *pack, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);

	if (node == NULL)
		yaml_fail(pack->file, map, pack->loading->err, "`%s:' is missing here", key);
	return node;
}

static bool is_id(const char *text)
{
	return text[0] != '\0' && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

int pack_id(struct pack *pack, const char **id_out, const struct yaml_node *map)
{
	struct loading *loading = pack->loading;
	const struct yaml_node *node = pack_need(pack, map, "id");
	size_t known = loading->ids.count;
	char full[2 * LIMIT_NAME_BYTES + 2];
	uint32_t number;
	int len;

	if (node == NULL || yaml_want(pack->file, node, YAML_SCALAR, "id", loading->err) != 0)
		return -1;
	if (!is_id(node->text) || node->text_len > LIMIT_NAME_BYTES)
		return yaml_fail(pack->file, node, loading->err,
				 "id must be lower-case letters, digits and hyphens, found `%.80s'", node->text);
	len = snprintf(full, sizeof full, "%s/%s", pack->id, node->text);
	*id_out = arena_string(&loading->rules->arena, full);
	if (*id_out == NULL || literal_set_add(&loading->ids, &number, full, (size_t)len) != 0)
		return error_no_memory(loading->err);
	if (number < known)
		return yaml_fail(pack->file, node, loading->err, "id `%s' stands twice in this pack", node->text);
	return 0;
}

int pack_weight(struct pack *pack, int *weight_out, const struct yaml_node *map)
{
	const struct yaml_node *node = pack_need(pack, map, "weight");

	if (node == NULL || yaml_want_tenths(weight_out, pack->file, node, "weight", pack->loading->err) != 0)
		return -1;
	if (*weight_out < 1 || *weight_out > 100)
		return yaml_fail(pack->file, node, pack->loading->err, "weight must be between 0.1 and 10, found `%s'",
				 node->text);
	return 0;
}

static int read_kind(struct pack *pack, enum xs_kind *kind_out, const struct yaml_node *node)
{
	const char *words[XS_KIND_COUNT];
	int index;

	*kind_out = XS_KIND_NONE;
	if (node == NULL)
		return 0;
	for (int kind = XS_KIND_NONE + 1; kind < XS_KIND_COUNT; kind++)
		words[kind - 1] = xs_kind_name((enum xs_kind)kind);
	words[XS_KIND_COUNT - 1] = NULL;
	if (yaml_want_word(&index, pack->file, node, "kind", words, pack->loading->err) != 0)
		return -1;
	*kind_out = (enum xs_kind)(index + 1);
	return 0;
}

/* ---- phrases --------------------------------------------------------------------------------------------------- */

static int phrase_fail(struct pack *pack, const struct yaml_node *node, const char *what, size_t at)
{
	const char *rest = node->text + at;

	if (what == NULL)
		return error_no_memory(pack->loading->err);
	if (at == 0 || at >= node->text_len)
		return yaml_fail(pack->file, node, pack->loading->err, "phrase `%.*s': %s",
				 pack_cut(node->text, node->text_len, 120), node->text, what);
	return yaml_fail(pack->file, node, pack->loading->err, "phrase `%.*s': %s, at `%.*s'",
			 pack_cut(node->text, node->text_len, 80), node->text, what,
			 pack_cut(rest, node->text_len - at, 40), rest);
}

static int read_phrase(struct pack *pack, const struct yaml_node *node, uint32_t target)
{
	struct loading *loading = pack->loading;
	struct phrase_parts *parts = loading->parts;
	struct syntax_error problem = {0};
	int status = -1;

	if (yaml_want(pack->file, node, YAML_SCALAR, "a phrase", loading->err) != 0)
		return -1;
	if (syntax_parse(parts, node->text, node->text_len, &problem) != 0) {
		phrase_fail(pack, node, problem.what, problem.at);
		goto out;
	}
	status = graph_add(loading->graph, parts, target, &problem.what);
	if (status < 0)
		phrase_fail(pack, node, problem.what, 0);
	if (status == 0)
		error_warn(loading->listener, pack->path, node->line, node->column,
			   "phrase `%.*s' can never hit: nothing is left of it after folding",
			   pack_cut(node->text, node->text_len, 120), node->text);
	if (status == 1 && graph_has_short_stem(loading->graph))
		error_warn(loading->listener, pack->path, node->line, node->column,
			   "phrase `%.*s': a * stands at a single letter, which is found in every second word",
			   pack_cut(node->text, node->text_len, 120), node->text);
	if (status == 1)
		status = loading_remember(loading, target, node->line, node->column);
out:
	syntax_free(parts);
	return status;
}

int pack_phrases(struct pack *pack, const struct yaml_node *list, uint32_t target)
{
	if (yaml_want(pack->file, list, YAML_LIST, list->key, pack->loading->err) != 0)
		return -1;
	if (list->count == 0)
		return yaml_fail(pack->file, list, pack->loading->err, "`%s:' is an empty list", list->key);
	for (const struct yaml_node *node = list->first; node != NULL; node = node->next)
		if (read_phrase(pack, node, target) != 0)
			return -1;
	return 0;
}

/* ---- rules ----------------------------------------------------------------------------------------------------- */

/* `coin: true`: the rule proves nothing but that a cryptocurrency is named, so it has no weight. */
static int read_coin(struct pack *pack, struct rule *rule, const struct yaml_node *map)
{
	const struct yaml_node *node = yaml_get(map, "coin"), *weight = yaml_get(map, "weight");

	if (node == NULL)
		return 0;
	if (yaml_want_bool(&rule->coin, pack->file, node, "coin", pack->loading->err) != 0)
		return -1;
	if (rule->coin && weight != NULL)
		return yaml_fail(pack->file, weight, pack->loading->err,
				 "a rule with `coin: true' has no weight; leave out `%s', or make it two rules",
				 weight->text);
	return 0;
}

/* What every rule has: id, weight, kind. */
static int add_rule(struct pack *pack, uint32_t *index_out, const struct yaml_node *map, enum xs_slot slot)
{
	struct loading *loading = pack->loading;
	struct xs_rules *rules = loading->rules;
	struct rule rule = {
		.index = (unsigned)rules->rule_count,
		.lang = rules->langs[pack->lang],
		.lang_index = pack->lang,
		.slot = slot,
		.file = pack->path,
		.line = map->line,
	};

	if (pack_id(pack, &rule.id, map) != 0 || read_coin(pack, &rule, map) != 0 ||
	    (!rule.coin && pack_weight(pack, &rule.weight, map) != 0) ||
	    read_kind(pack, &rule.kind, yaml_get(map, "kind")) != 0)
		return -1;
	if (grow(&rules->rules, &loading->rule_size, rules->rule_count, sizeof *rules->rules) != 0)
		return error_no_memory(loading->err);
	*index_out = (uint32_t)rules->rule_count;
	rules->rules[rules->rule_count++] = rule;
	return 0;
}

static int read_phrase_rule(struct pack *pack, const struct yaml_node *map, enum xs_slot slot)
{
	static const char *const keys[] = {"id", "weight", "coin", "kind", "any", NULL};
	const struct yaml_node *any;
	uint32_t rule;

	if (yaml_want(pack->file, map, YAML_MAP, "a rule", pack->loading->err) != 0 ||
	    yaml_check_keys(pack->file, map, keys, pack->loading->err) != 0 || add_rule(pack, &rule, map, slot) != 0)
		return -1;
	any = pack_need(pack, map, "any");
	return any == NULL ? -1 : pack_phrases(pack, any, rule);
}

static int read_regex(struct pack *pack, const struct yaml_node *node, uint32_t rule)
{
	struct loading *loading = pack->loading;
	struct xs_rules *rules = loading->rules;
	struct pattern pattern = {.rule = rule};
	char what[160];
	size_t at;

	if (yaml_want(pack->file, node, YAML_SCALAR, "regex", loading->err) != 0)
		return -1;
	if (grow(&rules->patterns, &loading->pattern_size, rules->pattern_count, sizeof *rules->patterns) != 0)
		return error_no_memory(loading->err);
	if (pattern_compile(&pattern, what, sizeof what, &at, node->text, node->text_len) != 0)
		return yaml_fail(pack->file, node, loading->err, "regex `%.*s': %s, at offset %zu",
				 pack_cut(node->text, node->text_len, 100), node->text, what, at);
	rules->patterns[rules->pattern_count++] = pattern;
	return 0;
}

static int read_pattern_rule(struct pack *pack, const struct yaml_node *map, enum xs_slot slot)
{
	static const char *const keys[] = {"id", "weight", "kind", "anchors", "regex", NULL};
	const struct yaml_node *anchors, *regex;
	uint32_t rule;

	if (yaml_want(pack->file, map, YAML_MAP, "a pattern", pack->loading->err) != 0 ||
	    yaml_check_keys(pack->file, map, keys, pack->loading->err) != 0 || add_rule(pack, &rule, map, slot) != 0)
		return -1;
	anchors = pack_need(pack, map, "anchors");
	regex = anchors == NULL ? NULL : pack_need(pack, map, "regex");
	if (regex == NULL || read_regex(pack, regex, rule) != 0)
		return -1;
	return pack_phrases(pack, anchors, TARGET_PATTERN + (uint32_t)pack->loading->rules->pattern_count - 1);
}

/* ---- slots ----------------------------------------------------------------------------------------------------- */

/* The slots that a section may name: [first, end) of enum xs_slot. */
struct section {
	const char *key;
	int first, end;
	int (*read)(struct pack *pack, const struct yaml_node *map, enum xs_slot slot);
};

static int slot_named(const char *name)
{
	for (int slot = XS_SLOT_NONE + 1; slot < XS_SLOT_COUNT; slot++)
		if (strcmp(name, xs_slot_name((enum xs_slot)slot)) == 0)
			return slot;
	return XS_SLOT_NONE;
}

static int slot_fail(struct pack *pack, const struct yaml_node *node, const struct section *section, int slot)
{
	const char *words[XS_SLOT_COUNT + 1], *near;
	char list[256] = "";
	size_t count = 0, used = 0;

	if (slot != XS_SLOT_NONE)
		return error_set(pack->loading->err, pack->path, node->key_line, node->key_column,
				 "slot `%s' belongs below `%s:'", node->key,
				 slot < XS_SLOT_FIRST_INNOCENT ? "phrases" : "innocent");
	for (int i = section->first; i < section->end && used < sizeof list; i++) {
		words[count] = xs_slot_name((enum xs_slot)i);
		used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", count == 0 ? "" : ", ", words[count]);
		count++;
	}
	words[count] = NULL;
	near = error_nearest(node->key, words);
	return error_set(pack->loading->err, pack->path, node->key_line, node->key_column,
			 near == NULL ? "no such slot: `%.40s'; there are %s"
				      : "no such slot: `%.40s'; did you mean %s?",
			 node->key, near == NULL ? list : near);
}

static int read_section(struct pack *pack, const struct yaml_node *map, const struct section *section)
{
	if (yaml_want(pack->file, map, YAML_MAP, section->key, pack->loading->err) != 0)
		return -1;
	for (const struct yaml_node *list = map->first; list != NULL; list = list->next) {
		int slot = slot_named(list->key);

		if (slot < section->first || slot >= section->end)
			return slot_fail(pack, list, section, slot);
		if (yaml_want(pack->file, list, YAML_LIST, list->key, pack->loading->err) != 0)
			return -1;
		for (const struct yaml_node *rule = list->first; rule != NULL; rule = rule->next)
			if (section->read(pack, rule, (enum xs_slot)slot) != 0)
				return -1;
	}
	return 0;
}

static int read_sections(struct pack *pack)
{
	static const struct section sections[] = {
		{"phrases", XS_SLOT_NONE + 1, XS_SLOT_FIRST_INNOCENT, read_phrase_rule},
		{"innocent", XS_SLOT_FIRST_INNOCENT, XS_SLOT_COUNT, read_phrase_rule},
		{"patterns", XS_SLOT_NONE + 1, XS_SLOT_COUNT, read_pattern_rule},
	};

	for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
		const struct yaml_node *map = yaml_get(pack->file->root, sections[i].key);

		if (map != NULL && read_section(pack, map, &sections[i]) != 0)
			return -1;
	}
	return 0;
}

/* ---- examples -------------------------------------------------------------------------------------------------- */

static int add_example(struct pack *pack, const struct yaml_node *node, bool hit)
{
	struct loading *loading = pack->loading;
	struct xs_rules *rules = loading->rules;
	struct example example = {
		.hit = hit,
		.pack = pack->id,
		.lang_index = pack->lang,
		.len = node->text_len,
		.file = pack->path,
		.line = node->line,
		.column = node->column,
	};

	if (yaml_want(pack->file, node, YAML_SCALAR, "an example", loading->err) != 0)
		return -1;
	example.text = arena_copy(&rules->arena, node->text, node->text_len);
	if (example.text == NULL ||
	    grow(&rules->examples, &loading->example_size, rules->example_count, sizeof *rules->examples) != 0)
		return error_no_memory(loading->err);
	rules->examples[rules->example_count++] = example;
	return 0;
}

static int read_examples(struct pack *pack, const char *key, bool hit)
{
	const struct yaml_node *list = yaml_get(pack->file->root, key);

	if (list == NULL)
		return 0;
	if (yaml_want(pack->file, list, YAML_LIST, key, pack->loading->err) != 0)
		return -1;
	for (const struct yaml_node *node = list->first; node != NULL; node = node->next)
		if (add_example(pack, node, hit) != 0)
			return -1;
	return 0;
}

/* ---- the pack -------------------------------------------------------------------------------------------------- */

static int read_name(struct pack *pack)
{
	struct loading *loading = pack->loading;
	const struct yaml_node *node = pack_need(pack, pack->file->root, "pack");
	size_t known = loading->packs.count;
	uint32_t number, file_number;

	if (node == NULL || yaml_want(pack->file, node, YAML_SCALAR, "pack", loading->err) != 0)
		return -1;
	if (!is_id(node->text) || node->text_len > LIMIT_NAME_BYTES)
		return yaml_fail(pack->file, node, loading->err,
				 "pack must be lower-case letters, digits and hyphens, found `%.80s'", node->text);
	pack->id = arena_string(&loading->rules->arena, node->text);
	if (pack->id == NULL || literal_set_add(&loading->packs, &number, node->text, node->text_len) != 0)
		return error_no_memory(loading->err);
	if (number < known)
		return yaml_fail(pack->file, node, loading->err, "pack `%s' is also in %.200s", node->text,
				 loading->pack_files.at[number].at);
	if (literal_set_add(&loading->pack_files, &file_number, pack->path, strlen(pack->path)) != 0)
		return error_no_memory(loading->err);
	return 0;
}

static bool is_language(const char *text)
{
	size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz");

	return (len == 2 || len == 3) && text[len] == '\0';
}

static int find_language(struct pack *pack, const struct yaml_node *node)
{
	struct xs_rules *rules = pack->loading->rules;

	for (pack->lang = 1; pack->lang < rules->lang_count; pack->lang++)
		if (strcmp(rules->langs[pack->lang], node->text) == 0)
			return 0;
	if (rules->lang_count == LIMIT_LANGUAGES)
		return yaml_fail(pack->file, node, pack->loading->err, "more than %d languages", LIMIT_LANGUAGES - 1);
	rules->langs[rules->lang_count] = arena_string(&rules->arena, node->text);
	return rules->langs[rules->lang_count++] == NULL ? error_no_memory(pack->loading->err) : 0;
}

static int read_language(struct pack *pack)
{
	const struct yaml_node *node = yaml_get(pack->file->root, "lang");

	pack->lang = 0;
	if (node == NULL)
		return 0;
	if (yaml_want(pack->file, node, YAML_SCALAR, "lang", pack->loading->err) != 0)
		return -1;
	if (!is_language(node->text))
		return yaml_fail(pack->file, node, pack->loading->err,
				 "lang must be two or three lower-case letters (BCP 47), found `%.40s'", node->text);
	return find_language(pack, node);
}

int pack_read(struct loading *loading, const struct yaml_file *file)
{
	static const char *const keys[] = {"pack", "lang",   "phrases", "innocent", "patterns", "subjects",
					   "hits", "misses", "scoring", "wallets",  NULL};
	struct pack pack = {.loading = loading, .file = file};
	const struct yaml_node *node;

	pack.path = arena_string(&loading->rules->arena, file->path);
	if (pack.path == NULL)
		return error_no_memory(loading->err);
	if (file->root == NULL)
		return error_set(loading->err, file->path, 1, 1, "the pack is empty");
	if (yaml_want(file, file->root, YAML_MAP, "a pack", loading->err) != 0 ||
	    yaml_check_keys(file, file->root, keys, loading->err) != 0 || read_name(&pack) != 0 ||
	    read_language(&pack) != 0 || read_sections(&pack) != 0 || read_examples(&pack, "hits", true) != 0 ||
	    read_examples(&pack, "misses", false) != 0)
		return -1;
	node = yaml_get(file->root, "subjects");
	if (node != NULL && pack_subjects(&pack, node) != 0)
		return -1;
	node = yaml_get(file->root, "wallets");
	if (node != NULL && pack_wallets(&pack, node) != 0)
		return -1;
	node = yaml_get(file->root, "scoring");
	return node == NULL ? 0 : scoring_read(loading->rules->scoring, file, node, loading->err);
}
