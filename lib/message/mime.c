/* mime.c: turns the lines of a message into headers and bodies, and hands each body to those who read it.
 * It must not know text, charsets or what mail says.
 * RFC 5322, RFC 2046 section 5. The stack of open containers is its own: nothing recurses on the mail's nesting.
 * Messages inside of encoded bodies, each a walk of its own, are at most MIME_NESTED deep.
 */
#include "message/mime.h"

#include "message/frames.h"
#include "message/header.h"
#include "message/readings.h"
#include "message/sniff.h"

#include <stdlib.h>
#include <string.h>

struct mime {
	struct store *store;
	struct lines lines;
	struct header header;
	struct content content;
	struct frames frames;
	struct readings readings;
	unsigned base;  /* depth of the walk that this one is inside of */
	unsigned flags; /* of every text: enum text_flag */
	bool top;       /* the message itself, not one inside of an encoded body */
	bool in_header;
	bool of_message;      /* the header is a message's, not a part's */
	size_t fields;        /* of this header so far */
	bool blanks;          /* met empty lines in front of this header */
	bool broken;          /* met a line in this header that is none of it */
	bool between;         /* in a preamble or an epilogue of which no line with text was read */
	bool fresh;           /* in a leaf of which no line with text was read */
	bool blocks;          /* in a leaf that may hold uuencoded blocks: it is not encoded otherwise */
	struct text enclosed; /* subject and display names of an enclosed message */
	size_t bytes;
};

static const struct nested nested_walk;

static struct reading *mime_read(struct mime *mime, const struct plan *plan, size_t level)
{
	struct plan own = *plan;

	own.flags |= mime->flags | (frames_in_message(&mime->frames) ? TEXT_ENCLOSED : 0u);
	own.depth = mime->base + (unsigned)mime->frames.depth;
	own.nested = &nested_walk;
	if (own.preface.len > 0) /* the next header will overwrite it */
		own.preface.at = arena_copy(&mime->store->arena, own.preface.at, own.preface.len);
	if (own.preface.at == NULL)
		own.preface.len = 0;
	return readings_begin(&mime->readings, &own, level);
}

/* A reading that begins in the middle, with this line. */
static void mime_start(struct mime *mime, const struct plan *plan, const struct line *line)
{
	struct reading *reading = mime_read(mime, plan, mime->frames.depth);

	if (reading != NULL)
		reading_line(reading, line);
}

/* ---- headers ---------------------------------------------------------------------------------------------------- */

