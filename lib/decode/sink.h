/* sink.h: where a push decoder puts what it made; any two decoders chain through one.
 * A sink cannot refuse: who owns the memory behind it remembers what did not fit.
 */
#ifndef DECODE_SINK_H
#define DECODE_SINK_H

#include "base/text.h"

struct sink {
	void (*put)(void *ctx, const char *at, size_t len);
	void *ctx;
};

static inline void sink_put(const struct sink *sink, const char *at, size_t len)
{
	if (len > 0)
		sink->put(sink->ctx, at, len);
}

/* A sink's put that appends to a struct text. */
static inline void sink_to_text(void *ctx, const char *at, size_t len)
{
	text_add(ctx, at, len);
}

#endif
