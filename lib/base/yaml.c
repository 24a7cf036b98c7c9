/* yaml.c: turns libyaml's events into a small tree with line numbers.
 * It must not know what any key means.
 * YAML 1.1 as libyaml reads it, less aliases, anchors, tags and further documents.
 */
#include "base/yaml.h"

#include "base/error.h"
#include "base/limits.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* The open collections, outermost first; a stack of our own, because the file's nesting must not become ours. */
struct yaml_builder {
	struct yaml_file *file;
	struct xs_error *err;
	struct yaml_node *open[LIMIT_YAML_DEPTH];
	struct yaml_node *last[LIMIT_YAML_DEPTH]; /* newest child of each */
	size_t depth;
	size_t nodes;
	struct yaml_node *key; /* read, and waiting for its value */
	bool documents;        /* a document was begun */
};

int yaml_fail(const struct yaml_file *file, const struct yaml_node *node, struct xs_error *err, const char *format, ...)
{
	char what[384];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	return error_set(err, file->path, node == NULL ? 1 : node->line, node == NULL ? 1 : node->column, "%s", what);
}

static int builder_fail(struct yaml_builder *builder, const yaml_mark_t *mark, const char *what)
{
	return error_set(builder->err, builder->file->path, (int)mark->line + 1, (int)mark->column + 1, "%s", what);
}

static const struct yaml_node *find_key(const struct yaml_node *map, const char *key)
{
	for (const struct yaml_node *node = map->first; node != NULL; node = node->next)
		if (strcmp(node->key, key) == 0)
			return node;
	return NULL;
}

/* Hang a node below the innermost open collection, under the waiting key if that is a map. */
static int builder_hang(struct yaml_builder *builder, struct yaml_node *node)
{
	struct yaml_node *parent;

	if (builder->depth == 0) {
		builder->file->root = node;
		return 0;
	}
	parent = builder->open[builder->depth - 1];
	if (parent->kind == YAML_MAP) {
		const struct yaml_node *twin = find_key(parent, builder->key->text);

		if (twin != NULL)
			return error_set(builder->err, builder->file->path, builder->key->line, builder->key->column,
					 "key `%.80s' stands twice in this map; the first is in line %d",
					 builder->key->text, twin->key_line);
		node->key = builder->key->text;
		node->key_line = builder->key->line;
		node->key_column = builder->key->column;
		builder->key = NULL;
	}
	if (builder->last[builder->depth - 1] == NULL)
		parent->first = node;
	else
		builder->last[builder->depth - 1]->next = node;
	builder->last[builder->depth - 1] = node;
	parent->count++;
	return 0;
}

static struct yaml_node *builder_node(struct yaml_builder *builder, enum yaml_kind kind, const yaml_mark_t *mark)
{
	struct yaml_node *node = NULL;

	if (builder->nodes++ < LIMIT_YAML_NODES)
		node = arena_take(&builder->file->arena, sizeof *node);
	if (node == NULL) {
		builder_fail(builder, mark, "the file is too large");
		return NULL;
	}
	node->kind = kind;
	node->line = (int)mark->line + 1;
	node->column = (int)mark->column + 1;
	return node;
}

static bool wants_key(const struct yaml_builder *builder)
{
	return builder->depth > 0 && builder->open[builder->depth - 1]->kind == YAML_MAP && builder->key == NULL;
}

static int builder_scalar(struct yaml_builder *builder, const yaml_event_t *event)
{
	struct yaml_node *node = builder_node(builder, YAML_SCALAR, &event->start_mark);

	if (node == NULL)
		return -1;
	if (memchr(event->data.scalar.value, 0, event->data.scalar.length) != NULL)
		return builder_fail(builder, &event->start_mark, "a NUL byte has no place in text");
	node->text = arena_copy(&builder->file->arena, event->data.scalar.value, event->data.scalar.length);
	if (node->text == NULL)
		return error_no_memory(builder->err);
	node->text_len = event->data.scalar.length;
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	if (wants_key(builder)) {
		builder->key = node;
		return 0;
	}
	return builder_hang(builder, node);
}

static int builder_open(struct yaml_builder *builder, enum yaml_kind kind, const yaml_event_t *event)
{
	struct yaml_node *node;

	if (wants_key(builder))
		return builder_fail(builder, &event->start_mark, "a key must be plain text, not a list or a map");
	if (builder->depth == LIMIT_YAML_DEPTH)
		return builder_fail(builder, &event->start_mark, "nested too deep");
	node = builder_node(builder, kind, &event->start_mark);
	if (node == NULL || builder_hang(builder, node) != 0)
		return -1;
	builder->open[builder->depth] = node;
	builder->last[builder->depth] = NULL;
	builder->depth++;
	return 0;
}

