/* html_selector.h: one selector of CSS, as far as elements can be looked up by it.
 * It must not know declarations.
 */
#ifndef DECODE_HTML_SELECTOR_H
#define DECODE_HTML_SELECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What an element must have: a name, and a class or an id. */
struct html_selector {
	uint32_t tag_key; /* html_tag_key() of the name; 0: any */
	char kind;        /* '.', '#', or NUL for neither */
	uint64_t hash;    /* html_selector_hash() of kind and name */
};

uint64_t html_selector_hash(char kind, const char *name, size_t len);
/* The comma behind a selector, or the end; commas in strings and brackets do not count. */
const char *html_selector_end(const char *at, const char *end);
/* Read one selector. Returns: it says no more than *selector_out. Otherwise (combinators, attributes, pseudo-classes)
 * *selector_out is something that every element that it matches has. */
bool html_selector_read(struct html_selector *selector_out, const char *at, const char *end);

#endif
