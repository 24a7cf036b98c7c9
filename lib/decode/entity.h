/* entity.h: character references in plain text (&#24744; &#x62; &amp;) become characters: a second reading of it.
 * It must not know HTML: text/plain has no markup, but some clients, and every pasted letter, show what it means.
 * Limits: none needed, one pass.   Source: WHATWG HTML section 13.5.
 */
#ifndef DECODE_ENTITY_H
#define DECODE_ENTITY_H

#include "base/text.h"

/* Is there any? Numbers count with and without their semicolon, names only with it: "?a=1&lt=2" is a link. */
bool entity_is_in(const char *at, size_t len);
/* Append the text with the characters. */
void entity_decode(struct text *out, const char *at, size_t len);

#endif
