/* mime.c: turns the lines of a message into headers and bodies, and hands each body to those who read it.
 * It must not know text, charsets or what mail says.
 * RFC 2046 section 5, RFC 5322. The stack of open containers is its own; nothing recurses on the mail's nesting, and
 * messages inside of encoded bodies, each a walk of its own, are at most MIME_NESTED deep.
 */
#include "message/mime.h"

#include "message/content.h"
#include "message/header.h"

#include <stdlib.h>
#include <string.h>

#define FRAME_BOUNDARIES 4

/* An open container. */
struct frame {
	enum container kind;
	struct bytes boundaries[FRAME_BOUNDARIES];
	size_t boundary_count;
	bool begun;  /* met its first boundary */
	bool closed; /* met its closing one: what follows is epilogue */
};

struct mime {
	struct store *store;
	struct lines lines;
	struct header header;
	struct content content;
	struct frame frames[LIMIT_MIME_DEPTH];
	size_t depth;
	unsigned base;          /* depth of the walk that this one is inside of */
	unsigned flags;         /* for every text: TEXT_ENCLOSED in an enclosed message */
	bool top;               /* the message itself, not one inside of an encoded body */
	bool in_header;
	bool of_message;        /* the header is a message's, not a part's */
	bool between;           /* in a preamble or an epilogue */
	size_t fields;          /* of this header so far */
	struct text enclosed;   /* subject and display names of an enclosed message */
	struct reading *open;   /* in the order they were begun */
	struct reading *idle;
	size_t open_count;
	size_t bytes;
};

static const struct nested nested_walk;

/* ---- readings --------------------------------------------------------------------------------------------------- */

static struct reading *mime_read(struct mime *mime, const struct plan *plan)
{
	struct reading *reading = mime->idle;
	struct reading **last = &mime->open;
	struct plan own = *plan;

	if (mime->open_count == MIME_READINGS) {
		store_odd(mime->store, ODD_LIMIT_READINGS);
		return NULL;
	}
	if (reading != NULL)
		mime->idle = reading->next;
	else
		reading = reading_new(mime->store);
	if (reading == NULL) {
		mime->store->lost = true;
		return NULL;
	}
	own.flags |= mime->flags;
	own.depth = mime->base + (unsigned)mime->depth;
	own.nested = &nested_walk;
	reading_begin(reading, &own);
	reading->level = mime->depth;
	reading->next = NULL;
	while (*last != NULL)
		last = &(*last)->next;
	*last = reading;
	mime->open_count++;
	return reading;
}

static void mime_read_plain(struct mime *mime, enum xs_text_kind kind, unsigned flags, const struct line *line)
{
	const struct plan plan = { .as = READ_PLAIN, .kind = kind, .flags = flags };
	struct reading *reading = mime_read(mime, &plan);

	if (reading != NULL)
		reading_line(reading, line);
}

/* Finish the readings that began at this depth or deeper. */
static void mime_close_readings(struct mime *mime, size_t level)
{
	struct reading **place = &mime->open;

	while (*place != NULL) {
		struct reading *reading = *place;

		if (reading->level < level) {
			place = &reading->next;
			continue;
		}
		reading_finish(reading);
		*place = reading->next;
		reading->next = mime->idle;
		mime->idle = reading;
		mime->open_count--;
	}
}

/* ---- headers ---------------------------------------------------------------------------------------------------- */

static void mime_field(void *ctx, const char *name, size_t name_len, const char *value, size_t value_len)
{
	struct mime *mime = ctx;

	mime->fields++;
	content_field(&mime->content, name, name_len, value, value_len);
	if (!mime->of_message)
		return;
	if (mime->top && mime->depth == 0) {
		store_field(mime->store, name, name_len, value, value_len);
	} else if (ascii_same(name, name_len, "subject", 7)) {
		store_decode(mime->store, &mime->enclosed, value, value_len);
		text_add_char(&mime->enclosed, '\n');
	} else if (ascii_same(name, name_len, "from", 4)) {
		store_display_names(mime->store, &mime->enclosed, value, value_len);
	}
}

