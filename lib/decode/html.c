/* html.c: turns HTML in UTF-8 into what the reader sees, what only machines read, and link targets.
 * It must not know MIME, mail or charsets. It joins the markup (bytes to tags) to the page (tags to text).
 * WHATWG HTML.
 */
#include "decode/html.h"

#include <stdlib.h>

#include "decode/html_markup.h"
#include "decode/html_page.h"

struct html {
	struct html_markup markup;
	struct html_page page;
};

int html_new(struct html **html_out)
{
	struct html *html = malloc(sizeof *html);

	*html_out = html;
	if (html == NULL)
		return -1;
	html_page_init(&html->page);
	html_markup_init(&html->markup, &html_page_events, &html->page);
	return 0;
}

int html_begin(struct html *html, const struct html_sinks *sinks)
{
	html_markup_begin(&html->markup);
	html_page_begin(&html->page, sinks);
	return 0;
}

int html_more(struct html *html, const char *at, size_t len)
{
	return html_markup_more(&html->markup, at, len);
}

int html_finish(struct html *html, struct html_facts *facts_out)
{
	int markup = html_markup_finish(&html->markup);
	int page = html_page_finish(&html->page, facts_out);

	if (html->markup.tag.limited)
		facts_out->limited = true;
	return markup != 0 || page != 0 ? -1 : 0;
}

void html_free(struct html **html)
{
	struct html *old = *html;

	*html = NULL;
	if (old == NULL)
		return;
	html_markup_free(&old->markup);
	html_page_free(&old->page);
	free(old);
}
