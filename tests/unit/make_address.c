/* make_address.c: turns any bytes into valid addresses.
 * It must not know the library's decoders.
 * The documents that lib/wallet names, read from their encoding side.
 */
#include "make_address.h"

#include "wallet/check.h"
#include "wallet/keccak.h"
#include "wallet/sums.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define BITCOIN "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
#define RIPPLE "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
#define BECH32 "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
#define BASE32 "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
#define BASE64URL "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define ROOM 512 /* bytes of the longest address, with its checksum */

static uint8_t take(struct maker *maker)
{
	return maker->at < maker->count ? maker->bytes[maker->at++] : 0;
}

static void take_into(uint8_t *out, struct maker *maker, size_t count)
{
	for (size_t i = 0; i < count; i++)
		out[i] = take(maker);
}

static void take_values(uint8_t *out, struct maker *maker, size_t count)
{
	for (size_t i = 0; i < count; i++)
		out[i] = take(maker) & 31;
}

/* ---- base58 ----------------------------------------------------------------------------------------------------- */

static size_t digits_of(char *out, const uint8_t *bytes, size_t count, const char *alphabet)
{
	uint8_t digits[ROOM] = {0};
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		unsigned carry = bytes[i];

		for (size_t j = 0; j < used || carry > 0; j++) {
			carry += (unsigned)digits[j] << 8;
			digits[j] = (uint8_t)(carry % 58);
			carry /= 58;
			used = used > j + 1 ? used : j + 1;
		}
	}
	for (size_t i = 0; i < used; i++)
		out[i] = alphabet[digits[used - 1 - i]];
	out[used] = '\0';
	return used;
}

static void base58(char *out, const uint8_t *bytes, size_t count, const char *alphabet)
{
	while (count > 0 && bytes[0] == 0) {
		*out++ = alphabet[0];
		bytes++;
		count--;
	}
	digits_of(out, bytes, count, alphabet);
}

static size_t put_version(uint8_t *out, const struct form *form)
{
	for (uint8_t i = 0; i < form->version_bytes; i++)
		out[i] = (uint8_t)(form->version >> 8 * (form->version_bytes - 1 - i));
	return form->version_bytes;
}

static void put_sha256d(uint8_t *bytes, size_t count)
{
	uint8_t once[32], twice[32];

	crypto_hash_sha256(once, bytes, count);
	crypto_hash_sha256(twice, once, sizeof once);
	memcpy(bytes + count, twice, 4);
}

static void make_base58check(char *out, struct maker *maker, const struct form *form)
{
	uint8_t bytes[ROOM];
	size_t count = put_version(bytes, form);

	take_into(bytes + count, maker, form->payload);
	if (form->is == x_address_is) {
		bytes[count + 20] &= 1;
		if (bytes[count + 20] == 0)
			memset(bytes + count + 21, 0, 4);
		memset(bytes + count + 25, 0, 4);
	}
	count += form->payload;
	put_sha256d(bytes, count);
	base58(out, bytes, count + 4, form->is == base58check_is ? BITCOIN : RIPPLE);
}

static void make_cryptonote(char *out, struct maker *maker, const struct form *form)
{
	static const uint8_t chars[] = {0, 2, 3, 5, 6, 7, 9, 10, 11};
	uint8_t bytes[ROOM], digest[KECCAK256_BYTES];
	size_t count = put_version(bytes, form);

	take_into(bytes + count, maker, form->payload);
	count += form->payload;
	keccak256(digest, bytes, count);
	memcpy(bytes + count, digest, 4);
	count += 4;
	for (size_t at = 0; at < count; at += 8) {
		size_t block = count - at < 8 ? count - at : 8, used;
		char digits[32];

		used = digits_of(digits, bytes + at, block, BITCOIN);
		memset(out, '1', chars[block]);
		memcpy(out + chars[block] - used, digits, used);
		out += chars[block];
	}
	*out = '\0';
}

static void make_ss58(char *out, struct maker *maker, const struct form *form)
{
	uint8_t text[ROOM] = "SS58PRE", *bytes = text + 7, digest[64];
	uint32_t prefix = form->version == SS58_ANY ? 64u + take(maker) : form->version;
	size_t count = 1;

	bytes[0] = (uint8_t)prefix;
	if (prefix >= 64) {
		bytes[0] = (uint8_t)((prefix & 0xfc) >> 2 | 0x40);
		bytes[1] = (uint8_t)(prefix >> 8 | (prefix & 3) << 6);
		count = 2;
	}
	take_into(bytes + count, maker, 32);
	count += 32;
	crypto_generichash(digest, sizeof digest, text, 7 + count, NULL, 0);
	memcpy(bytes + count, digest, 2);
	base58(out, bytes, count + 2, BITCOIN);
}

