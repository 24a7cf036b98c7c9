/* base64.h: base64 as mail really carries it, pushed in pieces.
 * It must not know what the bytes are. Junk between the letters is skipped and padding ends a group, not the text:
 * blocks that were encoded apart and pasted together are read to their end, as the most tolerant client does.
 * Limits: none needed; it keeps three bytes.   Source: RFC 2045 section 6.8, RFC 4648 section 4.
 */
#ifndef DECODE_BASE64_H
#define DECODE_BASE64_H

#include "decode/sink.h"

struct base64 {
	uint32_t bits;
	unsigned count; /* letters in bits, 0 to 3 */
	bool junk;      /* met what is neither a letter, a blank nor padding */
};

/* By byte: the value of a base64 letter, or -1. */
extern const int8_t base64_values[256];

void base64_init(struct base64 *base64);
void base64_more(struct base64 *base64, const struct sink *sink, const char *at, size_t len);
/* Flush a last group that lacks its padding. Returns: true when the text was damaged, though read as far as it goes. */
bool base64_finish(struct base64 *base64, const struct sink *sink);

#endif
