/* html_colour.h: a colour of CSS or HTML as a number.
 * It must not know what is painted with it.
 */
#ifndef DECODE_HTML_COLOUR_H
#define DECODE_HTML_COLOUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Besides 0xrrggbb. */
#define HTML_COLOUR_UNKNOWN (-1)
#define HTML_COLOUR_CLEAR (-2) /* transparent, or as good as */

/* Read one colour at the start of text, which is lower case. Returns: bytes used, 0 when there is no colour. */
size_t html_colour_read(int32_t *colour_out, const char *at, size_t len);
/* The same for the colour attributes of HTML, which take "ffffff" for "#ffffff". Returns: 0xrrggbb or UNKNOWN. */
int32_t html_colour_attribute(const char *at, size_t len);
/* Can nobody read one on the other? */
bool html_colour_is_near(int32_t a, int32_t b);

#endif
