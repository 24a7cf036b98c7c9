/* html_tag.c: turns the names and values of a tag into a struct html_tag.
 * It must not know how tags are cut out of markup.
 * WHATWG HTML, section 13.2.5.33 (of attributes of one name the first counts).
 */
#include "decode/html_tag.h"

#include <string.h>

#include "base/limits.h"

/* FNV-1a */
#define TAG_HASH_BASIS 2166136261u
#define TAG_HASH_PRIME 16777619u

static uint32_t tag_hash(uint32_t hash, char byte)
{
	return (hash ^ (unsigned char)ascii_lower(byte)) * TAG_HASH_PRIME;
}

uint32_t html_tag_key(const char *name, size_t len)
{
	uint32_t hash = TAG_HASH_BASIS;

	for (size_t i = 0; i < len; i++)
		hash = tag_hash(hash, name[i]);
	return hash;
}

void html_tag_init(struct html_tag_reader *reader)
{
	memset(reader, 0, sizeof *reader);
	text_init(&reader->values, 0);
}

void html_tag_begin(struct html_tag_reader *reader)
{
	memset(&reader->tag, 0, sizeof reader->tag);
	reader->seen = 0;
	reader->attribute = HTML_ATTR_NONE;
	text_reset(&reader->values);
	html_tag_name_begin(reader);
}

void html_tag_name_begin(struct html_tag_reader *reader)
{
	reader->name_len = 0;
	reader->hash = TAG_HASH_BASIS;
}

void html_tag_name_byte(struct html_tag_reader *reader, char byte)
{
	if (reader->name_len < sizeof reader->name)
		reader->name[reader->name_len] = ascii_lower(byte);
	reader->name_len++;
	reader->hash = tag_hash(reader->hash, byte);
}

void html_tag_named(struct html_tag_reader *reader)
{
	reader->tag.key = reader->hash;
	if (reader->name_len <= sizeof reader->name)
		reader->tag.element = html_element_find(reader->name, reader->name_len);
}

/* Only the first of each known name is kept, so that a tag with a million attributes costs no more than its bytes. */
void html_tag_attribute_named(struct html_tag_reader *reader)
{
	int attribute = HTML_ATTR_NONE;

	if (reader->name_len <= sizeof reader->name)
		attribute = html_attribute_find(reader->name, reader->name_len);
	if (attribute != HTML_ATTR_NONE && (reader->seen >> attribute & 1) != 0)
		attribute = HTML_ATTR_NONE;
	reader->attribute = attribute;
	if (attribute == HTML_ATTR_NONE)
		return;
	reader->seen |= 1u << attribute;
	reader->from[attribute] = reader->values.len;
}

/* A value passed its cap. A picture within the mail is as long as it likes: only what could be text is told. */
static void tag_value_cut(struct html_tag_reader *reader)
{
	const char *value = reader->values.at + reader->from[reader->attribute];

	if (!reader->values.lost && (!ascii_same(value, 5, "data:", 5) || ascii_same(value, 9, "data:text", 9)))
		reader->limited = true;
	reader->attribute = HTML_ATTR_NONE;
}

void html_tag_value_add(struct html_tag_reader *reader, const char *at, size_t len)
{
	size_t *have, fit;

	if (reader->attribute == HTML_ATTR_NONE || len == 0)
		return;
	have = &reader->tag.len[reader->attribute];
	fit = LIMIT_HTML_ATTR_BYTES - *have;
	if (len > fit)
		while (fit > 0 && ((unsigned char)at[fit] & 0xc0) == 0x80)
			fit--; /* never half a character */
	else
		fit = len;
	text_add(&reader->values, at, fit);
	*have += fit;
	if (fit < len)
		tag_value_cut(reader);
}

const struct html_tag *html_tag_end(struct html_tag_reader *reader)
{
	struct html_tag *tag = &reader->tag;

	for (uint32_t left = reader->seen; left != 0; left &= left - 1) {
		int i = __builtin_ctz(left);

		tag->value[i] = reader->values.at == NULL ? "" : reader->values.at + reader->from[i];
	}
	return tag;
}

void html_tag_free(struct html_tag_reader *reader)
{
	text_free(&reader->values);
}
