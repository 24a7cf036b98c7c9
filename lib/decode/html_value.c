/* html_value.c: turns the text of CSS values into bytes, words and numbers.
 * It must not know properties.
 * CSS Syntax 3, section 4.3 (tokens, as far as they matter), CSS Values 4 (units).
 */
#include "decode/html_value.h"

#include <string.h>

#include "base/text.h"

/* ---- bytes ------------------------------------------------------------------------------------------------------ */

static int css_hex(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Behind a backslash: up to six digits and a blank, or any one byte. */
static int css_escape(const char **at, const char *end)
{
	int value = 0, digits = 0;

	if (*at == end)
		return -1;
	for (; *at < end && digits < 6 && css_hex(**at) >= 0; digits++, (*at)++)
		value = value * 16 + css_hex(**at);
	if (digits == 0)
		return CSS_ESCAPED | (unsigned char)*(*at)++;
	if (*at < end && ascii_is_space(**at))
		(*at)++;
	return CSS_ESCAPED | (value > 0 && value < 0x80 ? value : 0x7f); /* no name that matters goes beyond ASCII */
}

int html_css_byte(const char **at, const char *end)
{
	if (*at == end)
		return -1;
	if (end - *at >= 2 && (*at)[0] == '/' && (*at)[1] == '*') {
		const char *close = *at + 2;

		do
			close = memchr(close, '*', (size_t)(end - close));
		while (close != NULL && ++close < end && *close != '/');
		*at = close == NULL || close >= end ? end : close + 1;
		return ' ';
	}
	if (**at == '\\') {
		(*at)++;
		return css_escape(at, end);
	}
	return (unsigned char)*(*at)++;
}

/* ---- values ----------------------------------------------------------------------------------------------------- */

bool html_value_is(const struct html_words *value, const char *word)
{
	return value->len == strlen(word) && memcmp(value->at, word, value->len) == 0;
}

bool html_value_starts(const struct html_words *value, const char *with)
{
	return value->len >= strlen(with) && memcmp(value->at, with, strlen(with)) == 0;
}

bool html_value_has(const struct html_words *value, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; len <= value->len && i <= value->len - len; i++)
		if (memcmp(value->at + i, word, len) == 0)
			return true;
	return false;
}

bool html_value_word(struct html_words *word_out, struct html_words *value)
{
	size_t depth = 0, i = 0;

	while (value->len > 0 && *value->at == ' ') {
		value->at++;
		value->len--;
	}
	for (; i < value->len && (value->at[i] != ' ' || depth > 0); i++) {
		if (value->at[i] == '(')
			depth++;
		else if (value->at[i] == ')' && depth > 0)
			depth--;
	}
	word_out->at = value->at;
	word_out->len = i;
	value->at += i;
	value->len -= i;
	return i > 0;
}

size_t html_value_number(int32_t *number_out, const struct html_words *value)
{
	int32_t number = 0, scale = 100;
	size_t i = 0, digits = 0;
	bool minus = false, point = false;

	if (i < value->len && (value->at[i] == '-' || value->at[i] == '+'))
		minus = value->at[i++] == '-';
	for (; i < value->len && (ascii_is_digit(value->at[i]) || (value->at[i] == '.' && !point)); i++) {
		if (value->at[i] == '.') {
			point = true;
			continue;
		}
		digits++;
		if (!point && number < 10000000)
			number = number * 10 + (value->at[i] - '0') * 100;
		else if (point && scale > 1)
			number += (value->at[i] - '0') * (scale /= 10);
	}
	*number_out = minus ? -number : number;
	return digits == 0 ? 0 : i;
}

static const struct {
	const char *name;
	unsigned char unit;
	int32_t hundredths; /* pixels (or em) in one */
} style_units[] = {
	{"px", HTML_UNIT_PIXEL, 100},  {"pt", HTML_UNIT_PIXEL, 133},  {"em", HTML_UNIT_EM, 100},
	{"%", HTML_UNIT_PERCENT, 100}, {"rem", HTML_UNIT_REM, 100},   {"ex", HTML_UNIT_EM, 50},
	{"ch", HTML_UNIT_EM, 50},      {"pc", HTML_UNIT_PIXEL, 1600}, {"in", HTML_UNIT_PIXEL, 9600},
	{"cm", HTML_UNIT_PIXEL, 3780}, {"mm", HTML_UNIT_PIXEL, 378},  {"q", HTML_UNIT_PIXEL, 94},
};

struct html_value html_value_length(const struct html_words *value, enum html_unit bare)
{
	struct html_value length = {0, HTML_UNIT_UNKNOWN};
	struct html_words rest = *value;
	size_t used = html_value_number(&length.number, value);

	if (used == 0)
		return length;
	rest.at += used;
	rest.len -= used;
	if (rest.len == 0 && (length.number == 0 || bare == HTML_UNIT_EM)) {
		length.unit = (unsigned char)bare;
		return length;
	}
	for (size_t i = 0; i < sizeof style_units / sizeof *style_units; i++)
		if (html_value_is(&rest, style_units[i].name)) {
			length.unit = style_units[i].unit;
			length.number = (int32_t)((int64_t)length.number * style_units[i].hundredths / 100);
		}
	return length;
}

static const struct {
	const char *name;
	int32_t number;
	unsigned char unit;
} style_font_sizes[] = {
	{"medium", 1600, HTML_UNIT_PIXEL},   {"small", 1300, HTML_UNIT_PIXEL},     {"x-small", 1000, HTML_UNIT_PIXEL},
	{"xx-small", 900, HTML_UNIT_PIXEL},  {"large", 1800, HTML_UNIT_PIXEL},     {"x-large", 2400, HTML_UNIT_PIXEL},
	{"xx-large", 3200, HTML_UNIT_PIXEL}, {"xxx-large", 4800, HTML_UNIT_PIXEL}, {"smaller", 83, HTML_UNIT_EM},
	{"larger", 120, HTML_UNIT_EM},
};

struct html_value html_value_font_size(const struct html_words *value)
{
	for (size_t i = 0; i < sizeof style_font_sizes / sizeof *style_font_sizes; i++)
		if (html_value_is(value, style_font_sizes[i].name))
			return (struct html_value){style_font_sizes[i].number, style_font_sizes[i].unit};
	return html_value_length(value, HTML_UNIT_PIXEL);
}

bool html_value_is_within(struct html_words value, int32_t hundredths)
{
	bool any = false;

	while (value.len > 0) {
		int32_t number;
		size_t used = html_value_number(&number, &value);

		if (used > 0 && number > hundredths)
			return false;
		any = any || used > 0;
		used = used == 0 ? 1 : used;
		value.at += used;
		value.len -= used;
	}
	return any;
}

bool html_value_argument(int32_t *number_out, struct html_words value, const char *function)
{
	if (!html_value_starts(&value, function))
		return false;
	value.at += strlen(function);
	value.len -= strlen(function);
	return html_value_number(number_out, &value) > 0;
}

bool html_value_is_far(struct html_words value, int sign)
{
	if (html_value_has(&value, "var(") || html_value_has(&value, "calc("))
		return true;
	while (value.len > 0) {
		int32_t number;
		size_t used = html_value_number(&number, &value);
		bool pixels = used > 0 && used + 2 <= value.len && memcmp(value.at + used, "px", 2) == 0;
		int32_t far = pixels ? 30000 : 2000;

		if (used > 0 && ((number >= far && sign >= 0) || (number <= -far && sign <= 0)))
			return true;
		used = used == 0 ? 1 : used;
		value.at += used;
		value.len -= used;
	}
	return false;
}
