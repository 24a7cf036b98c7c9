/* html_style.c: turns the text of CSS declarations into properties.
 * It must not know what properties mean, nor selectors, elements or what is inherited.
 * CSS Syntax 3, sections 4.3 and 5.4.4 (tokens as far as they matter, declarations).
 */
#include "decode/html_style.h"

#include "base/text.h"
#include "decode/html_property.h"

#define STYLE_NAME_BYTES 24
#define STYLE_VALUE_BYTES 160 /* what hides text is short; of a longer value only the beginning is read */

/* One declaration, without comments, lower case, blanks collapsed. */
struct declaration {
	char name[STYLE_NAME_BYTES];
	size_t name_len;
	char value[STYLE_VALUE_BYTES];
	size_t value_len;
	bool important;
};

void html_style_put(struct html_style *style, enum html_property property, int32_t number, enum html_unit unit)
{
	style->set |= HTML_CSS_BIT(property);
	style->important &= ~HTML_CSS_BIT(property);
	style->value[property].number = number;
	style->value[property].unit = (unsigned char)unit;
}

void html_style_merge(struct html_style *style, const struct html_style *later)
{
	uint64_t taken = later->set & (later->important | ~style->important);

	for (uint64_t left = taken; left != 0; left &= left - 1)
		style->value[__builtin_ctzll(left)] = later->value[__builtin_ctzll(left)];
	style->set |= taken;
	style->important |= later->important;
}

/* Can the value hide text, and nothing else? Colours can do both. */
static bool style_only_hides(enum html_property property, struct html_value value)
{
	switch (property) {
	case HTML_CSS_DISPLAY:
		return value.unit == HTML_UNIT_WORD && value.number == HTML_DISPLAY_NONE;
	case HTML_CSS_OPACITY:
		return value.unit == HTML_UNIT_WORD && value.number <= 5;
	case HTML_CSS_VISIBILITY:
	case HTML_CSS_OVERFLOW:
	case HTML_CSS_CLIP:
	case HTML_CSS_CLIP_PATH:
	case HTML_CSS_MSO_HIDE:
	case HTML_CSS_TRANSFORM:
		return value.number != 0;
	case HTML_CSS_FONT_SIZE:
	case HTML_CSS_HEIGHT:
	case HTML_CSS_MAX_HEIGHT:
	case HTML_CSS_MAX_WIDTH:
	case HTML_CSS_WIDTH:
		return value.unit != HTML_UNIT_UNKNOWN && value.unit != HTML_UNIT_INHERIT && value.number < 20;
	default:
		return false;
	}
}

void html_style_doubt(struct html_style *style)
{
	for (uint64_t left = style->set; left != 0; left &= left - 1) {
		int p = __builtin_ctzll(left);

		if (style_only_hides((enum html_property)p, style->value[p]))
			style->set &= ~HTML_CSS_BIT(p);
		else if (p != HTML_CSS_ANIMATED && p != HTML_CSS_PAINT && p != HTML_CSS_PUSHED && p != HTML_CSS_ROOM &&
			 p != HTML_CSS_ZOOMED) /* these only ever show, and do so by their number */
			style->value[p].unit = HTML_UNIT_UNKNOWN;
	}
	style->important &= style->set;
}

/* ---- declarations ---------------------------------------------------------------------------------------------- */

static void declaration_apply(const struct declaration *declaration, struct html_style *style)
{
	struct html_words name = {declaration->name, declaration->name_len};
	struct html_words value = {declaration->value, declaration->value_len};
	struct html_style one; /* only what its bits say is set */

	if (name.len == 0 || name.len > STYLE_NAME_BYTES || value.len == 0)
		return;
	one.set = one.important = 0;
	html_property_read(&one, &name, &value);
	one.important = declaration->important ? one.set : 0;
	html_style_merge(style, &one);
}

/* Up to the colon. Returns: there is a value behind it. A name with a blank or comment inside is none. */
static bool declaration_name(struct declaration *declaration, const char **at, const char *end)
{
	bool gap = false;
	int byte;

	declaration->name_len = 0;
	while ((byte = html_css_byte(at, end)) >= 0 && byte != ':' && byte != ';') {
		if (byte < 0x80 && ascii_is_space((char)byte)) {
			gap = declaration->name_len > 0;
			continue;
		}
		if (gap)
			declaration->name_len = STYLE_NAME_BYTES;
		if (declaration->name_len < STYLE_NAME_BYTES)
			declaration->name[declaration->name_len] = ascii_lower((char)(byte & 0xff));
		if (declaration->name_len <= STYLE_NAME_BYTES)
			declaration->name_len++;
	}
	return byte == ':';
}

static void declaration_value_byte(struct declaration *declaration, int byte)
{
	char c = ascii_lower((char)(byte & 0xff));

	if (byte < 0x80 && ascii_is_space(c)) {
		if (declaration->value_len == 0 || declaration->value[declaration->value_len - 1] == ' ')
			return;
		c = ' ';
	}
	if (declaration->value_len < STYLE_VALUE_BYTES)
		declaration->value[declaration->value_len++] = c;
}

/* Up to a semicolon outside of strings and brackets; !important is taken off. */
static void declaration_value(struct declaration *declaration, const char **at, const char *end)
{
	int byte, quote = 0, depth = 0;

	declaration->value_len = 0;
	declaration->important = false;
	while ((byte = html_css_byte(at, end)) >= 0 && (byte != ';' || quote != 0 || depth > 0)) {
		if (quote != 0)
			quote = byte == quote ? 0 : quote;
		else if (byte == '"' || byte == '\'')
			quote = byte;
		else if (byte == '(')
			depth++;
		else if (byte == ')' && depth > 0)
			depth--;
		if (byte == '!' && quote == 0 && depth == 0)
			declaration->important = true; /* the only word that ever follows it is important */
		if (!declaration->important)
			declaration_value_byte(declaration, byte);
	}
	while (declaration->value_len > 0 && declaration->value[declaration->value_len - 1] == ' ')
		declaration->value_len--;
}

void html_style_read(struct html_style *style, const char *at, size_t len)
{
	const char *end = at + len;
	struct declaration declaration;

	while (at < end) {
		if (!declaration_name(&declaration, &at, end))
			continue;
		declaration_value(&declaration, &at, end);
		declaration_apply(&declaration, style);
	}
}
