/* walk.h: one pass over a text: words to word.c, everything else straight to the sink.
 * It must not know views, slots or rules.
 */
#ifndef FOLD_WALK_H
#define FOLD_WALK_H

#include "fold/sink.h"
#include "fold/word.h"

struct walk {
	const char *in;
	size_t len, at;       /* at: what comes next */
	struct sink *sink;
	struct word word;     /* the one being gathered */
	bool mixed;           /* the text has Cyrillic or Greek: neighbours of ASCII words matter */
	bool gap;             /* something that separates words was passed since the last character */
	bool spaceless;       /* the last character wants no space behind it */
	size_t gap_at;        /* where the gap begins */
	uint32_t last;        /* last character, when it may still be joined with what follows (kana, Hangul); else 0 */
	struct surroundings round;
	size_t peeked;        /* round.after holds for every word that ends before this place */
	unsigned letters, disguised, invisible;
};

/* Fold the whole text into the sink. Returns: 0, or -1 (no memory). */
int walk_text(struct walk *walk, struct sink *sink, const char *in, size_t len);

/* ---- for the files of the walk ---- */

/* The character at a place. Returns: its bytes; one byte that is not UTF-8 counts as U+FFFD. */
size_t walk_peek(const struct walk *walk, uint32_t *codepoint_out, size_t at);
/* The place behind marks and invisible characters. */
size_t walk_skip_unseen(const struct walk *walk, size_t at);
/* Does the symbol or shape at this place stand for a letter? The word gathered so far is before it. */
bool walk_is_letter_shape(const struct walk *walk, size_t at, uint32_t codepoint, const struct fold_record *record);
/* Is the letter that was gathered the first of a spaced-out word ("v i d e o")? Then gather the rest of it. */
void walk_gather_spaced(struct walk *walk);
/* The script of the next word that is sure by itself, FOLD_NONE when there is none near. */
uint8_t walk_script_after(struct walk *walk);
/* Read and write the gathered word, and begin a new one. */
void walk_end_word(struct walk *walk);

#endif
