/* html_page.c: turns tags and text into the page's three texts: seen, not seen, and link targets.
 * It must not know how bytes become tags, nor what a property of a style means.
 * WHATWG HTML, section 13.2.6 (which tags end which elements), as far as it moves text from one element to another.
 */
#include "decode/html_page.h"

#include <string.h>

#include "decode/html_colour.h"

#define PAGE_SCOPE (1u << 31)
#define PAGE_LINK_COLOUR 0x0000ee

static struct html_frame *page_top(struct html_page *page)
{
	return &page->frames[page->depth - 1];
}

/* ---- text -------------------------------------------------------------------------------------------------------- */

static bool page_has_ink(const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)at[i] > ' ')
			return true;
	return false;
}

/* A gap within an element; what is not laid out parts nothing on the page. */
static void page_gap(struct html_page *page, const struct html_look *look, enum flow_gap gap)
{
	html_flow_gap(&page->hidden, gap);
	if (look->sticky != HTML_GONE)
		html_flow_gap(&page->visible, gap);
}

static void page_hide(struct html_page *page, struct html_frame *frame, const char *at, size_t len)
{
	struct html_frame *root = &page->frames[frame->root];

	if (frame->look.hiding == HTML_UNPAINTED)
		html_flow_gap(&page->visible, FLOW_BLANK); /* it takes its room */
	if (page->visible_len != page->sinks.visible->len)
		html_flow_gap(&page->hidden, FLOW_LINE);
	page->visible_len = page->sinks.visible->len;
	html_flow_text(&page->hidden, at, len, frame->look.keep_lines);
	if (root->told || !page_has_ink(at, len))
		return;
	root->told = true;
	if (root->element == NULL || (root->element->flags & HTML_UNSEEN) == 0)
		page->facts.hidden_elements++;
}

static void page_put(struct html_page *page, struct html_frame *frame, const char *at, size_t len)
{
	if (frame->look.hiding == HTML_SEEN)
		html_flow_text(&page->visible, at, len, frame->look.keep_lines);
	else
		page_hide(page, frame, at, len);
}

static void page_text(void *ctx, const char *at, size_t len)
{
	struct html_page *page = ctx;
	struct html_frame *frame = page_top(page);

	if (frame->element != NULL && frame->element->is == HTML_STYLE) {
		if (page->sheet_open)
			html_sheet_add(&page->sheet, at, len);
		return;
	}
	page_put(page, frame, at, len);
}

/* Comments are kept without the markup that is in them: what they say to Outlook is mostly tables. */
static void page_comment(void *ctx, const char *at, size_t len, bool first)
{
	struct html_page *page = ctx;
	const char *end = at + len;

	if (first) {
		html_flow_gap(&page->hidden, FLOW_LINE);
		page->comment_markup = *at == '['; /* [if mso]> */
	}
	while (at < end) {
		const char *stop = memchr(at, page->comment_markup ? '>' : '<', (size_t)(end - at));

		if (!page->comment_markup)
			html_flow_text(&page->hidden, at, (size_t)((stop == NULL ? end : stop) - at), false);
		if (stop == NULL)
			return;
		html_flow_gap(&page->hidden, FLOW_BLANK);
		page->comment_markup = !page->comment_markup;
		at = stop + 1;
	}
}

/* ---- nesting ------------------------------------------------------------------------------------------------------ */

static void page_turn(struct html_page *page)
{
	bool reversed = page_top(page)->look.reversed;

	if (reversed != page->visible.reversed)
		html_flow_reverse(&page->visible, reversed);
}

static enum flow_gap page_gap_of(const struct html_look *look)
{
	return look->display == HTML_DISPLAY_BLOCK ? FLOW_LINE :
	       look->display == HTML_DISPLAY_CELL  ? FLOW_BLANK :
						     FLOW_NOTHING;
}

static void page_pop(struct html_page *page)
{
	struct html_frame *frame = page_top(page);

	page->depth--;
	page->open[page->keys[page->depth] % 64]--;
	page_gap(page, &frame->look, page_gap_of(&frame->look));
	if (frame->element != NULL && frame->element->is == HTML_STYLE)
		html_sheet_end(&page->sheet);
}

