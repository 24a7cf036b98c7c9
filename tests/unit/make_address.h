/* make_address.h: valid addresses out of any bytes, for every row of the table that has a checksum: what the library
 * decodes, this encodes. Its tests, and the fuzzer of what lies behind the checksums, make their addresses with it.
 * It must not share code with the decoders, but for the checksums that they take from others (SHA-256, BLAKE2b) and
 * those that vectors prove (Keccak, CRC).
 */
#ifndef TESTS_MAKE_ADDRESS_H
#define TESTS_MAKE_ADDRESS_H

#include "wallet/form.h"

/* Where the bytes come from; more than are there are zeros. */
struct maker {
	const uint8_t *bytes;
	size_t count, at;
};

/* Write an address of the form, its free bytes taken from the maker. Returns: false when the form has no checksum, or
 * when these bytes make an address that begins with another character or is too long for its row. */
bool make_address(char out[XS_WALLET_MAX], struct maker *maker, const struct form *form);
/* How likely it is that a changed address passes: 2 to the minus this; 0: its checksum finds every single change. */
unsigned make_checksum_bits(const struct form *form);
/* The characters that an address of the form is made of. */
const char *make_alphabet(const struct form *form);

#endif
