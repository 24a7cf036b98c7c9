/* form.c: turns a text that may be an address into the row of the table that it fits.
 * It must not know where the text stood, nor how it was disguised.
 * Formats: RESEARCH of each coin's own documents, named in tests/vectors beside the vectors.
 */
#include "wallet/form.h"

#include "base/text.h"
#include "wallet/check.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define ANY_BASE58 "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
#define ANY_LENGTH (XS_WALLET_MAX - 1)

/* THE table. One string may fit several coins by nature: then one row names them all. The first row that says yes
 * decides; rows whose form proves little by itself, and so need a word near, come last.
 * coin, network, form, check, first characters, length from, to, what the check wants to know. */
#define DATA(first_bytes, first_count, rest) .version = first_bytes, .version_bytes = first_count, .payload = rest
#define PREFIX(text) .prefix = text, .prefix_len = sizeof text - 1
/* clang-format off */
static const struct form forms[] = {
	{"btc/bch", "main", "p2pkh", base58check_is, "1", 25, 34, DATA(0x00, 1, 20)},
	{"btc/bch/ltc", "main", "p2sh", base58check_is, "3", 33, 35, DATA(0x05, 1, 20)},
	{"btc/bch/ltc/mona", "test", "p2pkh", base58check_is, "mn", 33, 35, DATA(0x6f, 1, 20)},
	{"btc/bch/ltc/mona", "test", "p2sh", base58check_is, "2", 34, 36, DATA(0xc4, 1, 20)},
	{"btc", "main", NULL, segwit_is, "bB", 14, 90, PREFIX("bc")},
	{"btc", "test", NULL, segwit_is, "tT", 14, 90, PREFIX("tb")},
	{"btc", "test", NULL, segwit_is, "bB", 14, 90, PREFIX("bcrt")},
	{"btc", "main", "silent", keyed_is, "sS", 116, ANY_LENGTH, PREFIX("sp"), DATA(BECH32_M, 0, 66)},
	{"btc", "test", "silent", keyed_is, "tT", 117, ANY_LENGTH, PREFIX("tsp"), DATA(BECH32_M, 0, 66)},
	{"btc", "main", "bolt11", invoice_is, "lL", 120, ANY_LENGTH, PREFIX("lnbc")},
	{"btc", "test", "bolt11", invoice_is, "lL", 120, ANY_LENGTH, PREFIX("lntb")},
	{"btc", "test", "bolt11", invoice_is, "lL", 120, ANY_LENGTH, PREFIX("lnbcrt")},
	{"btc", "test", "bolt11", invoice_is, "lL", 120, ANY_LENGTH, PREFIX("lntbs")},
	{"btc", "main", "lnurl", lnurl_is, "lL", 30, ANY_LENGTH, PREFIX("lnurl")},
	{"ltc", "main", "p2pkh", base58check_is, "L", 33, 35, DATA(0x30, 1, 20)},
	{"ltc/mona", "main", "p2sh/p2pkh", base58check_is, "M", 33, 35, DATA(0x32, 1, 20)},
	{"ltc", "test", "p2sh", base58check_is, "Q", 33, 35, DATA(0x3a, 1, 20)},
	{"ltc", "main", NULL, segwit_is, "lL", 15, 90, PREFIX("ltc")},
	{"ltc", "test", NULL, segwit_is, "tT", 15, 90, PREFIX("tltc")},
	{"ltc", "test", NULL, segwit_is, "rR", 15, 90, PREFIX("rltc")},
	{"ltc", "main", "mweb", keyed_is, "lL", 110, 130, PREFIX("ltcmweb"), DATA(BECH32_ONE, 0, 66)},
	{"ltc", "test", "mweb", keyed_is, "tT", 110, 130, PREFIX("tmweb"), DATA(BECH32_ONE, 0, 66)},
	{"bch", "main", "cashaddr", cashaddr_is, "qpzrQPZRbB", 42, 124, PREFIX(CASHADDR_PREFIX)},
	{"bch", "test", "cashaddr", cashaddr_is, "bB", 50, 124, PREFIX("bchtest")},
	{"bch", "test", "cashaddr", cashaddr_is, "bB", 49, 124, PREFIX("bchreg")},
	{"xec", "main", "cashaddr", cashaddr_is, "eE", 48, 124, PREFIX("ecash")},
	{"dash", "main", "p2pkh", base58check_is, "X", 33, 35, DATA(0x4c, 1, 20)},
	{"dash", "main", "p2sh", base58check_is, "7", 33, 35, DATA(0x10, 1, 20)},
	{"dash", "test", "p2pkh", base58check_is, "y", 33, 35, DATA(0x8c, 1, 20)},
	{"dash", "test", "p2sh", base58check_is, "89", 33, 35, DATA(0x13, 1, 20)},
	{"doge", "main", "p2pkh", base58check_is, "D", 33, 35, DATA(0x1e, 1, 20)},
	{"doge", "main", "p2sh", base58check_is, "9A", 33, 35, DATA(0x16, 1, 20)},
	{"doge", "test", "p2pkh", base58check_is, "n", 33, 35, DATA(0x71, 1, 20)},
	{"zec", "main", "t1", base58check_is, "t", 34, 36, DATA(0x1cb8, 2, 20)},
	{"zec", "main", "t3", base58check_is, "t", 34, 36, DATA(0x1cbd, 2, 20)},
	{"zec", "test", "tm", base58check_is, "t", 34, 36, DATA(0x1d25, 2, 20)},
	{"zec", "test", "t2", base58check_is, "t", 34, 36, DATA(0x1cba, 2, 20)},
	{"zec", "main", "sprout", base58check_is, "z", 93, 96, DATA(0x169a, 2, 64)},
	{"zec", "main", "sapling", bech32_is, "zZ", 78, 78, PREFIX("zs"), DATA(0, 0, 43)},
	{"zec", "test", "sapling", bech32_is, "zZ", 88, 88, PREFIX("ztestsapling"), DATA(0, 0, 43)},
	{"zec", "main", "unified", unified_is, "uU", 86, ANY_LENGTH, PREFIX("u")},
	{"zec", "test", "unified", unified_is, "uU", 90, ANY_LENGTH, PREFIX("utest")},
	{"zec", "main", "tex", bech32m_is, "tT", 42, 42, PREFIX("tex"), DATA(0, 0, 20)},
	{"zec", "test", "tex", bech32m_is, "tT", 46, 46, PREFIX("textest"), DATA(0, 0, 20)},
	{"mona", "main", "p2sh", base58check_is, "P", 33, 35, DATA(0x37, 1, 20)},
	{"mona", "main", NULL, segwit_is, "mM", 16, 90, PREFIX("mona")},
	{"mona", "test", NULL, segwit_is, "tT", 16, 90, PREFIX("tmona")},
	{"mona", "test", NULL, segwit_is, "rR", 16, 90, PREFIX("rmona")},
	{"xmr", "main", "standard", cryptonote_is, "4", 95, 95, DATA(18, 1, 64)},
	{"xmr", "main", "integrated", cryptonote_is, "4", 106, 106, DATA(19, 1, 72)},
	{"xmr", "main", "subaddress", cryptonote_is, "8", 95, 95, DATA(42, 1, 64)},
	{"xmr", "test", "standard", cryptonote_is, "9A", 95, 95, DATA(53, 1, 64)},
	{"xmr", "test", "integrated", cryptonote_is, "9AB", 106, 106, DATA(54, 1, 72)},
	{"xmr", "test", "subaddress", cryptonote_is, "B", 95, 95, DATA(63, 1, 64)},
	{"xmr", "test", "standard", cryptonote_is, "5", 95, 95, DATA(24, 1, 64)},
	{"xmr", "test", "integrated", cryptonote_is, "5", 106, 106, DATA(25, 1, 72)},
	{"xmr", "test", "subaddress", cryptonote_is, "7", 95, 95, DATA(36, 1, 64)},
	{"evm", "main", NULL, eip55_is, "0", 42, 42, DATA(0, 0, 20)},
	{"trx", "main", "base58", base58check_is, "T", 33, 35, DATA(0x41, 1, 20)},
	{"xrp", "main", "classic", ripple_is, "r", 25, 35, DATA(0x00, 1, 20)},
	{"xrp", "main", "x-address", x_address_is, "X", 46, 48, DATA(0x0544, 2, 29)},
	{"xrp", "test", "x-address", x_address_is, "T", 46, 48, DATA(0x0493, 2, 29)},
	{"xlm", "main", "account", strkey_is, "G", 56, 56, DATA(6 << 3, 1, 32)},
	{"xlm", "main", "muxed", strkey_is, "M", 69, 69, DATA(12 << 3, 1, 40)},
	{"ada", "main", "shelley", bech32_is, "aA", 53, 130, PREFIX("addr")},
	{"ada", "test", "shelley", bech32_is, "aA", 58, 135, PREFIX("addr_test")},
	{"ada", "main", "stake", bech32_is, "sS", 59, 59, PREFIX("stake")},
	{"ada", "test", "stake", bech32_is, "sS", 64, 64, PREFIX("stake_test")},
	{"ada", "main", "byron", byron_is, "AD", 58, 128, DATA(0, 0, 0)},
	{"ada", "test", "byron", byron_is, "23", 58, 128, DATA(0, 0, 0)},
	{"dot", "main", "ss58", ss58_is, "1", 46, 48, DATA(0, 0, 0)},
	{"ksm", "main", "ss58", ss58_is, "CDEFGHJ", 46, 48, DATA(2, 0, 0)},
	{"substrate", "main", "ss58", ss58_is, "5", 47, 48, DATA(42, 0, 0)},
	{"ton", "main", "bounce", ton_is, "E", 48, 48, DATA(0x11, 1, 33)},
	{"ton", "main", "nonbounce", ton_is, "U", 48, 48, DATA(0x51, 1, 33)},
	{"ton", "test", "bounce", ton_is, "k", 48, 48, DATA(0x91, 1, 33)},
	{"ton", "test", "nonbounce", ton_is, "0", 48, 48, DATA(0xd1, 1, 33)},
	{"substrate", "main", "ss58", ss58_is, ANY_BASE58, 46, 50, DATA(SS58_ANY, 0, 0), .word = WORD_SUBSTRATE},
	{"ton", "main", "raw", ton_raw_is, "0-", 66, 67, .word = WORD_TON},
	{"sol", "main", "bare", bare_key_is, ANY_BASE58, 32, 44, DATA(0, 0, 32), .word = WORD_SOLANA},
};
/* clang-format on */

