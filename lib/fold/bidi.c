/* bidi.c: turns runs under U+202E (right-to-left override) round.
 * It must not know words or scripts, except which letters run right to left anyway.
 * UAX #9, X4 to X7, for text that is otherwise left to right: embeddings inside an override keep their own order.
 */
#include "fold/bidi.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "fold/fold_table.h"

#define LRE 0x202au
#define PDF 0x202cu
#define RLO 0x202eu

static size_t next_codepoint(uint32_t *codepoint_out, const char *at, size_t len)
{
	size_t used;

	if ((unsigned char)*at < 0x80) {
		*codepoint_out = (unsigned char)*at;
		return 1;
	}
	used = utf8_decode(codepoint_out, at, len);
	if (used != 0)
		return used;
	*codepoint_out = 0xfffd;
	return 1;
}

static bool is_opener(uint32_t codepoint)
{
	return codepoint >= LRE && codepoint <= RLO && codepoint != PDF;
}

/* Hebrew, Arabic and their like: an override changes nothing in what their reader sees. */
static bool runs_right_to_left(uint32_t codepoint)
{
	return (codepoint >= 0x590 && codepoint <= 0x8ff) || (codepoint >= 0xfb1d && codepoint <= 0xfdff) ||
	       (codepoint >= 0xfe70 && codepoint <= 0xfefe) || (codepoint >= 0x10800 && codepoint <= 0x10fff) ||
	       (codepoint >= 0x1e800 && codepoint <= 0x1efff);
}

/* The end of what an override or embedding began, at most the end of the line; the closing sign is not in it. */
static size_t find_end(const char *in, size_t len, bool *rtl_out)
{
	size_t at = 0;
	unsigned depth = 1;

	*rtl_out = false;
	while (at < len && in[at] != '\n') {
		uint32_t codepoint;
		size_t used = next_codepoint(&codepoint, in + at, len - at);

		if (codepoint == PDF && --depth == 0)
			break;
		depth += is_opener(codepoint);
		*rtl_out |= runs_right_to_left(codepoint);
		at += used;
	}
	return at;
}

/* One letter with its marks. */
static size_t cluster_len(const char *in, size_t len, unsigned *letters)
{
	uint32_t codepoint;
	size_t at = next_codepoint(&codepoint, in, len);
	uint8_t kind = fold_table_at(codepoint)->kind;

	*letters += kind == FOLD_LETTER || kind == FOLD_SPACELESS;
	while (at < len && (unsigned char)in[at] >= 0x80) { /* no mark is ASCII */
		size_t used = next_codepoint(&codepoint, in + at, len - at);

		if (fold_table_at(codepoint)->kind != FOLD_MARK)
			break;
		at += used;
	}
	return at;
}

/* Write a run back to front; inner embeddings stay in order, inner overrides are the same override. */
static void turn_run(char *out, const char *in, size_t len, unsigned *letters)
{
	size_t at = 0, free = len;

	while (at < len) {
		uint32_t codepoint;
		size_t used = next_codepoint(&codepoint, in + at, len - at);
		bool rtl;

		if (is_opener(codepoint) && codepoint != RLO)
			used += find_end(in + at + used, len - at - used, &rtl);
		else
			used = cluster_len(in + at, len - at, letters);
		free -= used;
		memcpy(out + free, in + at, used);
		at += used;
	}
}

static int add_run(struct bidi *bidi, size_t from, size_t to)
{
	if (bidi->count == bidi->room) {
		size_t room = bidi->room == 0 ? 16 : bidi->room * 2;
		struct bidi_run *runs = realloc(bidi->runs, room * sizeof *runs);

		if (runs == NULL)
			return -1;
		bidi->runs = runs;
		bidi->room = room;
	}
	bidi->runs[bidi->count++] = (struct bidi_run){from, to};
	return 0;
}

static int take_copy(struct bidi *bidi, const char *in, size_t len)
{
	if (len > bidi->size) {
		char *text = realloc(bidi->text, len);

		if (text == NULL)
			return -1;
		bidi->text = text;
		bidi->size = len;
	}
	memcpy(bidi->text, in, len);
	return 0;
}

static const char *find_override(const char *at, const char *end)
{
	while (end - at >= 3 && (at = memchr(at, 0xe2, (size_t)(end - at))) != NULL) {
		if (end - at >= 3 && at[1] == '\x80' && at[2] == '\xae')
			return at;
		at++;
	}
	return NULL;
}

int bidi_show(struct bidi *bidi, const char *in, size_t len)
{
	const char *found = len == 0 ? NULL : find_override(in, in + len);

	bidi->count = 0;
	bidi->letters = 0;
	if (found == NULL)
		return 0;
	if (take_copy(bidi, in, len) != 0)
		return -1;
	while (found != NULL) {
		size_t from = (size_t)(found - in) + 3; /* behind U+202E */
		bool rtl;
		size_t to = from + find_end(in + from, len - from, &rtl);

		if (!rtl && to > from) {
			turn_run(bidi->text + from, in + from, to - from, &bidi->letters);
			if (add_run(bidi, from, to) != 0)
				return -1;
		}
		found = find_override(in + to, in + len);
	}
	return 1;
}

void bidi_place(const struct bidi *bidi, uint32_t *map, size_t len)
{
	const struct bidi_run *run = bidi->runs, *end = bidi->runs + bidi->count;

	for (size_t i = 0; i < len && run < end; i++) {
		while (run < end && map[i] >= run->to)
			run++;
		if (run < end && map[i] > run->from)
			map[i] = (uint32_t)run->from;
	}
}

void bidi_free(struct bidi *bidi)
{
	free(bidi->text);
	free(bidi->runs);
	*bidi = (struct bidi){0};
}
