/* reading.h: one way to read one body: transfer encoding off, charset off, then plain text, HTML, or a message again.
 * It must not know boundaries. A body whose header contradicts itself gets several readings.
 * Limits: texts as far as store_room().
 */
#ifndef MESSAGE_READING_H
#define MESSAGE_READING_H

#include "decode/base64.h"
#include "decode/charset.h"
#include "decode/qp.h"
#include "decode/uu.h"
#include "message/lines.h"
#include "message/render.h"
#include "message/store.h"

enum read_as {
	READ_PLAIN,
	READ_HTML,
	READ_MESSAGE, /* its own header and body: through plan.nested */
	READ_SNIFF,   /* whichever of these the first bytes look like; nothing when they look like none */
	READ_NOTHING
};

enum transfer { TRANSFER_NONE, TRANSFER_BASE64, TRANSFER_QP, TRANSFER_UU, TRANSFER_YENC };

#define READING_LABEL 64
#define READING_PREFIX 1024 /* bytes that tell what a body is, and a charset in <meta> */

/* Who reads a message inside of an encoded body: mime.c hands itself down, because nobody below may know it. */
struct nested {
	void *(*open)(struct store *store, unsigned depth, unsigned flags); /* NULL: not so deep, or no memory */
	void (*more)(void *nested, const char *at, size_t len);
	void (*close)(void *nested);
	void (*drop)(void *nested); /* free it, unfinished */
};

struct plan {
	enum read_as as;
	enum transfer transfer;
	char label[READING_LABEL]; /* charset; "" when none is given */
	unsigned flags;            /* enum text_flag of its texts */
	enum xs_text_kind kind;    /* of its visible text: XS_TEXT_HIDDEN for what clients do not show */
	bool flowed, delsp;
	struct bytes preface; /* header in front of a message's bytes: the container was encoded, not its header */
	unsigned depth;       /* of the walk, for a message inside */
	const struct nested *nested;
};

struct reading {
	struct plan plan;
	struct store *store;
	int part;
	size_t level; /* frames that were open when it began: mime.c closes it by that */
	bool lingers; /* mime.c: a doubtful boundary did not close it */
	struct reading *next;
	const char *end; /* of the last line: it is part of the body only if another line follows */
	size_t end_len;
	struct base64 base64;
	struct qp qp;
	struct uu uu;
	struct sink decoded; /* takes the body without its transfer encoding */
	struct text prefix;  /* its first bytes, until it is known what it is */
	bool opened;
	struct charset charset;
	struct sink utf8; /* takes text without its charset */
	struct render render;
	void *inner; /* plan.nested's */
};

/* Returns: NULL when memory ran out.   Owns: the caller frees. */
struct reading *reading_new(struct store *store);
void reading_free(struct reading **reading);
/* Start a body; store->part is its leaf. */
void reading_begin(struct reading *reading, const struct plan *plan);
/* The next line, or piece of one, of the body. */
void reading_line(struct reading *reading, const struct line *line);
/* Has its encoding come to an end of its own? */
bool reading_is_over(const struct reading *reading);
/* Its texts go to the store. */
void reading_finish(struct reading *reading);

#endif