/* Every coin that stands in a row: a test holds the two together. */
static const char *const coins[] = {
	"btc", "bch", "ltc", "mona", "xec", "dash", "doge",      "zec", "xmr", "evm",
	"trx", "xrp", "xlm", "ada",  "dot", "ksm",  "substrate", "ton", "sol", NULL,
};

const char *const *xs_coin_names(void)
{
	return coins;
}

static void widen(uint16_t *least, uint16_t *most, const struct form *form)
{
	if (*least == 0 || form->least < *least)
		*least = form->least;
	if (form->most > *most)
		*most = form->most;
}

void form_index_init(struct form_index *index)
{
	memset(index, 0, sizeof *index);
	for (size_t row = 0; row < COUNT(forms); row++) {
		const struct form *form = &forms[row];
		uint64_t bit = (uint64_t)1 << row % 64;

		if (form->word != WORD_NONE) {
			index->worded[row / 64] |= bit;
			widen(&index->worded_least, &index->worded_most, form);
		}
		for (const char *c = form->first; form->word == WORD_NONE && *c != '\0'; c++) {
			index->rows[row / 64][(uint8_t)*c & 127] |= bit;
			widen(&index->least[(uint8_t)*c & 127], &index->most[(uint8_t)*c & 127], form);
		}
	}
}

