/* html_style.c: turns CSS declarations into the few properties that hide text.
 * It must not know selectors, elements or what is inherited.
 * CSS Syntax 3, sections 4.3 and 5.4.4 (tokens as far as they matter, declarations).
 */
#include "decode/html_style.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "decode/html_colour.h"

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
	style->set |= 1u << property;
	style->important &= ~(1u << property);
	style->value[property].number = number;
	style->value[property].unit = (unsigned char)unit;
}

void html_style_merge(struct html_style *style, const struct html_style *later)
{
	uint32_t taken = later->set & (later->important | ~style->important);

	for (uint32_t left = taken; left != 0; left &= left - 1)
		style->value[__builtin_ctz(left)] = later->value[__builtin_ctz(left)];
	style->set |= taken;
	style->important |= later->important;
}

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

struct words {
	const char *at;
	size_t len;
};

static bool value_is(const struct words *value, const char *word)
{
	return value->len == strlen(word) && memcmp(value->at, word, value->len) == 0;
}

static bool value_starts(const struct words *value, const char *with)
{
	return value->len >= strlen(with) && memcmp(value->at, with, strlen(with)) == 0;
}

static bool value_has(const struct words *value, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; len <= value->len && i <= value->len - len; i++)
		if (memcmp(value->at + i, word, len) == 0)
			return true;
	return false;
}

/* Take the first blank-separated word off; a function's blanks do not separate. */
static bool value_word(struct words *word_out, struct words *value)
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

/* A number in hundredths. Returns: bytes used, 0 when there is none. */
static size_t value_number(int32_t *number_out, const struct words *value)
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
	{"px", HTML_UNIT_PIXEL, 100}, {"pt", HTML_UNIT_PIXEL, 133}, {"em", HTML_UNIT_EM, 100},
	{"%", HTML_UNIT_PERCENT, 100}, {"rem", HTML_UNIT_REM, 100}, {"ex", HTML_UNIT_EM, 50},
	{"ch", HTML_UNIT_EM, 50}, {"pc", HTML_UNIT_PIXEL, 1600}, {"in", HTML_UNIT_PIXEL, 9600},
	{"cm", HTML_UNIT_PIXEL, 3780}, {"mm", HTML_UNIT_PIXEL, 378}, {"q", HTML_UNIT_PIXEL, 94},
};

/* A length; bare is the unit of a number without one, for 0 needs none. What is not understood says nothing: a value
 * that a client ignores must not hide text from us only. */
static struct html_value value_length(const struct words *value, enum html_unit bare)
{
	struct html_value length = {0, HTML_UNIT_UNKNOWN};
	struct words rest = *value;
	size_t used = value_number(&length.number, value);

