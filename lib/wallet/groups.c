/* groups.c: turns groups and single characters with one kind of gap into the address that they spell.
 * It must not know how a candidate is proved.
 * No standard; "1A1z-P1eP-...", "1 A 1 z ...", "remove the *", and what is to be read backwards.
 */
#include "wallet/join.h"

#define REVERSE_REACH 400 /* bytes round the pieces in which a word counts that tells to read backwards */
#define GAP_MOST 24       /* bytes between the groups of one spelling */

/* How unlike words the pieces so far are. */
struct evidence {
	size_t odd;     /* places within pieces that meet oddly */
	size_t crossed; /* and those where two pieces meet */
	size_t count, shorts;
};

static void weigh(struct evidence *evidence, const struct join *join, const struct piece *piece)
{
	size_t at = join->len - piece->len;

	evidence->count++;
	evidence->odd += piece->odd;
	evidence->shorts += piece->len <= 2;
	if (at > 0)
		evidence->crossed += pieces_meet_oddly(join->text[at - 1], join->text[at]);
}

/* A row of single characters is odd by itself; groups must be mixed. */
static bool is_evident(const struct evidence *evidence)
{
	if (evidence->shorts * 4 >= evidence->count * 3)
		return evidence->count >= 8 && evidence->odd + evidence->crossed > 0;
	return evidence->odd > 0 && evidence->odd + evidence->crossed >= JOIN_MIXED_LEAST;
}

/* A wrapped line may lack the separator. */
static bool same_gap(const struct piece *piece, enum gap gap)
{
	return piece->gap != GAP_FOREIGN && piece->gap_bytes <= GAP_MOST &&
	       (piece->gap == gap || (piece->gap == GAP_BLANK && piece->line));
}

/* Three words of different lengths are prose, not groups. */
static bool is_prose(const struct pieces *pieces, size_t first)
{
	bool uneven = false;

	for (size_t i = first; i < first + 3 && i < pieces->count; i++) {
		if (!pieces->at[i].wordlike)
			return false;
		uneven |= pieces->at[i].len != pieces->at[first].len;
	}
	return uneven;
}

/* Is there a row of groups from `first` on at all? The cheap questions first: this is asked for every word. */
static bool may_be_groups(const struct joiner *joiner, size_t first, size_t most)
{
	const struct pieces *pieces = &joiner->pieces;
	const struct piece *piece = &pieces->at[first];

	return most > 0 && first + 1 < pieces->count && piece->len > 0 && same_gap(piece + 1, piece[1].gap) &&
	       (size_t)piece->len + piece[1].len <= most && !is_prose(pieces, first);
}

/* The pieces from `first` on, each as far from the last. Returns: how many belong to the address, 0: none. */
size_t groups_try(struct joiner *joiner, size_t first)
{
	const struct pieces *pieces = &joiner->pieces;
	const struct piece *piece = &pieces->at[first];
	char lead = join_lead(joiner, piece);
	size_t least = join_least(joiner, lead), most = join_most(joiner, lead);
	struct evidence evidence = {0};
	struct join join;
	bool paid = false;

	if (!may_be_groups(joiner, first, most))
		return 0;
	join_begin(&join, joiner, piece);
	weigh(&evidence, &join, piece);
	for (size_t i = first + 1; i < pieces->count && joiner_step(joiner, JOIN_STEP); i++) {
		piece = &pieces->at[i];
		if (join.len <= JOIN_PREFIX_MOST)
			most = form_most(&joiner->find->index, join.text, join.len);
		if (piece->len == 0 || join.len + piece->len > most || !same_gap(piece, pieces->at[first + 1].gap))
			return 0;
		join_add(&join, joiner, piece);
		weigh(&evidence, &join, piece);
		if (join_is_lost(&join))
			return 0;
		if (join.len < least || !is_evident(&evidence) || !join_is_plausible(&join))
			continue;
		if (!paid && !joiner_may_try(joiner, &join))
			return 0;
		paid = true;
		if (joiner_read(joiner, &join, join.line ? XS_HOW_SPLIT : XS_HOW_SPACED))
			return i + 1 - first;
	}
	return 0;
}

/* Asked once for all pieces that were read together, and only when one would be tried. */
static bool reads_backwards(struct joiner *joiner)
{
	const struct pieces *pieces = &joiner->pieces;

	if (joiner->backwards == ANSWER_UNKNOWN)
		joiner->backwards =
			words_near(&joiner->words, WORD_REVERSE, pieces->at[0].from, pieces->end, REVERSE_REACH)
				? ANSWER_YES
				: ANSWER_NO;
	return joiner->backwards == ANSWER_YES;
}

/* Might the last character begin an address of this length? */
static bool may_end_backwards(const struct joiner *joiner, const struct join *join)
{
	char lead = join->text[join->len - 1];

	return join->len >= join_least(joiner, lead) && join->len <= join_most(joiner, lead);
}

/* Read from its end: any piece may be the last, so only where the text says so. */
size_t groups_try_reversed(struct joiner *joiner, size_t first)
{
	const struct pieces *pieces = &joiner->pieces;
	struct evidence evidence = {0};
	struct join join, reversed;
	bool paid = false;

	if (joiner->backwards == ANSWER_NO || !may_be_groups(joiner, first, BASE58_CHARS))
		return 0;
	join_begin(&join, joiner, &pieces->at[first]);
	weigh(&evidence, &join, &pieces->at[first]);
	for (size_t i = first + 1; i < pieces->count && joiner_step(joiner, JOIN_STEP); i++) {
		const struct piece *piece = &pieces->at[i];

		if (piece->len == 0 || join.len + piece->len > BASE58_CHARS ||
		    !same_gap(piece, pieces->at[first + 1].gap))
			return 0;
		join_add(&join, joiner, piece);
		weigh(&evidence, &join, piece);
		if (!may_end_backwards(joiner, &join) || !is_evident(&evidence) || !reads_backwards(joiner))
			continue;
		join_turn_round(&reversed, &join);
		if (!join_is_plausible(&reversed))
			continue;
		if (!paid && !joiner_may_try(joiner, &join))
			return 0;
		paid = true;
		if (joiner_read(joiner, &reversed, XS_HOW_REVERSED))
			return i + 1 - first;
	}
	return 0;
}
