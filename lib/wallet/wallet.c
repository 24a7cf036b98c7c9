/* wallet.c: turns a text into the addresses in it: the public functions and the finder's one entry.
 * It must not know what mail the text came from.
 * No standard; form.c holds the formats.
 */
#include "wallet/wallet.h"

#include "base/limits.h"
#include "wallet/find.h"
#include "wallet/uncover.h"

#include <string.h>

static const char *const how_names[XS_HOW_COUNT] = {
	[XS_HOW_PLAIN] = "plain",         [XS_HOW_URI] = "uri",
	[XS_HOW_LINK] = "link",           [XS_HOW_NAME] = "name",
	[XS_HOW_HEADER] = "header",       [XS_HOW_ENTITY] = "entity",
	[XS_HOW_CASE] = "case",           [XS_HOW_INVISIBLE] = "invisible",
	[XS_HOW_LOOKALIKE] = "lookalike", [XS_HOW_SPACED] = "spaced",
	[XS_HOW_SPLIT] = "split",         [XS_HOW_REVERSED] = "reversed",
};

const char *xs_how_name(enum xs_how how)
{
	return (unsigned)how < XS_HOW_COUNT ? how_names[how] : "?";
}

size_t wallet_find(struct xs_wallet *wallets_out, size_t max, struct wallet_limits *hit_out, const char *text,
		   size_t len, enum xs_text_kind kind, unsigned flags)
{
	struct find find = {
		.out = wallets_out,
		.max = max,
		.hit = hit_out,
		.text = text,
		.len = len,
		.kind = kind,
		.flags = flags,
		.budget.checks = LIMIT_WALLET_CHECKS,
	};

	memset(hit_out, 0, sizeof *hit_out);
	form_index_init(&find.index);
	words_init(&find.words, text, len);
	find_whole(&find);
	if ((flags & WALLET_PIECES) != 0 && kind != XS_TEXT_LINK)
		uncover(&find);
	hit_out->checks = find.budget.starved;
	return find.count;
}

/* A text that is nothing but one address needs no word near it. */
static size_t trimmed(const char **text, size_t len)
{
	while (len > 0 && (uint8_t) * *text <= ' ') {
		++*text;
		len--;
	}
	while (len > 0 && (uint8_t)(*text)[len - 1] <= ' ')
		len--;
	return len;
}

size_t xs_wallet_find(struct xs_wallet *wallets_out, size_t max, const char *text, size_t len)
{
	const char *word = text;
	size_t word_len = trimmed(&word, len);
	struct wallet_limits hit;
	struct xs_wallet alone;

	if (word_len >= XS_WALLET_MAX || !xs_wallet_check(&alone, word, word_len))
		return wallet_find(wallets_out, max, &hit, text, len, XS_TEXT_VISIBLE, WALLET_PIECES);
	alone.offset = (size_t)(word - text);
	if (max > 0)
		wallets_out[0] = alone;
	return 1;
}

int xs_wallet_check(struct xs_wallet *wallet_out, const char *text, size_t len)
{
	struct form_index index;

	form_index_init(&index);
	return form_read(wallet_out, &index, text, len, FORM_ANY_WORD, NULL) != NULL;
}
