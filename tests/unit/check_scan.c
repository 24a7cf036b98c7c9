/* check_scan.c: tests of the whole track through extortscan.h alone: reuse, chunks, limits, and address lists of packs. */
#include "extortscan.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ADDRESS "12MHpkP968BepF1jZgapUXmmrTsrSNG7sJ"

static char dir[] = "/tmp/check_scan.XXXXXX";
static struct xs_rules *rules;

static void write_file(const char *name, const char *text)
{
	char path[256];
	FILE *stream;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	stream = fopen(path, "w");
	ck_assert_ptr_nonnull(stream);
	fputs(text, stream);
	ck_assert_int_eq(fclose(stream), 0);
}

static void load_rules(void)
{
	const char *dirs[] = {dir};
	struct xs_error err = {0};

	ck_assert_msg(xs_rules_load(&rules, dirs, 1, NULL, &err) == 0, "%s", err.text);
}

static void setup(void)
{
	ck_assert_ptr_nonnull(mkdtemp(dir));
	write_file("t.yaml", "pack: t\nlang: en\nphrases:\n"
			     "  ACCESS: [{ id: hacked, weight: 2, any: [\"i hacked you\"] }]\n"
			     "  PAY: [{ id: pay, weight: 2, any: [\"send bitcoin\"] }]\n"
			     "  SPREAD: [{ id: spread, weight: 2, any: [\"all your friends\"] }]\n");
	load_rules();
}

static void teardown(void)
{
	static const char *const names[] = {"t.yaml", "w.yaml", "known.txt"};
	char path[256];

	xs_rules_free(&rules);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, names[i]);
		unlink(path);
	}
	rmdir(dir);
	memcpy(dir + strlen(dir) - 6, "XXXXXX", 6);
}

static struct xs_scan *new_scan(const struct xs_options *options)
{
	struct xs_error err = {0};
	struct xs_scan *scan;

	ck_assert_msg(xs_scan_new(&scan, options, &err) == 0, "%s", err.text);
	return scan;
}

static const struct xs_report *scan_text(struct xs_scan *scan, const char *mail, size_t chunk)
{
	size_t len = strlen(mail);

	ck_assert_int_eq(xs_scan_begin(scan, rules), 0);
	for (size_t at = 0; at < len; at += chunk)
		ck_assert_int_ge(xs_scan_feed(scan, mail + at, len - at < chunk ? len - at : chunk), 0);
	return xs_scan_finish(scan, NULL);
}

static const char letter[] = "From: a@example.org\nTo: b@example.com\nSubject: hi\n\n"
			     "I hacked you. Send Bitcoin to " ADDRESS "\nor all your friends will know.\n";

START_TEST(a_letter_is_read_in_any_chunks)
{
	struct xs_scan *scan = new_scan(NULL);
	int score = 0;

	for (size_t chunk = 1; chunk < 40; chunk += 3) {
		const struct xs_report *report = scan_text(scan, letter, chunk);

		ck_assert_ptr_nonnull(report);
		ck_assert_uint_eq(xs_slot_count(report->slots), 3);
		ck_assert_str_eq(report->lang, "en");
		ck_assert_uint_eq(report->wallet_count, 1);
		ck_assert_str_eq(report->wallets[0].address, ADDRESS);
		ck_assert_msg(chunk == 1 || report->score == score, "chunks of %zu: %d", chunk, report->score);
		score = report->score;
	}
	ck_assert_int_gt(score, 0);
	xs_scan_free(&scan);
	ck_assert_ptr_null(scan);
}
END_TEST

START_TEST(a_scan_remembers_nothing_of_the_last_mail)
{
	struct xs_scan *scan = new_scan(NULL);

	ck_assert_uint_eq(xs_slot_count(scan_text(scan, letter, 4096)->slots), 3);
	ck_assert_uint_eq(xs_slot_count(scan_text(scan, "Subject: lunch\n\nAt noon?\n", 4096)->slots), 0);
	ck_assert_uint_eq(scan_text(scan, "Subject: lunch\n\nAt noon?\n", 4096)->wallet_count, 0);
	ck_assert_uint_eq(xs_slot_count(scan_text(scan, letter, 4096)->slots), 3);
	xs_scan_free(&scan);
}
END_TEST

START_TEST(other_rules_may_follow_on_the_same_scan)
{
	struct xs_scan *scan = new_scan(NULL);

	for (int i = 0; i < 3; i++) {
		ck_assert_uint_eq(xs_slot_count(scan_text(scan, letter, 4096)->slots), 3);
		xs_rules_free(&rules);
		write_file("t.yaml", "pack: t\nlang: en\nphrases:\n"
				     "  ACCESS: [{ id: hacked, weight: 2, any: [\"i hacked you\"] }]\n");
		load_rules();
		ck_assert_uint_eq(xs_slot_count(scan_text(scan, letter, 4096)->slots), 1);
		xs_rules_free(&rules);
		write_file("t.yaml", "pack: t\nlang: en\nphrases:\n"
				     "  ACCESS: [{ id: hacked, weight: 2, any: [\"i hacked you\"] }]\n"
				     "  PAY: [{ id: pay, weight: 2, any: [\"send bitcoin\"] }]\n"
				     "  SPREAD: [{ id: spread, weight: 2, any: [\"all your friends\"] }]\n");
		load_rules();
	}
	xs_scan_free(&scan);
}
END_TEST

