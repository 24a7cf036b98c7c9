/* matcher.h: the places of all literals of all packs in one text.
 * Literals that begin with a word are looked for where words begin, in a tree of their prefixes: most of a text is
 * passed over. The rest is aho.c's (scripts without spaces) or, where it begins in ASCII ("*coin"), is short, and libhs
 * is built in and runs on this processor, libhs's. matcher.c is the only file that knows libhs. It must not know what a
 * literal means.
 */
#ifndef DETECT_MATCHER_H
#define DETECT_MATCHER_H

#include "stage.h"

enum matcher_engine {
	MATCHER_BEST,
	MATCHER_PLAIN /* aho.c, even where libhs is there: the two must find the same */
};

struct matcher_literal {
	struct bytes bytes;
	bool at_word; /* only places where a word begins, or a letter follows a digit, are wanted */
};

struct matcher;
struct matcher_room; /* one thread's working memory for one matcher */

/* Literals must be distinct and not empty; they are not needed afterwards.
 * Returns: 0, or -1 with err set.   Owns: the caller frees *matcher_out.   Threads: immutable once made. */
int matcher_new(struct matcher **matcher_out, const struct matcher_literal *literals, size_t count,
		enum matcher_engine engine, struct xs_error *err);
/* "libhs" when it looks for some of the literals, else "plain". */
const char *matcher_name(const struct matcher *matcher);
void matcher_free(struct matcher **matcher);

/* Returns: 0 or -1 (no memory). */
int matcher_room_new(struct matcher_room **room_out, const struct matcher *matcher);
void matcher_room_free(struct matcher_room **room);

/* Call found(ctx, index of the literal, offset behind it) for every place, in any order; what it returns other than 0
 * ends the run. Time is linear in len and in the number of places, times the longest literal that begins with a word
 * where a text repeats its beginning.
 * Returns: 0 or -1 (the engine failed: no memory). */
int matcher_run(const struct matcher *matcher, struct matcher_room *room, const char *text, size_t len,
		int (*found)(void *ctx, uint32_t literal, size_t end), void *ctx);

#endif
