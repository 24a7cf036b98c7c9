/* window.c: turns a stream into overlapping texts.
 * It must not know what is looked for.
 * UTF-8 (RFC 3629), as far as it takes not to cut a character.
 */
#include "window.h"

#include <string.h>

#define WINDOW_TAIL (8u << 10)

void window_begin(struct window *window)
{
	window->len = window->base = window->told = 0;
}

/* Where the next window begins: some way before the end of this one, and not within a character. */
static size_t next_window(const char *bytes, size_t len)
{
	size_t at = len - WINDOW_TAIL;

	while (at > 0 && ((unsigned char)bytes[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* What begins in the tail of a window is told from the next one, where it has its words behind it. The last bytes
 * before the tail are kept too, for the words in front. */
static void window_move(struct window *window)
{
	size_t next = next_window(window->bytes, window->len), keep = next_window(window->bytes, next);

	window->look(window->ctx, window->bytes, window->len, window->told, next, window->base);
	memmove(window->bytes, window->bytes + keep, window->len - keep);
	window->told = next - keep;
	window->base += keep;
	window->len -= keep;
}

void window_more(struct window *window, const char *chunk, size_t len)
{
	while (len > 0) {
		size_t room = WINDOW_BYTES - window->len, taken = len < room ? len : room;

		memcpy(window->bytes + window->len, chunk, taken);
		window->len += taken;
		chunk += taken;
		len -= taken;
		if (window->len == WINDOW_BYTES)
			window_move(window);
	}
}

void window_finish(struct window *window)
{
	window->look(window->ctx, window->bytes, window->len, window->told, window->len, window->base);
}
