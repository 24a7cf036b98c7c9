/* bech32.c: turns bech32, bech32m and CashAddr text into bytes.
 * It must not know which coin the bytes belong to.
 * BIP-173, BIP-350, CashAddr specification.
 */
#include "wallet/bech32.h"

#include "base/text.h"

#include <string.h>

#define CHECKSUM_CHARS 6
#define CASHADDR_CHECKSUM_CHARS 8

/* Value + 1 of each character of "qpzry9x8gf2tvdw0s3jn54khce6mua7l", in both cases; 0: not in the alphabet. */
static const uint8_t charset[256] = {
	['q'] = 1,  ['p'] = 2,  ['z'] = 3,  ['r'] = 4,  ['y'] = 5,  ['9'] = 6,  ['x'] = 7,  ['8'] = 8,
	['g'] = 9,  ['f'] = 10, ['2'] = 11, ['t'] = 12, ['v'] = 13, ['d'] = 14, ['w'] = 15, ['0'] = 16,
	['s'] = 17, ['3'] = 18, ['j'] = 19, ['n'] = 20, ['5'] = 21, ['4'] = 22, ['k'] = 23, ['h'] = 24,
	['c'] = 25, ['e'] = 26, ['6'] = 27, ['m'] = 28, ['u'] = 29, ['a'] = 30, ['7'] = 31, ['l'] = 32,
	['Q'] = 1,  ['P'] = 2,  ['Z'] = 3,  ['R'] = 4,  ['Y'] = 5,  ['X'] = 7,  ['G'] = 9,  ['F'] = 10,
	['T'] = 12, ['V'] = 13, ['D'] = 14, ['W'] = 15, ['S'] = 17, ['J'] = 19, ['N'] = 20, ['K'] = 23,
	['H'] = 24, ['C'] = 25, ['E'] = 26, ['M'] = 28, ['U'] = 29, ['A'] = 30, ['L'] = 32,
};

static uint32_t polymod_step(uint32_t sum, uint8_t value)
{
	uint32_t top = sum >> 25;

	sum = (sum & 0x1ffffff) << 5 ^ value;
	sum ^= -(top & 1) & 0x3b6a57b2;
	sum ^= -(top >> 1 & 1) & 0x26508e6d;
	sum ^= -(top >> 2 & 1) & 0x1ea119fa;
	sum ^= -(top >> 3 & 1) & 0x3d4233dd;
	sum ^= -(top >> 4 & 1) & 0x2a1462b3;
	return sum;
}

static uint64_t cashaddr_step(uint64_t sum, uint8_t value)
{
	uint64_t top = sum >> 35;

	sum = (sum & 0x07ffffffff) << 5 ^ value;
	sum ^= -(top & 1) & 0x98f2bc8e61;
	sum ^= -(top >> 1 & 1) & 0x79b76d99e2;
	sum ^= -(top >> 2 & 1) & 0xf33e5fb3c4;
	sum ^= -(top >> 3 & 1) & 0xae2eabe2a8;
	sum ^= -(top >> 4 & 1) & 0x1e4f43e470;
	return sum;
}

/* Mixed case is illegal in both families. Returns: 1 upper, 0 lower (or no letters), -1 mixed. */
static int case_of(const char *text, size_t len)
{
	bool upper = false, lower = false;

	for (size_t i = 0; i < len; i++) {
		upper |= text[i] >= 'A' && text[i] <= 'Z';
		lower |= text[i] >= 'a' && text[i] <= 'z';
	}
	return upper && lower ? -1 : upper;
}

static size_t last_of(const char *text, size_t len, char c)
{
	while (len > 0 && text[len - 1] != c)
		len--;
	return len; /* characters up to and with it; 0: not there */
}

/* BIP-173: the human-readable part is of printable ASCII. A NUL in it would end the prefix before the text does. */
static bool is_readable(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] < '!' || text[i] > '~')
			return false;
	return true;
}

static void copy_lower(char *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		out[i] = ascii_lower(text[i]);
	out[len] = '\0';
}

static bool read_values(uint8_t *values_out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		uint8_t value = charset[(uint8_t)text[i]];

		if (value == 0)
			return false;
		values_out[i] = (uint8_t)(value - 1);
	}
	return true;
}

