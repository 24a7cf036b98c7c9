/* sniff.c: turns the first bytes of a body into what it is.
 * It must not know what its header says.
 * The WHATWG MIME Sniffing standard, cut down to what mail needs.
 */
#include "message/sniff.h"

#include "base/text.h"

#include <string.h>

static const char *const magics[] = {
	"%PDF", "PK\x03\x04", "\x89PNG",  "\xff\xd8\xff",     "GIF8",        "\x1f\x8b",
	"BZh",  "7z\xbc\xaf", "Rar!",     "\xd0\xcf\x11\xe0", "\177ELF",     "MZ\x90",
	"RIFF", "{\\rtf",     "\x30\x82", "\x30\x80",         "-----BEGIN ",
};

static bool starts(const char *at, size_t len, const char *with)
{
	size_t with_len = strlen(with);

	return len >= with_len && ascii_same(at, with_len, with, with_len);
}

static void skip_blanks(const char **at, size_t *len)
{
	if (*len >= 3 && memcmp(*at, "\xef\xbb\xbf", 3) == 0) {
		*at += 3;
		*len -= 3;
	}
	while (*len > 0 && (ascii_is_space(**at) || **at == '\0')) {
		++*at;
		--*len;
	}
}

bool sniff_is_html(const char *at, size_t len)
{
	static const char *const tags[] = {
		"<!doctype", "<html", "<head",  "<body",  "<div",    "<table",  "<p>",  "<p ",   "<br",
		"<span",     "<meta", "<style", "<title", "<center", "<font",   "<a ",  "<h1",   "<h2",
		"<h3",       "<b>",   "<i>",    "<img",   "<pre",    "<script", "<!--", "<?xml",
	};

	skip_blanks(&at, &len);
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
		if (starts(at, len, tags[i]))
			return true;
	return false;
}

bool sniff_is_message(const char *at, size_t len)
{
	static const char *const fields[] = {
		"received:",     "return-path:",  "from:",       "to:",
		"subject:",      "date:",         "message-id:", "mime-version:",
		"content-type:", "delivered-to:", "x-",          "dkim-signature:",
		"reply-to:",     "sender:",       "list-",       "authentication-results:"};

	if (starts(at, len, "From ")) { /* mbox */
		const char *end = memchr(at, '\n', len);

		if (end == NULL)
			return false;
		len -= (size_t)(end + 1 - at);
		at = end + 1;
	}
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		if (starts(at, len, fields[i]))
			return true;
	return false;
}

/* Text in UTF-16 or UTF-32 has zeros; every second byte of it, at least one in four of it at the same place. */
static bool is_wide(const char *at, size_t len)
{
	size_t zeros[2] = {0, 0};

	if (len >= 2 && (memcmp(at, "\xff\xfe", 2) == 0 || memcmp(at, "\xfe\xff", 2) == 0))
		return true;
	for (size_t i = 0; i < len; i++)
		zeros[i % 2] += at[i] == '\0';
	return (zeros[0] == 0 && zeros[1] > len * 3 / 8) || (zeros[1] == 0 && zeros[0] > len * 3 / 8);
}

enum sniffed sniff(const char *at, size_t len)
{
	size_t controls = 0;

	if (len == 0)
		return SNIFF_TEXT;
	for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
		if (len >= strlen(magics[i]) && memcmp(at, magics[i], strlen(magics[i])) == 0)
			return SNIFF_BINARY;
	if (!is_wide(at, len))
		for (size_t i = 0; i < len; i++)
			controls += (unsigned char)at[i] < ' ' && !ascii_is_space(at[i]) && at[i] != '\x1b';
	if (controls > len / 64)
		return SNIFF_BINARY;
	if (sniff_is_html(at, len))
		return SNIFF_HTML;
	return sniff_is_message(at, len) ? SNIFF_MESSAGE : SNIFF_TEXT;
}

size_t sniff_meta_charset(const char **label_out, const char *at, size_t len)
{
	const char *end;
	size_t place = ascii_find(at, len, "charset=");

	if (len == 0)
		return 0;
	end = at + len;
	if (place == SIZE_MAX) {
		place = starts(at, len, "<?xml") ? ascii_find(at, len < 128 ? len : 128, "encoding=") : SIZE_MAX;
		at += place == SIZE_MAX ? 0 : 1;
	}
	if (place == SIZE_MAX)
		return 0;
	at += place + strlen("charset=");
	while (at < end && (*at == '"' || *at == '\'' || *at == ' '))
		at++;
	*label_out = at;
	while (at < end && (ascii_is_alnum(*at) || *at == '-' || *at == '_' || *at == ':'))
		at++;
	return (size_t)(at - *label_out);
}