	if (used == 0)
		return length;
	rest.at += used;
	rest.len -= used;
	if (rest.len == 0 && (length.number == 0 || bare == HTML_UNIT_EM)) {
		length.unit = (unsigned char)bare;
		return length;
	}
	for (size_t i = 0; i < sizeof style_units / sizeof *style_units; i++)
		if (value_is(&rest, style_units[i].name)) {
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
	{"medium", 1600, HTML_UNIT_PIXEL}, {"small", 1300, HTML_UNIT_PIXEL}, {"x-small", 1000, HTML_UNIT_PIXEL},
	{"xx-small", 900, HTML_UNIT_PIXEL}, {"large", 1800, HTML_UNIT_PIXEL}, {"x-large", 2400, HTML_UNIT_PIXEL},
	{"xx-large", 3200, HTML_UNIT_PIXEL}, {"xxx-large", 4800, HTML_UNIT_PIXEL}, {"smaller", 83, HTML_UNIT_EM},
	{"larger", 120, HTML_UNIT_EM},
};

static struct html_value value_font_size(const struct words *value)
{
	for (size_t i = 0; i < sizeof style_font_sizes / sizeof *style_font_sizes; i++)
		if (value_is(value, style_font_sizes[i].name))
			return (struct html_value){style_font_sizes[i].number, style_font_sizes[i].unit};
	return value_length(value, HTML_UNIT_PIXEL);
}

/* Is every number of the value at most one pixel? "rect(0 0 0 0)", "rect(1px, 1px, 1px, 1px)". */
static bool value_is_all_small(struct words value)
{
	bool any = false;

	while (value.len > 0) {
		int32_t number;
		size_t used = value_number(&number, &value);

		if (used > 0 && number > 100)
			return false;
		any = any || used > 0;
		used = used == 0 ? 1 : used;
		value.at += used;
		value.len -= used;
	}
	return any;
}

/* The first number behind a function's name: "inset(" of "inset(50%)". */
static bool value_argument(int32_t *number_out, struct words value, const char *function)
{
	if (!value_starts(&value, function))
		return false;
	value.at += strlen(function);
	value.len -= strlen(function);
	return value_number(number_out, &value) > 0;
}

/* ---- properties -------------------------------------------------------------------------------------------------- */

struct reading {
	struct html_style *style;
	enum html_property property;
	struct words value;
};

static void read_put(const struct reading *reading, int32_t number)
{
	html_style_put(reading->style, reading->property, number, HTML_UNIT_WORD);
}

static void read_display(const struct reading *reading)
{
	static const struct {
		const char *word;
		enum html_display display;
	} words[] = {
		{"none", HTML_DISPLAY_NONE}, {"inline", HTML_DISPLAY_INLINE}, {"contents", HTML_DISPLAY_INLINE},
		{"ruby", HTML_DISPLAY_INLINE}, {"inline-block", HTML_DISPLAY_INLINE_BOX},
		{"inline-flex", HTML_DISPLAY_INLINE_BOX}, {"inline-grid", HTML_DISPLAY_INLINE_BOX},
		{"inline-table", HTML_DISPLAY_INLINE_BOX}, {"table-cell", HTML_DISPLAY_CELL},
		{"block", HTML_DISPLAY_BLOCK}, {"list-item", HTML_DISPLAY_BLOCK}, {"flex", HTML_DISPLAY_BLOCK},
		{"grid", HTML_DISPLAY_BLOCK}, {"flow-root", HTML_DISPLAY_BLOCK}, {"table", HTML_DISPLAY_BLOCK},
		{"table-row", HTML_DISPLAY_BLOCK}, {"table-caption", HTML_DISPLAY_BLOCK},
		{"table-row-group", HTML_DISPLAY_BLOCK}, {"table-header-group", HTML_DISPLAY_BLOCK},
		{"table-footer-group", HTML_DISPLAY_BLOCK},
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (value_is(&reading->value, words[i].word))
			read_put(reading, (int32_t)words[i].display);
}

static void read_visibility(const struct reading *reading)
{
	if (value_is(&reading->value, "hidden") || value_is(&reading->value, "collapse"))
		read_put(reading, 1);
	else if (value_is(&reading->value, "visible") || value_is(&reading->value, "initial"))
		read_put(reading, 0);
}

static void read_opacity(const struct reading *reading)
{
	int32_t number;
	size_t used = value_number(&number, &reading->value);

	if (used == 0)
		return;
	read_put(reading, used < reading->value.len && reading->value.at[used] == '%' ? number / 100 : number);
}

static void read_colour(const struct reading *reading)
{
	int32_t colour;

	if (html_colour_read(&colour, reading->value.at, reading->value.len) == reading->value.len)
		read_put(reading, colour);
	else if (value_is(&reading->value, "initial"))
		read_put(reading, 0);
}

/* -webkit-text-fill-color outdoes color; only a transparent one is worth knowing. */
static void read_fill(const struct reading *reading)
{
	int32_t colour;

	if (html_colour_read(&colour, reading->value.at, reading->value.len) > 0 &&
	    colour == HTML_COLOUR_CLEAR)
		html_style_put(reading->style, HTML_CSS_COLOR, colour, HTML_UNIT_WORD);
}

static void read_image(const struct reading *reading)
{
	read_put(reading, value_has(&reading->value, "url(") || value_has(&reading->value, "gradient(") ||
				  value_has(&reading->value, "image("));
}

/* Words of the background shorthand besides colours, images and lengths. */
static bool value_is_background_word(const struct words *word)
{
	static const char *const words[] = {"none", "repeat", "repeat-x", "repeat-y", "no-repeat", "round", "space",
					    "scroll", "fixed", "local", "left", "right", "top", "bottom", "center",
					    "cover", "contain", "auto", "border-box", "padding-box", "content-box",
					    "/", ",", "initial", "!"};

	if (ascii_is_digit(*word->at) || *word->at == '-' || *word->at == '.')
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (value_is(word, words[i]))
			return true;
	return value_has(word, "(");
}

static void read_background(const struct reading *reading)
{
	struct reading image = *reading;
	struct words value = reading->value, word;
	int32_t colour = HTML_COLOUR_CLEAR; /* the shorthand resets what it does not name */

	while (value_word(&word, &value))
		if (html_colour_read(&colour, word.at, word.len) != word.len && !value_is_background_word(&word) &&
		    reading->value.len < STYLE_VALUE_BYTES)
			return; /* no client takes it */
	read_put(reading, colour);
	image.property = HTML_CSS_BACKGROUND_IMAGE;
	read_image(&image);
}

static void read_length(const struct reading *reading)
{
	struct html_value length = value_length(&reading->value, HTML_UNIT_PIXEL);

	html_style_put(reading->style, reading->property, length.number, (enum html_unit)length.unit);
}

static void read_line_height(const struct reading *reading)
{
	struct html_value length = value_length(&reading->value, HTML_UNIT_EM);

	html_style_put(reading->style, reading->property, length.number, (enum html_unit)length.unit);
}

static void read_font_size(const struct reading *reading)
{
	struct html_value size = value_font_size(&reading->value);

	if (size.unit != HTML_UNIT_UNKNOWN) /* not understood: declared in vain, the size stays */
		html_style_put(reading->style, reading->property, size.number, (enum html_unit)size.unit);
}

/* font: italic bold 12px/30px Georgia, serif */
static void read_font(const struct reading *reading)
{
	struct words value = reading->value, word;

	while (value_word(&word, &value)) {
		const char *slash = memchr(word.at, '/', word.len);
		struct words size = {word.at, slash == NULL ? word.len : (size_t)(slash - word.at)};
		struct html_value length = value_font_size(&size);
		bool is_weight = length.unit == HTML_UNIT_PIXEL && slash == NULL && length.number >= 10000 &&
				 ascii_is_digit(word.at[word.len - 1]);

		if (length.unit == HTML_UNIT_UNKNOWN || is_weight)
			continue;
		html_style_put(reading->style, HTML_CSS_FONT_SIZE, length.number, (enum html_unit)length.unit);
		if (slash != NULL) {
			size.at = slash + 1;
			size.len = word.len - (size_t)(slash + 1 - word.at);
			length = value_length(&size, HTML_UNIT_EM);
			html_style_put(reading->style, HTML_CSS_LINE_HEIGHT, length.number,
				       (enum html_unit)length.unit);
		}
		return;
	}
}

/* margin: top right bottom left, as far as they are there */
static void read_margin(const struct reading *reading)
{
	struct words value = reading->value, word;
	struct html_value side[4];
	size_t count = 0;

	while (count < 4 && value_word(&word, &value))
		side[count++] = value_length(&word, HTML_UNIT_PIXEL);
	if (count == 0)
		return;
	html_style_put(reading->style, HTML_CSS_MARGIN_TOP, side[0].number, (enum html_unit)side[0].unit);
	count = count == 4 ? 3 : count > 1 ? 1 : 0;
	html_style_put(reading->style, HTML_CSS_MARGIN_LEFT, side[count].number, (enum html_unit)side[count].unit);
}

static void read_clip(const struct reading *reading)
{
	read_put(reading, value_starts(&reading->value, "rect(") && value_is_all_small(reading->value));
}

static void read_clip_path(const struct reading *reading)
{
	int32_t number;

	if (value_argument(&number, reading->value, "inset(") && number >= 5000)
		read_put(reading, 2);
	else if (value_argument(&number, reading->value, "circle(") && number == 0)
		read_put(reading, 2);
}

static void read_transform(const struct reading *reading)
{
	int32_t number;
	bool gone = (value_argument(&number, reading->value, "scale(") && number < 5) ||
		    (value_argument(&number, reading->value, "scalex(") && number < 5) ||
		    (value_argument(&number, reading->value, "scaley(") && number < 5) ||
		    (value_argument(&number, reading->value, "translate(") && number <= -99900) ||
		    (value_argument(&number, reading->value, "translatex(") && number <= -99900) ||
		    (value_argument(&number, reading->value, "translatey(") && number <= -99900);

	read_put(reading, gone);
}

/* Properties that are asked one question: is the value one of these words? */
static void read_overflow(const struct reading *reading)
{
	struct words value = reading->value, word;
	bool hides = false;

	while (value_word(&word, &value))
		hides = hides || value_is(&word, "hidden") || value_is(&word, "clip");
	read_put(reading, hides);
}

static void read_position(const struct reading *reading)
{
	read_put(reading, value_is(&reading->value, "absolute") || value_is(&reading->value, "fixed"));
}

static void read_float(const struct reading *reading)
{
	read_put(reading, value_is(&reading->value, "left") || value_is(&reading->value, "right"));
}

static void read_mso_hide(const struct reading *reading)
{
	read_put(reading, value_is(&reading->value, "all"));
}

static void read_white_space(const struct reading *reading)
{
	read_put(reading, value_starts(&reading->value, "pre") || value_is(&reading->value, "break-spaces"));
}

static void read_direction(const struct reading *reading)
{
	read_put(reading, value_is(&reading->value, "rtl"));
}

static void read_bidi(const struct reading *reading)
{
	read_put(reading, value_has(&reading->value, "override"));
}

/* Sorted by name for bsearch. */
static const struct style_property {
	const char *name;
	void (*read)(const struct reading *reading);
	enum html_property property;
} style_properties[] = {
	{"-webkit-text-fill-color", read_fill, HTML_CSS_COLOR},
	{"background", read_background, HTML_CSS_BACKGROUND},
	{"background-color", read_colour, HTML_CSS_BACKGROUND},
	{"background-image", read_image, HTML_CSS_BACKGROUND_IMAGE},
	{"bottom", read_length, HTML_CSS_BOTTOM},
	{"clip", read_clip, HTML_CSS_CLIP},
	{"clip-path", read_clip_path, HTML_CSS_CLIP},
	{"color", read_colour, HTML_CSS_COLOR},
	{"direction", read_direction, HTML_CSS_DIRECTION},
	{"display", read_display, HTML_CSS_DISPLAY},
	{"float", read_float, HTML_CSS_FLOAT},
	{"font", read_font, HTML_CSS_FONT_SIZE},
	{"font-size", read_font_size, HTML_CSS_FONT_SIZE},
	{"height", read_length, HTML_CSS_HEIGHT},
	{"left", read_length, HTML_CSS_LEFT},
	{"line-height", read_line_height, HTML_CSS_LINE_HEIGHT},
	{"margin", read_margin, HTML_CSS_MARGIN_LEFT},
	{"margin-left", read_length, HTML_CSS_MARGIN_LEFT},
	{"margin-top", read_length, HTML_CSS_MARGIN_TOP},
	{"max-height", read_length, HTML_CSS_MAX_HEIGHT},
	{"max-width", read_length, HTML_CSS_MAX_WIDTH},
	{"mso-hide", read_mso_hide, HTML_CSS_MSO_HIDE},
	{"opacity", read_opacity, HTML_CSS_OPACITY},
	{"overflow", read_overflow, HTML_CSS_OVERFLOW},
	{"overflow-x", read_overflow, HTML_CSS_OVERFLOW},
	{"overflow-y", read_overflow, HTML_CSS_OVERFLOW},
	{"position", read_position, HTML_CSS_POSITION},
	{"right", read_length, HTML_CSS_RIGHT},
	{"text-indent", read_length, HTML_CSS_TEXT_INDENT},
	{"top", read_length, HTML_CSS_TOP},
	{"transform", read_transform, HTML_CSS_TRANSFORM},
	{"unicode-bidi", read_bidi, HTML_CSS_BIDI},
	{"visibility", read_visibility, HTML_CSS_VISIBILITY},
	{"white-space", read_white_space, HTML_CSS_WHITE_SPACE},
	{"width", read_length, HTML_CSS_WIDTH},
};

/* ---- declarations ------------------------------------------------------------------------------------------------- */

static int property_compare(const void *key, const void *member)
{
	const struct words *name = key;
	const char *known = ((const struct style_property *)member)->name;
	int order = strncmp(name->at, known, name->len);

	return order != 0 ? order : known[name->len] == '\0' ? 0 : -1;
}

static void declaration_apply(const struct declaration *declaration, struct html_style *style)
{
	struct words name = {declaration->name, declaration->name_len};
	struct html_style one = {0};
	struct reading reading = {&one, HTML_CSS_COUNT, {declaration->value, declaration->value_len}};
	const struct style_property *found;

	if (name.len == 0 || name.len > STYLE_NAME_BYTES)
		return;
	found = bsearch(&name, style_properties, sizeof style_properties / sizeof *style_properties,
			sizeof *style_properties, property_compare);
	if (found == NULL)
		return;
	reading.property = found->property;
	if (value_is(&reading.value, "inherit"))
		html_style_put(&one, found->property, 0, HTML_UNIT_INHERIT);
	else
		found->read(&reading);
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
