/* header.c: turns header lines into fields.
 * It must not know what a field means.
 * RFC 5322 section 2.2; section 4.5.2 for blanks before the colon.
 */
#include "message/header.h"

#include "base/limits.h"

#include <string.h>

void header_init(struct header *header,
		 void (*field)(void *ctx, const char *name, size_t name_len, const char *value, size_t value_len),
		 void *ctx)
{
	memset(header, 0, sizeof *header);
	header->field = field;
	header->ctx = ctx;
	text_init(&header->open, LIMIT_HEADER_LINE);
}

void header_begin(struct header *header)
{
	text_reset(&header->open);
	header->blank_colon = false;
	header->limited = false;
	header->lost = false;
}

void header_free(struct header *header)
{
	text_free(&header->open);
}

/* The length of a field name at the start of a line, 0 when there is none. *colon_out is the colon's place. */
static size_t header_name(size_t *colon_out, const char *at, size_t len)
{
	size_t name = 0, colon;

	while (name < len && at[name] > ' ' && at[name] < 0x7f && at[name] != ':')
		name++;
	for (colon = name; colon < len && (at[colon] == ' ' || at[colon] == '\t');)
		colon++;
	*colon_out = colon;
	return colon < len && at[colon] == ':' ? name : 0;
}

void header_finish(struct header *header)
{
	size_t colon, name;
	const struct text *open = &header->open;

	header->limited = header->limited || open->full;
	header->lost = header->lost || open->lost;
	if (open->len == 0)
		return;
	name = header_name(&colon, open->at, open->len);
	header->blank_colon = header->blank_colon || colon > name;
	header->field(header->ctx, open->at, name, open->at + colon + 1, open->len - colon - 1);
	text_reset(&header->open);
}

enum header_step header_line(struct header *header, const struct line *line)
{
	size_t len = line->len, colon;

	if (!line->first) { /* a later piece of a long line */
		text_add(&header->open, line->at, len);
		return HEADER_MORE;
	}
	while (line->last && len > 0 && line->at[len - 1] == '\r')
		len--;
	if (len == 0 && line->last) {
		header_finish(header);
		return HEADER_END;
	}
	if ((line->at[0] == ' ' || line->at[0] == '\t') && header->open.len > 0) {
		text_add(&header->open, line->at, len);
		return HEADER_MORE;
	}
	if (header_name(&colon, line->at, len) == 0)
		return HEADER_NOT;
	header_finish(header);
	text_add(&header->open, line->at, len);
	return HEADER_MORE;
}
