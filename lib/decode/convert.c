/* convert.c: turns bytes in a known charset into UTF-8, alone or through iconv.
 * It must not know labels or mail. The only file that knows iconv.
 * RFC 3629 (UTF-8), RFC 2781 (UTF-16), RFC 2152 (UTF-7).
 */
#include "decode/convert.h"

#include "base/error.h"
#include "decode/base64.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 24 /* descriptors kept open; a message in more charsets opens and closes the rest */
#define BLOCK 4096
#define NO_ICONV ((iconv_t)-1)

struct converters {
	struct {
		const char *name;
		iconv_t descriptor;
		bool busy;
	} slots[SLOTS];
};

/* Opened at start: if these work, the gconv modules are there; the rest are opened when mail needs them. */
static const char *const wanted[] = {"EUC-JP-MS", "CP932",  "GB18030", "BIG5-HKSCS",
				     "UHC",       "CP1252", "CP1251",  "KOI8-R"};

int converters_new(struct converters **converters_out, struct xs_error *err)
{
	struct converters *converters = calloc(1, sizeof *converters);

	*converters_out = NULL;
	if (converters == NULL)
		return error_no_memory(err);
	for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
		converters->slots[i].name = wanted[i];
		converters->slots[i].descriptor = iconv_open("UTF-8", wanted[i]);
		if (converters->slots[i].descriptor == NO_ICONV) {
			error_set(err, NULL, 0, 0,
				  "iconv cannot read %s: %s; are the gconv modules of libc installed, "
				  "and visible in the chroot?",
				  wanted[i], strerror(errno));
			converters->slots[i].name = NULL;
			converters_free(&converters);
			return -1;
		}
	}
	*converters_out = converters;
	return 0;
}

void converters_free(struct converters **converters)
{
	struct converters *old = *converters;

	*converters = NULL;
	for (size_t i = 0; old != NULL && i < SLOTS; i++)
		if (old->slots[i].name != NULL)
			iconv_close(old->slots[i].descriptor);
	free(old);
}

/* A descriptor that nobody uses right now. Returns: NULL when iconv has no such charset. */
static iconv_t converters_take(struct converters *converters, const char *name)
{
	size_t place = SLOTS;
	iconv_t descriptor;

	for (size_t i = 0; i < SLOTS; i++) {
		if (converters->slots[i].busy)
			continue;
		if (converters->slots[i].name == NULL) {
			place = i;
			continue;
		}
		if (strcmp(converters->slots[i].name, name) == 0) {
			converters->slots[i].busy = true;
			return converters->slots[i].descriptor;
		}
		if (place == SLOTS)
			place = i;
	}
	descriptor = iconv_open("UTF-8", name);
	if (descriptor == NO_ICONV)
		return NULL;
	if (place < SLOTS) {
		if (converters->slots[place].name != NULL)
			iconv_close(converters->slots[place].descriptor);
		converters->slots[place].name = name;
		converters->slots[place].descriptor = descriptor;
		converters->slots[place].busy = true;
	}
	return descriptor;
}

static void converters_drop(struct converters *converters, iconv_t descriptor)
{
	for (size_t i = 0; i < SLOTS; i++) {
		if (converters->slots[i].name != NULL && converters->slots[i].descriptor == descriptor) {
			converters->slots[i].busy = false;
			return;
		}
	}
	iconv_close(descriptor);
}

void convert_bad(struct convert *convert)
{
	convert->bad++;
	sink_put(convert->sink, "\xef\xbf\xbd", 3);
}

/* Convert as much of a block as iconv takes. Returns: how many bytes it left, the start of a cut character. */
static size_t convert_block(struct convert *convert, char *block, size_t len)
{
	char out[BLOCK];

	while (len > 0) {
		char *to = out;
		size_t room = sizeof out;
		size_t result = iconv(convert->descriptor, &block, &len, &to, &room);
		int trouble = result == (size_t)-1 ? errno : 0;

		sink_put(convert->sink, out, (size_t)(to - out));
		if (trouble == EILSEQ || (trouble == EINVAL && len >= sizeof convert->held)) {
			convert_bad(convert); /* one byte at a time: what follows may be ASCII that somebody reads */
			block++;
			len--;
		} else if (trouble == EINVAL) {
			memcpy(convert->held, block, len);
			return len;
		}
	}
	return 0;
}

