/* place.h: where an address stands: in running text, in a payment URI, in a link.
 *
 * Threads: no state.   Limits: looks at PLACE_REACH bytes to either side.
 * Source:  BIP-21, BIP-72, ERC-681, ZIP-321, SEP-7, CIP-13, Solana Pay, XRPL and TON "deep links"; RFC 3986.
 */
#ifndef WALLET_PLACE_H
#define WALLET_PLACE_H

#include "extortscan.h"

#define PLACE_REACH 512

enum place {
	PLACE_TEXT,
	PLACE_URI,     /* of a payment scheme */
	PLACE_LINK,    /* of a host that shows or encodes addresses */
	PLACE_FOREIGN, /* any other link: what looks like an address there is somebody's token */
};

/* Where [from, to) of the text stands; in_link tells that the text is a list of link targets, one a line. */
enum place place_of(const char *text, size_t len, size_t from, size_t to, bool in_link);
/* Fill amount and label from the query of the payment URI round [from, to). */
void place_read_query(struct xs_wallet *wallet, const char *text, size_t len, size_t from, size_t to);

#endif
