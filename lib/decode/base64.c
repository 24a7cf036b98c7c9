/* base64.c: turns base64 letters into bytes.
 * It must not know what the bytes are.
 * RFC 2045 section 6.8.
 */
#include "decode/base64.h"

#include <string.h>

#define BLOCK 1536 /* bytes put at once */

/* clang-format off */
const int8_t base64_values[256] = {
	-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
	-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 62, -1, -1, -1, 63, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, -1, -1, -1, -1, -1, -1,
	-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, -1, -1, -1, -1, -1,
	-1, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, -1, -1, -1, -1, -1,
	-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
	-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
	-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
	-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
};
/* clang-format on */

void base64_init(struct base64 *base64)
{
	memset(base64, 0, sizeof *base64);
}

/* The bytes of an unfinished group: two letters hold one byte, three hold two. */
static size_t base64_flush(struct base64 *base64, char *out)
{
	size_t len = 0;

	if (base64->count >= 2)
		out[len++] = (char)(base64->bits >> (base64->count == 2 ? 4 : 10));
	if (base64->count == 3)
		out[len++] = (char)(base64->bits >> 2);
	base64->bits = 0;
	base64->count = 0;
	return len;
}

void base64_more(struct base64 *base64, const struct sink *sink, const char *at, size_t len)
{
	char out[BLOCK];
	size_t used = 0;

	for (size_t i = 0; i < len; i++) {
		int value = base64_values[(unsigned char)at[i]];

		if (used > BLOCK - 3) {
			sink_put(sink, out, used);
			used = 0;
		}
		if (value < 0) {
			if (at[i] == '=')
				used += base64->count >= 2 ? base64_flush(base64, out + used) : 0;
			else if (!ascii_is_space(at[i]))
				base64->junk = true;
			continue;
		}
		base64->bits = base64->bits << 6 | (uint32_t)value;
		if (++base64->count == 4) {
			out[used++] = (char)(base64->bits >> 16);
			out[used++] = (char)(base64->bits >> 8);
			out[used++] = (char)base64->bits;
			base64->bits = 0;
			base64->count = 0;
		}
	}
	sink_put(sink, out, used);
}

bool base64_finish(struct base64 *base64, const struct sink *sink)
{
	char out[2];
	bool damaged = base64->junk || base64->count > 0;

	sink_put(sink, out, base64_flush(base64, out));
	return damaged;
}
