/* readings.h: the readings that are open at one time, each with the depth at which it began.
 * It must not know headers or boundaries: mime.c says when a depth ends.
 * Limits: READINGS_OPEN; one more is refused and told.
 */
#ifndef MESSAGE_READINGS_H
#define MESSAGE_READINGS_H

#include "message/reading.h"

#define READINGS_OPEN 8 /* each costs a pass over the bytes: contradictions in every header of a deep nest */

struct readings {
	struct store *store;
	struct reading *open; /* in the order in which they began */
	struct reading *idle;
	size_t count;
};

void readings_init(struct readings *readings, struct store *store);
/* Begin one at a depth. Returns: NULL when there are too many, or no memory. */
struct reading *readings_begin(struct readings *readings, const struct plan *plan, size_t level);
/* The next line, or piece of one, for all of them. */
void readings_line(struct readings *readings, const struct line *line);
/* The same for those only that began when so many were open already. */
void readings_line_new(struct readings *readings, size_t before, const struct line *line);
/* Finish all that began at this depth or deeper. */
void readings_close(struct readings *readings, size_t level);
/* The message is over: finish all, with the end of their last line, which no boundary claims. */
void readings_end(struct readings *readings);
/* The depth ends for some clients and not for others: what began there lingers until readings_close(); what lingers
 * beside it, begun since the last doubt, ends. */
void readings_doubt(struct readings *readings, size_t level);
/* Finish the uuencoded and yEnc blocks that came to their end. Returns: is one still open? */
bool readings_close_blocks(struct readings *readings);
/* What was hidden at this depth is shown after all, to some. */
void readings_show(struct readings *readings, size_t level);
/* Forget all that are open. */
void readings_drop(struct readings *readings);
void readings_free(struct readings *readings);

#endif
