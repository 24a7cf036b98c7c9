/* html_markup.c: turns bytes of HTML into text, tags and comments.
 * It must not know what elements mean beyond how their content is cut (raw text), and it builds no tree.
 * WHATWG HTML, section 13.2.5 (tokenization), less what only scripts and XML see.
 *
 * One function a state. Each gets what is left of the chunk and returns where the next state goes on; one that returns
 * its own `at` has changed the state, so the loop always moves. Nothing is looked at twice but a short reference.
 */
#include "decode/html_markup.h"

#include <string.h>

#include "base/limits.h"
#include "decode/html_entity.h"

enum markup_state {
	MARKUP_TEXT,
	MARKUP_TEXT_LT,      /* "<" */
	MARKUP_END_OPEN,     /* "</" */
	MARKUP_NAME,
	MARKUP_BEFORE_ATTR,
	MARKUP_ATTR,
	MARKUP_AFTER_ATTR,
	MARKUP_BEFORE_VALUE,
	MARKUP_VALUE_DOUBLE,
	MARKUP_VALUE_SINGLE,
	MARKUP_VALUE_BARE,
	MARKUP_RAW_LT,       /* "<" in raw text */
	MARKUP_RAW_END,      /* "</" and perhaps some of the name in raw text */
	MARKUP_DECLARATION,  /* "<!" */
	MARKUP_DECLARATION_DASH,
	MARKUP_BOGUS,        /* a declaration that is not told */
	MARKUP_BOGUS_COMMENT,
	MARKUP_COMMENT_START,
	MARKUP_COMMENT_START_DASH,
	MARKUP_COMMENT,
	MARKUP_COMMENT_DASH,
	MARKUP_COMMENT_DASHES,
	MARKUP_COMMENT_BANG,
	MARKUP_REFERENCE,    /* "&" and perhaps some of the name */
	MARKUP_STATES
};

#define FNV_BASIS 2166136261u
#define FNV_PRIME 16777619u

static void markup_tell_text(struct html_markup *markup, const char *at, size_t len)
{
	if (len > 0)
		markup->events->text(markup->ctx, at, len);
}

/* ---- text ------------------------------------------------------------------------------------------------------ */

static const char *markup_text(struct html_markup *markup, const char *at, const char *end)
{
	const char *stop = at;
	bool raw = markup->raw != NULL;

	while (stop < end && *stop != '<' && *stop != '&' && *stop != '\0')
		stop++;
	markup_tell_text(markup, at, (size_t)(stop - at));
	if (stop == end)
		return end;
	if (*stop == '<') {
		markup->state = raw ? MARKUP_RAW_LT : MARKUP_TEXT_LT;
	} else if (*stop == '&' && raw && (markup->raw->flags & HTML_RAW) != 0) {
		markup_tell_text(markup, stop, 1);
	} else if (*stop == '&') {
		markup->back = MARKUP_TEXT;
		markup->ref_len = 0;
		markup->state = MARKUP_REFERENCE;
	}
	return stop + 1;
}

static void markup_tag_begin(struct html_markup *markup, bool is_end)
{
	memset(&markup->tag, 0, sizeof markup->tag);
	markup->is_end = is_end;
	markup->name_len = 0;
	markup->hash = FNV_BASIS;
	markup->seen = 0;
	markup->attribute = HTML_ATTR_NONE;
	text_reset(&markup->values);
	markup->state = MARKUP_NAME;
}

static const char *markup_text_lt(struct html_markup *markup, const char *at, const char *end)
{
	(void)end;
	if (*at == '/') {
		markup->state = MARKUP_END_OPEN;
		return at + 1;
	}
	if (*at == '!') {
		markup->state = MARKUP_DECLARATION;
		return at + 1;
	}
	if (ascii_is_alpha(*at)) {
		markup_tag_begin(markup, false);
		return at;
	}
	if (*at == '?') {
		markup->state = MARKUP_BOGUS;
		return at;
	}
	markup_tell_text(markup, "<", 1);
	markup->state = MARKUP_TEXT;
	return at;
}

