/* charset_guess.c: turns the bytes that decide about a text into the charset they are most likely in.
 * It must not know mail. Order of belief: byte order mark, valid UTF-8, escape sequences, a label under which the bytes
 * make sense, the charset under which they make most sense.
 * Unicode 15 section 2.6 (marks), RFC 1468 (escape sequences).
 */
#include "decode/charset.h"

#include <string.h>

#define TRIAL_BYTES 2048 /* of the window are tried in each candidate */
#define LABEL_BONUS 16 /* points of a label under which not all bytes make sense: short texts may be damaged */

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
	{"\xff\xfe\0\0", 4, "utf-32le"}, {"\0\0\xfe\xff", 4, "utf-32be"}, {"\xef\xbb\xbf", 3, "utf-8"},
	{"\xff\xfe", 2, "utf-16le"},     {"\xfe\xff", 2, "utf-16be"},
};

struct zeros {
	size_t at[4]; /* zero bytes at offsets 0 to 3 of each group of four */
	size_t groups;
};

static struct zeros zeros_count(const char *at, size_t len)
{
	struct zeros zeros = {.groups = len / 4};

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

		fits += c <= 0x06 || c == 0x0e || c == 0x20 || c == 0x30 ||
			(c >= 0x4e && c <= 0x9f && (c & 0x80) != 0) || c == 0xff || (c >= 0xac && c <= 0xd7);
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
	struct utf8_count count = {0, 0, 0};

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

/* The Han characters that make up half of any Chinese text, simplified or traditional. Bytes read in the wrong charset
 * give rare ones. */
/* clang-format off */
static const uint16_t common_han[] = {
	0x4e00, 0x4e0a, 0x4e0b, 0x4e0d, 0x4e2a, 0x4e2d, 0x4e3a, 0x4e3b, 0x4e48, 0x4e4b, 0x4e5f, 0x4e86, 0x4e8b,
	0x4e8e, 0x4e9b, 0x4eba, 0x4ece, 0x4ed6, 0x4ed8, 0x4ee5, 0x4eec, 0x4ef6, 0x4f1a, 0x4f46, 0x4f5c, 0x4f60,
	0x4f86, 0x500b, 0x5011, 0x5176, 0x51fa, 0x5206, 0x5230, 0x524d, 0x52a8, 0x52d5, 0x5305, 0x53bb, 0x53d1,
	0x53ea, 0x53ef, 0x540c, 0x540e, 0x548c, 0x56e0, 0x56fd, 0x570b, 0x5728, 0x5730, 0x591a, 0x5927, 0x5929,
	0x5979, 0x597d, 0x5982, 0x5b50, 0x5b66, 0x5b78, 0x5b9a, 0x5b9e, 0x5bb6, 0x5bc6, 0x5be6, 0x5bf9, 0x5c0d,
	0x5c0f, 0x5c31, 0x5e01, 0x5e63, 0x5e74, 0x5f00, 0x5f53, 0x5f8c, 0x5f97, 0x5f9e, 0x5fc3, 0x60f3, 0x6210,
	0x6211, 0x6236, 0x6237, 0x6240, 0x652f, 0x65b9, 0x65bc, 0x65f6, 0x662f, 0x6642, 0x6703, 0x6709, 0x672c,
	0x6765, 0x6837, 0x6a23, 0x6bd4, 0x6c92, 0x6ca1, 0x6cd5, 0x70ba, 0x7136, 0x7279, 0x73b0, 0x73fe, 0x7406,
	0x751f, 0x7528, 0x7535, 0x7576, 0x767c, 0x7684, 0x770b, 0x7740, 0x7801, 0x78bc, 0x79cd, 0x7a2e, 0x7d93,
	0x7ecf, 0x800c, 0x80fd, 0x81ea, 0x8457, 0x884c, 0x88e1, 0x8981, 0x8996, 0x89c6, 0x8aaa, 0x8acb, 0x8bf4,
	0x8bf7, 0x8d77, 0x8fc7, 0x8fd8, 0x8fd9, 0x8fdb, 0x9032, 0x904e, 0x9053, 0x9084, 0x90a3, 0x90ae, 0x90e8,
	0x90f5, 0x90fd, 0x91cc, 0x9322, 0x94b1, 0x958b, 0x96fb, 0x9762, 0x983b, 0x9891, 0x9ebc,
};
/* clang-format on */

/* What a trial conversion produced. */
struct trial {
	long score;
	uint32_t before; /* the last character */
	size_t kana, hangul, han;
};

static bool is_common_han(uint32_t c)
{
	size_t low = 0, high = sizeof common_han / sizeof common_han[0];

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (common_han[middle] == c)
			return true;
		if (common_han[middle] < c)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static bool is_cyrillic(uint32_t c)
{
	return c >= 0x400 && c <= 0x45f;
}

static bool is_cyrillic_capital(uint32_t c)
{
	return c >= 0x400 && c <= 0x42f;
}

static bool is_ascii_letter(uint32_t c)
{
	return c < 0x80 && ascii_is_alpha((char)c);
}

static bool is_cjk(uint32_t c)
{
	return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3);
}

/* A letter of an alphabet, by the letter before it: words do not mix scripts, nor put capitals behind small letters. */
static long trial_letter(uint32_t before, uint32_t c)
{
	if (is_cyrillic(c)) {
		if (is_ascii_letter(before) ||
		    (is_cyrillic_capital(c) && is_cyrillic(before) && !is_cyrillic_capital(before)))
			return -4;
		return is_cyrillic(before) ? 3 : 0;
	}
	return before >= 0xc0 && before <= 0x24f ? -1 : 2; /* Latin letters with marks seldom follow each other */
}

static long trial_character(struct trial *trial, uint32_t c)
{
	/* An accent or a curly quote in a Latin word, read in two-byte sets, glues a Han character to its letters. */
	if ((is_cjk(c) && is_ascii_letter(trial->before)) || (is_ascii_letter(c) && is_cjk(trial->before)))
		return -4;
	if (c < 0x80)
		return 0;
	if (c >= 0x3040 && c <= 0x30ff) {
		trial->kana++;
		return 4;
	}
	if (c >= 0xac00 && c <= 0xd7a3) {
		trial->hangul++;
		return 3;
	}
	if (c >= 0x4e00 && c <= 0x9fff) {
		trial->han++;
		return is_common_han(c) ? 8 : 1;
	}
	if ((c >= 0x3000 && c <= 0x3011) || (c >= 0xff01 && c <= 0xff5e))
		return 2;
	if ((c >= 0xc0 && c <= 0x24f) || is_cyrillic(c))
		return trial_letter(trial->before, c);
	return (c >= 0x2013 && c <= 0x203a) || (c >= 0xa0 && c <= 0xbf) || c == 0x20ac || c == 0x2122 ? 1 : -3;
}

static void trial_put(void *ctx, const char *at, size_t len)
{
	struct trial *trial = ctx;

	while (len > 0) {
		uint32_t c;
		size_t used = utf8_decode(&c, at, len);

		if (used == 0)
			return;
		trial->score += trial_character(trial, c);
		trial->before = c;
		at += used;
		len -= used;
	}
}

/* Convert and judge. *bad_out: how often there was no character. */
static long guess_try(size_t *bad_out, struct converters *converters, const struct charset_kind *kind, char before,
		      const char *at, size_t len)
{
	struct trial trial = {.before = (unsigned char)before};
	const struct sink sink = {trial_put, &trial};
	struct convert convert;
	bool japanese = strcmp(kind->name, "euc-jp") == 0 || strcmp(kind->name, "shift_jis") == 0;

	if (convert_begin(&convert, converters, kind, &sink) != 0) {
		*bad_out = len;
		return -8 * (long)len;
	}
	convert_more(&convert, at, len);
	convert.held_len = 0; /* a character that the trial's end cut is no damage */
	convert.lead = 0;
	convert_finish(&convert);
	*bad_out = convert.bad;
	if (japanese && trial.kana == 0)
		trial.score /= 4; /* nobody writes Japanese without kana */
	if (strcmp(kind->name, "euc-kr") == 0)
		trial.score -= 4 * (long)trial.han; /* nor Korean in Han characters, today */
	return trial.score - 8 * (long)convert.bad;
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
	static const char *const names[] = {"euc-jp", "shift_jis", "gb18030", "big5", "euc-kr", "euc-tw", "johab"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(kind->name, names[i]) == 0)
			return true;
	return false;
}

/* The candidate under which the bytes make most sense. */
static const struct charset_kind *guess_best(struct converters *converters, const struct charset_kind *label,
					     char before, const char *at, size_t len)
{
	static const char *const names[] = {"windows-1252", "windows-1251", "koi8-r", "euc-jp",
					    "shift_jis",    "gb18030",      "big5",   "euc-kr"};
	const struct charset_kind *best = label;
	size_t bad;
	long best_score = label != NULL ? guess_try(&bad, converters, label, before, at, len) + LABEL_BONUS : 0;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const struct charset_kind *kind = named(names[i]);
		long score = guess_try(&bad, converters, kind, before, at, len);

		if (best == NULL || score > best_score) {
			best = kind;
			best_score = score;
		}
	}
	return best;
}

