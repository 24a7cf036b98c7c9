/* lines.c: turns bytes in any pieces into lines.
 * It must not know what the lines are.
 * RFC 5322 section 2.1, and what RFC 5322 section 4 says about bare CR and LF.
 */
#include "message/lines.h"

#include "base/limits.h"

#include <string.h>

void lines_init(struct lines *lines, bool (*put)(void *ctx, const struct line *line), void *ctx)
{
	memset(lines, 0, sizeof *lines);
	lines->put = put;
	lines->ctx = ctx;
	text_init(&lines->held, 0);
}

void lines_begin(struct lines *lines)
{
	text_reset(&lines->held);
	lines->goes_on = false;
	lines->crs = 0;
	lines->stopped = false;
	lines->lost = false;
}

void lines_free(struct lines *lines)
{
	text_free(&lines->held);
}

static void lines_put(struct lines *lines, const char *at, size_t len, const char *end)
{
	const struct line line = {
		.at = at,
		.len = len,
		.end = end != NULL ? end : "",
		.end_len = end != NULL ? strlen(end) : 0,
		.first = !lines->goes_on,
		.last = end != NULL,
	};

	lines->goes_on = end == NULL;
	if (!lines->stopped && !lines->put(lines->ctx, &line))
		lines->stopped = true;
}

/* More of the line that is being read; whole pieces of it leave at once, and at the same places for any chunking. */
static void lines_add(struct lines *lines, const char *at, size_t len)
{
	while (!lines->stopped && lines->held.len + len >= LIMIT_BODY_LINE) {
		size_t some = LIMIT_BODY_LINE - lines->held.len;

		if (lines->held.len == 0) {
			lines_put(lines, at, some, NULL);
		} else {
			text_add(&lines->held, at, some);
			lines->lost = lines->lost || lines->held.lost;
			lines_put(lines, lines->held.at, lines->held.len, NULL);
			text_reset(&lines->held);
		}
		at += some;
		len -= some;
	}
	text_add(&lines->held, at, len);
	lines->lost = lines->lost || lines->held.lost;
}

/* The end of the line that is being read; at and len are its last bytes. */
static void lines_end(struct lines *lines, const char *at, size_t len, const char *end)
{
	if (lines->held.len == 0 && len < LIMIT_BODY_LINE) { /* the usual case: nothing is copied */
		lines_put(lines, at, len, end);
		return;
	}
	lines_add(lines, at, len);
	lines_put(lines, lines->held.at, lines->held.len, end);
	text_reset(&lines->held);
}

/* CRs were read, and now it is known what follows them. */
static void lines_settle(struct lines *lines, char next)
{
	size_t crs = lines->crs;

	lines->crs = 0;
	if (next == '\n') {
		for (; crs > 1; crs--)
			lines_add(lines, "\r", 1);
		lines_end(lines, "", 0, "\r\n");
		return;
	}
	for (; crs > 0 && !lines->stopped; crs--)
		lines_end(lines, "", 0, "\r");
}

void lines_more(struct lines *lines, const char *at, size_t len)
{
	const char *end = at + len;

	while (at < end && !lines->stopped) {
		const char *stop = at;

		if (lines->crs > 0) {
			if (*at == '\r') {
				lines->crs++;
				at++;
				continue;
			}
			lines_settle(lines, *at);
			at += *at == '\n';
			continue;
		}
		while (stop < end && *stop != '\r' && *stop != '\n')
			stop++;
		if (stop == end) {
			lines_add(lines, at, (size_t)(end - at));
			return;
		}
		if (*stop == '\n') {
			lines_end(lines, at, (size_t)(stop - at), "\n");
		} else if (end - stop >= 2 && stop[1] == '\n') {
			lines_end(lines, at, (size_t)(stop - at), "\r\n");
			stop++;
		} else {
			lines_add(lines, at, (size_t)(stop - at));
			lines->crs = 1;
		}
		at = stop + 1;
	}
}

void lines_finish(struct lines *lines)
{
	if (lines->crs > 0)
		lines_settle(lines, '\0');
	if (!lines->stopped && lines->held.len > 0) {
		struct line line = {.at = lines->held.at,
				    .len = lines->held.len,
				    .end = "",
				    .first = !lines->goes_on,
				    .last = true};

		lines->put(lines->ctx, &line);
	}
	text_reset(&lines->held);
}
