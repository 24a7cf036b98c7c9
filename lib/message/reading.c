/* reading.c: turns one body, read in one way, into texts.
 * It must not know boundaries, nor what a text says.
 * RFC 2045 (transfer encodings), RFC 2046 section 4.1 (text).
 */
#include "message/reading.h"

#include "message/sniff.h"

#include <stdlib.h>
#include <string.h>

struct reading *reading_new(struct store *store)
{
	struct reading *reading = calloc(1, sizeof *reading);

	if (reading == NULL)
		return NULL;
	reading->store = store;
	charset_init(&reading->charset, store->converters);
	render_init(&reading->render, store);
	text_init(&reading->prefix, READING_PREFIX);
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
	charset_free(&reading->charset);
	render_free(&reading->render);
	text_free(&reading->prefix);
	free(reading);
}

/* ---- the body without its transfer encoding --------------------------------------------------------------------- */

/* Which charset label counts: the header's, or markup's own where the header gives none that is known. */
static void reading_open_text(struct reading *reading)
{
	const struct plan *plan = &reading->plan;
	const struct render_as as = {.html = plan->as == READ_HTML,
				     .flowed = plan->flowed,
				     .delsp = plan->delsp,
				     .kind = plan->kind,
				     .flags = plan->flags};
	const char *label = plan->label, *meta = NULL;
	size_t label_len = strlen(label), meta_len = 0;

	if (as.html && charset_find(label, label_len) == NULL)
		meta_len = sniff_meta_charset(&meta, reading->prefix.at, reading->prefix.len);
	if (meta_len > 0) {
		label = meta;
		label_len = meta_len;
	}
	render_begin(&reading->render, &as);
	charset_begin(&reading->charset, label_len > 0 ? label : NULL, label_len, &reading->utf8);
}

/* The first bytes are there: settle what it is. */
static void reading_open(struct reading *reading)
{
	static const enum read_as sniffed[] = {[SNIFF_BINARY] = READ_NOTHING,
					       [SNIFF_TEXT] = READ_PLAIN,
					       [SNIFF_HTML] = READ_HTML,
					       [SNIFF_MESSAGE] = READ_MESSAGE};
	struct plan *plan = &reading->plan;

	reading->opened = true;
	if (plan->as == READ_SNIFF)
		plan->as = sniffed[sniff(reading->prefix.at, reading->prefix.len)];
	if (plan->as == READ_MESSAGE) {
		reading->inner = plan->nested->open(reading->store, plan->depth + 1,
						    plan->flags | (plan->preface.len > 0 ? 0 : TEXT_ENCLOSED));
		if (reading->inner == NULL)
			plan->as = READ_PLAIN; /* too deep: at least its words are read */
		else if (plan->preface.len > 0)
			plan->nested->more(reading->inner, plan->preface.at, plan->preface.len);
	}
	if (plan->as == READ_PLAIN || plan->as == READ_HTML)
		reading_open_text(reading);
}

static void reading_pass(struct reading *reading, const char *at, size_t len)
{
	if (len == 0 || reading->plan.as == READ_NOTHING)
		return;
	if (reading->plan.as == READ_MESSAGE)
		reading->plan.nested->more(reading->inner, at, len);
	else
		charset_more(&reading->charset, at, len);
}

static void reading_put(void *ctx, const char *at, size_t len)
{
	struct reading *reading = ctx;
	size_t some = 0;

	if (!reading->opened) {
		some = READING_PREFIX - reading->prefix.len;
		some = some < len ? some : len;
		text_add(&reading->prefix, at, some);
		if (reading->prefix.len < READING_PREFIX)
			return;
		reading_open(reading);
		reading_pass(reading, reading->prefix.at, reading->prefix.len);
	}
	reading_pass(reading, at + some, len - some);
}

/* ---- the body --------------------------------------------------------------------------------------------------- */

