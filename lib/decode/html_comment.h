/* html_comment.h: finds the end of a comment of HTML.
 * It must not know what comments are for.
 */
#ifndef DECODE_HTML_COMMENT_H
#define DECODE_HTML_COMMENT_H

#include <stdbool.h>
#include <stddef.h>

struct html_comment {
	int state; /* enum comment_state, private to html_comment.c */
};

/* A piece of the comment's text: at most one dash run that turned out to be text, and bytes of the input behind it. */
struct html_comment_text {
	const char *dashes;
	const char *at;
	size_t len;
};

/* Behind "<!--". */
void html_comment_begin(struct html_comment *comment);
/* Take some of the input, at least one byte unless *text_out has dashes. Returns: where to go on; *ended_out: the
 * comment is over. */
const char *html_comment_step(struct html_comment *comment, struct html_comment_text *text_out, bool *ended_out,
			      const char *at, const char *end);

#endif