START_TEST(a_message_over_the_cap_is_read_as_far_and_told)
{
	struct xs_options options = {.message_bytes = 4096};
	struct xs_scan *scan = new_scan(&options);
	const struct xs_report *report;
	bool told = false;
	int answer = 0;

	ck_assert_int_eq(xs_scan_begin(scan, rules), 0);
	ck_assert_int_eq(xs_scan_feed(scan, letter, sizeof letter - 1), 0);
	for (int i = 0; i < 1000 && answer == 0; i++)
		answer = xs_scan_feed(scan, "more and more text\n", 19);
	ck_assert_int_eq(answer, 1);
	report = xs_scan_finish(scan, NULL);
	ck_assert_uint_eq(xs_slot_count(report->slots), 3);
	ck_assert(report->limited);
	for (size_t i = 0; i < report->signal_count; i++)
		told = told || report->signals[i].kind == XS_SIGNAL_LIMIT;
	ck_assert(told);
	xs_scan_free(&scan);
}
END_TEST

static int score_with_list(const char *list)
{
	char pack[128];
	struct xs_scan *scan = new_scan(NULL);
	int score;

	snprintf(pack, sizeof pack, "pack: w\nwallets: { %s: [known.txt] }\n", list);
	write_file("known.txt", "# addresses\n" ADDRESS " btc seen in a letter\n");
	write_file("w.yaml", pack);
	xs_rules_free(&rules);
	load_rules();
	score = scan_text(scan, letter, 4096)->score;
	xs_scan_free(&scan);
	return score;
}

START_TEST(lists_of_packs_change_what_an_address_weighs)
{
	struct xs_scan *scan = new_scan(NULL);
	int plain = scan_text(scan, letter, 4096)->score;

	xs_scan_free(&scan);
	ck_assert_int_gt(score_with_list("listed"), plain);
	ck_assert_int_lt(score_with_list("trusted"), plain);
}
END_TEST

START_TEST(a_missing_list_is_an_error_with_its_name)
{
	const char *dirs[] = {dir};
	struct xs_error err = {0};
	struct xs_rules *none;

	write_file("w.yaml", "pack: w\nwallets: { listed: [nowhere.txt] }\n");
	ck_assert_int_eq(xs_rules_load(&none, dirs, 1, NULL, &err), -1);
	ck_assert_msg(strstr(err.text, "nowhere.txt") != NULL, "%s", err.text);
	ck_assert_ptr_null(none);
}
END_TEST

START_TEST(what_others_know_of_an_address_weighs_as_a_list_does)
{
	struct xs_scan *scan = new_scan(NULL);
	int plain = scan_text(scan, letter, 4096)->score;
	struct xs_wallet *wallets;
	size_t count;

	ck_assert_int_eq(xs_scan_begin(scan, rules), 0);
	ck_assert_int_eq(xs_scan_feed(scan, letter, sizeof letter - 1), 0);
	ck_assert_int_eq(xs_scan_wallets(scan, &wallets, &count), 0);
	ck_assert_uint_eq(count, 1);
	ck_assert_str_eq(wallets[0].address, ADDRESS);
	ck_assert(!wallets[0].listed);
	wallets[0].listed = true;
	ck_assert_int_eq(xs_scan_wallets(scan, &wallets, &count), 0); /* asking twice changes nothing */
	ck_assert(wallets[0].listed);
	ck_assert_int_gt(xs_scan_finish(scan, NULL)->score, plain);
	ck_assert_int_eq(scan_text(scan, letter, 4096)->score, plain);
	xs_scan_free(&scan);
}
END_TEST

START_TEST(without_rules_there_are_addresses_only)
{
	struct xs_scan *scan = new_scan(NULL);

	for (int i = 0; i < 3; i++) {
		const struct xs_report *report;

		ck_assert_int_eq(xs_scan_begin(scan, NULL), 0);
		ck_assert_int_ge(xs_scan_feed(scan, letter, sizeof letter - 1), 0);
		report = xs_scan_finish(scan, NULL);
		ck_assert_ptr_nonnull(report);
		ck_assert_uint_eq(report->wallet_count, 1);
		ck_assert_str_eq(report->wallets[0].address, ADDRESS);
		ck_assert_uint_gt(report->text_count, 1);
		ck_assert_int_eq(report->score, 0);
		ck_assert_uint_eq(report->signal_count, 0);
		ck_assert_str_eq(report->lang, "");
		ck_assert_uint_eq(xs_slot_count(scan_text(scan, letter, 4096)->slots), 3);
	}
	xs_scan_free(&scan);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("scan");
	TCase *tcase = tcase_create("scan");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tcase);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_letter_is_read_in_any_chunks);
	tcase_add_test(tcase, a_scan_remembers_nothing_of_the_last_mail);
	tcase_add_test(tcase, other_rules_may_follow_on_the_same_scan);
	tcase_add_test(tcase, a_message_over_the_cap_is_read_as_far_and_told);
	tcase_add_test(tcase, lists_of_packs_change_what_an_address_weighs);
	tcase_add_test(tcase, a_missing_list_is_an_error_with_its_name);
	tcase_add_test(tcase, what_others_know_of_an_address_weighs_as_a_list_does);
	tcase_add_test(tcase, without_rules_there_are_addresses_only);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
