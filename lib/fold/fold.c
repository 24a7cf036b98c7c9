/* fold.c: turns texts into views, and rule text into the same letters.
 * It must not know how folding is done (walk.c), nor rules or mail.
 * The contract is fold.h.
 */
#include "fold/fold.h"

#include <stdlib.h>

#include "fold/bidi.h"
#include "fold/walk.h"

#define FOLD_SLOTS 256

struct fold {
	struct walk walk;
	struct bidi bidi;
	struct sink rule;              /* of fold_text() */
	struct sink slots[FOLD_SLOTS]; /* of fold_run() */
};

int fold_new(struct fold **fold_out)
{
	*fold_out = calloc(1, sizeof **fold_out);
	return *fold_out == NULL ? -1 : 0;
}

static int fold_into(struct fold *fold, struct sink *sink, const char *utf8, size_t len)
{
	int turned;

	if (len >= UINT32_MAX)
		return -1;
	turned = bidi_show(&fold->bidi, utf8, len);
	if (turned < 0 || walk_text(&fold->walk, sink, turned ? fold->bidi.text : utf8, len) != 0)
		return -1;
	if (turned)
		bidi_place(&fold->bidi, sink->map, sink->len + 1);
	return 0;
}

int fold_run(struct fold *fold, struct view *view_out, unsigned slot, const struct text_part *text)
{
	struct sink *sink = &fold->slots[slot % FOLD_SLOTS];
	unsigned letters, disguised;

	if (fold_into(fold, sink, text->utf8.at, text->utf8.len) != 0)
		return -1;
	letters = fold->walk.letters;
	disguised = fold->walk.disguised + fold->bidi.letters; /* a letter may be both turned round and a look-alike */
	*view_out = (struct view){.text = text,
				  .index = (int)slot,
				  .folded = {sink->at, sink->len},
				  .map = sink->map,
				  .letters = letters,
				  .disguised = disguised < letters ? disguised : letters,
				  .invisible = fold->walk.invisible};
	return 0;
}

int fold_text(struct fold *fold, struct text *out, const char *utf8, size_t len)
{
	if (fold_into(fold, &fold->rule, utf8, len) != 0)
		return -1;
	text_add(out, fold->rule.at, fold->rule.len);
	return out->lost ? -1 : 0;
}

void fold_reset(struct fold *fold)
{
	size_t held = 0;

	for (size_t i = 0; i < FOLD_SLOTS; i++) {
		held += fold->slots[i].size * (1 + sizeof *fold->slots[i].map);
		if (held > LIMIT_FOLD_KEPT) {
			held -= fold->slots[i].size * (1 + sizeof *fold->slots[i].map);
			sink_free(&fold->slots[i]);
		}
	}
	if (fold->bidi.size > LIMIT_FOLD_KEPT / 4)
		bidi_free(&fold->bidi);
}

void fold_free(struct fold **fold)
{
	if (*fold == NULL)
		return;
	bidi_free(&(*fold)->bidi);
	sink_free(&(*fold)->rule);
	for (size_t i = 0; i < FOLD_SLOTS; i++)
		sink_free(&(*fold)->slots[i]);
	free(*fold);
	*fold = NULL;
}

bool fold_is_continuous(uint32_t codepoint)
{
	enum fold_kind kind = codepoint > 0x10ffff ? FOLD_GAP : (enum fold_kind)fold_table_at(codepoint)->kind;

	return kind == FOLD_SPACELESS || kind == FOLD_JAMO || kind == FOLD_VOICING;
}