static void mime_field(void *ctx, const char *name, size_t name_len, const char *value, size_t value_len)
{
	struct mime *mime = ctx;

	mime->fields++;
	content_field(&mime->content, name, name_len, value, value_len);
	if (!mime->of_message)
		return;
	if (mime->top && mime->frames.depth == 0) {
		store_field(mime->store, name, name_len, value, value_len);
	} else if (ascii_same(name, name_len, "subject", 7)) {
		store_decode(mime->store, &mime->enclosed, value, value_len);
		text_add_char(&mime->enclosed, '\n');
	} else if (ascii_same(name, name_len, "from", 4)) {
		store_display_names(mime->store, &mime->enclosed, value, value_len);
	} else if (ascii_same(name, name_len, "to", 2)) {
		store_enclosed_to(mime->store, value, value_len);
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
	mime->blanks = false;
	mime->broken = false;
}

static void mime_end_header(struct mime *mime)
{
	struct store *store = mime->store;

	header_finish(&mime->header);
	mime->in_header = false;
	if (mime->header.blank_colon)
		store_odd(store, ODD_HEADER_BLANK_COLON);
	if (mime->header.limited)
		store_odd(store, ODD_LIMIT_HEADER_LINE);
	store->lost = store->lost || mime->header.lost || mime->enclosed.lost;
	if (mime->enclosed.len == 0)
		return;
	store->part = store->parts + 1; /* the leaf that this header stands before */
	store_text(store, XS_TEXT_HEADER, mime->flags | TEXT_ENCLOSED, mime->enclosed.at, mime->enclosed.len);
}

static void mime_push(struct mime *mime, enum container container)
{
	const struct plan all = {.as = READ_PLAIN, .kind = XS_TEXT_VISIBLE, .flags = TEXT_ALTERNATE};
	const struct frame *frame = frames_push(&mime->frames, container, &mime->content);

	if (container == CONTAINER_MESSAGE) {
		mime_begin_header(mime, true);
		return;
	}
	mime->between = !frame->learn;
	if (frame->learn) /* no boundary is known: to some clients the body is plain text */
		mime_read(mime, &all, mime->frames.depth - 1);
}

/* What the header makes of the body. */
static enum container mime_container(struct mime *mime)
{
	enum container container = content_container(&mime->content, frames_in_digest(&mime->frames));

	if (container == CONTAINER_NONE || mime->base + mime->frames.depth < LIMIT_MIME_DEPTH)
		return container;
	store_odd(mime->store, ODD_LIMIT_DEPTH);
	return CONTAINER_NONE;
}

/* The header is complete: what is the body, and who reads it? */
static void mime_begin_body(struct mime *mime)
{
	struct store *store = mime->store;
	struct plan plans[CONTENT_PLANS];
	enum container container;
	size_t count;

	mime_end_header(mime);
	mime->fresh = true;
	mime->blocks = false;
	container = mime_container(mime);
	if (container == CONTAINER_NONE && store->parts == LIMIT_MIME_PARTS) {
		store_odd(store, ODD_LIMIT_PARTS);
		return;
	}
	if (container == CONTAINER_NONE)
		store->part = ++store->parts;
	else if (container == CONTAINER_MESSAGE)
		store->part = store->parts + 1; /* its own leaf, or the first of them */
	count = content_plans(&mime->content, plans, container);
	for (size_t i = 0; i < count; i++) {
		if (plans[i].as == READ_NOTHING)
			continue;
		mime_read(mime, &plans[i], mime->frames.depth);
		if (plans[i].as == READ_PLAIN && plans[i].transfer == TRANSFER_NONE && container == CONTAINER_NONE)
			mime->blocks = true;
	}
	if (container != CONTAINER_NONE)
		mime_push(mime, container);
}

static bool starts(const struct line *line, const char *with)
{
	return line->len >= strlen(with) && ascii_same(line->at, strlen(with), with, strlen(with));
}

static bool is_blank_line(const struct line *line)
{
	for (size_t i = 0; i < line->len; i++)
		if (!ascii_is_space(line->at[i]))
			return false;
	return true;
}

/* Returns: false when the line is the first of the body. */
static bool mime_header_line(struct mime *mime, const struct line *line)
{
	const struct plan rest = {.as = READ_PLAIN, .kind = XS_TEXT_VISIBLE, .flags = TEXT_ALTERNATE};
	bool none_yet = mime->fields == 0 && mime->header.open.len == 0;
	bool mbox = starts(line, "From ") || starts(line, ">From ");

	if (none_yet && mime->of_message && line->first && (mbox || is_blank_line(line))) {
		mime->blanks = mime->blanks || !mbox;
		return true; /* in front of the header */
	}
	/* Behind empty lines stands a header, as mail stores write it, or the body of a message that has none. */
	if (!none_yet || !mime->blanks || sniff_is_message(line->at, line->len)) {
		switch (header_line(&mime->header, line)) {
		case HEADER_MORE:
			return true;
		case HEADER_END:
			mime_begin_body(mime);
			return true;
		case HEADER_NOT:
			break;
		}
	}
	if (none_yet) { /* no header at all; what is in a message has none, either */
		while (mime->in_header)
			mime_begin_body(mime);
		return false;
	}
	/* Some clients skip such a line, to some it is the body's first: the header goes on, and a second reading
	 * begins. */
	if (!mbox && !mime->broken) { /* the first such line's reading has the later ones, too */
		mime->broken = true;
		store_odd(mime->store, ODD_HEADER_BROKEN);
		mime_start(mime, &rest, line);
	}
	return true;
}

/* ---- bodies ----------------------------------------------------------------------------------------------------- */

/* A uuencoded or yEnc block in plain text: one reading at a time, from its first line to its last. */
static void mime_block(struct mime *mime, const struct line *line)
{
	struct plan plan = {.as = READ_SNIFF, .kind = XS_TEXT_VISIBLE, .flags = TEXT_ATTACHMENT};
	const char *name;
	size_t len;
	char begins = uu_begins(&name, &len, line->at, line->len);

	if (begins == 0 || readings_close_blocks(&mime->readings))
		return;
	plan.transfer = begins == 'y' ? TRANSFER_YENC : TRANSFER_UU;
	store_odd(mime->store, begins == 'y' ? ODD_YENC : ODD_UUENCODE);
	content_file_name(&mime->content, &plan, name, len);
	mime_start(mime, &plan, line);
}

static void mime_body_line(struct mime *mime, const struct line *line)
{
	const struct plan hidden = {.as = READ_PLAIN, .kind = XS_TEXT_HIDDEN};
	const struct plan inner = {.as = READ_MESSAGE, .kind = XS_TEXT_VISIBLE, .flags = TEXT_ALTERNATE};

	if (!line->first || is_blank_line(line))
		return;
	if (mime->between) { /* no client shows a preamble or an epilogue, and so only a machine reads it */
		mime->between = false;
		mime_start(mime, &hidden, line);
	}
	if (!mime->blocks)
		return;
	/* To some clients the header goes on behind an empty line too many. */
	if (mime->fresh && (starts(line, "content-type:") || starts(line, "content-transfer-encoding:") ||
			    starts(line, "mime-version:"))) {
		store_odd(mime->store, ODD_HEADER_IN_BODY);
		mime_start(mime, &inner, line);
	}
	mime->fresh = false;
	mime_block(mime, line);
}

static void mime_boundary(struct mime *mime, const struct match *match, const struct line *line)
{
	struct frame *frame = &mime->frames.at[match->frame];

	while (mime->in_header) /* a part that ends in its header; a message in it has an empty header of its own */
		mime_begin_body(mime);
	for (size_t i = match->frame + 1; i < mime->frames.depth; i++)
		if (!mime->frames.at[i].begun) /* a multipart that never began is all preamble: some show it */
			readings_show(&mime->readings, i + 1);
	if (match->exact) {
		readings_close(&mime->readings, match->frame + 1);
	} else { /* RFC 2046 calls it a boundary, most clients do not: what is open goes on beside the new part */
		store_odd(mime->store, ODD_BOUNDARY_PREFIX);
		readings_doubt(&mime->readings, match->frame + 1);
	}
	readings_line(&mime->readings, line); /* to those that go on it is text */
	frames_pop(&mime->frames, match->frame + 1);
	frame->begun = true;
	mime->blocks = false;
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
	size_t before;

	if (store_is_full(mime->store)) {
		store_odd(mime->store, ODD_LIMIT_TEXT);
		return false;
	}
	mime->bytes += line->len + line->end_len;
	if (line->end_len == 1 && line->end[0] == '\r')
		store_odd(mime->store, ODD_BARE_CR);
	if (frames_match(&mime->frames, &match, line)) {
		mime_boundary(mime, &match, line);
		return true;
	}
	before = mime->readings.count;
	readings_line(&mime->readings, line);
	if (!mime->in_header) {
		mime_body_line(mime, line);
	} else if (!mime_header_line(mime, line)) {
		readings_line_new(&mime->readings, before, line);
		mime_body_line(mime, line);
	}
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
	mime->frames.store = store;
	lines_init(&mime->lines, mime_line, mime);
	header_init(&mime->header, mime_field, mime);
	content_init(&mime->content, store);
	readings_init(&mime->readings, store);
	text_init(&mime->enclosed, LIMIT_HEADER_LINE);
	return mime;
}

void mime_free(struct mime **mime_io)
{
	struct mime *mime = *mime_io;

	*mime_io = NULL;
	if (mime == NULL)
		return;
	readings_free(&mime->readings);
	lines_free(&mime->lines);
	header_free(&mime->header);
	content_free(&mime->content);
	text_free(&mime->enclosed);
	free(mime);
}

void mime_begin(struct mime *mime)
{
	readings_drop(&mime->readings); /* of a message that was given up in the middle */
	mime->frames.depth = 0;
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
	struct store *store = mime->store;

	lines_finish(&mime->lines);
	while (mime->in_header)
		mime_begin_body(mime);
	for (size_t i = 0; i < mime->frames.depth; i++)
		if (!mime->frames.at[i].begun)
			readings_show(&mime->readings, i + 1);
	readings_end(&mime->readings);
	frames_pop(&mime->frames, 0);
	store->lost = store->lost || mime->lines.lost;
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
	mime->flags = flags;
	mime_begin(mime);
	return mime;
}

static void nested_more(void *nested, const char *at, size_t len)
{
	mime_more(nested, at, len);
}

static void nested_close(void *nested)
{
	struct mime *mime = nested;

	mime_finish(mime);
	mime->store->nested--;
	mime_free(&mime);
}

static void nested_drop(void *nested)
{
	struct mime *mime = nested;

	mime_free(&mime);
}

static const struct nested nested_walk = {nested_open, nested_more, nested_close, nested_drop};
