/* check_wallet_find.c: tests of the finder: addresses in one piece, where they stand, and what must not be found. */
#include "wallet/wallet.h"

#include "wallet_lines.h"

#include <stdlib.h>
#include <strings.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define P2PKH "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
#define P2WPKH "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
#define XMR "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A"
#define EVM "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
#define CONTRACT "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"
#define BARE "So11111111111111111111111111111111111111112"

struct find_case {
	const char *name, *text;
	enum xs_text_kind kind;
	const char *coin; /* NULL: nothing may be found */
	enum xs_how how;
	const char *address;
};

static const struct find_case cases[] = {
	{"alone", P2PKH, XS_TEXT_VISIBLE, "btc/bch", XS_HOW_PLAIN, P2PKH},
	{"in a sentence", "Send it to " P2PKH ".", XS_TEXT_VISIBLE, "btc/bch", XS_HOW_PLAIN, P2PKH},
	{"in brackets", "(" P2PKH ")", XS_TEXT_VISIBLE, "btc/bch", XS_HOW_PLAIN, P2PKH},
	{"behind a label", "BTC:" P2PKH, XS_TEXT_VISIBLE, "btc/bch", XS_HOW_PLAIN, P2PKH},
	{"label without a blank", "BTC" P2PKH, XS_TEXT_VISIBLE, "btc/bch", XS_HOW_PLAIN, P2PKH},
	{"label with an equals sign", "wallet=" P2PKH, XS_TEXT_VISIBLE, "btc/bch", XS_HOW_PLAIN, P2PKH},
	{"behind kana", "ウォレット" P2PKH "に送る", XS_TEXT_VISIBLE, "btc/bch", XS_HOW_PLAIN, P2PKH},
	{"behind Cyrillic", "кошелёк" P2PKH "кошелёк", XS_TEXT_VISIBLE, "btc/bch", XS_HOW_PLAIN, P2PKH},
	{"behind a full-width colon", "地址：" P2PKH "。", XS_TEXT_VISIBLE, "btc/bch", XS_HOW_PLAIN, P2PKH},
	{"behind an underscore", "invoice_" P2PKH "_2", XS_TEXT_VISIBLE, "btc/bch", XS_HOW_PLAIN, P2PKH},
	{"behind a dash", "BTC-" P2PKH, XS_TEXT_VISIBLE, "btc/bch", XS_HOW_PLAIN, P2PKH},
	{"two letters too long", P2PKH "xx", XS_TEXT_VISIBLE, NULL, XS_HOW_PLAIN, NULL},
	{"upper-case bech32", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", XS_TEXT_VISIBLE, "btc", XS_HOW_CASE,
	 P2WPKH},
	{"CashAddr with its prefix", "to bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a now", XS_TEXT_VISIBLE,
	 "bch", XS_HOW_PLAIN, "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"},
	{"CashAddr without", "to qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a now", XS_TEXT_VISIBLE, "bch", XS_HOW_PLAIN,
	 "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"},
	{"Cardano testnet",
	 "addr_test1qz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2x"
	 "wl2wywfgs68faae",
	 XS_TEXT_VISIBLE, "ada", XS_HOW_PLAIN,
	 "addr_"
	 "test1qz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgs68faae"},
	{"TON with its own base64", "UQDYW_1eScJVxtitoBRksvoV9cCYo4uKGWLVNIHB1JqRRyQx", XS_TEXT_VISIBLE, "ton",
	 XS_HOW_PLAIN, "UQDYW_1eScJVxtitoBRksvoV9cCYo4uKGWLVNIHB1JqRRyQx"},
	{"TON with the other base64", "to UQDYW/1eScJVxtitoBRksvoV9cCYo4uKGWLVNIHB1JqRRyQx.", XS_TEXT_VISIBLE, "ton",
	 XS_HOW_PLAIN, "UQDYW/1eScJVxtitoBRksvoV9cCYo4uKGWLVNIHB1JqRRyQx"},
	{"bare key without its word", "key " BARE " here", XS_TEXT_VISIBLE, NULL, XS_HOW_PLAIN, NULL},
	{"bare key with its word", "send SOL to " BARE, XS_TEXT_VISIBLE, "sol", XS_HOW_PLAIN, BARE},
	{"bare key with its word behind", BARE " (Phantom)", XS_TEXT_VISIBLE, "sol", XS_HOW_PLAIN, BARE},
	{"bare key with another word", "the solution is " BARE, XS_TEXT_VISIBLE, NULL, XS_HOW_PLAIN, NULL},
	{"bare key too far from its word", "SOL ................................................................ " BARE,
	 XS_TEXT_VISIBLE, NULL, XS_HOW_PLAIN, NULL},
	{"no checksum but a form", "0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adb", XS_TEXT_VISIBLE, "evm", XS_HOW_PLAIN,
	 "0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adb"},
	{"transaction hash", "0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adbd1220a0cf47c7b9be7a2e6ba", XS_TEXT_VISIBLE,
	 NULL, XS_HOW_PLAIN, NULL},
	/* payment URIs */
	{"BIP-21", "bitcoin:" P2PKH "?amount=0.25", XS_TEXT_VISIBLE, "btc/bch", XS_HOW_URI, P2PKH},
	{"as QR codes have it", "BITCOIN:BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", XS_TEXT_VISIBLE, "btc",
	 XS_HOW_CASE, P2WPKH},
	{"monero", "monero:" XMR "?tx_amount=1.5", XS_TEXT_VISIBLE, "xmr", XS_HOW_URI, XMR},
	{"ERC-681", "ethereum:" EVM "?value=2.014e18", XS_TEXT_VISIBLE, "evm", XS_HOW_URI, EVM},
	{"ERC-681 token transfer names the payee", "ethereum:" CONTRACT "/transfer?address=" EVM "&uint256=1",
	 XS_TEXT_VISIBLE, "evm", XS_HOW_URI, EVM},
	{"ERC-681 token transfer on a chain", "ethereum:pay-" CONTRACT "@137/transfer?address=" EVM, XS_TEXT_VISIBLE,
	 "evm", XS_HOW_URI, EVM},
	{"SEP-7", "web+stellar:pay?destination=GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ&amount=12",
	 XS_TEXT_VISIBLE, "xlm", XS_HOW_URI, "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ"},
	{"ZIP-321", "zcash:?address=t1Hsc1LR8yKnbbe3twRp88p6vFfC5t7DLbs&amount=1", XS_TEXT_VISIBLE, "zec", XS_HOW_URI,
	 "t1Hsc1LR8yKnbbe3twRp88p6vFfC5t7DLbs"},
	{"TON transfer", "ton://transfer/EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N?amount=1", XS_TEXT_VISIBLE,
	 "ton", XS_HOW_URI, "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N"},
	{"a URI in a QR service", "https://example.org/qr?data=bitcoin%3A" P2PKH, XS_TEXT_VISIBLE, "btc/bch",
	 XS_HOW_URI, P2PKH},
	/* links */
	{"explorer in text", "see https://www.blockchain.com/btc/address/" P2PKH, XS_TEXT_VISIBLE, "btc/bch",
	 XS_HOW_LINK, P2PKH},
	{"explorer without a scheme", "mempool.space/address/" P2PKH, XS_TEXT_VISIBLE, "btc/bch", XS_HOW_LINK, P2PKH},
	{"another link in text", "https://example.org/track/" P2PKH, XS_TEXT_VISIBLE, NULL, XS_HOW_PLAIN, NULL},
	{"a host that only ends so", "https://notmempool.space/" P2PKH, XS_TEXT_VISIBLE, NULL, XS_HOW_PLAIN, NULL},
	{"explorer as link target", "https://example.org/\nhttps://etherscan.io/address/" EVM "\n", XS_TEXT_LINK, "evm",
	 XS_HOW_LINK, EVM},
	{"payment as link target", "bitcoin:" P2PKH "?amount=1", XS_TEXT_LINK, "btc/bch", XS_HOW_LINK, P2PKH},
	{"address as link target", "http://example.org\n" P2PKH "\n", XS_TEXT_LINK, "btc/bch", XS_HOW_LINK, P2PKH},
	{"token in a link target", "https://example.org/u?id=" P2PKH "\n", XS_TEXT_LINK, NULL, XS_HOW_PLAIN, NULL},
	{"a path that is no link", "wallet/" P2PKH, XS_TEXT_VISIBLE, "btc/bch", XS_HOW_PLAIN, P2PKH},
	/* kinds of text */
	{"subject", "pay " P2PKH, XS_TEXT_SUBJECT, "btc/bch", XS_HOW_PLAIN, P2PKH},
	{"attachment name", P2PKH ".pdf\n", XS_TEXT_NAME, "btc/bch", XS_HOW_NAME, P2PKH},
	{"header", "Pay " P2PKH, XS_TEXT_HEADER, "btc/bch", XS_HOW_HEADER, P2PKH},
};