static const char *markup_end_open(struct html_markup *markup, const char *at, const char *end)
{
	(void)end;
	if (ascii_is_alpha(*at)) {
		markup_tag_begin(markup, true);
		return at;
	}
	if (*at == '>') {
		markup->state = MARKUP_TEXT;
		return at + 1;
	}
	markup->comment_first = true;
	markup->state = MARKUP_BOGUS_COMMENT;
	return at;
}

/* ---- tags ------------------------------------------------------------------------------------------------------ */

/* One more byte of the name of a tag or an attribute. */
static void markup_name_byte(struct html_markup *markup, char byte)
{
	byte = ascii_lower(byte);
	if (markup->name_len < sizeof markup->name)
		markup->name[markup->name_len] = byte;
	markup->name_len++;
	markup->hash = (markup->hash ^ (unsigned char)byte) * FNV_PRIME;
}

uint32_t html_markup_key(const char *name, size_t len)
{
	uint32_t hash = FNV_BASIS;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)ascii_lower(name[i])) * FNV_PRIME;
	return hash;
}

static const char *markup_name(struct html_markup *markup, const char *at, const char *end)
{
	for (; at < end; at++) {
		if (ascii_is_space(*at) || *at == '/' || *at == '>') {
			markup->tag.key = markup->hash;
			if (markup->name_len <= sizeof markup->name)
				markup->tag.element = html_element_find(markup->name, markup->name_len);
			markup->state = MARKUP_BEFORE_ATTR;
			return at;
		}
		markup_name_byte(markup, *at);
	}
	return end;
}

static void markup_tag_end(struct html_markup *markup)
{
	struct html_tag *tag = &markup->tag;

	markup->state = MARKUP_TEXT;
	markup->raw = NULL;
	if (markup->is_end) {
		markup->events->end(markup->ctx, tag);
		return;
	}
	for (int i = 0; markup->seen >> i != 0; i++)
		if ((markup->seen >> i & 1) != 0)
			tag->value[i] = markup->values.at == NULL ? "" : markup->values.at + markup->value_from[i];
	if (tag->element != NULL && (tag->element->flags & (HTML_RAW | HTML_RCDATA)) != 0)
		markup->raw = tag->element;
	markup->events->start(markup->ctx, tag);
}

static const char *markup_before_attr(struct html_markup *markup, const char *at, const char *end)
{
	while (at < end && (ascii_is_space(*at) || *at == '/'))
		at++;
	if (at == end)
		return end;
	if (*at == '>') {
		markup_tag_end(markup);
		return at + 1;
	}
	markup->name_len = 0;
	markup_name_byte(markup, *at); /* whatever it is: even '=' begins a name */
	markup->state = MARKUP_ATTR;
	return at + 1;
}

/* The name is complete: is its value kept? Only the first of each known name is, so a tag with a million attributes
 * costs no more than its bytes. */
static void markup_attr_named(struct html_markup *markup)
{
	int attribute = HTML_ATTR_NONE;

	if (!markup->is_end && markup->name_len <= sizeof markup->name)
		attribute = html_attribute_find(markup->name, markup->name_len);
	if (attribute != HTML_ATTR_NONE && (markup->seen >> attribute & 1) != 0)
		attribute = HTML_ATTR_NONE;
	markup->attribute = attribute;
	if (attribute == HTML_ATTR_NONE)
		return;
	markup->seen |= 1u << attribute;
	markup->value_from[attribute] = markup->values.len;
}

static const char *markup_attr(struct html_markup *markup, const char *at, const char *end)
{
	for (; at < end; at++) {
		if (ascii_is_space(*at) || *at == '/' || *at == '>' || *at == '=') {
			markup_attr_named(markup);
			markup->state = MARKUP_AFTER_ATTR;
			return at;
		}
		markup_name_byte(markup, *at);
	}
	return end;
}

