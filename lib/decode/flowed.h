/* flowed.h: text/plain; format=flowed becomes lines as they were written: soft line breaks vanish.
 * It must not know mail. A letter whose every line is cut in the middle of a phrase is whole again.
 * Limits: none needed, one pass.   Source: RFC 3676.
 */
#ifndef DECODE_FLOWED_H
#define DECODE_FLOWED_H

#include "base/text.h"

/* Append the unwrapped text; lines end in \n. delsp: the blank before a soft break goes with it, as in Japanese. */
void flowed_unwrap(struct text *out, const char *at, size_t len, bool delsp);

#endif
