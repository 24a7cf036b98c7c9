/* html_element.c: turns names into what is known of elements and attributes.
 * It must not know more of them than what decides about text.
 * WHATWG HTML, sections 4 and 15 (rendering); elements that only old mail uses are here, too.
 */
#include "decode/html_element.h"

#include <stdlib.h>

#include "base/text.h"

#define PARAGRAPH (HTML_BLOCK | HTML_BOX | HTML_ENDS_P)

/* Sorted by name for bsearch. head and noscript are missing on purpose: stray text in a head is shown, and mail clients
 * run no scripts. */
static const struct html_element html_elements[] = {
	{"a", 0, HTML_A},
	{"address", PARAGRAPH, 0},
	{"area", HTML_VOID, 0},
	{"article", PARAGRAPH, 0},
	{"aside", PARAGRAPH, 0},
	{"base", HTML_VOID, HTML_BASE},
	{"basefont", HTML_VOID, 0},
	{"bdo", 0, HTML_BDO},
	{"bgsound", HTML_VOID, 0},
	{"blockquote", PARAGRAPH, 0},
	{"body", HTML_BLOCK, HTML_BODY},
	{"br", HTML_VOID | HTML_BREAK, 0},
	{"button", HTML_CELL | HTML_SCOPE | HTML_PAINTED, 0},
	{"caption", HTML_BLOCK | HTML_SCOPE, 0},
	{"center", PARAGRAPH, 0},
	{"col", HTML_VOID, 0},
	{"datalist", HTML_UNSEEN, 0},
	{"dd", PARAGRAPH, HTML_DD},
	{"details", PARAGRAPH, 0},
	{"dialog", PARAGRAPH, 0},
	{"dir", PARAGRAPH, HTML_LIST},
	{"div", PARAGRAPH, 0},
	{"dl", PARAGRAPH, HTML_LIST},
	{"dt", PARAGRAPH, HTML_DT},
	{"embed", HTML_VOID, 0},
	{"fieldset", HTML_BLOCK | HTML_ENDS_P, 0},
	{"figcaption", PARAGRAPH, 0},
	{"figure", PARAGRAPH, 0},
	{"font", 0, HTML_FONT},
	{"footer", PARAGRAPH, 0},
	{"form", PARAGRAPH, 0},
	{"frame", HTML_VOID, 0},
	{"h1", PARAGRAPH, 0},
	{"h2", PARAGRAPH, 0},
	{"h3", PARAGRAPH, 0},
	{"h4", PARAGRAPH, 0},
	{"h5", PARAGRAPH, 0},
	{"h6", PARAGRAPH, 0},
	{"header", PARAGRAPH, 0},
	{"hgroup", PARAGRAPH, 0},
	{"hr", PARAGRAPH | HTML_VOID | HTML_BREAK, 0},
	{"html", HTML_BLOCK, HTML_BODY},
	{"iframe", HTML_RAW | HTML_UNSEEN, 0},
	{"image", HTML_VOID, HTML_IMG},
	{"img", HTML_VOID, HTML_IMG},
	{"input", HTML_VOID | HTML_CELL | HTML_PAINTED, HTML_INPUT},
	{"keygen", HTML_VOID, 0},
	{"legend", HTML_BLOCK, 0},
	{"li", PARAGRAPH, HTML_LI},
	{"link", HTML_VOID, HTML_LINK},
	{"listing", PARAGRAPH | HTML_PRE, 0},
	{"main", PARAGRAPH, 0},
	{"mark", HTML_PAINTED, 0},
	{"marquee", HTML_BLOCK | HTML_SCOPE, 0},
	{"menu", PARAGRAPH, HTML_LIST},
	{"meta", HTML_VOID, 0},
	{"nav", PARAGRAPH, 0},
	{"noembed", HTML_RAW | HTML_UNSEEN, 0},
	{"noframes", HTML_RAW | HTML_UNSEEN, 0},
	{"object", HTML_SCOPE, 0},
	{"ol", PARAGRAPH, HTML_LIST},
	{"optgroup", HTML_BLOCK, HTML_OPTGROUP},
	{"option", HTML_BLOCK, HTML_OPTION},
	{"p", PARAGRAPH, HTML_P},
	{"param", HTML_VOID, 0},
	{"plaintext", PARAGRAPH | HTML_RAW | HTML_PRE, HTML_PLAINTEXT},
	{"pre", PARAGRAPH | HTML_PRE, 0},
	{"rp", HTML_UNSEEN, 0},
	{"rt", HTML_CELL, 0},
	{"script", HTML_RAW | HTML_UNSEEN, HTML_SCRIPT},
	{"search", PARAGRAPH, 0},
	{"section", PARAGRAPH, 0},
	{"select", HTML_CELL | HTML_PAINTED, 0},
	{"source", HTML_VOID, 0},
	{"style", HTML_RAW | HTML_UNSEEN, HTML_STYLE},
	{"summary", PARAGRAPH, 0},
	{"table", HTML_BLOCK | HTML_ENDS_P | HTML_SCOPE, HTML_TABLE},
	{"tbody", HTML_BLOCK, HTML_TBODY},
	{"td", HTML_CELL | HTML_SCOPE, HTML_TD},
	{"template", HTML_UNSEEN | HTML_SCOPE, 0},
	{"textarea", HTML_CELL | HTML_RCDATA | HTML_PRE | HTML_PAINTED, 0},
	{"tfoot", HTML_BLOCK, HTML_TBODY},
	{"th", HTML_CELL | HTML_SCOPE, HTML_TD},
	{"thead", HTML_BLOCK, HTML_TBODY},
	{"title", HTML_RCDATA | HTML_UNSEEN, 0},
	{"tr", HTML_BLOCK, HTML_TR},
	{"track", HTML_VOID, 0},
	{"ul", PARAGRAPH, HTML_LIST},
	{"wbr", HTML_VOID, 0},
	{"xmp", PARAGRAPH | HTML_RAW | HTML_PRE, 0},
};

static const char *const html_attributes[HTML_ATTR_COUNT] = {
	"action",     "alt",    "background", "bgcolor", "cite",  "class", "color",       "data",   "dir",
	"formaction", "hidden", "href",       "id",      "label", "media", "placeholder", "poster", "src",
	"srcdoc",     "style",  "text",       "title",   "type",  "value", "xlink:href"};

struct html_name {
	const char *at;
	size_t len;
};

static int html_name_order(const struct html_name *name, const char *known)
{
	return ascii_order(name->at, name->len, known);
}

static int html_element_compare(const void *key, const void *member)
{
	return html_name_order(key, ((const struct html_element *)member)->name);
}

static int html_attribute_compare(const void *key, const void *member)
{
	return html_name_order(key, *(const char *const *)member);
}

const struct html_element *html_element_find(const char *name, size_t len)
{
	struct html_name key = {name, len};

	return bsearch(&key, html_elements, sizeof html_elements / sizeof *html_elements, sizeof *html_elements,
		       html_element_compare);
}

int html_attribute_find(const char *name, size_t len)
{
	struct html_name key = {name, len};
	const char *const *found =
		bsearch(&key, html_attributes, HTML_ATTR_COUNT, sizeof *html_attributes, html_attribute_compare);

	return found == NULL ? HTML_ATTR_NONE : (int)(found - html_attributes);
}
