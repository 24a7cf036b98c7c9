/* charset.h: text under a charset label that may be missing, misspelt or a lie becomes UTF-8, pushed in pieces.
 * It must not know where the text comes from. Valid UTF-8 wins over every label; escape sequences of ISO-2022 count
 * without one; a byte order mark counts more than both.
 * Threads: as struct converters.   Limits: LIMIT_CHARSET_WINDOW bytes, from the first that is not ASCII, decide.
 */
#ifndef DECODE_CHARSET_H
#define DECODE_CHARSET_H

#include "decode/convert.h"

enum charset_fact {
	CHARSET_UNKNOWN = 1 << 0, /* there was a label, and it is not on the whitelist */
	CHARSET_LIED = 1 << 1,    /* the bytes were read in another charset than the label's */
	CHARSET_DAMAGED = 1 << 2  /* something became U+FFFD */
};

struct charset {
	struct converters *converters;
	const struct charset_kind *label; /* NULL: none, or unknown */
	const struct sink *sink;
	struct text window; /* bytes that are not decided yet */
	char before;        /* the byte in front of it: an accent stands behind a letter */
	enum { CHARSET_START, CHARSET_PASS, CHARSET_WINDOW, CHARSET_CONVERT } state;
	struct convert convert;
	bool lost;      /* memory ran out, and some text with it */
	unsigned facts; /* enum charset_fact, complete after charset_finish() */
};

void charset_init(struct charset *charset, struct converters *converters);
/* Start a text; label may be NULL, and need not live on. The sink must live until charset_finish(). */
void charset_begin(struct charset *charset, const char *label, size_t len, const struct sink *sink);
void charset_more(struct charset *charset, const char *at, size_t len);
void charset_finish(struct charset *charset);
void charset_free(struct charset *charset);

/* A whole short text at once, appended to out. Returns: enum charset_fact bits. */
unsigned charset_decode(struct text *out, struct converters *converters, const char *label, size_t label_len,
			const char *at, size_t len);

/* charset_guess.c: the charset that a text is most likely in. before: the ASCII byte in front of it; final: nothing
 * follows, so a cut last character counts as damage. Returns: never NULL. */
const struct charset_kind *charset_guess(struct converters *converters, const struct charset_kind *label, char before,
					 const char *at, size_t len, bool final);
/* The same question about the very start: byte order marks and the zero bytes of UTF-16 and UTF-32. *mark_out is the
 * length of the mark. Returns: NULL when it is none of them. */
const struct charset_kind *charset_guess_start(size_t *mark_out, const struct charset_kind *label, const char *at,
					       size_t len);

#endif