static bool has_anchor_or_tag(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL;
	case YAML_SEQUENCE_START_EVENT:
		return event->data.sequence_start.anchor != NULL || event->data.sequence_start.tag != NULL;
	case YAML_MAPPING_START_EVENT:
		return event->data.mapping_start.anchor != NULL || event->data.mapping_start.tag != NULL;
	default:
		return false;
	}
}

static int builder_event(struct yaml_builder *builder, const yaml_event_t *event)
{
	if (has_anchor_or_tag(event))
		return builder_fail(builder, &event->start_mark, "anchors (&x) and tags (!x) are not read here; quote "
								 "the text if it begins with such a character");
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return builder_scalar(builder, event);
	case YAML_SEQUENCE_START_EVENT:
		return builder_open(builder, YAML_LIST, event);
	case YAML_MAPPING_START_EVENT:
		return builder_open(builder, YAML_MAP, event);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		builder->depth--;
		return 0;
	case YAML_ALIAS_EVENT:
		return builder_fail(builder, &event->start_mark,
				    "aliases (*x) are not read here; quote the text if it begins with `*'");
	case YAML_DOCUMENT_START_EVENT:
		if (builder->documents)
			return builder_fail(builder, &event->start_mark, "a second document (---) in one file");
		builder->documents = true;
		return 0;
	default:
		return 0;
	}
}

/* Bare comparisons are the likeliest mistake, and libyaml's words for it help nobody. */
static const char *parser_hint(const yaml_parser_t *parser)
{
	if ((parser->context != NULL && strstr(parser->context, "block scalar") != NULL) ||
	    (parser->problem != NULL && strstr(parser->problem, "cannot start any token") != NULL))
		return "; quote text that begins with a sign, as in \">= 10\"";
	return "";
}

static int parser_fail(const yaml_parser_t *parser, const char *path, struct xs_error *err)
{
	if (parser->error == YAML_MEMORY_ERROR)
		return error_no_memory(err);
	if (parser->error == YAML_READER_ERROR)
		return error_set(err, path, 0, 0, "not UTF-8 text: %s at byte %zu",
				 parser->problem == NULL ? "?" : parser->problem, parser->problem_offset);
	return error_set(err, path, (int)parser->problem_mark.line + 1, (int)parser->problem_mark.column + 1,
			 "not YAML: %s%s%s%s", parser->problem == NULL ? "?" : parser->problem,
			 parser->context == NULL ? "" : " ", parser->context == NULL ? "" : parser->context,
			 parser_hint(parser));
}

static int builder_run(struct yaml_builder *builder, yaml_parser_t *parser)
{
	for (;;) {
		yaml_event_t event;
		bool end;
		int status;

		if (!yaml_parser_parse(parser, &event))
			return parser_fail(parser, builder->file->path, builder->err);
		end = event.type == YAML_STREAM_END_EVENT;
		status = builder_event(builder, &event);
		yaml_event_delete(&event);
		if (status != 0 || end)
			return status;
	}
}

int yaml_file_parse(struct yaml_file *file_out, const char *name, const char *text, size_t len, struct xs_error *err)
{
	struct yaml_builder builder = {.file = file_out, .err = err};
	yaml_parser_t parser;
	int status;

	memset(file_out, 0, sizeof *file_out);
	arena_init(&file_out->arena, 0);
	file_out->path = arena_string(&file_out->arena, name);
	if (file_out->path == NULL || !yaml_parser_initialize(&parser))
		return error_no_memory(err);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	status = builder_run(&builder, &parser);
	yaml_parser_delete(&parser);
	return status;
}

int yaml_read(char **text_out, size_t *len_out, const char *path, struct xs_error *err)
{
	FILE *stream = fopen(path, "rbe");
	char *text = NULL;
	int status = -1;

	*text_out = NULL;
	if (stream == NULL)
		return error_set(err, path, 0, 0, "cannot open: %s", strerror(errno));
	text = malloc(LIMIT_YAML_BYTES + 1);
	if (text == NULL)
		error_no_memory(err);
	else
		*len_out = fread(text, 1, LIMIT_YAML_BYTES + 1, stream);
	if (text != NULL && ferror(stream))
		error_set(err, path, 0, 0, "cannot read");
	else if (text != NULL && *len_out > LIMIT_YAML_BYTES)
		error_set(err, path, 0, 0, "larger than LIMIT_YAML_BYTES");
	else if (text != NULL)
		status = 0;
	fclose(stream);
	if (status != 0) {
		free(text);
		return -1;
	}
	*text_out = text;
	return 0;
}

