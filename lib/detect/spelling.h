/* spelling.h: one spelling of a part of a phrase: folded literals by number, and what may stand between them.
 * It must not know phrases, states or how literals are found.
 */
#ifndef DETECT_SPELLING_H
#define DETECT_SPELLING_H

#include "base/text.h"
#include "detect/gap.h"
#include "detect/literal_set.h"

struct fold; /* fold/fold.h */

#define SPELLING_LITERALS 64

struct spelling {
	size_t count;
	uint32_t literal[SPELLING_LITERALS];
	struct gap behind[SPELLING_LITERALS];   /* each literal */
	enum gap_piece lead[SPELLING_LITERALS]; /* in front of the first */
	size_t lead_count;
};

struct spelling_context {
	struct fold *fold;
	struct literal_set *literals;
	struct text piece; /* one literal, folded */
	struct text told;  /* everything read since it was emptied: equal phrases tell the same */
};

void spelling_context_init(struct spelling_context *context, struct fold *fold, struct literal_set *literals);
void spelling_context_free(struct spelling_context *context);
/* Returns: 0, or -1 with *what_out set (left alone: no memory). */
int spelling_read(struct spelling *spelling_out, struct spelling_context *context, struct bytes text,
		  const char **what_out);
void spelling_tell_join(struct spelling_context *context, char join);
/* The piece of a gap that a mark stands for; a blank for what is none. */
enum gap_piece spelling_gap(char mark);

#endif
