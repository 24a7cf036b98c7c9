/* layout.h: where in a text its writer lets somebody else speak: quoted lines, what was forwarded, what
 * stands in quotation marks.
 * It must not know phrases, letters or weights.
 */
#ifndef DETECT_LAYOUT_H
#define DETECT_LAYOUT_H

#include "stage.h"

#define LAYOUT_CITED 4 /* citations that are kept: a report cites a letter once, or in a few pieces */

/* Offsets; end 0: there is none. */
struct stretch {
	size_t begin, end;
};

struct layout {
	struct stretch forwarded; /* the last forwarded header block: "From: ... Sent: ... To: ..." in any language */
	bool introduced;          /* somebody says something above it, other than "----- Forwarded message -----" */
	struct stretch cited[LAYOUT_CITED]; /* long passages in quotation marks, with the writer's words above */
	size_t cited_count;
};

/* The subject is that of the mail, or empty: header blocks that repeat it have been forwarded.
 * Linear in the length of the text. */
void layout_read(struct layout *layout_out, const struct text_part *text, struct bytes subject);
bool layout_is_forwarded(const struct layout *layout, size_t offset);
bool layout_is_cited(const struct layout *layout, size_t offset);
/* Does the line that holds this offset begin with a quotation mark ('>' or '|')? */
bool layout_is_quoted(const struct text_part *text, size_t offset);
/* Bytes of a text's lines before an offset that are neither quoted nor a mail program's separators; counted up to
 * `enough`. */
size_t layout_own_words(const struct text_part *text, size_t before, size_t enough);

#endif
