/* render.h: one body's text, already UTF-8, becomes the texts that its readers see: plain, unwrapped, or HTML's three.
 * It must not know transfer encodings, charsets or MIME. Plain text that holds character references, or is markup in
 * disguise, is rendered twice, because clients differ on it.
 * Limits: texts as far as store_room().
 */
#ifndef MESSAGE_RENDER_H
#define MESSAGE_RENDER_H

#include "decode/html.h"
#include "message/store.h"

struct render_as {
	bool html;
	bool flowed, delsp;
	enum xs_text_kind kind; /* of what is shown: XS_TEXT_HIDDEN for what clients do not show */
	unsigned flags;         /* enum text_flag */
};

struct render {
	struct store *store;
	struct render_as as;
	bool after_cr;
	struct text plain;  /* all of a plain text; of HTML what was not passed on yet */
	struct text second; /* of a plain text: unwrapped, or its second reading */
	struct html *html;
	struct text visible, hidden, links;
};

void render_init(struct render *render, struct store *store);
void render_begin(struct render *render, const struct render_as *as);
/* Takes UTF-8, cut anywhere but inside a character; the signature is a sink's. */
void render_put(void *render, const char *at, size_t len);
/* Is all room taken, so that more would be left out? */
bool render_is_full(const struct render *render);
/* Its texts go to the store. */
void render_finish(struct render *render);
void render_free(struct render *render);

#endif