void convert_iconv(struct convert *convert, const char *at, size_t len)
{
	char block[BLOCK];

	while (len > 0) {
		size_t held = convert->held_len;
		size_t some = len < sizeof block - held ? len : sizeof block - held;

		memcpy(block, convert->held, held);
		memcpy(block + held, at, some);
		convert->held_len = convert_block(convert, block, held + some);
		at += some;
		len -= some;
	}
}

/* May this byte follow what is held? The second byte alone decides about overlong forms, surrogates and the end. */
static bool utf8_follows(const char *held, size_t held_len, unsigned char byte)
{
	unsigned char low = 0x80, high = 0xbf;

	if (held_len == 1) {
		switch ((unsigned char)held[0]) {
		case 0xe0:
			low = 0xa0;
			break;
		case 0xed:
			high = 0x9f;
			break;
		case 0xf0:
			low = 0x90;
			break;
		case 0xf4:
			high = 0x8f;
			break;
		}
	}
	return byte >= low && byte <= high;
}

/* One byte that is not in a whole good character of this chunk. Returns: true when it was used up. */
static bool convert_utf8_byte(struct convert *convert, char byte)
{
	unsigned char lead = (unsigned char)(convert->held_len > 0 ? convert->held[0] : byte);
	size_t need = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

	if (convert->held_len == 0 && (lead < 0xc2 || lead > 0xf4)) {
		convert_bad(convert);
		return true;
	}
	if (convert->held_len > 0 && !utf8_follows(convert->held, convert->held_len, (unsigned char)byte)) {
		convert->held_len = 0; /* one sign for the part of a character, and the byte gets its own chance */
		convert_bad(convert);
		return false;
	}
	convert->held[convert->held_len++] = byte;
	if (convert->held_len == need) {
		sink_put(convert->sink, convert->held, need);
		convert->held_len = 0;
	}
	return true;
}

static void convert_utf8(struct convert *convert, const char *at, size_t len)
{
	size_t i = 0;

	while (i < len) {
		size_t start = i, used;
		uint32_t codepoint;

		while (convert->held_len == 0 && i < len && (used = utf8_decode(&codepoint, at + i, len - i)) > 0)
			i += used;
		sink_put(convert->sink, at + start, i - start);
		if (i < len && convert_utf8_byte(convert, at[i]))
			i++;
	}
}

/* UTF-16 and UTF-32: units of 2 or 4 bytes, put together by hand because iconv wants a mark or an order. */
static uint32_t convert_unit(const struct convert *convert, size_t size)
{
	bool little = convert->kind->engine == CHARSET_UTF16LE || convert->kind->engine == CHARSET_UTF32LE;
	uint32_t unit = 0;

	for (size_t i = 0; i < size; i++)
		unit = unit << 8 | (unsigned char)convert->held[little ? size - 1 - i : i];
	return unit;
}

static void convert_codepoint(struct convert *convert, uint32_t codepoint)
{
	char out[4];

	if (codepoint > 0x10ffff || (codepoint >= 0xd800 && codepoint <= 0xdfff))
		convert_bad(convert);
	else
		sink_put(convert->sink, out, utf8_encode(out, codepoint));
}

