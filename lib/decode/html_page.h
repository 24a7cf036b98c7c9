/* html_page.h: the page as its reader sees it: nesting, what is hidden, where lines and words end, where links lead.
 * It must not know how bytes become tags.
 */
#ifndef DECODE_HTML_PAGE_H
#define DECODE_HTML_PAGE_H

#include "base/limits.h"
#include "decode/html.h"
#include "decode/html_flow.h"
#include "decode/html_look.h"
#include "decode/html_markup.h"
#include "decode/html_sheet.h"

/* An open element. */
struct html_frame {
	const struct html_element *element; /* NULL: not known */
	struct html_look look;
	unsigned root; /* index of the frame that began what is hidden here */
	bool told;     /* a root: counted among the hidden elements */
};

/* What a search through the frames reads, apart from them so that it reads little memory. within and reach say before
 * the search whether it will find anything: a search that finds something closes what it passed, one that finds nothing
 * would be walked again and again. */
struct html_place {
	uint32_t key;
	uint32_t kind;   /* HTML_BIT(element->is), and a bit for HTML_SCOPE */
	uint32_t within; /* kinds of the frames up to here that a start tag may still end */
	uint64_t reach;  /* bit (key % 64) of those that an end tag may end */
};

struct html_page {
	struct html_sinks sinks;
	struct html_flow visible, hidden;
	struct text aside; /* tooltips: seen, but not between the words where they stand */
	struct html_sheet sheet;
	bool sheet_open; /* the style element that is open is for this medium */
	struct html_facts facts;
	bool late;           /* a style sheet came behind text that is hidden, and may show it */
	bool assumed, moved; /* text is hidden by the page's own background; something may lie between the two */
	size_t hidden_from;  /* where this document's hidden text begins */
	size_t visible_len;  /* when hidden text was last written: a run of it is one piece until the page goes on */
	bool comment_markup; /* inside a tag of a comment */

	struct html_frame frames[LIMIT_HTML_DEPTH]; /* [0] is the page itself */
	struct html_place places[LIMIT_HTML_DEPTH];
	unsigned depth;  /* frames in use, at least 1 */
	unsigned excess; /* elements open beyond the cap */
};

extern const struct html_markup_events html_page_events; /* their ctx is a struct html_page */

void html_page_init(struct html_page *page);
void html_page_begin(struct html_page *page, const struct html_sinks *sinks);
/* Close what is open. facts->limited tells of the page's own caps only. Returns: 0, or -1 no memory. */
int html_page_finish(struct html_page *page, struct html_facts *facts_out);
void html_page_free(struct html_page *page);

#endif
