/* base58.h: base58 in its three dialects, and the SHA-256 checksum that most coins put behind it.
 *
 * Returns: the decoders give the bytes written to out, 0 when the text is not of that dialect or does not fit.
 * Threads: no state.   Limits: work is (characters x bytes): the caller bounds the length.
 * Source:  bitcoin/src/base58.cpp (alphabet, leading ones), XRPL "base58 encodings", Monero "cryptonote base58".
 */
#ifndef WALLET_BASE58_H
#define WALLET_BASE58_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum base58_alphabet { BASE58_BITCOIN, BASE58_RIPPLE };

/* The longest text that is decoded: Byron addresses have 104 characters, Sprout ones 95. */
#define BASE58_CHARS 128
#define BASE58_BYTES 96

size_t base58_decode(uint8_t out[BASE58_BYTES], enum base58_alphabet alphabet, const char *text, size_t len);
/* Blocks of 11 characters for 8 bytes, each for itself. */
size_t base58_decode_blocks(uint8_t out[BASE58_BYTES], const char *text, size_t len);
/* Are the last four of these bytes the checksum (SHA-256 twice) of those before? */
bool base58_checksum_is_right(const uint8_t *bytes, size_t count);

#endif