static enum bech32_kind checksum_kind(const struct bech32 *decoded, size_t prefix, size_t count)
{
	uint32_t sum = 1;

	for (size_t i = 0; i < prefix; i++)
		sum = polymod_step(sum, (uint8_t)decoded->prefix[i] >> 5);
	sum = polymod_step(sum, 0);
	for (size_t i = 0; i < prefix; i++)
		sum = polymod_step(sum, decoded->prefix[i] & 31);
	for (size_t i = 0; i < count; i++)
		sum = polymod_step(sum, decoded->values[i]);
	return sum == 1 ? BECH32_ONE : sum == 0x2bc830a3 ? BECH32_M : BECH32_NONE;
}

bool bech32_decode(struct bech32 *decoded_out, const char *text, size_t len)
{
	size_t one = last_of(text, len, '1');
	int upper = case_of(text, len);
	size_t count = len - one;

	decoded_out->kind = BECH32_NONE;
	if (len > BECH32_CHARS || one < 2 || one > BECH32_PREFIX || count < CHECKSUM_CHARS || upper < 0 ||
	    !is_readable(text, one - 1))
		return false;
	decoded_out->upper = upper;
	copy_lower(decoded_out->prefix, text, one - 1);
	if (!read_values(decoded_out->values, text + one, count))
		return false;
	decoded_out->kind = checksum_kind(decoded_out, one - 1, count);
	decoded_out->count = count - CHECKSUM_CHARS;
	return decoded_out->kind != BECH32_NONE;
}

size_t bech32_bytes(uint8_t *out, size_t size, const uint8_t *values, size_t count)
{
	uint32_t held = 0;
	unsigned bits = 0;
	size_t written = 0;

	for (size_t i = 0; i < count; i++) {
		held = (held << 5 | values[i]) & 0xfff;
		bits += 5;
		if (bits < 8)
			continue;
		bits -= 8;
		if (written == size)
			return 0;
		out[written++] = (uint8_t)(held >> bits);
	}
	return bits < 5 && (held & ((1u << bits) - 1)) == 0 ? written : 0;
}

static bool cashaddr_checksum_is_right(const char *prefix, const uint8_t *values, size_t count)
{
	uint64_t sum = 1;

	for (; *prefix != '\0'; prefix++)
		sum = cashaddr_step(sum, *prefix & 31);
	sum = cashaddr_step(sum, 0);
	for (size_t i = 0; i < count; i++)
		sum = cashaddr_step(sum, values[i]);
	return sum == 1;
}

/* The version byte tells how long the hash is. */
static bool cashaddr_size_is_right(const struct cashaddr *decoded)
{
	static const uint8_t hash_bytes[8] = {20, 24, 28, 32, 40, 48, 56, 64};

	return decoded->count > 0 && (decoded->payload[0] & 0x80) == 0 &&
	       decoded->count == 1u + hash_bytes[decoded->payload[0] & 7];
}

bool cashaddr_decode(struct cashaddr *decoded_out, const char *text, size_t len)
{
	uint8_t values[BECH32_CHARS];
	size_t colon = last_of(text, len, ':');
	size_t count = len - colon;
	int upper = case_of(text, len);

	if (len > BECH32_CHARS || colon == 1 || colon > BECH32_PREFIX || count <= CASHADDR_CHECKSUM_CHARS || upper < 0 ||
	    (colon > 0 && !is_readable(text, colon - 1)))
		return false;
	decoded_out->upper = upper;
	if (colon > 0)
		copy_lower(decoded_out->prefix, text, colon - 1);
	else
		copy_lower(decoded_out->prefix, CASHADDR_PREFIX, strlen(CASHADDR_PREFIX));
	if (!read_values(values, text + colon, count) ||
	    !cashaddr_checksum_is_right(decoded_out->prefix, values, count))
		return false;
	decoded_out->count = bech32_bytes(decoded_out->payload, sizeof decoded_out->payload, values,
					  count - CASHADDR_CHECKSUM_CHARS);
	return cashaddr_size_is_right(decoded_out);
}
