/* uu.c: turns uuencoded and yEnc blocks into bytes.
 * It must not know what the bytes are.
 * POSIX uuencode; the yEnc draft 1.3 of 2002.
 */
#include "decode/uu.h"

#include <string.h>

static bool starts(const char *line, size_t len, const char *with)
{
	return len >= strlen(with) && memcmp(line, with, strlen(with)) == 0;
}

/* "begin 644 name": three or four octal digits. */
static bool uu_first_line(const char **name_out, size_t *name_len_out, const char *line, size_t len)
{
	size_t i = 6;

	if (!starts(line, len, "begin "))
		return false;
	while (i < len && line[i] >= '0' && line[i] <= '7')
		i++;
	if (i < 9 || i > 10 || i + 1 >= len || line[i] != ' ')
		return false;
	*name_out = line + i + 1;
	*name_len_out = len - i - 1;
	return true;
}

char uu_begins(const char **name_out, size_t *name_len_out, const char *line, size_t len)
{
	size_t name;

	while (len > 0 && ascii_is_space(line[len - 1]))
		len--;
	if (uu_first_line(name_out, name_len_out, line, len))
		return 'u';
	if (!starts(line, len, "=ybegin "))
		return 0;
	*name_out = line + len;
	*name_len_out = 0;
	name = ascii_find(line, len < UU_LINE ? len : UU_LINE, " name=");
	if (name != SIZE_MAX) {
		*name_out = line + name + 6;
		*name_len_out = len - name - 6;
	}
	return 'y';
}

void uu_init(struct uu *uu, bool yenc)
{
	memset(uu, 0, sizeof *uu);
	uu->yenc = yenc;
	uu->line_start = true;
}

/* One line of data: how many bytes, then four letters for each three of them. */
static void uu_data(const struct sink *sink, const char *line, size_t len)
{
	char out[64];
	size_t want = ((unsigned char)line[0] - 32u) & 63, have = 0;

	for (size_t i = 1; have < want; i += 4) {
		uint32_t bits = 0;

		if (i >= len)
			break;
		for (size_t k = 0; k < 4; k++) /* blanks at the end of a line got lost on the way */
			bits = bits << 6 | (i + k < len ? ((unsigned char)line[i + k] - 32u) & 63 : 0);
		for (int shift = 16; shift >= 0 && have < want; shift -= 8)
			out[have++] = (char)(bits >> shift);
	}
	sink_put(sink, out, have);
}

static void uu_line(struct uu *uu, const struct sink *sink)
{
	const char *name;
	size_t len = uu->len, name_len;

	uu->len = 0;
	if (uu->state == UU_BEFORE) {
		if (uu_first_line(&name, &name_len, uu->line, len))
			uu->state = UU_INSIDE;
		return;
	}
	if (starts(uu->line, len, "end") && (len == 3 || ascii_is_space(uu->line[3])))
		uu->state = UU_AFTER;
	else if (len > 0)
		uu_data(sink, uu->line, len);
}

static void uu_byte(struct uu *uu, const struct sink *sink, char c)
{
	if (c == '\n' || c == '\r')
		uu_line(uu, sink);
	else if (uu->len < UU_LINE)
		uu->line[uu->len++] = c;
}

/* The end of a yEnc control line, or of a line outside of a block. */
static void yenc_line(struct uu *uu)
{
	if (uu->state == UU_BEFORE && starts(uu->line, uu->len, "=ybegin "))
		uu->state = UU_INSIDE;
	else if (uu->state == UU_INSIDE && starts(uu->line, uu->len, "=yend"))
		uu->state = UU_AFTER;
	uu->len = 0;
	uu->control = false;
}

static void yenc_byte(struct uu *uu, const struct sink *sink, char c)
{
	bool line_end = c == '\n' || c == '\r';

	if (line_end) {
		if (uu->control || uu->state != UU_INSIDE)
			yenc_line(uu);
		uu->line_start = true;
		uu->escaped = false;
		return;
	}
	if (uu->state != UU_INSIDE || uu->control) {
		if (uu->len < UU_LINE)
			uu->line[uu->len++] = c;
	} else if (uu->escaped && uu->line_start && c == 'y') {
		uu->control = true;
		memcpy(uu->line, "=y", 2);
		uu->len = 2;
	} else if (!uu->escaped && c == '=') {
		uu->escaped = true;
		return; /* still the start of the line */
	} else {
		char byte = (char)(c - 42 - (uu->escaped ? 64 : 0));

		sink_put(sink, &byte, 1);
	}
	uu->escaped = false;
	uu->line_start = false;
}

void uu_more(struct uu *uu, const struct sink *sink, const char *at, size_t len)
{
	for (size_t i = 0; i < len && uu->state != UU_AFTER; i++) {
		if (uu->yenc)
			yenc_byte(uu, sink, at[i]);
		else
			uu_byte(uu, sink, at[i]);
	}
}

bool uu_finish(struct uu *uu, const struct sink *sink)
{
	if (uu->state == UU_AFTER)
		return false;
	if (uu->yenc)
		yenc_line(uu);
	else
		uu_line(uu, sink);
	return uu->state != UU_AFTER;
}
