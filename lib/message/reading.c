/* reading.c: turns one body, read in one way, into texts.
 * It must not know boundaries, nor what a text says.
 * RFC 2045 (transfer encodings), RFC 2046 section 4.1 (text).
 */
#include "message/reading.h"

#include "message/sniff.h"

#include <stdlib.h>
#include <string.h>

#define HTML_BLOCK 4096 /* HTML goes on in blocks of this size, whatever the chunks were: libxml2 may mind the cuts */

/* ---- text without its charset ----------------------------------------------------------------------------------- */

/* UTF-8 comes in; lines end in \n and zero bytes vanish: no client shows them, and markup would end at one. */
static void reading_put_utf8(void *ctx, const char *at, size_t len)
{
	struct reading *reading = ctx;
	size_t start = 0;

	for (size_t i = 0; i < len; i++) {
		bool lf_of_crlf = at[i] == '\n' && reading->after_cr;

		reading->after_cr = at[i] == '\r';
		if (at[i] != '\r' && at[i] != '\0' && !lf_of_crlf)
			continue;
		text_add(&reading->plain, at + start, i - start);
		if (at[i] == '\r')
			text_add_char(&reading->plain, '\n');
		if (at[i] == '\0')
			store_odd(reading->store, ODD_NUL);
		start = i + 1;
	}
	text_add(&reading->plain, at + start, len - start);
}

/* How much of a run of UTF-8 is whole characters. */
static size_t whole_characters(const char *at, size_t len)
{
	size_t end = len;

	while (end > 0 && len - end < 4 && ((unsigned char)at[end - 1] & 0xc0) == 0x80)
		end--;
	if (end > 0 && (unsigned char)at[end - 1] >= 0xc0) {
		uint32_t codepoint;

		return utf8_decode(&codepoint, at + end - 1, len - end + 1) > 0 ? len : end - 1;
	}
	return len;
}

/* HTML: pass blocks on as they fill. */
static void reading_feed_html(struct reading *reading, bool final)
{
	struct text *plain = &reading->plain;
	size_t done = 0;

	while (plain->len - done >= HTML_BLOCK || (final && plain->len > done)) {
		size_t some = plain->len - done < HTML_BLOCK ? plain->len - done : HTML_BLOCK;
		size_t whole = whole_characters(plain->at + done, some);

		some = whole > 0 ? whole : some;
		if (html_more(reading->html, plain->at + done, some) != 0)
			reading->store->lost = true;
		done += some;
	}
	if (done > 0)
		memmove(plain->at, plain->at + done, plain->len - done);
	plain->len -= done;
}

static void reading_put_html(void *ctx, const char *at, size_t len)
{
	struct reading *reading = ctx;

	while (len > 0) {
		size_t some = len < HTML_BLOCK ? len : HTML_BLOCK;

		reading_put_utf8(reading, at, some);
		if (reading->plain.len >= HTML_BLOCK)
			reading_feed_html(reading, false);
		at += some;
		len -= some;
	}
}

static void reading_open_html(struct reading *reading)
{
	const struct html_sinks sinks = { &reading->visible, &reading->hidden, &reading->links };

	for (size_t i = 0; i < 3; i++) {
		struct text *text = i == 0 ? sinks.visible : i == 1 ? sinks.hidden : sinks.links;

		text_reset(text);
		text->cap = store_room(reading->store) + 1; /* one more than fits, so that the store tells the limit */
	}
	if ((reading->html == NULL && html_new(&reading->html) != 0) || html_begin(reading->html, &sinks) != 0)
		reading->store->lost = true;
}

static void reading_close_html(struct reading *reading)
{
	struct html_facts facts = { 0 };
	struct store *store = reading->store;
	unsigned flags = reading->plan.flags | TEXT_HTML;

	reading_feed_html(reading, true);
	if (html_finish(reading->html, &facts) != 0)
		store->lost = true;
	if (facts.limited)
		store_odd(store, ODD_LIMIT_HTML);
	store->lost = store->lost || reading->visible.lost || reading->hidden.lost || reading->links.lost;
	store_text(store, reading->plan.kind, flags, reading->visible.at, reading->visible.len);
	store_text(store, XS_TEXT_HIDDEN, flags, reading->hidden.at, reading->hidden.len);
	store_text(store, XS_TEXT_LINK, flags, reading->links.at, reading->links.len);
}

/* ---- the body without its transfer encoding --------------------------------------------------------------------- */

/* Its first bytes are there: settle what it is. */
static void reading_open(struct reading *reading)
{
	struct plan *plan = &reading->plan;
	const struct text *prefix = &reading->prefix;
	const char *label = plan->label;
	size_t label_len = strlen(label), meta;

	reading->opened = true;
	if (plan->as == READ_SNIFF) {
		static const enum read_as as[] = { [SNIFF_BINARY] = READ_NOTHING, [SNIFF_TEXT] = READ_PLAIN,
						   [SNIFF_HTML] = READ_HTML, [SNIFF_MESSAGE] = READ_MESSAGE };

		plan->as = as[sniff(prefix->at, prefix->len)];
	}
	if (plan->as == READ_HTML && charset_find(label, label_len) == NULL) {
		const char *found = NULL;

		meta = sniff_meta_charset(&found, prefix->at, prefix->len);
		label = meta > 0 ? found : label;
		label_len = meta > 0 ? meta : label_len;
	}
	if (plan->as == READ_MESSAGE) {
		reading->inner = plan->nested->open(reading->store, plan->depth + 1, plan->flags | TEXT_ENCLOSED);
		if (reading->inner == NULL)
			plan->as = READ_PLAIN;
	}
	text_reset(&reading->plain);
	reading->after_cr = false;
	if (plan->as == READ_HTML)
		reading_open_html(reading);
	if (plan->as != READ_PLAIN && plan->as != READ_HTML)
		return;
	reading->plain.cap = plan->as == READ_HTML ? 0 : store_room(reading->store) + 1;
	reading->utf8.put = plan->as == READ_HTML ? reading_put_html : reading_put_utf8;
	charset_begin(&reading->charset, label_len > 0 ? label : NULL, label_len, &reading->utf8);
}

