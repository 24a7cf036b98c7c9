/* html_look.c: turns an element's properties into what can be seen of its text.
 * It must not know how tags are cut; it decides about one element at a time and keeps nothing.
 * CSS 2.2, chapters 6 (inheritance), 9 to 11 (boxes, overflow, visibility), as far as they hide text.
 *
 * In doubt a text is seen: max-height: 0 hides nothing without overflow: hidden, nor with it if there is padding, a
 * child that is positioned, or a value that nobody knows. Who is too quick to believe in hiding hides the letter from
 * the filter instead of from its reader.
 */
#include "decode/html_look.h"

#include <string.h>

#include "base/text.h"
#include "decode/html_colour.h"

#define LOOK_FONT 1600        /* 16px */
#define LOOK_FONT_LEAST 200   /* letters below 2px are dust */
#define LOOK_BOX_LEAST 200    /* so is what shows through a slit of less than 2px */
#define LOOK_FAR 99900        /* 999px to the left of the page is off-screen */
#define LOOK_FAR_RIGHT 500000 /* from the right edge, screens are wide */
#define LOOK_PAGE 80000       /* what percentages are of */
#define LOOK_LINK 0x0000ee
#define LOOK_LENGTH_MOST (INT32_MAX / 2)

void html_look_begin(struct html_look *look_out)
{
	memset(look_out, 0, sizeof *look_out);
	look_out->fill = HTML_COLOUR_UNKNOWN;
	look_out->back = 0xffffff;
	look_out->font = LOOK_FONT;
	look_out->line = -1;
	look_out->assumed = true;
	look_out->display = HTML_DISPLAY_BLOCK;
}

/* ---- questions to the cascade ---------------------------------------------------------------------------------- */

/* Is the property declared with a value that is known, and not to be inherited? */
static bool look_has(const struct html_cascade *cascade, enum html_property property)
{
	return (cascade->set >> property & 1) != 0 && cascade->value[property].unit != HTML_UNIT_INHERIT &&
	       cascade->value[property].unit != HTML_UNIT_UNKNOWN;
}

static bool look_is_unknown(const struct html_cascade *cascade, enum html_property property)
{
	return (cascade->set >> property & 1) != 0 && cascade->value[property].unit == HTML_UNIT_UNKNOWN;
}

/* A number that is inherited: what is declared, what the parent has, or what hides nothing. */
static int32_t look_word(const struct html_cascade *cascade, enum html_property property, int32_t parent,
			 int32_t harmless)
{
	if (look_is_unknown(cascade, property))
		return harmless;
	return look_has(cascade, property) ? cascade->value[property].number : parent;
}

/* A number that is not inherited; 0 hides nothing. */
static int32_t look_own_word(const struct html_cascade *cascade, enum html_property property)
{
	return look_has(cascade, property) ? cascade->value[property].number : 0;
}

/* A length in hundredths of a pixel; percent is what all of it would be. Returns: it is declared and known. */
static bool look_length(int32_t *length_out, const struct html_cascade *cascade, enum html_property property,
			int32_t font, int32_t percent)
{
	int64_t number;

	if (!look_has(cascade, property))
		return false;
	number = cascade->value[property].number;
	switch (cascade->value[property].unit) {
	case HTML_UNIT_EM:
		number = number * font / 100;
		break;
	case HTML_UNIT_REM:
		number = number * LOOK_FONT / 100;
		break;
	case HTML_UNIT_PERCENT:
		number = number * percent / 10000;
		break;
	default:
		break;
	}
	if (number > LOOK_LENGTH_MOST)
		number = LOOK_LENGTH_MOST;
	if (number < -LOOK_LENGTH_MOST)
		number = -LOOK_LENGTH_MOST;
	*length_out = (int32_t)number;
	return true;
}

/* ---- letters --------------------------------------------------------------------------------------------------- */