static void check_found(const struct find_case *want, unsigned flags, enum xs_how how)
{
	struct xs_wallet wallets[4];
	struct wallet_limits hit;
	size_t count = wallet_find(wallets, COUNT(wallets), &hit, want->text, strlen(want->text), want->kind, flags);

	if (want->coin == NULL) {
		ck_assert_msg(count == 0, "%s: found %s (%s)", want->name, wallets[0].address, wallets[0].coin);
		return;
	}
	ck_assert_msg(count == 1, "%s: %zu found", want->name, count);
	ck_assert_msg(strcmp(wallets[0].coin, want->coin) == 0 && strcmp(wallets[0].address, want->address) == 0,
		      "%s: %s %s", want->name, wallets[0].coin, wallets[0].address);
	ck_assert_msg(wallets[0].how == how, "%s: %s", want->name, xs_how_name(wallets[0].how));
	ck_assert_msg(wallets[0].length == strlen(want->address) &&
			      strncasecmp(want->text + wallets[0].offset, want->address, wallets[0].length) == 0,
		      "%s: at %zu+%zu", want->name, wallets[0].offset, wallets[0].length);
}

START_TEST(an_address_is_found_where_it_stands)
{
	check_found(&cases[_i], WALLET_PIECES, cases[_i].how);
	check_found(&cases[_i], 0, cases[_i].how);
	check_found(&cases[_i], WALLET_ENTITY, cases[_i].how > XS_HOW_ENTITY ? cases[_i].how : XS_HOW_ENTITY);
}
END_TEST

