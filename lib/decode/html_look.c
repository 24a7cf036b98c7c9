/* html_look.c: turns an element's properties into what can be seen of its text.
 * It must not know how tags are cut; it decides about one element at a time and keeps nothing.
 * CSS 2.2, chapters 6 (inheritance), 9 to 11 (boxes, overflow, visibility), as far as they hide text.
 *
 * Where a client would show the text it counts as seen, however odd its style: max-height: 0 hides nothing without
 * overflow: hidden, and who trusts it alone hides the letter from the filter instead of from the reader.
 */
#include "decode/html_look.h"

#include <string.h>

#include "base/text.h"
#include "decode/html_colour.h"

#define LOOK_FONT 1600        /* 16px */
#define LOOK_FONT_LEAST 200   /* letters below 2px are dust */
#define LOOK_BOX_LEAST 200    /* so is what shows through a slit of less than 2px */
#define LOOK_FAR 99900        /* 999px to the left of the page is off-screen */
#define LOOK_FAR_RIGHT 500000 /* to the right there may be a scroll bar */
#define LOOK_LINK 0x0000ee
#define LOOK_FONT_MOST 10000000

void html_look_begin(struct html_look *look_out)
{
	memset(look_out, 0, sizeof *look_out);
	look_out->back = 0xffffff;
	look_out->font = LOOK_FONT;
	look_out->line = -1;
	look_out->display = HTML_DISPLAY_BLOCK;
}

/* Is the property declared, and not to be inherited? */
static bool look_has(const struct html_cascade *cascade, enum html_property property)
{
	return (cascade->set >> property & 1) != 0 && cascade->value[property].unit != HTML_UNIT_INHERIT &&
	       cascade->value[property].unit != HTML_UNIT_UNKNOWN;
}

/* A keyword's number, or what holds when it is not declared. */
static int32_t look_word(const struct html_cascade *cascade, enum html_property property, int32_t otherwise)
{
	return look_has(cascade, property) ? cascade->value[property].number : otherwise;
}

/* A length in hundredths of a pixel; percent is what all of it would be. Returns: it is declared. */
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
	*length_out = (int32_t)(number > INT32_MAX / 2    ? INT32_MAX / 2
				: number < -INT32_MAX / 2 ? -INT32_MAX / 2
							  : number);
	return true;
}

static void look_inherit(struct html_look *look, const struct html_look *parent, const struct html_cascade *cascade)
{
	int32_t length;

	if (look_length(&length, cascade, HTML_CSS_FONT_SIZE, parent->font, parent->font))
		look->font = length < 0 ? parent->font : length > LOOK_FONT_MOST ? LOOK_FONT_MOST : length;
	if (look_length(&length, cascade, HTML_CSS_LINE_HEIGHT, look->font, look->font) && length >= 0)
		look->line = length;
	if (look_length(&length, cascade, HTML_CSS_TEXT_INDENT, look->font, 80000))
		look->indent = length;
	look->invisible = look_word(cascade, HTML_CSS_VISIBILITY, parent->invisible);
	look->keep_lines = look_word(cascade, HTML_CSS_WHITE_SPACE, parent->keep_lines);
	look->right_to_left = look_word(cascade, HTML_CSS_DIRECTION, parent->right_to_left);
	if (look_has(cascade, HTML_CSS_BIDI) && cascade->value[HTML_CSS_BIDI].number != 0)
		look->reversed = look->right_to_left;
}

static void look_colours(struct html_look *look, const struct html_element *element, const struct html_cascade *cascade)
{
	int32_t colour;

	if (element != NULL && (element->flags & HTML_PAINTED) != 0)
		look->back = HTML_COLOUR_UNKNOWN;
	look->fore = look_word(cascade, HTML_CSS_COLOR, look->fore);
	colour = look_word(cascade, HTML_CSS_BACKGROUND, HTML_COLOUR_CLEAR);
	if (look_word(cascade, HTML_CSS_BACKGROUND_IMAGE, 0) != 0)
		look->back = HTML_COLOUR_UNKNOWN;
	else if (colour != HTML_COLOUR_CLEAR)
		look->back = colour;
}

static enum html_display look_usual_display(const struct html_element *element)
{
	if (element != NULL && (element->flags & HTML_BLOCK) != 0)
		return HTML_DISPLAY_BLOCK;
	return element != NULL && (element->flags & HTML_CELL) != 0 ? HTML_DISPLAY_CELL : HTML_DISPLAY_INLINE;
}

static bool look_is_small(const struct html_look *look, const struct html_cascade *cascade, enum html_property property)
{
	int32_t length;

	return look_length(&length, cascade, property, look->font, 80000) && length >= 0 && length < LOOK_BOX_LEAST;
}

