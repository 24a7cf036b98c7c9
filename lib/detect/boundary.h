/* boundary.h: where words of a folded text begin and end.
 * It must not know phrases or literals.
 */
#ifndef DETECT_BOUNDARY_H
#define DETECT_BOUNDARY_H

#include "base/text.h"

/* Scripts that are written without spaces have no word boundaries: a phrase may begin and end anywhere in them. */
enum letter { LETTER_NONE, LETTER_SPACED, LETTER_CONTINUOUS };

enum letter letter_of(uint32_t codepoint);
/* The character at an offset, and how many bytes it takes (1 for a stray byte). */
enum letter letter_read(const char *text, size_t len, size_t at, size_t *used_out);
/* The character in front of, and at, an offset; NONE beyond the ends. Folded text is valid UTF-8. */
enum letter letter_before(const char *text, size_t at);
enum letter letter_at(const char *text, size_t len, size_t at);

/* A word boundary lies at the ends of the text, beside blanks and symbols, and beside letters of continuous scripts. */
static inline bool text_is_boundary(const char *text, size_t len, size_t at)
{
	if (at == 0 || at >= len || text[at] == ' ' || text[at - 1] == ' ')
		return true;
	if (ascii_is_alnum(text[at]) && ascii_is_alnum(text[at - 1]))
		return false;
	return letter_before(text, at) != LETTER_SPACED || letter_at(text, len, at) != LETTER_SPACED;
}

/* Is this byte the second or later one of a character? */
static inline bool is_inside_character(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

#endif
