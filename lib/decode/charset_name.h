/* charset_name.h: the whitelist: which charset a label means.
 * It must not know how bytes are converted. A label outside the list means nothing at all: iconv knows a thousand
 * charsets, and no mail client reads mail in most of them.
 */
#ifndef DECODE_CHARSET_NAME_H
#define DECODE_CHARSET_NAME_H

#include <stdbool.h>
#include <stddef.h>

enum charset_engine {
	CHARSET_UTF8, /* and US-ASCII, which says nothing about the other 128 bytes */
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
	CHARSET_UTF32LE,
	CHARSET_UTF32BE,
	CHARSET_ICONV,   /* a superset of ASCII without shift states */
	CHARSET_UTF7,    /* iconv, with shift states in ASCII bytes */
	CHARSET_ISO2022, /* escape sequences to EUC, then iconv */
	CHARSET_HZ       /* ~{ and ~} to EUC, then iconv */
};

struct charset_kind {
	const char *name; /* canonical, for people */
	enum charset_engine engine;
	const char *iconv; /* what iconv calls it; NULL when iconv is not asked */
};

/* The charset that a label means, whatever its case and punctuation. Returns: NULL when it is not on the list. */
const struct charset_kind *charset_find(const char *label, size_t len);
/* Does plain ASCII text read the same in it? */
bool charset_is_ascii_based(const struct charset_kind *kind);
/* The whole list, for tests and for the check at start. */
const struct charset_kind *charset_kinds(size_t *count_out);

#endif