/* Do the bytes mean something under the label? */
static bool guess_fits(struct converters *converters, const struct charset_kind *label, const char *at, size_t len)
{
	size_t bad;

	if (label == NULL)
		return false;
	guess_try(&bad, converters, label, '\n', at, len);
	return bad == 0;
}

const struct charset_kind *charset_guess(struct converters *converters, const struct charset_kind *label, char before,
					 const char *at, size_t len, bool final)
{
	struct utf8_count count = utf8_count(at, len, final);
	size_t some = len < TRIAL_BYTES ? len : TRIAL_BYTES;
	bool doubtful = label != NULL && is_double_byte(label) && count.more == 0 && count.two < 4;
	const struct charset_kind *escapes = guess_escapes(at, len);
	/* how much valid UTF-8 outweighs a bad byte: less, where the label says the same */
	size_t weight = label != NULL && strcmp(label->name, "utf-8") == 0 ? 1 : 8;

	if (label != NULL && (label->engine == CHARSET_UTF8 || label->engine == CHARSET_ISO2022))
		label = NULL; /* would be found without it, or is wrong */
	if (count.bad == 0 && count.two + count.more == 0)
		return escapes != NULL ? escapes : label != NULL ? label : named("utf-8");
	if (count.bad == 0 && !(doubtful && guess_fits(converters, label, at, some)))
		return named("utf-8");
	if (escapes != NULL && (count.two + count.more + count.bad) * 4 < len)
		return escapes;
	if (guess_fits(converters, label, at, some))
		return label;
	if (count.two + count.more * 2 > count.bad * weight)
		return named("utf-8");
	return guess_best(converters, label, before, at, some);
}
