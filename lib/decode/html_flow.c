/* html_flow.c: turns pieces of text and the gaps between them into lines, in the order in which they are shown.
 * It must not know elements or styles.
 * CSS Text 3, section 4 (white space); Unicode Standard Annex 9, explicit overrides only.
 */
#include "decode/html_flow.h"

#include <string.h>

enum flow_class {
	FLOW_PLAIN,
	FLOW_WHITE,
	FLOW_NEWLINE,
	FLOW_DROP,   /* controls: nobody sees them */
	FLOW_SPECIAL /* the first byte of U+2000 to U+2FFF, which holds the overrides */
};

static const unsigned char flow_classes[256] = {
	FLOW_DROP, FLOW_DROP, FLOW_DROP,  FLOW_DROP,    FLOW_DROP,          FLOW_DROP,          FLOW_DROP,
	FLOW_DROP, FLOW_DROP, FLOW_WHITE, FLOW_NEWLINE, FLOW_DROP,          FLOW_WHITE,         FLOW_WHITE,
	FLOW_DROP, FLOW_DROP, FLOW_DROP,  FLOW_DROP,    FLOW_DROP,          FLOW_DROP,          FLOW_DROP,
	FLOW_DROP, FLOW_DROP, FLOW_DROP,  FLOW_DROP,    FLOW_DROP,          FLOW_DROP,          FLOW_DROP,
	FLOW_DROP, FLOW_DROP, FLOW_DROP,  FLOW_DROP,    [' '] = FLOW_WHITE, [0x7f] = FLOW_DROP, [0xe2] = FLOW_SPECIAL,
};

void html_flow_begin(struct html_flow *flow, struct text *out)
{
	memset(flow, 0, sizeof *flow);
	flow->out = out;
	flow->started = out->len > 0;
	flow->gap = flow->started ? FLOW_LINE : FLOW_NOTHING;
}

/* ---- what is shown from right to left -------------------------------------------------------------------------- */

/* Does the character stay behind the one before it (a combining mark)? */
static bool flow_is_mark(uint32_t codepoint)
{
	return (codepoint >= 0x300 && codepoint <= 0x36f) || (codepoint >= 0x1ab0 && codepoint <= 0x1aff) ||
	       (codepoint >= 0x1dc0 && codepoint <= 0x1dff) || (codepoint >= 0x20d0 && codepoint <= 0x20ff) ||
	       (codepoint >= 0xfe00 && codepoint <= 0xfe0f) || (codepoint >= 0xfe20 && codepoint <= 0xfe2f);
}

/* Hebrew, Arabic and their kin: they are read from right to left, so their order is right as it stands. */
static bool flow_is_right_to_left(uint32_t codepoint)
{
	return (codepoint >= 0x590 && codepoint <= 0x8ff) || (codepoint >= 0xfb1d && codepoint <= 0xfdff) ||
	       (codepoint >= 0xfe70 && codepoint <= 0xfeff) || (codepoint >= 0x10800 && codepoint <= 0x10fff);
}

static void flow_swap(char *low, char *high)
{
	while (low < high) {
		char byte = *low;

		*low++ = *--high;
		*high = byte;
	}
}

static char flow_mirror(char byte)
{
	static const char pairs[] = "()[]{}<>";
	const char *found = byte == '\0' ? NULL : strchr(pairs, byte);

	return found == NULL ? byte : pairs[(found - pairs) ^ 1];
}

/* Turn a run of text round in place: character by character, marks staying behind their letter, brackets mirrored. */
static void flow_turn(char *at, size_t len)
{
	size_t used, i;
	uint32_t codepoint;

	for (i = 0; i < len; i += used) {
		used = utf8_decode(&codepoint, at + i, len - i);
		if (used == 0 || flow_is_right_to_left(codepoint))
			return;
	}
	for (i = 0; i < len;) { /* each character's bytes first, so that turning all bytes sets them right */
		size_t from = i;

		i += utf8_decode(&codepoint, at + i, len - i);
		if (i - from == 1)
			at[from] = flow_mirror(at[from]);
		while (i < len && flow_is_mark((utf8_decode(&codepoint, at + i, len - i), codepoint)))
			i += utf8_decode(&codepoint, at + i, len - i);
		flow_swap(at + from, at + i);
	}
	flow_swap(at, at + len);
}

