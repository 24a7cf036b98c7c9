/* html_look.h: what an element looks like, from its parent's look and its own properties: is its text seen?
 * It must not know how tags are cut, nor where text goes.
 */
#ifndef DECODE_HTML_LOOK_H
#define DECODE_HTML_LOOK_H

#include "decode/html_sheet.h"
#include "decode/html_tag.h"

enum html_hiding {
	HTML_SEEN,
	HTML_UNPAINTED, /* takes its room, but nothing can be read: white on white */
	HTML_SHRUNK,    /* takes no room within its line: 1px letters, a box of no height */
	HTML_GONE       /* is not laid out at all, or elsewhere: display: none, off-screen */
};

struct html_look {
	/* inherited, and a child may declare otherwise */
	int32_t fore, fill,
		back;   /* 0xrrggbb or what html_colour.h has besides; fill outdoes fore unless it is UNKNOWN */
	int32_t font;   /* hundredths of a pixel */
	int32_t line;   /* line height, hundredths of a pixel; -1: normal */
	int32_t indent; /* hundredths of a pixel */
	bool invisible; /* visibility: hidden */
	bool keep_lines;
	bool right_to_left; /* direction */
	bool reversed;      /* letters run from right to left whatever they are */
	/* what a parent did; most of it no child can undo */
	bool gone;       /* display: none, clipped to nothing */
	bool faint;      /* opacity: 0 */
	bool far;        /* off-screen; a child may be pushed back */
	bool shut;       /* in a box that shows nothing; a child may leave it by position */
	bool narrow;     /* in a box that is as high as its lines and shows no more */
	bool zoomed;     /* small letters may be large */
	bool painted;    /* shadows, strokes: letters can be read whatever their colour */
	bool word_hides; /* mso-hide: Word and old Outlook do not show it, all others do */
	bool assumed;    /* nobody declared the background: it is the page's own, if nothing lies on it */
	/* of the element itself */
	bool moved;                /* it may lie on others: positioned, or with negative margins */
	enum html_hiding hiding;   /* of its text */
	enum html_display display; /* of one that is not displayed: as it would be, to part what is hidden */
};

/* The look of the page before any element: black on white, 16px. */
void html_look_begin(struct html_look *look_out);
/* The look of an element within its parent. */
void html_look_compute(struct html_look *look_out, const struct html_look *parent, const struct html_tag *tag,
		       const struct html_sheet *sheet);

#endif
