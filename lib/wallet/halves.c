/* halves.c: turns the parts of an address that stand in different sentences into the address.
 * It must not know how a candidate is proved.
 * No standard; "the first part is ... the second part is ...", in either order, with noise between.
 */
#include "wallet/join.h"

#include "base/text.h"

#include <string.h>

#define SENTENCE_MOST 300 /* bytes between two parts */
#define HALVES_MOST 6     /* pieces that are tried as parts of one address */
#define PART_LEAST 4      /* characters of a part that is no word */
#define WORD_PART_LEAST 8 /* of one that might be a word */
#define FAR_LEAST 8       /* of the first part where no word of money is near */

/* What is written like a word may still be half of an address, when it is long and has no letter that addresses leave
 * out: bech32 has no b, i and o, base58 no capital I and O. */
static bool may_be_part(const struct pieces *pieces, const struct piece *piece)
{
	const char *chars = pieces->chars + piece->start;

	if (!piece->wordlike)
		return piece->len >= PART_LEAST;
	if (piece->len < WORD_PART_LEAST || ascii_is_digit(chars[0]))
		return false;
	for (size_t i = 0; i < piece->len; i++)
		if (strchr(ascii_lower(chars[1]) == chars[1] ? "bioBIO" : "IO", chars[i]) != NULL)
			return false;
	return true;
}

/* An address that begins with one piece: how long it may be, and whether its trials were paid for. */
struct halves {
	const struct piece *first;
	size_t least, most;
	bool paid, refused;
};

/* A short first half is one only near a word of money. */
static bool may_try_halves(struct joiner *joiner, const struct halves *halves, const struct join *join)
{
	const struct piece *first = halves->first;

	if (first->len < FAR_LEAST &&
	    !words_near(&joiner->find->words, WORD_PAY, first->from, first->to, JOIN_WORD_REACH))
		return false;
	return joiner_may_try(joiner, join);
}

static bool read_halves(struct joiner *joiner, struct halves *halves, const struct join *join)
{
	if (join->len < halves->least || !join_is_plausible(join))
		return false;
	if (!halves->paid && !halves->refused) {
		halves->paid = may_try_halves(joiner, halves, join);
		halves->refused = !halves->paid;
	}
	return halves->paid && joiner_read(joiner, join, XS_HOW_SPLIT);
}

static bool try_two(struct joiner *joiner, struct halves *halves, const struct piece *second)
{
	size_t len = (size_t)halves->first->len + second->len;
	struct join join;

	if (len < halves->least || len > halves->most)
		return false;
	join_begin(&join, joiner, halves->first);
	join_add(&join, joiner, second);
	return read_halves(joiner, halves, &join);
}

/* Up to HALVES_MOST pieces behind the first that are no words: each by itself, and all of them in their order. */
static bool try_following(struct joiner *joiner, struct halves *halves, size_t at)
{
	const struct pieces *pieces = &joiner->pieces;
	size_t parts = 0, end = halves->first->to;
	struct join join;

	join_begin(&join, joiner, halves->first);
	for (size_t i = at + 1;
	     i < pieces->count && parts < HALVES_MOST && !halves->refused && joiner_step(joiner, JOIN_STEP); i++) {
		const struct piece *piece = &pieces->at[i];

		if (piece->from - end > SENTENCE_MOST)
			return false;
		if (!may_be_part(pieces, piece))
			continue;
		end = piece->to;
		if (parts++ > 0 && try_two(joiner, halves, piece))
			return true;
		if (join.len + piece->len > halves->most)
			continue;
		join_add(&join, joiner, piece);
		if (read_halves(joiner, halves, &join))
			return true;
	}
	return false;
}

/* "Second part: ... First part: ..." */
static bool try_preceding(struct joiner *joiner, struct halves *halves, size_t at)
{
	const struct pieces *pieces = &joiner->pieces;
	size_t parts = 0;

	for (size_t i = at; i > 0 && parts < HALVES_MOST / 2 && !halves->refused && joiner_step(joiner, JOIN_STEP);
	     i--) {
		const struct piece *piece = &pieces->at[i - 1];

		if (halves->first->from - piece->to > SENTENCE_MOST)
			return false;
		if (!may_be_part(pieces, piece))
			continue;
		parts++;
		if (try_two(joiner, halves, piece))
			return true;
	}
	return false;
}

bool halves_try(struct joiner *joiner, size_t at)
{
	const struct piece *piece = &joiner->pieces.at[at];
	struct halves halves = {.first = piece, .most = join_most(joiner, join_lead(joiner, piece))};
	struct join join;

	if (piece->wordlike || piece->len < PART_LEAST || (size_t)piece->len + PART_LEAST > halves.most)
		return false;
	join_begin(&join, joiner, piece);
	halves.least = join_least(joiner, join.text[0]);
	halves.most = form_most(&joiner->find->index, join.text, join.len);
	if (join.len + PART_LEAST > halves.most)
		return false;
	return try_following(joiner, &halves, at) || try_preceding(joiner, &halves, at);
}
