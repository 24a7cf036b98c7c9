/* text.c: turns appends into growable bytes, and bytes into code points.
 * It must not know what the text is about.
 * RFC 3629 (UTF-8).
 */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

void text_init(struct text *text, size_t cap)
{
	memset(text, 0, sizeof *text);
	text->cap = cap;
}

static bool text_make_room(struct text *text, size_t len)
{
	size_t size = text->size == 0 ? 256 : text->size;
	char *at;

	if (len > SIZE_MAX / 4 - text->len)
		return false;
	if (text->len + len <= text->size)
		return true;
	while (size < text->len + len)
		size *= 2;
	at = realloc(text->at, size);
	if (at == NULL)
		return false;
	text->at = at;
	text->size = size;
	return true;
}

void text_add(struct text *text, const char *from, size_t len)
{
	if (text->cap != 0 && len > text->cap - text->len) {
		len = text->cap - text->len;
		text->full = true;
	}
	if (len == 0)
		return;
	if (!text_make_room(text, len)) {
		text->lost = true;
		return;
	}
	memcpy(text->at + text->len, from, len);
	text->len += len;
}

void text_add_char(struct text *text, char c)
{
	text_add(text, &c, 1);
}

void text_add_string(struct text *text, const char *from)
{
	text_add(text, from, strlen(from));
}

void text_add_codepoint(struct text *text, uint32_t codepoint)
{
	char bytes[4];
	size_t len = utf8_encode(bytes, codepoint);

	if (text->cap != 0 && len > text->cap - text->len) { /* never half a character */
		text->full = true;
		return;
	}
	text_add(text, bytes, len);
}

void text_reset(struct text *text)
{
	text->len = 0;
	text->full = false;
	text->lost = false;
}

void text_free(struct text *text)
{
	free(text->at);
	text_init(text, text->cap);
}

/* The bytes that a lead byte promises, and the least code point that needs them (less is overlong). */
static size_t utf8_shape(uint32_t *bits_out, uint32_t *least_out, unsigned char lead)
{
	if (lead < 0xc2)
		return 0;
	if (lead < 0xe0) {
		*bits_out = lead & 0x1fu;
		*least_out = 0x80;
		return 2;
	}
	if (lead < 0xf0) {
		*bits_out = lead & 0x0fu;
		*least_out = 0x800;
		return 3;
	}
	*bits_out = lead & 0x07u;
	*least_out = 0x10000;
	return lead < 0xf5 ? 4 : 0;
}

size_t utf8_decode(uint32_t *codepoint_out, const char *at, size_t len)
{
	const unsigned char *byte = (const unsigned char *)at;
	uint32_t codepoint, least;
	size_t need;

	if (byte[0] < 0x80) {
		*codepoint_out = byte[0];
		return 1;
	}
	need = utf8_shape(&codepoint, &least, byte[0]);
	if (need == 0 || need > len)
		return 0;
	for (size_t i = 1; i < need; i++) {
		if ((byte[i] & 0xc0) != 0x80)
			return 0;
		codepoint = codepoint << 6 | (byte[i] & 0x3fu);
	}
	if (codepoint < least || codepoint > 0x10ffff || (codepoint >= 0xd800 && codepoint <= 0xdfff))
		return 0;
	*codepoint_out = codepoint;
	return need;
}

size_t utf8_encode(char out[4], uint32_t codepoint)
{
	if (codepoint > 0x10ffff || (codepoint >= 0xd800 && codepoint <= 0xdfff))
		codepoint = 0xfffd;
	if (codepoint < 0x80) {
		out[0] = (char)codepoint;
		return 1;
	}
	if (codepoint < 0x800) {
		out[0] = (char)(0xc0 | codepoint >> 6);
		out[1] = (char)(0x80 | (codepoint & 0x3f));
		return 2;
	}
	if (codepoint < 0x10000) {
		out[0] = (char)(0xe0 | codepoint >> 12);
		out[1] = (char)(0x80 | (codepoint >> 6 & 0x3f));
		out[2] = (char)(0x80 | (codepoint & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | codepoint >> 18);
	out[1] = (char)(0x80 | (codepoint >> 12 & 0x3f));
	out[2] = (char)(0x80 | (codepoint >> 6 & 0x3f));
	out[3] = (char)(0x80 | (codepoint & 0x3f));
	return 4;
}

bool utf8_is_valid(const char *at, size_t len)
{
	while (len > 0) {
		uint32_t codepoint;
		size_t used = utf8_decode(&codepoint, at, len);

		if (used == 0)
			return false;
		at += used;
		len -= used;
	}
	return true;
}

bool ascii_same(const char *a, size_t a_len, const char *b, size_t b_len)
{
	if (a_len != b_len)
		return false;
	for (size_t i = 0; i < a_len; i++)
		if (ascii_lower(a[i]) != ascii_lower(b[i]))
			return false;
	return true;
}

bool ascii_same_string(const char *a, const char *b)
{
	return ascii_same(a, strlen(a), b, strlen(b));
}

size_t ascii_find(const char *hay, size_t hay_len, const char *needle)
{
	size_t needle_len = strlen(needle);

	for (size_t i = 0; needle_len <= hay_len && i <= hay_len - needle_len; i++)
		if (ascii_same(hay + i, needle_len, needle, needle_len))
			return i;
	return SIZE_MAX;
}
