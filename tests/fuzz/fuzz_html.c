/* fuzz_html.c: any bytes as HTML. Cuts between characters never change what is read; what is read of valid UTF-8 is
 * valid UTF-8; no text is longer than its cap.
 */
#include "fuzz.h"

#include <string.h>

#include "decode/html.h"

#define FUZZ_CAP 4096 /* small, so that caps are met */

struct reading {
	struct text visible, hidden, links;
	struct html_facts facts;
};

static size_t next_piece(const char *at, size_t len, size_t piece)
{
	if (piece > len)
		piece = len;
	while (piece < len && ((unsigned char)at[piece] & 0xc0) == 0x80)
		piece++;
	return piece;
}

/* seed 0: whole; 1: character by character; else pieces of up to seed bytes. */
static void read_cut(struct html *html, struct reading *reading, const char *at, size_t len, unsigned seed)
{
	const struct html_sinks sinks = {&reading->visible, &reading->hidden, &reading->links};
	uint32_t random = seed;

	text_init(&reading->visible, FUZZ_CAP);
	text_init(&reading->hidden, FUZZ_CAP);
	text_init(&reading->links, FUZZ_CAP);
	FUZZ_CHECK(html_begin(html, &sinks) == 0, "html_begin");
	while (len > 0) {
		size_t piece;

		random = random * 1103515245u + 12345u;
		piece = next_piece(at, len, seed == 0 ? len : 1 + (random >> 16) % seed);
		FUZZ_CHECK(html_more(html, at, piece) == 0, "html_more");
		at += piece;
		len -= piece;
	}
	FUZZ_CHECK(html_finish(html, &reading->facts) == 0, "html_finish");
	FUZZ_CHECK(reading->visible.len <= FUZZ_CAP && reading->hidden.len <= FUZZ_CAP &&
			   reading->links.len <= FUZZ_CAP,
		   "a text is longer than its cap");
}

static bool is_same(const struct text *a, const struct text *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->at, b->at, a->len) == 0);
}

static void check_same(const struct reading *a, const struct reading *b)
{
	FUZZ_CHECK(is_same(&a->visible, &b->visible), "cuts change what is visible");
	FUZZ_CHECK(is_same(&a->hidden, &b->hidden), "cuts change what is hidden");
	FUZZ_CHECK(is_same(&a->links, &b->links), "cuts change links");
	FUZZ_CHECK(a->facts.limited == b->facts.limited && a->facts.images == b->facts.images &&
			   a->facts.remote_image == b->facts.remote_image &&
			   a->facts.hidden_elements == b->facts.hidden_elements,
		   "cuts change the facts");
}

static bool is_valid(const struct text *text)
{
	return text->len == 0 || utf8_is_valid(text->at, text->len);
}

static void reading_free(struct reading *reading)
{
	text_free(&reading->visible);
	text_free(&reading->hidden);
	text_free(&reading->links);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data;
	static const unsigned seeds[] = {1, 3, 17};
	struct html *html;
	struct reading whole, cut;

	FUZZ_CHECK(html_new(&html) == 0, "html_new");
	read_cut(html, &whole, at, size, 0);
	if (utf8_is_valid(at, size)) {
		FUZZ_CHECK(is_valid(&whole.visible) && is_valid(&whole.hidden) && is_valid(&whole.links), "not UTF-8");
		for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
			read_cut(html, &cut, at, size, seeds[i]);
			check_same(&whole, &cut);
			reading_free(&cut);
		}
	}
	reading_free(&whole);
	html_free(&html);
	return 0;
}