static const char *markup_after_attr(struct html_markup *markup, const char *at, const char *end)
{
	while (at < end && ascii_is_space(*at))
		at++;
	if (at == end)
		return end;
	if (*at == '=') {
		markup->state = MARKUP_BEFORE_VALUE;
		return at + 1;
	}
	markup->state = MARKUP_BEFORE_ATTR;
	return at;
}

static const char *markup_before_value(struct html_markup *markup, const char *at, const char *end)
{
	while (at < end && ascii_is_space(*at))
		at++;
	if (at == end)
		return end;
	if (*at == '"' || *at == '\'') {
		markup->state = *at == '"' ? MARKUP_VALUE_DOUBLE : MARKUP_VALUE_SINGLE;
		return at + 1;
	}
	markup->state = *at == '>' ? MARKUP_BEFORE_ATTR : MARKUP_VALUE_BARE;
	return at;
}

/* A value passed its cap. An image within the mail is as long as it likes: only what could be text is told. */
static void markup_value_cut(struct html_markup *markup)
{
	const char *value = markup->values.at + markup->value_from[markup->attribute];

	if (ascii_same(value, 5, "data:", 5) && !ascii_same(value, 9, "data:text", 9))
		return;
	markup->limited = true;
}

static void markup_value_add(struct html_markup *markup, const char *at, size_t len)
{
	size_t *have, room;

	if (markup->attribute == HTML_ATTR_NONE || len == 0)
		return;
	have = &markup->tag.len[markup->attribute];
	room = LIMIT_HTML_ATTR_BYTES - *have;
	if (len <= room) {
		text_add(&markup->values, at, len);
		*have += len;
		return;
	}
	while (room > 0 && ((unsigned char)at[room] & 0xc0) == 0x80)
		room--; /* never half a character */
	text_add(&markup->values, at, room);
	*have += room;
	if (!markup->values.lost)
		markup_value_cut(markup);
	markup->attribute = HTML_ATTR_NONE;
}

static const char *markup_value_until(struct html_markup *markup, const char *at, const char *end, char quote)
{
	const char *stop = at;

	while (stop < end && *stop != quote && *stop != '&' && *stop != '\0')
		stop++;
	markup_value_add(markup, at, (size_t)(stop - at));
	if (stop == end)
		return end;
	if (*stop == quote) {
		markup->state = MARKUP_BEFORE_ATTR;
	} else if (*stop == '&') {
		markup->back = markup->state;
		markup->ref_len = 0;
		markup->state = MARKUP_REFERENCE;
	}
	return stop + 1;
}

static const char *markup_value_double(struct html_markup *markup, const char *at, const char *end)
{
	return markup_value_until(markup, at, end, '"');
}

static const char *markup_value_single(struct html_markup *markup, const char *at, const char *end)
{
	return markup_value_until(markup, at, end, '\'');
}

static const char *markup_value_bare(struct html_markup *markup, const char *at, const char *end)
{
	const char *stop = at;

	while (stop < end && !ascii_is_space(*stop) && *stop != '>' && *stop != '&' && *stop != '\0')
		stop++;
	if (stop == end || *stop == '&' || *stop == '\0') /* '>' and blanks are no quotes: none is found before stop */
		return markup_value_until(markup, at, stop == end ? end : stop + 1, '>');
	markup_value_add(markup, at, (size_t)(stop - at));
	markup->state = MARKUP_BEFORE_ATTR;
	return stop;
}

/* ---- raw text: ends at its own end tag only --------------------------------------------------------------------- */

static const char *markup_raw_lt(struct html_markup *markup, const char *at, const char *end)
{
	(void)end;
	if (*at == '/') {
		markup->name_len = 0;
		markup->state = MARKUP_RAW_END;
		return at + 1;
	}
	markup_tell_text(markup, "<", 1);
	markup->state = MARKUP_TEXT;
	return at;
}

