/* html.h: HTML in UTF-8, pushed in pieces, becomes what the reader sees, what only machines read, and link targets.
 * It must not know MIME, mail or charsets: its input is valid UTF-8. The only file that knows libxml2 is html.c.
 */
#ifndef DECODE_HTML_H
#define DECODE_HTML_H

#include "base/text.h"
#include "extortscan.h"

struct html;

/* Where the three streams go; caps are the texts' own. links holds one target a line; alt and title texts are visible. */
struct html_sinks {
	struct text *visible;
	struct text *hidden;
	struct text *links;
};

/* What was met on the way. */
struct html_facts {
	bool limited;      /* a cap of limits.h was hit */
	bool remote_image;
	unsigned images;
	unsigned hidden_elements; /* that held text */
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
