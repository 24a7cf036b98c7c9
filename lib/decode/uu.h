/* uu.h: uuencoded and yEnc blocks, pushed in pieces, from their first line ("begin 644 name", "=ybegin ...") to their
 * last. What stands before and behind is skipped.
 * It must not know what the bytes are.
 * Limits: UU_LINE bytes of a line are looked at.   Source: POSIX uuencode; yEnc draft 1.3.
 */
#ifndef DECODE_UU_H
#define DECODE_UU_H

#include "decode/sink.h"

#define UU_LINE 512 /* a uuencoded line has 61 bytes; the first line of a yEnc block holds a file name */

struct uu {
	bool yenc;
	enum { UU_BEFORE, UU_INSIDE, UU_AFTER } state;
	char line[UU_LINE];
	size_t len;      /* of the line so far; what is beyond UU_LINE is dropped */
	bool escaped;    /* yEnc: behind a '=' */
	bool line_start; /* yEnc: nothing of the line was read */
	bool control;    /* yEnc: in a line that starts with "=y" */
};

/* Does a block begin with this line? *name_out is the file name in it. Returns: 0 no, 'u' or 'y'. */
char uu_begins(const char **name_out, size_t *name_len_out, const char *line, size_t len);

void uu_init(struct uu *uu, bool yenc);
void uu_more(struct uu *uu, const struct sink *sink, const char *at, size_t len);
/* Returns: true when there was no whole block. */
bool uu_finish(struct uu *uu, const struct sink *sink);

#endif
