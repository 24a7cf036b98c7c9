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

/* ---- properties -------------------------------------------------------------------------------------------------- */

struct reading {
	struct html_style *style;
	enum html_property property;
	struct html_words value;
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
		{"none", HTML_DISPLAY_NONE},
		{"inline", HTML_DISPLAY_INLINE},
		{"contents", HTML_DISPLAY_INLINE},
		{"ruby", HTML_DISPLAY_INLINE},
		{"inline-block", HTML_DISPLAY_INLINE_BOX},
		{"inline-flex", HTML_DISPLAY_INLINE_BOX},
		{"inline-grid", HTML_DISPLAY_INLINE_BOX},
		{"inline-table", HTML_DISPLAY_INLINE_BOX},
		{"table-cell", HTML_DISPLAY_CELL},
		{"block", HTML_DISPLAY_BLOCK},
		{"list-item", HTML_DISPLAY_BLOCK},
		{"flex", HTML_DISPLAY_BLOCK},
		{"grid", HTML_DISPLAY_BLOCK},
		{"flow-root", HTML_DISPLAY_BLOCK},
		{"table", HTML_DISPLAY_BLOCK},
		{"table-row", HTML_DISPLAY_BLOCK},
		{"table-caption", HTML_DISPLAY_BLOCK},
		{"table-row-group", HTML_DISPLAY_BLOCK},
		{"table-header-group", HTML_DISPLAY_BLOCK},
		{"table-footer-group", HTML_DISPLAY_BLOCK},
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (html_value_is(&reading->value, words[i].word))
			read_put(reading, (int32_t)words[i].display);
}

static void read_visibility(const struct reading *reading)
{
	if (html_value_is(&reading->value, "hidden") || html_value_is(&reading->value, "collapse"))
		read_put(reading, 1);
	else if (html_value_is(&reading->value, "visible") || html_value_is(&reading->value, "initial"))
		read_put(reading, 0);
}

static void read_opacity(const struct reading *reading)
{
	int32_t number;
	size_t used = html_value_number(&number, &reading->value);

	if (used == 0)
		return;
	read_put(reading, used < reading->value.len && reading->value.at[used] == '%' ? number / 100 : number);
}

/* Is all of it one colour? */
static bool words_are_colour(int32_t *colour_out, const struct html_words *words)
{
	int32_t colour;
	size_t used = html_colour_read(&colour, words->at, words->len);

	if (used == 0 || used < words->len)
		return false;
	*colour_out = colour;
	return true;
}

static void read_colour(const struct reading *reading)
{
	int32_t colour;

	if (words_are_colour(&colour, &reading->value))
		read_put(reading, colour);
	else if (html_value_is(&reading->value, "initial"))
		read_put(reading, 0);
}

/* -webkit-text-fill-color outdoes color; only a transparent one is worth knowing. */
static void read_fill(const struct reading *reading)
{
	int32_t colour;

	if (words_are_colour(&colour, &reading->value) && colour == HTML_COLOUR_CLEAR)
		html_style_put(reading->style, HTML_CSS_COLOR, colour, HTML_UNIT_WORD);
}

static void read_image(const struct reading *reading)
{
	read_put(reading, html_value_has(&reading->value, "url(") || html_value_has(&reading->value, "gradient(") ||
				  html_value_has(&reading->value, "image("));
}

/* Words of the background shorthand besides colours, images and lengths. */
static bool value_is_background_word(const struct html_words *word)
{
	static const char *const words[] = {"none",        "repeat",  "repeat-x", "repeat-y",   "no-repeat",
					    "round",       "space",   "scroll",   "fixed",      "local",
					    "left",        "right",   "top",      "bottom",     "center",
					    "cover",       "contain", "auto",     "border-box", "padding-box",
					    "content-box", "/",       ",",        "initial",    "!"};

	if (ascii_is_digit(*word->at) || *word->at == '-' || *word->at == '.')
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (html_value_is(word, words[i]))
			return true;
	return html_value_has(word, "(");
}

static void read_background(const struct reading *reading)
{
	struct reading image = *reading;
	struct html_words value = reading->value, word;
	int32_t colour = HTML_COLOUR_CLEAR; /* the shorthand resets what it does not name */

	while (html_value_word(&word, &value))
		if (!words_are_colour(&colour, &word) && !value_is_background_word(&word) &&
		    reading->value.len < STYLE_VALUE_BYTES)
			return; /* no client takes it */
	read_put(reading, colour);
	image.property = HTML_CSS_BACKGROUND_IMAGE;
	read_image(&image);
}

static void read_length(const struct reading *reading)
{
	struct html_value length = html_value_length(&reading->value, HTML_UNIT_PIXEL);

	html_style_put(reading->style, reading->property, length.number, (enum html_unit)length.unit);
}

static void read_line_height(const struct reading *reading)
{
	struct html_value length = html_value_length(&reading->value, HTML_UNIT_EM);

	html_style_put(reading->style, reading->property, length.number, (enum html_unit)length.unit);
}

static void read_font_size(const struct reading *reading)
{
	struct html_value size = html_value_font_size(&reading->value);

	if (size.unit != HTML_UNIT_UNKNOWN) /* not understood: declared in vain, the size stays */
		html_style_put(reading->style, reading->property, size.number, (enum html_unit)size.unit);
}

