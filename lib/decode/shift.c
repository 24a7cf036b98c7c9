/* shift.c: turns the escape sequences of ISO-2022-JP, ISO-2022-KR and HZ into EUC bytes, which iconv then converts.
 * It must not know labels or mail. iconv's own ISO-2022-JP refuses what Japanese mail has carried for thirty years:
 * half-width kana, the circled digits and other signs of NEC and IBM, 8-bit kana.
 * RFC 1468 (ISO-2022-JP), RFC 2237 (-1), CP50220 to CP50222, RFC 1557 (ISO-2022-KR), RFC 1843 (HZ).
 */
#include "decode/convert.h"

#include <string.h>

#define ESC '\x1b'
#define SO '\x0e'
#define SI '\x0f'

static const struct {
	const char *after; /* ESC */
	enum convert_set set;
} escapes[] = {
	{"(B", SET_ASCII},   {"(J", SET_ROMAN},    {"(H", SET_ROMAN},         {"(I", SET_KANA},
	{"$B", SET_DOUBLE},  {"$@", SET_DOUBLE},   {"$(B", SET_DOUBLE},       {"$(@", SET_DOUBLE},
	{"$(O", SET_DOUBLE}, {"$(Q", SET_DOUBLE},  {"$(D", SET_DOUBLE_EXTRA}, {"$(P", SET_UNKNOWN},
	{"$A", SET_UNKNOWN}, {"$(C", SET_UNKNOWN}, {"$(A", SET_UNKNOWN},
};

/* Bytes for iconv gather here, so that iconv is not asked for every character. */
struct batch {
	struct convert *convert;
	char at[1024];
	size_t len;
};

static void batch_flush(struct batch *batch)
{
	convert_iconv(batch->convert, batch->at, batch->len);
	batch->len = 0;
}

static void batch_add(struct batch *batch, char c)
{
	if (batch->len == sizeof batch->at)
		batch_flush(batch);
	batch->at[batch->len++] = c;
}

static void batch_bad(struct batch *batch)
{
	batch_flush(batch);
	convert_bad(batch->convert);
}

/* Does an escape sequence start so? Returns: 1 it is one, with *set_out; 0 it may become one; -1 never. */
static int escape_read(enum convert_set *set_out, const char *at, size_t len)
{
	bool start = false;

	for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
		size_t whole = strlen(escapes[i].after);

		if (len <= whole && memcmp(at, escapes[i].after, len) == 0) {
			*set_out = escapes[i].set;
			if (len == whole)
				return 1;
			start = true;
		}
	}
	return start ? 0 : -1;
}

/* Headers that choose nothing by themselves: ESC $ ) C opens an ISO-2022-KR text, ESC & @ a later JIS edition. */
static int escape_skip(const char *at, size_t len)
{
	static const char *const skipped[] = {"$)C", "$)A", "$)G", "&@"};

	for (size_t i = 0; i < sizeof skipped / sizeof skipped[0]; i++)
		if (len <= strlen(skipped[i]) && memcmp(at, skipped[i], len) == 0)
			return len == strlen(skipped[i]) ? 1 : 0;
	return -1;
}

/* One more byte of an escape sequence. Returns: false when the byte is none of its and must be read again. */
static bool shift_escape(struct batch *batch, char c)
{
	struct convert *convert = batch->convert;
	enum convert_set set = SET_ASCII;
	int skip, known;

	convert->escape[convert->escape_len++] = c;
	known = escape_read(&set, convert->escape + 1, convert->escape_len - 1);
	skip = escape_skip(convert->escape + 1, convert->escape_len - 1);
	if (known == 1) {
		convert->set = set;
		convert->escape_len = 0;
		return true;
	}
	if (skip == 1)
		convert->escape_len = 0;
	if (skip == 1 || known == 0 || skip == 0)
		return true;
	for (size_t i = 1; i + 1 < convert->escape_len; i++) /* not ours: what was swallowed is text */
		batch_add(batch, convert->escape[i]);
	convert->escape_len = 0;
	return false;
}

