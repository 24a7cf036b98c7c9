/* keccak.c: turns bytes into their Keccak-256 digest.
 * It must not know what an address is.
 * Keccak reference 3.0 (rate 1088, capacity 512, padding 0x01 .. 0x80); permutation as in FIPS 202.
 */
#include "wallet/keccak.h"

#include <string.h>

#define RATE 136 /* bytes taken in between two permutations */
#define LANES 25

static const uint64_t round_constants[24] = {
	0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b,
	0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
	0x0000000080008009, 0x000000008000000a, 0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
	0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
	0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

/* Steps rho and pi walk the 24 lanes other than the first in one circle: each is turned and lands on the next. */
static const uint8_t circle_lane[24] = {10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
					15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};
static const uint8_t circle_turn[24] = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
					27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};

static uint64_t turn_left(uint64_t lane, unsigned by)
{
	return lane << by | lane >> (64 - by);
}

static void theta(uint64_t lane[LANES])
{
	uint64_t column[5];

	for (int x = 0; x < 5; x++)
		column[x] = lane[x] ^ lane[x + 5] ^ lane[x + 10] ^ lane[x + 15] ^ lane[x + 20];
	for (int x = 0; x < 5; x++) {
		uint64_t mix = column[(x + 4) % 5] ^ turn_left(column[(x + 1) % 5], 1);

		for (int y = 0; y < LANES; y += 5)
			lane[y + x] ^= mix;
	}
}

static void rho_pi(uint64_t lane[LANES])
{
	uint64_t carried = lane[1];

	for (int i = 0; i < 24; i++) {
		uint64_t next = lane[circle_lane[i]];

		lane[circle_lane[i]] = turn_left(carried, circle_turn[i]);
		carried = next;
	}
}

static void chi(uint64_t lane[LANES])
{
	for (int y = 0; y < LANES; y += 5) {
		uint64_t first = lane[y], second = lane[y + 1];

		lane[y] ^= ~second & lane[y + 2];
		lane[y + 1] ^= ~lane[y + 2] & lane[y + 3];
		lane[y + 2] ^= ~lane[y + 3] & lane[y + 4];
		lane[y + 3] ^= ~lane[y + 4] & first;
		lane[y + 4] ^= ~first & second;
	}
}

static void permute(uint64_t lane[LANES])
{
	for (int i = 0; i < 24; i++) {
		theta(lane);
		rho_pi(lane);
		chi(lane);
		lane[0] ^= round_constants[i];
	}
}

static void absorb(uint64_t lane[LANES], const uint8_t block[RATE])
{
	for (int i = 0; i < RATE; i++)
		lane[i / 8] ^= (uint64_t)block[i] << 8 * (i % 8);
	permute(lane);
}

void keccak256(uint8_t digest_out[KECCAK256_BYTES], const uint8_t *data, size_t len)
{
	uint64_t lane[LANES] = {0};
	uint8_t last[RATE] = {0};

	for (; len >= RATE; data += RATE, len -= RATE)
		absorb(lane, data);
	if (len > 0)
		memcpy(last, data, len);
	last[len] = 0x01;
	last[RATE - 1] |= 0x80;
	absorb(lane, last);
	for (int i = 0; i < KECCAK256_BYTES; i++)
		digest_out[i] = (uint8_t)(lane[i / 8] >> 8 * (i % 8));
}
