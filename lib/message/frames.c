/* frames.c: turns lines that start with two dashes into the beginnings and ends of parts.
 * It must not know readings or texts.
 * RFC 2046 section 5.1.1: a boundary line may end in blanks, and "must be compared with the beginning of each line".
 */
#include "message/frames.h"

#include <string.h>

static struct bytes frames_keep(struct frames *frames, const char *at, size_t len)
{
	struct bytes kept = {arena_copy(&frames->store->arena, at, len), len};

	if (kept.at == NULL)
		kept = (struct bytes){"", 0};
	return kept;
}

struct frame *frames_push(struct frames *frames, enum container kind, const struct content *content)
{
	struct frame *frame = &frames->at[frames->depth++];

	memset(frame, 0, sizeof *frame);
	frame->kind = kind;
	if (kind == CONTAINER_MESSAGE)
		return frame;
	frame->boundary_count = content_boundaries(content, frame->boundaries, FRAME_BOUNDARIES);
	for (size_t i = 0; i < frame->boundary_count; i++)
		frame->boundaries[i] = frames_keep(frames, frame->boundaries[i].at, frame->boundaries[i].len);
	frame->learn = frame->boundary_count == 0;
	return frame;
}

void frames_pop(struct frames *frames, size_t depth)
{
	while (frames->depth > depth) {
		const struct frame *frame = &frames->at[--frames->depth];

		if (frame->kind == CONTAINER_MESSAGE)
			continue;
		if (!frame->begun)
			store_odd(frames->store, ODD_BOUNDARY_UNUSED);
		else if (!frame->closed)
			store_odd(frames->store, ODD_BOUNDARY_UNTERMINATED);
	}
}

bool frames_in_message(const struct frames *frames)
{
	for (size_t i = 0; i < frames->depth; i++)
		if (frames->at[i].kind == CONTAINER_MESSAGE)
			return true;
	return false;
}

bool frames_in_digest(const struct frames *frames)
{
	return frames->depth > 0 && frames->at[frames->depth - 1].kind == CONTAINER_DIGEST;
}

/* The innermost container's header names no boundary, and here is a line that looks like one. */
static void frames_learn(struct frames *frames, const char *at, size_t len)
{
	struct frame *frame = frames->depth > 0 ? &frames->at[frames->depth - 1] : NULL;

	if (frame == NULL || !frame->learn || len < 2 || len > LIMIT_BOUNDARY_BYTES || memchr(at, ' ', len) != NULL)
		return;
	frame->learn = false;
	frame->boundaries[0] = frames_keep(frames, at, len);
	frame->boundary_count = frame->boundaries[0].len > 0;
}

/* Compare a line, behind its dashes, with one boundary; best keeps the better of what was found. */
static void match_boundary(struct match *best, size_t frame, struct bytes boundary, const char *at, size_t len)
{
	struct match match = {.found = true, .frame = frame, .len = boundary.len};

	if (boundary.len == 0 || len < boundary.len || memcmp(at, boundary.at, boundary.len) != 0)
		return;
	at += boundary.len;
	len -= boundary.len;
	match.closing = len >= 2 && at[0] == '-' && at[1] == '-';
	match.exact = len == 0 || (match.closing && len == 2);
	if (best->found && (best->exact || (!match.exact && match.len <= best->len)))
		return;
	*best = match;
}

bool frames_match(struct frames *frames, struct match *match_out, const struct line *line)
{
	size_t len = line->len;

	memset(match_out, 0, sizeof *match_out);
	if (!line->first || !line->last || len < 2 || line->at[0] != '-' || line->at[1] != '-')
		return false;
	while (len > 2 && ascii_is_space(line->at[len - 1]))
		len--;
	frames_learn(frames, line->at + 2, len - 2);
	for (size_t i = frames->depth; i > 0; i--) {
		const struct frame *frame = &frames->at[i - 1];

		for (size_t k = 0; k < frame->boundary_count; k++)
			match_boundary(match_out, i - 1, frame->boundaries[k], line->at + 2, len - 2);
	}
	return match_out->found;
}
