/* html_markup.c: turns bytes of HTML into text, tags and comments.
 * It must not know what elements mean beyond how their content is cut (raw text), and it builds no tree.
 * WHATWG HTML, section 13.2.5 (tokenization), less what only scripts and XML see.
 *
 * Not libxml2's push parser, which was the plan: it drops what stands behind </html> (of 1,149 HTML parts of real mail
 * 105 lose text) or behind a stray end tag that closes everything; it waits for "-->" after "<!-->"; it compares every
 * attribute of a tag with every other, and every end tag with every open element; it knows 253 of 2,125 references and
 * nests by HTML 4. Each hides a letter or burns a processor, and what had to stand in front of it would be this file.
 * tests/unit/check_html_oracle.c asks libxml2 where both should agree.
 *
 * One function a state. Each gets what is left of the chunk and returns where the next state goes on; one that returns
 * its own `at` has changed the state, so the loop always moves. Nothing is looked at twice but a short reference.
 */
#include "decode/html_markup.h"

#include <string.h>

enum markup_state {
	MARKUP_TEXT,
	MARKUP_TEXT_LT,  /* "<" */
	MARKUP_END_OPEN, /* "</" */
	MARKUP_NAME,
	MARKUP_BEFORE_ATTR,
	MARKUP_ATTR,
	MARKUP_AFTER_ATTR,
	MARKUP_BEFORE_VALUE,
	MARKUP_VALUE_DOUBLE,
	MARKUP_VALUE_SINGLE,
	MARKUP_VALUE_BARE,
	MARKUP_RAW_LT,      /* "<" in raw text */
	MARKUP_RAW_END,     /* "</" and perhaps some of the name in raw text */
	MARKUP_DECLARATION, /* "<!" */
	MARKUP_DECLARATION_DASH,
	MARKUP_BOGUS, /* a declaration that is not told */
	MARKUP_BOGUS_COMMENT,
	MARKUP_COMMENT_START,
	MARKUP_COMMENT_START_DASH,
	MARKUP_COMMENT,
	MARKUP_COMMENT_DASH,
	MARKUP_COMMENT_DASHES,
	MARKUP_COMMENT_BANG,
	MARKUP_REFERENCE, /* "&" and perhaps some of the name */
	MARKUP_STATES
};

static void markup_tell_text(struct html_markup *markup, const char *at, size_t len)
{
	if (len > 0)
		markup->events->text(markup->ctx, at, len);
}

/* Go on with a reference, and then with the state that met it. */
static void markup_reference_begin(struct html_markup *markup)
{
	markup->back = markup->state;
	html_reference_begin(&markup->reference);
	markup->state = MARKUP_REFERENCE;
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
		markup_reference_begin(markup);
	}
	return stop + 1;
}

