/* html_property.h: what the value of one CSS property says about whether text is seen.
 * It must not know how declarations are written, nor selectors, elements or what is inherited.
 */
#ifndef DECODE_HTML_PROPERTY_H
#define DECODE_HTML_PROPERTY_H

#include "decode/html_style.h"

/* Put what the declaration says into style; a property that does not matter puts nothing. name and value are lower
 * case, value is not empty. */
void html_property_read(struct html_style *style, const struct html_words *name, const struct html_words *value);

#endif
