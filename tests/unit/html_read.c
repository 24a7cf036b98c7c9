/* html_read.c: feeds a document to the HTML decoder, cut in one way or another, always between characters. */
#include "html_read.h"

#include <check.h>

#include "base/limits.h"

void html_read_init(struct html_read *read)
{
	text_init(&read->visible, LIMIT_TEXT_BYTES);
	text_init(&read->hidden, LIMIT_TEXT_BYTES);
	text_init(&read->links, LIMIT_TEXT_BYTES);
	ck_assert_int_eq(html_new(&read->html), 0);
}

static void html_read_begin(struct html_read *read)
{
	const struct html_sinks sinks = {&read->visible, &read->hidden, &read->links};

	text_reset(&read->visible);
	text_reset(&read->hidden);
	text_reset(&read->links);
	ck_assert_int_eq(html_begin(read->html, &sinks), 0);
}

static bool is_inside_character(const char *at, size_t len)
{
	return len > 0 && ((unsigned char)*at & 0xc0) == 0x80;
}

static size_t next_piece(const char *at, size_t len, enum html_cuts cuts, unsigned *seed)
{
	size_t piece = len;

	*seed = *seed * 1103515245u + 12345u;
	if (cuts == HTML_EACH_CHARACTER)
		piece = 1;
	else if (cuts == HTML_RANDOM)
		piece = 1 + (*seed >> 16) % 24;
	if (piece > len)
		piece = len;
	while (is_inside_character(at + piece, len - piece))
		piece++;
	return piece;
}

void html_read_document(struct html_read *read, const char *at, size_t len, enum html_cuts cuts, unsigned seed)
{
	html_read_begin(read);
	while (len > 0) {
		size_t piece = next_piece(at, len, cuts, &seed);

		ck_assert_int_eq(html_more(read->html, at, piece), 0);
		at += piece;
		len -= piece;
	}
	ck_assert_int_eq(html_finish(read->html, &read->facts), 0);
}

void html_read_split(struct html_read *read, const char *at, size_t len, size_t split)
{
	while (split < len && is_inside_character(at + split, len - split))
		split++;
	html_read_begin(read);
	ck_assert_int_eq(html_more(read->html, at, split), 0);
	ck_assert_int_eq(html_more(read->html, at + split, len - split), 0);
	ck_assert_int_eq(html_finish(read->html, &read->facts), 0);
}

void html_read_free(struct html_read *read)
{
	html_free(&read->html);
	text_free(&read->visible);
	text_free(&read->hidden);
	text_free(&read->links);
}
