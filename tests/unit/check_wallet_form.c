/* check_wallet_form.c: tests of THE table of address forms: vectors, and valid addresses with one character changed. */
#include "wallet/form.h"

#include "wallet_lines.h"

#include <stdlib.h>
#include <strings.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static glob_t files;

START_TEST(vectors_are_read_as_they_are)
{
	struct lines lines;
	int count = 0;

	if (!lines_open_vectors(&lines, &files, _i))
		return;
	while (lines_next(&lines)) {
		const char *address = lines.cell[4];
		struct xs_wallet wallet;

		count++;
		ck_assert_msg(xs_wallet_check(&wallet, address, strlen(address)) == 1, "%s:%d: refused %s",
			      files.gl_pathv[_i], lines.number, address);
		ck_assert_msg(strcmp(wallet.coin, lines.cell[0]) == 0 && strcmp(wallet.network, lines.cell[1]) == 0 &&
				      strcmp(wallet.form, lines.cell[2]) == 0,
			      "%s:%d: %s is %s %s %s", files.gl_pathv[_i], lines.number, address, wallet.coin,
			      wallet.network, wallet.form);
		ck_assert_msg((wallet.checksum == XS_CHECKSUM_OK) == (strcmp(lines.cell[3], "ok") == 0),
			      "%s:%d: checksum of %s", files.gl_pathv[_i], lines.number, address);
		ck_assert_msg(strcasecmp(wallet.address, address) == 0, "%s:%d: %s", files.gl_pathv[_i], lines.number,
			      wallet.address);
	}
	ck_assert_int_gt(count, 0);
}
END_TEST

START_TEST(what_is_no_address_is_refused)
{
	struct lines lines;
	struct xs_wallet wallet;

	ck_assert(lines_open(&lines, "tests/vectors/invalid.tsv"));
	while (lines_next(&lines))
		ck_assert_msg(xs_wallet_check(&wallet, lines.cell[0], strlen(lines.cell[0])) == 0, "line %d: %s (%s)",
			      lines.number, lines.cell[0], lines.cell[1]);
	ck_assert_int_eq(xs_wallet_check(&wallet, "", 0), 0);
	ck_assert_int_eq(xs_wallet_check(&wallet, "\xff\xfe", 2), 0);
}
END_TEST

/* The shared vectors name coins in two ways: as tables of coins do ("btc"), and in words ("LTC p2sh | MONA p2pkh"). */
static const struct {
	const char *words, *coin, *form; /* form NULL: any */
} spoken[] = {
	{"ADA byron", "ada", "byron"},
	{"ADA shelley bech32", "ada", "shelley"},
	{"ADA stake bech32", "ada", "stake"},
	{"BCH bitcoincash type0", "bch", "cashaddr"},
	{"BCH bitcoincash type1", "bch", "cashaddr"},
	{"BTC segwit v0", "btc", NULL},
	{"BTC segwit v1", "btc", NULL},
	{"BTC/BCH p2pkh", "btc/bch", "p2pkh"},
	{"BTC/BCH/LTC-old p2sh", "btc/bch/ltc", "p2sh"},
	{"DASH p2pkh", "dash", "p2pkh"},
	{"DOGE p2pkh", "doge", "p2pkh"},
	{"EVM eip55", "evm", "eip55"},
	{"EVM nochecksum", "evm", "hex"},
	{"LTC p2pkh", "ltc", "p2pkh"},
	{"LTC p2sh | MONA p2pkh", "ltc/mona", "p2sh/p2pkh"},
	{"LTC segwit v0", "ltc", NULL},
	{"MONA p2sh", "mona", "p2sh"},
	{"MONA segwit v0", "mona", NULL},
	{"SS58 prefix 0", "dot", "ss58"},
	{"SS58 prefix 2", "ksm", "ss58"},
	{"SS58 prefix 5", "substrate", "ss58"},
	{"SS58 prefix 10", "substrate", "ss58"},
	{"SS58 prefix 12", "substrate", "ss58"},
	{"SS58 prefix 42", "substrate", "ss58"},
	{"SS58 prefix 64", "substrate", "ss58"},
	{"SS58 prefix 172", "substrate", "ss58"},
	{"TON bounce", "ton", "bounce"},
	{"TON nonbounce", "ton", "nonbounce"},
	{"TRX", "trx", NULL},
	{"XLM G", "xlm", "account"},
	{"XMR integrated", "xmr", "integrated"},
	{"XMR standard", "xmr", "standard"},
	{"XMR subaddress", "xmr", "subaddress"},
	{"XRP classic", "xrp", "classic"},
	{"ZEC t1", "zec", "t1"},
	{"ZEC t3", "zec", "t3"},
	{"regtest segwit v0", "btc", NULL},
	{"testnet segwit v0", "btc", NULL},
};

