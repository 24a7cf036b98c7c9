/* lines.h: bytes in any pieces become lines, however they end.
 * It must not know what the lines are. CRLF, LF and CR end a line; CRs in front of a CRLF belong to the line, so that
 * "CR CR LF" is no empty line in a header.
 * Limits: a line longer than LIMIT_BODY_LINE comes in pieces of that size.
 */
#ifndef MESSAGE_LINES_H
#define MESSAGE_LINES_H

#include "base/text.h"

struct line {
	const char *at;
	size_t len;
	const char *end; /* "\r\n", "\n", "\r"; "" when the line goes on, or the message ends */
	size_t end_len;
	bool first; /* the start of a line, not a later piece */
	bool last;  /* its end is there: always, but for the pieces of a long line */
};

struct lines {
	/* Returns: false to stop: what is left of the chunk is not read. */
	bool (*put)(void *ctx, const struct line *line);
	void *ctx;
	struct text held; /* the start of a line that was cut by the end of a chunk */
	bool goes_on;     /* an earlier piece of this line was put */
	size_t crs;       /* CRs that wait for the next byte */
	bool stopped;
	bool lost; /* memory ran out, and part of a line with it */
};

void lines_init(struct lines *lines, bool (*put)(void *ctx, const struct line *line), void *ctx);
void lines_begin(struct lines *lines);
void lines_more(struct lines *lines, const char *at, size_t len);
void lines_finish(struct lines *lines);
void lines_free(struct lines *lines);

#endif
