/* html_value.h: the bytes of CSS, and the words, numbers and lengths that values are made of.
 * It must not know properties.
 */
#ifndef DECODE_HTML_VALUE_H
#define DECODE_HTML_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum html_unit {
	HTML_UNIT_WORD,  /* number is a keyword's or a colour */
	HTML_UNIT_PIXEL, /* number is hundredths */
	HTML_UNIT_EM,    /* hundredths of the font size */
	HTML_UNIT_REM,
	HTML_UNIT_PERCENT, /* hundredths */
	HTML_UNIT_UNKNOWN, /* auto, calc(), 100vw, nonsense: hides nothing */
	HTML_UNIT_INHERIT
};

struct html_value {
	int32_t number;
	unsigned char unit;
};

/* One byte of CSS: a comment is a blank, escapes are resolved. Returns: the byte, with CSS_ESCAPED when it was escaped
 * (then it is never syntax); -1 at the end. */
#define CSS_ESCAPED 0x100
int html_css_byte(const char **at, const char *end);

/* The text of a value, lower case, with single blanks. */
struct html_words {
	const char *at;
	size_t len;
};

bool html_value_is(const struct html_words *value, const char *word);
bool html_value_starts(const struct html_words *value, const char *with);
bool html_value_has(const struct html_words *value, const char *word);
/* Take the first blank-separated word off; a function's blanks do not separate. Returns: there was one. */
bool html_value_word(struct html_words *word_out, struct html_words *value);
/* A number in hundredths. Returns: bytes used, 0 when there is none. */
size_t html_value_number(int32_t *number_out, const struct html_words *value);
/* A length; bare is the unit of a number without one, for 0 needs none. */
struct html_value html_value_length(const struct html_words *value, enum html_unit bare);
/* A length or a word such as "x-small". */
struct html_value html_value_font_size(const struct html_words *value);
/* Is every number of the value at most so many hundredths, and is there one? "rect(1px, 1px, 1px, 1px)" is within 100.
 */
bool html_value_is_within(struct html_words value, int32_t hundredths);
/* Is some number of the value far, 300px or 20 of any other unit, or not known? sign: 1 to the right or down, -1 to the
 * left or up, 0 either. */
bool html_value_is_far(struct html_words value, int sign);
/* The first number behind a function's name: "inset(" of "inset(50%)". */
bool html_value_argument(int32_t *number_out, struct html_words value, const char *function);

#endif
