/* html_markup.h: HTML, pushed in pieces, cut into text, tags and comments as browsers cut it.
 * It must not know what an element or its style means for the reader: that is for the page.
 */
#ifndef DECODE_HTML_MARKUP_H
#define DECODE_HTML_MARKUP_H

#include "base/text.h"
#include "decode/html_element.h"

#define HTML_REFERENCE_BYTES 33 /* the longest name and one more */

struct html_tag {
	const struct html_element *element; /* NULL: not known */
	uint32_t key;                       /* equal names have equal keys; case does not count */
	const char *value[HTML_ATTR_COUNT]; /* references resolved; NULL: the attribute is not there */
	size_t len[HTML_ATTR_COUNT];
};

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
	int state; /* enum markup_state, private to html_markup.c */
	bool limited; /* an attribute was cut at LIMIT_HTML_ATTR_BYTES */

	/* the tag that is being read, or the end tag that raw text is compared with */
	struct html_tag tag;
	bool is_end;
	char name[HTML_NAME_BYTES];
	size_t name_len; /* may pass HTML_NAME_BYTES: then it is no known name */
	uint32_t hash;
	int attribute;       /* that is being read; HTML_ATTR_NONE: not kept */
	uint32_t seen;       /* bit for each attribute of the tag so far: the first of its name counts */
	struct text values;  /* of all attributes of the tag */
	size_t value_from[HTML_ATTR_COUNT];

	/* raw text: the element that it is in */
	const struct html_element *raw;

	/* the character reference that is being read: behind its '&' */
	int back; /* the state to go back to */
	char ref[HTML_REFERENCE_BYTES];
	size_t ref_len;
	uint32_t ref_number;

	bool comment_first;
};

/* The key of a name; case does not count. */
uint32_t html_markup_key(const char *name, size_t len);

void html_markup_init(struct html_markup *markup, const struct html_markup_events *events, void *ctx);
/* Start a document, keeping memory. */
void html_markup_begin(struct html_markup *markup);
/* Cuts may fall anywhere but inside a character. Returns: 0, or -1 no memory. */
int html_markup_more(struct html_markup *markup, const char *at, size_t len);
/* The end: an unfinished tag is dropped, as browsers do; everything else is told. */
int html_markup_finish(struct html_markup *markup);
void html_markup_free(struct html_markup *markup);

#endif
