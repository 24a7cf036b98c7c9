/* loading.h: what the files that load packs share while they do it.
 * It must not be included by anybody else.
 */
#ifndef DETECT_LOADING_H
#define DETECT_LOADING_H

#include "base/yaml.h"
#include "detect/literal_set.h"
#include "detect/ruleset.h"

struct fold; /* fold/fold.h */

#define SAID_BYTES 16

/* A phrase that was read; equal ones of one language and slot are told as duplicates. */
struct said {
	uint8_t digest[SAID_BYTES]; /* of the folded phrase, which may be long */
	uint32_t rule;
	int line, column;
};

struct loading {
	struct xs_rules *rules;
	struct fold *fold;
	struct graph_builder *graph;
	const struct xs_listener *listener;
	struct xs_error *err;
	struct phrase_parts *parts; /* of the phrase being read */
	size_t rule_size, pattern_size, example_size;
	struct said *said;
	size_t said_count, said_size;
	struct literal_set packs, pack_files; /* ids of packs; the file of each, by the same number */
	struct literal_set ids;               /* of rules and subject lists: "ja/account-hacked" */
};

/* One pack being read. */
struct pack {
	struct loading *loading;
	const struct yaml_file *file;
	const char *id, *path;
	unsigned lang; /* index into loading->rules->langs */
};

/* Remember the phrase that was added last, for the search for duplicates. Returns: 0, or -1 with loading->err set. */
int loading_remember(struct loading *loading, uint32_t target, int line, int column);
/* Read a pack into loading->rules. Returns: 0, or -1 with loading->err set. */
int pack_read(struct loading *loading, const struct yaml_file *file);

/* For the parts of a pack that have files of their own; each returns 0, or -1 with loading->err set. */
int pack_subjects(struct pack *pack, const struct yaml_node *lists);
int pack_wallets(struct pack *pack, const struct yaml_node *map);
int pack_dns(struct pack *pack, const struct yaml_node *map);
int pack_phrases(struct pack *pack, const struct yaml_node *list, uint32_t target);
/* "pack/id" of a rule or list, unique, and its weight. */
int pack_id(struct pack *pack, const char **id_out, const struct yaml_node *map);
int pack_weight(struct pack *pack, int *weight_out, const struct yaml_node *map);
/* The value that a map must have. NULL with err set. */
const struct yaml_node *pack_need(struct pack *pack, const struct yaml_node *map, const char *key);
/* How many bytes of a text fit into a message without cutting a character. */
int pack_cut(const char *text, size_t len, size_t most);

#endif
