/* html_page.c: turns tags and text into the page's three texts: seen, not seen, and link targets.
 * It must not know how bytes become tags, nor what a property of a style means.
 * WHATWG HTML, section 13.2.6 (which tags end which elements), as far as it moves text from one element to another.
 */
#include "decode/html_page.h"

#include <string.h>

#include "decode/html_link.h"

#define PAGE_SCOPE (1u << 31)
#define PAGE_TABLE_PARTS (HTML_BIT(HTML_TABLE) | HTML_BIT(HTML_TBODY) | HTML_BIT(HTML_TR) | HTML_BIT(HTML_TD))

static struct html_frame *page_top(struct html_page *page)
{
	return &page->frames[page->depth - 1];
}

/* ---- text -------------------------------------------------------------------------------------------------------- */

/* Spacers and preheaders are filled with characters that nobody sees: no-break spaces, zero-width joiners. */
static bool page_has_ink(const char *at, size_t len)
{
	size_t used;

	for (size_t i = 0; i < len; i += used) {
		uint32_t codepoint = 0;

		used = utf8_decode(&codepoint, at + i, len - i);
		if (used == 0)
			return true;
		if (codepoint > ' ' && codepoint != 0xa0 && codepoint != 0xad && codepoint != 0x34f &&
		    (codepoint < 0x2000 || codepoint > 0x200f) && codepoint != 0xfeff)
			return true;
	}
	return false;
}

/* A gap within an element; what is not laid out parts nothing on the page. */
static void page_gap(struct html_page *page, const struct html_look *look, enum flow_gap gap)
{
	html_flow_gap(&page->hidden, gap);
	if (!look->gone && !look->far)
		html_flow_gap(&page->visible, gap);
}