/* A box that shows nothing of what is in it. Widths and heights do nothing for inline boxes and table cells. */
static bool look_is_shut(const struct html_look *look, const struct html_element *element,
			 const struct html_cascade *cascade)
{
	bool is_box = look_word(cascade, HTML_CSS_POSITION, 0) != 0 || look_word(cascade, HTML_CSS_FLOAT, 0) != 0 ||
		      look->display == HTML_DISPLAY_INLINE_BOX;

	if (look->display == HTML_DISPLAY_BLOCK)
		is_box = is_box || look_has(cascade, HTML_CSS_DISPLAY) ||
			 (element != NULL && (element->flags & HTML_BOX) != 0);
	if (!is_box || look_word(cascade, HTML_CSS_OVERFLOW, 0) == 0)
		return false;
	return look_is_small(look, cascade, HTML_CSS_WIDTH) || look_is_small(look, cascade, HTML_CSS_MAX_WIDTH) ||
	       look_is_small(look, cascade, HTML_CSS_HEIGHT) || look_is_small(look, cascade, HTML_CSS_MAX_HEIGHT) ||
	       (look->line >= 0 && look->line < LOOK_BOX_LEAST);
}

static bool look_is_far(const struct html_look *look, const struct html_cascade *cascade, enum html_property property)
{
	int32_t length;

	return look_length(&length, cascade, property, look->font, 80000) &&
	       (length <= -LOOK_FAR || length >= LOOK_FAR_RIGHT);
}

static bool look_is_off_screen(const struct html_look *look, const struct html_cascade *cascade)
{
	int32_t clip = look_word(cascade, HTML_CSS_CLIP, 0);

	if (look_is_far(look, cascade, HTML_CSS_MARGIN_LEFT) || look_is_far(look, cascade, HTML_CSS_MARGIN_TOP) ||
	    look_word(cascade, HTML_CSS_TRANSFORM, 0) != 0 || clip == 2)
		return true;
	if (look_word(cascade, HTML_CSS_POSITION, 0) == 0)
		return false;
	return clip == 1 || look_is_far(look, cascade, HTML_CSS_LEFT) || look_is_far(look, cascade, HTML_CSS_TOP) ||
	       look_is_far(look, cascade, HTML_CSS_RIGHT) || look_is_far(look, cascade, HTML_CSS_BOTTOM);
}

/* The worst that the element does to itself and all its children. */
static enum html_hiding look_sticky(const struct html_look *look, const struct html_element *element,
				    const struct html_cascade *cascade)
{
	if (look->display == HTML_DISPLAY_NONE || look_word(cascade, HTML_CSS_MSO_HIDE, 0) != 0 ||
	    look_is_off_screen(look, cascade))
		return HTML_GONE;
	if (look_is_shut(look, element, cascade))
		return HTML_SHRUNK;
	return look_word(cascade, HTML_CSS_OPACITY, 100) <= 5 ? HTML_UNPAINTED : HTML_SEEN;
}

/* ---- an element ---------------------------------------------------------------------------------------------------
 */

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

/* What hides the element's text, that a child could undo. */
static enum html_hiding look_own(const struct html_look *look)
{
	if (look->indent <= -LOOK_FAR)
		return HTML_GONE;
	if (look->font < LOOK_FONT_LEAST)
		return HTML_SHRUNK;
	if (look->invisible || look->fore == HTML_COLOUR_CLEAR || html_colour_is_near(look->fore, look->back))
		return HTML_UNPAINTED;
	return HTML_SEEN;
}

void html_look_compute(struct html_look *look_out, const struct html_look *parent, const struct html_tag *tag,
		       const struct html_sheet *sheet)
{
	const struct html_element *element = tag->element;
	struct html_cascade cascade;
	enum html_hiding own;

	look_cascade(&cascade, tag, sheet);
	*look_out = *parent;
	if (cascade.set == 0 && (element == NULL || (element->flags & HTML_PAINTED) == 0)) {
		look_out->display = look_usual_display(element); /* most elements: all the rest is inherited */
		return;
	}
	look_inherit(look_out, parent, &cascade);
	look_colours(look_out, element, &cascade);
	look_out->display =
		(enum html_display)look_word(&cascade, HTML_CSS_DISPLAY, (int32_t)look_usual_display(element));
	own = look_sticky(look_out, element, &cascade);
	if (own > look_out->sticky)
		look_out->sticky = own;
	if (look_out->display == HTML_DISPLAY_NONE)
		look_out->display = look_usual_display(element);
	own = look_own(look_out);
	look_out->hiding = own > look_out->sticky ? own : look_out->sticky;
}