static const struct {
	const char *text, *amount, *label;
} queries[] = {
	{"bitcoin:" P2PKH, "", ""},
	{"bitcoin:" P2PKH "?amount=0.25&label=Buy%20silence", "0.25", "Buy silence"},
	{"bitcoin:" P2PKH "?label=a+b&amount=20.3", "20.3", "a b"},
	{"bitcoin:" P2PKH "?amount=1;drop", "", ""},
	{"bitcoin:" P2PKH "?label=%E3%83%93%ff%0a", "", "ビ??"},
	{"bitcoin:" P2PKH "?message=hello)&amount=2", "", "hello"},
	{"monero:" XMR "?tx_amount=239.39014&recipient_name=el00ruobuob", "239.39014", "el00ruobuob"},
	{"ethereum:" CONTRACT "/transfer?uint256=100&address=" EVM, "100", ""},
	{"zcash:?amount=12&address=t1Hsc1LR8yKnbbe3twRp88p6vFfC5t7DLbs", "12", ""},
	{"lightning:"
	 "lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpuaz"
	 "trnwngzn3kdzw5hydlzf03qdgm2hdq27cqv3agm2awhz5se903vruatfhq77w3ls4evs3ch9zw97j25emudupq63nyw24cg27h2rspfj9srp",
	 "0.0025", ""},
	{"lnbc20m1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqhp58yjmdan79s6qqdhdzgynm4zwqd5d7xmw5fk9"
	 "8"
	 "klysy043l2ahrqscc6gd6ql3jrc5yzme8v4ntcewwz5cnw92tz0pc8qcuufvq7khhr8wpald05e92xw006sq94mg8v2ndf4sefvf9sygkshp5"
	 "zf"
	 "em29trqq2yxxz7",
	 "0.02", ""},
};