/* Is coin one of those in the list "btc/bch/ltc", or the list itself? */
static bool names_coin(const char *list, const char *coin)
{
	size_t len = strlen(coin);

	for (const char *at = list; (at = strstr(at, coin)) != NULL; at++)
		if ((at == list || at[-1] == '/') && (at[len] == '\0' || at[len] == '/'))
			return true;
	return false;
}

static bool is_as_said(const struct xs_wallet *wallet, const struct lines *lines)
{
	const char *coin = lines->cell[0], *form = lines->cell[2];

	for (size_t i = 0; i < COUNT(spoken); i++)
		if (strcmp(coin, spoken[i].words) == 0)
			return strcmp(wallet->coin, spoken[i].coin) == 0 &&
			       (spoken[i].form == NULL || strcmp(wallet->form, spoken[i].form) == 0);
	/* Monacoin's file of key_io vectors is Bitcoin's own, letter for letter. */
	if (strcmp(coin, "mona") == 0 && strncmp(lines->cell[5], "monacoin/", 9) == 0)
		coin = "btc";
	return names_coin(wallet->coin, coin) &&
	       (strcmp(wallet->form, form) == 0 ||
		(strcmp(wallet->coin, "ltc/mona") == 0 && strcmp(wallet->form, "p2sh/p2pkh") == 0));
}

START_TEST(shared_vectors_are_read_as_they_are)
{
	struct lines lines;
	struct xs_wallet wallet;

	if (!lines_open_shared(&lines, "vectors/valid.tsv"))
		return;
	lines_next(&lines); /* heading */
	while (lines_next(&lines)) {
		const char *address = lines.cell[3];

		ck_assert_msg(xs_wallet_check(&wallet, address, strlen(address)) == 1, "valid.tsv:%d: refused %s",
			      lines.number, address);
		ck_assert_msg(strcmp(wallet.network, lines.cell[1]) == 0 && is_as_said(&wallet, &lines),
			      "valid.tsv:%d: %s is %s %s %s, not %s %s %s", lines.number, address, wallet.coin,
			      wallet.network, wallet.form, lines.cell[0], lines.cell[1], lines.cell[2]);
	}
	ck_assert(lines_open_shared(&lines, "vectors/invalid.tsv"));
	lines_next(&lines);
	while (lines_next(&lines))
		ck_assert_msg(xs_wallet_check(&wallet, lines.cell[0], strlen(lines.cell[0])) == 0,
			      "invalid.tsv:%d: %s is %s %s", lines.number, lines.cell[0], wallet.coin, wallet.form);
}
END_TEST

/* What a wrong character may slip through: forms without a checksum, and those of 16 bits once in 65,536 times. ERC-55
 * protects letters only by their case: a changed digit is found out by what it does to the case of all others. */
static bool checksum_is_weak(const struct xs_wallet *wallet)
{
	return wallet->checksum == XS_CHECKSUM_NONE || strcmp(wallet->coin, "ton") == 0 ||
	       strcmp(wallet->coin, "xlm") == 0 || strcmp(wallet->form, "ss58") == 0 ||
	       strcmp(wallet->form, "eip55") == 0;
}