static void page_pop_to(struct html_page *page, unsigned depth)
{
	while (page->depth > depth)
		page_pop(page);
	page_turn(page);
}

/* Close the innermost element of some kinds, and all in it, unless one of the kinds in stop stands between. */
static void page_close(struct html_page *page, uint32_t kinds, uint32_t stop)
{
	unsigned i = page->depth;

	while (--i > 0) {
		if ((page->kinds[i] & kinds) != 0) {
			page_pop_to(page, i);
			return;
		}
		if ((page->kinds[i] & stop) != 0)
			return;
	}
}

/* The elements whose end tags may be left out end where the next one begins. */
static void page_close_implied(struct html_page *page, const struct html_element *element)
{
	const uint32_t table = HTML_BIT(HTML_TABLE), list = HTML_BIT(HTML_LIST) | PAGE_SCOPE;

	if ((element->flags & HTML_ENDS_P) != 0)
		page_close(page, HTML_BIT(HTML_P), PAGE_SCOPE);
	switch (element->is) {
	case HTML_LI:
		page_close(page, HTML_BIT(HTML_LI), list);
		break;
	case HTML_DD:
	case HTML_DT:
		page_close(page, HTML_BIT(HTML_DD) | HTML_BIT(HTML_DT), list);
		break;
	case HTML_OPTION:
		page_close(page, HTML_BIT(HTML_OPTION), HTML_BIT(HTML_OPTGROUP) | PAGE_SCOPE);
		break;
	case HTML_OPTGROUP:
		page_close(page, HTML_BIT(HTML_OPTGROUP), PAGE_SCOPE);
		break;
	case HTML_TBODY:
		page_close(page, HTML_BIT(HTML_TBODY), table);
		break;
	case HTML_TR:
		page_close(page, HTML_BIT(HTML_TR), table);
		break;
	case HTML_TD:
		page_close(page, HTML_BIT(HTML_TD), HTML_BIT(HTML_TR) | table);
		break;
	case HTML_A:
		page_close(page, HTML_BIT(HTML_A), PAGE_SCOPE);
		break;
	default:
		break;
	}
}

/* ---- what attributes say ------------------------------------------------------------------------------------------ */

static const char *page_trim(const char *at, size_t *len)
{
	while (*len > 0 && (unsigned char)*at <= ' ') {
		at++;
		(*len)--;
	}
	while (*len > 0 && (unsigned char)at[*len - 1] <= ' ')
		(*len)--;
	return at;
}

static bool page_is_remote(const char *at, size_t len)
{
	at = page_trim(at, &len);
	return (len > 5 && ascii_same(at, 5, "http:", 5)) || (len > 6 && ascii_same(at, 6, "https:", 6)) ||
	       (len > 2 && at[0] == '/' && at[1] == '/');
}

/* One line a target. Browsers take blanks at the ends and controls inside off; so do we. Of a data: URI that is no
 * text only the type is kept: pictures are not read here. */
static void page_link(struct html_page *page, const char *at, size_t len)
{
	struct text *links = page->sinks.links;

	if (at == NULL)
		return;
	at = page_trim(at, &len);
	if (len > 5 && ascii_same(at, 5, "data:", 5) && !(len > 9 && ascii_same(at + 5, 4, "text", 4))) {
		const char *comma = memchr(at, ',', len);

		len = comma == NULL ? len : (size_t)(comma + 1 - at);
	}
	if (len == 0)
		return;
	if (links->full || (links->cap != 0 && len + 1 > links->cap - links->len)) {
		links->full = true; /* a whole target or none */
		return;
	}
	while (len > 0) {
		size_t run = 0;

		while (run < len && (unsigned char)at[run] >= ' ')
			run++;
		text_add(links, at, run);
		run += run < len;
		at += run;
		len -= run;
	}
	text_add_char(links, '\n');
}

static void page_links(struct html_page *page, const struct html_tag *tag)
{
	static const enum html_attribute targets[] = {HTML_ATTR_HREF,   HTML_ATTR_XLINK_HREF, HTML_ATTR_SRC,
						      HTML_ATTR_ACTION, HTML_ATTR_FORMACTION, HTML_ATTR_BACKGROUND,
						      HTML_ATTR_DATA,   HTML_ATTR_POSTER,     HTML_ATTR_CITE};

	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
		page_link(page, tag->value[targets[i]], tag->len[targets[i]]);
	if (tag->element == NULL || tag->element->is != HTML_IMG)
		return;
	page->facts.images++;
	if (tag->value[HTML_ATTR_SRC] != NULL && page_is_remote(tag->value[HTML_ATTR_SRC], tag->len[HTML_ATTR_SRC]))
		page->facts.remote_image = true;
}

