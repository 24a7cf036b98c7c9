/* fold.h: text as the eye reads it: one canonical spelling for everything that looks or reads the same, and a way back.
 * Rule text and mail text pass this same fold, so no rule author thinks of case, width, accents or look-alikes.
 * It must not know languages, rules or mail.
 *
 * What comes out is a skeleton for matching, not for people:
 *  - lower case, compatibility forms (NFKC) undone, accents of Latin, Greek and Cyrillic dropped (also đ ł ø and the
 *    phonetic letters); kana keep their marks, half-width kana are composed with them; jamo are joined to syllables;
 *  - Arabic without harakat, tatweel, hamza and the Persian forms; Hebrew without points; all digits are 0 to 9;
 *  - invisible characters gone; runs under a right-to-left override in the order in which they are displayed;
 *  - look-alikes read as the script of their own word, which neighbours decide where the word cannot; leetspeak inside
 *    words read as letters; letters that are spaced or dotted out are joined; kanji among katakana (力, 卜, 口, 一) and
 *    katakana among kanji read as what they pose as;
 *  - inside Latin words i, l, 1 and | are one letter ("i"), and doubled letters are one; inside Cyrillic words и, й, і
 *    and ї are one letter ("и");
 *  - every run of blanks and punctuation is one space; none at the ends, and none next to a character of a script that
 *    is written without spaces (Han, kana, Hangul, Thai, Lao, Khmer, Myanmar), so that wrapped or spaced lines match;
 *  - numbers keep digits, with '.' and ',' only between digits; $ € £ ¥ ₿ ₽ ₩ ₹ @ # % stay as characters of their
 *    own (unless they stand for a letter: @ccount, pa$$word).
 *
 * Limits: time and memory are linear in the text; folded text is at most six times as long. LIMIT_WORD_LETTERS: longer
 * words are read in pieces, nothing is left out. Source: NFKC (UAX #15), default ignorables (UAX #44), UTS #39, UAX #9.
 */
#ifndef FOLD_FOLD_H
#define FOLD_FOLD_H

#include "base/text.h"
#include "stage.h"

struct fold; /* scratch memory of one thread */

int fold_new(struct fold **fold_out);
/* Fold one text. Returns: 0 or -1 (no memory). view_out->folded and ->map belong to the fold until the next
 * fold_run() on the same slot or fold_free(); slot (0 to 255) lets one message keep several views at once. */
int fold_run(struct fold *fold, struct view *view_out, unsigned slot, const struct text_part *text);
/* The same for rule text: appends the folded bytes to out. Returns: 0 or -1. */
int fold_text(struct fold *fold, struct text *out, const char *utf8, size_t len);
/* A new message begins: all views are dead, and what the slots hold beyond LIMIT_FOLD_KEPT bytes is given back. */
void fold_reset(struct fold *fold);
void fold_free(struct fold **fold);

/* Is this code point of a script that is written without spaces (as listed above)? Phrases of such scripts match
 * anywhere; the others match whole words. */
bool fold_is_continuous(uint32_t codepoint);

#endif
