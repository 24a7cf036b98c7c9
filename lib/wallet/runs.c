/* runs.c: turns a text into the few places of it that are worth a closer look.
 * It must not know what an address is, but that it is a run of letters and digits.
 * No standard. The only file with instructions of one processor, and the only one to ask which it is built for.
 */
#include "wallet/runs.h"

#include "base/bits.h"
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
		else if (c >= 0x80)
			block.high |= bit;
	}
	*block_out = block;
}

void runs_leads_portable(struct runs_leads *leads_out, const char *text, size_t len)
{
	struct runs_leads leads = {0};

	for (size_t i = 0; i < len && i < RUNS_BLOCK; i++) {
		uint64_t bit = (uint64_t)1 << i;
		uint8_t c = (uint8_t)text[i];

		leads.latin |= c >= 0xc3 && c < 0xc6 ? bit : 0;
		leads.east |= c >= 0xe3 && c < 0xee ? bit : 0;
		leads.mark |= c == 0xe2 ? bit : 0;
		leads.visible |= c >= 0x90 && c < 0xa7 ? bit : 0;
		leads.filler |= c == 0x85 ? bit : 0;
	}
	*leads_out = leads;
}

#ifdef __SSE2__
/* Bytes in [from, from + count): a signed comparison after sliding the range to the bottom. */
static __m128i in_range(__m128i bytes, int from, int count)
{
	__m128i slid = _mm_add_epi8(bytes, _mm_set1_epi8((char)(-128 - from)));

	return _mm_cmplt_epi8(slid, _mm_set1_epi8((char)(-128 + count)));
}

static __m128i equal_to(__m128i bytes, int a, int b)
{
	return _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)a)),
			    _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)b)));
}

static uint64_t bits_of(__m128i found)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(found);
}

/* The last bytes of a text are read from a copy with zeros behind. */
static const char *whole_block(char padded[RUNS_BLOCK], const char *text, size_t len)
{
	if (len >= RUNS_BLOCK)
		return text;
	memset(padded, 0, RUNS_BLOCK);
	if (len > 0)
		memcpy(padded, text, len);
	return padded;
}

void runs_class(struct runs_block *block_out, const char *text, size_t len)
{
	struct runs_block block = {0};
	char padded[RUNS_BLOCK];

	text = whole_block(padded, text, len);
	for (unsigned i = 0; i < RUNS_BLOCK; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + i));

		block.digit |= bits_of(in_range(bytes, '0', 10)) << i;
		block.upper |= bits_of(in_range(bytes, 'A', 26)) << i;
		block.lower |= bits_of(in_range(bytes, 'a', 26)) << i;
		block.high |= bits_of(bytes) << i;
	}
	*block_out = block;
}

/* Letters, digits and joiners alone, for half the price. */
static uint64_t run_bits(const char *text, size_t len)
{
	char padded[RUNS_BLOCK];
	uint64_t bits = 0;

	text = whole_block(padded, text, len);
	for (unsigned i = 0; i < RUNS_BLOCK; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + i));
		__m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
		__m128i found = _mm_or_si128(in_range(folded, 'a', 26), in_range(bytes, '0', 10));

		found = _mm_or_si128(found, equal_to(bytes, '-', '_'));
		bits |= bits_of(found) << i;
	}
	return bits;
}

/* Where one of two bytes stands. */
static uint64_t bits_equal(const char *text, size_t len, int a, int b)
{
	char padded[RUNS_BLOCK];
	uint64_t bits = 0;

	text = whole_block(padded, text, len);
	for (unsigned i = 0; i < RUNS_BLOCK; i += 16)
		bits |= bits_of(equal_to(_mm_loadu_si128((const __m128i *)(const void *)(text + i)), a, b)) << i;
	return bits;
}

void runs_leads(struct runs_leads *leads_out, const char *text, size_t len)
{
	struct runs_leads leads = {0};
	char padded[RUNS_BLOCK];

	text = whole_block(padded, text, len);
	for (unsigned i = 0; i < RUNS_BLOCK; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + i));

		leads.latin |= bits_of(in_range(bytes, 0xc3, 3)) << i;
		leads.east |= bits_of(in_range(bytes, 0xe3, 11)) << i;
		leads.mark |= bits_of(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xe2))) << i;
		leads.visible |= bits_of(in_range(bytes, 0x90, 0x17)) << i;
		leads.filler |= bits_of(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0x85))) << i;
	}
	*leads_out = leads;
}
#else
static uint64_t bits_equal(const char *text, size_t len, int a, int b)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < len && i < RUNS_BLOCK; i++)
		if ((uint8_t)text[i] == a || (uint8_t)text[i] == b)
			bits |= (uint64_t)1 << i;
	return bits;
}

static uint64_t run_bits(const char *text, size_t len)
{
	struct runs_block block;

	runs_class_portable(&block, text, len);
	return block.digit | block.upper | block.lower | bits_equal(text, len, '-', '_');
}

