/* check_wallet_lists.c: tests of the lists of known and trusted addresses. */
#include "wallet/lists.h"

#include "wallet_lines.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static char path[] = "/tmp/check_wallet_lists.XXXXXX";
static struct wallet_lists *lists;
static struct xs_error err;
static int warnings;
static char last_warning[512];

static void count_warning(void *ctx, const struct xs_error *warning)
{
	(void)ctx;
	warnings++;
	snprintf(last_warning, sizeof last_warning, "%s", warning->text);
}

static const struct xs_listener listener = {.warn = count_warning};

static void setup(void)
{
	memcpy(path + sizeof path - 7, "XXXXXX", 6);
	close(mkstemp(path));
	ck_assert_int_eq(wallet_lists_new(&lists), 0);
	warnings = 0;
}

static void teardown(void)
{
	wallet_lists_free(&lists);
	ck_assert_ptr_null(lists);
	wallet_lists_free(&lists);
	unlink(path);
}

static int read_bytes(enum wallet_list list, const char *text, size_t len)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, len, file), len);
	ck_assert_int_eq(fclose(file), 0);
	return wallet_lists_read(lists, list, path, &listener, &err);
}

static int read_text(enum wallet_list list, const char *text)
{
	return read_bytes(list, text, strlen(text));
}

