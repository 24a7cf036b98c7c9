/* writer.c: turns pieces into one bounded, NUL-terminated string.
 * It must not know what the pieces mean.
 * RFC 8259 (JSON strings).
 */
#include "writer.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void writer_init(struct writer *writer, char *buf, size_t size)
{
	writer->at = buf;
	writer->size = size;
	writer->len = 0;
}

size_t writer_finish(struct writer *writer)
{
	if (writer->size > 0)
		writer->at[writer->len < writer->size ? writer->len : writer->size - 1] = '\0';
	return writer->len;
}

void writer_char(struct writer *writer, char c)
{
	if (writer->len < writer->size)
		writer->at[writer->len] = c;
	writer->len++;
}

void writer_string(struct writer *writer, const char *from)
{
	while (*from != '\0')
		writer_char(writer, *from++);
}

void writer_format(struct writer *writer, const char *format, ...)
{
	char piece[128];
	va_list args;

	va_start(args, format);
	vsnprintf(piece, sizeof piece, format, args);
	va_end(args);
	writer_string(writer, piece);
}

void writer_tenths(struct writer *writer, int tenths)
{
	long value = tenths;

	if (value < 0) {
		writer_char(writer, '-');
		value = -value;
	}
	writer_format(writer, "%ld.%ld", value / 10, value % 10);
}

static bool is_plain(char c)
{
	return c > ' ' && c <= '~' && strchr("\"=,\\<>", c) == NULL;
}

void writer_log_value(struct writer *writer, const char *from, size_t most)
{
	size_t need = 0, used = 0;

	for (const char *at = from; *at != '\0' && need <= most; at++)
		need += is_plain(*at) ? 1 : 4;
	for (const char *at = from; *at != '\0'; at++) {
		size_t width = is_plain(*at) ? 1 : 4;

		if (need > most && used + width + 3 > most) {
			writer_string(writer, "...");
			return;
		}
		used += width;
		if (is_plain(*at))
			writer_char(writer, *at);
		else
			writer_format(writer, "\\x%02x", (unsigned char)*at);
	}
}

/* What a terminal, a log reader or JavaScript may take for a command is escaped, too: C1 controls, line separators and
 * the characters that turn the direction of the text round. */
static bool json_is_plain(uint32_t codepoint)
{
	return codepoint >= ' ' && codepoint != '"' && codepoint != '\\' && (codepoint < 0x7f || codepoint > 0x9f) &&
	       (codepoint < 0x200b || codepoint > 0x200f) && (codepoint < 0x2028 || codepoint > 0x202e) &&
	       (codepoint < 0x2060 || codepoint > 0x206f) && codepoint != 0xfeff;
}

void writer_json_string(struct writer *writer, const char *from)
{
	size_t len = strlen(from);

	writer_char(writer, '"');
	while (len > 0) {
		uint32_t codepoint = 0xfffd;
		size_t used = utf8_decode(&codepoint, from, len);

		if (used == 0) {
			writer_string(writer, "\\ufffd");
			used = 1;
		} else if (codepoint == '"' || codepoint == '\\') {
			writer_char(writer, '\\');
			writer_char(writer, (char)codepoint);
		} else if (!json_is_plain(codepoint)) {
			writer_format(writer, "\\u%04x", codepoint);
		} else {
			for (size_t i = 0; i < used; i++)
				writer_char(writer, from[i]);
		}
		from += used;
		len -= used;
	}
	writer_char(writer, '"');
}