void reading_begin(struct reading *reading, const struct plan *plan)
{
	reading->plan = *plan;
	reading->part = reading->store->part;
	reading->lingers = false;
	reading->opened = false;
	reading->inner = NULL;
	reading->end_len = 0;
	reading->decoded = (struct sink){reading_put, reading};
	reading->utf8 = (struct sink){render_put, &reading->render};
	text_reset(&reading->prefix);
	base64_init(&reading->base64);
	qp_init(&reading->qp, false);
	uu_init(&reading->uu, plan->transfer == TRANSFER_YENC);
}

static void reading_more(struct reading *reading, const char *at, size_t len)
{
	const struct sink *decoded = &reading->decoded;

	switch (reading->plan.transfer) {
	case TRANSFER_NONE:
		sink_put(decoded, at, len);
		break;
	case TRANSFER_BASE64:
		base64_more(&reading->base64, decoded, at, len);
		break;
	case TRANSFER_QP:
		qp_more(&reading->qp, decoded, at, len);
		break;
	case TRANSFER_UU:
	case TRANSFER_YENC:
		uu_more(&reading->uu, decoded, at, len);
		break;
	}
}

/* Would more bytes change nothing? */
static bool reading_is_full(const struct reading *reading)
{
	if (!reading->opened)
		return false;
	return reading->plan.as == READ_NOTHING || (reading->plan.as == READ_PLAIN && render_is_full(&reading->render));
}

void reading_line(struct reading *reading, const struct line *line)
{
	if (reading_is_full(reading))
		return;
	reading_more(reading, reading->end, reading->end_len);
	reading_more(reading, line->at, line->len);
	reading->end = line->end;
	reading->end_len = line->end_len;
}

bool reading_is_over(const struct reading *reading)
{
	return reading->uu.state == UU_AFTER;
}

static void reading_finish_transfer(struct reading *reading)
{
	const struct sink *decoded = &reading->decoded;
	struct store *store = reading->store;

	switch (reading->plan.transfer) {
	case TRANSFER_NONE:
		break;
	case TRANSFER_BASE64:
		if (base64_finish(&reading->base64, decoded))
			store_odd(store, ODD_BASE64_DAMAGED);
		break;
	case TRANSFER_QP:
		if (qp_finish(&reading->qp, decoded))
			store_odd(store, ODD_QP_DAMAGED);
		break;
	case TRANSFER_UU:
	case TRANSFER_YENC:
		uu_finish(&reading->uu, decoded);
		break;
	}
}

static void reading_finish_text(struct reading *reading)
{
	struct store *store = reading->store;

	charset_finish(&reading->charset);
	if ((reading->charset.facts & CHARSET_UNKNOWN) != 0)
		store_odd(store, ODD_CHARSET_UNKNOWN);
	if ((reading->charset.facts & CHARSET_LIED) != 0)
		store_odd(store, ODD_CHARSET_LIED);
	if ((reading->charset.facts & CHARSET_DAMAGED) != 0)
		store_odd(store, ODD_TEXT_DAMAGED);
	store->lost = store->lost || reading->charset.lost;
	reading->render.as.kind = reading->plan.kind; /* mime.c may have changed its mind about what is shown */
	reading->render.as.flags = reading->plan.flags;
	render_finish(&reading->render);
}

void reading_finish(struct reading *reading)
{
	struct store *store = reading->store;
	int part = store->part;

	store->part = reading->part;
	if (reading->plan.as != READ_NOTHING)
		reading_finish_transfer(reading);
	if (!reading->opened) {
		reading_open(reading);
		reading_pass(reading, reading->prefix.at, reading->prefix.len);
	}
	if (reading->plan.as == READ_MESSAGE) {
		reading->plan.nested->close(reading->inner);
		reading->inner = NULL;
	} else if (reading->plan.as != READ_NOTHING) {
		reading_finish_text(reading);
	}
	store->part = part;
	store->lost = store->lost || reading->prefix.lost;
}