static void mime_begin_header(struct mime *mime, bool of_message)
{
	header_begin(&mime->header);
	content_begin(&mime->content);
	text_reset(&mime->enclosed);
	mime->in_header = true;
	mime->of_message = of_message;
	mime->between = false;
	mime->fields = 0;
}

static void mime_push(struct mime *mime, enum container kind)
{
	struct frame *frame = &mime->frames[mime->depth++];

	memset(frame, 0, sizeof *frame);
	frame->kind = kind;
	if (kind == CONTAINER_MESSAGE) {
		mime->flags |= TEXT_ENCLOSED;
		mime_begin_header(mime, true);
		return;
	}
	frame->boundary_count = content_boundaries(&mime->content, frame->boundaries, FRAME_BOUNDARIES);
	for (size_t i = 0; i < frame->boundary_count; i++) {
		struct bytes *boundary = &frame->boundaries[i];

		boundary->at = arena_copy(&mime->store->arena, boundary->at, boundary->len);
		if (boundary->at == NULL)
			boundary->len = 0;
	}
	mime->between = true;
}

static void mime_pop(struct mime *mime, size_t depth)
{
	while (mime->depth > depth) {
		const struct frame *frame = &mime->frames[--mime->depth];

		if (frame->kind != CONTAINER_MESSAGE && !frame->begun)
			store_odd(mime->store, ODD_BOUNDARY_UNUSED);
		else if (frame->kind != CONTAINER_MESSAGE && !frame->closed)
			store_odd(mime->store, ODD_BOUNDARY_UNTERMINATED);
	}
	mime->flags &= mime->top ? ~(unsigned)TEXT_ENCLOSED : ~0u;
	for (size_t i = 0; i < mime->depth; i++)
		if (mime->frames[i].kind == CONTAINER_MESSAGE)
			mime->flags |= TEXT_ENCLOSED;
}

/* The header is complete: what is the body, and who reads it? */
static void mime_begin_body(struct mime *mime)
{
	bool in_digest = mime->depth > 0 && mime->frames[mime->depth - 1].kind == CONTAINER_DIGEST;
	struct store *store = mime->store;
	struct plan plans[CONTENT_PLANS];
	enum container container;
	size_t count;

	header_finish(&mime->header);
	if (mime->header.blank_colon)
		store_odd(store, ODD_HEADER_BLANK_COLON);
	if (mime->header.limited)
		store_odd(store, ODD_LIMIT_HEADER_LINE);
	mime->in_header = false;
	if (mime->enclosed.len > 0)
		store->part = store->parts + 1; /* the leaf that this header stands before */
	store_text(store, XS_TEXT_HEADER, mime->flags | TEXT_ENCLOSED, mime->enclosed.at, mime->enclosed.len);
	container = content_container(&mime->content, in_digest);
	if (container != CONTAINER_NONE && mime->base + mime->depth >= LIMIT_MIME_DEPTH) {
		store_odd(store, ODD_LIMIT_DEPTH);
		container = CONTAINER_NONE;
	}
	if (container == CONTAINER_NONE && store->parts == LIMIT_MIME_PARTS) {
		store_odd(store, ODD_LIMIT_PARTS);
		return;
	}
	if (container == CONTAINER_NONE)
		store->part = ++store->parts;
	count = content_plans(&mime->content, plans, container);
	for (size_t i = 0; i < count; i++)
		if (plans[i].as != READ_NOTHING)
			mime_read(mime, &plans[i]);
	if (container != CONTAINER_NONE)
		mime_push(mime, container);
}

static bool is_mbox_line(const struct line *line)
{
	return (line->len >= 5 && memcmp(line->at, "From ", 5) == 0) || (line->len >= 6 && memcmp(line->at, ">From ", 6) == 0);
}

