/* encword.h: encoded words in header text become UTF-8.
 * It must not know which field the text is from. Lenient as mail clients are: words without a blank between them,
 * inside quotes, with blanks inside, characters cut between two words, raw 8-bit text. Limits: LIMIT_ENCODED_WORDS a
 * call; what follows is kept as written.   Source: RFC 2047, RFC 2231 section 5.
 */
#ifndef DECODE_ENCWORD_H
#define DECODE_ENCWORD_H

#include "decode/charset.h"

enum encword_fact {
	ENCWORD_BROKEN = 1 << 0,  /* a word without its end */
	ENCWORD_LIMIT = 1 << 1,   /* LIMIT_ENCODED_WORDS was hit */
	ENCWORD_CHARSET = 1 << 2, /* a charset label was unknown or a lie */
	ENCWORD_RAW = 1 << 3      /* unencoded text that is not UTF-8 */
};

/* Append the decoded text of an unfolded header value. Line ends in it become blanks. Returns: enum encword_fact bits.
 */
unsigned encword_decode(struct text *out, struct converters *converters, const char *at, size_t len);

#endif