void runs_class(struct runs_block *block_out, const char *text, size_t len)
{
	runs_class_portable(block_out, text, len);
}

void runs_leads(struct runs_leads *leads_out, const char *text, size_t len)
{
	runs_leads_portable(leads_out, text, len);
}
#endif

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

/* It looks beyond the end of the run, as a part of a block costs more than all of it. */
size_t runs_joiner(const char *text, size_t len, size_t from, size_t to)
{
	for (; from < to; from += RUNS_BLOCK) {
		uint64_t joiners = bits_equal(text + from, len - from, '-', '_');
		size_t found = joiners != 0 ? from + (size_t)__builtin_ctzll(joiners) : to;

		if (found < to)
			return found;
	}
	return to;
}

/* Blocks overlap so that the first RUNS_LEAST bytes of each run are in one block together. */
bool runs_next(size_t *start_out, size_t *end_out, size_t *at_io, const char *text, size_t len)
{
	for (size_t at = *at_io; at < len; at += RUNS_BLOCK - RUNS_LEAST + 1) {
		uint64_t bits = run_bits(text + at, len - at), starts = run_starts(bits), behind;
		unsigned start;

		if (starts == 0)
			continue;
		start = (unsigned)__builtin_ctzll(starts);
		behind = ~bits >> start;
		*start_out = at + start;
		*end_out = behind != 0 ? *start_out + (size_t)__builtin_ctzll(behind)
				       : run_end(text, len, at + RUNS_BLOCK);
		*at_io = *end_out;
		return true;
	}
	*at_io = len;
	return false;
}

/* Do many of these bytes begin full-width, circled or mathematical letters (or quotation marks, or pictures)? */
static bool is_wide(const char *text, size_t len)
{
	uint64_t wide = bits_equal(text, len, 0xe2, 0xef) | bits_equal(text, len, 0xf0, 0xf0);

	return bits_count(wide) >= RUNS_SHORT;
}

/* Where one of these bits is followed by one of those, or the other way round. */
static uint64_t meets(uint64_t these, uint64_t those)
{
	return (these & those << 1) | (those & these << 1);
}

static unsigned count_points(const struct runs_block *block, uint64_t letter, uint64_t high)
{
	uint64_t mixed = meets(block->digit, letter) | (block->upper & block->lower << 1);

	return RUNS_MIXED * bits_count(mixed) + bits_count(meets(letter | block->digit, high));
}

/* Accented letters count as letters; Kana, Han, Hangul and quotation marks as nothing. */
static unsigned count_points_again(const struct runs_block *block, const char *text, size_t len)
{
	uint64_t plain, latin;
	struct runs_leads leads;

	runs_leads(&leads, text, len);
	plain = (leads.east & ~(leads.filler >> 1)) | (leads.mark & leads.visible >> 2);
	plain |= plain << 1 | plain << 2;
	latin = leads.latin | leads.latin << 1;
	return count_points(block, block->upper | block->lower | latin, block->high & ~(plain | latin));
}

/* Is there anything in these bytes that ordinary text has not? *points_io carries the points over to the next block. */
static bool is_odd(unsigned *points_io, const char *text, size_t len)
{
	struct runs_block block;
	uint64_t letter, seen, shorts;
	unsigned points, before = *points_io;

	runs_class(&block, text, len);
	letter = block.upper | block.lower;
	seen = letter | block.digit | block.high;
	points = count_points(&block, letter, block.high);
	if (block.high != 0 && points >= RUNS_ODD / 2) /* with fewer neither this block nor the next could be odd */
		points = count_points_again(&block, text, len);
	*points_io = points;
	if (points + before >= RUNS_ODD)
		return true;
	shorts = seen & ~(seen << 1) & ~(seen >> 1 & seen >> 2);
	if (bits_count(shorts) >= RUNS_SHORT)
		return true;
	return block.high != 0 && is_wide(text, len);
}

static size_t back_to_character(const char *text, size_t at)
{
	while (at > 0 && ((uint8_t)text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

bool runs_next_odd(size_t *start_out, size_t *end_out, size_t *at_io, const char *text, size_t len)
{
	size_t at = *at_io, last;
	unsigned points = 0;

	while (at < len && !is_odd(&points, text + at, len - at))
		at += RUNS_BLOCK;
	if (at >= len) {
		*at_io = len;
		return false;
	}
	*start_out = at < *at_io + 2 * RUNS_BLOCK ? *at_io : at - 2 * RUNS_BLOCK;
	for (last = at; at < len && at - last <= RUNS_REACH; at += RUNS_BLOCK)
		if (is_odd(&points, text + at, len - at))
			last = at;
	*end_out = len - last < 3 * RUNS_BLOCK ? len : last + 3 * RUNS_BLOCK;
	*start_out = back_to_character(text, *start_out);
	*end_out = *end_out < len ? back_to_character(text, *end_out) : len;
	*at_io = *end_out;
	return true;
}
