/* html_style.h: CSS declarations, kept as far as they decide whether text is seen.
 * It must not know selectors or elements, nor what is inherited: that is for the sheet and the look.
 */
#ifndef DECODE_HTML_STYLE_H
#define DECODE_HTML_STYLE_H

#include "decode/html_value.h"

enum html_property {
	HTML_CSS_BACKGROUND,       /* a colour */
	HTML_CSS_BACKGROUND_IMAGE, /* 1: there is one, so the background is not known */
	HTML_CSS_BIDI,             /* 1: override */
	HTML_CSS_BOTTOM,
	HTML_CSS_CLIP, /* 1: to nothing, when the box is positioned; 2: to nothing */
	HTML_CSS_COLOR,
	HTML_CSS_DIRECTION, /* 1: right to left */
	HTML_CSS_DISPLAY,   /* enum html_display */
	HTML_CSS_FLOAT,     /* 1: left or right */
	HTML_CSS_FONT_SIZE,
	HTML_CSS_HEIGHT,
	HTML_CSS_LEFT,
	HTML_CSS_LINE_HEIGHT,
	HTML_CSS_MARGIN_LEFT,
	HTML_CSS_MARGIN_TOP,
	HTML_CSS_MAX_HEIGHT,
	HTML_CSS_MAX_WIDTH,
	HTML_CSS_MSO_HIDE, /* 1: all */
	HTML_CSS_OPACITY,  /* hundredths */
	HTML_CSS_OVERFLOW, /* 1: what does not fit is not shown */
	HTML_CSS_POSITION, /* 1: out of the flow */
	HTML_CSS_RIGHT,
	HTML_CSS_TEXT_INDENT,
	HTML_CSS_TOP,
	HTML_CSS_TRANSFORM,   /* 1: to nothing, or out of sight */
	HTML_CSS_VISIBILITY,  /* 1: hidden */
	HTML_CSS_WHITE_SPACE, /* 1: lines are kept */
	HTML_CSS_WIDTH,
	HTML_CSS_COUNT
};

enum html_display {
	HTML_DISPLAY_NONE,
	HTML_DISPLAY_INLINE,
	HTML_DISPLAY_INLINE_BOX,
	HTML_DISPLAY_CELL,
	HTML_DISPLAY_BLOCK
};

struct html_style {
	uint32_t set;       /* bit for each property that was declared */
	uint32_t important; /* of them, those with !important */
	struct html_value value[HTML_CSS_COUNT];
};

/* Read declarations ("color: red; display: none !important") and add them to style; later ones win. Linear. */
void html_style_read(struct html_style *style, const char *at, size_t len);
/* Add what another style declares, as if it stood behind. */
void html_style_merge(struct html_style *style, const struct html_style *later);
/* Put a single value in. */
void html_style_put(struct html_style *style, enum html_property property, int32_t number, enum html_unit unit);

#endif
