/* layout.h: where in a text its writer lets somebody else speak: quoted lines, and what was forwarded.
 * It must not know phrases, letters or weights.
 */
#ifndef DETECT_LAYOUT_H
#define DETECT_LAYOUT_H

#include "stage.h"

/* Does the line that holds this offset begin with a quotation mark ('>' or '|')? */
bool layout_is_quoted(const struct text_part *text, size_t offset);
/* A forwarded header block ("From: ... Sent: ... To: ..." in any language) in a text: offsets. */
struct forwarded_block {
	size_t begin, end; /* end 0: there is none */
	bool introduced;   /* somebody says something above it, other than "----- Forwarded message -----" */
};
/* The last one. */
struct forwarded_block layout_forwarded(const struct text_part *text);
/* Bytes of a text's lines before an offset that are neither quoted nor a mail program's separators; counted up to
 * `enough`. */
size_t layout_own_words(const struct text_part *text, size_t before, size_t enough);

#endif
