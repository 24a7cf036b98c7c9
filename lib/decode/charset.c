/* charset.c: turns bytes under a doubtful charset label into UTF-8.
 * It must not know mail, nor how bytes are converted.
 * RFC 2045 section 5.2; for what labels are worth, the WHATWG encoding standard.
 */
#include "decode/charset.h"

#include "base/limits.h"

#include <errno.h>
#include <string.h>

#define START_BYTES 256 /* seen before anything is decided: enough to tell UTF-16 from its zero bytes */

void charset_init(struct charset *charset, struct converters *converters)
{
	memset(charset, 0, sizeof *charset);
	charset->converters = converters;
	text_init(&charset->window, LIMIT_CHARSET_WINDOW);
}

void charset_free(struct charset *charset)
{
	if (charset->state == CHARSET_CONVERT) /* a text that was given up */
		convert_drop(&charset->convert);
	text_free(&charset->window);
}

void charset_begin(struct charset *charset, const char *label, size_t len, const struct sink *sink)
{
	text_reset(&charset->window);
	charset->lost = false;
	charset->state = CHARSET_START;
	charset->before = '\n';
	charset->label = label != NULL ? charset_find(label, len) : NULL;
	charset->facts = label != NULL && len > 0 && charset->label == NULL ? CHARSET_UNKNOWN : 0;
	charset->sink = sink;
}

/* Does a charset keep the label's promise? US-ASCII promises nothing; "utf-16" leaves the order of bytes open. */
static bool charset_keeps(const struct charset_kind *label, const struct charset_kind *kind)
{
	return label == NULL || strcmp(label->name, "us-ascii") == 0 ||
	       strncmp(kind->name, label->name, strlen(label->name)) == 0;
}

static void charset_begin_convert(struct charset *charset, const struct charset_kind *kind)
{
	if (!charset_keeps(charset->label, kind))
		charset->facts |= CHARSET_LIED;
	if (convert_begin(&charset->convert, charset->converters, kind, charset->sink) != 0) {
		/* no memory, or a module that is no part of the check at start is missing: show what is ASCII */
		charset->lost = charset->lost || errno == ENOMEM;
		convert_begin(&charset->convert, charset->converters, charset_find("utf-8", 5), charset->sink);
	}
}

static void charset_end_convert(struct charset *charset)
{
	convert_finish(&charset->convert);
	if (charset->convert.bad > 0)
		charset->facts |= CHARSET_DAMAGED;
}

/* The rest of the text is in this charset. */
static void charset_convert(struct charset *charset, const struct charset_kind *kind)
{
	charset_begin_convert(charset, kind);
	charset->state = CHARSET_CONVERT;
	convert_more(&charset->convert, charset->window.at, charset->window.len);
	charset->lost = charset->lost || charset->window.lost;
	text_reset(&charset->window);
}

/* Does this byte mean the same in every charset that starts as ASCII? */
static bool charset_is_plain(char c)
{
	return (unsigned char)c < 0x80 && c != '\x1b' && c != '\x0e';
}

/* Let ASCII through; the first byte that is not opens the window. Returns: how many bytes were taken. */
static size_t charset_pass(struct charset *charset, const char *at, size_t len)
{
	size_t plain = 0;

	while (plain < len && charset_is_plain(at[plain]))
		plain++;
	sink_put(charset->sink, at, plain);
	if (plain > 0)
		charset->before = at[plain - 1];
	if (plain < len)
		charset->state = CHARSET_WINDOW;
	return plain;
}

