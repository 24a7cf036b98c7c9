/* pattern.h: PCRE2 patterns over folded text, each run only near one of its anchors. pattern.c alone knows PCRE2.
 * It must not know packs, slots or what an anchor is.
 */
#ifndef DETECT_PATTERN_H
#define DETECT_PATTERN_H

#include "stage.h"

struct pattern {
	void *code;    /* of PCRE2 */
	uint32_t rule; /* index of the rule that it speaks for */
};

struct pattern_room; /* one thread's working memory */

/* The pattern sees folded text: lower case, single blanks, no punctuation. It is not folded itself.
 * Returns: 0, or -1 with what_out filled and *at_out the offset in the pattern that is to blame. */
int pattern_compile(struct pattern *pattern_out, char *what_out, size_t what_size, size_t *at_out, const char *regex,
		    size_t len);
void pattern_free(struct pattern *pattern);

/* Returns: 0 or -1 (no memory). */
int pattern_room_new(struct pattern_room **room_out);
void pattern_room_free(struct pattern_room **room);
/* Look for the pattern in LIMIT_PATTERN_WINDOW bytes round [from, to).
 * Returns: 1 with the place in *from_out and *to_out; 0 not there; -1 it ran into a limit of PCRE2. */
int pattern_run(const struct pattern *pattern, struct pattern_room *room, size_t *from_out, size_t *to_out,
		const char *text, size_t len, size_t from, size_t to);

#endif
