/* bidi.h: text that is displayed backwards because of a right-to-left override, in the order in which it is read.
 * It must not know folding; it keeps every byte and every offset outside such runs.
 */
#ifndef FOLD_BIDI_H
#define FOLD_BIDI_H

#include <stddef.h>
#include <stdint.h>

struct bidi_run {
	size_t from, to;
};

struct bidi {
	char *text;             /* the whole text as displayed, same length */
	size_t size;
	struct bidi_run *runs;  /* what was turned round, in order */
	size_t count, room;
	unsigned letters;       /* in those runs */
};

/* Returns: 1 with bidi->text set; 0 when nothing is overridden: use the text itself; -1 no memory. */
int bidi_show(struct bidi *bidi, const char *in, size_t len);
/* Let every entry that points into a turned run point to its start, so that a map never falls. */
void bidi_place(const struct bidi *bidi, uint32_t *map, size_t len);
void bidi_free(struct bidi *bidi);

#endif