static void shift_double(struct batch *batch, bool extra, char c)
{
	struct convert *convert = batch->convert;
	char lead = convert->lead;

	if (lead == 0) {
		convert->lead = c;
		return;
	}
	convert->lead = 0;
	if (extra)
		batch_add(batch, '\x8f');
	batch_add(batch, (char)(lead | 0x80));
	batch_add(batch, (char)(c | 0x80));
}

static bool is_korean(const struct convert *convert)
{
	return strcmp(convert->kind->iconv, "UHC") == 0;
}

/* A printable 7-bit byte, or an 8-bit one, in the set that is on. */
static void shift_byte(struct batch *batch, char c)
{
	struct convert *convert = batch->convert;
	enum convert_set set = convert->set;

	if (convert->shifted)
		set = is_korean(convert) ? SET_DOUBLE : SET_KANA;
	if ((unsigned char)c >= 0x80 && is_korean(convert)) {
		batch_add(batch, c);
		return;
	}
	if ((unsigned char)c >= 0xa1 && (unsigned char)c <= 0xdf)
		set = SET_KANA;
	else if ((unsigned char)c >= 0x80) {
		batch_bad(batch);
		return;
	}
	switch (set) {
	case SET_DOUBLE:
	case SET_DOUBLE_EXTRA:
		shift_double(batch, set == SET_DOUBLE_EXTRA, c);
		break;
	case SET_KANA:
		batch_add(batch, '\x8e');
		batch_add(batch, (char)(c | 0x80));
		break;
	case SET_UNKNOWN:
		batch_bad(batch);
		break;
	case SET_ROMAN:
		if (c == '\\') { /* the yen sign of ransom demands */
			batch_flush(batch);
			sink_put(convert->sink, "\xc2\xa5", 2);
			break;
		}
		batch_add(batch, c);
		break;
	case SET_ASCII:
		batch_add(batch, c);
		break;
	}
}

void convert_iso2022(struct convert *convert, const char *at, size_t len)
{
	struct batch batch = {.convert = convert};

	for (size_t i = 0; i < len;) {
		char c = at[i];

		if (convert->escape_len > 0) {
			i += shift_escape(&batch, c) ? 1 : 0;
			continue;
		}
		i++;
		if ((unsigned char)c <= ' ' && convert->lead != 0) { /* half a character */
			convert->lead = 0;
			batch_bad(&batch);
		}
		if (c == ESC)
			convert->escape[convert->escape_len++] = c;
		else if (c == SO || c == SI)
			convert->shifted = c == SO;
		else if ((unsigned char)c <= ' ')
			batch_add(&batch, c);
		else
			shift_byte(&batch, c);
	}
	batch_flush(&batch);
}

/* Behind a '~': a shift, a tilde, or a line that goes on. */
static void hz_escape(struct batch *batch, char c)
{
	struct convert *convert = batch->convert;

	if (c == '{')
		convert->set = SET_DOUBLE;
	else if (c == '}')
		convert->set = SET_ASCII;
	else if (c == '~')
		batch_add(batch, '~');
	else if (c != '\n' && c != '\r') {
		batch_add(batch, '~');
		batch_add(batch, c);
	}
}

void convert_hz(struct convert *convert, const char *at, size_t len)
{
	struct batch batch = {.convert = convert};

	for (size_t i = 0; i < len; i++) {
		char c = at[i];

		if (convert->escape_len > 0) {
			convert->escape_len = 0;
			hz_escape(&batch, c);
			continue;
		}
		if ((unsigned char)c <= ' ') {
			if (convert->lead != 0)
				batch_bad(&batch);
			convert->lead = 0;
			if (c == '\n') /* a line ends in ASCII, whatever it forgot */
				convert->set = SET_ASCII;
			batch_add(&batch, c);
		} else if (c == '~' && convert->lead == 0) {
			convert->escape_len = 1;
		} else if (convert->set == SET_DOUBLE && (unsigned char)c < 0x80) {
			shift_double(&batch, false, c);
		} else {
			batch_add(&batch, c);
		}
	}
	batch_flush(&batch);
}

void convert_shift_finish(struct convert *convert)
{
	if (convert->lead != 0)
		convert_bad(convert);
	if (convert->kind->engine == CHARSET_HZ && convert->escape_len > 0)
		sink_put(convert->sink, "~", 1);
	convert->lead = 0;
	convert->escape_len = 0;
}
