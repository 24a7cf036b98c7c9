/* sha1.h: SHA-1, which some lists ask for and libsodium has not. It protects nothing here: it names things.
 *
 * Threads: no state.   Source: FIPS 180-4, RFC 3174.
 */
#ifndef DNSLIST_SHA1_H
#define DNSLIST_SHA1_H

#include <stddef.h>
#include <stdint.h>

#define SHA1_BYTES 20

void sha1(uint8_t digest_out[SHA1_BYTES], const uint8_t *data, size_t len);

#endif
