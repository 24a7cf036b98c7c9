/* header.h: lines of a header become fields: unfolded, split at the colon.
 * It must not know what a field means.
 * Limits: LIMIT_HEADER_LINE bytes a field; the rest of it is left out.   Source: RFC 5322 section 2.2 and 4.
 */
#ifndef MESSAGE_HEADER_H
#define MESSAGE_HEADER_H

#include "message/lines.h"

struct header {
	/* One field: the name without blanks, the value unfolded but otherwise as written. */
	void (*field)(void *ctx, const char *name, size_t name_len, const char *value, size_t value_len);
	void *ctx;
	struct text open; /* the field that may still go on */
	bool blank_colon; /* met a blank before a colon */
	bool limited;     /* met a field longer than the cap */
	bool lost;        /* memory ran out, and part of a field with it */
};

enum header_step {
	HEADER_MORE, /* the line was used */
	HEADER_END,  /* the line was the empty one that ends the header */
	HEADER_NOT   /* the line is no header line and was not used */
};

void header_init(struct header *header,
		 void (*field)(void *ctx, const char *name, size_t name_len, const char *value, size_t value_len),
		 void *ctx);
void header_begin(struct header *header);
enum header_step header_line(struct header *header, const struct line *line);
/* Hand out the last field. */
void header_finish(struct header *header);
void header_free(struct header *header);

#endif