static void look_letters(struct html_look *look, const struct html_look *parent, const struct html_cascade *cascade)
{
	int32_t length;

	if (look_is_unknown(cascade, HTML_CSS_FONT_SIZE))
		look->font = LOOK_FONT;
	else if (look_length(&length, cascade, HTML_CSS_FONT_SIZE, parent->font, parent->font) && length >= 0)
		look->font = length;
	if (look_is_unknown(cascade, HTML_CSS_LINE_HEIGHT))
		look->line = -1;
	else if (look_length(&length, cascade, HTML_CSS_LINE_HEIGHT, look->font, look->font) && length >= 0)
		look->line = length;
	if (look_is_unknown(cascade, HTML_CSS_TEXT_INDENT))
		look->indent = 0;
	else if (look_length(&length, cascade, HTML_CSS_TEXT_INDENT, look->font, LOOK_PAGE))
		look->indent = length;
	look->invisible = look_word(cascade, HTML_CSS_VISIBILITY, parent->invisible, 0);
	look->keep_lines = look_word(cascade, HTML_CSS_WHITE_SPACE, parent->keep_lines, 0);
	look->right_to_left = look_word(cascade, HTML_CSS_DIRECTION, parent->right_to_left, 0);
	if (look_own_word(cascade, HTML_CSS_BIDI) != 0)
		look->reversed = look->right_to_left;
	look->zoomed = parent->zoomed || look_own_word(cascade, HTML_CSS_ZOOMED) != 0;
}

static void look_colours(struct html_look *look, const struct html_element *element, const struct html_cascade *cascade)
{
	int32_t back = look_word(cascade, HTML_CSS_BACKGROUND, HTML_COLOUR_CLEAR, HTML_COLOUR_UNKNOWN);

	if (element != NULL && (element->flags & HTML_PAINTED) != 0)
		look->back = HTML_COLOUR_UNKNOWN;
	look->fore = look_word(cascade, HTML_CSS_COLOR, look->fore, HTML_COLOUR_UNKNOWN);
	look->fill = look_word(cascade, HTML_CSS_FILL, look->fill, HTML_COLOUR_UNKNOWN);
	if (look_is_unknown(cascade, HTML_CSS_FILL))
		look->fore = HTML_COLOUR_UNKNOWN;
	if (look_own_word(cascade, HTML_CSS_BACKGROUND_IMAGE) != 0 ||
	    look_is_unknown(cascade, HTML_CSS_BACKGROUND_IMAGE))
		look->back = HTML_COLOUR_UNKNOWN;
	else if (back != HTML_COLOUR_CLEAR)
		look->back = back;
	look->assumed = look->assumed && back == HTML_COLOUR_CLEAR;
	look->painted = look->painted || look_own_word(cascade, HTML_CSS_PAINT) != 0;
}

static bool look_is_like_its_ground(const struct html_look *look)
{
	int32_t colour = look->fill != HTML_COLOUR_UNKNOWN ? look->fill : look->fore;

	return !look->painted && (colour == HTML_COLOUR_CLEAR || html_colour_is_near(colour, look->back));
}

/* ---- boxes ----------------------------------------------------------------------------------------------------- */

static enum html_display look_usual_display(const struct html_element *element)
{
	if (element != NULL && (element->flags & HTML_BLOCK) != 0)
		return (element->flags & HTML_BOX) != 0 ? HTML_DISPLAY_BLOCK : HTML_DISPLAY_TABLE;
	return element != NULL && (element->flags & HTML_CELL) != 0 ? HTML_DISPLAY_CELL : HTML_DISPLAY_INLINE;
}

static enum html_display look_display(const struct html_element *element, const struct html_cascade *cascade)
{
	if (look_is_unknown(cascade, HTML_CSS_DISPLAY))
		return HTML_DISPLAY_INLINE;
	return look_has(cascade, HTML_CSS_DISPLAY) ? (enum html_display)cascade->value[HTML_CSS_DISPLAY].number
						   : look_usual_display(element);
}

static bool look_is_small(const struct html_look *look, const struct html_cascade *cascade, enum html_property property)
{
	int32_t length;

	return look_length(&length, cascade, property, look->font, LOOK_PAGE) && length >= 0 && length < LOOK_BOX_LEAST;
}

/* Does the box show nothing of what is in it? Widths and heights do nothing for inline boxes and for tables, and a
 * body's overflow is the window's. */
