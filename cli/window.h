/* window.h: a stream of text, however long, seen through a window that moves on by all but its tail: what stands on the
 * edge of one window is whole in the next. So a pipe may be endless, and the finder's caps count for each window alone.
 * It must not know what is looked for.
 */
#ifndef CLI_WINDOW_H
#define CLI_WINDOW_H

#include <stddef.h>

#define WINDOW_BYTES (64u << 10)

struct window {
	void *ctx;
	/* Look at a text of which byte 0 is number `base` of the stream; what begins outside of [from, to) is told of
	 * another window. */
	void (*look)(void *ctx, const char *text, size_t len, size_t from, size_t to, size_t base);
	char *bytes; /* WINDOW_BYTES, the caller's */
	size_t len, base, told;
};

void window_begin(struct window *window);
void window_more(struct window *window, const char *chunk, size_t len);
void window_finish(struct window *window);

#endif