static bool is_blank_line(const struct line *line)
{
	for (size_t i = 0; i < line->len; i++)
		if (!ascii_is_space(line->at[i]))
			return false;
	return true;
}

static void mime_header_line(struct mime *mime, const struct line *line)
{
	if (mime->fields == 0 && mime->header.open.len == 0 && mime->of_message && (is_mbox_line(line) || is_blank_line(line)))
		return; /* before the header */
	switch (header_line(&mime->header, line)) {
	case HEADER_MORE:
		return;
	case HEADER_END:
		mime_begin_body(mime);
		return;
	case HEADER_NOT:
		break;
	}
	if (mime->fields == 0 && mime->header.open.len == 0) { /* no header at all */
		mime_begin_body(mime);
		for (struct reading *reading = mime->open; reading != NULL; reading = reading->next)
			if (reading->level == mime->depth)
				reading_line(reading, line);
		return;
	}
	/* Some clients skip such a line, to some it is the body's first: the header goes on, and a second reading begins. */
	if (!is_mbox_line(line)) {
		store_odd(mime->store, ODD_HEADER_BROKEN);
		mime_read_plain(mime, XS_TEXT_VISIBLE, TEXT_ALTERNATE, line);
	}
}

/* ---- bodies ----------------------------------------------------------------------------------------------------- */

static void mime_body_line(struct mime *mime, const struct line *line)
{
	if (!mime->between || is_blank_line(line))
		return;
	mime->between = false; /* preamble or epilogue: no client shows it, and so only a machine reads it */
	mime_read_plain(mime, XS_TEXT_HIDDEN, 0, line);
}

struct match {
	bool found;
	size_t frame;
	size_t len;  /* of the boundary */
	bool exact;
	bool closing;
};

static void match_boundary(struct match *best, size_t frame, struct bytes boundary, const char *at, size_t len)
{
	struct match match = { .found = true, .frame = frame, .len = boundary.len };

	if (len < boundary.len || (boundary.len > 0 && memcmp(at, boundary.at, boundary.len) != 0))
		return;
	at += boundary.len;
	len -= boundary.len;
	match.closing = len >= 2 && at[0] == '-' && at[1] == '-';
	match.exact = len == 0 || (match.closing && len == 2);
	if (!match.exact && boundary.len == 0)
		return;
	if (best->found && (best->exact || (!match.exact && match.len <= best->len)))
		return;
	*best = match;
}

/* Is the line a boundary of any open container? Innermost first, a whole line before a line that only starts so. */
static bool mime_find_boundary(const struct mime *mime, struct match *match_out, const struct line *line)
{
	size_t len = line->len;

	memset(match_out, 0, sizeof *match_out);
	while (len > 0 && ascii_is_space(line->at[len - 1]))
		len--;
	if (len < 2 || line->at[0] != '-' || line->at[1] != '-')
		return false;
	for (size_t i = mime->depth; i > 0; i--)
		for (size_t k = 0; k < mime->frames[i - 1].boundary_count; k++)
			match_boundary(match_out, i - 1, mime->frames[i - 1].boundaries[k], line->at + 2, len - 2);
	return match_out->found;
}

static void mime_boundary(struct mime *mime, const struct match *match)
{
	struct frame *frame = &mime->frames[match->frame];

	if (!match->exact)
		store_odd(mime->store, ODD_BOUNDARY_PREFIX);
	while (mime->in_header) /* a part that ends in its header; a message in it has an empty header of its own */
		mime_begin_body(mime);
	mime_close_readings(mime, match->frame + 1);
	mime_pop(mime, match->frame + 1);
	frame->begun = true;
	if (match->closing) {
		frame->closed = true;
		mime->between = true;
		return;
	}
	if (frame->closed)
		store_odd(mime->store, ODD_PART_AFTER_END);
	frame->closed = false;
	mime_begin_header(mime, false);
}

