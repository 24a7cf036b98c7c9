/* uncover.c: turns the odd stretches of a text into the addresses that were written so that a program would not see
 * them. It must not know how the parts of an address are put together, nor how it is proved. No standard.
 */
#include "wallet/uncover.h"

#include "base/limits.h"
#include "wallet/join.h"
#include "wallet/runs.h"

#include <string.h>

#define WINDOW_TAIL 128 /* pieces that are looked at behind the one that begins an address */
#define LABEL_MOST 8    /* characters of a label that may have run into an address */

/* A label in front may have run into it, when its letters look like Latin ones: "адрес1A1z...". */
static bool try_piece(struct joiner *joiner, const struct piece *piece)
{
	struct join join, reversed;

	if (!(piece->alike || piece->invisible) || piece->len < RUNS_LEAST || piece->odd < JOIN_MIXED_LEAST)
		return false;
	join_begin(&join, joiner, piece);
	if (!joiner_may_try(joiner, &join))
		return false;
	for (size_t cut = 0; cut < LABEL_MOST && join.len >= RUNS_LEAST; cut++) {
		if (joiner_read(joiner, &join, XS_HOW_PLAIN))
			return true;
		memmove(join.text, join.text + 1, --join.len);
	}
	join_begin(&join, joiner, piece);
	join_turn_round(&reversed, &join);
	return joiner_read(joiner, &reversed, XS_HOW_REVERSED);
}

/* Returns: how many pieces are done with. */
static size_t try_from(struct joiner *joiner, size_t first)
{
	size_t used;

	if (try_piece(joiner, &joiner->pieces.at[first]))
		return 1;
	used = groups_try(joiner, first);
	if (used == 0)
		used = groups_try_reversed(joiner, first);
	if (used > 0)
		return used;
	halves_try(joiner, first);
	return 1;
}

/* Windows of pieces overlap, so that every piece is tried with enough others behind it. */
static void try_stretch(struct joiner *joiner, size_t from, size_t to)
{
	struct pieces *pieces = &joiner->pieces;

	while (from < to) {
		size_t at = 0, stop;

		if (pieces_read(pieces, joiner->find->text, from, to) == 0 || pieces->count == 0 ||
		    !joiner_step(joiner, (unsigned)(pieces->end - from)))
			return;
		joiner->backwards = ANSWER_UNKNOWN;
		stop = pieces->count;
		if (pieces->end < to)
			stop = pieces->count > 2 * WINDOW_TAIL ? pieces->count - WINDOW_TAIL : (pieces->count + 1) / 2;
		while (at < stop)
			at += try_from(joiner, at);
		from = at < pieces->count ? pieces->at[at].from : pieces->end;
	}
}

void uncover(struct find *find)
{
	struct joiner joiner;
	size_t from, to, at = 0;

	joiner.find = find;
	joiner.near_left = LIMIT_WALLET_JOINS;
	joiner.far_left = LIMIT_WALLET_JOINS;
	joiner.steps_left = LIMIT_WALLET_STEPS;
	words_init(&find->words, find->text, find->len);
	words_init(&joiner.words, find->text, find->len);
	while (joiner.steps_left > 0 && !find->budget.starved && runs_next_odd(&from, &to, &at, find->text, find->len))
		try_stretch(&joiner, from, to);
}