static void markup_tag_begin(struct html_markup *markup, bool is_end)
{
	html_tag_begin(&markup->tag);
	markup->is_end = is_end;
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

static const char *markup_name(struct html_markup *markup, const char *at, const char *end)
{
	for (; at < end; at++) {
		if (ascii_is_space(*at) || *at == '/' || *at == '>') {
			html_tag_named(&markup->tag);
			markup->state = MARKUP_BEFORE_ATTR;
			return at;
		}
		html_tag_name_byte(&markup->tag, *at);
	}
	return end;
}

static void markup_tag_end(struct html_markup *markup)
{
	const struct html_tag *tag = html_tag_end(&markup->tag);

	markup->state = MARKUP_TEXT;
	markup->raw = NULL;
	if (markup->is_end) {
		markup->events->end(markup->ctx, tag);
		return;
	}
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
	html_tag_name_begin(&markup->tag);
	html_tag_name_byte(&markup->tag, *at); /* whatever it is: even '=' begins a name */
	markup->state = MARKUP_ATTR;
	return at + 1;
}

static const char *markup_attr(struct html_markup *markup, const char *at, const char *end)
{
	for (; at < end; at++) {
		if (ascii_is_space(*at) || *at == '/' || *at == '>' || *at == '=') {
			html_tag_attribute_named(&markup->tag);
			markup->state = MARKUP_AFTER_ATTR;
			return at;
		}
		html_tag_name_byte(&markup->tag, *at);
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

static const char *markup_value_until(struct html_markup *markup, const char *at, const char *end, char quote)
{
	const char *stop = at;

	while (stop < end && *stop != quote && *stop != '&' && *stop != '\0')
		stop++;
	html_tag_value_add(&markup->tag, at, (size_t)(stop - at));
	if (stop == end)
		return end;
	if (*stop == quote) {
		markup->state = MARKUP_BEFORE_ATTR;
	} else if (*stop == '&') {
		markup_reference_begin(markup);
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
	html_tag_value_add(&markup->tag, at, (size_t)(stop - at));
	markup->state = MARKUP_BEFORE_ATTR;
	return stop;
}

/* ---- raw text: ends at its own end tag only -------------------------------------------------------------------- */

static const char *markup_raw_lt(struct html_markup *markup, const char *at, const char *end)
{
	(void)end;
	if (*at == '/') {
		markup->raw_end_len = 0;
		markup->state = MARKUP_RAW_END;
		return at + 1;
	}
	markup_tell_text(markup, "<", 1);
	markup->state = MARKUP_TEXT;
	return at;
}

static void markup_tell_raw_end(struct html_markup *markup)
{
	markup_tell_text(markup, "</", 2);
	markup_tell_text(markup, markup->raw_end, markup->raw_end_len);
}

static const char *markup_raw_end(struct html_markup *markup, const char *at, const char *end)
{
	const char *name = markup->raw->name;

	while (at < end && ascii_is_alpha(*at) && markup->raw_end_len < sizeof markup->raw_end)
		markup->raw_end[markup->raw_end_len++] = *at++; /* as written: it may turn out to be text */
	if (at == end)
		return end;
	if ((ascii_is_space(*at) || *at == '/' || *at == '>') && markup->raw->is != HTML_PLAINTEXT &&
	    ascii_same(markup->raw_end, markup->raw_end_len, name, strlen(name))) {
		markup_tag_begin(markup, true);
		while (*name != '\0')
			html_tag_name_byte(&markup->tag, *name++);
		return at; /* the state of names ends it */
	}
	markup_tell_raw_end(markup);
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
		html_comment_begin(&markup->comment);
		markup->state = MARKUP_COMMENT;
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

static const char *markup_comment(struct html_markup *markup, const char *at, const char *end)
{
	struct html_comment_text text;
	bool ended;

	at = html_comment_step(&markup->comment, &text, &ended, at, end);
	markup_tell_comment(markup, text.dashes, strlen(text.dashes));
	markup_tell_comment(markup, text.at, text.len);
	if (ended)
		markup->state = MARKUP_TEXT;
	return at;
}

/* ---- character references -------------------------------------------------------------------------------------- */

/* The reference ends before next. Returns: next is its semicolon. */
static bool markup_reference_end(struct html_markup *markup, char next)
{
	struct html_resolved resolved;
	bool in_value = markup->back != MARKUP_TEXT;

	html_reference_end(&markup->reference, &resolved, next, in_value);
	if (in_value) {
		html_tag_value_add(&markup->tag, resolved.utf8, resolved.len);
		html_tag_value_add(&markup->tag, resolved.rest, resolved.rest_len);
	} else {
		markup_tell_text(markup, resolved.utf8, resolved.len);
		markup_tell_text(markup, resolved.rest, resolved.rest_len);
	}
	markup->state = markup->back;
	return resolved.semicolon;
}

static const char *markup_reference(struct html_markup *markup, const char *at, const char *end)
{
	while (at < end && html_reference_takes(&markup->reference, *at))
		at++;
	if (at == end)
		return end;
	return markup_reference_end(markup, *at) ? at + 1 : at;
}

/* ---- the push machine ------------------------------------------------------------------------------------------ */

void html_markup_init(struct html_markup *markup, const struct html_markup_events *events, void *ctx)
{
	memset(markup, 0, sizeof *markup);
	markup->events = events;
	markup->ctx = ctx;
	html_tag_init(&markup->tag);
}

void html_markup_begin(struct html_markup *markup)
{
	markup->state = MARKUP_TEXT;
	markup->raw = NULL;
	markup->tag.limited = false;
	html_tag_begin(&markup->tag);
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
		[MARKUP_COMMENT] = markup_comment,
		[MARKUP_REFERENCE] = markup_reference,
	};
	const char *end = at + len;

	while (at < end)
		at = steps[markup->state](markup, at, end);
	return markup->tag.values.lost ? -1 : 0;
}

int html_markup_finish(struct html_markup *markup)
{
	if (markup->state == MARKUP_REFERENCE)
		markup_reference_end(markup, '\0');
	if (markup->state == MARKUP_TEXT_LT || markup->state == MARKUP_RAW_LT) {
		markup_tell_text(markup, "<", 1);
	} else if (markup->state == MARKUP_END_OPEN) {
		markup_tell_text(markup, "</", 2);
	} else if (markup->state == MARKUP_RAW_END) {
		markup_tell_raw_end(markup);
	}
	return markup->tag.values.lost ? -1 : 0;
}

void html_markup_free(struct html_markup *markup)
{
	html_tag_free(&markup->tag);
}
