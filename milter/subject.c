/* subject.c: a Subject value and a prefix -> the value with the prefix in front.
 * It must not decode the old value: whatever is wrong with it stays exactly as wrong as it was.
 * Standard: RFC 2047, sections 2 (length), 5 (place) and 6.2 (the blank between two encoded words vanishes).
 */
#include "subject.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "caps.h"

#define SUBJECT_OPEN "=?UTF-8?B?"
#define SUBJECT_CLOSE "?="
#define SUBJECT_LINE 76 /* of a line that holds encoded words */
/* how many bytes fit one encoded word: four letters for three bytes */
#define SUBJECT_WORD_BYTES ((CAP_ENCODED_WORD - sizeof SUBJECT_OPEN - sizeof SUBJECT_CLOSE + 2) / 4 * 3)

static bool subject_is_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

static char *subject_base64(char *to, const unsigned char *from, size_t len)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < len; i += 3) {
		unsigned bits = (unsigned)from[i] << 16;

		if (i + 1 < len)
			bits |= (unsigned)from[i + 1] << 8;
		if (i + 2 < len)
			bits |= from[i + 2];
		*to++ = letters[bits >> 18];
		*to++ = letters[bits >> 12 & 63];
		*to++ = i + 1 < len ? letters[bits >> 6 & 63] : '=';
		*to++ = i + 2 < len ? letters[bits & 63] : '=';
	}
	return to;
}

/* As many bytes as fit one word, cut between characters. */
static size_t subject_cut(const char *text, size_t len)
{
	size_t cut = SUBJECT_WORD_BYTES;

	if (len <= cut)
		return len;
	while (cut > 1 && ((unsigned char)text[cut] & 0xc0) == 0x80)
		cut--;
	return cut;
}

/* The prefix as encoded words, joined by folds. Returns: a string to free, or NULL. */
static char *subject_encode(const char *prefix)
{
	size_t len = strlen(prefix);
	/* no word holds fewer than SUBJECT_WORD_BYTES - 3 bytes, save the last */
	size_t words = len / (SUBJECT_WORD_BYTES - 3) + 1;
	char *encoded = malloc(words * (CAP_ENCODED_WORD + 2) + 1), *to = encoded;

	while (encoded != NULL && len > 0) {
		size_t cut = subject_cut(prefix, len);

		if (to != encoded) {
			memcpy(to, "\n ", 2);
			to += 2;
		}
		memcpy(to, SUBJECT_OPEN, sizeof SUBJECT_OPEN - 1);
		to = subject_base64(to + sizeof SUBJECT_OPEN - 1, (const unsigned char *)prefix, cut);
		memcpy(to, SUBJECT_CLOSE, sizeof SUBJECT_CLOSE - 1);
		to += sizeof SUBJECT_CLOSE - 1;
		prefix += cut;
		len -= cut;
	}
	if (encoded != NULL)
		*to = '\0';
	return encoded;
}

/* Four texts in one. Returns: a string to free, or NULL. */
static char *subject_join(const char *a, const char *b, const char *c, const char *d)
{
	size_t size = strlen(a) + strlen(b) + strlen(c) + strlen(d) + 1;
	char *joined = malloc(size);

	if (joined != NULL)
		snprintf(joined, size, "%s%s%s%s", a, b, c, d);
	return joined;
}

/* Does the value begin with a fold? Then that one separates, too. */
static bool subject_is_folded(const char *value)
{
	return *value == '\0' || *value == '\r' || *value == '\n';
}

/* What stands between an ASCII prefix and the old value: a blank, or a fold where the line would grow too long for one
 * that holds encoded words. */
static const char *subject_gap(const char *value, const char *prefix)
{
	size_t len = strlen(prefix);

	if (subject_is_folded(value) || (len > 0 && prefix[len - 1] == ' '))
		return "";
	return strlen("Subject: ") + len + 1 + strcspn(value, "\r\n") > SUBJECT_LINE ? "\n " : " ";
}

/* Before the value in encoded words of its own. tail is a blank where the value begins with an encoded word, because
 * the blank between two of them is not shown: it must stand inside. */
static char *subject_encoded(const char *value, const char *prefix, const char *lead)
{
	const char *word = value + strspn(value, " \t\r\n");
	char *whole = subject_join(prefix, strncmp(word, "=?", 2) == 0 ? " " : "", "", "");
	char *encoded = whole == NULL ? NULL : subject_encode(whole);
	char *joined = NULL;

	if (encoded != NULL && strncmp(value, encoded, strlen(encoded)) == 0)
		joined = subject_join(lead, value, "", "");
	else if (encoded != NULL)
		joined = subject_join(lead, encoded, subject_is_folded(value) ? "" : "\n ", value);
	free(whole);
	free(encoded);
	return joined;
}

char *subject_prefixed(const char *old, const char *prefix, const char *lead)
{
	const char *value = old == NULL ? "" : old + strspn(old, " \t");

	if (!subject_is_ascii(prefix))
		return subject_encoded(value, prefix, lead);
	if (strncmp(value, prefix, strlen(prefix)) == 0)
		return subject_join(lead, value, "", "");
	return subject_join(lead, prefix, subject_gap(value, prefix), value);
}