/* One line of a list, and the address that it puts there; NULL: none. */
static const struct {
	const char *name, *line, *address;
	int warnings;
} cases[] = {
	{"an address", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 0},
	{"without a line end", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 0},
	{"a Windows line", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\r\n", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 0},
	{"blanks in front", " \t1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 0},
	{"a comment behind", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa # seen\n", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 0},
	{"a comment without a blank", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa#seen\n", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
	 0},
	{"a coin and a note", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa btc sextortion 2019\n",
	 "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 0},
	{"commas", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa,BCH,note\n", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 0},
	{"a note that is no coin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa;5;2022-10-23\n",
	 "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 0},
	{"another coin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa xmr\n", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 1},
	{"a comment", "# 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n", NULL, 0},
	{"nothing", "\n\n", NULL, 0},
	{"upper-case bech32 is the same", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4\n",
	 "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", 0},
	{"CashAddr with its prefix is the one without", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a\n",
	 "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", 0},
	{"and the other way round", "QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A\n",
	 "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", 0},
	{"ERC-55 is the same in any case", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\n",
	 "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", 0},
	{"a bare key", "So11111111111111111111111111111111111111112 sol\n",
	 "So11111111111111111111111111111111111111112", 0},
};

START_TEST(a_line_is_read)
{
	ck_assert_msg(read_text(WALLET_LISTED, cases[_i].line) == 0, "%s: %s", cases[_i].name, err.text);
	ck_assert_msg(warnings == cases[_i].warnings, "%s: %d warnings, %s", cases[_i].name, warnings, last_warning);
	ck_assert_msg(wallet_lists_count(lists, WALLET_LISTED) == (cases[_i].address != NULL ? 1u : 0u), "%s",
		      cases[_i].name);
	if (cases[_i].address != NULL) {
		ck_assert_msg(wallet_lists_has(lists, WALLET_LISTED, cases[_i].address), "%s", cases[_i].name);
		ck_assert_msg(!wallet_lists_has(lists, WALLET_TRUSTED, cases[_i].address), "%s", cases[_i].name);
	}
	ck_assert_msg(!wallet_lists_has(lists, WALLET_LISTED, "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu"), "%s",
		      cases[_i].name);
}
END_TEST

START_TEST(a_bad_line_is_told_with_its_number)
{
	ck_assert_int_eq(read_text(WALLET_LISTED, "# good ones\n1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n"
						  "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb\n"),
			 0);
	ck_assert_int_eq(warnings, 1);
	ck_assert_ptr_nonnull(strstr(last_warning, ":3: "));
	ck_assert_ptr_nonnull(strstr(last_warning, "`1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb'"));
	ck_assert_uint_eq(wallet_lists_count(lists, WALLET_LISTED), 1);
}
END_TEST

START_TEST(many_bad_lines_are_told_briefly)
{
	char text[8192] = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n";

	for (int i = 0; i < 100; i++)
		strcat(text, "not an address\n");
	ck_assert_int_eq(read_text(WALLET_LISTED, text), 0);
	ck_assert_int_eq(warnings, 21);
	ck_assert_ptr_nonnull(strstr(last_warning, "80 more lines"));
}
END_TEST

START_TEST(a_file_that_is_no_list_is_an_error)
{
	static char long_line[10000], zeros[100];

	ck_assert_int_eq(read_text(WALLET_LISTED, "From: me\nTo: you\n"), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "none of its lines is an address"));
	memset(long_line, 'x', sizeof long_line);
	ck_assert_int_eq(read_bytes(WALLET_LISTED, long_line, sizeof long_line), -1);
	ck_assert_ptr_nonnull(strstr(err.text, ":1: "));
	ck_assert_int_eq(read_bytes(WALLET_LISTED, zeros, sizeof zeros), 0);
	ck_assert_int_eq(wallet_lists_read(lists, WALLET_LISTED, "/nowhere/list", NULL, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "/nowhere/list: cannot open"));
	ck_assert_int_eq(wallet_lists_read(lists, WALLET_LISTED, "/tmp", NULL, NULL), -1);
}
END_TEST

START_TEST(a_wallet_is_marked)
{
	struct xs_wallet wallet = {.address = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"};
	uint64_t before = wallet_lists_fingerprint(lists), between;

	wallet_lists_mark(NULL, &wallet);
	ck_assert(!wallet.listed && !wallet.trusted);
	ck_assert_int_eq(read_text(WALLET_TRUSTED, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n"), 0);
	wallet_lists_mark(lists, &wallet);
	ck_assert(!wallet.listed && wallet.trusted);
	between = wallet_lists_fingerprint(lists);
	ck_assert(between != before);
	ck_assert_int_eq(read_text(WALLET_LISTED, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n"), 0);
	wallet_lists_mark(lists, &wallet);
	ck_assert(wallet.listed && wallet.trusted);
	ck_assert(wallet_lists_fingerprint(lists) != between);
	ck_assert_uint_eq(wallet_lists_count(NULL, WALLET_LISTED), 0);
}
END_TEST

/* All the shared addresses are found again, and none that is not on the list. */
START_TEST(a_large_list_holds_all_and_no_more)
{
	struct lines lines;
	struct xs_wallet wallet;

	if (!lines_open_shared(&lines, "addresses/romiti2019_sextortion_btc.txt"))
		return;
	ck_assert_int_eq(wallet_lists_read(lists, WALLET_LISTED,
					   SRCDIR "/../shared/addresses/romiti2019_sextortion_btc.txt", &listener,
					   &err),
			 0);
	ck_assert_int_le(warnings, 11);
	while (lines_next(&lines))
		if (xs_wallet_check(&wallet, lines.cell[0], strlen(lines.cell[0])) == 1) {
			ck_assert(wallet_lists_has(lists, WALLET_LISTED, wallet.address));
			wallet.address[5]++;
			ck_assert(!wallet_lists_has(lists, WALLET_LISTED, wallet.address));
		}
}
END_TEST

/* A million lines: different ones are not needed to see that reading them is fast, and a suite must be quick. */
START_TEST(a_million_lines_are_read_in_time)
{
	static const char line[] = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa btc sextortion\n";
	FILE *file = fopen(path, "w");
	struct timespec before, after;
	double seconds;

	for (int i = 0; i < 1000000; i++)
		fputs(line, file);
	fclose(file);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
	ck_assert_int_eq(wallet_lists_read(lists, WALLET_LISTED, path, &listener, &err), 0);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
	seconds = (double)(after.tv_sec - before.tv_sec) + (double)(after.tv_nsec - before.tv_nsec) / 1e9;
	printf("a million lines: %.2f s\n", seconds);
	ck_assert_uint_eq(wallet_lists_count(lists, WALLET_LISTED), 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("wallet lists");
	TCase *tests = tcase_create("lists");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_loop_test(tests, a_line_is_read, 0, (int)COUNT(cases));
	tcase_add_test(tests, a_bad_line_is_told_with_its_number);
	tcase_add_test(tests, many_bad_lines_are_told_briefly);
	tcase_add_test(tests, a_file_that_is_no_list_is_an_error);
	tcase_add_test(tests, a_wallet_is_marked);
	tcase_add_test(tests, a_large_list_holds_all_and_no_more);
	tcase_add_test(tests, a_million_lines_are_read_in_time);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
