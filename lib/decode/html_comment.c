/* html_comment.c: turns the bytes behind "<!--" into the text of a comment and its end.
 * It must not know what comments are for.
 * WHATWG HTML, sections 13.2.5.43 to 51, and what browsers do with "--!>".
 *
 * "<!-->" and "<!--->" are whole comments: a reader that waits for "-->" would not see the letter behind them.
 */
#include "decode/html_comment.h"

#include <string.h>

/* What was seen last. */
enum comment_state {
	COMMENT_START,
	COMMENT_START_DASH, /* "<!---" */
	COMMENT_TEXT,
	COMMENT_DASH,   /* "-" */
	COMMENT_DASHES, /* "--" */
	COMMENT_BANG    /* "--!" */
};

void html_comment_begin(struct html_comment *comment)
{
	comment->state = COMMENT_START;
}

/* In the middle of text: up to the next dash. */
static const char *comment_text(struct html_comment *comment, struct html_comment_text *text, const char *at,
				const char *end)
{
	const char *dash = memchr(at, '-', (size_t)(end - at));

	text->at = at;
	text->len = (size_t)((dash == NULL ? end : dash) - at);
	if (dash == NULL)
		return end;
	comment->state = COMMENT_DASH;
	return dash + 1;
}

const char *html_comment_step(struct html_comment *comment, struct html_comment_text *text_out, bool *ended_out,
			      const char *at, const char *end)
{
	/* by state: what a dash leads to, and what the state's dashes are when they turn out to be text */
	static const int after_dash[] = {COMMENT_START_DASH, COMMENT_DASHES, COMMENT_DASH,
					 COMMENT_DASHES,     COMMENT_DASHES, COMMENT_DASH};
	static const char *const dashes[] = {"", "-", "", "-", "--", "--!"};
	int state = comment->state;

	*text_out = (struct html_comment_text){"", at, 0};
	*ended_out = *at == '>' && state != COMMENT_TEXT && state != COMMENT_DASH;
	if (*ended_out)
		return at + 1;
	if (state == COMMENT_TEXT)
		return comment_text(comment, text_out, at, end);
	if (*at == '-') {
		comment->state = after_dash[state];
		if (state == COMMENT_DASHES)
			text_out->dashes = "-"; /* the first of three */
		else if (state == COMMENT_BANG)
			text_out->dashes = dashes[state];
		return at + 1;
	}
	if (*at == '!' && state == COMMENT_DASHES) {
		comment->state = COMMENT_BANG;
		return at + 1;
	}
	text_out->dashes = dashes[state];
	comment->state = COMMENT_TEXT;
	return at;
}
