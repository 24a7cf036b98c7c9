/* html_element.h: what is known of the elements and attributes of HTML, as two constant tables.
 * It must not know how markup is cut, what a style is, or where text goes.
 */
#ifndef DECODE_HTML_ELEMENT_H
#define DECODE_HTML_ELEMENT_H

#include <stddef.h>
#include <stdint.h>

enum html_element_flag {
	HTML_VOID = 1 << 0,    /* has no content and no end tag */
	HTML_BLOCK = 1 << 1,   /* begins and ends a line */
	HTML_CELL = 1 << 2,    /* begins and ends a word: a box within the line */
	HTML_BREAK = 1 << 3,   /* ends a line where it stands */
	HTML_ENDS_P = 1 << 4,  /* its start tag ends an open paragraph */
	HTML_RAW = 1 << 5,     /* content is text up to its own end tag, references stay */
	HTML_RCDATA = 1 << 6,  /* the same, references are resolved */
	HTML_UNSEEN = 1 << 7,  /* content is not shown */
	HTML_PRE = 1 << 8,     /* content keeps its lines */
	HTML_SCOPE = 1 << 9,   /* an end tag of something outside does not reach through it */
	HTML_BOX = 1 << 10,    /* widths and heights apply to it, even if its content is larger */
	HTML_PAINTED = 1 << 11 /* clients paint it in colours of their own */
};

/* Elements that code has to name. */
enum html_element_name {
	HTML_OTHER,
	HTML_A,
	HTML_BASE,
	HTML_BDO,
	HTML_BODY, /* html too */
	HTML_DD,
	HTML_DT,
	HTML_FONT,
	HTML_IMG,
	HTML_INPUT,
	HTML_LI,
	HTML_LINK,
	HTML_LIST, /* ul, ol, menu, dir, dl: an open item is closed no further than this */
	HTML_OPTGROUP,
	HTML_OPTION,
	HTML_P,
	HTML_PLAINTEXT,
	HTML_SCRIPT,
	HTML_STYLE,
	HTML_TABLE,
	HTML_TBODY, /* thead, tfoot too */
	HTML_TD,    /* th too */
	HTML_TR
};
#define HTML_BIT(is) (1u << (is))

struct html_element {
	const char *name;
	unsigned short flags;
	unsigned char is; /* enum html_element_name */
};

/* Returns: the element, or NULL when it is not known; name is lower case. */
const struct html_element *html_element_find(const char *name, size_t len);

/* Attributes that say something about text; the others are not kept. */
enum html_attribute {
	HTML_ATTR_ACTION,
	HTML_ATTR_ALT,
	HTML_ATTR_BACKGROUND,
	HTML_ATTR_BGCOLOR,
	HTML_ATTR_CITE,
	HTML_ATTR_CLASS,
	HTML_ATTR_COLOR,
	HTML_ATTR_DATA,
	HTML_ATTR_DIR,
	HTML_ATTR_FORMACTION,
	HTML_ATTR_HIDDEN,
	HTML_ATTR_HREF,
	HTML_ATTR_ID,
	HTML_ATTR_LABEL,
	HTML_ATTR_MEDIA,
	HTML_ATTR_PLACEHOLDER,
	HTML_ATTR_POSTER,
	HTML_ATTR_SRC,
	HTML_ATTR_SRCDOC,
	HTML_ATTR_STYLE,
	HTML_ATTR_TEXT,
	HTML_ATTR_TITLE,
	HTML_ATTR_TYPE,
	HTML_ATTR_VALUE,
	HTML_ATTR_XLINK_HREF,
	HTML_ATTR_COUNT
};
#define HTML_ATTR_NONE (-1)
#define HTML_NAME_BYTES 24 /* no known name of an element or attribute is longer */

/* Returns: an enum html_attribute, or HTML_ATTR_NONE; name is lower case. */
int html_attribute_find(const char *name, size_t len);

#endif
