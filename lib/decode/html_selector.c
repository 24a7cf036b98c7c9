/* html_selector.c: turns the text of a selector into what its elements must have.
 * It must not know declarations.
 * Selectors 4, sections 3 and 4 (compounds, combinators), as far as the last compound goes.
 */
#include "decode/html_selector.h"

#include "base/text.h"
#include "decode/html_tag.h"
#include "decode/html_value.h"

#define SELECTOR_NAME_BYTES 128 /* of a longer name only the beginning is compared */

uint64_t html_selector_hash(char kind, const char *name, size_t len)
{
	uint64_t hash = 14695981039346656037u ^ (unsigned char)kind; /* FNV-1a */

	for (size_t i = 0; i < len && i < SELECTOR_NAME_BYTES; i++)
		hash = (hash ^ (unsigned char)name[i]) * 1099511628211u;
	return hash;
}

const char *html_selector_end(const char *at, const char *end)
{
	int depth = 0, quote = 0;

	for (; at < end && (*at != ',' || depth > 0 || quote != 0); at++) {
		if (quote != 0)
			quote = *at == quote ? 0 : quote;
		else if (*at == '"' || *at == '\'')
			quote = *at;
		else if (*at == '[' || *at == '(')
			depth++;
		else if ((*at == ']' || *at == ')') && depth > 0)
			depth--;
	}
	return at;
}

static bool selector_is_name(int byte)
{
	return byte >= 0x80 || byte == '-' || byte == '_' || ascii_is_alnum((char)byte);
}

/* A name, escapes resolved. Returns: its length; the first byte behind it, or -1, is in *byte. */
static size_t selector_name(char *name_out, int *byte, const char **at, const char *end)
{
	size_t len = 0;

	while (*byte >= 0 && selector_is_name(*byte)) {
		if (len < SELECTOR_NAME_BYTES)
			name_out[len++] = (char)(*byte & 0xff);
		*byte = html_css_byte(at, end);
	}
	return len;
}

static bool selector_is_blank(int byte)
{
	return byte >= 0 && byte < 0x80 && ascii_is_space((char)byte); /* comments come as blanks */
}

/* Where the last compound of a selector begins: ".b" of "#i > p.a .b". Returns: there is no other one. */
static bool selector_last(const char **last_out, const char *at, const char *end)
{
	bool gap = true, single = true, first = true;
	int depth = 0, byte;

	for (*last_out = at; at < end;) {
		const char *from = at;

		byte = html_css_byte(&at, end);
		if (byte == '[' || byte == '(')
			depth++;
		else if ((byte == ']' || byte == ')') && depth > 0)
			depth--;
		if (depth == 0 && (selector_is_blank(byte) || byte == '>' || byte == '+' || byte == '~')) {
			gap = true;
			first = first && selector_is_blank(byte);
		} else if (gap) {
			*last_out = from;
			single = first;
			gap = first = false;
		}
	}
	return single;
}

/* The next byte that is no blank. */
static int selector_byte(const char **at, const char *end)
{
	int byte;

	do
		byte = html_css_byte(at, end);
	while (selector_is_blank(byte));
	return byte;
}

/* Skip what cannot be looked up by: pseudo-classes, and all that brackets hold. Returns: '.', '#' or -1. */
static int selector_skip(int byte, const char **at, const char *end)
{
	int depth = 0;

	for (; byte >= 0 && ((byte != '.' && byte != '#') || depth > 0); byte = html_css_byte(at, end)) {
		if (byte == '[' || byte == '(')
			depth++;
		else if ((byte == ']' || byte == ')') && depth > 0)
			depth--;
	}
	return byte;
}

bool html_selector_read(struct html_selector *selector_out, const char *at, const char *end)
{
	char name[SELECTOR_NAME_BYTES];
	const char *last;
	bool simple = selector_last(&last, at, end);
	size_t len;
	int byte, kind;

	*selector_out = (struct html_selector){0, '\0', html_selector_hash('\0', "", 0)};
	byte = selector_byte(&last, end);
	len = selector_name(name, &byte, &last, end);
	if (len > 0)
		selector_out->tag_key = html_tag_key(name, len);
	else if (byte == '*')
		byte = selector_byte(&last, end);
	else
		simple = simple && (byte == '.' || byte == '#');
	if (selector_is_blank(byte))
		byte = selector_byte(&last, end);
	kind = selector_skip(byte, &last, end);
	simple = simple && kind == byte;
	if (kind < 0)
		return simple;
	byte = html_css_byte(&last, end);
	len = selector_name(name, &byte, &last, end);
	if (len == 0)
		return false;
	selector_out->kind = (char)kind;
	selector_out->hash = html_selector_hash((char)kind, name, len);
	return simple && (byte < 0 || (selector_is_blank(byte) && selector_byte(&last, end) < 0));
}
