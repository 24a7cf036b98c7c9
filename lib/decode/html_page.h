/* html_page.h: the page as its reader sees it: nesting, what is hidden, where lines and words end, where links lead.
 * It must not know how bytes become tags.
 */
#ifndef DECODE_HTML_PAGE_H
#define DECODE_HTML_PAGE_H

#include "base/limits.h"
#include "decode/html.h"
#include "decode/html_flow.h"
#include "decode/html_look.h"
#include "decode/html_sheet.h"

/* An open element. */
struct html_frame {
	const struct html_element *element; /* NULL: not known */
	struct html_look look;
	unsigned root; /* index of the frame that began what is hidden here */
	bool told;     /* a root: counted among the hidden elements */
};

struct html_page {
	struct html_sinks sinks;
	struct html_flow visible, hidden;
	struct text aside;    /* tooltips: seen, but not between the words where they stand */
	struct html_sheet sheet;
	bool sheet_open;      /* the style element that is open is for this medium */
	struct html_facts facts;
	size_t visible_len;   /* when hidden text was last written: a run of it is one piece until the page goes on */
	bool comment_markup;  /* inside a tag of a comment */

	struct html_frame frames[LIMIT_HTML_DEPTH]; /* [0] is the page itself */
	uint32_t keys[LIMIT_HTML_DEPTH];  /* of the frames, apart, so that a search reads little memory */
	uint32_t kinds[LIMIT_HTML_DEPTH]; /* HTML_BIT(element->is), and PAGE_SCOPE */
	unsigned depth;       /* frames in use, at least 1 */
	unsigned excess;      /* elements open beyond the cap */
	unsigned short open[64]; /* how many frames have each (key % 64): most stray end tags end here */
};

extern const struct html_markup_events html_page_events; /* their ctx is a struct html_page */

void html_page_init(struct html_page *page);
void html_page_begin(struct html_page *page, const struct html_sinks *sinks);
/* Close what is open. facts->limited tells of the page's own caps only. Returns: 0, or -1 no memory. */
int html_page_finish(struct html_page *page, struct html_facts *facts_out);
void html_page_free(struct html_page *page);

#endif
