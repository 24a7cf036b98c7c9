/* yaml.h: a YAML file as a small tree that remembers lines, for loaders that answer with file:line:column.
 * It must not know what the file is about. Aliases, tags, duplicate keys and several documents are errors: in a
 * policy they are mistakes or bombs. Every scalar is text: "no" is no boolean until somebody asks for one.
 */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/arena.h"
#include "extortscan.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_kind kind;
	int line, column;        /* 1-based */
	const char *text;        /* YAML_SCALAR: its value, NUL-terminated, never NULL */
	size_t text_len;
	bool quoted;             /* YAML_SCALAR: was written in quotes */
	const char *key;         /* in a map: the entry's key; else NULL */
	int key_line, key_column;
	struct yaml_node *first; /* list items or map values, in order */
	struct yaml_node *next;
	size_t count;            /* of children */
};

struct yaml_file {
	struct arena arena;
	char *path;              /* as given, for messages */
	struct yaml_node *root;  /* NULL: the file is empty */
};

/* Returns: 0, or -1 with err set.   Owns: the caller calls yaml_file_free(), also after -1. */
int yaml_file_load(struct yaml_file *file_out, const char *path, struct xs_error *err);
/* The same from memory; name stands for the path in messages. */
int yaml_file_parse(struct yaml_file *file_out, const char *name, const char *text, size_t len, struct xs_error *err);
void yaml_file_free(struct yaml_file *file);
/* The bytes of a file that is to be parsed, for who needs them besides. Returns: 0, or -1 with err set.
 * Owns: the caller frees *text_out.   Limits: LIMIT_YAML_BYTES. */
int yaml_read(char **text_out, size_t *len_out, const char *path, struct xs_error *err);

/* The value of a key, or NULL. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);
/* Is every key of the map one of the NULL-terminated words? Else -1 with the key quoted, and a hint. */
int yaml_check_keys(const struct yaml_file *file, const struct yaml_node *map, const char *const *words,
		    struct xs_error *err);
/* What a node must be; each returns 0, or -1 with what was found quoted. */
int yaml_want(const struct yaml_file *file, const struct yaml_node *node, enum yaml_kind kind, const char *what,
	      struct xs_error *err);
int yaml_want_bool(bool *value_out, const struct yaml_file *file, const struct yaml_node *node, const char *what,
		   struct xs_error *err);
int yaml_want_long(long *value_out, const struct yaml_file *file, const struct yaml_node *node, const char *what,
		   long least, long most, struct xs_error *err);
/* A number with at most one decimal, as tenths: "2" is 20, "-1.5" is -15. */
int yaml_want_tenths(int *value_out, const struct yaml_file *file, const struct yaml_node *node, const char *what,
		     struct xs_error *err);
/* One of a NULL-terminated list of words: its index. */
int yaml_want_word(int *index_out, const struct yaml_file *file, const struct yaml_node *node, const char *what,
		   const char *const *words, struct xs_error *err);
/* Fail at a node: "return yaml_fail(file, node, err, ...)". Returns: -1, always. */
__attribute__((format(printf, 4, 5))) int yaml_fail(const struct yaml_file *file, const struct yaml_node *node,
						    struct xs_error *err, const char *format, ...);

#endif