static void reading_pass(struct reading *reading, const char *at, size_t len)
{
	if (reading->plan.as == READ_MESSAGE)
		reading->plan.nested->more(reading->inner, at, len);
	else if (reading->plan.as != READ_NOTHING)
		charset_more(&reading->charset, at, len);
}

static void reading_put_decoded(void *ctx, const char *at, size_t len)
{
	struct reading *reading = ctx;

	if (!reading->opened) {
		size_t some = READING_PREFIX - reading->prefix.len;

		some = some < len ? some : len;
		text_add(&reading->prefix, at, some);
		at += some;
		len -= some;
		if (reading->prefix.len < READING_PREFIX)
			return;
		reading_open(reading);
		reading_pass(reading, reading->prefix.at, reading->prefix.len);
	}
	if (len > 0)
		reading_pass(reading, at, len);
}

/* ---- the body --------------------------------------------------------------------------------------------------- */

struct reading *reading_new(struct store *store)
{
	struct reading *reading = calloc(1, sizeof *reading);

	if (reading == NULL)
		return NULL;
	reading->store = store;
	charset_init(&reading->charset, store->converters);
	text_init(&reading->prefix, READING_PREFIX);
	reading->decoded = (struct sink){ reading_put_decoded, reading };
	reading->utf8.ctx = reading;
	return reading;
}

void reading_free(struct reading **reading_io)
{
	struct reading *reading = *reading_io;

	*reading_io = NULL;
	if (reading == NULL)
		return;
	if (reading->inner != NULL)
		reading->plan.nested->drop(reading->inner);
	html_free(&reading->html);
	charset_free(&reading->charset);
	text_free(&reading->prefix);
	text_free(&reading->plain);
	text_free(&reading->visible);
	text_free(&reading->hidden);
	text_free(&reading->links);
	free(reading);
}

void reading_begin(struct reading *reading, const struct plan *plan)
{
	reading->plan = *plan;
	reading->part = reading->store->part;
	reading->opened = false;
	reading->inner = NULL;
	reading->end_len = 0;
	text_reset(&reading->prefix);
	base64_init(&reading->base64);
	qp_init(&reading->qp, false);
}

static void reading_more(struct reading *reading, const char *at, size_t len)
{
	if (len == 0 || (reading->opened && (reading->plan.as == READ_NOTHING || reading->plain.full)))
		return;
	switch (reading->plan.transfer) {
	case TRANSFER_NONE:
		sink_put(&reading->decoded, at, len);
		break;
	case TRANSFER_BASE64:
		base64_more(&reading->base64, &reading->decoded, at, len);
		break;
	case TRANSFER_QP:
		qp_more(&reading->qp, &reading->decoded, at, len);
		break;
	}
}

void reading_line(struct reading *reading, const struct line *line)
{
	reading_more(reading, reading->end, reading->end_len);
	reading_more(reading, line->at, line->len);
	reading->end = line->end;
	reading->end_len = line->end_len;
}

static void reading_close_text(struct reading *reading)
{
	struct store *store = reading->store;

	charset_finish(&reading->charset);
	if ((reading->charset.facts & CHARSET_UNKNOWN) != 0)
		store_odd(store, ODD_CHARSET_UNKNOWN);
	if ((reading->charset.facts & CHARSET_LIED) != 0)
		store_odd(store, ODD_CHARSET_LIED);
	if ((reading->charset.facts & CHARSET_DAMAGED) != 0)
		store_odd(store, ODD_TEXT_DAMAGED);
	if (reading->plan.as == READ_HTML) {
		reading_close_html(reading);
		return;
	}
	store_text(store, reading->plan.kind, reading->plan.flags, reading->plain.at, reading->plain.len);
	store->lost = store->lost || reading->plain.lost || reading->charset.window.lost;
}

void reading_finish(struct reading *reading)
{
	struct store *store = reading->store;
	int part = store->part;

	if (reading->plan.as == READ_NOTHING)
		return;
	if (reading->plan.transfer == TRANSFER_BASE64 && base64_finish(&reading->base64, &reading->decoded))
		store_odd(store, ODD_BASE64_DAMAGED);
	if (reading->plan.transfer == TRANSFER_QP && qp_finish(&reading->qp, &reading->decoded))
		store_odd(store, ODD_QP_DAMAGED);
	if (!reading->opened) {
		reading_open(reading);
		reading_pass(reading, reading->prefix.at, reading->prefix.len);
	}
	store->part = reading->part;
	if (reading->plan.as == READ_MESSAGE) {
		reading->plan.nested->close(reading->inner);
		reading->inner = NULL;
	} else if (reading->plan.as != READ_NOTHING) {
		reading_close_text(reading);
	}
	store->part = part;
	store->lost = store->lost || reading->prefix.lost;
}