/* Text of an attribute, where its element stands, as words of their own. */
static void page_attribute(struct html_page *page, struct html_frame *frame, const struct html_tag *tag,
			   enum html_attribute attribute)
{
	if (tag->len[attribute] == 0)
		return;
	page_gap(page, &frame->look, FLOW_BLANK);
	page_put(page, frame, tag->value[attribute], tag->len[attribute]);
	page_gap(page, &frame->look, FLOW_BLANK);
}

/* What a form field shows of its value. */
static void page_input(struct html_page *page, struct html_frame *frame, const struct html_tag *tag)
{
	static const char *const mute[] = {"password", "checkbox", "radio", "file", "color", "range"};
	const char *type = tag->value[HTML_ATTR_TYPE] == NULL ? "" : tag->value[HTML_ATTR_TYPE];
	size_t len = tag->len[HTML_ATTR_TYPE];

	for (size_t i = 0; i < sizeof mute / sizeof *mute; i++)
		if (ascii_same(type, len, mute[i], strlen(mute[i])))
			return;
	if (ascii_same(type, len, "hidden", 6)) {
		frame->look.hiding = HTML_GONE;
		frame->look.sticky = HTML_GONE;
	}
	page_attribute(page, frame, tag, HTML_ATTR_VALUE);
	page_attribute(page, frame, tag, HTML_ATTR_PLACEHOLDER);
}

static void page_attributes(struct html_page *page, struct html_frame *frame, const struct html_tag *tag)
{
	enum html_element_name is = tag->element == NULL ? HTML_OTHER : (enum html_element_name)tag->element->is;

	page_attribute(page, frame, tag, HTML_ATTR_ALT);
	if (is == HTML_INPUT)
		page_input(page, frame, tag);
	else if (tag->element != NULL && (tag->element->flags & HTML_PAINTED) != 0)
		page_attribute(page, frame, tag, HTML_ATTR_PLACEHOLDER);
	if (is == HTML_OPTION || is == HTML_OPTGROUP)
		page_attribute(page, frame, tag, HTML_ATTR_LABEL);
	if (tag->len[HTML_ATTR_SRCDOC] > 0) { /* mail clients show no frames, and browsers show them apart */
		html_flow_gap(&page->hidden, FLOW_LINE);
		html_flow_text(&page->hidden, tag->value[HTML_ATTR_SRCDOC], tag->len[HTML_ATTR_SRCDOC], false);
	}
	if (tag->len[HTML_ATTR_TITLE] > 0 && frame->look.hiding == HTML_SEEN && !page->aside.full) {
		text_add(&page->aside, tag->value[HTML_ATTR_TITLE], tag->len[HTML_ATTR_TITLE]);
		text_add_char(&page->aside, '\0');
	} else if (tag->len[HTML_ATTR_TITLE] > 0) {
		page_attribute(page, frame, tag, HTML_ATTR_TITLE);
	}
}

