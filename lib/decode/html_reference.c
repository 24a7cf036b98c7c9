/* html_reference.c: turns the text behind an '&' into the characters that it stands for.
 * It must not know the markup round it.
 * WHATWG HTML, sections 13.2.5.72 to 80.
 */
#include "decode/html_reference.h"

#include <string.h>

#include "base/text.h"
#include "decode/html_entity.h"

void html_reference_begin(struct html_reference *reference)
{
	reference->len = 0;
	reference->number = 0;
}

static bool reference_is_hex(const struct html_reference *reference)
{
	return reference->len > 1 && ascii_lower(reference->text[1]) == 'x';
}

/* Digits are kept as far as the buffer goes and summed however many there are: zeros may lead without end. */
static bool reference_digit(struct html_reference *reference, char byte)
{
	bool hex = reference_is_hex(reference);
	uint32_t digit;

	if (ascii_is_digit(byte))
		digit = (uint32_t)(byte - '0');
	else if (hex && ascii_lower(byte) >= 'a' && ascii_lower(byte) <= 'f')
		digit = (uint32_t)(ascii_lower(byte) - 'a') + 10;
	else
		return false;
	if (reference->number <= 0x10ffff) /* beyond it is U+FFFD anyway, and must not wrap round */
		reference->number = reference->number * (hex ? 16 : 10) + digit;
	if (reference->len < sizeof reference->text)
		reference->text[reference->len++] = byte;
	return true;
}

bool html_reference_takes(struct html_reference *reference, char byte)
{
	if (reference->len == 0) {
		if (byte != '#' && !ascii_is_alpha(byte))
			return false;
	} else if (reference->text[0] == '#') {
		if (reference->len != 1 || ascii_lower(byte) != 'x')
			return reference_digit(reference, byte);
	} else if (!ascii_is_alnum(byte) || reference->len == sizeof reference->text) {
		return false;
	}
	reference->text[reference->len++] = byte;
	return true;
}

/* The name with its semicolon, or an old one without; those do not count in a value before '=' or more of a name, for
 * "?a=1&copy=2" is a query. Returns: the characters, or NULL. */
static const char *reference_name(const struct html_reference *reference, size_t *used_out, char next, bool in_value)
{
	const char *found = NULL;

	*used_out = reference->len;
	if (next == ';')
		found = html_entity_find(reference->text, reference->len);
	if (found != NULL)
		return found;
	found = html_entity_find_old(used_out, reference->text, reference->len);
	if (in_value && (*used_out < reference->len || next == '=' || ascii_is_alnum(next)))
		return NULL;
	return found;
}

static void resolved_set(struct html_resolved *resolved, const char *utf8, size_t len)
{
	memcpy(resolved->utf8, utf8, len);
	resolved->len = len;
}

void html_reference_end(const struct html_reference *reference, struct html_resolved *resolved_out, char next,
			bool in_value)
{
	bool numeric = reference->len > 0 && reference->text[0] == '#';
	size_t used = reference->len;
	const char *found;

	if (numeric && used > (reference_is_hex(reference) ? 2u : 1u)) {
		resolved_out->len = utf8_encode(resolved_out->utf8, html_entity_number(reference->number));
		resolved_out->semicolon = next == ';';
	} else if (!numeric && (found = reference_name(reference, &used, next, in_value)) != NULL) {
		resolved_set(resolved_out, found, strlen(found));
		resolved_out->semicolon = next == ';' && used == reference->len;
	} else {
		resolved_set(resolved_out, "&", 1);
		resolved_out->semicolon = false;
		used = 0;
	}
	resolved_out->rest = reference->text + used;
	resolved_out->rest_len = reference->len - used;
}