static bool mime_line(void *ctx, const struct line *line)
{
	struct mime *mime = ctx;
	struct match match;

	if (store_is_full(mime->store)) {
		store_odd(mime->store, store_room(mime->store) == 0 ? ODD_LIMIT_TEXT : ODD_LIMIT_TEXTS);
		return false;
	}
	mime->bytes += line->len + line->end_len;
	if (line->end_len == 1 && line->end[0] == '\r')
		store_odd(mime->store, ODD_BARE_CR);
	if (line->first && line->last && mime_find_boundary(mime, &match, line)) {
		mime_boundary(mime, &match);
		return true;
	}
	for (struct reading *reading = mime->open; reading != NULL; reading = reading->next)
		reading_line(reading, line);
	if (mime->in_header)
		mime_header_line(mime, line);
	else
		mime_body_line(mime, line);
	return true;
}

/* ---- the walk --------------------------------------------------------------------------------------------------- */

struct mime *mime_new(struct store *store)
{
	struct mime *mime = calloc(1, sizeof *mime);

	if (mime == NULL)
		return NULL;
	mime->store = store;
	mime->top = true;
	lines_init(&mime->lines, mime_line, mime);
	header_init(&mime->header, mime_field, mime);
	content_init(&mime->content, store);
	text_init(&mime->enclosed, LIMIT_HEADER_LINE);
	return mime;
}

void mime_free(struct mime **mime_io)
{
	struct mime *mime = *mime_io;

	*mime_io = NULL;
	if (mime == NULL)
		return;
	for (struct reading **place = &mime->open; *place != NULL;) { /* a message that was given up */
		struct reading *reading = *place;

		*place = reading->next;
		reading_free(&reading);
	}
	while (mime->idle != NULL) {
		struct reading *reading = mime->idle;

		mime->idle = reading->next;
		reading_free(&reading);
	}
	lines_free(&mime->lines);
	header_free(&mime->header);
	content_free(&mime->content);
	text_free(&mime->enclosed);
	free(mime);
}

void mime_begin(struct mime *mime)
{
	while (mime->open != NULL) { /* the last message was given up in the middle */
		struct reading *reading = mime->open;

		mime->open = reading->next;
		reading_free(&reading);
	}
	mime->open_count = 0;
	mime->depth = 0;
	mime->bytes = 0;
	lines_begin(&mime->lines);
	mime_begin_header(mime, true);
}

bool mime_more(struct mime *mime, const char *at, size_t len)
{
	lines_more(&mime->lines, at, len);
	return !mime->lines.stopped;
}

void mime_finish(struct mime *mime)
{
	lines_finish(&mime->lines);
	while (mime->in_header)
		mime_begin_body(mime);
	mime_close_readings(mime, 0);
	mime_pop(mime, 0);
	mime->store->lost = mime->store->lost || mime->lines.held.lost || mime->header.open.lost || mime->enclosed.lost;
}

size_t mime_bytes(const struct mime *mime)
{
	return mime->bytes;
}

/* ---- a message inside of an encoded body ------------------------------------------------------------------------ */

static void *nested_open(struct store *store, unsigned depth, unsigned flags)
{
	struct mime *mime;

	if (depth >= LIMIT_MIME_DEPTH || store->nested == MIME_NESTED) {
		store_odd(store, ODD_LIMIT_DEPTH);
		return NULL;
	}
	mime = mime_new(store);
	if (mime == NULL) {
		store->lost = true;
		return NULL;
	}
	store->nested++;
	mime->top = false;
	mime->base = depth;
	mime->flags = flags | TEXT_ENCLOSED;
	mime_begin(mime);
	return mime;
}

static void nested_more(void *nested, const char *at, size_t len)
{
	mime_more(nested, at, len);
}

static void nested_drop(void *nested)
{
	struct mime *mime = nested;

	mime_free(&mime);
}

static void nested_close(void *nested)
{
	struct mime *mime = nested;

	mime->store->nested--;
	mime_finish(mime);
	mime_free(&mime);
}

static const struct nested nested_walk = { nested_open, nested_more, nested_close, nested_drop };
