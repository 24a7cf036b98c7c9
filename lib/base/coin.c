/* coin.c: turns a word of a YAML file into the name of a coin.
 * It must not know what a coin's addresses look like.
 * No standard; tickers as exchanges write them.
 */
#include "base/coin.h"

#include "base/text.h"

/* What others call them; several coins share one kind of address. */
static const struct {
	const char *word, *coin;
} also[] = {
	{"bitcoin", "btc"},
	{"bitcoin-cash", "bch"},
	{"litecoin", "ltc"},
	{"monacoin", "mona"},
	{"ecash", "xec"},
	{"dogecoin", "doge"},
	{"zcash", "zec"},
	{"monero", "xmr"},
	{"eth", "evm"},
	{"ethereum", "evm"},
	{"etc", "evm"},
	{"bnb", "evm"},
	{"bsc", "evm"},
	{"matic", "evm"},
	{"polygon", "evm"},
	{"avax", "evm"},
	{"arb", "evm"},
	{"tron", "trx"},
	{"ripple", "xrp"},
	{"stellar", "xlm"},
	{"cardano", "ada"},
	{"polkadot", "dot"},
	{"kusama", "ksm"},
	{"toncoin", "ton"},
	{"solana", "sol"},
	{"lightning", "btc"},
	{"usdt", "evm' or `trx"},
	{"usdc", "evm' or `sol"},
	{"tether", "evm' or `trx"},
};

int coin_want(const char **coin_out, const struct yaml_file *file, const struct yaml_node *node, struct xs_error *err)
{
	const char *const *names = xs_coin_names();
	int index;

	if (yaml_want(file, node, YAML_SCALAR, "coin", err) != 0)
		return -1;
	for (size_t i = 0; names[i] != NULL; i++) {
		if (ascii_same_string(names[i], node->text)) {
			*coin_out = names[i];
			return 0;
		}
	}
	for (size_t i = 0; i < sizeof also / sizeof also[0]; i++)
		if (ascii_same_string(also[i].word, node->text))
			return yaml_fail(file, node, err, "coin `%.80s' goes by the name of its addresses, `%s'",
					 node->text, also[i].coin);
	return yaml_want_word(&index, file, node, "coin", names, err);
}
