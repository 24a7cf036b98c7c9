/* words.h: the words that tell that money is being asked for, in many languages, and a few that forms without a
 * checksum need near them.
 *
 * A word costs time only near text that may hold a disguised address: the text is read lazily, once, front to back.
 * Threads: one per struct words.   Limits: linear in the text.
 */
#ifndef WALLET_WORDS_H
#define WALLET_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum word_kind {
	WORD_NONE,
	WORD_PAY,     /* coins, wallets, addresses, parts of an address */
	WORD_REVERSE, /* "read it backwards" */
	WORD_SOLANA,
	WORD_TON,
	WORD_SUBSTRATE,
	WORD_COUNT
};

#define WORDS_MAX 240

#define WORDS_BEGINS 4096

struct words {
	const char *text;
	size_t len;
	size_t read;                        /* the text is read up to here */
	bool ready;                         /* the chains below are filled */
	size_t last[WORD_COUNT];            /* where the last word of each kind began, + 1; 0: none yet */
	uint8_t first[256];                 /* byte -> the first word that begins with it, + 1 */
	uint64_t begins[WORDS_BEGINS / 64]; /* a bit for each beginning of three bytes that words have */
	uint8_t next[WORDS_MAX];            /* word -> the next one that begins with the same byte, + 1 */
};

void words_init(struct words *words, const char *text, size_t len);
/* Is a word of this kind within `reach` bytes before `from` or behind `to` (or up to 64 further)? Questions must come
 * front to back: of a place that was read past, only its last word is remembered. */
bool words_near(struct words *words, enum word_kind kind, size_t from, size_t to, size_t reach);
/* The kinds of all the words that are, as a set of (1u << enum word_kind). */
unsigned words_kinds_near(struct words *words, size_t from, size_t to, size_t reach);

#endif
