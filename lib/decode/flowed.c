/* flowed.c: turns format=flowed into paragraphs.
 * It must not know mail.
 * RFC 3676 section 4.
 */
#include "decode/flowed.h"

#include <string.h>

struct flowed_line {
	const char *at; /* without quote signs and stuffing */
	size_t len;
	size_t quotes;
	bool soft; /* goes on in the next line */
};

static struct flowed_line flowed_read(const char *at, size_t len)
{
	struct flowed_line line = {at, len, 0, false};

	while (line.quotes < len && at[line.quotes] == '>')
		line.quotes++;
	line.at += line.quotes;
	line.len -= line.quotes;
	if (line.len > 0 && line.at[0] == ' ') {
		line.at++;
		line.len--;
	}
	line.soft = line.len > 0 && line.at[line.len - 1] == ' ' && !(line.len == 3 && memcmp(line.at, "-- ", 3) == 0);
	return line;
}

void flowed_unwrap(struct text *out, const char *at, size_t len, bool delsp)
{
	const char *end = at + len;
	bool open = false; /* the last line goes on */
	size_t quotes = 0;

	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		struct flowed_line line = flowed_read(at, (size_t)((stop != NULL ? stop : end) - at));

		if (open && line.quotes != quotes) {
			text_add_char(out, '\n');
			open = false;
		}
		if (!open && line.quotes > 0) {
			text_add(out, at, line.quotes);
			text_add_char(out, ' ');
		}
		text_add(out, line.at, line.len - (line.soft && delsp ? 1 : 0));
		open = line.soft && stop != NULL;
		quotes = line.quotes;
		if (!open && stop != NULL)
			text_add_char(out, '\n');
		at = stop != NULL ? stop + 1 : end;
	}
	if (open)
		text_add_char(out, '\n');
}
