/* keccak.h: Keccak-256 with the padding of 2011, as Ethereum and Monero use it. It is not SHA3-256, which libsodium and
 * others offer: only the padding differs, and so every digest.
 *
 * Threads: no state.   Source: Keccak reference 3.0; NIST FIPS 202 for the permutation.
 */
#ifndef WALLET_KECCAK_H
#define WALLET_KECCAK_H

#include <stddef.h>
#include <stdint.h>

#define KECCAK256_BYTES 32

void keccak256(uint8_t digest_out[KECCAK256_BYTES], const uint8_t *data, size_t len);

#endif
