/* html_sheet.c: turns style sheets into rules by selector, and an element into the declarations that it matches.
 * It must not know what a property does.
 * CSS Syntax 3, section 5 (rules), Selectors 4, section 3 (compound selectors of at most a name and one class or id).
 */
#include "decode/html_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "decode/html_selector.h"

/* All declarations of one selector: one rule a key, so that an element meets a handful of rules however long the
 * sheet is. The key is a hash of 64 bits: who makes two selectors collide gains nothing that a plain rule would not
 * give. */
struct html_rule {
	uint64_t key;
	enum html_origin from;
	struct html_style style;
	uint16_t order[HTML_CSS_COUNT]; /* which block of the sheet each declaration is from */
};

void html_sheet_init(struct html_sheet *sheet)
{
	memset(sheet, 0, sizeof *sheet);
	text_init(&sheet->css, LIMIT_HTML_STYLE_BYTES);
}

void html_sheet_begin(struct html_sheet *sheet)
{
	text_reset(&sheet->css);
	sheet->bytes = 0;
	sheet->rule_count = 0;
	sheet->block_count = 0;
	sheet->shows = false;
	sheet->nested = false;
	sheet->limited = false;
	sheet->lost = false;
}

void html_sheet_free(struct html_sheet *sheet)
{
	text_free(&sheet->css);
	free(sheet->rules);
	free(sheet->sorted);
	html_sheet_init(sheet);
}

void html_sheet_add(struct html_sheet *sheet, const char *at, size_t len)
{
	if (len > LIMIT_HTML_STYLE_BYTES - sheet->bytes) {
		len = LIMIT_HTML_STYLE_BYTES - sheet->bytes;
		sheet->limited = true;
	}
	sheet->bytes += len;
	text_add(&sheet->css, at, len);
}

/* ---- the cascade ----------------------------------------------------------------------------------------------- */

void html_cascade_put(struct html_cascade *cascade, enum html_property property, int32_t number, enum html_origin from)
{
	struct html_style style = {0};

	html_style_put(&style, property, number, HTML_UNIT_WORD);
	html_cascade_add(cascade, &style, from);
}

static void cascade_offer(struct html_cascade *cascade, const struct html_style *style, int p, uint32_t rank)
{
	rank |= (uint32_t)(style->important >> p & 1) << 31;
	if ((cascade->set >> p & 1) != 0 && rank < cascade->rank[p])
		return;
	cascade->set |= HTML_CSS_BIT(p);
	cascade->rank[p] = rank;
	cascade->value[p] = style->value[p];
}

void html_cascade_add(struct html_cascade *cascade, const struct html_style *style, enum html_origin from)
{
	for (uint64_t left = style->set; left != 0; left &= left - 1)
		cascade_offer(cascade, style, __builtin_ctzll(left), (uint32_t)from << 16);
}

static void cascade_add_rule(struct html_cascade *cascade, const struct html_rule *rule)
{
	for (uint64_t left = rule->style.set; left != 0; left &= left - 1) {
		int p = __builtin_ctzll(left);

		cascade_offer(cascade, &rule->style, p, (uint32_t)rule->from << 16 | rule->order[p]);
	}
}

/* ---- keys ------------------------------------------------------------------------------------------------------ */

/* Doubtful rules have keys of their own. */
static uint64_t sheet_key(const struct html_selector *selector, bool doubt)
{
	return selector->hash ^ selector->tag_key * 0x9e3779b97f4a7c15u ^ (doubt ? 0xd6e8feb86659fd93u : 0);
}

/* Names weigh one more than what any element can match. */
static enum html_origin sheet_origin(const struct html_selector *selector)
{
	enum html_origin from = HTML_FROM_ALL;

	if (selector->kind != '\0')
		from = selector->kind == '#' ? HTML_FROM_ID : HTML_FROM_CLASS;
	return selector->tag_key != 0 ? from + 1 : from;
}