static const char *markup_raw_end(struct html_markup *markup, const char *at, const char *end)
{
	const struct html_element *raw = markup->raw;

	while (at < end && ascii_is_alpha(*at) && markup->name_len < sizeof markup->name)
		markup->name[markup->name_len++] = *at++; /* as written: it may turn out to be text */
	if (at == end)
		return end;
	if ((ascii_is_space(*at) || *at == '/' || *at == '>') && raw->is != HTML_PLAINTEXT &&
	    ascii_same(markup->name, markup->name_len, raw->name, strlen(raw->name))) {
		markup_tag_begin(markup, true);
		for (const char *name = raw->name; *name != '\0'; name++)
			markup_name_byte(markup, *name);
		return at; /* the name's own state ends it */
	}
	markup_tell_text(markup, "</", 2);
	markup_tell_text(markup, markup->name, markup->name_len);
	markup->state = MARKUP_TEXT;
	return at;
}

/* ---- comments -------------------------------------------------------------------------------------------------- */

static void markup_tell_comment(struct html_markup *markup, const char *at, size_t len)
{
	if (len == 0)
		return;
	markup->events->comment(markup->ctx, at, len, markup->comment_first);
	markup->comment_first = false;
}

static const char *markup_declaration(struct html_markup *markup, const char *at, const char *end)
{
	(void)end;
	markup->comment_first = true;
	if (*at == '-') {
		markup->state = MARKUP_DECLARATION_DASH;
		return at + 1;
	}
	/* DOCTYPE, and what Word writes: <![if ...]>, <![endif]>. Nobody reads them. */
	markup->state = ascii_lower(*at) == 'd' || *at == '[' ? MARKUP_BOGUS : MARKUP_BOGUS_COMMENT;
	return at;
}

static const char *markup_declaration_dash(struct html_markup *markup, const char *at, const char *end)
{
	(void)end;
	if (*at == '-') {
		markup->state = MARKUP_COMMENT_START;
		return at + 1;
	}
	markup->state = MARKUP_BOGUS_COMMENT;
	return at;
}

static const char *markup_bogus(struct html_markup *markup, const char *at, const char *end)
{
	const char *stop = memchr(at, '>', (size_t)(end - at));

	if (markup->state == MARKUP_BOGUS_COMMENT)
		markup_tell_comment(markup, at, (size_t)((stop == NULL ? end : stop) - at));
	if (stop == NULL)
		return end;
	markup->state = MARKUP_TEXT;
	return stop + 1;
}

/* "<!-->" and "<!--->" are comments, too: a reader that waits for "-->" hides the rest of the letter from itself. */
static const char *markup_comment_start(struct html_markup *markup, const char *at, const char *end)
{
	bool dash = markup->state == MARKUP_COMMENT_START_DASH;

	(void)end;
	if (*at == '>') {
		markup->state = MARKUP_TEXT;
		return at + 1;
	}
	if (*at == '-') {
		markup->state = dash ? MARKUP_COMMENT_DASHES : MARKUP_COMMENT_START_DASH;
		return at + 1;
	}
	if (dash)
		markup_tell_comment(markup, "-", 1);
	markup->state = MARKUP_COMMENT;
	return at;
}

static const char *markup_comment(struct html_markup *markup, const char *at, const char *end)
{
	const char *stop = memchr(at, '-', (size_t)(end - at));

	markup_tell_comment(markup, at, (size_t)((stop == NULL ? end : stop) - at));
	if (stop == NULL)
		return end;
	markup->state = MARKUP_COMMENT_DASH;
	return stop + 1;
}

static const char *markup_comment_dash(struct html_markup *markup, const char *at, const char *end)
{
	(void)end;
	if (*at == '-') {
		markup->state = MARKUP_COMMENT_DASHES;
		return at + 1;
	}
	markup_tell_comment(markup, "-", 1);
	markup->state = MARKUP_COMMENT;
	return at;
}

