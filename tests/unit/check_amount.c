/* check_amount.c: amounts of money in the languages of the packs. */
#include "rules_fixture.h"

#include "detect/money.h"

struct amount_case {
	const char *text, *want; /* want: "USD 550" and so on, joined by ", " */
};

static void check_amounts(struct fixture *fixture, const char *text, const char *want)
{
	struct amount_hit hits[8];
	char got[256] = "";
	size_t found;

	fixture_fold(fixture, text, strlen(text));
	found = amount_find(hits, 8, fixture->rules, &fixture->view);
	for (size_t i = 0; i < found; i++)
		snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s%.3s %.10g", i == 0 ? "" : ", ",
			 hits[i].crypto ? "+" : "", hits[i].currency, hits[i].value);
	ck_assert_msg(strcmp(got, want) == 0, "`%s' holds `%s', not `%s'", text, got, want);
}

START_TEST(test_amounts)
{
	static const struct amount_case cases[] = {
		{"550ドル", "USD 550"},
		{"550 ドルを送金", "USD 550"},
		{"5万円", "JPY 50000"},
		{"19万円をビットコインで", "JPY 190000"},
		{"¥190,000", "JPY 190000"},
		{"￥190,000", "JPY 190000"},
		{"ビットコインで550ドル", "USD 550"},
		{"ビットコイン550ドル相当", "USD 550"},
		{"0.15ビットコイン", "+BTC 0.15"},
		{"$1,900", "USD 1900"},
		{"$ 1.900", "USD 1900"},
		{"US$500", "USD 500"},
		{"USD500", "USD 500"},
		{"500USD", "USD 500"},
		{"1 900 $", "USD 1900"},
		{"$2k", "USD 2000"},
		{"two thousand", ""},
		{"$1,234.56", "USD 1234.56"},
		{"1.234,56 €", "EUR 1234.56"},
		{"1.200 €", "EUR 1200"},
		{"12,5 €", "EUR 12.5"},
		{"1'500 Franken", "CHF 1500"},
		{"0.15 BTC", "+BTC 0.15"},
		{"0,150 BTC", "+BTC 0.15"},
		{"1.250 btc", "+BTC 1.25"},
		{"BTC 0.05", "+BTC 0.05"},
		{"0.5 bitcoins ($500)", "+BTC 0.5, USD 500"},
		{"2 XMR or 900 USDT", "+XMR 2, +USD 900"},
		{"five dollars or 5 US dollars", "USD 5"},
		{"£300 and 300 pounds", "GBP 300, GBP 300"},
		{"R$3.000", "BRL 3000"},
		{"3.000 reais", "BRL 3000"},
		{"1500 долларов", "USD 1500"},
		{"50 тысяч рублей", "RUB 50000"},
		{"300 €", "EUR 300"},
		{"5000 ₴, 5 000₴ и ₴500", "UAH 5000, UAH 5000, UAH 500"},
		{"₺20.000 or ₪ 900 or ₱5,000", "TRY 20000, ILS 900, PHP 5000"},
		{"5.000.000₫ ฿9000", "VND 5000000, THB 9000"},
		{"2000 zł", "PLN 2000"},
		{"20 000 Kč", "CZK 20000"},
		{"150 000 Ft", "HUF 150000"},
		{"5000 kr", "SEK 5000"},
		{"1000 лв", "BGN 1000"},
		{"20000 TL", "TRY 20000"},
		{"Rp 5.000.000", "IDR 5000000"},
		{"100만원", "KRW 1000000"},
		{"500달러", "USD 500"},
		{"价值500美元的比特币", "USD 500"},
		{"3000元人民币", "CNY 3000"},
		{"0.5个比特币", "+BTC 0.5"},
		{"500 دولار", "USD 500"},
		{"500 דולר", "USD 500"},
		{"500 ดอลลาร์", "USD 500"},
		{"20.000.000 đồng", "VND 20000000"},
		{"20 triệu đồng", "VND 20000000"},
		{"in 48 hours", ""},
		{"2018-09-20, room 550", ""},
		{"0 dollars", ""},
		{"12345678901234567890 dollars", ""},
		{"", ""},
	};
	struct fixture fixture;

	fixture_init(&fixture);
	fixture_file(&fixture, "t.yaml", "pack: t\n");
	fixture_load_or_fail(&fixture);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		check_amounts(&fixture, cases[i].text, cases[i].want);
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_place)
{
	static const char text[] = "Please — send me $1,900 now";
	struct amount_hit hits[2];
	struct fixture fixture;

	fixture_init(&fixture);
	fixture_file(&fixture, "t.yaml", "pack: t\n");
	fixture_load_or_fail(&fixture);
	fixture_fold(&fixture, text, strlen(text));
	ck_assert_uint_eq(amount_find(hits, 2, fixture.rules, &fixture.view), 1);
	ck_assert_uint_eq(hits[0].offset, (size_t)(strchr(text, '$') - text));
	ck_assert_uint_eq(hits[0].length, strlen("$1,900"));
	ck_assert_uint_eq(amount_find(hits, 0, fixture.rules, &fixture.view), 0);
	fixture_free(&fixture);
}
END_TEST

/* Every word of the table says after folding what it says before: no two words fold to one of another currency. */
START_TEST(test_words)
{
	struct fixture fixture;
	struct money_words words;
	struct text folded;
	size_t count;
	const struct money *table = money_table(&count);

	fixture_init(&fixture);
	money_words_init(&words);
	ck_assert_int_eq(money_words_fold(&words, fixture.fold), 0);
	text_init(&folded, 0);
	for (size_t i = 0; i < count; i++) {
		const struct money *found;

		text_reset(&folded);
		ck_assert_int_eq(fold_text(fixture.fold, &folded, table[i].word, strlen(table[i].word)), 0);
		ck_assert_msg(folded.len > 0, "`%s' is nothing after folding", table[i].word);
		found = money_find(&words, folded.at, folded.len);
		ck_assert_msg(found != NULL && strcmp(found->currency, table[i].currency) == 0,
			      "`%s' (%s) is read as `%s' (%s)", table[i].word, table[i].currency,
			      found == NULL ? "" : found->word, found == NULL ? "nothing" : found->currency);
	}
	text_free(&folded);
	money_words_free(&words);
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_hostile)
{
	static char text[1 << 20];
	static const char *const units[] = {"1 ", "1", "1,", "1元千万万", "1 a b c d ", "a b c 1", "$", "1 000 "};
	struct amount_hit hits[16];
	struct fixture fixture;

	fixture_init(&fixture);
	fixture_file(&fixture, "t.yaml", "pack: t\n");
	fixture_load_or_fail(&fixture);
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		for (size_t at = 0; at < sizeof text; at++)
			text[at] = units[i][at % strlen(units[i])];
		fixture_fold(&fixture, text, sizeof text - sizeof text % strlen(units[i]));
		ck_assert_uint_le(amount_find(hits, 16, fixture.rules, &fixture.view), 16);
	}
	fixture_free(&fixture);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("amount");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_amounts);
	tcase_add_test(tcase, test_place);
	tcase_add_test(tcase, test_words);
	tcase_add_test(tcase, test_hostile);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
