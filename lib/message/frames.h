/* frames.h: the stack of containers that a walk is inside of, and the lines that bound their parts.
 * It must not know readings or texts.
 * Limits: LIMIT_MIME_DEPTH frames, FRAME_BOUNDARIES boundaries each, LIMIT_BOUNDARY_BYTES a boundary.
 * Source: RFC 2046 section 5.1.
 */
#ifndef MESSAGE_FRAMES_H
#define MESSAGE_FRAMES_H

#include "message/content.h"
#include "message/lines.h"

#define FRAME_BOUNDARIES 4 /* of a header that names several */

struct frame {
	enum container kind;
	struct bytes boundaries[FRAME_BOUNDARIES];
	size_t boundary_count;
	bool learn;  /* its header names no boundary: the first line that looks like one is it */
	bool begun;  /* met its first boundary */
	bool closed; /* met its closing one: what follows is epilogue */
};

struct frames {
	struct store *store;
	struct frame at[LIMIT_MIME_DEPTH];
	size_t depth;
};

/* A line that bounds a part. */
struct match {
	bool found;
	size_t frame;
	size_t len; /* of the boundary */
	bool exact; /* the whole line, not only its start */
	bool closing;
};

/* Enter a container; the content tells its boundaries. Returns: its frame. */
struct frame *frames_push(struct frames *frames, enum container kind, const struct content *content);
/* Leave all deeper ones, telling those that did not end as they should. */
void frames_pop(struct frames *frames, size_t depth);
bool frames_in_message(const struct frames *frames);
bool frames_in_digest(const struct frames *frames);
/* Is the line a boundary of any open container? Innermost first, a whole line before a line that only starts so. */
bool frames_match(struct frames *frames, struct match *match_out, const struct line *line);

#endif
