/* convert.h: bytes in a known charset become UTF-8, pushed in pieces. What is no character becomes U+FFFD.
 * It must not know labels, nor doubt what it is told: charset.c decides, this converts.
 * Threads: a struct converters and all that uses it belong to one thread at a time; iconv_t is never shared.
 */
#ifndef DECODE_CONVERT_H
#define DECODE_CONVERT_H

#include "decode/charset_name.h"
#include "decode/sink.h"
#include "extortscan.h"

/* The iconv descriptors that one owner keeps open. */
struct converters;

/* Returns: 0, or -1 with err set: no memory, or iconv lacks a charset of the whitelist (an empty chroot has no gconv
 * modules); err names it.   Owns: the caller frees. */
int converters_new(struct converters **converters_out, struct xs_error *err);
void converters_free(struct converters **converters);

/* What the next bytes mean in a charset with shift states. */
enum convert_set { SET_ASCII, SET_ROMAN, SET_KANA, SET_DOUBLE, SET_DOUBLE_EXTRA, SET_UNKNOWN };

struct convert {
	const struct charset_kind *kind;
	struct converters *converters;
	const struct sink *sink;
	void *descriptor; /* iconv_t of CHARSET_ICONV and of what leans on it; NULL: none */
	char held[16];    /* the start of a character, or of an escape sequence, that was cut */
	size_t held_len;
	uint32_t high;        /* UTF-16, UTF-7: a high surrogate that waits; 0: none */
	uint32_t bits;        /* UTF-7: of the run so far, the lowest bit_count are not used yet */
	unsigned bit_count;
	bool fresh; /* UTF-7: the last character was the + of a run */
	enum convert_set set; /* shift states: what the last escape sequence chose */
	bool shifted;         /* between SO and SI; UTF-7: in a base64 run */
	char lead;            /* first byte of a two-byte character; 0: none */
	char escape[4];       /* an escape sequence so far */
	size_t escape_len;
	size_t bad; /* how often something became U+FFFD */
};

/* Start a text. The sink must live until convert_finish(). Returns: 0, or -1 with errno set by iconv_open(3). */
int convert_begin(struct convert *convert, struct converters *converters, const struct charset_kind *kind,
		  const struct sink *sink);
void convert_more(struct convert *convert, const char *at, size_t len);
/* Flush, and give the descriptor back. Every convert_begin() that returned 0 needs it. */
void convert_finish(struct convert *convert);

/* Instead of convert_finish(): give the descriptor back and forget the text. */
void convert_drop(struct convert *convert);

/* For the engines: one U+FFFD. */
void convert_bad(struct convert *convert);
/* For the engines: bytes for iconv. */
void convert_iconv(struct convert *convert, const char *at, size_t len);
/* The engines with shift states: shift.c. */
void convert_iso2022(struct convert *convert, const char *at, size_t len);
void convert_hz(struct convert *convert, const char *at, size_t len);
void convert_shift_finish(struct convert *convert);

#endif
