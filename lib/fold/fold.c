/* fold.c: turns texts into views, and rule text into the same letters.
 * It must not know how folding is done (walk.c), nor rules or mail.
 * The contract is fold.h.
 */
#include "fold/fold.h"

#include <stdlib.h>

#include "fold/walk.h"

#define FOLD_SLOTS 256

struct fold {
	struct walk walk;
	struct sink rule;              /* of fold_text() */
	struct sink slots[FOLD_SLOTS]; /* of fold_run() */
};

int fold_new(struct fold **fold_out)
{
	*fold_out = calloc(1, sizeof **fold_out);
	return *fold_out == NULL ? -1 : 0;
}

int fold_run(struct fold *fold, struct view *view_out, unsigned slot, const struct text_part *text)
{
	struct sink *sink = &fold->slots[slot % FOLD_SLOTS];

	if (text->utf8.len >= UINT32_MAX || walk_text(&fold->walk, sink, text->utf8.at, text->utf8.len) != 0)
		return -1;
	*view_out = (struct view){.text = text,
				  .index = (int)slot,
				  .folded = {sink->at, sink->len},
				  .map = sink->map,
				  .letters = fold->walk.letters,
				  .disguised = fold->walk.disguised,
				  .invisible = fold->walk.invisible};
	return 0;
}

int fold_text(struct fold *fold, struct text *out, const char *utf8, size_t len)
{
	if (len >= UINT32_MAX || walk_text(&fold->walk, &fold->rule, utf8, len) != 0)
		return -1;
	text_add(out, fold->rule.at, fold->rule.len);
	return out->lost ? -1 : 0;
}

void fold_free(struct fold **fold)
{
	if (*fold == NULL)
		return;
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