static bool rows_of(const struct form_index *index, const char *text, size_t len, unsigned words, uint64_t rows_out[2])
{
	uint8_t first = len > 0 ? (uint8_t)text[0] : 0;
	bool worded = words != 0 && form_wants_word(index, text, len);

	if (first == 0 || first > 127 || (!worded && (len < index->least[first] || len > index->most[first])))
		return false;
	for (size_t half = 0; half < 2; half++)
		rows_out[half] = index->rows[half][first] | (worded ? index->worded[half] : 0);
	return true;
}

bool form_wants_word(const struct form_index *index, const char *text, size_t len)
{
	return len >= index->worded_least && len <= index->worded_most && (uint8_t)text[0] < 128;
}

/* The lowest row of the set, which is taken out of it; NULL when the set is empty. */
static const struct form *take_row(uint64_t rows[2])
{
	for (size_t half = 0; half < 2; half++) {
		uint64_t low = rows[half] & -rows[half];

		if (low == 0)
			continue;
		rows[half] ^= low;
		return &forms[half * 64 + (size_t)__builtin_ctzll(low)];
	}
	return NULL;
}

static void write_wallet(struct xs_wallet *wallet, const struct form *form, const struct reading *reading)
{
	*wallet = (struct xs_wallet){
		.coin = form->coin,
		.network = form->network,
		.form = form->name != NULL ? form->name : reading->name,
		.checksum = reading->checksum,
		.how = reading->upper ? XS_HOW_CASE : XS_HOW_PLAIN,
		.text = -1,
		.length = reading->len,
	};
	memcpy(wallet->amount, reading->amount, sizeof wallet->amount);
	for (size_t i = 0; i < reading->len; i++)
		wallet->address[i] = reading->lower_it ? ascii_lower(reading->text[i]) : reading->text[i];
}

