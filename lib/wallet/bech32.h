/* bech32.h: bech32, its repaired form bech32m, and CashAddr, which share one alphabet.
 *
 * Threads: no state.   Limits: texts longer than BECH32_CHARS are refused.
 * Source:  BIP-173, BIP-350; bitcoincash.org spec/cashaddr.md. The 90 characters of BIP-173 are not asked for here:
 *          Cardano, Zcash and Lightning have longer ones; the table of forms says how long each may be.
 */
#ifndef WALLET_BECH32_H
#define WALLET_BECH32_H

#include "extortscan.h"

#define BECH32_CHARS (XS_WALLET_MAX - 1)
#define BECH32_PREFIX 32 /* bytes of the longest human-readable part that is decoded, with its NUL */

enum bech32_kind { BECH32_NONE, BECH32_ONE, BECH32_M };

struct bech32 {
	enum bech32_kind kind;
	char prefix[BECH32_PREFIX];   /* lower case */
	uint8_t values[BECH32_CHARS]; /* 5 bits each, without the checksum */
	size_t count;
	bool upper; /* was written in upper case */
};

/* Returns: true when the text is one whole string with a right checksum. */
bool bech32_decode(struct bech32 *decoded_out, const char *text, size_t len);
/* Regroup 5-bit values into bytes. Returns: how many, 0 when the padding is wrong or there are none. */
size_t bech32_bytes(uint8_t *out, size_t size, const uint8_t *values, size_t count);

#define CASHADDR_PREFIX "bitcoincash"
#define CASHADDR_BYTES 65

/* Its prefix may be left out: then it is CASHADDR_PREFIX. payload is the version byte and the hash. */
struct cashaddr {
	char prefix[BECH32_PREFIX];
	uint8_t payload[CASHADDR_BYTES];
	size_t count;
	bool upper;
};

bool cashaddr_decode(struct cashaddr *decoded_out, const char *text, size_t len);

#endif
