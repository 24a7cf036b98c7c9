/* html_reference.h: one character reference of HTML, read byte by byte.
 * It must not know where it stands but for one question: in an attribute's value or not.
 */
#ifndef DECODE_HTML_REFERENCE_H
#define DECODE_HTML_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HTML_REFERENCE_BYTES 33 /* the longest name and one more */

struct html_reference {
	char text[HTML_REFERENCE_BYTES]; /* behind the '&' */
	size_t len;
	uint32_t number;
};

/* What a reference came to: bytes, and how many of its own text stay as they are behind them. */
struct html_resolved {
	char utf8[8];
	size_t len;
	const char *rest; /* into the reference */
	size_t rest_len;
	bool semicolon; /* the byte behind is its semicolon, and used up */
};

void html_reference_begin(struct html_reference *reference);
/* Does the byte still belong to it? Then it is taken. */
bool html_reference_takes(struct html_reference *reference, char byte);
/* It ends before next. What is no reference resolves to itself, '&' first. */
void html_reference_end(const struct html_reference *reference, struct html_resolved *resolved_out, char next,
			bool in_value);

#endif
