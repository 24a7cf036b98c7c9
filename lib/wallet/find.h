/* find.h: the finder's working state, shared by its two passes: find.c (whole addresses) and uncover.c (pieces).
 * It lives on the stack of one wallet_find().
 */
#ifndef WALLET_FIND_H
#define WALLET_FIND_H

#include "wallet/form.h"
#include "wallet/wallet.h"
#include "wallet/words.h"

#define FIND_WORD_REACH 60 /* bytes: a form without a checksum must have its word this near */

struct find {
	struct xs_wallet *out;
	size_t max, count;
	struct wallet_limits *hit;
	const char *text;
	size_t len;
	enum xs_text_kind kind;
	unsigned flags;
	struct form_index index;
	struct form_budget budget;
	struct words words;
};

/* Keep an address that is spelt in [from, to) of the text, unless it is known already. how is the least it gets. */
void find_add(struct find *find, const struct xs_wallet *wallet, enum xs_how how, size_t from, size_t to);

/* First pass: addresses in one piece. */
void find_whole(struct find *find);

#endif