static void look_shut(struct html_look *look, const struct html_element *element, const struct html_cascade *cascade)
{
	bool out = look_own_word(cascade, HTML_CSS_POSITION) != 0;
	bool is_box = out || look_own_word(cascade, HTML_CSS_FLOAT) != 0 || look->display == HTML_DISPLAY_INLINE_BOX ||
		      look->display == HTML_DISPLAY_BLOCK;

	if (out) /* what is positioned leaves the box of a parent that is not; in doubt it does */
		look->shut = look->narrow = false;
	if (!is_box || look->display == HTML_DISPLAY_TABLE || look_own_word(cascade, HTML_CSS_OVERFLOW) == 0 ||
	    look_own_word(cascade, HTML_CSS_ROOM) != 0 || (element != NULL && element->is == HTML_BODY))
		return;
	if (look_is_small(look, cascade, HTML_CSS_WIDTH) || look_is_small(look, cascade, HTML_CSS_MAX_WIDTH) ||
	    look_is_small(look, cascade, HTML_CSS_HEIGHT) || look_is_small(look, cascade, HTML_CSS_MAX_HEIGHT))
		look->shut = true;
	if ((cascade->set >> HTML_CSS_HEIGHT & 1) == 0)
		look->narrow = true;
}

static bool look_is_far(const struct html_look *look, const struct html_cascade *cascade, enum html_property property,
			bool to_the_left)
{
	int32_t length;

	return look_length(&length, cascade, property, look->font, LOOK_PAGE) &&
	       (to_the_left ? length <= -LOOK_FAR : length >= LOOK_FAR_RIGHT);
}

static void look_place(struct html_look *look, const struct html_cascade *cascade)
{
	bool out = look_own_word(cascade, HTML_CSS_POSITION) != 0;

	if (look_is_far(look, cascade, HTML_CSS_MARGIN_LEFT, true) ||
	    look_is_far(look, cascade, HTML_CSS_MARGIN_TOP, true) || look_own_word(cascade, HTML_CSS_TRANSFORM) != 0)
		look->far = true;
	if (out &&
	    (look_is_far(look, cascade, HTML_CSS_LEFT, true) || look_is_far(look, cascade, HTML_CSS_TOP, true) ||
	     look_is_far(look, cascade, HTML_CSS_RIGHT, false) || look_is_far(look, cascade, HTML_CSS_BOTTOM, false)))
		look->far = true;
	if (look_own_word(cascade, HTML_CSS_PUSHED) != 0) {
		look->far = false;
		look->indent = 0;
	}
}

/* Can the element lie on others, or under them? */
static bool look_moved(const struct html_cascade *cascade)
{
	static const enum html_property moves[] = {HTML_CSS_LEFT,      HTML_CSS_TOP,         HTML_CSS_RIGHT,
						   HTML_CSS_BOTTOM,    HTML_CSS_MARGIN_LEFT, HTML_CSS_MARGIN_TOP,
						   HTML_CSS_TRANSFORM, HTML_CSS_PUSHED,      HTML_CSS_POSITION};

	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		bool is_margin = moves[i] == HTML_CSS_MARGIN_LEFT || moves[i] == HTML_CSS_MARGIN_TOP;
		int32_t number = look_own_word(cascade, moves[i]);

		if (look_is_unknown(cascade, moves[i]) ? !is_margin : is_margin ? number < 0 : number != 0)
			return true;
	}
	return false;
}

/* An animation may end anywhere: nothing of what is declared beside it counts. */
static void look_animate(struct html_look *look, const struct html_look *parent)
{
	look->faint = parent->faint;
	look->far = look->shut = look->narrow = look->invisible = false;
	look->fore = HTML_COLOUR_UNKNOWN;
	look->fill = HTML_COLOUR_UNKNOWN;
	look->font = LOOK_FONT;
	look->indent = 0;
}

/* ---- an element ------------------------------------------------------------------------------------------------ */

static void look_put_colour(struct html_cascade *cascade, const struct html_tag *tag, enum html_attribute attribute,
			    enum html_property property)
{
	int32_t colour;

	if (tag->value[attribute] == NULL)
		return;
	colour = html_colour_attribute(tag->value[attribute], tag->len[attribute]);
	if (colour != HTML_COLOUR_UNKNOWN)
		html_cascade_put(cascade, property, colour, HTML_FROM_ATTRIBUTE);
}

