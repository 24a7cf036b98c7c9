/* layout.c: turns the lines of a text into "the writer's own" and "somebody else's".
 * It must not know phrases, letters or weights.
 * RFC 3676 (quoted lines); no standard for forwarded header blocks: as mail programs write them, in any language.
 */
#include "detect/layout.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

bool layout_is_quoted(const struct text_part *text, size_t offset)
{
	size_t from = offset < text->utf8.len ? offset : text->utf8.len;
	size_t least = from > LIMIT_QUOTE_LOOKBACK ? from - LIMIT_QUOTE_LOOKBACK : 0;

	while (from > least && text->utf8.at[from - 1] != '\n')
		from--;
	while (from < offset && (text->utf8.at[from] == ' ' || text->utf8.at[from] == '\t'))
		from++;
	return from < text->utf8.len && (text->utf8.at[from] == '>' || text->utf8.at[from] == '|');
}

/* The colon of the languages that write it as wide as their letters: U+FF1A. */
#define WIDE_COLON "\xef\xbc\x9a"

/* Bytes of the colon at that place; 0: none. */
static size_t colon_len(struct bytes line, size_t at)
{
	if (line.at[at] == ':')
		return 1;
	return line.len - at >= strlen(WIDE_COLON) && memcmp(line.at + at, WIDE_COLON, strlen(WIDE_COLON)) == 0
		       ? strlen(WIDE_COLON)
		       : 0;
}

/* "Word: value" with at most 40 bytes in front of the colon: a header line in any language ("A:" is Italian). */
static bool is_header_line(struct bytes line, bool *has_address_out)
{
	size_t at = 0, colon;

	while (at < line.len && (line.at[at] == '>' || line.at[at] == '*' || line.at[at] == '|' || line.at[at] == ' '))
		at++;
	colon = at;
	while (colon < line.len && colon - at < 40 && colon_len(line, colon) == 0 && line.at[colon] != '@')
		colon++;
	if (colon == at || colon + 1 >= line.len || colon_len(line, colon) == 0 || line.at[colon + 1] == '/')
		return false;
	*has_address_out = *has_address_out || memchr(line.at + colon, '@', line.len - colon) != NULL;
	return true;
}

static struct bytes line_at(const struct text_part *text, size_t at)
{
	const char *newline = memchr(text->utf8.at + at, '\n', text->utf8.len - at);
	size_t end = newline == NULL ? text->utf8.len : (size_t)(newline - text->utf8.at);

	return (struct bytes){text->utf8.at + at, end - at};
}

/* "-----Original Message-----", "_____", "Begin forwarded message:", "On Monday X wrote:". */
static bool is_separator(struct bytes line)
{
	while (line.len > 0 && ascii_is_space(line.at[line.len - 1]))
		line.len--;
	return line.len > 0 &&
	       (line.at[0] == '-' || line.at[0] == '_' || line.at[0] == '=' || line.at[line.len - 1] == ':');
}

size_t layout_own_words(const struct text_part *text, size_t before, size_t enough)
{
	size_t own = 0;

	for (size_t at = 0; at < before && at < text->utf8.len && own < enough;) {
		struct bytes line = line_at(text, at);

		if (!layout_is_quoted(text, at) && !is_separator(line))
			for (size_t i = 0; i < line.len; i++)
				own += (unsigned char)line.at[i] > ' ';
		at += line.len + 1;
	}
	return own;
}

#define FORWARD_LINES 3  /* From, Date and Subject at least */
#define FORWARD_WORDS 20 /* bytes: "please block this one" */

struct forwarded_block layout_forwarded(const struct text_part *text)
{
	struct forwarded_block block = {.end = 0};
	size_t begin = 0, run = 0;
	bool has_address = false;

	for (size_t at = 0; at < text->utf8.len;) {
		struct bytes line = line_at(text, at);

		if (run == 0)
			begin = at;
		at += line.len + 1;
		if (is_header_line(line, &has_address)) {
			run++;
		} else {
			run = 0;
			has_address = false;
		}
		if (run < FORWARD_LINES || !has_address)
			continue;
		block.begin = begin;
		block.end = at < text->utf8.len ? at : text->utf8.len;
	}
	block.introduced = block.end > 0 && layout_own_words(text, block.begin, FORWARD_WORDS) >= FORWARD_WORDS;
	return block;
}
