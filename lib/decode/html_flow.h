/* html_flow.h: pieces of text become lines of text as a browser lays them out: blanks collapse, blocks end lines.
 * It must not know elements or styles: the page tells it about gaps and direction.
 */
#ifndef DECODE_HTML_FLOW_H
#define DECODE_HTML_FLOW_H

#include "base/text.h"

/* What stands between two pieces; the greater one wins. */
enum flow_gap { FLOW_NOTHING, FLOW_BLANK, FLOW_CELL, FLOW_LINE };

struct html_flow {
	struct text *out;
	enum flow_gap gap;  /* owed before the next visible byte */
	bool started;       /* something was written: what comes first owes no gap */
	bool reversed;      /* the page says: letters run from right to left whatever they are (bdo) */
	unsigned overrides; /* U+202E that are open in this paragraph */
	bool turning;       /* from turn_at on, out holds text that is shown from right to left */
	size_t turn_at;
};

void html_flow_begin(struct html_flow *flow, struct text *out);
/* Append whole characters; keep_lines: line ends in the text end lines. */
void html_flow_text(struct html_flow *flow, const char *at, size_t len, bool keep_lines);
/* The next text stands apart. */
void html_flow_gap(struct html_flow *flow, enum flow_gap gap);
/* From here on letters run from right to left, or no longer. */
void html_flow_reverse(struct html_flow *flow, bool reversed);
/* No more text: what is still turned round is written. */
void html_flow_finish(struct html_flow *flow);

#endif
