/* text.h: growable bytes with a cap, and a few questions about bytes that every layer asks.
 * It must not know about characters beyond ASCII and the shape of UTF-8.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Growable text. full is sticky: something was left out because of the cap; lost: because memory ran out. */
struct text {
	char *at;
	size_t len, size;
	size_t cap; /* len never passes this; 0: no cap */
	bool full;
	bool lost;
};

void text_init(struct text *text, size_t cap);
/* Append. What does not fit is left out and text->full (or lost) is set. */
void text_add(struct text *text, const char *from, size_t len);
void text_add_char(struct text *text, char c);
void text_add_string(struct text *text, const char *from);
/* Append one code point as UTF-8; one that is not a Unicode scalar value becomes U+FFFD. */
void text_add_codepoint(struct text *text, uint32_t codepoint);
/* Empty it, keeping its memory. */
void text_reset(struct text *text);
void text_free(struct text *text);

/* Decode the code point at `at` (len > 0 bytes are there). Returns: bytes used, 1 to 4; 0 when they are not UTF-8
 * (overlong, surrogate, beyond U+10FFFF or cut). */
size_t utf8_decode(uint32_t *codepoint_out, const char *at, size_t len);
/* Encode. Returns: bytes written to out, 1 to 4. */
size_t utf8_encode(char out[4], uint32_t codepoint);
bool utf8_is_valid(const char *at, size_t len);

/* ASCII only, whatever the locale says. */
static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}
static inline bool ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool ascii_is_alpha(char c)
{
	return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
}
static inline bool ascii_is_alnum(char c)
{
	return ascii_is_digit(c) || ascii_is_alpha(c);
}
bool ascii_same(const char *a, size_t a_len, const char *b, size_t b_len); /* case-insensitive */
bool ascii_same_string(const char *a, const char *b);
/* The order of a word and a NUL-terminated one, byte by byte, for bsearch. */
static inline int ascii_order(const char *word, size_t len, const char *known)
{
	for (size_t i = 0; i < len; i++)
		if (word[i] != known[i] || known[i] == '\0') /* words from the wire have NULs in them */
			return (unsigned char)word[i] < (unsigned char)known[i] ? -1 : 1;
	return known[len] == '\0' ? 0 : -1;
}
/* The first place of needle in hay, case-insensitive; SIZE_MAX when it is not there. Linear for short needles. */
size_t ascii_find(const char *hay, size_t hay_len, const char *needle);

#endif