static const char *markup_comment_dashes(struct html_markup *markup, const char *at, const char *end)
{
	(void)end;
	if (*at == '>') {
		markup->state = MARKUP_TEXT;
		return at + 1;
	}
	if (*at == '!') {
		markup->state = MARKUP_COMMENT_BANG;
		return at + 1;
	}
	if (*at == '-') {
		markup_tell_comment(markup, "-", 1);
		return at + 1;
	}
	markup_tell_comment(markup, "--", 2);
	markup->state = MARKUP_COMMENT;
	return at;
}

static const char *markup_comment_bang(struct html_markup *markup, const char *at, const char *end)
{
	(void)end;
	if (*at == '>') {
		markup->state = MARKUP_TEXT;
		return at + 1;
	}
	markup_tell_comment(markup, "--!", 3);
	markup->state = *at == '-' ? MARKUP_COMMENT_DASH : MARKUP_COMMENT;
	return *at == '-' ? at + 1 : at;
}

/* ---- character references --------------------------------------------------------------------------------------- */

static void markup_ref_tell(struct html_markup *markup, const char *at, size_t len)
{
	if (markup->back == MARKUP_TEXT)
		markup_tell_text(markup, at, len);
	else
		markup_value_add(markup, at, len);
}

static bool markup_ref_is_hex(const struct html_markup *markup)
{
	return markup->ref_len > 1 && ascii_lower(markup->ref[1]) == 'x';
}

/* Digits are counted up to the buffer's end and summed however many there are. Returns: the byte belongs to it. */
static bool markup_ref_digit(struct html_markup *markup, char byte)
{
	bool hex = markup_ref_is_hex(markup);
	uint32_t digit;

	if (ascii_is_digit(byte))
		digit = (uint32_t)(byte - '0');
	else if (hex && ascii_lower(byte) >= 'a' && ascii_lower(byte) <= 'f')
		digit = (uint32_t)(ascii_lower(byte) - 'a') + 10;
	else
		return false;
	if (markup->ref_number <= 0x10ffff) /* beyond it is U+FFFD anyway, and must not wrap round */
		markup->ref_number = markup->ref_number * (hex ? 16 : 10) + digit;
	if (markup->ref_len < sizeof markup->ref)
		markup->ref[markup->ref_len++] = byte;
	return true;
}

/* Does the byte still belong to the reference? */
static bool markup_ref_takes(struct html_markup *markup, char byte)
{
	if (markup->ref_len == 0) {
		markup->ref_number = 0;
		if (byte != '#' && !ascii_is_alpha(byte))
			return false;
	} else if (markup->ref[0] == '#') {
		if (markup->ref_len != 1 || ascii_lower(byte) != 'x')
			return markup_ref_digit(markup, byte);
	} else if (!ascii_is_alnum(byte) || markup->ref_len == sizeof markup->ref) {
		return false;
	}
	markup->ref[markup->ref_len++] = byte;
	return true;
}

/* An old name without its semicolon, or no name at all. In a value, "&copy=1" and "&copyright" stay as they are. */
static void markup_ref_old(struct html_markup *markup, char next)
{
	size_t used = 0;
	const char *found = html_entity_find_old(&used, markup->ref, markup->ref_len);

	if (found != NULL && markup->back != MARKUP_TEXT &&
	    (used < markup->ref_len || next == '=' || ascii_is_alnum(next)))
		found = NULL;
	if (found == NULL) {
		used = 0;
		found = "&";
	}
	markup_ref_tell(markup, found, strlen(found));
	markup_ref_tell(markup, markup->ref + used, markup->ref_len - used);
}

