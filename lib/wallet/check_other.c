/* check_other.c: answers whether a text is one of the hexadecimal, base32 or base64 forms of the table.
 * It must not know where the text stood.
 * ERC-55, SEP-23 (StrKey), TON "smart contract addresses" (user-friendly and raw).
 */
#include "wallet/check.h"

#include "base/text.h"
#include "wallet/keccak.h"
#include "wallet/sums.h"

#include <string.h>

static int hex_value(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_hex(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (hex_value(text[i]) < 0)
			return false;
	return true;
}

/* All of one case carries no checksum; in mixed case each letter's case is a bit of the hash of the lower case. */
bool eip55_is(struct reading *reading, const struct form *form)
{
	const char *hex = reading->text + 2;
	uint8_t lower[40], digest[KECCAK256_BYTES];
	bool has_upper = false, has_lower = false;

	(void)form;
	if (ascii_lower(reading->text[1]) != 'x' || !is_hex(hex, sizeof lower))
		return false;
	for (size_t i = 0; i < sizeof lower; i++) {
		lower[i] = (uint8_t)ascii_lower(hex[i]);
		has_upper |= hex[i] >= 'A' && hex[i] <= 'F';
		has_lower |= hex[i] >= 'a' && hex[i] <= 'f';
	}
	if (!reading_may_check(reading))
		return false;
	if (!has_upper || !has_lower) {
		reading->name = "hex";
		reading->checksum = XS_CHECKSUM_NONE;
		return true;
	}
	keccak256(digest, lower, sizeof lower);
	for (size_t i = 0; i < sizeof lower; i++) {
		bool want_upper = (digest[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15) >= 8;

		if (ascii_is_alpha(hex[i]) && want_upper != (hex[i] < 'a'))
			return false;
	}
	reading->name = "eip55";
	return true;
}

/* Characters of 5 or 6 bits into bytes; values are the caller's, leftover bits must be zero. */
static size_t regroup(uint8_t *out, const char *text, size_t len, unsigned width, int (*value_of)(char c))
{
	uint32_t held = 0;
	unsigned bits = 0;
	size_t written = 0;

	for (size_t i = 0; i < len; i++) {
		int value = value_of(text[i]);

		if (value < 0)
			return 0;
		held = (held << width | (uint32_t)value) & 0xffff;
		bits += width;
		if (bits < 8)
			continue;
		bits -= 8;
		out[written++] = (uint8_t)(held >> bits);
	}
	return (held & ((1u << bits) - 1)) == 0 ? written : 0;
}

static int base32_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

/* Both alphabets, that of RFC 4648 section 4 and that of section 5. */
static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (ascii_is_digit(c))
		return c - '0' + 52;
	return c == '-' || c == '+' ? 62 : c == '_' || c == '/' ? 63 : -1;
}

bool strkey_is(struct reading *reading, const struct form *form)
{
	uint8_t bytes[64];
	size_t count = regroup(bytes, reading->text, reading->len, 5, base32_value);

	if (count != 1u + form->payload + 2 || bytes[0] != form->version || !reading_may_check(reading))
		return false;
	return crc16_xmodem(bytes, count - 2) == (bytes[count - 2] | bytes[count - 1] << 8);
}

bool ton_is(struct reading *reading, const struct form *form)
{
	uint8_t bytes[64];
	size_t count = regroup(bytes, reading->text, reading->len, 6, base64_value);

	if (count != 1u + form->payload + 2 || bytes[0] != form->version || (bytes[1] != 0 && bytes[1] != 0xff) ||
	    !reading_may_check(reading))
		return false;
	return crc16_xmodem(bytes, count - 2) == (bytes[count - 2] << 8 | bytes[count - 1]);
}

/* Workchain, colon, 32 bytes in hexadecimal. */
bool ton_raw_is(struct reading *reading, const struct form *form)
{
	(void)form;
	if (!(reading->len == 66 && memcmp(reading->text, "0:", 2) == 0) &&
	    !(reading->len == 67 && memcmp(reading->text, "-1:", 3) == 0))
		return false;
	reading->checksum = XS_CHECKSUM_NONE;
	return reading_may_check(reading) && is_hex(reading->text + reading->len - 64, 64);
}
