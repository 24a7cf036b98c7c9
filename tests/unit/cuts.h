/* cuts.h: feeds a push decoder whole, byte by byte and in two pieces cut at every place.
 * Every decoder's test goes through here: chunking must never change what comes out.
 */
#ifndef UNIT_CUTS_H
#define UNIT_CUTS_H

#include "base/text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* Runs a decoder over one input in pieces of `first` bytes, then (once) the rest; or all of size `first` when every is
 * set. Each piece is a copy of its own, so that a sanitizer sees a read beyond it. */
struct cuts {
	const char *at;
	size_t len;
	size_t first;
	bool every;
	size_t done;
	char *piece;
};

static inline bool cuts_next(struct cuts *cuts, size_t *len_out)
{
	size_t left = cuts->len - cuts->done;
	size_t some = cuts->every || cuts->done == 0 ? cuts->first : left;

	free(cuts->piece);
	cuts->piece = NULL;
	if (some > left)
		some = left;
	if (some == 0)
		some = left;
	if (left == 0)
		return false;
	cuts->piece = malloc(some);
	ck_assert_ptr_nonnull(cuts->piece);
	memcpy(cuts->piece, cuts->at + cuts->done, some);
	cuts->done += some;
	*len_out = some;
	return true;
}

/* One decoder: fill out from the pieces. */
typedef void cuts_run(struct text *out, struct cuts *cuts, const void *with);

/* Is the output `want`, whatever the cuts? A want of NULL asks only that all cuts agree. */
static inline void cuts_check(const char *name, cuts_run *run, const void *with, const char *in, size_t len,
			      const char *want, size_t want_len)
{
	struct text whole, cut;

	text_init(&whole, 0);
	text_init(&cut, 0);
	run(&whole, &(struct cuts){.at = in, .len = len, .first = len}, with);
	if (want != NULL && (whole.len != want_len || memcmp(whole.at != NULL ? whole.at : "", want, want_len) != 0))
		ck_abort_msg("%s: got \"%.*s\" (%zu bytes), want \"%s\"", name, (int)whole.len, whole.at, whole.len,
			     want);
	for (size_t i = 0; i <= len; i++) {
		struct cuts cuts = {.at = in, .len = len, .first = i == 0 ? 1 : i, .every = i == 0};

		text_reset(&cut);
		run(&cut, &cuts, with);
		if (cut.len != whole.len || (cut.len > 0 && memcmp(cut.at, whole.at, cut.len) != 0))
			ck_abort_msg("%s: cut %zu changes it: \"%.*s\" instead of \"%.*s\"", name, i, (int)cut.len,
				     cut.at, (int)whole.len, whole.at);
	}
	text_free(&whole);
	text_free(&cut);
}

#endif
