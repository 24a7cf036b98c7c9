/* html_property.c: turns the name and value of a CSS property into what it does to text.
 * It must not know how declarations are written, nor selectors, elements or what is inherited.
 * CSS 2.2 and its modules (display, visibility, fonts, colours, boxes, positions, transforms), as far as they hide
 * text.
 */
#include "decode/html_property.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "decode/html_colour.h"

struct reading {
	struct html_style *style;
	enum html_property property;
	struct html_words value;
};

static void read_put(const struct reading *reading, int32_t number)
{
	html_style_put(reading->style, reading->property, number, HTML_UNIT_WORD);
}

static void read_unknown(const struct reading *reading)
{
	html_style_put(reading->style, reading->property, 0, HTML_UNIT_UNKNOWN);
}

static void read_set(const struct reading *reading, enum html_property property)
{
	html_style_put(reading->style, property, 1, HTML_UNIT_WORD);
}

/* ---- one word of a few -------------------------------------------------------------------------------------- */

static void read_display(const struct reading *reading)
{
	static const struct {
		const char *word;
		enum html_display display;
	} words[] = {
		{"none", HTML_DISPLAY_NONE},
		{"inline", HTML_DISPLAY_INLINE},
		{"contents", HTML_DISPLAY_INLINE},
		{"inline-table", HTML_DISPLAY_INLINE},
		{"inline-block", HTML_DISPLAY_INLINE_BOX},
		{"inline-flex", HTML_DISPLAY_INLINE_BOX},
		{"inline-grid", HTML_DISPLAY_INLINE_BOX},
		{"table-cell", HTML_DISPLAY_CELL},
		{"table", HTML_DISPLAY_TABLE},
		{"table-row", HTML_DISPLAY_TABLE},
		{"table-caption", HTML_DISPLAY_TABLE},
		{"table-row-group", HTML_DISPLAY_TABLE},
		{"table-header-group", HTML_DISPLAY_TABLE},
		{"table-footer-group", HTML_DISPLAY_TABLE},
		{"block", HTML_DISPLAY_BLOCK},
		{"list-item", HTML_DISPLAY_BLOCK},
		{"flex", HTML_DISPLAY_BLOCK},
		{"grid", HTML_DISPLAY_BLOCK},
		{"flow-root", HTML_DISPLAY_BLOCK},
	};

	read_unknown(reading);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (html_value_is(&reading->value, words[i].word))
			read_put(reading, (int32_t)words[i].display);
}

static void read_visibility(const struct reading *reading)
{
	read_put(reading, html_value_is(&reading->value, "hidden") || html_value_is(&reading->value, "collapse"));
}

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

/* animation, text-shadow, filter and the like: anything but none. */
static void read_any(const struct reading *reading)
{
	read_put(reading, !html_value_is(&reading->value, "none") && !html_value_is(&reading->value, "normal"));
}

/* background-clip: a picture or gradient in the shape of the letters. */
static void read_background_clip(const struct reading *reading)
{
	if (html_value_has(&reading->value, "text"))
		read_put(reading, 1);
}

/* ---- colours -------------------------------------------------------------------------------------------------- */

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
	else
		read_unknown(reading);
}

static void read_image(const struct reading *reading)
{
	read_put(reading, html_value_has(&reading->value, "("));
}

/* A shadow within the box paints it like a background. */
static void read_box_shadow(const struct reading *reading)
{
	if (html_value_has(&reading->value, "inset"))
		read_put(reading, 1);
}

/* Words of the background shorthand besides colours, images and lengths. */
static bool word_is_background(const struct html_words *word)
{
	static const char *const words[] = {"none",   "repeat", "repeat-x", "repeat-y", "no-repeat", "scroll",
					    "fixed",  "local",  "left",     "right",    "top",       "bottom",
					    "center", "cover",  "contain",  "auto",     "/"};

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
	bool known = true;

	image.property = HTML_CSS_BACKGROUND_IMAGE;
	while (html_value_word(&word, &value))
		known = known && (words_are_colour(&colour, &word) || word_is_background(&word));
	read_put(reading, colour);
	if (!known)
		read_unknown(reading);
	read_image(&image);
}

/* ---- numbers --------------------------------------------------------------------------------------------------- */

static void read_opacity(const struct reading *reading)
{
	int32_t number;
	size_t used = html_value_number(&number, &reading->value);

	if (used > 0 && used == reading->value.len)
		read_put(reading, number);
	else if (used > 0 && used + 1 == reading->value.len && reading->value.at[used] == '%')
		read_put(reading, number / 100);
	else
		read_unknown(reading);
}

static void read_length(const struct reading *reading)
{
	struct html_value length = html_value_length(&reading->value, HTML_UNIT_PIXEL);

	html_style_put(reading->style, reading->property, length.number, (enum html_unit)length.unit);
}

/* left, top: a place that may also push back into sight what a parent put far away */
static void read_place(const struct reading *reading)
{
	read_length(reading);
	if (html_value_is_far(reading->value, 1))
		read_set(reading, HTML_CSS_PUSHED);
}

