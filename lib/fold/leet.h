/* leet.h: digits that stand for letters, and letters that stand for digits.
 * It must not know scripts beyond the three that disguise each other.
 */
#ifndef FOLD_LEET_H
#define FOLD_LEET_H

#include "fold/word.h"

/* Turn the digits of P0RN0 into letters and the letters of 5OO into digits; leave 48h, mp3, 1st and covid19 alone. Among
 * words of that kind th3, 1n and 7o are turned as well. word->leet tells whether this is a word of that kind.
 * Returns: how many were turned. */
unsigned leet_read(struct word *word, uint8_t script, bool among_leet);

#endif
