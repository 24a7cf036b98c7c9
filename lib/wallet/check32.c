/* check32.c: answers whether a text is one of the bech32, bech32m or CashAddr forms of the table.
 * It must not know where the text stood.
 * BIP-141/173/350 (witness programs), BIP-352 (silent payments), BOLT 11, LUD-01 (LNURL), ZIP-173, ZIP-316, ZIP-320,
 * LIP-5 (MWEB), CIP-5/19, CashAddr.
 */
#include "wallet/check.h"

#include "base/text.h"
#include "wallet/sums.h"

#include <string.h>

/* Decoded once for all rows; the prefix is compared first, because the checksum of 600 characters is not free. */
static const struct bech32 *bech32_of(struct reading *reading)
{
	if (reading->bech32_asked == ANSWER_UNKNOWN && !reading_may_check(reading))
		return NULL;
	if (reading->bech32_asked == ANSWER_UNKNOWN)
		reading->bech32_asked =
			bech32_decode(&reading->bech32, reading->text, reading->len) ? ANSWER_YES : ANSWER_NO;
	if (reading->bech32_asked == ANSWER_NO)
		return NULL;
	reading->lower_it = true;
	reading->upper = reading->bech32.upper;
	return &reading->bech32;
}

static const struct bech32 *prefixed(struct reading *reading, const struct form *form)
{
	size_t len = form->prefix_len;

	if (reading->len <= len + 1 || reading->text[len] != '1' || !ascii_same(reading->text, len, form->prefix, len))
		return NULL;
	return bech32_of(reading);
}

static const char *witness_name(uint8_t version, size_t count)
{
	if (version == 0)
		return count == 20 ? "p2wpkh" : "p2wsh";
	return version == 1 && count == 32 ? "p2tr" : "witness";
}

bool segwit_is(struct reading *reading, const struct form *form)
{
	const struct bech32 *bech32 = prefixed(reading, form);
	uint8_t program[40];
	size_t count;

	if (bech32 == NULL || bech32->count < 1 || bech32->values[0] > 16 ||
	    bech32->kind != (bech32->values[0] == 0 ? BECH32_ONE : BECH32_M))
		return false;
	count = bech32_bytes(program, sizeof program, bech32->values + 1, bech32->count - 1);
	if (count < 2 || (bech32->values[0] == 0 && count != 20 && count != 32))
		return false;
	reading->name = witness_name(bech32->values[0], count);
	return true;
}

static bool payload_is(const struct bech32 *bech32, enum bech32_kind kind, const struct form *form)
{
	uint8_t bytes[BECH32_CHARS];
	size_t count;

	if (bech32 == NULL || bech32->kind != kind)
		return false;
	count = bech32_bytes(bytes, sizeof bytes, bech32->values, bech32->count);
	return form->payload == 0 ? count >= 29 : count == form->payload;
}

/* What the bytes mean (a Cardano header, a Sapling point) is not judged: the checksum tells that they were meant. */
bool bech32_is(struct reading *reading, const struct form *form)
{
	return payload_is(prefixed(reading, form), BECH32_ONE, form);
}

bool bech32m_is(struct reading *reading, const struct form *form)
{
	return payload_is(prefixed(reading, form), BECH32_M, form);
}

/* A version, then two public keys; later versions may have more behind, 31 is reserved. */
bool keyed_is(struct reading *reading, const struct form *form)
{
	const struct bech32 *bech32 = prefixed(reading, form);
	uint8_t bytes[BECH32_CHARS];
	size_t count;

	if (bech32 == NULL || bech32->count < 1 || bech32->kind != form->version || bech32->values[0] == 31)
		return false;
	count = bech32_bytes(bytes, sizeof bytes, bech32->values + 1, bech32->count - 1);
	return bech32->values[0] == 0 ? count == form->payload : count > form->payload;
}

/* Digits with a point put in before the last `decimals` of them; no zeros round it that say nothing. */
static void write_decimal(char out[XS_AMOUNT_MAX], const char *digits, size_t count, size_t decimals)
{
	char padded[XS_AMOUNT_MAX] = "0000000000000";
	size_t at = 0, whole = 13 + count - decimals, end = 13 + count;

	memcpy(padded + 13, digits, count);
	while (at + 1 < whole && padded[at] == '0')
		at++;
	while (end > whole && padded[end - 1] == '0')
		end--;
	memcpy(out, padded + at, whole - at);
	out += whole - at;
	if (end > whole)
		*out++ = '.';
	memcpy(out, padded + whole, end - whole);
	out[end - whole] = '\0';
}

