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

/* Make room for `more` bytes and the end entry. Returns: false with sink->lost set. */
bool sink_reserve(struct sink *sink, size_t more);
/* Append one code point that began at `from`; the room must be there (4 bytes). */
static inline void sink_put(struct sink *sink, uint32_t codepoint, uint32_t from)
{
	size_t len = 1;

	if (codepoint < 0x80)
		sink->at[sink->len] = (char)codepoint;
	else
		len = utf8_encode(sink->at + sink->len, codepoint);
	for (size_t i = 0; i < len; i++)
		sink->map[sink->len++] = from;
}
void sink_free(struct sink *sink);

#endif