int yaml_file_load(struct yaml_file *file_out, const char *path, struct xs_error *err)
{
	char *text;
	size_t len;
	int status;

	memset(file_out, 0, sizeof *file_out);
	if (yaml_read(&text, &len, path, err) != 0)
		return -1;
	status = yaml_file_parse(file_out, path, text, len, err);
	free(text);
	return status;
}

void yaml_file_free(struct yaml_file *file)
{
	arena_free(&file->arena);
	memset(file, 0, sizeof *file);
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
	return map == NULL || map->kind != YAML_MAP ? NULL : find_key(map, key);
}

int yaml_check_keys(const struct yaml_file *file, const struct yaml_node *map, const char *const *words,
		    struct xs_error *err)
{
	for (const struct yaml_node *node = map->first; node != NULL; node = node->next) {
		const char *const *word = words;
		const char *near;

		while (*word != NULL && strcmp(*word, node->key) != 0)
			word++;
		if (*word != NULL)
			continue;
		near = error_nearest(node->key, words);
		return error_set(err, file->path, node->key_line, node->key_column,
				 near == NULL ? "unknown key `%.80s'" : "unknown key `%.80s'; did you mean `%s'?",
				 node->key, near);
	}
	return 0;
}

static const char *kind_name(enum yaml_kind kind)
{
	return kind == YAML_SCALAR ? "text" : kind == YAML_LIST ? "a list" : "a map";
}

int yaml_want(const struct yaml_file *file, const struct yaml_node *node, enum yaml_kind kind, const char *what,
	      struct xs_error *err)
{
	if (node->kind == kind)
		return 0;
	if (node->kind == YAML_SCALAR)
		return yaml_fail(file, node, err, "%s must be %s, found `%.80s'", what, kind_name(kind), node->text);
	return yaml_fail(file, node, err, "%s must be %s, found %s", what, kind_name(kind), kind_name(node->kind));
}

int yaml_want_word(int *index_out, const struct yaml_file *file, const struct yaml_node *node, const char *what,
		   const char *const *words, struct xs_error *err)
{
	char list[256] = "";
	const char *near;

	if (yaml_want(file, node, YAML_SCALAR, what, err) != 0)
		return -1;
	for (int i = 0; words[i] != NULL; i++) {
		size_t used = strlen(list);

		if (strcmp(words[i], node->text) == 0) {
			*index_out = i;
			return 0;
		}
		snprintf(list + used, sizeof list - used, "%s%s", i == 0 ? "" : ", ", words[i]);
	}
	near = error_nearest(node->text, words);
	if (near != NULL)
		return yaml_fail(file, node, err, "%s `%.80s' is not known; did you mean `%s'?", what, node->text,
				 near);
	return yaml_fail(file, node, err, "%s `%.80s' is not known; it is one of %s", what, node->text, list);
}

int yaml_want_bool(bool *value_out, const struct yaml_file *file, const struct yaml_node *node, const char *what,
		   struct xs_error *err)
{
	if (yaml_want(file, node, YAML_SCALAR, what, err) != 0)
		return -1;
	*value_out = strcmp(node->text, "true") == 0;
	if (!*value_out && strcmp(node->text, "false") != 0)
		return yaml_fail(file, node, err, "%s must be true or false, found `%.80s'", what, node->text);
	return 0;
}

int yaml_want_long(long *value_out, const struct yaml_file *file, const struct yaml_node *node, const char *what,
		   long least, long most, struct xs_error *err)
{
	char *end;

	if (yaml_want(file, node, YAML_SCALAR, what, err) != 0)
		return -1;
	errno = 0;
	*value_out = strtol(node->text, &end, 10);
	if (errno != 0 || end == node->text || *end != '\0')
		return yaml_fail(file, node, err, "%s must be a whole number, found `%.80s'", what, node->text);
	if (*value_out < least || *value_out > most)
		return yaml_fail(file, node, err, "%s must be between %ld and %ld, found `%.80s'", what, least, most,
				 node->text);
	return 0;
}

int yaml_want_tenths(int *value_out, const struct yaml_file *file, const struct yaml_node *node, const char *what,
		     struct xs_error *err)
{
	const char *at;
	bool negative;
	int value = 0, digits = 0;

	if (yaml_want(file, node, YAML_SCALAR, what, err) != 0)
		return -1;
	at = node->text;
	negative = *at == '-';
	for (at += negative; *at >= '0' && *at <= '9' && digits < 4; at++, digits++)
		value = value * 10 + (*at - '0');
	value *= 10;
	if (digits > 0 && at[0] == '.' && at[1] >= '0' && at[1] <= '9') {
		value += at[1] - '0';
		at += 2;
	}
	if (digits == 0 || *at != '\0')
		return yaml_fail(file, node, err, "%s must be a number with at most one decimal, found `%.80s'", what,
				 node->text);
	*value_out = negative ? -value : value;
	return 0;
}
