/* html_entity.h: character references of HTML and the characters they stand for.
 * It must not know where a reference stands: the markup decides whether one without a semicolon counts.
 */
#ifndef DECODE_HTML_ENTITY_H
#define DECODE_HTML_ENTITY_H

#include <stddef.h>
#include <stdint.h>

#define HTML_ENTITY_BYTES 32 /* no name is longer */

/* A name that had its semicolon. Returns: the character or characters as UTF-8, NUL-terminated; NULL: no such name. */
const char *html_entity_find(const char *name, size_t len);
/* The longest old name that the text begins with, which counts without a semicolon ("&ampx" is "&x").
 * Returns: the character as UTF-8 with *used_out bytes of the name used, or NULL. */
const char *html_entity_find_old(size_t *used_out, const char *name, size_t len);
/* The code point that browsers show for a number: windows-1252 in place of C1 controls, U+FFFD for what is none. */
uint32_t html_entity_number(uint32_t number);

#endif
