/* base58.c: turns base58 text into bytes.
 * It must not know which coin the bytes belong to.
 * No RFC: the alphabets and the leading "1" rule are those of bitcoin, XRPL and CryptoNote.
 */
#include "wallet/base58.h"

#include <sodium.h>
#include <string.h>

/* Value + 1 of each character; 0: not in the alphabet. */
static const uint8_t alphabets[2][256] = {
	[BASE58_BITCOIN] =
		{
			['1'] = 1,  ['2'] = 2,  ['3'] = 3,  ['4'] = 4,  ['5'] = 5,  ['6'] = 6,  ['7'] = 7,  ['8'] = 8,
			['9'] = 9,  ['A'] = 10, ['B'] = 11, ['C'] = 12, ['D'] = 13, ['E'] = 14, ['F'] = 15, ['G'] = 16,
			['H'] = 17, ['J'] = 18, ['K'] = 19, ['L'] = 20, ['M'] = 21, ['N'] = 22, ['P'] = 23, ['Q'] = 24,
			['R'] = 25, ['S'] = 26, ['T'] = 27, ['U'] = 28, ['V'] = 29, ['W'] = 30, ['X'] = 31, ['Y'] = 32,
			['Z'] = 33, ['a'] = 34, ['b'] = 35, ['c'] = 36, ['d'] = 37, ['e'] = 38, ['f'] = 39, ['g'] = 40,
			['h'] = 41, ['i'] = 42, ['j'] = 43, ['k'] = 44, ['m'] = 45, ['n'] = 46, ['o'] = 47, ['p'] = 48,
			['q'] = 49, ['r'] = 50, ['s'] = 51, ['t'] = 52, ['u'] = 53, ['v'] = 54, ['w'] = 55, ['x'] = 56,
			['y'] = 57, ['z'] = 58,
		},
	[BASE58_RIPPLE] =
		{
			['r'] = 1,  ['p'] = 2,  ['s'] = 3,  ['h'] = 4,  ['n'] = 5,  ['a'] = 6,  ['f'] = 7,  ['3'] = 8,
			['9'] = 9,  ['w'] = 10, ['B'] = 11, ['U'] = 12, ['D'] = 13, ['N'] = 14, ['E'] = 15, ['G'] = 16,
			['H'] = 17, ['J'] = 18, ['K'] = 19, ['L'] = 20, ['M'] = 21, ['4'] = 22, ['P'] = 23, ['Q'] = 24,
			['R'] = 25, ['S'] = 26, ['T'] = 27, ['7'] = 28, ['V'] = 29, ['W'] = 30, ['X'] = 31, ['Y'] = 32,
			['Z'] = 33, ['2'] = 34, ['b'] = 35, ['c'] = 36, ['d'] = 37, ['e'] = 38, ['C'] = 39, ['g'] = 40,
			['6'] = 41, ['5'] = 42, ['j'] = 43, ['k'] = 44, ['m'] = 45, ['8'] = 46, ['o'] = 47, ['F'] = 48,
			['q'] = 49, ['i'] = 50, ['1'] = 51, ['t'] = 52, ['u'] = 53, ['v'] = 54, ['A'] = 55, ['x'] = 56,
			['y'] = 57, ['z'] = 58,
		},
};

#define CHUNK 5 /* characters whose value still fits 32 bits */
#define LIMBS (BASE58_BYTES / 4)

/* A number, least significant limb first. */
struct number {
	uint32_t limb[LIMBS];
	size_t count;
};

static bool multiply_add(struct number *number, uint32_t factor, uint32_t add)
{
	uint64_t carry = add;

	for (size_t i = 0; i < number->count; i++) {
		carry += (uint64_t)number->limb[i] * factor;
		number->limb[i] = (uint32_t)carry;
		carry >>= 32;
	}
	if (carry == 0)
		return true;
	if (number->count == LIMBS)
		return false;
	number->limb[number->count++] = (uint32_t)carry;
	return true;
}

static bool read_number(struct number *number_out, const uint8_t alphabet[256], const char *text, size_t len)
{
	size_t at = 0;

	number_out->count = 0;
	while (at < len) {
		size_t take = (len - at) % CHUNK == 0 ? CHUNK : (len - at) % CHUNK;
		uint32_t factor = 1, value = 0;

		for (size_t end = at + take; at < end; at++) {
			uint8_t digit = alphabet[(uint8_t)text[at]];

			if (digit == 0)
				return false;
			value = value * 58 + digit - 1;
			factor *= 58;
		}
		if (!multiply_add(number_out, factor, value))
			return false;
	}
	return true;
}

static size_t number_bytes(const struct number *number)
{
	size_t count = number->count * 4;

	if (count == 0)
		return 0;
	for (uint32_t top = number->limb[number->count - 1]; top < 1u << 24; top <<= 8)
		count--;
	return count;
}

/* Big endian, as many bytes as asked for. */
static void write_number(uint8_t *out, size_t count, const struct number *number)
{
	for (size_t i = 0; i < count; i++)
		out[count - 1 - i] = (uint8_t)(number->limb[i / 4] >> 8 * (i % 4));
}

size_t base58_decode(uint8_t out[BASE58_BYTES], enum base58_alphabet alphabet, const char *text, size_t len)
{
	struct number number;
	size_t zeros = 0, count;

	if (len > BASE58_CHARS)
		return 0;
	/* each leading zero digit stands for one zero byte */
	while (zeros < len && alphabets[alphabet][(uint8_t)text[zeros]] == 1)
		zeros++;
	if (!read_number(&number, alphabets[alphabet], text + zeros, len - zeros))
		return 0;
	count = number_bytes(&number);
	if (zeros + count > BASE58_BYTES)
		return 0;
	memset(out, 0, zeros);
	write_number(out + zeros, count, &number);
	return zeros + count;
}

size_t base58_decode_blocks(uint8_t out[BASE58_BYTES], const char *text, size_t len)
{
	/* characters of a block -> its bytes; 0: no block has so many */
	static const uint8_t block_bytes[12] = {0, 0, 1, 2, 0, 3, 4, 5, 0, 6, 7, 8};
	size_t count = 0;

	if (len > BASE58_CHARS)
		return 0;
	for (size_t at = 0; at < len; at += 11) {
		size_t chars = len - at < 11 ? len - at : 11;
		size_t bytes = block_bytes[chars];
		struct number number;

		if (bytes == 0 || count + bytes > BASE58_BYTES ||
		    !read_number(&number, alphabets[BASE58_BITCOIN], text + at, chars) || number_bytes(&number) > bytes)
			return 0;
		memset(number.limb + number.count, 0, sizeof number.limb - number.count * sizeof number.limb[0]);
		write_number(out + count, bytes, &number);
		count += bytes;
	}
	return count;
}

bool base58_checksum_is_right(const uint8_t *bytes, size_t count)
{
	uint8_t digest[crypto_hash_sha256_BYTES];

	if (count < 4)
		return false;
	crypto_hash_sha256(digest, bytes, count - 4);
	crypto_hash_sha256(digest, digest, sizeof digest);
	return memcmp(digest, bytes + count - 4, 4) == 0;
}