static void make_byron(char *out, struct maker *maker)
{
	uint8_t bytes[ROOM] = {0x82, 0xd8, 0x18, 0x58};
	size_t body = 30 + take(maker) % 50;
	uint32_t sum;

	bytes[4] = (uint8_t)body;
	take_into(bytes + 5, maker, body);
	sum = crc32_ieee(bytes + 5, body);
	bytes[5 + body] = 0x1a;
	for (size_t i = 0; i < 4; i++)
		bytes[6 + body + i] = (uint8_t)(sum >> (24 - 8 * i));
	base58(out, bytes, 10 + body, BITCOIN);
}

/* ---- bech32 and CashAddr ---------------------------------------------------------------------------------------- */

static size_t five_bits(uint8_t *out, const uint8_t *bytes, size_t count)
{
	unsigned held = 0, bits = 0;
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		held = (held << 8 | bytes[i]) & 0xfff;
		for (bits += 8; bits >= 5;) {
			bits -= 5;
			out[used++] = held >> bits & 31;
		}
	}
	if (bits > 0)
		out[used++] = (uint8_t)(held << (5 - bits) & 31);
	return used;
}

static uint32_t bech32_step(uint32_t sum, uint8_t value)
{
	static const uint32_t generators[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
	uint32_t top = sum >> 25;

	sum = (sum & 0x1ffffff) << 5 ^ value;
	for (int i = 0; i < 5; i++)
		sum ^= top >> i & 1 ? generators[i] : 0;
	return sum;
}

static void bech32(char *out, const char *prefix, const uint8_t *values, size_t count, uint32_t constant)
{
	uint32_t sum = 1;

	for (const char *c = prefix; *c != '\0'; c++)
		sum = bech32_step(sum, (uint8_t)*c >> 5);
	sum = bech32_step(sum, 0);
	for (const char *c = prefix; *c != '\0'; c++)
		sum = bech32_step(sum, *c & 31);
	out += sprintf(out, "%s1", prefix);
	for (size_t i = 0; i < count; i++) {
		sum = bech32_step(sum, values[i]);
		*out++ = BECH32[values[i]];
	}
	for (int i = 0; i < 6; i++)
		sum = bech32_step(sum, 0);
	sum ^= constant;
	for (int i = 0; i < 6; i++)
		*out++ = BECH32[sum >> 5 * (5 - i) & 31];
	*out = '\0';
}

#define CONSTANT_ONE 1
#define CONSTANT_M 0x2bc830a3

static void make_bytes32(char *out, const char *prefix, const uint8_t *bytes, size_t count, uint32_t constant)
{
	uint8_t values[ROOM * 2];

	bech32(out, prefix, values, five_bits(values, bytes, count), constant);
}

static void make_segwit(char *out, struct maker *maker, const struct form *form)
{
	uint8_t bytes[40], values[80];
	uint8_t version = take(maker) % 4;
	size_t count = version == 0 ? (take(maker) & 1 ? 20 : 32) : version == 1 ? 32 : 2u + take(maker) % 39;

	take_into(bytes, maker, count);
	values[0] = version;
	bech32(out, form->prefix, values, 1 + five_bits(values + 1, bytes, count),
	       version == 0 ? CONSTANT_ONE : CONSTANT_M);
}

static void make_keyed(char *out, struct maker *maker, const struct form *form)
{
	uint8_t bytes[ROOM], values[ROOM];

	take_into(bytes, maker, form->payload);
	values[0] = 0;
	bech32(out, form->prefix, values, 1 + five_bits(values + 1, bytes, form->payload),
	       form->version == BECH32_M ? CONSTANT_M : CONSTANT_ONE);
}

static void make_payload32(char *out, struct maker *maker, const struct form *form)
{
	uint8_t bytes[ROOM];
	size_t count = form->payload != 0                                    ? form->payload
		       : strcmp(form->name, "stake") == 0 || take(maker) & 1 ? 29
									     : 57;

	take_into(bytes, maker, count);
	make_bytes32(out, form->prefix, bytes, count, form->is == bech32m_is ? CONSTANT_M : CONSTANT_ONE);
}

/* Personal string, round and block of F4Jumble's hashes. */
static void jumble_hash(uint8_t *out, size_t out_count, const uint8_t *in, size_t count, char which, uint8_t round,
			uint8_t block)
{
	uint8_t personal[16] = "UA_F4Jumble_";

	personal[12] = (uint8_t)which;
	personal[13] = round;
	personal[14] = block;
	crypto_generichash_blake2b_salt_personal(out, out_count, in, count, NULL, 0, NULL, personal);
}

static void jumble(uint8_t *bytes, size_t count)
{
	size_t left = count / 2 < 64 ? count / 2 : 64, right = count - left;
	uint8_t hash[64];

	for (uint8_t round = 0; round < 2; round++) {
		for (size_t at = 0; at < right; at += 64) {
			jumble_hash(hash, 64, bytes, left, 'G', round, (uint8_t)(at / 64));
			for (size_t i = 0; i < 64 && at + i < right; i++)
				bytes[left + at + i] ^= hash[i];
		}
		jumble_hash(hash, left, bytes + left, right, 'H', round, 0);
		for (size_t i = 0; i < left; i++)
			bytes[i] ^= hash[i];
	}
}

/* Receivers of the known types in order, any of them left out, and perhaps one of the future. */
static void make_unified(char *out, struct maker *maker, const struct form *form)
{
	static const uint8_t sizes[] = {20, 20, 43, 43, 60};
	uint8_t bytes[ROOM] = {0}, which = take(maker) | 4;
	size_t count = 0;

	for (uint8_t type = 0; type < 5; type++) {
		if ((which >> type & 1) == 0)
			continue;
		bytes[count++] = type;
		bytes[count++] = sizes[type];
		take_into(bytes + count, maker, sizes[type]);
		count += sizes[type];
	}
	memcpy(bytes + count, form->prefix, form->prefix_len);
	count += 16;
	jumble(bytes, count);
	make_bytes32(out, form->prefix, bytes, count, CONSTANT_M);
}

static void make_invoice(char *out, struct maker *maker, const struct form *form)
{
	char prefix[BECH32_PREFIX];
	uint8_t values[ROOM], kind = take(maker);
	size_t count = 7 + 104 + take(maker);

	snprintf(prefix, sizeof prefix, "%s%u%.1s", form->prefix, 1u + kind, &"munp\0"[kind % 5]);
	if (kind % 8 == 0)
		snprintf(prefix, sizeof prefix, "%s", form->prefix);
	take_values(values, maker, count);
	bech32(out, prefix, values, count, CONSTANT_ONE);
}

static void make_lnurl(char *out, struct maker *maker, const struct form *form)
{
	uint8_t url[ROOM];
	size_t count = 20 + take(maker) / 2;

	memcpy(url, "https://", 8);
	take_into(url + 8, maker, count);
	make_bytes32(out, form->prefix, url, 8 + count, CONSTANT_ONE);
}

static uint64_t cashaddr_step(uint64_t sum, uint8_t value)
{
	static const uint64_t generators[] = {0x98f2bc8e61, 0x79b76d99e2, 0xf33e5fb3c4, 0xae2eabe2a8, 0x1e4f43e470};
	uint64_t top = sum >> 35;

	sum = (sum & 0x07ffffffff) << 5 ^ value;
	for (int i = 0; i < 5; i++)
		sum ^= top >> i & 1 ? generators[i] : 0;
	return sum;
}

static void make_cashaddr(char *out, struct maker *maker, const struct form *form)
{
	static const uint8_t sizes[] = {20, 24, 28, 32, 40, 48, 56, 64};
	uint8_t bytes[80], values[160], version = take(maker) & 0x1f;
	size_t size = sizes[version & 7], count;
	uint64_t sum = 1;

	version &= 0x0f; /* types 0 and 1 */
	bytes[0] = version;
	take_into(bytes + 1, maker, size);
	count = five_bits(values, bytes, 1 + size);
	for (const char *c = form->prefix; *c != '\0'; c++)
		sum = cashaddr_step(sum, *c & 31);
	sum = cashaddr_step(sum, 0);
	out += sprintf(out, "%s:", form->prefix);
	for (size_t i = 0; i < count; i++) {
		sum = cashaddr_step(sum, values[i]);
		*out++ = BECH32[values[i]];
	}
	for (int i = 0; i < 8; i++)
		sum = cashaddr_step(sum, 0);
	sum ^= 1;
	for (int i = 0; i < 8; i++)
		*out++ = BECH32[sum >> 5 * (7 - i) & 31];
	*out = '\0';
}

/* ---- the others ------------------------------------------------------------------------------------------------- */

static void make_eip55(char *out, struct maker *maker)
{
	uint8_t digest[KECCAK256_BYTES];

	out += sprintf(out, "0x");
	for (size_t i = 0; i < 20; i++)
		sprintf(out + 2 * i, "%02x", take(maker));
	keccak256(digest, (const uint8_t *)out, 40);
	for (size_t i = 0; i < 40; i++)
		if (out[i] >= 'a' && (digest[i / 2] >> (i % 2 == 0 ? 4 : 0) & 8) != 0)
			out[i] = (char)(out[i] - 'a' + 'A');
}

static void regroup(char *out, const uint8_t *bytes, size_t count, unsigned width, const char *alphabet)
{
	unsigned held = 0, bits = 0;

	for (size_t i = 0; i < count; i++) {
		held = (held << 8 | bytes[i]) & 0xffff;
		for (bits += 8; bits >= width;) {
			bits -= width;
			*out++ = alphabet[held >> bits & ((1u << width) - 1)];
		}
	}
	if (bits > 0)
		*out++ = alphabet[held << (width - bits) & ((1u << width) - 1)];
	*out = '\0';
}

static void make_crc16(char *out, struct maker *maker, const struct form *form)
{
	uint8_t bytes[64];
	size_t count = put_version(bytes, form) + form->payload;
	uint16_t sum;

	take_into(bytes + form->version_bytes, maker, form->payload);
	if (form->is == ton_is)
		bytes[1] = bytes[1] & 1 ? 0xff : 0; /* workchain */
	sum = crc16_xmodem(bytes, count);
	bytes[count] = (uint8_t)(form->is == ton_is ? sum >> 8 : sum);
	bytes[count + 1] = (uint8_t)(form->is == ton_is ? sum : sum >> 8);
	if (form->is == ton_is)
		regroup(out, bytes, count + 2, 6, BASE64URL);
	else
		regroup(out, bytes, count + 2, 5, BASE32);
}

/* ---- all -------------------------------------------------------------------------------------------------------- */

static bool make_any(char *out, struct maker *maker, const struct form *form)
{
	if (form->is == base58check_is || form->is == ripple_is || form->is == x_address_is)
		make_base58check(out, maker, form);
	else if (form->is == cryptonote_is)
		make_cryptonote(out, maker, form);
	else if (form->is == ss58_is)
		make_ss58(out, maker, form);
	else if (form->is == byron_is)
		make_byron(out, maker);
	else if (form->is == segwit_is)
		make_segwit(out, maker, form);
	else if (form->is == bech32_is || form->is == bech32m_is)
		make_payload32(out, maker, form);
	else if (form->is == keyed_is)
		make_keyed(out, maker, form);
	else if (form->is == unified_is)
		make_unified(out, maker, form);
	else if (form->is == invoice_is)
		make_invoice(out, maker, form);
	else if (form->is == lnurl_is)
		make_lnurl(out, maker, form);
	else if (form->is == cashaddr_is)
		make_cashaddr(out, maker, form);
	else if (form->is == eip55_is)
		make_eip55(out, maker);
	else if (form->is == strkey_is || form->is == ton_is)
		make_crc16(out, maker, form);
	else
		return false;
	return true;
}

bool make_address(char out[XS_WALLET_MAX], struct maker *maker, const struct form *form)
{
	char text[2 * ROOM];
	size_t len;

	if (!make_any(text, maker, form))
		return false;
	len = strlen(text);
	if (len < form->least || len > form->most || strchr(form->first, text[0]) == NULL)
		return false;
	memcpy(out, text, len + 1);
	return true;
}

unsigned make_checksum_bits(const struct form *form)
{
	if (form->is == ss58_is)
		return 16;
	if (form->is == eip55_is)
		return 1; /* a bit for each letter: see its test */
	if (form->is == base58check_is || form->is == ripple_is || form->is == x_address_is ||
	    form->is == cryptonote_is || form->is == byron_is)
		return 32;
	return 0; /* BCH codes and CRCs find every change of one character */
}

const char *make_alphabet(const struct form *form)
{
	if (form->is == ripple_is || form->is == x_address_is)
		return RIPPLE;
	if (form->is == base58check_is || form->is == cryptonote_is || form->is == ss58_is || form->is == byron_is)
		return BITCOIN;
	if (form->is == eip55_is)
		return "0123456789abcdefABCDEF";
	if (form->is == strkey_is)
		return BASE32;
	return form->is == ton_is ? BASE64URL : BECH32 "b1io";
}