/* right, bottom */
static void read_far_place(const struct reading *reading)
{
	read_length(reading);
	if (html_value_is_far(reading->value, -1))
		read_set(reading, HTML_CSS_PUSHED);
}

/* translate, inset, margin-right: only what they may push back */
static void read_push(const struct reading *reading)
{
	if (html_value_is_far(reading->value, 0))
		read_put(reading, 1);
}

/* padding gives room within a box of no height, and pushes */
static void read_padding(const struct reading *reading)
{
	if (!html_value_is_within(reading->value, 0))
		read_set(reading, HTML_CSS_ROOM);
	read_push(reading);
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
	if (html_value_is_far(reading->value, 1))
		read_set(reading, HTML_CSS_PUSHED);
}

static void read_line_height(const struct reading *reading)
{
	struct html_value length = html_value_length(&reading->value, HTML_UNIT_EM);

	html_style_put(reading->style, reading->property, length.number, (enum html_unit)length.unit);
}

static void read_font_size(const struct reading *reading)
{
	struct html_value size = html_value_font_size(&reading->value);

	html_style_put(reading->style, reading->property, size.number, (enum html_unit)size.unit);
}

/* font: italic bold 12px/30px Georgia, serif */
static void read_font(const struct reading *reading)
{
	struct html_words value = reading->value, word;

	read_unknown(reading);
	html_style_put(reading->style, HTML_CSS_LINE_HEIGHT, 0, HTML_UNIT_UNKNOWN);
	while (html_value_word(&word, &value)) {
		const char *slash = memchr(word.at, '/', word.len);
		struct html_words size = {word.at, slash == NULL ? word.len : (size_t)(slash - word.at)};
		struct reading line = {reading->style, HTML_CSS_LINE_HEIGHT, {NULL, 0}};
		struct html_value length = html_value_font_size(&size);

		if (length.unit == HTML_UNIT_UNKNOWN)
			continue;
		html_style_put(reading->style, HTML_CSS_FONT_SIZE, length.number, (enum html_unit)length.unit);
		if (slash == NULL)
			return;
		line.value.at = slash + 1;
		line.value.len = word.len - size.len - 1;
		read_line_height(&line);
		return;
	}
}

static void read_clip(const struct reading *reading)
{
	read_put(reading, html_value_starts(&reading->value, "rect(") && html_value_is_within(reading->value, 100));
}

static void read_clip_path(const struct reading *reading)
{
	int32_t number;

	read_put(reading, (html_value_argument(&number, reading->value, "inset(") && number >= 5000) ||
				  (html_value_argument(&number, reading->value, "circle(") && number == 0));
}

/* A scale: of nothing, or of small letters to large ones. */
static void read_scale(const struct reading *reading, int32_t hundredths)
{
	if (hundredths > -5 && hundredths < 5)
		html_style_put(reading->style, HTML_CSS_TRANSFORM, 1, HTML_UNIT_WORD);
	else if (hundredths > 150 || hundredths < -150)
		read_set(reading, HTML_CSS_ZOOMED);
}

static void read_transform(const struct reading *reading)
{
	static const char *const scales[] = {"scale(", "scalex(", "scaley(", "scale3d("};
	static const char *const moves[] = {"translate(", "translatex(", "translatey(", "translate3d("};
	int32_t number;

	read_put(reading, 0);
	if (html_value_is(&reading->value, "none"))
		return;
	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
		if (html_value_argument(&number, reading->value, scales[i])) {
			read_scale(reading, number);
			return;
		}
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		if (html_value_argument(&number, reading->value, moves[i]))
			read_put(reading, number <= -99900);
	if (html_value_is_far(reading->value, 1))
		read_set(reading, HTML_CSS_PUSHED);
	if (html_value_starts(&reading->value, "matrix") || html_value_has(&reading->value, "scale"))
		read_set(reading, HTML_CSS_ZOOMED);
}

/* zoom: 20, text-size-adjust: 2000%, scale: 20 */
static void read_zoom(const struct reading *reading)
{
	int32_t number;
	size_t used = html_value_number(&number, &reading->value);
	bool percent = used < reading->value.len && reading->value.at[used] == '%';

	if (used > 0 ? number > (percent ? 15000 : 150) : html_value_has(&reading->value, "("))
		read_put(reading, 1);
}

/* ---- the table ------------------------------------------------------------------------------------------------- */