/* "2500u": 2500 millionths of a bitcoin; "" is an invoice that leaves the amount to the payer. */
static bool read_invoice_amount(char out[XS_AMOUNT_MAX], const char *amount)
{
	static const char units[] = "munp";
	size_t digits = 0, decimals = 0;
	const char *unit;

	while (ascii_is_digit(amount[digits]))
		digits++;
	if (digits == 0)
		return amount[0] == '\0';
	if (amount[digits] != '\0') {
		unit = strchr(units, amount[digits]);
		if (unit == NULL || amount[digits + 1] != '\0')
			return false;
		decimals = 3 * (size_t)(unit - units + 1);
	}
	if (amount[0] == '0' || digits > 12)
		return false;
	write_decimal(out, amount, digits, decimals);
	return true;
}

/* At least a timestamp and a signature. */
bool invoice_is(struct reading *reading, const struct form *form)
{
	size_t at = form->prefix_len;
	const struct bech32 *bech32;

	if (reading->len <= at || !ascii_same(reading->text, at, form->prefix, at) ||
	    !ascii_is_digit(reading->text[at]))
		return false;
	bech32 = bech32_of(reading);
	return bech32 != NULL && bech32->kind == BECH32_ONE && bech32->count >= 7 + 104 &&
	       read_invoice_amount(reading->amount, bech32->prefix + at);
}

bool lnurl_is(struct reading *reading, const struct form *form)
{
	const struct bech32 *bech32 = prefixed(reading, form);
	uint8_t url[BECH32_CHARS];

	return bech32 != NULL && bech32->kind == BECH32_ONE &&
	       bech32_bytes(url, sizeof url, bech32->values, bech32->count) > 8 && memcmp(url, "http", 4) == 0;
}

/* CompactSize below 253 is one byte, below 65,536 three: more is not needed for an address. Returns: false at the end.
 */
static bool read_compact(size_t *value_out, const uint8_t **at, const uint8_t *end)
{
	const uint8_t *p = *at;

	if (p < end && p[0] < 253) {
		*value_out = p[0];
		*at = p + 1;
		return true;
	}
	if (end - p < 3 || p[0] != 253)
		return false;
	*value_out = p[1] | (size_t)p[2] << 8;
	*at = p + 3;
	return *value_out >= 253;
}

/* Receivers in rising order of their type, the known ones of their known size. */
static bool receivers_are_right(const uint8_t *at, const uint8_t *end)
{
	static const uint8_t sizes[4] = {20, 20, 43, 43}; /* P2PKH, P2SH, Sapling, Orchard */
	size_t last = 0, type, size;
	bool any = false;

	while (at < end) {
		if (!read_compact(&type, &at, end) || !read_compact(&size, &at, end) || size > (size_t)(end - at))
			return false;
		if ((any && type <= last) || (type < 4 && size != sizes[type]))
			return false;
		last = type;
		any = true;
		at += size;
	}
	return any;
}

/* F4Jumble spreads every byte over all: what comes out ends in the prefix padded to 16 bytes, or was never one. */
bool unified_is(struct reading *reading, const struct form *form)
{
	const struct bech32 *bech32 = prefixed(reading, form);
	uint8_t bytes[BECH32_CHARS], padding[16] = {0};
	size_t count;

	if (bech32 == NULL || bech32->kind != BECH32_M)
		return false;
	count = bech32_bytes(bytes, sizeof bytes, bech32->values, bech32->count);
	if (!f4jumble_undo(bytes, count))
		return false;
	memcpy(padding, form->prefix, form->prefix_len);
	return memcmp(bytes + count - sizeof padding, padding, sizeof padding) == 0 &&
	       receivers_are_right(bytes, bytes + count - sizeof padding);
}

bool cashaddr_is(struct reading *reading, const struct form *form)
{
	struct cashaddr cashaddr;

	if (!reading_may_check(reading) || !cashaddr_decode(&cashaddr, reading->text, reading->len) ||
	    strcmp(cashaddr.prefix, form->prefix) != 0)
		return false;
	reading->lower_it = true;
	reading->upper = cashaddr.upper;
	return true;
}
