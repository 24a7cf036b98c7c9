/* render.c: turns UTF-8 text into what its readers see.
 * It must not know transfer encodings, charsets or MIME.
 * RFC 2046 section 4.1, RFC 3676 (flowed).
 */
#include "message/render.h"

#include "decode/entity.h"
#include "decode/flowed.h"
#include "message/sniff.h"

#include <string.h>

#define HTML_BLOCK 4096 /* HTML goes on in blocks of this size, whatever the chunks were: libxml2 may mind the cuts */

void render_init(struct render *render, struct store *store)
{
	memset(render, 0, sizeof *render);
	render->store = store;
}

void render_free(struct render *render)
{
	html_free(&render->html);
	text_free(&render->plain);
	text_free(&render->second);
	text_free(&render->visible);
	text_free(&render->hidden);
	text_free(&render->links);
}

/* ---- HTML ------------------------------------------------------------------------------------------------------- */

static void html_start(struct render *render)
{
	struct text *texts[] = {&render->visible, &render->hidden, &render->links};
	const struct html_sinks sinks = {&render->visible, &render->hidden, &render->links};

	for (size_t i = 0; i < 3; i++) {
		text_reset(texts[i]);
		texts[i]->cap =
			store_room(render->store) + 1; /* one more than fits, so that the store tells the limit */
	}
	if ((render->html == NULL && html_new(&render->html) != 0) || html_begin(render->html, &sinks) != 0)
		render->store->lost = true;
}

/* How much of a run of UTF-8 is whole characters. */
static size_t whole_characters(const char *at, size_t len)
{
	size_t end = len;
	uint32_t codepoint;

	while (end > 0 && len - end < 4 && ((unsigned char)at[end - 1] & 0xc0) == 0x80)
		end--;
	if (end == 0 || (unsigned char)at[end - 1] < 0xc0)
		return len;
	return utf8_decode(&codepoint, at + end - 1, len - end + 1) > 0 ? len : end - 1;
}

/* Pass on the next block. Returns: its length. */
static size_t html_block(struct render *render, const char *at, size_t len)
{
	size_t some = len < HTML_BLOCK ? len : whole_characters(at, HTML_BLOCK);

	if (!render->store->lost && html_more(render->html, at, some) != 0)
		render->store->lost = true;
	return some;
}

static void html_pass(struct render *render)
{
	struct text *plain = &render->plain;
	size_t done = 0;

	while (plain->len - done >= HTML_BLOCK)
		done += html_block(render, plain->at + done, plain->len - done);
	if (done > 0)
		memmove(plain->at, plain->at + done, plain->len - done);
	plain->len -= done;
}

static void html_end(struct render *render, unsigned flags)
{
	struct html_facts facts = {0};
	struct store *store = render->store;

	if (store->lost)
		return;
	if (html_finish(render->html, &facts) != 0)
		store->lost = true;
	if (facts.limited)
		store_odd(store, ODD_LIMIT_HTML);
	store->lost = store->lost || render->visible.lost || render->hidden.lost || render->links.lost;
	store_text(store, render->as.kind, flags | TEXT_HTML, render->visible.at, render->visible.len);
	store_text(store, XS_TEXT_HIDDEN, flags | TEXT_HTML, render->hidden.at, render->hidden.len);
	store_text(store, XS_TEXT_LINK, flags | TEXT_HTML, render->links.at, render->links.len);
}

/* ---- plain text ------------------------------------------------------------------------------------------------- */

static void plain_as_html(struct render *render)
{
	size_t done = 0;

	store_odd(render->store, ODD_HTML_IN_PLAIN);
	html_start(render);
	while (done < render->plain.len && !render->store->lost)
		done += html_block(render, render->plain.at + done, render->plain.len - done);
	html_end(render, render->as.flags | TEXT_ALTERNATE);
}

static void plain_finish(struct render *render)
{
	const struct render_as *as = &render->as;
	struct store *store = render->store;
	const struct text *plain = &render->plain;
	struct text *second = &render->second;

	if (plain->len == 0)
		return;
	text_reset(second);
	second->cap = store_room(store) + 1;
	if (as->flowed) {
		flowed_unwrap(second, plain->at, plain->len, as->delsp);
		store_text(store, as->kind, as->flags | TEXT_FLOWED, second->at, second->len);
		store->lost = store->lost || second->lost;
	} else {
		store_text(store, as->kind, as->flags, plain->at, plain->len);
	}
	if (sniff_is_html(plain->at, plain->len)) {
		plain_as_html(render);
	} else if (entity_is_in(plain->at, plain->len)) {
		store_odd(store, ODD_ENTITIES_IN_PLAIN);
		text_reset(second);
		second->cap = store_room(store) + 1;
		entity_decode(second, plain->at, plain->len);
		store_text(store, as->kind, as->flags | TEXT_ALTERNATE | TEXT_ENTITY, second->at, second->len);
	}
	store->lost = store->lost || second->lost;
}

/* ---- the stream ------------------------------------------------------------------------------------------------- */

void render_begin(struct render *render, const struct render_as *as)
{
	render->as = *as;
	render->after_cr = false;
	text_reset(&render->plain);
	render->plain.cap = as->html ? 0 : store_room(render->store) + 1;
	if (as->html)
		html_start(render);
}

bool render_is_full(const struct render *render)
{
	return render->plain.full;
}

/* Line ends become \n, and zero bytes vanish: no client shows them, and markup would end at one. */
static void render_add(struct render *render, const char *at, size_t len)
{
	size_t start = 0;

	for (size_t i = 0; i < len; i++) {
		bool lf_of_crlf = at[i] == '\n' && render->after_cr;

		render->after_cr = at[i] == '\r';
		if (at[i] != '\r' && at[i] != '\0' && !lf_of_crlf)
			continue;
		text_add(&render->plain, at + start, i - start);
		if (at[i] == '\r')
			text_add_char(&render->plain, '\n');
		if (at[i] == '\0')
			store_odd(render->store, ODD_NUL);
		start = i + 1;
	}
	text_add(&render->plain, at + start, len - start);
}

void render_put(void *ctx, const char *at, size_t len)
{
	struct render *render = ctx;

	while (render->as.html && len > HTML_BLOCK) {
		render_add(render, at, HTML_BLOCK);
		html_pass(render);
		at += HTML_BLOCK;
		len -= HTML_BLOCK;
	}
	render_add(render, at, len);
	if (render->as.html)
		html_pass(render);
}

void render_finish(struct render *render)
{
	struct store *store = render->store;

	store->lost = store->lost || render->plain.lost;
	if (!render->as.html) {
		plain_finish(render);
		return;
	}
	if (render->plain.len > 0 && !store->lost)
		html_block(render, render->plain.at, render->plain.len);
	html_end(render, render->as.flags);
}