/* One UTF-16 unit; a high surrogate waits in convert->high for its low one. */
static void convert_utf16_unit(struct convert *convert, uint32_t unit)
{
	uint32_t high = convert->high;

	convert->high = 0;
	if (unit >= 0xdc00 && unit <= 0xdfff && high != 0) {
		convert_codepoint(convert, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
		return;
	}
	if (high != 0)
		convert_bad(convert);
	if (unit >= 0xd800 && unit <= 0xdbff)
		convert->high = unit;
	else
		convert_codepoint(convert, unit);
}

static void convert_wide(struct convert *convert, const char *at, size_t len, size_t size)
{
	for (size_t i = 0; i < len; i++) {
		convert->held[convert->held_len++] = at[i];
		if (convert->held_len < size)
			continue;
		convert->held_len = 0;
		if (size == 2)
			convert_utf16_unit(convert, convert_unit(convert, size));
		else
			convert_codepoint(convert, convert_unit(convert, size));
	}
}

static void convert_utf7_bits(struct convert *convert, unsigned value)
{
	convert->bits = convert->bits << 6 | value;
	convert->bit_count += 6;
	if (convert->bit_count < 16)
		return;
	convert->bit_count -= 16;
	convert_utf16_unit(convert, convert->bits >> convert->bit_count & 0xffff);
}

/* The end of a run: what is left over is padding, and half a pair is no character. */
static void convert_utf7_end(struct convert *convert)
{
	if (convert->high != 0)
		convert_bad(convert);
	convert->high = 0;
	convert->bits = 0;
	convert->bit_count = 0;
	convert->shifted = false;
}

/* By hand: the answer of glibc's converter to broken pairs depends on how the text was cut. Direct characters are not
 * checked against the RFC's sets: readers are not that strict. */
static void convert_utf7(struct convert *convert, const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		int value = convert->shifted ? base64_values[(unsigned char)at[i]] : -1;
		bool fresh = convert->fresh;

		convert->fresh = false;
		if (value >= 0) {
			convert_utf7_bits(convert, (unsigned)value);
			continue;
		}
		if (convert->shifted) {
			convert_utf7_end(convert);
			if (at[i] == '-') {
				if (fresh)
					sink_put(convert->sink, "+", 1);
				continue;
			}
		}
		if (at[i] == '+')
			convert->shifted = convert->fresh = true;
		else if ((unsigned char)at[i] < 0x80)
			sink_put(convert->sink, at + i, 1);
		else
			convert_bad(convert);
	}
}

int convert_begin(struct convert *convert, struct converters *converters, const struct charset_kind *kind,
		  const struct sink *sink)
{
	memset(convert, 0, sizeof *convert);
	convert->kind = kind;
	convert->converters = converters;
	convert->sink = sink;
	if (kind->iconv == NULL)
		return 0;
	convert->descriptor = converters_take(converters, kind->iconv);
	return convert->descriptor == NULL ? -1 : 0;
}

void convert_more(struct convert *convert, const char *at, size_t len)
{
	switch (convert->kind->engine) {
	case CHARSET_UTF8:
		convert_utf8(convert, at, len);
		break;
	case CHARSET_UTF16LE:
	case CHARSET_UTF16BE:
		convert_wide(convert, at, len, 2);
		break;
	case CHARSET_UTF32LE:
	case CHARSET_UTF32BE:
		convert_wide(convert, at, len, 4);
		break;
	case CHARSET_UTF7:
		convert_utf7(convert, at, len);
		break;
	case CHARSET_ICONV:
		convert_iconv(convert, at, len);
		break;
	case CHARSET_ISO2022:
		convert_iso2022(convert, at, len);
		break;
	case CHARSET_HZ:
		convert_hz(convert, at, len);
		break;
	}
}

void convert_drop(struct convert *convert)
{
	if (convert->descriptor == NULL)
		return;
	iconv(convert->descriptor, NULL, NULL, NULL, NULL);
	converters_drop(convert->converters, convert->descriptor);
	convert->descriptor = NULL;
}

void convert_finish(struct convert *convert)
{
	char out[64];
	char *to = out;
	size_t room = sizeof out;

	convert_shift_finish(convert);
	if (convert->held_len > 0 || convert->high != 0)
		convert_bad(convert);
	convert->held_len = 0;
	convert->high = 0;
	if (convert->descriptor == NULL)
		return;
	/* some converters hold back a letter, in case that an accent follows */
	iconv(convert->descriptor, NULL, NULL, &to, &room);
	sink_put(convert->sink, out, (size_t)(to - out));
	convert_drop(convert);
}
