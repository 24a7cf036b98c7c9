/* question.c: turns an address into the name that a DNS list is asked for.
 * It must not open a socket, nor know where addresses come from.
 * RFC 5782, RFC 4648 section 6 (without padding), FIPS 180-4.
 */
#include "question.h"

#include "sha1.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define LABEL_BYTES 63
#define REFUSED_NETWORK 0x7fffff00u /* 127.255.255.0/24 */

static bool is_one_of(const char *const *coins, const char *coin, size_t len)
{
	for (; *coins != NULL; coins++)
		if (strlen(*coins) == len && memcmp(*coins, coin, len) == 0)
			return true;
	return false;
}

/* "btc/bch" may be either. */
bool question_wants(const struct xs_dns_list *list, const struct xs_wallet *wallet)
{
	const char *coin = wallet->coin;

	if (list->coins == NULL)
		return true;
	for (;;) {
		size_t len = strcspn(coin, "/");

		if (is_one_of(list->coins, coin, len))
			return true;
		if (coin[len] == '\0')
			return false;
		coin += len + 1;
	}
}

static char in_case(char c, enum xs_dns_case letters)
{
	if (letters == XS_DNS_LOWER && c >= 'A' && c <= 'Z')
		return (char)(c + ('a' - 'A'));
	if (letters == XS_DNS_UPPER && c >= 'a' && c <= 'z')
		return (char)(c - ('a' - 'A'));
	return c;
}

static void write_hex(char *out, const uint8_t *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

static void write_base32(char *out, const uint8_t *bytes, size_t count)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	unsigned held = 0, bits = 0;

	for (size_t i = 0; i < count; i++) {
		held = (held << 8 | bytes[i]) & 0xfff;
		for (bits += 8; bits >= 5;) {
			bits -= 5;
			*out++ = alphabet[held >> bits & 31];
		}
	}
	if (bits > 0)
		*out++ = alphabet[held << (5 - bits) & 31];
	*out = '\0';
}

static void write_digest(char label[LABEL_BYTES + 1], const struct xs_dns_list *list, const char *text, size_t len)
{
	uint8_t digest[crypto_hash_sha256_BYTES];
	size_t count = list->hash == XS_DNS_SHA1 ? SHA1_BYTES : sizeof digest;

	if (list->hash == XS_DNS_SHA1)
		sha1(digest, (const uint8_t *)text, len);
	else
		crypto_hash_sha256(digest, (const uint8_t *)text, len);
	if (list->encoding == XS_DNS_BASE32)
		write_base32(label, digest, count);
	else
		write_hex(label, digest, count);
}

static bool is_label(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!((text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'z') ||
		      (text[i] >= 'A' && text[i] <= 'Z')))
			return false;
	return len > 0 && len <= LABEL_BYTES;
}

bool question_name(char name_out[QUESTION_NAME], const struct xs_dns_list *list, const char *address)
{
	char text[XS_WALLET_MAX], label[LABEL_BYTES + 1];
	size_t len = strlen(address);

	if (len >= sizeof text)
		return false;
	for (size_t i = 0; i <= len; i++)
		text[i] = in_case(address[i], list->letters);
	if (list->hash != XS_DNS_PLAIN)
		write_digest(label, list, text, len);
	else if (is_label(text, len))
		memcpy(label, text, len + 1);
	else
		return false;
	return snprintf(name_out, QUESTION_NAME, "%s.%s", label, list->zone) < 254;
}

enum question_meaning question_meaning(const struct xs_dns_list *list, uint32_t answer)
{
	if ((answer & 0xffffff00) == REFUSED_NETWORK)
		return QUESTION_REFUSED;
	if (list->bits != 0 && (answer & list->bits) == 0)
		return QUESTION_UNLISTED;
	for (size_t i = 0; i < list->answer_count; i++)
		if ((answer & list->answers[i].mask) == list->answers[i].address)
			return QUESTION_LISTED;
	return QUESTION_UNLISTED;
}