/* What the client itself and the attributes of old say about an element's style. */
static void look_cascade_plain(struct html_cascade *cascade, const struct html_tag *tag)
{
	const struct html_element *element = tag->element;

	if (tag->value[HTML_ATTR_HIDDEN] != NULL || (element != NULL && (element->flags & HTML_UNSEEN) != 0))
		html_cascade_put(cascade, HTML_CSS_DISPLAY, HTML_DISPLAY_NONE, HTML_FROM_CLIENT);
	if (element != NULL && (element->flags & HTML_PRE) != 0)
		html_cascade_put(cascade, HTML_CSS_WHITE_SPACE, 1, HTML_FROM_CLIENT);
	if (element != NULL && element->is == HTML_A && tag->value[HTML_ATTR_HREF] != NULL)
		html_cascade_put(cascade, HTML_CSS_COLOR, LOOK_LINK, HTML_FROM_CLIENT);
	if (element != NULL && element->is == HTML_BDO)
		html_cascade_put(cascade, HTML_CSS_BIDI, 1, HTML_FROM_CLIENT);
	if (tag->value[HTML_ATTR_DIR] != NULL)
		html_cascade_put(cascade, HTML_CSS_DIRECTION,
				 ascii_same(tag->value[HTML_ATTR_DIR], tag->len[HTML_ATTR_DIR], "rtl", 3),
				 HTML_FROM_ATTRIBUTE);
	look_put_colour(cascade, tag, HTML_ATTR_BGCOLOR, HTML_CSS_BACKGROUND);
	if (element != NULL && element->is == HTML_FONT)
		look_put_colour(cascade, tag, HTML_ATTR_COLOR, HTML_CSS_COLOR);
	if (element != NULL && element->is == HTML_BODY)
		look_put_colour(cascade, tag, HTML_ATTR_TEXT, HTML_CSS_COLOR);
	if (tag->value[HTML_ATTR_BACKGROUND] != NULL)
		html_cascade_put(cascade, HTML_CSS_BACKGROUND_IMAGE, 1, HTML_FROM_ATTRIBUTE);
}

static void look_cascade(struct html_cascade *cascade, const struct html_tag *tag, const struct html_sheet *sheet)
{
	struct html_style style;

	cascade->set = 0;
	look_cascade_plain(cascade, tag);
	html_sheet_match(sheet, cascade, tag);
	if (tag->value[HTML_ATTR_STYLE] == NULL)
		return;
	style.set = style.important = 0;
	html_style_read(&style, tag->value[HTML_ATTR_STYLE], tag->len[HTML_ATTR_STYLE]);
	html_cascade_add(cascade, &style, HTML_FROM_STYLE);
}

static bool look_is_clipped(const struct html_cascade *cascade)
{
	return look_own_word(cascade, HTML_CSS_CLIP_PATH) != 0 ||
	       (look_own_word(cascade, HTML_CSS_CLIP) != 0 && look_own_word(cascade, HTML_CSS_POSITION) != 0);
}

static enum html_hiding look_hiding(const struct html_look *look)
{
	if (look->gone || look->far || look->indent <= -LOOK_FAR)
		return HTML_GONE;
	if (look->shut || (look->font < LOOK_FONT_LEAST && !look->zoomed) ||
	    (look->narrow && look->line >= 0 && look->line < LOOK_BOX_LEAST))
		return HTML_SHRUNK;
	return look->faint || look->invisible || look_is_like_its_ground(look) ? HTML_UNPAINTED : HTML_SEEN;
}

void html_look_compute(struct html_look *look_out, const struct html_look *parent, const struct html_tag *tag,
		       const struct html_sheet *sheet)
{
	const struct html_element *element = tag->element;
	struct html_cascade cascade;

	look_cascade(&cascade, tag, sheet);
	*look_out = *parent;
	if (cascade.set == 0 && (element == NULL || (element->flags & HTML_PAINTED) == 0)) {
		look_out->display = look_usual_display(element); /* most elements: all the rest is inherited */
		look_out->moved = false;
		return;
	}
	look_letters(look_out, parent, &cascade);
	look_colours(look_out, element, &cascade);
	look_out->display = look_display(element, &cascade);
	look_out->faint =
		parent->faint || (look_has(&cascade, HTML_CSS_OPACITY) && cascade.value[HTML_CSS_OPACITY].number <= 5);
	look_shut(look_out, element, &cascade);
	look_place(look_out, &cascade);
	look_out->moved = look_moved(&cascade);
	if (look_own_word(&cascade, HTML_CSS_ANIMATED) != 0)
		look_animate(look_out, parent);
	look_out->gone = parent->gone || look_out->display == HTML_DISPLAY_NONE || look_is_clipped(&cascade);
	look_out->word_hides = parent->word_hides || look_own_word(&cascade, HTML_CSS_MSO_HIDE) != 0;
	if (look_out->display == HTML_DISPLAY_NONE)
		look_out->display = look_usual_display(element);
	look_out->hiding = look_hiding(look_out);
}
