/* charset_guess.c: turns the bytes that decide about a text into the charset they are most likely in.
 * It must not know mail. Order of belief: byte order mark, valid UTF-8, escape sequences, a label under which the bytes
 * make sense, the charset under which they make most sense.
 * Unicode 15 section 2.6 (marks), RFC 1468 (escape sequences).
 */
#include "decode/charset.h"

#include <string.h>

#define TRIAL_BYTES 4096 /* of the window are tried in each candidate */

static const struct charset_kind *named(const char *name)
{
	return charset_find(name, strlen(name));
}

/* ---- the start -------------------------------------------------------------------------------------------------- */

static const struct {
	const char *mark;
	size_t len;
	const char *name;
} marks[] = {
	{ "\xff\xfe\0\0", 4, "utf-32le" }, { "\0\0\xfe\xff", 4, "utf-32be" }, { "\xef\xbb\xbf", 3, "utf-8" },
	{ "\xff\xfe", 2, "utf-16le" },     { "\xfe\xff", 2, "utf-16be" },
};

struct zeros {
	size_t at[4]; /* zero bytes at offsets 0 to 3 of each group of four */
	size_t groups;
};

static struct zeros zeros_count(const char *at, size_t len)
{
	struct zeros zeros = { .groups = len / 4 };

	for (size_t i = 0; i < zeros.groups * 4; i++)
		zeros.at[i % 4] += at[i] == '\0';
	return zeros;
}

/* ASCII text in UTF-32 is three quarters of zeros, in UTF-16 half, at offsets that tell the order. */
static const struct charset_kind *guess_zeros(const char *at, size_t len)
{
	struct zeros zeros = zeros_count(at, len);
	size_t most = zeros.groups - zeros.groups / 4;

	if (zeros.groups == 0)
		return NULL;
	if (zeros.at[1] >= most && zeros.at[2] >= most && zeros.at[3] >= most && zeros.at[0] < most)
		return named("utf-32le");
	if (zeros.at[0] >= most && zeros.at[1] >= most && zeros.at[2] >= most && zeros.at[3] < most)
		return named("utf-32be");
	if (zeros.at[1] >= most && zeros.at[3] >= most && zeros.at[0] + zeros.at[2] < most)
		return named("utf-16le");
	if (zeros.at[0] >= most && zeros.at[2] >= most && zeros.at[1] + zeros.at[3] < most)
		return named("utf-16be");
	return NULL;
}

/* Of the bytes at even (or odd) places: do they look like the upper halves of UTF-16? In a text of one script there
 * are only a few different ones; Japanese has 0x30 and the range 0x4e to 0x9f. */
static size_t guess_upper_halves(const char *at, size_t len, size_t first)
{
	size_t fits = 0;

	for (size_t i = first; i < len; i += 2) {
		unsigned char c = (unsigned char)at[i];

		fits += c <= 0x06 || c == 0x0e || c == 0x20 || c == 0x30 || (c >= 0x4e && c <= 0x9f && (c & 0x80) != 0) ||
			c == 0xff || (c >= 0xac && c <= 0xd7);
	}
	return fits;
}

/* The label says UTF-16 or UTF-32 and there is no mark. */
static const struct charset_kind *guess_wide(const struct charset_kind *label, const char *at, size_t len)
{
	const struct charset_kind *zeros = guess_zeros(at, len);
	size_t even, odd;

	if (zeros != NULL)
		return zeros;
	if (label->engine == CHARSET_UTF32LE || label->engine == CHARSET_UTF32BE)
		return memchr(at, '\0', len) != NULL ? label : NULL;
	even = guess_upper_halves(at, len, 0);
	odd = guess_upper_halves(at, len, 1);
	if (memchr(at, '\0', len) == NULL && even < len / 4 && odd < len / 4)
		return NULL; /* a lie: it is some text of bytes */
	if (strcmp(label->name, "utf-16") != 0)
		return label;
	return named(odd > even ? "utf-16le" : "utf-16be");
}

const struct charset_kind *charset_guess_start(size_t *mark_out, const struct charset_kind *label, const char *at,
					       size_t len)
{
	*mark_out = 0;
	if (len == 0)
		return NULL;
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if (len >= marks[i].len && memcmp(at, marks[i].mark, marks[i].len) == 0) {
			*mark_out = marks[i].len;
			return named(marks[i].name);
		}
	}
	if (label == NULL || charset_is_ascii_based(label))
		return len >= 8 ? guess_zeros(at, len) : NULL;
	if (label->engine == CHARSET_UTF7 || label->engine == CHARSET_HZ)
		return label;
	if (label->engine == CHARSET_ISO2022)
		return NULL; /* its first escape sequence opens the window */
	return guess_wide(label, at, len);
}

/* ---- the window ------------------------------------------------------------------------------------------------- */

struct utf8_count {
	size_t two, more; /* characters of two bytes, and of three or four */
	size_t bad;
};

static struct utf8_count utf8_count(const char *at, size_t len, bool final)
{
	struct utf8_count count = { 0, 0, 0 };

	while (len > 0) {
		uint32_t codepoint;
		size_t used = utf8_decode(&codepoint, at, len);

		count.two += used == 2;
		count.more += used > 2;
		if (used == 0) {
			if (len < 4 && !final && (unsigned char)at[0] >= 0xc2)
				break; /* the window cut a character */
			count.bad++;
			used = 1;
		}
		at += used;
		len -= used;
	}
	return count;
}

