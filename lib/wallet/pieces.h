/* pieces.h: a stretch of text as the pieces that addresses may be put together from.
 * A piece is a run of letters and digits as the eye reads them: look-alikes stand for what they look like, what is
 * invisible is not there.
 */
#ifndef WALLET_PIECES_H
#define WALLET_PIECES_H

#include "extortscan.h"

#define PIECES_MAX 512
#define PIECES_CHARS 8192

/* What stands between a piece and the one before it. */
enum gap {
	GAP_BLANK,   /* nothing but blanks and line ends */
	GAP_MARK,    /* punctuation too, however much */
	GAP_FOREIGN, /* letters of another script: words */
};

/* What letters there are: they can be added up. */
struct letters {
	uint16_t uppers, lowers;
	uint16_t beyond_hex; /* that no hexadecimal number has */
	uint16_t no_base58;  /* that base58 leaves out: 0 O I l */
};

struct piece {
	size_t from, to;     /* in the text */
	uint16_t start, len; /* in chars */
	uint16_t odd;        /* places within it that meet oddly */
	struct letters letters;
	bool alike;         /* look-alikes were read */
	bool invisible;     /* invisible characters were dropped */
	bool wordlike;      /* small letters with at most one capital in front, capitals only, or digits only */
	uint16_t gap_bytes; /* before it, at most UINT16_MAX */
	enum gap gap;
	bool line; /* a line or a cell ended in that gap */
};

struct pieces {
	struct piece at[PIECES_MAX];
	size_t count;
	char chars[PIECES_CHARS];
	size_t char_count;
	size_t end; /* of the text that was read: where the next pieces begin */
};

/* Does a letter meet a digit here, or a small letter a capital? Words seldom have that, addresses all the time. */
bool pieces_meet_oddly(char before, char after);

/* Read pieces from [from, to) of a text until one of the arrays is full. A piece longer than any address is kept with
 * len 0. Returns: how many bytes were read, at least one unless from == to. */
size_t pieces_read(struct pieces *pieces, const char *text, size_t from, size_t to);

#endif
