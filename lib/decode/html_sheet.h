/* html_sheet.h: the rules of <style>, and which of them an element matches.
 * It must not know what a property does.
 *
 * Rules with simple selectors (p, .c, #i, p.c) apply. Those with other selectors, and those in @media and the like, may
 * apply: they hide nothing, but what they may show again is seen. A sheet that could not be read whole hides nothing.
 */
#ifndef DECODE_HTML_SHEET_H
#define DECODE_HTML_SHEET_H

#include "base/text.h"
#include "decode/html_style.h"
#include "decode/html_tag.h"

/* What an element's properties are: those of the strongest declaration. */
struct html_cascade {
	uint64_t set;
	struct html_value value[HTML_CSS_COUNT];
	uint32_t rank[HTML_CSS_COUNT];
};

/* The weights of CSS, from weak to strong; rules of equal weight count in the order in which they stand. */
enum html_origin {
	HTML_FROM_CLIENT,    /* what every client does: <title> is not shown */
	HTML_FROM_ATTRIBUTE, /* bgcolor= */
	HTML_FROM_ALL,       /* * */
	HTML_FROM_NAME,      /* p */
	HTML_FROM_CLASS,     /* .c */
	HTML_FROM_NAME_CLASS,
	HTML_FROM_ID,
	HTML_FROM_NAME_ID,
	HTML_FROM_DOUBT, /* a rule that may apply, by a selector or medium that is not understood */
	HTML_FROM_STYLE  /* style= */
};

void html_cascade_put(struct html_cascade *cascade, enum html_property property, int32_t number, enum html_origin from);
void html_cascade_add(struct html_cascade *cascade, const struct html_style *style, enum html_origin from);

struct html_rule;
struct html_sheet {
	struct text css;         /* of the style element that is open */
	size_t bytes;            /* of all style elements */
	struct html_rule *rules; /* in order of appearance */
	size_t rule_count;
	uint16_t *sorted; /* indices of rules, by key */
	uint16_t block_count;
	bool shows;   /* some declaration may show what others hide */
	bool nested;  /* it has rules within rules, which are not understood */
	bool limited; /* LIMIT_HTML_STYLE_BYTES or LIMIT_HTML_CLASSES was hit */
	bool lost;    /* no memory */
};

void html_sheet_init(struct html_sheet *sheet);
/* Start a document, keeping memory. */
void html_sheet_begin(struct html_sheet *sheet);
/* Content of a style element, in pieces, and its end: now its rules count. */
void html_sheet_add(struct html_sheet *sheet, const char *at, size_t len);
void html_sheet_end(struct html_sheet *sheet);
/* Add the rules that the element matches. */
void html_sheet_match(const struct html_sheet *sheet, struct html_cascade *cascade, const struct html_tag *tag);
void html_sheet_free(struct html_sheet *sheet);

#endif
