/* rules.c: turns folders of packs into one immutable set of rules.
 * It must not know what a pack says: that is pack.c's.
 * No standard; packs are read in the order of the folders, and in byte order of their names.
 */
#include "detect/rules.h"

#include "base/error.h"
#include "base/limits.h"
#include "detect/grow.h"
#include "detect/loading.h"
#include "fold/fold.h"
#include "wallet/lists.h"

#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- folders --------------------------------------------------------------------------------------------------- */

struct names {
	char **at;
	size_t count, size;
};

static void names_free(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->at[i]);
	free(names->at);
}

/* Editors leave hidden copies behind; those are no packs. */
static bool is_pack_name(const char *name)
{
	size_t len = strlen(name);

	return name[0] != '.' && len > 5 && strcmp(name + len - 5, ".yaml") == 0;
}

static int names_add(struct names *names, const char *dir, const char *name, struct xs_error *err)
{
	size_t size = strlen(dir) + strlen(name) + 2;
	char *path;

	if (names->count == LIMIT_RULE_FILES)
		return error_set(err, dir, 0, 0, "more than %d packs in one folder", LIMIT_RULE_FILES);
	if (grow(&names->at, &names->size, names->count, sizeof *names->at) != 0)
		return error_no_memory(err);
	path = malloc(size);
	if (path == NULL)
		return error_no_memory(err);
	snprintf(path, size, "%s/%s", dir, name);
	names->at[names->count++] = path;
	return 0;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The packs of a folder, sorted. Returns: 0, or -1 with err set; names_free() is due in both cases. */
static int names_read(struct names *names, const char *dir, struct xs_error *err)
{
	DIR *stream = opendir(dir);
	const struct dirent *entry;
	int status = 0;

	if (stream == NULL)
		return error_set(err, dir, 0, 0, "cannot open the folder: %s", strerror(errno));
	while (status == 0 && (errno = 0, entry = readdir(stream)) != NULL)
		if (is_pack_name(entry->d_name))
			status = names_add(names, dir, entry->d_name, err);
	if (status == 0 && errno != 0)
		status = error_set(err, dir, 0, 0, "cannot read the folder: %s", strerror(errno));
	closedir(stream);
	if (names->count > 0)
		qsort(names->at, names->count, sizeof *names->at, compare_names);
	return status;
}

/* ---- packs ----------------------------------------------------------------------------------------------------- */

/* The lengths stand between the contents, or text moved from one file to the next would not show. */
static void digest_add(crypto_hash_sha256_state *digest, const char *text, size_t len)
{
	unsigned char bytes[8];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)((uint64_t)len >> (8 * i));
	crypto_hash_sha256_update(digest, bytes, sizeof bytes);
	crypto_hash_sha256_update(digest, (const unsigned char *)text, len);
}

static int load_text(struct loading *loading, crypto_hash_sha256_state *digest, const char *path, struct bytes text)
{
	struct yaml_file file;
	int status;

	digest_add(digest, text.at, text.len);
	status = yaml_file_parse(&file, path, text.at, text.len, loading->err);
	if (status == 0)
		status = pack_read(loading, &file);
	yaml_file_free(&file);
	return status;
}

static int load_file(struct loading *loading, crypto_hash_sha256_state *digest, const char *path)
{
	char *text;
	size_t len;
	int status;

	if (yaml_read(&text, &len, path, loading->err) != 0)
		return -1;
	status = load_text(loading, digest, path, (struct bytes){text, len});
	free(text);
	return status;
}

static int load_dir(struct loading *loading, crypto_hash_sha256_state *digest, const char *dir)
{
	struct names names = {0};
	int status = names_read(&names, dir, loading->err);

	for (size_t i = 0; status == 0 && i < names.count; i++)
		status = load_file(loading, digest, names.at[i]);
	names_free(&names);
	return status;
}

/* Where packs come from: folders, or a single text. */
struct source {
	const char *const *dirs;
	size_t dir_count;
	const char *name;
	struct bytes text;
};