/* Sorted by name for bsearch. */
static const struct style_property {
	const char *name;
	void (*read)(const struct reading *reading);
	enum html_property property;
} style_properties[] = {
	{"-webkit-animation", read_any, HTML_CSS_ANIMATED},
	{"-webkit-background-clip", read_background_clip, HTML_CSS_PAINT},
	{"-webkit-filter", read_any, HTML_CSS_PAINT},
	{"-webkit-text-fill-color", read_colour, HTML_CSS_FILL},
	{"-webkit-text-size-adjust", read_zoom, HTML_CSS_ZOOMED},
	{"-webkit-text-stroke", read_any, HTML_CSS_PAINT},
	{"-webkit-text-stroke-width", read_any, HTML_CSS_PAINT},
	{"-webkit-transform", read_transform, HTML_CSS_TRANSFORM},
	{"animation", read_any, HTML_CSS_ANIMATED},
	{"animation-name", read_any, HTML_CSS_ANIMATED},
	{"background", read_background, HTML_CSS_BACKGROUND},
	{"background-clip", read_background_clip, HTML_CSS_PAINT},
	{"background-color", read_colour, HTML_CSS_BACKGROUND},
	{"background-image", read_image, HTML_CSS_BACKGROUND_IMAGE},
	{"bottom", read_far_place, HTML_CSS_BOTTOM},
	{"box-shadow", read_box_shadow, HTML_CSS_BACKGROUND_IMAGE},
	{"clip", read_clip, HTML_CSS_CLIP},
	{"clip-path", read_clip_path, HTML_CSS_CLIP_PATH},
	{"color", read_colour, HTML_CSS_COLOR},
	{"direction", read_direction, HTML_CSS_DIRECTION},
	{"display", read_display, HTML_CSS_DISPLAY},
	{"filter", read_any, HTML_CSS_PAINT},
	{"float", read_float, HTML_CSS_FLOAT},
	{"font", read_font, HTML_CSS_FONT_SIZE},
	{"font-size", read_font_size, HTML_CSS_FONT_SIZE},
	{"height", read_length, HTML_CSS_HEIGHT},
	{"inset", read_push, HTML_CSS_PUSHED},
	{"left", read_place, HTML_CSS_LEFT},
	{"line-height", read_line_height, HTML_CSS_LINE_HEIGHT},
	{"margin", read_margin, HTML_CSS_MARGIN_LEFT},
	{"margin-left", read_place, HTML_CSS_MARGIN_LEFT},
	{"margin-right", read_push, HTML_CSS_PUSHED},
	{"margin-top", read_place, HTML_CSS_MARGIN_TOP},
	{"max-height", read_length, HTML_CSS_MAX_HEIGHT},
	{"max-width", read_length, HTML_CSS_MAX_WIDTH},
	{"min-height", read_padding, HTML_CSS_PUSHED},
	{"min-width", read_padding, HTML_CSS_PUSHED},
	{"mix-blend-mode", read_any, HTML_CSS_PAINT},
	{"mso-hide", read_mso_hide, HTML_CSS_MSO_HIDE},
	{"opacity", read_opacity, HTML_CSS_OPACITY},
	{"overflow", read_overflow, HTML_CSS_OVERFLOW},
	{"overflow-x", read_overflow, HTML_CSS_OVERFLOW},
	{"overflow-y", read_overflow, HTML_CSS_OVERFLOW},
	{"padding", read_padding, HTML_CSS_PUSHED},
	{"padding-bottom", read_padding, HTML_CSS_PUSHED},
	{"padding-left", read_padding, HTML_CSS_PUSHED},
	{"padding-right", read_padding, HTML_CSS_PUSHED},
	{"padding-top", read_padding, HTML_CSS_PUSHED},
	{"position", read_position, HTML_CSS_POSITION},
	{"right", read_far_place, HTML_CSS_RIGHT},
	{"scale", read_zoom, HTML_CSS_ZOOMED},
	{"text-indent", read_place, HTML_CSS_TEXT_INDENT},
	{"text-shadow", read_any, HTML_CSS_PAINT},
	{"text-size-adjust", read_zoom, HTML_CSS_ZOOMED},
	{"top", read_place, HTML_CSS_TOP},
	{"transform", read_transform, HTML_CSS_TRANSFORM},
	{"translate", read_push, HTML_CSS_PUSHED},
	{"unicode-bidi", read_bidi, HTML_CSS_BIDI},
	{"visibility", read_visibility, HTML_CSS_VISIBILITY},
	{"white-space", read_white_space, HTML_CSS_WHITE_SPACE},
	{"width", read_length, HTML_CSS_WIDTH},
	{"zoom", read_zoom, HTML_CSS_ZOOMED},
};

static int property_compare(const void *key, const void *member)
{
	const struct html_words *name = key;

	return ascii_order(name->at, name->len, ((const struct style_property *)member)->name);
}

/* initial, unset, revert: back to what a client does by itself, which hides nothing. */
static bool value_is_reset(const struct html_words *value)
{
	return html_value_is(value, "initial") || html_value_is(value, "unset") || html_value_starts(value, "revert");
}

void html_property_read(struct html_style *style, const struct html_words *name, const struct html_words *value)
{
	struct reading reading = {style, HTML_CSS_COUNT, *value};
	const struct style_property *found;

	if (html_value_is(name, "all")) {
		for (int p = 0; p < HTML_CSS_COUNT; p++)
			html_style_put(style, (enum html_property)p, 0, HTML_UNIT_UNKNOWN);
		return;
	}
	found = bsearch(name, style_properties, sizeof style_properties / sizeof *style_properties,
			sizeof *style_properties, property_compare);
	if (found == NULL)
		return;
	reading.property = found->property;
	if (html_value_is(value, "inherit"))
		html_style_put(style, found->property, 0, HTML_UNIT_INHERIT);
	else if (value_is_reset(value))
		read_unknown(&reading);
	else
		found->read(&reading);
}
