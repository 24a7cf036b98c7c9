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

/* A word that may stand right in front of an address. */
struct front {
	size_t len;
	const char *text;
};
#define FRONT(text)                                                                                                    \
	{                                                                                                              \
		sizeof text - 1, text                                                                                  \
	}

/* Prefixes that end in a character that no run holds, or that a run was cut at. */
static size_t with_prefix(const struct find *find, size_t from)
{
	static const struct front prefixes[] = {FRONT("bitcoincash:"), FRONT("bchtest:"), FRONT("bchreg:"),
						FRONT("ecash:"),       FRONT("addr_"),    FRONT("stake_"),
						FRONT("-1:"),          FRONT("0:")};

	if (from == 0 || (find->text[from - 1] != ':' && find->text[from - 1] != '_'))
		return from;
	for (size_t i = 0; i < COUNT(prefixes); i++) {
		size_t len = prefixes[i].len, start = from - len;

		if (from >= len && ascii_same(find->text + start, len, prefixes[i].text, len) &&
		    (start == 0 || !ascii_is_alnum(find->text[start - 1])))
			return start;
	}
	return from;
}

/* What stands in a link that has nothing to do with paying is somebody's token, whatever its checksum says. */
static void add_in_place(struct find *find, struct xs_wallet *wallet, enum xs_how how, size_t from, size_t to)
{
	enum place place = place_of(find->text, find->len, from, to, find->kind == XS_TEXT_LINK);

	if (place == PLACE_FOREIGN)
		return;
	/* "bitcoincash:q...?amount=1": there the scheme belongs to the address, and the query makes the URI */
	if (place == PLACE_TEXT && to < find->len && find->text[to] == '?' &&
	    memchr(find->text + from, ':', to - from) != NULL)
		place = PLACE_URI;
	if (place == PLACE_URI)
		place_read_query(wallet, find->text, find->len, from, to);
	if (place == PLACE_LINK || (place == PLACE_URI && find->kind == XS_TEXT_LINK))
		how = how > XS_HOW_LINK ? how : XS_HOW_LINK;
	else if (place == PLACE_URI)
		how = how > XS_HOW_URI ? how : XS_HOW_URI;
	find_add(find, wallet, how, from, to);
}

/* Forms that say too little by themselves are only asked for where one of their words is near. */
static unsigned words_round(struct find *find, size_t from, size_t to)
{
	const unsigned wanted = 1u << WORD_SOLANA | 1u << WORD_TON | 1u << WORD_SUBSTRATE;

	return words_kinds_near(&find->words, from, to, FIND_WORD_REACH) & wanted;
}

/* Most have no such word near them: then nothing more is asked. */
static bool read_worded(struct xs_wallet *wallet_out, struct find *find, size_t from, size_t to)
{
	const char *text = find->text + from;
	unsigned words;

	if (!form_wants_word(&find->index, text, to - from))
		return false;
	words = words_round(find, from, to);
	return words != 0 && form_read(wallet_out, &find->index, text, to - from, words, &find->budget) != NULL;
}

static bool read_token(struct find *find, size_t from, size_t to)
{
	struct xs_wallet wallet;

	if (form_read(&wallet, &find->index, find->text + from, to - from, 0, &find->budget) == NULL &&
	    !read_worded(&wallet, find, from, to))
		return false;
	add_in_place(find, &wallet, XS_HOW_PLAIN, from, to);
	return true;
}

/* A label that lost its colon or its blank: "BTC1A1z...". */
static bool read_labelled(struct find *find, size_t from, size_t to)
{
	static const struct front labels[] = {FRONT("btc"),  FRONT("bitcoin"), FRONT("wallet"), FRONT("address"),
					      FRONT("addr"), FRONT("ltc"),     FRONT("xmr"),    FRONT("usdt"),
					      FRONT("eth"),  FRONT("trx"),     FRONT("bch"),    FRONT("to"),
					      FRONT("id")};
	char first = ascii_lower(find->text[from]);

	for (size_t i = 0; i < COUNT(labels); i++) {
		size_t len = labels[i].len;

		if (first == labels[i].text[0] && to - from > len + RUNS_LEAST &&
		    ascii_same(find->text + from, len, labels[i].text, len) && read_token(find, from + len, to))
			return true;
	}
	return false;
}

static bool read_reversed(struct find *find, size_t from, size_t to)
{
	uint8_t first = (uint8_t)find->text[to - 1] & 127;
	char reversed[BASE58_CHARS];
	struct xs_wallet wallet;
	size_t len = to - from;

	if (len > sizeof reversed || len < find->index.least[first] || len > find->index.most[first])
		return false;
	for (size_t i = 0; i < len; i++)
		reversed[i] = find->text[to - 1 - i];
	if (form_read(&wallet, &find->index, reversed, len, 0, &find->budget) == NULL ||
	    wallet.checksum == XS_CHECKSUM_NONE)
		return false;
	add_in_place(find, &wallet, XS_HOW_REVERSED, from, to);
	return true;
}

static void read_run(struct find *find, size_t from, size_t to)
{
	if (from > 0 && find->text[from - 1] == '%') /* "%3A1A1z...": two digits of the run are none of it */
		from += 2;
	if (from + RUNS_LEAST > to || to - from > 2 * XS_WALLET_MAX)
		return;
	if (read_token(find, with_prefix(find, from), to) || read_labelled(find, from, to))
		return;
	if ((find->flags & WALLET_PIECES) != 0)
		read_reversed(find, from, to);
}

/* clang-format off */
static const bool base64_chars[256] = {
	['A' ... 'Z'] = true, ['a' ... 'z'] = true, ['0' ... '9'] = true,
	['-'] = true, ['_'] = true, ['+'] = true, ['/'] = true,
};
/* clang-format on */

static bool is_base64(char c)
{
	return base64_chars[(uint8_t)c];
}

/* TON's base64 holds characters at which other forms end. */
static bool read_base64(struct find *find, size_t from, size_t to)
{
	if (to - from > TON_CHARS)
		return false;
	if ((from > 0 && is_base64(find->text[from - 1])) || (to < find->len && is_base64(find->text[to]))) {
		while (from > 0 && to - from <= TON_CHARS && is_base64(find->text[from - 1]))
			from--;
		while (to < find->len && to - from <= TON_CHARS && is_base64(find->text[to]))
			to++;
	}
	return to - from == TON_CHARS && strchr("EUk0", find->text[from]) != NULL && read_token(find, from, to);
}

void find_whole(struct find *find)
{
	size_t start, end, at = 0;

	/* without checksums left nothing can be proved, and the caller is told */
	while (!find->budget.starved && runs_next(&start, &end, &at, find->text, find->len)) {
		if (read_base64(find, start, end))
			continue;
		while (start < end) {
			size_t joiner = runs_joiner(find->text, find->len, start, end);

			read_run(find, start, joiner);
			for (start = joiner; start < end && !ascii_is_alnum(find->text[start]); start++)
				;
		}
	}
}