static void page_put_colour(struct html_cascade *cascade, const struct html_tag *tag, enum html_attribute attribute,
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
static void page_cascade_plain(struct html_cascade *cascade, const struct html_tag *tag)
{
	const struct html_element *element = tag->element;

	if (tag->value[HTML_ATTR_HIDDEN] != NULL || (element != NULL && (element->flags & HTML_UNSEEN) != 0))
		html_cascade_put(cascade, HTML_CSS_DISPLAY, HTML_DISPLAY_NONE, HTML_FROM_CLIENT);
	if (element != NULL && (element->flags & HTML_PRE) != 0)
		html_cascade_put(cascade, HTML_CSS_WHITE_SPACE, 1, HTML_FROM_CLIENT);
	if (element != NULL && element->is == HTML_A && tag->value[HTML_ATTR_HREF] != NULL)
		html_cascade_put(cascade, HTML_CSS_COLOR, PAGE_LINK_COLOUR, HTML_FROM_CLIENT);
	if (element != NULL && element->is == HTML_BDO)
		html_cascade_put(cascade, HTML_CSS_BIDI, 1, HTML_FROM_CLIENT);
	if (tag->value[HTML_ATTR_DIR] != NULL)
		html_cascade_put(cascade, HTML_CSS_DIRECTION,
				 ascii_same(tag->value[HTML_ATTR_DIR], tag->len[HTML_ATTR_DIR], "rtl", 3),
				 HTML_FROM_ATTRIBUTE);
	page_put_colour(cascade, tag, HTML_ATTR_BGCOLOR, HTML_CSS_BACKGROUND);
	if (element != NULL && element->is == HTML_FONT)
		page_put_colour(cascade, tag, HTML_ATTR_COLOR, HTML_CSS_COLOR);
	if (element != NULL && element->is == HTML_BODY)
		page_put_colour(cascade, tag, HTML_ATTR_TEXT, HTML_CSS_COLOR);
	if (tag->value[HTML_ATTR_BACKGROUND] != NULL)
		html_cascade_put(cascade, HTML_CSS_BACKGROUND_IMAGE, 1, HTML_FROM_ATTRIBUTE);
}

static void page_look(struct html_page *page, struct html_look *look_out, const struct html_tag *tag)
{
	struct html_cascade cascade;
	struct html_style style;

	cascade.set = 0;
	page_cascade_plain(&cascade, tag);
	html_sheet_match(&page->sheet, &cascade, tag);
	if (tag->value[HTML_ATTR_STYLE] != NULL) {
		style.set = style.important = 0;
		html_style_read(&style, tag->value[HTML_ATTR_STYLE], tag->len[HTML_ATTR_STYLE]);
		html_cascade_add(&cascade, &style, HTML_FROM_STYLE);
	}
	html_look_compute(look_out, &page_top(page)->look, tag->element, &cascade);
}

/* ---- tags --------------------------------------------------------------------------------------------------------- */

/* A style element for print, or of another language, is none. */
static bool page_takes_sheet(const struct html_tag *tag)
{
	const char *media = tag->value[HTML_ATTR_MEDIA], *type = tag->value[HTML_ATTR_TYPE];
	size_t media_len = tag->len[HTML_ATTR_MEDIA], type_len = tag->len[HTML_ATTR_TYPE];

	if (media != NULL)
		media = page_trim(media, &media_len);
	if (media_len > 0 && !ascii_same(media, media_len, "all", 3) && !ascii_same(media, media_len, "screen", 6))
		return false;
	return type == NULL || type_len == 0 || ascii_same(type, type_len, "text/css", 8);
}

/* Open the element in the frame that is prepared behind the top one. */
static void page_push(struct html_page *page, const struct html_tag *tag)
{
	const struct html_element *element = tag->element;
	struct html_frame *frame = &page->frames[page->depth];
	uint32_t kind = element == NULL ? 0 : HTML_BIT(element->is);

	if (element != NULL && (element->flags & HTML_SCOPE) != 0)
		kind |= PAGE_SCOPE;
	page->keys[page->depth] = tag->key;
	page->kinds[page->depth] = kind;
	page->open[tag->key % 64]++;
	page->depth++;
	if (element != NULL && element->is == HTML_STYLE)
		page->sheet_open = page_takes_sheet(tag);
	if (frame->look.reversed != page->visible.reversed)
		page_turn(page);
}

static void page_start(void *ctx, const struct html_tag *tag)
{
	struct html_page *page = ctx;
	const struct html_element *element = tag->element;
	bool is_void = element != NULL && (element->flags & HTML_VOID) != 0;
	struct html_frame *parent, *frame, spare;

	if (element != NULL)
		page_close_implied(page, element);
	parent = page_top(page);
	/* Void elements need a look, too, but no place in the stack; nor has one beyond the cap. */
	frame = is_void || page->depth == LIMIT_HTML_DEPTH ? &spare : &page->frames[page->depth];
	frame->element = element;
	frame->told = false;
	page_look(page, &frame->look, tag);
	frame->root = parent->look.hiding != HTML_SEEN || frame == &spare ? parent->root : page->depth;
	page_links(page, tag);
	page_gap(page, &frame->look, page_gap_of(&frame->look));
	page_attributes(page, frame, tag);
	if (is_void) {
		if ((element->flags & HTML_BREAK) != 0)
			page_gap(page, &parent->look, FLOW_LINE);
		return;
	}
	if (frame == &spare) {
		page->facts.limited = true;
		page->excess++;
		return;
	}
	page_push(page, tag);
}

/* An end tag without its element: a few still mean something. */
static void page_end_stray(struct html_page *page, const struct html_element *element)
{
	if (element != NULL && (element->is == HTML_P || (element->flags & HTML_BREAK) != 0))
		page_gap(page, &page_top(page)->look, FLOW_LINE);
}

/* The table's own end tags reach through its cells, others do not: a </div> in a cell ends no div round the table. */
static bool page_is_table_part(const struct html_element *element)
{
	return element != NULL && (HTML_BIT(element->is) & (HTML_BIT(HTML_TABLE) | HTML_BIT(HTML_TBODY) |
							     HTML_BIT(HTML_TR) | HTML_BIT(HTML_TD))) != 0;
}

static void page_end(void *ctx, const struct html_tag *tag)
{
	struct html_page *page = ctx;
	const struct html_element *element = tag->element;
	uint32_t stop = page_is_table_part(element) ? HTML_BIT(HTML_TABLE) : PAGE_SCOPE;

	if (element != NULL && element->is == HTML_BODY)
		return; /* what stands behind </body> and </html> is shown, too */
	if (page->excess > 0) {
		page->excess--;
		if (element != NULL && (element->flags & HTML_BLOCK) != 0)
			page_gap(page, &page_top(page)->look, FLOW_LINE);
		return;
	}
	if (page->open[tag->key % 64] > 0)
		for (unsigned i = page->depth; --i > 0;) {
			if (page->keys[i] == tag->key) {
				page_pop_to(page, i);
				return;
			}
			if ((page->kinds[i] & stop) != 0)
				break;
		}
	page_end_stray(page, element);
}

const struct html_markup_events html_page_events = {page_text, page_start, page_end, page_comment};

/* ---- the page ----------------------------------------------------------------------------------------------------- */

void html_page_init(struct html_page *page)
{
	memset(page, 0, sizeof *page);
	html_sheet_init(&page->sheet);
	text_init(&page->aside, LIMIT_HTML_ASIDE_BYTES);
}

void html_page_begin(struct html_page *page, const struct html_sinks *sinks)
{
	page->sinks = *sinks;
	html_flow_begin(&page->visible, sinks->visible);
	html_flow_begin(&page->hidden, sinks->hidden);
	text_reset(&page->aside);
	html_sheet_begin(&page->sheet);
	memset(&page->facts, 0, sizeof page->facts);
	page->visible_len = sinks->visible->len;
	page->comment_markup = false;
	memset(page->open, 0, sizeof page->open);
	page->depth = 1;
	page->excess = 0;
	page->frames[0] = (struct html_frame){0};
	page->keys[0] = 0;
	page->kinds[0] = 0;
	html_look_begin(&page->frames[0].look);
}

/* Tooltips behind the text, one a line. */
static void page_add_aside(struct html_page *page)
{
	const char *at = page->aside.at;
	size_t left = page->aside.len;

	while (left > 0) {
		size_t len = strnlen(at, left);

		html_flow_gap(&page->visible, FLOW_LINE);
		html_flow_text(&page->visible, at, len, false);
		len += len < left;
		at += len;
		left -= len;
	}
}

int html_page_finish(struct html_page *page, struct html_facts *facts_out)
{
	page_pop_to(page, 1);
	page_add_aside(page);
	html_flow_finish(&page->visible);
	html_flow_finish(&page->hidden);
	if (page->sheet.limited || page->aside.full || page->sinks.visible->full || page->sinks.hidden->full ||
	    page->sinks.links->full)
		page->facts.limited = true;
	*facts_out = page->facts;
	return page->sheet.lost || page->aside.lost || page->sinks.visible->lost || page->sinks.hidden->lost ||
			       page->sinks.links->lost ?
		       -1 :
		       0;
}

void html_page_free(struct html_page *page)
{
	html_sheet_free(&page->sheet);
	text_free(&page->aside);
}
