/* runs.c: turns a text into the few places of it that are worth a closer look.
 * It must not know what an address is, but that it is a run of letters and digits.
 * No standard. The only file with instructions of one processor, and the only one to ask which it is built for.
 */
#include "wallet/runs.h"

#include "base/text.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

void runs_class_portable(struct runs_block *block_out, const char *text, size_t len)
{
	struct runs_block block = {0};

	for (size_t i = 0; i < len && i < RUNS_BLOCK; i++) {
		uint64_t bit = (uint64_t)1 << i;
		uint8_t c = (uint8_t)text[i];

		if (c >= '0' && c <= '9')
			block.digit |= bit;
		else if (c >= 'A' && c <= 'Z')
			block.upper |= bit;
		else if (c >= 'a' && c <= 'z')
			block.lower |= bit;
		else if (c == '-' || c == '_')
			block.joiner |= bit;
		else if (c == 0xe2 || c == 0xef || c == 0xf0)
			block.wide |= bit;
	}
	*block_out = block;
}

#ifdef __SSE2__
/* Bytes in [from, from + count): a signed comparison after sliding the range to the bottom. */
static uint64_t bits_in_range(__m128i bytes, int from, int count)
{
	__m128i slid = _mm_add_epi8(bytes, _mm_set1_epi8((char)(-128 - from)));

	return (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(slid, _mm_set1_epi8((char)(-128 + count))));
}

static uint64_t bits_equal(__m128i bytes, int a, int b)
{
	__m128i equal = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)a)),
				     _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)b)));

	return (uint64_t)(unsigned)_mm_movemask_epi8(equal);
}

void runs_class(struct runs_block *block_out, const char *text, size_t len)
{
	struct runs_block block = {0};
	char padded[RUNS_BLOCK];

	if (len < RUNS_BLOCK) {
		memset(padded, 0, sizeof padded);
		if (len > 0)
			memcpy(padded, text, len);
		text = padded;
	}
	for (unsigned i = 0; i < RUNS_BLOCK; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + i));

		block.digit |= bits_in_range(bytes, '0', 10) << i;
		block.upper |= bits_in_range(bytes, 'A', 26) << i;
		block.lower |= bits_in_range(bytes, 'a', 26) << i;
		block.joiner |= bits_equal(bytes, '-', '_') << i;
		block.wide |= (bits_equal(bytes, 0xe2, 0xef) | bits_equal(bytes, 0xf0, 0xf0)) << i;
	}
	*block_out = block;
}
#else
void runs_class(struct runs_block *block_out, const char *text, size_t len)
{
	runs_class_portable(block_out, text, len);
}
#endif

static uint64_t run_bits(const char *text, size_t len)
{
	struct runs_block block;

	runs_class(&block, text, len);
	return block.digit | block.upper | block.lower | block.joiner;
}

/* A bit where RUNS_LEAST set bits begin. */
static uint64_t run_starts(uint64_t bits)
{
	bits &= bits >> 1; /* 2 */
	bits &= bits >> 2; /* 4 */
	bits &= bits >> 4; /* 8 */
	return bits & bits >> (RUNS_LEAST - 8);
}

static size_t run_end(const char *text, size_t len, size_t at)
{
	while (at < len) {
		uint64_t other = ~run_bits(text + at, len - at);

		if (other != 0)
			return at + (size_t)__builtin_ctzll(other);
		at += RUNS_BLOCK;
	}
	return len;
}

/* Blocks overlap so that the first RUNS_LEAST bytes of each run are in one block together. */
bool runs_next(size_t *start_out, size_t *end_out, size_t *at_io, const char *text, size_t len)
{
	for (size_t at = *at_io; at < len; at += RUNS_BLOCK - RUNS_LEAST + 1) {
		uint64_t starts = run_starts(run_bits(text + at, len - at));

		if (starts == 0)
			continue;
		*start_out = at + (size_t)__builtin_ctzll(starts);
		*end_out = run_end(text, len, *start_out + RUNS_LEAST);
		*at_io = *end_out;
		return true;
	}
	*at_io = len;
	return false;
}