static int load_source(struct loading *loading, const struct source *source)
{
	crypto_hash_sha256_state digest;
	unsigned char hash[crypto_hash_sha256_BYTES];
	uint64_t fingerprint; /* of the files that packs name */

	crypto_hash_sha256_init(&digest);
	for (size_t i = 0; i < source->dir_count; i++)
		if (load_dir(loading, &digest, source->dirs[i]) != 0)
			return -1;
	if (source->name != NULL && load_text(loading, &digest, source->name, source->text) != 0)
		return -1;
	if (loading->packs.count == 0)
		return error_set(loading->err, source->dir_count == 0 ? NULL : source->dirs[0], 0, 0,
				 "no rule packs (*.yaml) here: nothing could ever be found");
	fingerprint = wallet_lists_fingerprint(loading->rules->wallet_lists);
	digest_add(&digest, (const char *)&fingerprint, sizeof fingerprint);
	crypto_hash_sha256_final(&digest, hash);
	sodium_bin2hex(loading->rules->version, sizeof loading->rules->version, hash, RULES_VERSION_HEX / 2);
	return 0;
}

/* ---- duplicates ------------------------------------------------------------------------------------------------ */

/* Anchors of patterns may repeat. */
int loading_remember(struct loading *loading, uint32_t target, int line, int column)
{
	struct bytes folded = graph_folded(loading->graph);
	struct said *said;

	if ((target & TARGET_PATTERN) != 0)
		return 0;
	if (grow(&loading->said, &loading->said_size, loading->said_count, sizeof *loading->said) != 0)
		return error_no_memory(loading->err);
	said = &loading->said[loading->said_count++];
	*said = (struct said){.rule = target, .line = line, .column = column};
	crypto_generichash(said->digest, sizeof said->digest, (const uint8_t *)folded.at, folded.len, NULL, 0);
	return 0;
}

struct said_key {
	const struct said *said;
	const struct rule *rule;
};

/* Equal phrases of one language and slot come together, in the order in which they were read. */
static int compare_said(const void *a, const void *b)
{
	const struct said_key *x = a, *y = b;
	int order = (int)x->rule->slot - (int)y->rule->slot;

	if (order == 0)
		order = strcmp(x->rule->lang, y->rule->lang);
	if (order == 0)
		order = memcmp(x->said->digest, y->said->digest, SAID_BYTES);
	if (order != 0)
		return order;
	return x->said < y->said ? -1 : x->said > y->said;
}

static bool says_the_same(const struct said_key *a, const struct said_key *b)
{
	return a->rule->slot == b->rule->slot && strcmp(a->rule->lang, b->rule->lang) == 0 &&
	       memcmp(a->said->digest, b->said->digest, SAID_BYTES) == 0;
}

static int warn_of_duplicates(const struct loading *loading)
{
	struct said_key *keys = calloc(loading->said_count + 1, sizeof *keys);

	if (keys == NULL)
		return error_no_memory(loading->err);
	for (size_t i = 0; i < loading->said_count; i++)
		keys[i] = (struct said_key){&loading->said[i], &loading->rules->rules[loading->said[i].rule]};
	qsort(keys, loading->said_count, sizeof *keys, compare_said);
	for (size_t i = 1; i < loading->said_count; i++) {
		const struct said_key *first = &keys[i - 1], *again = &keys[i];

		if (says_the_same(first, again))
			error_warn(loading->listener, again->rule->file, again->said->line, again->said->column,
				   "rule `%s' repeats a phrase of `%s' (%.120s:%d)", again->rule->id, first->rule->id,
				   first->rule->file, first->said->line);
	}
	free(keys);
	return 0;
}

/* ---- loading --------------------------------------------------------------------------------------------------- */

static int loading_begin(struct loading *loading, struct xs_rules *rules)
{
	loading->rules = rules;
	loading->parts = malloc(sizeof *loading->parts);
	literal_set_init(&loading->packs);
	literal_set_init(&loading->pack_files);
	literal_set_init(&loading->ids);
	if (loading->parts == NULL || fold_new(&loading->fold) != 0 ||
	    graph_builder_new(&loading->graph, loading->fold) != 0 || scoring_new(&rules->scoring) != 0 ||
	    money_words_fold(&rules->money, loading->fold) != 0)
		return error_no_memory(loading->err);
	return 0;
}

