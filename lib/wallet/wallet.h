/* wallet.h: finds ransom addresses in one decoded text.
 * It must not include anything above base/: the finder is useful without a mail round it.
 */
#ifndef WALLET_WALLET_H
#define WALLET_WALLET_H

#include "extortscan.h"

enum wallet_flag {
	WALLET_ENTITY = 1 << 0, /* the text was written in character references: how is at least ENTITY */
	WALLET_PIECES = 1 << 1, /* also look for addresses in pieces, in foreign letters and turned round */
};

/* Which cap of limits.h was hit; the caller tells it as a LIMIT signal. */
struct wallet_limits {
	bool wallets; /* more addresses than max */
	bool checks;  /* LIMIT_WALLET_CHECKS */
	bool joins;   /* LIMIT_WALLET_JOINS, LIMIT_WALLET_STEPS */
};

/* Find the addresses of a UTF-8 text, each once. kind says what text it is: how becomes NAME and HEADER in those, LINK
 * in link targets (one a line; links that neither pay nor show addresses are not read). text of each wallet is -1,
 * offset and length are bytes of the given text; listed and trusted are false.
 * Returns: how many there are; at most max are stored, the rest is told in hit_out.
 * Owns: nothing, allocates nothing.   Limits: LIMIT_WALLET_*. */
size_t wallet_find(struct xs_wallet *wallets_out, size_t max, struct wallet_limits *hit_out, const char *text,
		   size_t len, enum xs_text_kind kind, unsigned flags);

#endif
