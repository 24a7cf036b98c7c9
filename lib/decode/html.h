/* html.h: HTML in UTF-8, pushed in pieces, becomes what the reader sees, what only machines read, and link targets.
 * It must not know MIME, mail or charsets: its input is valid UTF-8, whatever a <meta> in it says.
 *
 * Time is linear in the input, memory bounded by limits.h. What one knows another is spared: html_markup cuts bytes
 * into tags and text, html_page nests them, html_look decides what is seen, html_flow lays lines out.
 */
#ifndef DECODE_HTML_H
#define DECODE_HTML_H

#include "base/text.h"
#include "extortscan.h"

struct html;

/* Where the three streams go; caps are the texts' own, and at a cap a text ends with a whole character (links: with a
 * whole target) and is marked full. Lines end in \n but the last. visible: alt texts stand where they are shown, title
 * texts (tooltips) behind everything else. hidden: with comments, without style sheets. links: one target a line. */
struct html_sinks {
	struct text *visible;
	struct text *hidden;
	struct text *links;
};

/* What was met on the way. */
struct html_facts {
	bool limited; /* a cap of limits.h was hit */
	bool remote_image;
	unsigned images;
	unsigned hidden_elements; /* that held text; title, comments and the like are not counted */
};

/* Returns: 0 or -1 (no memory). */
int html_new(struct html **html_out);
/* Start a document; the sinks are appended to and must live until html_finish(). Returns: 0 or -1. */
int html_begin(struct html *html, const struct html_sinks *sinks);
/* Returns: 0, or -1 no memory. Bad markup is never an error. Cuts may fall anywhere but inside a character. */
int html_more(struct html *html, const char *at, size_t len);
int html_finish(struct html *html, struct html_facts *facts_out);
void html_free(struct html **html);

#endif