/* What a trial conversion produced. */
struct trial {
	size_t bad;     /* U+FFFD */
	size_t natural; /* characters that people write: kana, Hangul, common Han, letters */
	size_t odd;     /* controls, private use, box drawing, half-width kana, rare Han */
};

static void trial_put(void *ctx, const char *at, size_t len)
{
	struct trial *trial = ctx;

	while (len > 0) {
		uint32_t c;
		size_t used = utf8_decode(&c, at, len);

		if (used == 0)
			return;
		if ((c >= 0x3040 && c <= 0x30ff) || (c >= 0x3000 && c <= 0x3002) || (c >= 0x4e00 && c <= 0x9fff) ||
		    (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xff01 && c <= 0xff5e))
			trial->natural += 2;
		else if ((c >= 0xc0 && c <= 0x24f) || (c >= 0x370 && c <= 0x6ff) || (c >= 0xe00 && c <= 0xe5b) ||
			 (c >= 0x2010 && c <= 0x203a) || c == 0x20ac)
			trial->natural++;
		else if (c >= 0x80)
			trial->odd++;
		at += used;
		len -= used;
	}
}

static struct trial guess_try(struct converters *converters, const struct charset_kind *kind, const char *at,
			      size_t len)
{
	struct trial trial = { 0, 0, 0 };
	const struct sink sink = { trial_put, &trial };
	struct convert convert;

	if (convert_begin(&convert, converters, kind, &sink) != 0) {
		trial.bad = len;
		return trial;
	}
	convert_more(&convert, at, len);
	convert.held_len = 0; /* a character that the trial's end cut is no damage */
	convert.lead = 0;
	convert_finish(&convert);
	trial.bad = convert.bad;
	return trial;
}

/* Escape sequences of ISO-2022 in seven-bit text. */
static const struct charset_kind *guess_escapes(const char *at, size_t len)
{
	const char *end = at + len;

	for (const char *esc = memchr(at, '\x1b', len); esc != NULL && end - esc >= 3;
	     esc = memchr(esc + 1, '\x1b', (size_t)(end - esc - 1))) {
		if (end - esc >= 4 && memcmp(esc + 1, "$)C", 3) == 0)
			return named("iso-2022-kr");
		if (memcmp(esc + 1, "$B", 2) == 0 || memcmp(esc + 1, "$@", 2) == 0 || memcmp(esc + 1, "(J", 2) == 0 ||
		    memcmp(esc + 1, "(I", 2) == 0 || memcmp(esc + 1, "$(", 2) == 0)
			return named("iso-2022-jp");
	}
	return NULL;
}

/* May two of its bytes make one character? Then a few of them may be valid UTF-8 by chance. */
static bool is_double_byte(const struct charset_kind *kind)
{
	static const char *const names[] = { "euc-jp", "shift_jis", "gb18030", "big5", "euc-kr", "euc-tw", "johab" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(kind->name, names[i]) == 0)
			return true;
	return false;
}

/* The candidate under which the bytes make most sense. */
static const struct charset_kind *guess_best(struct converters *converters, const struct charset_kind *label,
					     const char *at, size_t len)
{
	static const char *const names[] = { "euc-jp", "shift_jis", "gb18030", "big5", "euc-kr", "koi8-r",
					     "windows-1251", "windows-1252" };
	const struct charset_kind *best = label;
	long best_score = 0;

	if (label != NULL) {
		struct trial trial = guess_try(converters, label, at, len);

		best_score = (long)trial.natural - (long)trial.odd - 8 * (long)trial.bad;
		if (trial.bad == 0)
			return label;
	}
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const struct charset_kind *kind = named(names[i]);
		struct trial trial = guess_try(converters, kind, at, len);
		long score = (long)trial.natural - (long)trial.odd - 8 * (long)trial.bad;

		if (best == NULL || score > best_score) {
			best = kind;
			best_score = score;
		}
	}
	return best;
}

const struct charset_kind *charset_guess(struct converters *converters, const struct charset_kind *label,
					 const char *at, size_t len, bool final)
{
	struct utf8_count count = utf8_count(at, len, final);
	size_t some = len < TRIAL_BYTES ? len : TRIAL_BYTES;
	bool doubtful = label != NULL && is_double_byte(label) && count.more == 0 && count.two < 4;
	const struct charset_kind *escapes = guess_escapes(at, len);

	if (label != NULL && (label->engine == CHARSET_UTF8 || label->engine == CHARSET_ISO2022))
		label = NULL; /* would be found without it, or is wrong */
	if (count.bad == 0 && count.two + count.more == 0)
		return escapes != NULL ? escapes : label != NULL ? label : named("utf-8");
	if (count.bad == 0 && !(doubtful && guess_try(converters, label, at, some).bad == 0))
		return named("utf-8");
	if (escapes != NULL && (count.two + count.more + count.bad) * 4 < len)
		return escapes;
	if (label != NULL && guess_try(converters, label, at, some).bad == 0)
		return label;
	if (count.two + count.more * 2 > count.bad * 8)
		return named("utf-8");
	return guess_best(converters, label, at, some);
}
