/* fold_invariants.h: what is true of every folded text, whatever came in; for tests and for the fuzzer. */
#ifndef FOLD_INVARIANTS_H
#define FOLD_INVARIANTS_H

#include <string.h>

#include "fold/fold.h"

/* Every byte points to the beginning of a character of the original, and none before the one in front of it. */
static const char *map_trouble(const struct view *view)
{
	const struct bytes *text = &view->text->utf8;

	for (size_t i = 0; i <= view->folded.len; i++) {
		if (view->map[i] > text->len)
			return "the map leaves the text";
		if (i > 0 && view->map[i] < view->map[i - 1])
			return "the map falls";
		if (view->map[i] < text->len && (text->at[view->map[i]] & 0xc0) == 0x80 && utf8_is_valid(text->at, text->len))
			return "the map points into a character";
	}
	return NULL;
}

/* One space between words, none at the ends, none beside a script without spaces, no capital ASCII letter. */
static const char *space_trouble(const struct bytes *folded)
{
	bool open = true, spaceless = false; /* open: a space would be wrong here */

	for (size_t at = 0; at < folded->len;) {
		uint32_t codepoint;
		size_t used = utf8_decode(&codepoint, folded->at + at, folded->len - at);

		if (used == 0)
			return "the folded text is not UTF-8";
		if (codepoint == ' ' && (open || at + 1 == folded->len))
			return "a space too many";
		if (spaceless && fold_is_continuous(codepoint))
			return "a space before a script without spaces";
		if (codepoint >= 'A' && codepoint <= 'Z')
			return "a capital letter";
		spaceless = codepoint == ' ';
		open = codepoint == ' ' || fold_is_continuous(codepoint);
		at += used;
	}
	return NULL;
}

/* Returns: what is wrong with the fold of this text, NULL when all is well. */
static const char *fold_trouble(struct fold *fold, struct text *rule, const char *at, size_t len)
{
	struct text_part part = {.utf8 = {at, len}};
	struct view view;
	const char *trouble;

	text_reset(rule);
	if (fold_run(fold, &view, 3, &part) != 0 || fold_text(fold, rule, at, len) != 0)
		return "no memory";
	if (view.folded.len != rule->len || (rule->len > 0 && memcmp(view.folded.at, rule->at, rule->len) != 0))
		return "rules and mail are folded differently";
	if (view.disguised > view.letters)
		return "more letters are disguised than there are";
	if (view.folded.len > 6 * len)
		return "folded text grows more than sixfold";
	trouble = map_trouble(&view);
	return trouble != NULL ? trouble : space_trouble(&view.folded);
}

#endif
