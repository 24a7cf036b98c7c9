/* alike.h: what a character looks like where an address is written to be read by eyes and not by machines.
 * A table of its own, of the letters and digits that addresses are made of: the fold of lib/fold throws away case,
 * which base58 needs.
 *
 * Threads: no state.   Source: Unicode confusables.txt, reduced to letters that pass at a glance.
 */
#ifndef WALLET_ALIKE_H
#define WALLET_ALIKE_H

#include <stdint.h>

enum alike_class {
	ALIKE_CHAR,      /* stands for an ASCII letter or digit */
	ALIKE_INVISIBLE, /* nobody sees it */
	ALIKE_BLANK,
	ALIKE_MARK,    /* punctuation, symbols, pictures */
	ALIKE_FOREIGN, /* a letter like no ASCII one */
};

/* Of a character beyond ASCII. char_out is set for ALIKE_CHAR. */
enum alike_class alike_class(char *char_out, uint32_t codepoint);

#endif
