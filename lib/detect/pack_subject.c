/* pack_subject.c: turns the `subjects:` of a pack into subject lists.
 * It must not know how subjects are found.
 * The format is described in extortscan-rules(5).
 */
#include "base/error.h"
#include "detect/loading.h"

static int spelling_fail(struct pack *pack, const struct yaml_node *node, const char *what, size_t at)
{
	if (what == NULL)
		return error_no_memory(pack->loading->err);
	if (at == 0 || at >= node->text_len)
		return yaml_fail(pack->file, node, pack->loading->err, "subject `%.*s': %s",
				 pack_cut(node->text, node->text_len, 120), node->text, what);
	return yaml_fail(pack->file, node, pack->loading->err, "subject `%.*s': %s, at `%.*s'",
			 pack_cut(node->text, node->text_len, 80), node->text, what,
			 pack_cut(node->text + at, node->text_len - at, 40), node->text + at);
}

static int read_spelling(struct pack *pack, const struct yaml_node *node, enum subject_form form)
{
	struct loading *loading = pack->loading;
	const char *what = NULL;
	size_t at = 0;
	int status;

	if (yaml_want(pack->file, node, YAML_SCALAR, "a subject", loading->err) != 0)
		return -1;
	status = subjects_add(&loading->rules->subjects, loading->fold, form, node->text, node->text_len, &what, &at);
	if (status < 0)
		return spelling_fail(pack, node, what, at);
	if (status == 0)
		error_warn(loading->listener, pack->path, node->line, node->column,
			   "subject `%.*s' can never hit: nothing is left of it after folding",
			   pack_cut(node->text, node->text_len, 120), node->text);
	return 0;
}

static int read_form(struct pack *pack, const struct yaml_node *map, const char *key, enum subject_form form,
		     size_t *count_io)
{
	const struct yaml_node *list = yaml_get(map, key);

	if (list == NULL)
		return 0;
	if (yaml_want(pack->file, list, YAML_LIST, key, pack->loading->err) != 0)
		return -1;
	for (const struct yaml_node *node = list->first; node != NULL; node = node->next)
		if (read_spelling(pack, node, form) != 0)
			return -1;
	*count_io += list->count;
	return 0;
}

static int read_list(struct pack *pack, const struct yaml_node *map)
{
	static const char *const keys[] = {"id", "weight", "exact", "prefix", "contains", NULL};
	struct loading *loading = pack->loading;
	const char *id;
	size_t count = 0;
	int weight;

	if (yaml_want(pack->file, map, YAML_MAP, "a subject list", loading->err) != 0 ||
	    yaml_check_keys(pack->file, map, keys, loading->err) != 0 || pack_id(pack, &id, map) != 0 ||
	    pack_weight(pack, &weight, map) != 0)
		return -1;
	if (subjects_list(&loading->rules->subjects, id, weight) != 0)
		return error_no_memory(loading->err);
	if (read_form(pack, map, "exact", SUBJECT_EXACT, &count) != 0 ||
	    read_form(pack, map, "prefix", SUBJECT_PREFIX, &count) != 0 ||
	    read_form(pack, map, "contains", SUBJECT_CONTAINS, &count) != 0)
		return -1;
	if (count == 0)
		return yaml_fail(pack->file, map, loading->err,
				 "a subject list needs `exact:', `prefix:' or `contains:'");
	return 0;
}

int pack_subjects(struct pack *pack, const struct yaml_node *lists)
{
	if (yaml_want(pack->file, lists, YAML_LIST, "subjects", pack->loading->err) != 0)
		return -1;
	for (const struct yaml_node *map = lists->first; map != NULL; map = map->next)
		if (read_list(pack, map) != 0)
			return -1;
	return 0;
}
