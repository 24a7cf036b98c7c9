/* boundary.c: turns characters of a folded text into "word", "no word" or "script without spaces".
 * It must not know phrases or literals.
 * No standard; which scripts are written without spaces is the fold's knowledge.
 */
#include "detect/boundary.h"

#include "fold/fold.h"

enum letter letter_of(uint32_t codepoint)
{
	if (codepoint < 0x80)
		return ascii_is_alnum((char)codepoint) ? LETTER_SPACED : LETTER_NONE;
	if (codepoint < 0xc0 || (codepoint >= 0x2000 && codepoint < 0x2100)) /* £ ¥ and € ₿ ₽ ₩ ₹ */
		return LETTER_NONE;
	if (codepoint < 0xe00) /* every script up to Sinhala is written with spaces */
		return LETTER_SPACED;
	return fold_is_continuous(codepoint) ? LETTER_CONTINUOUS : LETTER_SPACED;
}

enum letter letter_read(const char *text, size_t len, size_t at, size_t *used_out)
{
	uint32_t codepoint;

	*used_out = 1;
	if ((unsigned char)text[at] < 0x80)
		return letter_of((unsigned char)text[at]);
	*used_out = utf8_decode(&codepoint, text + at, len - at);
	if (*used_out > 0)
		return letter_of(codepoint);
	*used_out = 1;
	return LETTER_NONE;
}

enum letter letter_before(const char *text, size_t at)
{
	uint32_t codepoint;
	size_t from = at;

	if (at == 0)
		return LETTER_NONE;
	if ((unsigned char)text[at - 1] < 0x80)
		return letter_of((unsigned char)text[at - 1]);
	do
		from--;
	while (from > 0 && at - from < 4 && is_inside_character(text[from]));
	return utf8_decode(&codepoint, text + from, at - from) == 0 ? LETTER_NONE : letter_of(codepoint);
}

enum letter letter_at(const char *text, size_t len, size_t at)
{
	size_t used;

	return at < len ? letter_read(text, len, at, &used) : LETTER_NONE;
}
