/* runs.h: where in a text something might be an address, found at the speed of memory.
 *
 * Ordinary text has no run of 14 letters and digits but once in a while; an address has nothing else. Sixty-four bytes
 * are classed at a time, with SSE2 where the processor has it.
 * Threads: no state.   Limits: linear, one look at each byte.
 */
#ifndef WALLET_RUNS_H
#define WALLET_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RUNS_LEAST 14 /* the shortest address: a witness program of two bytes */
#define RUNS_BLOCK 64

/* A block and the one before it are odd from so many points on: RUNS_MIXED for each place where a letter meets a digit
 * or a small letter a capital, one for each where ASCII meets a foreign letter within a word; accented letters are
 * letters, Kana, Han, Hangul and quotation marks nothing; */
#define RUNS_ODD 12
#define RUNS_MIXED 4
/* or from so many words of one or two characters, or bytes that begin wide letters, in one block. */
#define RUNS_SHORT 9
/* Odd blocks this near belong together: the halves of an address with a sentence between them. */
#define RUNS_REACH 512

/* One bit a byte, the first byte lowest. */
struct runs_block {
	uint64_t digit, upper, lower;
	uint64_t high; /* beyond ASCII */
};

/* Characters beyond ASCII that ordinary text has among ASCII letters and digits, by bytes of their UTF-8. */
struct runs_leads {
	uint64_t latin;   /* first bytes of accented letters, U+00C0 to U+017F */
	uint64_t east;    /* first bytes of Kana, Han and Hangul */
	uint64_t filler;  /* what may be the second byte of U+3164, which nobody sees */
	uint64_t mark;    /* first bytes of U+2000 to U+2FFF */
	uint64_t visible; /* last bytes of quotation marks and dashes, U+2010 to U+2026, and of others */
};

/* Class up to 64 bytes; those behind the end are no class at all. */
void runs_class(struct runs_block *block_out, const char *text, size_t len);
void runs_leads(struct runs_leads *leads_out, const char *text, size_t len);
/* The same without special instructions, for other processors and as an oracle in tests. */
void runs_class_portable(struct runs_block *block_out, const char *text, size_t len);
void runs_leads_portable(struct runs_leads *leads_out, const char *text, size_t len);

/* The next run of at least RUNS_LEAST letters, digits, '-' or '_' that begins at or behind *at_io, which must not be
 * inside a run. Returns: false at the end; else true with [*start_out, *end_out), and *at_io behind it. */
bool runs_next(size_t *start_out, size_t *end_out, size_t *at_io, const char *text, size_t len);

/* Where the first '-' or '_' of the run [from, to) stands in a text; `to` when there is none. */
size_t runs_joiner(const char *text, size_t len, size_t from, size_t to);

/* The next stretch at or behind *at_io that might hold an address in pieces or in foreign letters: letters and digits
 * mixed within words, many short words, or many foreign letters among ASCII ones. Returns and limits: as runs_next. */
bool runs_next_odd(size_t *start_out, size_t *end_out, size_t *at_io, const char *text, size_t len);

#endif
