/* stage.h: the plain data that one stage of the track hands to the next, and nothing else.
 * A stage includes this and what lies below it, never another stage; scan.c joins them.
 */
#ifndef STAGE_H
#define STAGE_H

#include "extortscan.h"

/* A run of bytes that somebody else owns. */
struct bytes {
	const char *at;
	size_t len;
};

/* message -> fold, detect: one decoded text. Valid until the message is begun anew. */
enum text_flag {
	TEXT_HTML = 1 << 0,      /* came out of markup */
	TEXT_ATTACHMENT = 1 << 1,/* the part is an attachment, or has a file name */
	TEXT_ENCLOSED = 1 << 2,  /* inside message/rfc822, text/rfc822-headers or a returned message */
	TEXT_ALTERNATE = 1 << 3, /* a second reading of a part that has a first one (union scanning) */
	TEXT_ENTITY = 1 << 4,    /* that second reading: character references of text/plain decoded */
	TEXT_FLOWED = 1 << 5
};

struct text_part {
	enum xs_text_kind kind;
	int part;          /* MIME leaf, from 1; 0: the message's own header */
	unsigned flags;    /* enum text_flag */
	struct bytes utf8; /* always valid UTF-8; lines end in \n */
};

/* message -> detect: one header field of the message itself, in order of appearance. */
struct header_field {
	const char *name;   /* as written, NUL-terminated, trimmed */
	struct bytes raw;   /* unfolded value as written */
	struct bytes text;  /* RFC 2047 decoded, UTF-8 */
};

/* message -> detect: what was odd in the structure; each is a bit, told as a MIME or LIMIT signal. */
struct oddity {
	const char *id; /* "duplicate-content-type", "boundary-unterminated", "depth", ...: static string */
	bool limit;     /* true: a cap of limits.h was hit */
	int part;
};

/* fold -> detect: one text, folded, with its way back. */
struct view {
	const struct text_part *text;
	int index;            /* of the text, as reports count them */
	struct bytes folded;
	const uint32_t *map;  /* folded byte -> byte offset in text->utf8; has folded.len + 1 entries, never falls */
	unsigned letters;     /* letters and digits read */
	unsigned disguised;   /* of them, how many had to be uncovered (look-alike, leet, accent salad, ...) */
	unsigned invisible;   /* characters dropped because nobody sees them */
};

#endif