/* Length and word before all else: they cost nothing. */
static bool row_fits(const struct form *form, size_t len, unsigned words)
{
	return len >= form->least && len <= form->most && (form->word == WORD_NONE || (words >> form->word & 1) != 0);
}

const struct form *form_read(struct xs_wallet *wallet_out, const struct form_index *index, const char *text, size_t len,
			     unsigned words, struct form_budget *budget)
{
	struct reading reading;
	const struct form *form;
	uint64_t rows[2];

	if (len >= XS_WALLET_MAX || !rows_of(index, text, len, words, rows))
		return NULL;
	reading_init(&reading, text, len, budget);
	while ((form = take_row(rows)) != NULL) {
		if (!row_fits(form, len, words) || !form->is(&reading, form))
			continue;
		write_wallet(wallet_out, form, &reading);
		return form;
	}
	return NULL;
}

/* May a text that begins so be of this row? CashAddr's prefix is no part of what is joined: a colon ends it. */
static bool may_begin(const struct form *form, const char *text, size_t len)
{
	size_t prefix = form->prefix_len;

	if (form->is == cashaddr_is)
		return ascii_lower(text[0]) != form->prefix[0];
	if (!ascii_same(text, len < prefix ? len : prefix, form->prefix, len < prefix ? len : prefix))
		return false;
	return prefix == 0 || len <= prefix ||
	       (form->is == invoice_is ? ascii_is_digit(text[prefix]) : text[prefix] == '1' || text[prefix] == 'I');
}

size_t form_most(const struct form_index *index, const char *text, size_t len)
{
	uint8_t first = len > 0 ? (uint8_t)text[0] : 0;
	uint64_t rows[2];
	const struct form *form;
	size_t most = 0;

	if (first > 127)
		return 0;
	rows[0] = index->rows[0][first];
	rows[1] = index->rows[1][first];
	while ((form = take_row(rows)) != NULL)
		if (form->most > most && may_begin(form, text, len))
			most = form->most;
	return most;
}

const struct form *form_next(const struct form *form)
{
	form = form == NULL ? forms : form + 1;
	return form < forms + COUNT(forms) ? form : NULL;
}
