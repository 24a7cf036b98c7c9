/* html_markup.h: HTML, pushed in pieces, cut into text, tags and comments as browsers cut it.
 * It must not know what an element or its style means for the reader: that is for the page.
 */
#ifndef DECODE_HTML_MARKUP_H
#define DECODE_HTML_MARKUP_H

#include "base/text.h"
#include "decode/html_comment.h"
#include "decode/html_reference.h"
#include "decode/html_tag.h"

/* What was cut. Pieces of text and comments are whole characters; where one piece ends says nothing. */
struct html_markup_events {
	void (*text)(void *ctx, const char *at, size_t len);
	void (*start)(void *ctx, const struct html_tag *tag);
	void (*end)(void *ctx, const struct html_tag *tag); /* without attributes */
	void (*comment)(void *ctx, const char *at, size_t len, bool first);
};

struct html_markup {
	const struct html_markup_events *events;
	void *ctx;
	int state;                  /* enum markup_state, private to html_markup.c */
	struct html_tag_reader tag; /* that is being read */
	bool is_end;                /* it is an end tag */
	/* raw text: the element that it is in, and how many letters of its end tag were seen */
	const struct html_element *raw;
	char raw_end[HTML_NAME_BYTES];
	size_t raw_end_len;

	/* the character reference or comment that is being read */
	int back; /* the state to go back to */
	struct html_reference reference;
	struct html_comment comment;
	bool comment_first;
};

void html_markup_init(struct html_markup *markup, const struct html_markup_events *events, void *ctx);
/* Start a document, keeping memory. */
void html_markup_begin(struct html_markup *markup);
/* Cuts may fall anywhere but inside a character. Returns: 0, or -1 no memory. */
int html_markup_more(struct html_markup *markup, const char *at, size_t len);
/* The end: an unfinished tag is dropped, as browsers do; everything else is told. */
int html_markup_finish(struct html_markup *markup);
void html_markup_free(struct html_markup *markup);

#endif
