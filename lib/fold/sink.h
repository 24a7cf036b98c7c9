/* sink.h: folded bytes and, for each of them, the place where it came from.
 * It must not know what is folded.
 */
#ifndef FOLD_SINK_H
#define FOLD_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct sink {
	char *at;
	uint32_t *map;    /* same length as at, and one entry more at the end */
	size_t len, size; /* size bytes and size map entries are there */
	bool lost;        /* memory ran out; what comes is left out */
};

bool sink_grow(struct sink *sink, size_t more);

/* Make room for `more` bytes and the end entry. Returns: false with sink->lost set. */
static inline bool sink_reserve(struct sink *sink, size_t more)
{
	return (more < sink->size && sink->len < sink->size - more) || sink_grow(sink, more);
}
/* Append one code point that began at `from`; the room must be there (4 bytes). */
static inline void sink_put(struct sink *sink, uint32_t codepoint, uint32_t from)
{
	char *at = sink->at + sink->len;
	size_t len;

	if (codepoint < 0x80) {
		at[0] = (char)codepoint;
		len = 1;
	} else if (codepoint >= 0x800 && codepoint < 0xd800) {
		at[0] = (char)(0xe0 | codepoint >> 12);
		at[1] = (char)(0x80 | (codepoint >> 6 & 0x3f));
		at[2] = (char)(0x80 | (codepoint & 0x3f));
		len = 3;
	} else {
		len = utf8_encode(at, codepoint);
	}
	for (size_t i = 0; i < len; i++)
		sink->map[sink->len++] = from;
}
void sink_free(struct sink *sink);

#endif
