/* html_style.h: CSS declarations, kept as far as they decide whether text is seen.
 * It must not know selectors or elements, nor what is inherited: that is for the sheet and the look.
 *
 * In doubt a text is seen. A value that is not understood (var(), calc(), what CSS invents next year) is kept as
 * unknown, and unknown never hides: a letter that its reader sees must not be hidden from the filter by one odd word.
 */
#ifndef DECODE_HTML_STYLE_H
#define DECODE_HTML_STYLE_H

#include "decode/html_value.h"

enum html_property {
	HTML_CSS_ANIMATED,         /* 1: what the other properties say may change */
	HTML_CSS_BACKGROUND,       /* a colour */
	HTML_CSS_BACKGROUND_IMAGE, /* 1: there is one, so the background is not known */
	HTML_CSS_BIDI,             /* 1: override */
	HTML_CSS_BOTTOM,
	HTML_CSS_CLIP,      /* 1: to nothing, when the box is positioned */
	HTML_CSS_CLIP_PATH, /* 1: to nothing */
	HTML_CSS_COLOR,
	HTML_CSS_DIRECTION, /* 1: right to left */
	HTML_CSS_DISPLAY,   /* enum html_display */
	HTML_CSS_FILL,      /* -webkit-text-fill-color: outdoes color */
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
	HTML_CSS_PAINT,    /* 1: shadows, strokes, filters: letters can be read whatever their colour */
	HTML_CSS_POSITION, /* 1: out of the flow */
	HTML_CSS_PUSHED,   /* 1: far to the right or down, perhaps back into sight */
	HTML_CSS_RIGHT,
	HTML_CSS_ROOM, /* 1: padding or a least size, so a box of no height is not shut */
	HTML_CSS_TEXT_INDENT,
	HTML_CSS_TOP,
	HTML_CSS_TRANSFORM,   /* 1: to nothing, or out of sight */
	HTML_CSS_VISIBILITY,  /* 1: hidden */
	HTML_CSS_WHITE_SPACE, /* 1: lines are kept */
	HTML_CSS_WIDTH,
	HTML_CSS_ZOOMED, /* 1: small letters may be shown large */
	HTML_CSS_COUNT
};

enum html_display {
	HTML_DISPLAY_NONE,
	HTML_DISPLAY_INLINE,
	HTML_DISPLAY_INLINE_BOX,
	HTML_DISPLAY_CELL,
	HTML_DISPLAY_TABLE, /* and its rows: as large as what is in it */
	HTML_DISPLAY_BLOCK
};

#define HTML_CSS_BIT(property) (UINT64_C(1) << (property))

struct html_style {
	uint64_t set;       /* bit for each property that was declared */
	uint64_t important; /* of them, those with !important */
	struct html_value value[HTML_CSS_COUNT];
};

/* Read declarations ("color: red; display: none !important") and add them to style; later ones win. Linear. */
void html_style_read(struct html_style *style, const char *at, size_t len);
/* Add what another style declares, as if it stood behind. */
void html_style_merge(struct html_style *style, const struct html_style *later);
/* What the declarations would show if nobody knows whether they apply: each that may undo another's hiding becomes one
 * of an unknown value, those that only hide are left out. */
void html_style_doubt(struct html_style *style);
/* Put a single value in. */
void html_style_put(struct html_style *style, enum html_property property, int32_t number, enum html_unit unit);

#endif
