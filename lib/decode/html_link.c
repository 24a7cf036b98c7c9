/* html_link.c: turns attributes into link targets.
 * It must not know what is shown.
 * WHATWG URL, section 4.4 (blanks at the ends, tabs and line ends inside are dropped), RFC 2397 (data:).
 */
#include "decode/html_link.h"

#include <string.h>

const char *html_link_trim(const char *at, size_t *len)
{
	while (*len > 0 && (unsigned char)*at <= ' ') {
		at++;
		(*len)--;
	}
	while (*len > 0 && (unsigned char)at[*len - 1] <= ' ')
		(*len)--;
	return at;
}

bool html_link_is_remote(const char *at, size_t len)
{
	at = html_link_trim(at, &len);
	return (len > 5 && ascii_same(at, 5, "http:", 5)) || (len > 6 && ascii_same(at, 6, "https:", 6)) ||
	       (len > 2 && at[0] == '/' && at[1] == '/');
}

/* One line a target. Browsers take blanks at the ends and controls inside off; so do we. Of a data: URI that is no
 * text only the type is kept: pictures are not read here. */
static void link_add(struct text *links, const char *at, size_t len)
{
	at = html_link_trim(at, &len);
	if (len > 5 && ascii_same(at, 5, "data:", 5) && !(len > 9 && ascii_same(at + 5, 4, "text", 4))) {
		const char *comma = memchr(at, ',', len);

		len = comma == NULL ? len : (size_t)(comma + 1 - at);
	}
	if (len == 0)
		return;
	if (links->full || (links->cap != 0 && len + 1 > links->cap - links->len)) {
		links->full = true; /* a whole target or none */
		return;
	}
	while (len > 0) {
		size_t run = 0;

		while (run < len && (unsigned char)at[run] >= ' ')
			run++;
		text_add(links, at, run);
		run += run < len;
		at += run;
		len -= run;
	}
	text_add_char(links, '\n');
}

void html_link_add(struct text *links, const struct html_tag *tag)
{
	static const enum html_attribute targets[] = {HTML_ATTR_HREF,   HTML_ATTR_XLINK_HREF, HTML_ATTR_SRC,
						      HTML_ATTR_ACTION, HTML_ATTR_FORMACTION, HTML_ATTR_BACKGROUND,
						      HTML_ATTR_DATA,   HTML_ATTR_POSTER,     HTML_ATTR_CITE};

	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
		if (tag->len[targets[i]] > 0)
			link_add(links, tag->value[targets[i]], tag->len[targets[i]]);
}