/* The place of a key in the sorted list, or where it belongs. */
static size_t sheet_place(const struct html_sheet *sheet, uint64_t key)
{
	size_t low = 0, high = sheet->rule_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sheet->rules[sheet->sorted[middle]].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct html_rule *sheet_find(const struct html_sheet *sheet, uint64_t key)
{
	size_t place = sheet_place(sheet, key);
	struct html_rule *rule = place == sheet->rule_count ? NULL : &sheet->rules[sheet->sorted[place]];

	return rule != NULL && rule->key == key ? rule : NULL;
}

static struct html_rule *sheet_insert(struct html_sheet *sheet, uint64_t key, enum html_origin from)
{
	size_t place = sheet_place(sheet, key);
	struct html_rule *rule;

	if (sheet->rule_count == LIMIT_HTML_CLASSES) {
		sheet->limited = true;
		return NULL;
	}
	if (sheet->rules == NULL) {
		sheet->rules = calloc(LIMIT_HTML_CLASSES, sizeof *sheet->rules);
		sheet->sorted = calloc(LIMIT_HTML_CLASSES, sizeof *sheet->sorted);
	}
	if (sheet->rules == NULL || sheet->sorted == NULL) {
		sheet->lost = true;
		return NULL;
	}
	memmove(sheet->sorted + place + 1, sheet->sorted + place, (sheet->rule_count - place) * sizeof *sheet->sorted);
	sheet->sorted[place] = (uint16_t)sheet->rule_count;
	rule = &sheet->rules[sheet->rule_count++];
	memset(rule, 0, sizeof *rule);
	rule->key = key;
	rule->from = from;
	return rule;
}

/* ---- rules ----------------------------------------------------------------------------------------------------- */

/* To the end of a block, which begins behind its '{', or of what stands before one. Returns: at the byte that ends it:
 * '}' or, before a block, '{', ';' or '}'; end when there is none. */
static const char *sheet_skip(const char *at, const char *end, bool in_block)
{
	int depth = 0, quote = 0;

	while (at < end) {
		const char *from = at;
		int byte = html_css_byte(&at, end);

		if (quote != 0) {
			quote = byte == quote || byte == '\n' ? 0 : quote;
		} else if (byte == '"' || byte == '\'') {
			quote = byte;
		} else if (!in_block && (byte == '{' || byte == ';' || byte == '}')) {
			return from;
		} else if (byte == '{') {
			depth++;
		} else if (byte == '}' && depth-- == 0) {
			return from;
		}
	}
	return end;
}

static void sheet_rule_add(struct html_sheet *sheet, uint64_t key, enum html_origin from,
			   const struct html_style *block)
{
	struct html_rule *rule = sheet_find(sheet, key);

	if (rule == NULL)
		rule = sheet_insert(sheet, key, from);
	if (rule == NULL)
		return;
	html_style_merge(&rule->style, block);
	for (uint64_t left = block->set; left != 0; left &= left - 1)
		rule->order[__builtin_ctzll(left)] = sheet->block_count;
}

/* "p.a, .b { color: red }": the selectors between at and open, the declarations between open and close, read once. */
static void sheet_rule(struct html_sheet *sheet, const char *at, const char *open, const char *close, bool doubt)
{
	struct html_style block = {0}, doubtful;

	html_style_read(&block, open + 1, (size_t)(close - open - 1));
	doubtful = block;
	html_style_doubt(&doubtful);
	sheet->block_count++;
	sheet->shows = sheet->shows || doubtful.set != 0;
	while (block.set != 0 && at < open) {
		const char *stop = html_selector_end(at, open);
		struct html_selector selector;

		if (html_selector_read(&selector, at, stop) && !doubt)
			sheet_rule_add(sheet, sheet_key(&selector, false), sheet_origin(&selector), &block);
		else if (doubtful.set != 0)
			sheet_rule_add(sheet, sheet_key(&selector, true), HTML_FROM_DOUBT, &doubtful);
		at = stop + 1;
	}
}

/* Blanks, comments and the "<!--" and "-->" that old pages put round their rules. */
static const char *sheet_skip_blank(const char *at, const char *end)
{
	while (at < end) {
		const char *next = at;
		int byte = html_css_byte(&next, end);

		if (end - at >= 4 && memcmp(at, "<!--", 4) == 0)
			next = at + 4;
		else if (end - at >= 3 && memcmp(at, "-->", 3) == 0)
			next = at + 3;
		else if (byte >= 0x80 || !ascii_is_space((char)byte))
			return at;
		at = next;
	}
	return end;
}

/* What an at-rule's block holds. */
enum at_rule { AT_RULES, AT_OTHER };

static enum at_rule sheet_at_rule(const char *at, size_t len)
{
	static const char *const others[] = {"@font-face", "@keyframes", "@-webkit-keyframes", "@-moz-keyframes",
					     "@page",      "@property",  "@counter-style",     "@-ms-viewport"};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (len >= strlen(others[i]) && ascii_same(at, strlen(others[i]), others[i], strlen(others[i])))
			return AT_OTHER;
	return AT_RULES; /* @media, @supports, @layer and what is yet to come */
}

/* The rule, or the beginning or end of an at-rule, at the given place. depth counts at-rules that are open. Returns:
 * where the next one begins. */
static const char *sheet_step(struct html_sheet *sheet, unsigned *depth, const char *at, const char *end)
{
	const char *open = sheet_skip(at, end, false), *close;

	if (open == end)
		return end;
	if (*open != '{') { /* @import ...; or the end of @media */
		*depth -= *open == '}' && *depth > 0;
		return open + 1;
	}
	if (*at == '@' && sheet_at_rule(at, (size_t)(open - at)) == AT_RULES) {
		++*depth;
		return open + 1;
	}
	close = sheet_skip(open + 1, end, true);
	if (*at != '@' && memchr(open + 1, '{', (size_t)(close - open - 1)) != NULL)
		sheet->nested = true;
	else if (*at != '@')
		sheet_rule(sheet, at, open, close, *depth > 0);
	return close == end ? end : close + 1;
}

void html_sheet_end(struct html_sheet *sheet)
{
	const char *at = sheet->css.at, *end;
	unsigned depth = 0;

	sheet->lost = sheet->lost || sheet->css.lost;
	if (sheet->css.len == 0)
		return;
	end = at + sheet->css.len;
	while ((at = sheet_skip_blank(at, end)) < end)
		at = sheet_step(sheet, &depth, at, end);
	text_reset(&sheet->css);
}

/* ---- matching -------------------------------------------------------------------------------------------------- */

static void sheet_match_key(const struct html_sheet *sheet, struct html_cascade *cascade, uint64_t key)
{
	const struct html_rule *rule = sheet_find(sheet, key);

	if (rule != NULL)
		cascade_add_rule(cascade, rule);
}

static void sheet_match_name(const struct html_sheet *sheet, struct html_cascade *cascade, uint32_t tag_key, char kind,
			     const char *name, size_t len)
{
	const struct html_selector any = {0, kind, html_selector_hash(kind, name, len)};
	const struct html_selector own = {tag_key, kind, any.hash};

	for (int doubt = 0; doubt <= 1; doubt++) {
		sheet_match_key(sheet, cascade, sheet_key(&any, doubt));
		sheet_match_key(sheet, cascade, sheet_key(&own, doubt));
	}
}

void html_sheet_match(const struct html_sheet *sheet, struct html_cascade *cascade, const struct html_tag *tag)
{
	const char *at = tag->value[HTML_ATTR_CLASS], *end;

	if (sheet->rule_count == 0 || sheet->limited || sheet->nested)
		return;
	sheet_match_name(sheet, cascade, tag->key, '\0', "", 0);
	if (tag->value[HTML_ATTR_ID] != NULL)
		sheet_match_name(sheet, cascade, tag->key, '#', tag->value[HTML_ATTR_ID], tag->len[HTML_ATTR_ID]);
	if (at == NULL)
		return;
	end = at + tag->len[HTML_ATTR_CLASS];
	while (at < end) {
		const char *from;

		while (at < end && ascii_is_space(*at))
			at++;
		for (from = at; at < end && !ascii_is_space(*at); at++)
			;
		if (at > from)
			sheet_match_name(sheet, cascade, tag->key, '.', from, (size_t)(at - from));
	}
}
