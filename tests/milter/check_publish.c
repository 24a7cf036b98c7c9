/* check_publish.c: many takers and one replacer at the same time (run it under ThreadSanitizer, too), and the stock of
 * scanners under the same pressure. fake_lib.c aborts when anything dead is touched.
 */
#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "fake_lib.h"
#include "publish.h"
#include "scanners.h"

#define TAKERS 8
#define ROUNDS 3000
#define STOCK 3

static char policy[64], dir[40];
static char *dirs[] = {dir};
static struct settings settings;
static struct publish publish;
static struct scanners scanners;
static atomic_bool over;
static atomic_ulong most_in_use, refused;

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

static void set_up(void)
{
	struct xs_options options = {0};
	char version[64];

	snprintf(dir, sizeof dir, "/tmp/check_publish.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(policy, sizeof policy, "%s/policy", dir);
	snprintf(version, sizeof version, "%s/version", dir);
	write_file(policy, "fake");
	write_file(version, "v1");
	settings.policy = policy;
	settings.rules = (struct settings_list){dirs, 1};
	atomic_store(&over, false);
	ck_assert_int_eq(publish_init(&publish), 0);
	ck_assert_int_eq(scanners_init(&scanners, &options, STOCK), 0);
}

static void tear_down(void)
{
	char command[80];

	scanners_free(&scanners);
	ck_assert_int_eq(atomic_load(&fake_knobs.scans), 0);
	ck_assert_int_eq(atomic_load(&fake_knobs.rules), 0);
	ck_assert_int_eq(atomic_load(&fake_knobs.policies), 0);
	snprintf(command, sizeof command, "rm -rf %s", dir);
	ck_assert_int_eq(system(command), 0);
}

static void replace(void)
{
	struct snapshot *next = NULL;

	ck_assert_int_eq(snapshot_load(&next, &settings, NULL, NULL), 0);
	publish_replace(&publish, &next);
	ck_assert_ptr_null(next);
}

static void retire(void)
{
	struct snapshot *none = NULL;

	publish_replace(&publish, &none);
}

START_TEST(the_old_one_lives_until_dropped)
{
	struct snapshot *mine, *again;

	replace();
	mine = publish_take(&publish);
	replace();
	ck_assert_int_eq(atomic_load(&fake_knobs.rules), 2);
	ck_assert_str_eq(xs_rules_version(mine->rules), "v1");
	again = publish_take(&publish);
	ck_assert_ptr_ne(mine, again);
	publish_drop(&publish, &mine);
	ck_assert_ptr_null(mine);
	publish_drop(&publish, &mine); /* NULL is welcome */
	ck_assert_int_eq(atomic_load(&fake_knobs.rules), 1);
	publish_drop(&publish, &again);
	retire();
	ck_assert_ptr_null(publish_take(&publish));
}
END_TEST

START_TEST(a_failed_load_leaves_nothing)
{
	struct snapshot *next = NULL;
	struct xs_error err = {0};

	write_file(policy, "nonsense");
	ck_assert_int_eq(snapshot_load(&next, &settings, NULL, &err), -1);
	ck_assert_ptr_null(next);
	ck_assert_ptr_nonnull(strstr(err.text, "policy:1: `nonsense' is no policy"));
	ck_assert_int_eq(snapshot_load(&next, &settings, NULL, NULL), -1);
	write_file(policy, "fake");
	settings.rules = (struct settings_list){(char *[]){(char *)"/nowhere"}, 1};
	ck_assert_int_eq(snapshot_load(&next, &settings, NULL, &err), -1);
	ck_assert_ptr_null(next);
}
END_TEST

static void *take_and_drop(void *ctx)
{
	unsigned long used;

	while (!atomic_load(&over)) {
		struct snapshot *mine = publish_take(&publish);
		struct xs_scan *scan = NULL;
		int taken = scanners_take(&scanners, &scan, ctx == NULL ? 0 : 30);

		ck_assert_int_ge(taken, ctx == NULL ? 0 : 1);
		if (taken == 0)
			atomic_fetch_add(&refused, 1);
		if (taken == 1) {
			ck_assert_int_eq(xs_scan_begin(scan, mine->rules), 0);
			ck_assert_int_eq(xs_scan_feed(scan, "x", 1), 0);
			ck_assert_ptr_nonnull(xs_scan_finish(scan, NULL));
			used = (unsigned long)atomic_load(&fake_knobs.scans);
			if (used > atomic_load(&most_in_use))
				atomic_store(&most_in_use, used);
		}
		scanners_give(&scanners, &scan, taken == 1 && used % 7 == 0);
		publish_drop(&publish, &mine);
	}
	return NULL;
}

START_TEST(takers_and_a_replacer)
{
	pthread_t takers[TAKERS];

	replace();
	for (int i = 0; i < TAKERS; i++)
		ck_assert_int_eq(pthread_create(&takers[i], NULL, take_and_drop, i % 2 == 0 ? NULL : &over), 0);
	for (int i = 0; i < ROUNDS; i++)
		replace();
	atomic_store(&over, true);
	for (int i = 0; i < TAKERS; i++)
		pthread_join(takers[i], NULL);
	ck_assert_uint_le(atomic_load(&most_in_use), STOCK);
	ck_assert_uint_eq(scanners.in_use, 0);
	ck_assert_int_eq(atomic_load(&fake_knobs.rules), 1);
	retire();
}
END_TEST

START_TEST(the_stock_is_bounded_and_reused)
{
	struct xs_scan *scans[STOCK + 1] = {0}, *first;

	for (int i = 0; i < STOCK; i++)
		ck_assert_int_eq(scanners_take(&scanners, &scans[i], 0), 1);
	ck_assert_int_eq(scanners_take(&scanners, &scans[STOCK], 0), 0);
	ck_assert_ptr_null(scans[STOCK]);
	first = scans[0];
	scanners_give(&scanners, &scans[0], false);
	ck_assert_ptr_null(scans[0]);
	ck_assert_int_eq(scanners_take(&scanners, &scans[0], 0), 1);
	ck_assert_ptr_eq(scans[0], first);
	ck_assert_int_eq(atomic_load(&fake_knobs.scans), STOCK);
	for (int i = 0; i <= STOCK; i++)
		scanners_give(&scanners, &scans[i], false);
	atomic_store(&fake_knobs.new_fails, 0);
}
END_TEST

START_TEST(a_worn_one_is_not_kept)
{
	struct xs_scan *scan = NULL;

	ck_assert_int_eq(scanners_take(&scanners, &scan, 0), 1);
	scanners_give(&scanners, &scan, true);
	ck_assert_ptr_null(scan);
	ck_assert_int_eq(atomic_load(&fake_knobs.scans), 0);
	ck_assert_uint_eq(scanners.in_use, 0);
	ck_assert_int_eq(scanners_take(&scanners, &scan, 0), 1);
	scanners_give(&scanners, &scan, false);
	ck_assert_int_eq(atomic_load(&fake_knobs.scans), 1);
}
END_TEST

static void *give_soon(void *scan)
{
	struct timespec pause = {0, 50000000};

	nanosleep(&pause, NULL);
	scanners_give(&scanners, scan, false);
	return NULL;
}

START_TEST(who_waits_gets_what_is_given_back)
{
	struct xs_scan *scans[STOCK + 1] = {0};
	struct timespec before, after;
	pthread_t giver;

	for (int i = 0; i < STOCK; i++)
		ck_assert_int_eq(scanners_take(&scanners, &scans[i], 0), 1);
	clock_gettime(CLOCK_MONOTONIC, &before);
	ck_assert_int_eq(scanners_take(&scanners, &scans[STOCK], 1), 0); /* in vain */
	clock_gettime(CLOCK_MONOTONIC, &after);
	ck_assert_int_ge(
		after.tv_sec * 1000 + after.tv_nsec / 1000000 - before.tv_sec * 1000 - before.tv_nsec / 1000000, 990);
	ck_assert_int_eq(pthread_create(&giver, NULL, give_soon, &scans[0]), 0);
	ck_assert_int_eq(scanners_take(&scanners, &scans[STOCK], 30), 1);
	pthread_join(giver, NULL);
	for (int i = 0; i <= STOCK; i++)
		scanners_give(&scanners, &scans[i], false);
	ck_assert_uint_eq(scanners.in_use, 0);
}
END_TEST

START_TEST(a_failed_scanner_gives_its_place_back)
{
	struct xs_scan *scan = NULL;

	atomic_store(&fake_knobs.new_fails, STOCK + 2);
	for (int i = 0; i < STOCK + 2; i++)
		ck_assert_int_eq(scanners_take(&scanners, &scan, 0), -1);
	ck_assert_uint_eq(scanners.in_use, 0);
	ck_assert_int_eq(scanners_take(&scanners, &scan, 0), 1);
	scanners_give(&scanners, &scan, false);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("publish");
	TCase *tcase = tcase_create("publish");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, the_old_one_lives_until_dropped);
	tcase_add_test(tcase, a_failed_load_leaves_nothing);
	tcase_add_test(tcase, takers_and_a_replacer);
	tcase_add_test(tcase, the_stock_is_bounded_and_reused);
	tcase_add_test(tcase, a_worn_one_is_not_kept);
	tcase_add_test(tcase, who_waits_gets_what_is_given_back);
	tcase_add_test(tcase, a_failed_scanner_gives_its_place_back);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
