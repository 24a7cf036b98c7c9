/* check.h: the checks that the rows of form.c name. Each answers for one row whether the text is such an address;
 * what several rows need decoded is decoded once.
 *
 * Threads: no state.   Limits: reading->budget; a check that may not be made is "no" and the budget is starved.
 */
#ifndef WALLET_CHECK_H
#define WALLET_CHECK_H

#include "wallet/base58.h"
#include "wallet/bech32.h"
#include "wallet/form.h"

enum answer { ANSWER_UNKNOWN, ANSWER_NO, ANSWER_YES };

struct base58_reading {
	bool decoded;
	enum answer checksum;
	size_t count; /* 0: not base58 */
	uint8_t bytes[BASE58_BYTES];
};

struct reading {
	const char *text;
	size_t len;
	struct form_budget *budget;
	/* decoded when first asked for */
	struct base58_reading base58[2]; /* by enum base58_alphabet */
	enum answer bech32_asked;
	struct bech32 bech32;
	/* set by the check that says yes */
	const char *name;
	enum xs_checksum checksum;  /* XS_CHECKSUM_OK unless a check says otherwise */
	bool lower_it;              /* its canonical spelling is lower case */
	bool upper;                 /* and it was written in upper case */
	char amount[XS_AMOUNT_MAX]; /* an invoice says it */
};

void reading_init(struct reading *reading, const char *text, size_t len, struct form_budget *budget);
/* One more checksum: returns false when none is left. */
bool reading_may_check(struct reading *reading);

bool base58check_is(struct reading *reading, const struct form *form);
bool ripple_is(struct reading *reading, const struct form *form);
bool x_address_is(struct reading *reading, const struct form *form);
bool cryptonote_is(struct reading *reading, const struct form *form);
bool ss58_is(struct reading *reading, const struct form *form);
bool byron_is(struct reading *reading, const struct form *form);
bool bare_key_is(struct reading *reading, const struct form *form);

bool segwit_is(struct reading *reading, const struct form *form);
bool bech32_is(struct reading *reading, const struct form *form);
bool bech32m_is(struct reading *reading, const struct form *form);
bool keyed_is(struct reading *reading, const struct form *form);
bool unified_is(struct reading *reading, const struct form *form);
bool invoice_is(struct reading *reading, const struct form *form);
bool lnurl_is(struct reading *reading, const struct form *form);
bool cashaddr_is(struct reading *reading, const struct form *form);

bool eip55_is(struct reading *reading, const struct form *form);
bool strkey_is(struct reading *reading, const struct form *form);
bool ton_is(struct reading *reading, const struct form *form);
bool ton_raw_is(struct reading *reading, const struct form *form);

#endif
