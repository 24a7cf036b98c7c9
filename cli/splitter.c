/* splitter.c: turns a stream into mails, whatever the cuts.
 * It must not know where the stream comes from.
 * RFC 4155 (mbox), and the many that follow no standard: see input.h.
 */
#include "input.h"

#include <stdio.h>
#include <string.h>

#define NAME_ROOM 32 /* ":" and a number */

void splitter_init(struct splitter *splitter, const struct input_sink *sink, const char *name)
{
	memset(splitter, 0, sizeof *splitter);
	splitter->sink = sink;
	splitter->name = name;
	splitter->holding = true;
}

void splitter_pass(struct splitter *splitter)
{
	splitter->holding = false;
	splitter->passing = true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Prose has "From " at line starts, too; a time of day and a year behind it make it an envelope line. */
static bool has_date(const char *line, size_t len)
{
	bool time = false, year = false;
	size_t digits = 0;

	for (size_t i = 0; i <= len; i++) {
		if (i < len && is_digit(line[i])) {
			digits++;
			continue;
		}
		if (digits == 2 && i + 2 < len && line[i] == ':' && is_digit(line[i + 1]) && is_digit(line[i + 2]))
			time = true;
		year = year || digits == 4;
		digits = 0;
	}
	return time && year;
}

/* A first line needs no date: nothing else but an mbox begins with "From ". */
static bool is_envelope_line(const struct splitter *splitter)
{
	return splitter->held >= 5 && memcmp(splitter->hold, "From ", 5) == 0 &&
	       (splitter->count == 0 || has_date(splitter->hold, splitter->held));
}

static int begin_mail(struct splitter *splitter)
{
	splitter->begun = true;
	splitter->count++;
	return splitter->sink->begin(splitter->sink->ctx);
}

static int end_mail(struct splitter *splitter, bool alone)
{
	char name[4096 + NAME_ROOM];

	splitter->begun = false;
	if (alone)
		return splitter->sink->finish(splitter->sink->ctx, splitter->name);
	snprintf(name, sizeof name, "%.4096s:%lu", splitter->name, splitter->count);
	return splitter->sink->finish(splitter->sink->ctx, name);
}

static int pass_on(struct splitter *splitter, const char *chunk, size_t len)
{
	if (!splitter->begun && begin_mail(splitter) != 0)
		return -1;
	return len == 0 ? 0 : splitter->sink->more(splitter->sink->ctx, chunk, len);
}

/* The held line is complete, or is no envelope line for sure: drop it and turn to the next mail, or let it go. */
static int settle(struct splitter *splitter)
{
	size_t held = splitter->held;

	splitter->holding = false;
	if (is_envelope_line(splitter)) {
		splitter->skipping = splitter->hold[held - 1] != '\n';
		splitter->held = 0;
		if (splitter->begun && end_mail(splitter, false) != 0)
			return -1;
		return begin_mail(splitter);
	}
	if (splitter->count == 0)
		splitter->passing = true;
	splitter->held = 0;
	return pass_on(splitter, splitter->hold, held);
}

static bool may_be_envelope(const struct splitter *splitter)
{
	size_t len = splitter->held < 5 ? splitter->held : 5;

	return memcmp(splitter->hold, "From ", len) == 0 && splitter->held < sizeof splitter->hold;
}

/* One byte of a line that may be an envelope line. */
static int hold_byte(struct splitter *splitter, char c)
{
	splitter->hold[splitter->held++] = c;
	if (c == '\n') {
		bool empty = splitter->held == 1;

		if (settle(splitter) < 0)
			return -1;
		splitter->holding = empty && !splitter->passing;
		splitter->line_len = 0;
		return 0;
	}
	if (may_be_envelope(splitter))
		return 0;
	splitter->line_len = splitter->held - (splitter->hold[0] == '\r');
	return settle(splitter);
}

/* Pass on as far as the end of the line. Returns: bytes taken. */
static size_t pass_line(struct splitter *splitter, const char *chunk, size_t len)
{
	const char *end = memchr(chunk, '\n', len);
	size_t taken = end == NULL ? len : (size_t)(end - chunk) + 1;

	if (splitter->skipping) {
		splitter->skipping = end == NULL;
		return taken;
	}
	for (size_t i = 0; i < taken && splitter->line_len == 0; i++)
		splitter->line_len += chunk[i] != '\r' && chunk[i] != '\n';
	if (end != NULL) {
		splitter->holding = splitter->line_len == 0;
		splitter->line_len = 0;
	}
	return taken;
}

int splitter_more(struct splitter *splitter, const char *chunk, size_t len)
{
	while (len > 0 && !splitter->passing) {
		size_t taken = 1;

		if (splitter->holding) {
			if (hold_byte(splitter, *chunk) < 0)
				return -1;
		} else {
			bool skipped = splitter->skipping;

			taken = pass_line(splitter, chunk, len);
			if (!skipped && pass_on(splitter, chunk, taken) < 0)
				return -1;
		}
		chunk += taken;
		len -= taken;
	}
	return len == 0 ? 0 : pass_on(splitter, chunk, len);
}

/* A stream without a byte is a mail, too: the caller wants an answer for each file. */
int splitter_finish(struct splitter *splitter)
{
	if (splitter->holding && settle(splitter) < 0)
		return -1;
	if (!splitter->begun && pass_on(splitter, "", 0) != 0)
		return -1;
	return end_mail(splitter, splitter->count == 1);
}
