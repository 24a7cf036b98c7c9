/* join.h: one candidate: pieces put together, what it looks like, and whether it is an address.
 * Shared by the ways of putting them together: groups.c, halves.c, uncover.c.
 *
 * Threads: one per struct joiner, which lives on the stack of one find.   Limits: told in find->hit->joins.
 */
#ifndef WALLET_JOIN_H
#define WALLET_JOIN_H

#include "wallet/check.h"
#include "wallet/find.h"
#include "wallet/pieces.h"

/* Characters put together, and where they came from. */
struct join {
	char text[XS_WALLET_MAX];
	size_t len;
	size_t from, to;
	struct letters letters;
	bool alike, invisible, line;
};

struct joiner {
	struct find *find;
	struct pieces pieces;
	unsigned near_left, far_left; /* candidates, beside words of money and elsewhere */
	unsigned steps_left;          /* bytes read, or as good as */
	struct words words;           /* for words that tell to read backwards: asked further ahead than the others */
	enum answer backwards;        /* is there one near the pieces? */
};

#define JOIN_WORD_REACH 200 /* bytes round the pieces in which a word of money counts */
#define JOIN_PREFIX_MOST 14 /* characters in which a prefix shows itself */
#define JOIN_MIXED_LEAST 3  /* odd places that a joined address must have */
#define JOIN_STEP 8         /* walking over a piece takes as long as reading so many bytes */

/* Pay for work. Returns: false when the text has had its share. */
bool joiner_step(struct joiner *joiner, unsigned bytes);

void join_begin(struct join *join, const struct joiner *joiner, const struct piece *piece);
void join_add(struct join *join, const struct joiner *joiner, const struct piece *piece);
void join_turn_round(struct join *reversed_out, const struct join *join);

/* The character that an address would begin with. */
char join_lead(const struct joiner *joiner, const struct piece *piece);
/* How long an address may be that begins with this character: 0 when none does. */
size_t join_least(const struct joiner *joiner, char lead);
size_t join_most(const struct joiner *joiner, char lead);

/* Could this be an address at all? Costs nothing, and nearly always says no. */
bool join_is_plausible(const struct join *join);
/* Could it never become one, whatever is added? */
bool join_is_lost(const struct join *join);

/* May one more candidate be tried here? Those beside a word of money have a purse of their own, which noise elsewhere
 * cannot empty. */
bool joiner_may_try(struct joiner *joiner, const struct join *join);
/* Is it an address with a right checksum? Then it is kept, written at least as `how` says. */
bool joiner_read(struct joiner *joiner, const struct join *join, enum xs_how how);

/* Groups or single characters with one kind of gap, from piece `first` on. Returns: how many pieces the address took,
 * 0: there is none. */
size_t groups_try(struct joiner *joiner, size_t first);
/* The same read from its end, where the text says so. */
size_t groups_try_reversed(struct joiner *joiner, size_t first);
/* Halves (up to six parts) with anything between them, of which piece `first` begins the address. */
bool halves_try(struct joiner *joiner, size_t first);

#endif
