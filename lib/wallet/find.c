/* find.c: turns a text into the addresses that stand in it in one piece.
 * It must not know what mail the text came from.
 * No standard; form.c holds the formats.
 */
#include "wallet/find.h"

#include "base/limits.h"
#include "base/text.h"
#include "wallet/base58.h"
#include "wallet/place.h"
#include "wallet/runs.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define TON_CHARS 48

static bool is_known(const struct find *find, const struct xs_wallet *wallet)
{
	size_t stored = find->count < find->max ? find->count : find->max;

	for (size_t i = 0; i < stored; i++)
		if (strcmp(find->out[i].address, wallet->address) == 0)
			return true;
	return false;
}

static enum xs_how how_of_kind(const struct find *find)
{
	if ((find->flags & WALLET_ENTITY) != 0)
		return XS_HOW_ENTITY;
	if (find->kind == XS_TEXT_NAME)
		return XS_HOW_NAME;
	return find->kind == XS_TEXT_HEADER ? XS_HOW_HEADER : XS_HOW_PLAIN;
}

void find_add(struct find *find, const struct xs_wallet *wallet, enum xs_how how, size_t from, size_t to)
{
	enum xs_how least = how_of_kind(find);
	struct xs_wallet *kept;

	if (is_known(find, wallet))
		return;
	if (find->count++ >= find->max) {
		find->hit->wallets = true;
		return;
	}
	kept = &find->out[find->count - 1];
	*kept = *wallet;
	kept->how = kept->how > how ? kept->how : how;
	kept->how = kept->how > least ? kept->how : least;
	kept->offset = from;
	kept->length = to - from;
}

/* Prefixes that end in a character that no run holds, or that a run was cut at. */
static size_t with_prefix(const struct find *find, size_t from)
{
	static const char *const prefixes[] = {
		"bitcoincash:", "bchtest:", "bchreg:", "ecash:", "addr_", "stake_", "-1:", "0:"};

	for (size_t i = 0; i < COUNT(prefixes); i++) {
		size_t len = strlen(prefixes[i]), start = from - len;

		if (from >= len && ascii_same(find->text + start, len, prefixes[i], len) &&
		    (start == 0 || !ascii_is_alnum(find->text[start - 1])))
			return start;
	}
	return from;
}

/* What stands in a link that has nothing to do with paying is somebody's token, whatever its checksum says. */
static bool add_in_place(struct find *find, struct xs_wallet *wallet, enum xs_how how, size_t from, size_t to)
{
	enum place place = place_of(find->text, find->len, from, to, find->kind == XS_TEXT_LINK);

	if (place == PLACE_FOREIGN)
		return true;
	if (place == PLACE_URI)
		place_read_query(wallet, find->text, find->len, from, to);
	if (place == PLACE_LINK || (place == PLACE_URI && find->kind == XS_TEXT_LINK))
		how = how > XS_HOW_LINK ? how : XS_HOW_LINK;
	else if (place == PLACE_URI)
		how = how > XS_HOW_URI ? how : XS_HOW_URI;
	find_add(find, wallet, how, from, to);
	return true;
}

static bool read_token(struct find *find, size_t from, size_t to)
{
	struct xs_wallet wallet;
	const struct form *form = form_read(&wallet, &find->index, find->text + from, to - from, &find->budget);

	if (form == NULL ||
	    (form->word != WORD_NONE && !words_near(&find->words, form->word, from, to, FIND_WORD_REACH)))
		return false;
	return add_in_place(find, &wallet, XS_HOW_PLAIN, from, to);
}

/* A label that lost its colon or its blank: "BTC1A1z...". */
static bool read_labelled(struct find *find, size_t from, size_t to)
{
	static const char *const labels[] = {"btc",  "bitcoin", "wallet", "address", "addr", "ltc", "xmr",
					     "usdt", "eth",     "trx",    "bch",     "to",   "id"};

	for (size_t i = 0; i < COUNT(labels); i++) {
		size_t len = strlen(labels[i]);

		if (to - from > len + RUNS_LEAST && ascii_same(find->text + from, len, labels[i], len) &&
		    read_token(find, from + len, to))
			return true;
	}
	return false;
}

static bool read_reversed(struct find *find, size_t from, size_t to)
{
	char reversed[BASE58_CHARS];
	struct xs_wallet wallet;
	const struct form *form;

	if (to - from > sizeof reversed)
		return false;
	for (size_t i = 0; i < to - from; i++)
		reversed[i] = find->text[to - 1 - i];
	form = form_read(&wallet, &find->index, reversed, to - from, &find->budget);
	if (form == NULL || wallet.checksum == XS_CHECKSUM_NONE || form->word != WORD_NONE)
		return false;
	return add_in_place(find, &wallet, XS_HOW_REVERSED, from, to);
}

static void read_run(struct find *find, size_t from, size_t to)
{
	if (from > 0 && find->text[from - 1] == '%') /* "%3A1A1z...": two digits of the run are none of it */
		from += 2;
	if (from + RUNS_LEAST > to)
		return;
	if (read_token(find, with_prefix(find, from), to) || read_labelled(find, from, to))
		return;
	if ((find->flags & WALLET_PIECES) != 0)
		read_reversed(find, from, to);
}

static bool is_base64(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_' || c == '+' || c == '/';
}

/* TON's base64 holds characters at which other forms end. */
static bool read_base64(struct find *find, size_t from, size_t to)
{
	while (from > 0 && to - from <= TON_CHARS && is_base64(find->text[from - 1]))
		from--;
	while (to < find->len && to - from <= TON_CHARS && is_base64(find->text[to]))
		to++;
	return to - from == TON_CHARS && read_token(find, from, to);
}

void find_whole(struct find *find)
{
	size_t start, end, at = 0;

	while (runs_next(&start, &end, &at, find->text, find->len)) {
		size_t from = start;

		if (end - start <= TON_CHARS && read_base64(find, start, end))
			continue;
		for (size_t i = start; i <= end; i++) {
			if (i < end && ascii_is_alnum(find->text[i]))
				continue;
			read_run(find, from, i);
			from = i + 1;
		}
	}
}