static void page_hide(struct html_page *page, struct html_frame *frame, const char *at, size_t len)
{
	struct html_frame *root = &page->frames[frame->root];

	if (frame->look.hiding == HTML_UNPAINTED) {
		html_flow_gap(&page->visible, FLOW_BLANK); /* it takes its room */
		page->assumed = page->assumed || frame->look.assumed;
	}
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
	bool seen = frame->look.hiding == HTML_SEEN;

	if (!seen || frame->look.word_hides)
		page_hide(page, frame, at, len);
	if (!seen)
		return;
	html_flow_text(&page->visible, at, len, frame->look.keep_lines);
	if (frame->look.word_hides)
		page->visible_len = page->sinks.visible->len; /* the same text, so the hidden run goes on */
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

/* ---- nesting --------------------------------------------------------------------------------------------------- */

static void page_turn(struct html_page *page)
{
	bool reversed = page_top(page)->look.reversed;

	if (reversed != page->visible.reversed)
		html_flow_reverse(&page->visible, reversed);
}

static enum flow_gap page_gap_of(const struct html_look *look)
{
	if (look->display == HTML_DISPLAY_BLOCK || look->display == HTML_DISPLAY_TABLE)
		return FLOW_LINE;
	return look->display == HTML_DISPLAY_CELL ? FLOW_CELL : FLOW_NOTHING;
}

static void page_pop(struct html_page *page)
{
	struct html_frame *frame = page_top(page);

	page->depth--;
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

/* Which kinds can still be reached from within an element: it shuts off what its parents left open. */
static uint32_t page_within(uint32_t kind, uint32_t outside)
{
	if ((kind & HTML_BIT(HTML_TABLE)) != 0)
		outside = 0;
	else if ((kind & PAGE_SCOPE) != 0)
		outside &= PAGE_TABLE_PARTS;
	if ((kind & HTML_BIT(HTML_TR)) != 0)
		outside &= ~HTML_BIT(HTML_TD);
	if ((kind & HTML_BIT(HTML_LIST)) != 0)
		outside &= ~(HTML_BIT(HTML_LI) | HTML_BIT(HTML_DD) | HTML_BIT(HTML_DT));
	if ((kind & HTML_BIT(HTML_OPTGROUP)) != 0)
		outside &= ~HTML_BIT(HTML_OPTION);
	return outside | (kind & ~PAGE_SCOPE);
}

/* Close the innermost element of some kinds, and all in it. */
static void page_close(struct html_page *page, uint32_t kinds)
{
	unsigned i = page->depth - 1;

	if ((page->places[i].within & kinds) == 0)
		return;
	while (i > 0 && (page->places[i].kind & kinds) == 0)
		i--;
	page_pop_to(page, i);
}

/* The elements whose end tags may be left out end where the next one begins. */
static void page_close_implied(struct html_page *page, const struct html_element *element)
{
	static const uint32_t ends[HTML_TR + 1] = {
		[HTML_A] = HTML_BIT(HTML_A),
		[HTML_DD] = HTML_BIT(HTML_DD) | HTML_BIT(HTML_DT),
		[HTML_DT] = HTML_BIT(HTML_DD) | HTML_BIT(HTML_DT),
		[HTML_LI] = HTML_BIT(HTML_LI),
		[HTML_OPTGROUP] = HTML_BIT(HTML_OPTGROUP) | HTML_BIT(HTML_OPTION),
		[HTML_OPTION] = HTML_BIT(HTML_OPTION),
		[HTML_TBODY] = HTML_BIT(HTML_TBODY) | HTML_BIT(HTML_TR) | HTML_BIT(HTML_TD),
		[HTML_TD] = HTML_BIT(HTML_TD),
		[HTML_TR] = HTML_BIT(HTML_TR) | HTML_BIT(HTML_TD),
	};

	if ((element->flags & HTML_ENDS_P) != 0)
		page_close(page, HTML_BIT(HTML_P));
	/* one after the other: a row ends the cell before it, and then the row */
	while ((page->places[page->depth - 1].within & ends[element->is]) != 0)
		page_close(page, ends[element->is]);
}

/* ---- what attributes say --------------------------------------------------------------------------------------- */

static void page_links(struct html_page *page, const struct html_tag *tag)
{
	html_link_add(page->sinks.links, tag);
	if (tag->element == NULL || tag->element->is != HTML_IMG)
		return;
	page->facts.images++;
	if (tag->value[HTML_ATTR_SRC] != NULL &&
	    html_link_is_remote(tag->value[HTML_ATTR_SRC], tag->len[HTML_ATTR_SRC]))
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

/* Kept for the end of the page, a NUL behind each; all of one or nothing. */
static void page_tooltip(struct html_page *page, const char *at, size_t len)
{
	struct text *aside = &page->aside;

	if (len == 0)
		return;
	if (aside->full || len + 1 > aside->cap - aside->len) {
		aside->full = true;
		return;
	}
	text_add(aside, at, len);
	text_add_char(aside, '\0');
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
		frame->look.gone = true;
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
	if (frame->look.hiding == HTML_SEEN)
		page_tooltip(page, tag->value[HTML_ATTR_TITLE], tag->len[HTML_ATTR_TITLE]);
	else
		page_attribute(page, frame, tag, HTML_ATTR_TITLE);
}

/* ---- tags ------------------------------------------------------------------------------------------------------ */

/* A style element for print, or of another language, is none. */
static bool page_takes_sheet(const struct html_tag *tag)
{
	const char *media = tag->value[HTML_ATTR_MEDIA], *type = tag->value[HTML_ATTR_TYPE];
	size_t media_len = tag->len[HTML_ATTR_MEDIA], type_len = tag->len[HTML_ATTR_TYPE];

	if (media != NULL)
		media = html_link_trim(media, &media_len);
	if (media_len > 0 && !ascii_same(media, media_len, "all", 3) && !ascii_same(media, media_len, "screen", 6))
		return false;
	return type == NULL || type_len == 0 || ascii_same(type, type_len, "text/css", 8);
}

static void page_open_sheet(struct html_page *page, const struct html_tag *tag)
{
	page->sheet_open = page_takes_sheet(tag);
	if (!page->late)
		page->sheet.shows = false; /* of what comes late, only */
	page->late = page->late || page->facts.hidden_elements > 0;
}

/* Open the element in the frame that is prepared behind the top one. */
static void page_push(struct html_page *page, const struct html_tag *tag)
{
	const struct html_element *element = tag->element;
	struct html_frame *frame = &page->frames[page->depth];
	struct html_place *place = &page->places[page->depth];
	uint32_t kind = element == NULL ? 0 : HTML_BIT(element->is);

	if (element != NULL && (element->flags & HTML_SCOPE) != 0)
		kind |= PAGE_SCOPE;
	place->key = tag->key;
	place->kind = kind;
	place->within = page_within(kind, place[-1].within);
	place->reach = ((kind & PAGE_SCOPE) != 0 ? 0 : place[-1].reach) | 1ull << tag->key % 64;
	page->depth++;
	if (element != NULL && element->is == HTML_STYLE)
		page_open_sheet(page, tag);
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
	html_look_compute(&frame->look, &parent->look, tag, &page->sheet);
	page->moved = page->moved || frame->look.moved;
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

/* The frame that an end tag ends, or 0. The table's own end tags reach through its cells, others do not: a </div> in a
 * cell ends no div round the table. */
static unsigned page_find(const struct html_page *page, const struct html_tag *tag)
{
	const struct html_element *element = tag->element;
	uint32_t kind = element == NULL ? 0 : HTML_BIT(element->is) & PAGE_TABLE_PARTS;
	const struct html_place *top = &page->places[page->depth - 1];
	uint32_t stop = kind != 0 ? HTML_BIT(HTML_TABLE) : PAGE_SCOPE;

	if (kind != 0 ? (top->within & kind) == 0 : (top->reach >> tag->key % 64 & 1) == 0)
		return 0;
	for (unsigned i = page->depth - 1; i > 0; i--) {
		if (page->places[i].key == tag->key)
			return i;
		if ((page->places[i].kind & stop) != 0)
			return 0;
	}
	return 0;
}

static void page_end(void *ctx, const struct html_tag *tag)
{
	struct html_page *page = ctx;
	const struct html_element *element = tag->element;
	unsigned found;

	if (element != NULL && element->is == HTML_BODY)
		return; /* what stands behind </body> and </html> is shown, too */
	if (page->excess > 0) {
		page->excess--;
		if (element != NULL && (element->flags & HTML_BLOCK) != 0)
			page_gap(page, &page_top(page)->look, FLOW_LINE);
		return;
	}
	found = page_find(page, tag);
	if (found > 0)
		page_pop_to(page, found);
	else
		page_end_stray(page, element);
}

const struct html_markup_events html_page_events = {page_text, page_start, page_end, page_comment};

/* ---- the page -------------------------------------------------------------------------------------------------- */

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
	page->late = page->assumed = page->moved = false;
	page->hidden_from = sinks->hidden->len;
	page->comment_markup = false;
	page->depth = 1;
	page->excess = 0;
	page->frames[0] = (struct html_frame){0};
	page->places[0] = (struct html_place){0};
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

/* What was taken for hidden may be seen after all: by a style sheet that stood behind it, or because white on the
 * page's white lies on something dark that was moved there. Both readings count, so all that is hidden is shown as
 * well. */
static void page_add_doubtful(struct html_page *page)
{
	const struct html_sheet *sheet = &page->sheet;
	struct text *hidden = page->sinks.hidden;
	bool late = page->late && (sheet->shows || sheet->nested || sheet->limited);

	if (hidden->len == page->hidden_from || (!late && !(page->assumed && page->moved)))
		return;
	html_flow_gap(&page->visible, FLOW_LINE);
	html_flow_text(&page->visible, hidden->at + page->hidden_from, hidden->len - page->hidden_from, true);
}

int html_page_finish(struct html_page *page, struct html_facts *facts_out)
{
	page_pop_to(page, 1);
	page_add_aside(page);
	page_add_doubtful(page);
	html_flow_finish(&page->visible);
	html_flow_finish(&page->hidden);
	if (page->sheet.limited || page->aside.full || page->sinks.visible->full || page->sinks.hidden->full ||
	    page->sinks.links->full)
		page->facts.limited = true;
	*facts_out = page->facts;
	return page->sheet.lost || page->aside.lost || page->sinks.visible->lost || page->sinks.hidden->lost ||
			       page->sinks.links->lost
		       ? -1
		       : 0;
}

void html_page_free(struct html_page *page)
{
	html_sheet_free(&page->sheet);
	text_free(&page->aside);
}
