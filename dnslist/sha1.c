/* sha1.c: turns bytes into their SHA-1.
 * It must not know what they are.
 * FIPS 180-4.
 */
#include "sha1.h"

#include <string.h>

#define BLOCK 64

static uint32_t left(uint32_t value, unsigned by)
{
	return value << by | value >> (32 - by);
}

static void add_block(uint32_t state[5], const uint8_t block[BLOCK])
{
	static const uint32_t constants[] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
	uint32_t w[80], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];

	for (size_t i = 0; i < 16; i++)
		w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
		       (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (size_t i = 16; i < 80; i++)
		w[i] = left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	for (size_t i = 0; i < 80; i++) {
		uint32_t mixed = i < 20              ? (b & c) | (~b & d)
				 : i < 40 || i >= 60 ? b ^ c ^ d
						     : (b & c) | (b & d) | (c & d);
		uint32_t next = left(a, 5) + mixed + e + constants[i / 20] + w[i];

		e = d;
		d = c;
		c = left(b, 30);
		b = a;
		a = next;
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
}

void sha1(uint8_t digest_out[SHA1_BYTES], const uint8_t *data, size_t len)
{
	uint32_t state[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
	uint8_t tail[2 * BLOCK] = {0};
	size_t rest = len % BLOCK, end = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK;
	uint64_t bits = (uint64_t)len * 8;

	for (size_t at = 0; at + BLOCK <= len; at += BLOCK)
		add_block(state, data + at);
	memcpy(tail, data + len - rest, rest);
	tail[rest] = 0x80;
	for (size_t i = 0; i < 8; i++)
		tail[end - 1 - i] = (uint8_t)(bits >> 8 * i);
	for (size_t at = 0; at < end; at += BLOCK)
		add_block(state, tail + at);
	for (size_t i = 0; i < SHA1_BYTES; i++)
		digest_out[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}