/* font: italic bold 12px/30px Georgia, serif */
static void read_font(const struct reading *reading)
{
	struct html_words value = reading->value, word;

	while (html_value_word(&word, &value)) {
		const char *slash = memchr(word.at, '/', word.len);
		struct html_words size = {word.at, slash == NULL ? word.len : (size_t)(slash - word.at)};
		struct html_value length = html_value_font_size(&size);
		bool is_weight = length.unit == HTML_UNIT_PIXEL && slash == NULL && length.number >= 10000 &&
				 ascii_is_digit(word.at[word.len - 1]);

		if (length.unit == HTML_UNIT_UNKNOWN || is_weight)
			continue;
		html_style_put(reading->style, HTML_CSS_FONT_SIZE, length.number, (enum html_unit)length.unit);
		if (slash != NULL) {
			size.at = slash + 1;
			size.len = word.len - (size_t)(slash + 1 - word.at);
			length = html_value_length(&size, HTML_UNIT_EM);
			html_style_put(reading->style, HTML_CSS_LINE_HEIGHT, length.number,
				       (enum html_unit)length.unit);
		}
		return;
	}
}

/* margin: top right bottom left, as far as they are there */
static void read_margin(const struct reading *reading)
{
	struct html_words value = reading->value, word;
	struct html_value side[4];
	size_t count = 0;

	while (count < 4 && html_value_word(&word, &value))
		side[count++] = html_value_length(&word, HTML_UNIT_PIXEL);
	if (count == 0)
		return;
	html_style_put(reading->style, HTML_CSS_MARGIN_TOP, side[0].number, (enum html_unit)side[0].unit);
	count = count == 4 ? 3 : count > 1 ? 1 : 0;
	html_style_put(reading->style, HTML_CSS_MARGIN_LEFT, side[count].number, (enum html_unit)side[count].unit);
}

static void read_clip(const struct reading *reading)
{
	read_put(reading, html_value_starts(&reading->value, "rect(") && html_value_is_all_small(reading->value));
}

static void read_clip_path(const struct reading *reading)
{
	int32_t number;

	if (html_value_argument(&number, reading->value, "inset(") && number >= 5000)
		read_put(reading, 2);
	else if (html_value_argument(&number, reading->value, "circle(") && number == 0)
		read_put(reading, 2);
}

static void read_transform(const struct reading *reading)
{
	int32_t number;
	bool gone = (html_value_argument(&number, reading->value, "scale(") && number < 5) ||
		    (html_value_argument(&number, reading->value, "scalex(") && number < 5) ||
		    (html_value_argument(&number, reading->value, "scaley(") && number < 5) ||
		    (html_value_argument(&number, reading->value, "translate(") && number <= -99900) ||
		    (html_value_argument(&number, reading->value, "translatex(") && number <= -99900) ||
		    (html_value_argument(&number, reading->value, "translatey(") && number <= -99900);

	read_put(reading, gone);
}

/* Properties that are asked one question: is the value one of these words? */
static void read_overflow(const struct reading *reading)
{
	struct html_words value = reading->value, word;
	bool hides = false;

	while (html_value_word(&word, &value))
		hides = hides || html_value_is(&word, "hidden") || html_value_is(&word, "clip");
	read_put(reading, hides);
}

static void read_position(const struct reading *reading)
{
	read_put(reading, html_value_is(&reading->value, "absolute") || html_value_is(&reading->value, "fixed"));
}

static void read_float(const struct reading *reading)
{
	read_put(reading, html_value_is(&reading->value, "left") || html_value_is(&reading->value, "right"));
}

static void read_mso_hide(const struct reading *reading)
{
	read_put(reading, html_value_is(&reading->value, "all"));
}

static void read_white_space(const struct reading *reading)
{
	read_put(reading, html_value_starts(&reading->value, "pre") || html_value_is(&reading->value, "break-spaces"));
}

static void read_direction(const struct reading *reading)
{
	read_put(reading, html_value_is(&reading->value, "rtl"));
}

static void read_bidi(const struct reading *reading)
{
	read_put(reading, html_value_has(&reading->value, "override"));
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

/* ---- declarations -------------------------------------------------------------------------------------------------
 */

static int property_compare(const void *key, const void *member)
{
	const struct html_words *name = key;

	return ascii_order(name->at, name->len, ((const struct style_property *)member)->name);
}

static void declaration_apply(const struct declaration *declaration, struct html_style *style)
{
	struct html_words name = {declaration->name, declaration->name_len};
	struct html_style one; /* only what its bits say is set */
	struct reading reading = {&one, HTML_CSS_COUNT, {declaration->value, declaration->value_len}};
	const struct style_property *found;

	if (name.len == 0 || name.len > STYLE_NAME_BYTES)
		return;
	found = bsearch(&name, style_properties, sizeof style_properties / sizeof *style_properties,
			sizeof *style_properties, property_compare);
	if (found == NULL)
		return;
	reading.property = found->property;
	one.set = one.important = 0;
	if (html_value_is(&reading.value, "inherit"))
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
