/* gap.h: what may stand in folded text between two literals of a phrase, in front of its first and behind its last.
 * It must not know phrases, rules or how literals are found.
 */
#ifndef DETECT_GAP_H
#define DETECT_GAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GAP_SMALL 40  /* letters and blanks: about seven words. In scripts without spaces, bytes */
#define GAP_LARGE 160 /* about a sentence */

/* What a phrase says between two literals, piece by piece. */
enum gap_piece { GAP_PIECE_BLANK, GAP_PIECE_STAR, GAP_PIECE_SMALL, GAP_PIECE_LARGE, GAP_PIECE_NUMBER };

struct gap {
	uint16_t before; /* letters that may stand in front of the number, or in all when there is none */
	uint16_t after;  /* letters that may stand behind the number */
	bool number;     /* a number must stand there */
	bool apart;      /* not one word: a blank, a gap or a number stands between */
	bool star_left;  /* the literal on the left may go on to the end of its word */
	bool star_right; /* the word on the right may begin before its literal */
	uint8_t words;   /* stars that stand alone: any one word each */
	uint8_t unused;  /* no padding: gaps are compared and hashed as bytes */
};

/* Add a piece. Returns: NULL, or what is wrong with it (a static string). */
const char *gap_add(struct gap *gap, enum gap_piece piece);
/* How many bytes it can cover between two literals. */
uint16_t gap_most(const struct gap *gap);
/* In front of a phrase or behind it: does it want nothing but a word boundary? */
bool gap_is_plain(const struct gap *gap);
bool gap_same(const struct gap *a, const struct gap *b);

/* In a text, does the gap fit
 *  - between a literal that ends at `from` and one that begins at `to`,
 *  - in front of a first literal that begins at `to`,
 *  - behind a last literal that ends at `from`?
 * All are bounded by the gap's own reach. */
bool gap_fits(const struct gap *gap, const char *text, size_t len, size_t from, size_t to);
bool gap_opens(const struct gap *gap, const char *text, size_t len, size_t to);
bool gap_closes(const struct gap *gap, const char *text, size_t len, size_t from);
/* What a literal must touch, whatever else happens; and what it does touch. More is enough where less is wanted. */
enum gap_side {
	GAP_SIDE_ANY,    /* it may go on: a stem */
	GAP_SIDE_NUMBER, /* a word boundary, or the digits of a number: "48h" */
	GAP_SIDE_WORD    /* a word boundary */
};
/* Wanted behind the literal on the left of the gap, and in front of the one on its right. */
enum gap_side gap_left_side(const struct gap *gap);
enum gap_side gap_right_side(const struct gap *gap);
/* What a literal that begins, or ends, at that place touches there. */
enum gap_side text_side_before(const char *text, size_t len, size_t at);
enum gap_side text_side_behind(const char *text, size_t len, size_t at);

/* The offset behind the number that begins at `at` (which holds a digit): "1,900", "0.15", "1 900". */
size_t text_number_end(const char *text, size_t len, size_t at);

#endif