/* The first bytes are there: is it one of the charsets that must be known from the first byte on? */
static void charset_leave_start(struct charset *charset)
{
	struct text *window = &charset->window;
	char start[START_BYTES];
	size_t mark = 0, used, len = window->len;
	const struct charset_kind *kind = charset_guess_start(&mark, charset->label, window->at, window->len);

	if (mark > 0)
		memmove(window->at, window->at + mark, len - mark);
	window->len = len -= mark;
	if (kind != NULL) {
		charset_convert(charset, kind);
		return;
	}
	charset->state = CHARSET_PASS;
	if (len == 0)
		return;
	memcpy(start, window->at, len);
	charset->lost = charset->lost || window->lost;
	text_reset(window);
	used = charset_pass(charset, start, len);
	text_add(window, start + used, len - used);
}

/* How many bytes at the end are the start of a character. */
static size_t utf8_cut(const char *at, size_t len)
{
	size_t tail = 1;
	unsigned char lead;

	while (tail < 3 && tail < len && ((unsigned char)at[len - tail] & 0xc0) == 0x80)
		tail++;
	lead = len > 0 ? (unsigned char)at[len - tail] : 0;
	return lead >= 0xc2 && lead <= 0xf4 && tail < (lead < 0xe0 ? 2u : lead < 0xf0 ? 3u : 4u) ? tail : 0;
}

/* The window is full, or the text is over: decide. UTF-8 is decided for this window only, because it leaves no doubt
 * about where characters begin, and what follows may be in the label's charset after all. */
static void charset_leave_window(struct charset *charset, bool final)
{
	struct text *window = &charset->window;
	const struct charset_kind *kind =
		charset_guess(charset->converters, charset->label, charset->before, window->at, window->len, final);
	size_t cut;

	if (kind->engine != CHARSET_UTF8) {
		charset_convert(charset, kind);
		return;
	}
	cut = final ? 0 : utf8_cut(window->at, window->len);
	charset_begin_convert(charset, kind);
	convert_more(&charset->convert, window->at, window->len - cut);
	charset_end_convert(charset);
	charset->before = '\n';
	if (cut > 0)
		memmove(window->at, window->at + window->len - cut, cut);
	window->len = cut;
	charset->state = cut > 0 ? CHARSET_WINDOW : CHARSET_PASS;
}

/* Fill the window up to a size. Returns: how many bytes were taken. */
static size_t charset_hold(struct charset *charset, const char *at, size_t len, size_t size)
{
	size_t some = size - charset->window.len;

	some = some < len ? some : len;
	text_add(&charset->window, at, some);
	return some;
}

void charset_more(struct charset *charset, const char *at, size_t len)
{
	size_t used = 0;

	if (charset->state == CHARSET_START) {
		used = charset_hold(charset, at, len, START_BYTES);
		if (charset->window.len < START_BYTES)
			return;
		charset_leave_start(charset);
	}
	while (used < len) {
		if (charset->state == CHARSET_CONVERT) {
			convert_more(&charset->convert, at + used, len - used);
			return;
		}
		if (charset->state == CHARSET_PASS)
			used += charset_pass(charset, at + used, len - used);
		used += charset_hold(charset, at + used, len - used, LIMIT_CHARSET_WINDOW);
		if (charset->state == CHARSET_WINDOW && charset->window.len == LIMIT_CHARSET_WINDOW)
			charset_leave_window(charset, false);
	}
}

void charset_finish(struct charset *charset)
{
	if (charset->state == CHARSET_START)
		charset_leave_start(charset);
	if (charset->state == CHARSET_WINDOW)
		charset_leave_window(charset, true);
	charset->lost = charset->lost || charset->window.lost;
	if (charset->state == CHARSET_CONVERT)
		charset_end_convert(charset);
	charset->state = CHARSET_START;
}

unsigned charset_decode(struct text *out, struct converters *converters, const char *label, size_t label_len,
			const char *at, size_t len)
{
	const struct sink sink = {sink_to_text, out};
	struct charset charset;

	charset_init(&charset, converters);
	charset_begin(&charset, label, label_len, &sink);
	charset_more(&charset, at, len);
	charset_finish(&charset);
	out->lost = out->lost || charset.lost;
	charset_free(&charset);
	return charset.facts;
}