static const char any_character[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

struct tally {
	unsigned long tried, weak_tried, weak_passed;
};

/* Every place of the address in turn gets other characters. */
static void change_each_place(struct tally *tally, const char *address, unsigned changes, unsigned long long *state)
{
	struct xs_wallet whole, changed;
	char text[XS_WALLET_MAX];
	size_t len = strlen(address);

	ck_assert_msg(xs_wallet_check(&whole, address, len) == 1, "%s", address);
	for (size_t at = 0; at < len; at++) {
		for (unsigned i = 0; i < changes; i++) {
			memcpy(text, address, len + 1);
			text[at] = any_character[lines_random(state, sizeof any_character - 1)];
			if (text[at] == address[at])
				continue;
			tally->tried++;
			tally->weak_tried += checksum_is_weak(&whole);
			if (xs_wallet_check(&changed, text, len) == 0)
				continue;
			ck_assert_msg(checksum_is_weak(&whole) || strcasecmp(text, address) == 0, "%s passes as %s %s",
				      text, changed.coin, changed.form);
			tally->weak_passed += checksum_is_weak(&whole);
		}
	}
}

START_TEST(a_changed_character_is_refused)
{
	struct lines lines;
	struct tally tally = {0};
	unsigned long long state = 3;

	if (!lines_open_vectors(&lines, &files, _i))
		return;
	while (lines_next(&lines))
		change_each_place(&tally, lines.cell[4], 20, &state);
	printf("%s: %lu changed, of them %lu of weak forms, %lu passed\n", files.gl_pathv[_i], tally.tried,
	       tally.weak_tried, tally.weak_passed);
}
END_TEST

START_TEST(a_changed_character_of_a_real_address_is_refused)
{
	struct lines lines;
	struct tally tally = {0};
	unsigned long long state = 5;
	int count = 0, broken = 0;

	if (!lines_open_shared(&lines, "addresses/romiti2019_sextortion_btc.txt"))
		return;
	while (count < 10000 && lines_next(&lines)) {
		struct xs_wallet wallet;

		/* eleven were copied wrongly by those who reported them */
		if (xs_wallet_check(&wallet, lines.cell[0], strlen(lines.cell[0])) == 0) {
			broken++;
			continue;
		}
		change_each_place(&tally, lines.cell[0], 1, &state);
		count++;
	}
	if (count == 10000)
		fclose(lines.file);
	printf("%d ransom addresses: %lu changed, %lu passed\n", count, tally.tried, tally.weak_passed);
	ck_assert_int_le(broken, 11);
	ck_assert_uint_eq(tally.weak_passed, 0);
}
END_TEST

START_TEST(no_prefix_or_extension_of_an_address_is_one)
{
	struct lines lines;
	struct xs_wallet wallet;

	if (!lines_open_vectors(&lines, &files, _i))
		return;
	while (lines_next(&lines)) {
		const char *address = lines.cell[4];
		size_t len = strlen(address);
		char text[XS_WALLET_MAX + 1];

		if (strcmp(lines.cell[3], "none") == 0)
			continue;
		for (size_t cut = 0; cut < len; cut++)
			ck_assert_msg(xs_wallet_check(&wallet, address, cut) == 0 ||
					      wallet.checksum == XS_CHECKSUM_NONE,
				      "%.*s", (int)cut, address);
		memcpy(text, address, len);
		text[len] = address[len - 1];
		ck_assert_msg(xs_wallet_check(&wallet, text, len + 1) == 0, "%s, longer", address);
	}
}
END_TEST

START_TEST(the_table_is_sound)
{
	for (const struct form *form = form_next(NULL); form != NULL; form = form_next(form)) {
		ck_assert_msg(form->least <= form->most && form->most < XS_WALLET_MAX, "%s %s", form->coin, form->name);
		ck_assert_msg(strcmp(form->network, "main") == 0 || strcmp(form->network, "test") == 0, "%s %s",
			      form->coin, form->name);
		for (const char *c = form->first; *c != '\0'; c++)
			ck_assert_msg((unsigned char)*c < 128, "%s %s", form->coin, form->name);
	}
}
END_TEST

START_TEST(every_coin_has_its_name_and_every_name_its_coin)
{
	const char *const *names = xs_coin_names();
	bool used[64] = {false};

	for (const struct form *form = form_next(NULL); form != NULL; form = form_next(form)) {
		for (const char *coin = form->coin; coin != NULL;) {
			size_t len = strcspn(coin, "/"), i = 0;

			while (names[i] != NULL && (strlen(names[i]) != len || strncmp(names[i], coin, len) != 0))
				i++;
			ck_assert_msg(names[i] != NULL, "no name for %s", coin);
			used[i] = true;
			coin = coin[len] == '\0' ? NULL : coin + len + 1;
		}
	}
	for (size_t i = 0; names[i] != NULL; i++)
		ck_assert_msg(used[i], "no row for %s", names[i]);
}
END_TEST

START_TEST(a_starved_reader_says_so)
{
	static const char address[] = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
	struct form_budget budget = {.checks = 1};
	struct form_index index;
	struct xs_wallet wallet;

	form_index_init(&index);
	ck_assert_ptr_nonnull(form_read(&wallet, &index, address, sizeof address - 1, 0, &budget));
	ck_assert(!budget.starved);
	ck_assert_ptr_null(form_read(&wallet, &index, address, sizeof address - 1, 0, &budget));
	ck_assert(budget.starved);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("wallet form");
	TCase *tests = tcase_create("form");
	SRunner *runner = srunner_create(suite);
	int failed;

	lines_find_vectors(&files);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, vectors_are_read_as_they_are, 0, (int)files.gl_pathc);
	tcase_add_test(tests, what_is_no_address_is_refused);
	tcase_add_test(tests, shared_vectors_are_read_as_they_are);
	tcase_add_loop_test(tests, a_changed_character_is_refused, 0, (int)files.gl_pathc);
	tcase_add_test(tests, a_changed_character_of_a_real_address_is_refused);
	tcase_add_loop_test(tests, no_prefix_or_extension_of_an_address_is_one, 0, (int)files.gl_pathc);
	tcase_add_test(tests, the_table_is_sound);
	tcase_add_test(tests, every_coin_has_its_name_and_every_name_its_coin);
	tcase_add_test(tests, a_starved_reader_says_so);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	globfree(&files);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
