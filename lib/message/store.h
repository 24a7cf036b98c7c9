/* store.h: what one message leaves behind: texts, fields, oddities, and how much of each may be kept.
 * It must not know MIME. Everything handed out lives in one arena until store_begin().
 * Threads: one store belongs to one thread at a time.
 */
#ifndef MESSAGE_STORE_H
#define MESSAGE_STORE_H

#include "base/arena.h"
#include "base/limits.h"
#include "decode/convert.h"
#include "message/odd.h"
#include "stage.h"

struct store {
	struct converters *converters;
	struct arena arena;
	struct text_part texts[LIMIT_TEXTS]; /* 0 is the subject's */
	size_t text_count;
	size_t text_bytes, text_used; /* cap and use of decoded text */
	struct header_field fields[LIMIT_HEADER_FIELDS];
	size_t field_count;
	size_t header_used; /* of LIMIT_HEADER_BYTES */
	struct oddity oddities[ODD_COUNT];
	size_t oddity_count;
	bool seen[ODD_COUNT];
	struct text rest;    /* of what is shown, when there are too many texts */
	struct text names;   /* of attachments, one a line */
	struct text senders; /* display names, one a line */
	int part;            /* the MIME leaf that texts and oddities belong to, from 1 */
	int parts;           /* leaves so far */
	unsigned nested;     /* walks that are open inside of encoded messages */
	unsigned compared;   /* addresses of enclosed messages */
	bool subject_seen, from_seen;
	bool lost; /* memory ran out */
};

/* Returns: 0, or -1 with err set. */
int store_init(struct store *store, size_t text_bytes, struct xs_error *err);
void store_begin(struct store *store);
/* Names and senders become texts. */
void store_finish(struct store *store);
void store_free(struct store *store);

void store_odd(struct store *store, enum odd odd);
/* Keep a copy of a text, as far as the cap allows. Shown texts beyond LIMIT_TEXTS share the last one. */
void store_text(struct store *store, enum xs_text_kind kind, unsigned flags, const char *at, size_t len);
/* How much decoded text may still be kept. */
size_t store_room(const struct store *store);
bool store_is_full(const struct store *store);
/* A field of the message's own header. */
void store_field(struct store *store, const char *name, size_t name_len, const char *value, size_t value_len);
/* The To field of an enclosed message. Tells when it is addressed to a reader of the outer one: no server returns a
 * mail to those who were meant to get it. */
void store_enclosed_to(struct store *store, const char *value, size_t value_len);
/* An attachment's name. */
void store_name(struct store *store, const char *at, size_t len);
/* RFC 2047 decoded, appended to out; tells what was odd. */
void store_decode(struct store *store, struct text *out, const char *at, size_t len);
/* The display names of an address list, appended to out, one a line. */
void store_display_names(struct store *store, struct text *out, const char *at, size_t len);

#endif
