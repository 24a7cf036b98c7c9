/* form.h: what an address may look like: one row for each form of each coin, and the reader that asks the rows.
 * A new coin is a row in form.c and its vectors in tests/vectors.
 */
#ifndef WALLET_FORM_H
#define WALLET_FORM_H

#include "extortscan.h"
#include "wallet/words.h"

#include <limits.h>

struct reading;

struct form {
	const char *coin, *network;
	const char *name; /* NULL: the check says which ("p2wpkh" or "p2tr") */
	bool (*is)(struct reading *reading, const struct form *form);
	const char *first;    /* the characters that it may begin with */
	uint16_t least, most; /* its length in characters */
	const char *prefix;   /* human-readable part of bech32 */
	uint8_t prefix_len;
	uint32_t version; /* its first bytes, as one number */
	uint8_t version_bytes;
	uint8_t payload;     /* bytes behind the version, without the checksum */
	enum word_kind word; /* says too little by itself: a word of this kind must be near; WORD_NONE: it need not */
};

#define SS58_ANY UINT32_MAX /* version of the row for the networks that have no row */

#define FORM_ROWS_MAX 128

/* Rows by first character: made anew for each text, because the library has no state. Rows that need a word are set
 * apart, so that they cost nothing where there is none. */
struct form_index {
	uint64_t rows[FORM_ROWS_MAX / 64][128];
	uint16_t least[128], most[128]; /* of the rows that need no word */
	uint64_t worded[FORM_ROWS_MAX / 64];
	uint16_t worded_least, worded_most;
};

void form_index_init(struct form_index *index);

/* Checksums left to compute; NULL where only one text is read. Starved is sticky: some check was not made. */
struct form_budget {
	unsigned checks;
	bool starved;
};

#define FORM_ANY_WORD UINT_MAX

/* Is the whole text one address? words is a set of (1u << enum word_kind): rows that need one of those are asked too.
 * Sets all of wallet_out but how it was found in a message: how is PLAIN, or CASE for upper-case bech32; offset is 0.
 * Returns: the row, NULL when it is none.   Limits: budget. */
const struct form *form_read(struct xs_wallet *wallet_out, const struct form_index *index, const char *text, size_t len,
			     unsigned words, struct form_budget *budget);
/* Is it as long as forms are that need a word? */
bool form_wants_word(const struct form_index *index, const char *text, size_t len);
/* How long an address that begins so may become; 0: none begins so. Forms that need a word are left out: they have
 * no checksum to speak of. */
size_t form_most(const struct form_index *index, const char *text, size_t len);

/* The next row, for lists of coins; NULL is the first and the end. */
const struct form *form_next(const struct form *form);

#endif
