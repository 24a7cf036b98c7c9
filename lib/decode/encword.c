/* encword.c: turns a header value with encoded words into UTF-8.
 * It must not know which field the value is from.
 * RFC 2047; RFC 2231 section 5 (a language behind the charset).
 */
#include "decode/encword.h"

#include "base/limits.h"
#include "decode/base64.h"
#include "decode/qp.h"

#include <string.h>

#define LABEL_MAX 64 /* bytes of a charset with its language */

struct word {
	const char *label, *data;
	size_t label_len, data_len;
	char encoding;      /* 'b' or 'q' */
	bool broken;        /* it has no end */
	const char *behind; /* the first byte after it */
};

struct encword {
	struct text *out;
	struct converters *converters;
	struct text bytes; /* of words in one charset: a character may be cut between two words */
	const char *label; /* their charset; NULL: bytes is raw header text */
	size_t label_len;
	const char *next_end; /* the nearest "?=" at or behind the place read, so that looking for it stays linear */
	const char *end;
	unsigned facts;
};

static void encword_flush(struct encword *encword)
{
	unsigned facts;

	if (encword->bytes.len == 0) {
		encword->out->lost = encword->out->lost || encword->bytes.lost;
		return;
	}
	facts = charset_decode(encword->out, encword->converters, encword->label, encword->label_len, encword->bytes.at,
			       encword->bytes.len);
	if (encword->label == NULL && (!utf8_is_valid(encword->bytes.at, encword->bytes.len) ||
				       memchr(encword->bytes.at, '\x1b', encword->bytes.len) != NULL))
		encword->facts |= ENCWORD_RAW;
	if ((facts & (CHARSET_UNKNOWN | CHARSET_LIED)) != 0)
		encword->facts |= ENCWORD_CHARSET;
	encword->out->lost = encword->out->lost || encword->bytes.lost;
	text_reset(&encword->bytes);
}

/* The first "?=" at or behind from, or the end. Called with places that only grow. */
static const char *encword_find_end(struct encword *encword, const char *from)
{
	const char *at = encword->next_end;

	if (at != NULL && at >= from)
		return at;
	for (at = from; (at = memchr(at, '?', (size_t)(encword->end - at))) != NULL; at++)
		if (encword->end - at >= 2 && at[1] == '=')
			break;
	encword->next_end = at != NULL ? at : encword->end;
	return encword->next_end;
}

/* Is there an encoded word at this "=?"? */
static bool encword_read(struct encword *encword, struct word *word_out, const char *at)
{
	const char *mark, *close;
	size_t most = (size_t)(encword->end - at) - 2;

	word_out->label = at + 2;
	mark = memchr(word_out->label, '?', most < LABEL_MAX ? most : LABEL_MAX);
	if (mark == NULL || encword->end - mark < 3 || mark[2] != '?')
		return false;
	word_out->label_len = (size_t)(mark - word_out->label);
	word_out->encoding = ascii_lower(mark[1]);
	if (word_out->encoding != 'b' && word_out->encoding != 'q')
		return false;
	word_out->data = mark + 3;
	close = encword_find_end(encword, word_out->data);
	word_out->broken = close == encword->end;
	if (word_out->broken) { /* cut by somebody on the way: a blank or the end of the value ends it */
		close = word_out->data;
		while (close < encword->end && !ascii_is_space(*close))
			close++;
	}
	word_out->data_len = (size_t)(close - word_out->data);
	word_out->behind = word_out->broken ? close : close + 2;
	close = memchr(word_out->label, '*', word_out->label_len);
	if (close != NULL) /* a language */
		word_out->label_len = (size_t)(close - word_out->label);
	return true;
}

static void encword_take(struct encword *encword, const struct word *word)
{
	const struct sink sink = {sink_to_text, &encword->bytes};
	struct base64 base64;
	struct qp qp;

	if (encword->label == NULL || !ascii_same(encword->label, encword->label_len, word->label, word->label_len))
		encword_flush(encword);
	encword->label = word->label;
	encword->label_len = word->label_len;
	if (word->broken)
		encword->facts |= ENCWORD_BROKEN;
	if (word->encoding == 'b') {
		base64_init(&base64);
		base64_more(&base64, &sink, word->data, word->data_len);
		base64_finish(&base64, &sink);
	} else {
		qp_init(&qp, true);
		qp_more(&qp, &sink, word->data, word->data_len);
		qp_finish(&qp, &sink);
	}
}

static void encword_take_raw(struct encword *encword, const char *at, size_t len)
{
	if (len == 0)
		return;
	if (encword->label != NULL)
		encword_flush(encword);
	encword->label = NULL;
	for (size_t i = 0; i < len; i++)
		text_add_char(&encword->bytes, at[i] == '\r' || at[i] == '\n' || at[i] == '\0' ? ' ' : at[i]);
}

static bool is_blank(const char *at, const char *end)
{
	while (at < end && ascii_is_space(*at))
		at++;
	return at == end;
}

/* The next "=?" at or behind from, or the end. */
static const char *find_start(const char *from, const char *end)
{
	for (; (from = memchr(from, '=', (size_t)(end - from))) != NULL; from++)
		if (end - from >= 2 && from[1] == '?')
			return from;
	return end;
}

unsigned encword_decode(struct text *out, struct converters *converters, const char *at, size_t len)
{
	struct encword encword = {.out = out, .converters = converters};
	const char *raw = at, *place = at; /* raw: what was read but not taken */
	unsigned words = 0;
	struct word word;

	if (len == 0)
		return 0;
	encword.end = at + len;
	text_init(&encword.bytes, 0);
	while ((place = find_start(place, encword.end)) != encword.end) {
		if (words == LIMIT_ENCODED_WORDS) {
			encword.facts |= ENCWORD_LIMIT;
			break;
		}
		if (!encword_read(&encword, &word, place)) {
			place++;
			continue;
		}
		/* blanks between two words are there for folding only */
		if (words == 0 || !is_blank(raw, place) || encword.label == NULL)
			encword_take_raw(&encword, raw, (size_t)(place - raw));
		encword_take(&encword, &word);
		words++;
		raw = place = word.behind;
	}
	encword_take_raw(&encword, raw, (size_t)(encword.end - raw));
	encword_flush(&encword);
	out->lost = out->lost || encword.bytes.lost;
	text_free(&encword.bytes);
	return encword.facts;
}