/* The reference ends before next. Returns: next is its semicolon. */
static bool markup_ref_end(struct html_markup *markup, char next)
{
	bool numeric = markup->ref_len > 0 && markup->ref[0] == '#';
	char utf8[4];
	const char *found;

	if (numeric && markup->ref_len > (markup_ref_is_hex(markup) ? 2u : 1u)) {
		markup_ref_tell(markup, utf8, utf8_encode(utf8, html_entity_number(markup->ref_number)));
		return next == ';';
	}
	found = next == ';' ? html_entity_find(markup->ref, markup->ref_len) : NULL;
	if (found == NULL) {
		markup_ref_old(markup, next);
		return false;
	}
	markup_ref_tell(markup, found, strlen(found));
	return true;
}

static const char *markup_reference(struct html_markup *markup, const char *at, const char *end)
{
	while (at < end && markup_ref_takes(markup, *at))
		at++;
	if (at == end)
		return end;
	markup->state = markup->back;
	return markup_ref_end(markup, *at) ? at + 1 : at;
}

/* ---- the push machine ------------------------------------------------------------------------------------------- */

void html_markup_init(struct html_markup *markup, const struct html_markup_events *events, void *ctx)
{
	memset(markup, 0, sizeof *markup);
	markup->events = events;
	markup->ctx = ctx;
	text_init(&markup->values, 0);
}

void html_markup_begin(struct html_markup *markup)
{
	markup->state = MARKUP_TEXT;
	markup->raw = NULL;
	markup->limited = false;
	text_reset(&markup->values);
}

int html_markup_more(struct html_markup *markup, const char *at, size_t len)
{
	static const char *(*const steps[MARKUP_STATES])(struct html_markup *, const char *, const char *) = {
		[MARKUP_TEXT] = markup_text,
		[MARKUP_TEXT_LT] = markup_text_lt,
		[MARKUP_END_OPEN] = markup_end_open,
		[MARKUP_NAME] = markup_name,
		[MARKUP_BEFORE_ATTR] = markup_before_attr,
		[MARKUP_ATTR] = markup_attr,
		[MARKUP_AFTER_ATTR] = markup_after_attr,
		[MARKUP_BEFORE_VALUE] = markup_before_value,
		[MARKUP_VALUE_DOUBLE] = markup_value_double,
		[MARKUP_VALUE_SINGLE] = markup_value_single,
		[MARKUP_VALUE_BARE] = markup_value_bare,
		[MARKUP_RAW_LT] = markup_raw_lt,
		[MARKUP_RAW_END] = markup_raw_end,
		[MARKUP_DECLARATION] = markup_declaration,
		[MARKUP_DECLARATION_DASH] = markup_declaration_dash,
		[MARKUP_BOGUS] = markup_bogus,
		[MARKUP_BOGUS_COMMENT] = markup_bogus,
		[MARKUP_COMMENT_START] = markup_comment_start,
		[MARKUP_COMMENT_START_DASH] = markup_comment_start,
		[MARKUP_COMMENT] = markup_comment,
		[MARKUP_COMMENT_DASH] = markup_comment_dash,
		[MARKUP_COMMENT_DASHES] = markup_comment_dashes,
		[MARKUP_COMMENT_BANG] = markup_comment_bang,
		[MARKUP_REFERENCE] = markup_reference,
	};
	const char *end = at + len;

	while (at < end)
		at = steps[markup->state](markup, at, end);
	return markup->values.lost ? -1 : 0;
}

int html_markup_finish(struct html_markup *markup)
{
	if (markup->state == MARKUP_REFERENCE) {
		markup->state = markup->back;
		markup_ref_end(markup, '\0');
	}
	if (markup->state == MARKUP_TEXT_LT || markup->state == MARKUP_RAW_LT) {
		markup_tell_text(markup, "<", 1);
	} else if (markup->state == MARKUP_END_OPEN) {
		markup_tell_text(markup, "</", 2);
	} else if (markup->state == MARKUP_RAW_END) {
		markup_tell_text(markup, "</", 2);
		markup_tell_text(markup, markup->name, markup->name_len);
	}
	return markup->values.lost ? -1 : 0;
}

void html_markup_free(struct html_markup *markup)
{
	text_free(&markup->values);
}
