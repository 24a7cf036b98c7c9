/* html_tag.h: one tag: its name, and the attributes that say something about text.
 * It must not know how tags are cut out of markup.
 */
#ifndef DECODE_HTML_TAG_H
#define DECODE_HTML_TAG_H

#include <stdbool.h>

#include "base/text.h"
#include "decode/html_element.h"

struct html_tag {
	const struct html_element *element; /* NULL: not known */
	uint32_t key;                       /* equal names have equal keys; case does not count */
	const char *value[HTML_ATTR_COUNT]; /* references resolved; NULL: the attribute is not there */
	size_t len[HTML_ATTR_COUNT];
};

/* The key of a name; case does not count. */
uint32_t html_tag_key(const char *name, size_t len);

/* A tag that is being read. */
struct html_tag_reader {
	struct html_tag tag;
	char name[HTML_NAME_BYTES];
	size_t name_len; /* may pass HTML_NAME_BYTES: then it is no known name */
	uint32_t hash;
	int attribute;      /* whose value is being read; HTML_ATTR_NONE: it is not kept */
	uint32_t seen;      /* bit for each attribute so far: the first of its name counts */
	struct text values; /* of all attributes */
	size_t from[HTML_ATTR_COUNT];
	bool limited; /* sticky: a value was cut at LIMIT_HTML_ATTR_BYTES */
};

void html_tag_init(struct html_tag_reader *reader);
void html_tag_begin(struct html_tag_reader *reader);
/* The bytes of a name, the tag's or an attribute's. */
void html_tag_name_begin(struct html_tag_reader *reader);
void html_tag_name_byte(struct html_tag_reader *reader, char byte);
/* The name was the tag's, or an attribute's. */
void html_tag_named(struct html_tag_reader *reader);
void html_tag_attribute_named(struct html_tag_reader *reader);
/* Whole characters of the value of the attribute that was named last. */
void html_tag_value_add(struct html_tag_reader *reader, const char *at, size_t len);
/* Returns: the tag, until the next html_tag_begin(). */
const struct html_tag *html_tag_end(struct html_tag_reader *reader);
void html_tag_free(struct html_tag_reader *reader);

#endif