START_TEST(a_payment_uri_tells_amount_and_label)
{
	struct xs_wallet wallet;
	const char *text = queries[_i].text;

	ck_assert_msg(xs_wallet_find(&wallet, 1, text, strlen(text)) == 1, "%s", text);
	ck_assert_msg(strcmp(wallet.amount, queries[_i].amount) == 0, "%s: amount %s", text, wallet.amount);
	ck_assert_msg(strcmp(wallet.label, queries[_i].label) == 0, "%s: label %s", text, wallet.label);
}
END_TEST

START_TEST(a_label_is_cut_at_a_character)
{
	struct xs_wallet wallet;
	char text[1024] = "bitcoin:" P2PKH "?label=";

	for (int i = 0; i < 40; i++)
		strcat(text, "%E3%83%93");
	ck_assert_uint_eq(xs_wallet_find(&wallet, 1, text, strlen(text)), 1);
	ck_assert_uint_eq(strlen(wallet.label), (XS_LABEL_MAX - 1) / 3 * 3);
}
END_TEST

START_TEST(each_address_is_told_once_and_all_are_counted)
{
	static const char text[] = P2PKH " " P2WPKH " " P2PKH " " EVM " " XMR;
	struct xs_wallet wallets[2];
	struct wallet_limits hit;

	ck_assert_uint_eq(wallet_find(wallets, 2, &hit, text, sizeof text - 1, XS_TEXT_VISIBLE, 0), 4);
	ck_assert(hit.wallets);
	ck_assert_str_eq(wallets[1].address, P2WPKH);
	ck_assert_uint_eq(wallet_find(NULL, 0, &hit, text, sizeof text - 1, XS_TEXT_VISIBLE, 0), 5);
	ck_assert_uint_eq(wallet_find(wallets, 2, &hit, NULL, 0, XS_TEXT_VISIBLE, WALLET_PIECES), 0);
	ck_assert(!hit.wallets && !hit.checks && !hit.joins);
}
END_TEST

START_TEST(an_address_alone_needs_no_word)
{
	struct xs_wallet wallet;

	ck_assert_uint_eq(xs_wallet_find(&wallet, 1, " " BARE "\n", strlen(BARE) + 2), 1);
	ck_assert_str_eq(wallet.coin, "sol");
	ck_assert_uint_eq(wallet.offset, 1);
	ck_assert_uint_eq(wallet.length, strlen(BARE));
}
END_TEST

START_TEST(too_many_checksums_are_told)
{
	size_t len = 0, size = 4u << 20;
	char *text = malloc(size);
	struct xs_wallet wallet;
	struct wallet_limits hit;

	while (len + 64 < size)
		len += (size_t)snprintf(text + len, 64, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ");
	ck_assert_uint_eq(wallet_find(&wallet, 1, &hit, text, len, XS_TEXT_VISIBLE, WALLET_PIECES), 0);
	ck_assert(hit.checks);
	free(text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("wallet find");
	TCase *tests = tcase_create("find");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, an_address_is_found_where_it_stands, 0, (int)COUNT(cases));
	tcase_add_loop_test(tests, a_payment_uri_tells_amount_and_label, 0, (int)COUNT(queries));
	tcase_add_test(tests, a_label_is_cut_at_a_character);
	tcase_add_test(tests, each_address_is_told_once_and_all_are_counted);
	tcase_add_test(tests, an_address_alone_needs_no_word);
	tcase_add_test(tests, too_many_checksums_are_told);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
