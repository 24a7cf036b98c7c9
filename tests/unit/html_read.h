/* html_read.h: for the tests of HTML: a document read in one way or another into its three texts. */
#ifndef TESTS_HTML_READ_H
#define TESTS_HTML_READ_H

#include "decode/html.h"

struct html_read {
	struct html *html;
	struct text visible, hidden, links;
	struct html_facts facts;
};

/* How a document is cut. */
enum html_cuts { HTML_WHOLE, HTML_EACH_CHARACTER, HTML_RANDOM };

/* Caps as mail has them. */
void html_read_init(struct html_read *read);
/* Read one document; seed chooses random cuts. */
void html_read_document(struct html_read *read, const char *at, size_t len, enum html_cuts cuts, unsigned seed);
/* The same in two pieces. */
void html_read_split(struct html_read *read, const char *at, size_t len, size_t split);
void html_read_free(struct html_read *read);

#endif
