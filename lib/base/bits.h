/* bits.h: counting bits.
 * It must not know what they stand for.
 */
#ifndef BASE_BITS_H
#define BASE_BITS_H

#include <stdint.h>

/* How many bits are set. The compiler's own is a function call where the processor is not known to have it. */
static inline unsigned bits_count(uint64_t bits)
{
	bits -= bits >> 1 & UINT64_C(0x5555555555555555);
	bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
	bits = (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (unsigned)(bits * UINT64_C(0x0101010101010101) >> 56);
}

#endif
