/* check58.c: answers whether a text is one of the base58 forms of the table.
 * It must not know where the text stood.
 * Base58Check (bitcoin), XRPL base58 and X-addresses, CryptoNote, SS58 (Substrate), Byron (Cardano CIP-19, annex).
 */
#include "wallet/check.h"
#include "wallet/keccak.h"
#include "wallet/sums.h"

#include <sodium.h>
#include <string.h>

#define CHECKSUM_BYTES 4

void reading_init(struct reading *reading, const char *text, size_t len, struct form_budget *budget)
{
	reading->text = text;
	reading->len = len;
	reading->budget = budget;
	reading->base58[BASE58_BITCOIN].decoded = false;
	reading->base58[BASE58_RIPPLE].decoded = false;
	reading->bech32_asked = ANSWER_UNKNOWN;
	reading->name = NULL;
	reading->checksum = XS_CHECKSUM_OK;
	reading->lower_it = false;
	reading->upper = false;
	reading->amount[0] = '\0';
}

bool reading_may_check(struct reading *reading)
{
	struct form_budget *budget = reading->budget;

	if (budget == NULL)
		return true;
	if (budget->checks == 0) {
		budget->starved = true;
		return false;
	}
	budget->checks--;
	return true;
}

static struct base58_reading *base58_of(struct reading *reading, enum base58_alphabet alphabet)
{
	struct base58_reading *base58 = &reading->base58[alphabet];

	if (!base58->decoded) {
		base58->decoded = true;
		base58->checksum = ANSWER_UNKNOWN;
		base58->count = base58_decode(base58->bytes, alphabet, reading->text, reading->len);
	}
	return base58;
}

static bool version_is(const uint8_t *bytes, const struct form *form)
{
	uint32_t version = 0;

	for (uint8_t i = 0; i < form->version_bytes; i++)
		version = version << 8 | bytes[i];
	return version == form->version;
}

/* Length and version first: they cost nothing, and nearly always say no. */
static bool checked_is(struct reading *reading, enum base58_alphabet alphabet, const struct form *form)
{
	struct base58_reading *base58 = base58_of(reading, alphabet);

	if (base58->count != (size_t)form->version_bytes + form->payload + CHECKSUM_BYTES ||
	    !version_is(base58->bytes, form))
		return false;
	if (base58->checksum == ANSWER_UNKNOWN) {
		if (!reading_may_check(reading))
			return false;
		base58->checksum = base58_checksum_is_right(base58->bytes, base58->count) ? ANSWER_YES : ANSWER_NO;
	}
	return base58->checksum == ANSWER_YES;
}

bool base58check_is(struct reading *reading, const struct form *form)
{
	return checked_is(reading, BASE58_BITCOIN, form);
}

bool ripple_is(struct reading *reading, const struct form *form)
{
	return checked_is(reading, BASE58_RIPPLE, form);
}

/* Behind the account: a flag byte (0: no tag, 1: a tag), the tag in 4 bytes, 4 zero bytes. */
bool x_address_is(struct reading *reading, const struct form *form)
{
	const uint8_t *tail = reading->base58[BASE58_RIPPLE].bytes + 22;
	static const uint8_t zeros[8];

	if (!checked_is(reading, BASE58_RIPPLE, form) || tail[0] > 1)
		return false;
	return memcmp(tail + 5, zeros, 4) == 0 && (tail[0] == 1 || memcmp(tail + 1, zeros, 4) == 0);
}

bool cryptonote_is(struct reading *reading, const struct form *form)
{
	uint8_t bytes[BASE58_BYTES], digest[KECCAK256_BYTES];
	size_t count = base58_decode_blocks(bytes, reading->text, reading->len);

	if (count != (size_t)form->version_bytes + form->payload + CHECKSUM_BYTES || !version_is(bytes, form) ||
	    !reading_may_check(reading))
		return false;
	keccak256(digest, bytes, count - CHECKSUM_BYTES);
	return memcmp(digest, bytes + count - CHECKSUM_BYTES, CHECKSUM_BYTES) == 0;
}

/* The network prefix is one byte below 64, else two with their bits shuffled. */
static size_t ss58_prefix(uint32_t *prefix_out, const uint8_t *bytes)
{
	if (bytes[0] < 64) {
		*prefix_out = bytes[0];
		return 1;
	}
	*prefix_out = (bytes[0] & 0x3fu) << 2 | bytes[1] >> 6 | (bytes[1] & 0x3fu) << 8;
	return bytes[0] < 128 ? 2 : 0;
}

static bool ss58_checksum_is_right(const uint8_t *bytes, size_t count)
{
	uint8_t digest[64];
	crypto_generichash_state state;

	crypto_generichash_init(&state, NULL, 0, sizeof digest);
	crypto_generichash_update(&state, (const uint8_t *)"SS58PRE", 7);
	crypto_generichash_update(&state, bytes, count - 2);
	crypto_generichash_final(&state, digest, sizeof digest);
	return memcmp(digest, bytes + count - 2, 2) == 0;
}

bool ss58_is(struct reading *reading, const struct form *form)
{
	struct base58_reading *base58 = base58_of(reading, BASE58_BITCOIN);
	uint32_t prefix;
	size_t prefix_bytes;

	if (base58->count != 35 && base58->count != 36)
		return false;
	prefix_bytes = ss58_prefix(&prefix, base58->bytes);
	if (prefix_bytes == 0 || base58->count != prefix_bytes + 34 ||
	    (form->version != SS58_ANY && form->version != prefix))
		return false;
	if (base58->checksum == ANSWER_UNKNOWN) {
		if (!reading_may_check(reading))
			return false;
		base58->checksum = ss58_checksum_is_right(base58->bytes, base58->count) ? ANSWER_YES : ANSWER_NO;
	}
	return base58->checksum == ANSWER_YES;
}

/* CBOR: array of two: tag 24 over a byte string, and its CRC-32 as an unsigned number. */
bool byron_is(struct reading *reading, const struct form *form)
{
	const struct base58_reading *base58 = base58_of(reading, BASE58_BITCOIN);
	const uint8_t *bytes = base58->bytes;
	size_t at = 4, body;

	(void)form;
	if (base58->count < 20 || memcmp(bytes, "\x82\xd8\x18", 3) != 0)
		return false;
	if (bytes[3] == 0x58)
		body = bytes[at++];
	else if (bytes[3] >= 0x40 && bytes[3] < 0x58)
		body = bytes[3] - 0x40u;
	else
		return false;
	if (base58->count != at + body + 5 || bytes[at + body] != 0x1a || !reading_may_check(reading))
		return false;
	bytes += at + body + 1;
	return crc32_ieee(bytes - 1 - body, body) ==
	       ((uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3]);
}

/* No checksum at all: any 32 bytes. In base58 those have letters of both cases but once in 10^10; other things, such as
 * an upper-case bech32 address with a typing error, have not. */
bool bare_key_is(struct reading *reading, const struct form *form)
{
	bool upper = false, lower = false;

	for (size_t i = 0; i < reading->len; i++) {
		upper |= reading->text[i] >= 'A' && reading->text[i] <= 'Z';
		lower |= reading->text[i] >= 'a' && reading->text[i] <= 'z';
	}
	if (!upper || !lower || !reading_may_check(reading) ||
	    base58_of(reading, BASE58_BITCOIN)->count != form->payload)
		return false;
	reading->checksum = XS_CHECKSUM_NONE;
	return true;
}