static int make_matcher(struct loading *loading)
{
	struct xs_rules *rules = loading->rules;
	size_t count;
	const struct bytes *bytes = graph_literals(loading->graph, &count);
	struct matcher_literal *literals = calloc(count + 1, sizeof *literals);
	int status;

	if (literals == NULL)
		return error_no_memory(loading->err);
	for (size_t i = 0; i < count; i++)
		literals[i] = (struct matcher_literal){bytes[i], rules->graph.literals[i].before != GAP_SIDE_ANY};
	status = matcher_new(&rules->matcher, literals, count, MATCHER_BEST, loading->err);
	free(literals);
	return status;
}

static int loading_finish(struct loading *loading)
{
	struct xs_rules *rules = loading->rules;

	if (warn_of_duplicates(loading) != 0)
		return -1;
	if (graph_finish(&rules->graph, loading->graph) != 0 || subjects_finish(&rules->subjects) != 0)
		return error_no_memory(loading->err);
	return make_matcher(loading);
}

static void loading_end(struct loading *loading)
{
	graph_builder_free(&loading->graph);
	fold_free(&loading->fold);
	literal_set_free(&loading->packs);
	literal_set_free(&loading->pack_files);
	literal_set_free(&loading->ids);
	free(loading->parts);
	free(loading->said);
}

static int rules_make(struct xs_rules **rules_out, const struct source *source, const struct xs_listener *listener,
		      struct xs_error *err)
{
	struct loading loading = {.listener = listener, .err = err};
	struct xs_rules *rules = calloc(1, sizeof *rules);
	int status;

	*rules_out = rules;
	if (rules == NULL)
		return error_no_memory(err);
	arena_init(&rules->arena, 0);
	rules->langs[0] = "";
	rules->lang_count = 1;
	subjects_init(&rules->subjects);
	money_words_init(&rules->money);
	status = loading_begin(&loading, rules);
	if (status == 0)
		status = load_source(&loading, source);
	if (status == 0)
		status = loading_finish(&loading);
	loading_end(&loading);
	if (status != 0)
		xs_rules_free(rules_out);
	return status;
}

int xs_rules_load(struct xs_rules **rules_out, const char *const *dirs, size_t dir_count,
		  const struct xs_listener *listener, struct xs_error *err)
{
	struct source source = {.dirs = dirs, .dir_count = dir_count};

	return rules_make(rules_out, &source, listener, err);
}

int rules_load_text(struct xs_rules **rules_out, const char *name, const char *text, size_t len,
		    const struct xs_listener *listener, struct xs_error *err)
{
	struct source source = {.name = name, .text = {text, len}};

	return rules_make(rules_out, &source, listener, err);
}

void xs_rules_free(struct xs_rules **rules_io)
{
	struct xs_rules *rules = *rules_io;

	*rules_io = NULL;
	if (rules == NULL)
		return;
	for (size_t i = 0; i < rules->pattern_count; i++)
		pattern_free(&rules->patterns[i]);
	matcher_free(&rules->matcher);
	graph_free(&rules->graph);
	subjects_free(&rules->subjects);
	money_words_free(&rules->money);
	scoring_free(&rules->scoring);
	wallet_lists_free(&rules->wallet_lists);
	free(rules->patterns);
	free(rules->rules);
	free(rules->examples);
	arena_free(&rules->arena);
	free(rules);
}

/* ---- questions ------------------------------------------------------------------------------------------------- */

const char *xs_rules_version(const struct xs_rules *rules)
{
	return rules->version;
}

size_t rules_count(const struct xs_rules *rules)
{
	return rules->rule_count;
}

const struct scoring *rules_scoring(const struct xs_rules *rules)
{
	return rules->scoring;
}

const struct wallet_lists *rules_wallet_lists(const struct xs_rules *rules)
{
	return rules->wallet_lists;
}

size_t subject_find(struct subject_hit *hits_out, size_t max, const struct xs_rules *rules, const struct view *subject,
		    const char *const *recipients, size_t recipient_count)
{
	return subjects_find(&rules->subjects, hits_out, max, subject, recipients, recipient_count);
}
