/* html_link.h: where the attributes of a tag lead.
 * It must not know what is shown.
 */
#ifndef DECODE_HTML_LINK_H
#define DECODE_HTML_LINK_H

#include "base/text.h"
#include "decode/html_tag.h"

/* Append the tag's targets, one a line. At the cap of links a target is left out as a whole, and links->full is set. */
void html_link_add(struct text *links, const struct html_tag *tag);
/* Is it fetched from another machine? */
bool html_link_is_remote(const char *at, size_t len);
/* Without the blanks and controls at its ends. */
const char *html_link_trim(const char *at, size_t *len);

#endif