static void flow_turn_end(struct html_flow *flow)
{
	if (flow->turning)
		flow_turn(flow->out->at + flow->turn_at, flow->out->len - flow->turn_at);
	flow->turning = false;
}

static void flow_turn_begin(struct html_flow *flow)
{
	if (flow->turning || (!flow->reversed && flow->overrides == 0))
		return;
	flow->turning = true;
	flow->turn_at = flow->out->len;
}

void html_flow_reverse(struct html_flow *flow, bool reversed)
{
	flow->reversed = reversed;
	if (!reversed && flow->overrides == 0)
		flow_turn_end(flow);
}

/* U+202A to U+202E: embeddings, their end, overrides. Returns: the three bytes are one of them, to be dropped. */
static bool flow_override(struct html_flow *flow, const char *at)
{
	if (memcmp(at, "\xe2\x80\xae", 3) == 0) {
		flow->overrides++;
	} else if (memcmp(at, "\xe2\x80\xac", 3) == 0 && flow->overrides > 0) {
		flow->overrides--;
	} else {
		return false;
	}
	if (flow->overrides == 0 && !flow->reversed)
		flow_turn_end(flow);
	return true;
}

/* ---- lines and blanks ------------------------------------------------------------------------------------------ */

static const char flow_gaps[] = {[FLOW_BLANK] = ' ', [FLOW_CELL] = '\t', [FLOW_LINE] = '\n'};

/* Append whole characters; at the cap, as many whole ones as fit. */
static void flow_put(struct html_flow *flow, const char *at, size_t len)
{
	struct text *out = flow->out;
	size_t fit = len;

	if (out->full)
		return; /* nothing behind the cut, or the cut would be a hole */
	if (flow->gap != FLOW_NOTHING && flow->started) {
		if (flow->gap == FLOW_LINE)
			flow_turn_end(flow);
		text_add_char(out, flow_gaps[flow->gap]);
	}
	flow->gap = FLOW_NOTHING;
	flow->started = true;
	flow_turn_begin(flow);
	if (out->cap != 0 && fit > out->cap - out->len) {
		for (fit = out->cap - out->len; fit > 0 && ((unsigned char)at[fit] & 0xc0) == 0x80; fit--)
			;
		out->full = true;
	}
	text_add(out, at, fit);
}

void html_flow_gap(struct html_flow *flow, enum flow_gap gap)
{
	if (gap > flow->gap)
		flow->gap = gap;
	if (gap == FLOW_LINE)
		flow->overrides = 0; /* a paragraph's end closes them */
}

void html_flow_text(struct html_flow *flow, const char *at, size_t len, bool keep_lines)
{
	const char *end = at + len;

	while (at < end) {
		const char *from = at;
		unsigned char class = flow_classes[(unsigned char)*at];

		if (class == FLOW_WHITE || class == FLOW_NEWLINE) {
			enum flow_gap gap = class == FLOW_NEWLINE && keep_lines ? FLOW_LINE : FLOW_BLANK;

			if (gap > flow->gap)
				flow->gap = gap;
			at++;
			continue;
		}
		if (class == FLOW_DROP) {
			at++;
			continue;
		}
		if (class == FLOW_SPECIAL && end - at >= 3 && flow_override(flow, at)) {
			at += 3;
			continue;
		}
		do { /* to the end of the word, and over single blanks to the next one */
			at++;
			if (end - at >= 2 && *at == ' ' && flow_classes[(unsigned char)at[1]] == FLOW_PLAIN)
				at++;
		} while (at < end && flow_classes[(unsigned char)*at] == FLOW_PLAIN);
		flow_put(flow, from, (size_t)(at - from));
	}
}

void html_flow_finish(struct html_flow *flow)
{
	flow_turn_end(flow);
}
