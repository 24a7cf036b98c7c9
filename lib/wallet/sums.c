/* sums.c: turns bytes into CRC-16 and CRC-32, and jumbled bytes back into plain ones.
 * It must not know what an address is.
 * CRC-16/XMODEM, CRC-32/IEEE 802.3, ZIP-316 F4Jumble (BLAKE2b with personal strings "UA_F4Jumble_H" and "_G").
 */
#include "wallet/sums.h"

#include <sodium.h>
#include <string.h>

#define HASH_BYTES 64

uint16_t crc16_xmodem(const uint8_t *bytes, size_t count)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < count; i++) {
		sum ^= (uint32_t)bytes[i] << 8;
		for (int bit = 0; bit < 8; bit++)
			sum = sum << 1 ^ (-(sum >> 15 & 1) & 0x1021);
	}
	return (uint16_t)sum;
}

uint32_t crc32_ieee(const uint8_t *bytes, size_t count)
{
	uint32_t sum = 0xffffffff;

	for (size_t i = 0; i < count; i++) {
		sum ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			sum = sum >> 1 ^ (-(sum & 1) & 0xedb88320);
	}
	return ~sum;
}

static void personal_hash(uint8_t *out, size_t out_count, const uint8_t *in, size_t count, const uint8_t personal[16])
{
	crypto_generichash_blake2b_salt_personal(out, out_count, in, count, NULL, 0, NULL, personal);
}

/* left ^= H(round, right) */
static void mix_left(uint8_t *left, size_t left_count, const uint8_t *right, size_t right_count, uint8_t round)
{
	uint8_t personal[16] = "UA_F4Jumble_H";
	uint8_t hash[HASH_BYTES];

	personal[13] = round;
	personal_hash(hash, left_count, right, right_count, personal);
	for (size_t i = 0; i < left_count; i++)
		left[i] ^= hash[i];
}

/* right ^= G(round, left), which is as many hashes as it takes */
static void mix_right(uint8_t *right, size_t right_count, const uint8_t *left, size_t left_count, uint8_t round)
{
	uint8_t personal[16] = "UA_F4Jumble_G";
	uint8_t hash[HASH_BYTES];

	personal[13] = round;
	for (size_t at = 0; at < right_count; at += HASH_BYTES) {
		personal[14] = (uint8_t)(at / HASH_BYTES);
		personal_hash(hash, HASH_BYTES, left, left_count, personal);
		for (size_t i = 0; i < HASH_BYTES && at + i < right_count; i++)
			right[at + i] ^= hash[i];
	}
}

bool f4jumble_undo(uint8_t *bytes, size_t count)
{
	size_t left = count / 2 < HASH_BYTES ? count / 2 : HASH_BYTES;

	if (count < F4JUMBLE_MIN || count > F4JUMBLE_MAX)
		return false;
	mix_left(bytes, left, bytes + left, count - left, 1);
	mix_right(bytes + left, count - left, bytes, left, 1);
	mix_left(bytes, left, bytes + left, count - left, 0);
	mix_right(bytes + left, count - left, bytes, left, 0);
	return true;
}
