/* check_dnslist_ask.c: tests of asking DNS lists, at a server of our own on loopback that answers, lies and is silent.
 */
#include "dnslist.h"

#include "name_server.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define ADDRESS "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
#define OTHER "12MHpkP968BepF1jZgapUXmmrTsrSNG7sJ"
#define ANY .answers = {{0x7f000000, 0xff000000}}, .answer_count = 1
#define THREADS 8

static struct name_server server;

static void setup(void)
{
	ck_assert_int_eq(name_server_start(&server), 0);
}

static void teardown(void)
{
	name_server_stop(&server);
}

static struct xs_wallet make_wallet(const char *address)
{
	struct xs_wallet wallet = {
		.coin = "btc/bch", .network = "main", .form = "p2pkh", .checksum = XS_CHECKSUM_OK, .text = -1};

	snprintf(wallet.address, sizeof wallet.address, "%s", address);
	return wallet;
}

/* Lists of zones, asked at the server of the test. */
struct asker {
	struct xs_dns_list lists[4];
	struct xs_dns dns;
	struct dnslist *dnslist;
};

static void asker_open(struct asker *asker, const struct xs_dns_list *lists, size_t count, unsigned budget)
{
	struct xs_error err = {0};

	memcpy(asker->lists, lists, count * sizeof *lists);
	asker->dns = (struct xs_dns){.lists = asker->lists,
				     .list_count = count,
				     .servers = server.address,
				     .budget = budget,
				     .cache = 100,
				     .ttl = 600};
	ck_assert_msg(dnslist_new(&asker->dnslist, &asker->dns, NULL, &err) == 0, "%s", err.text);
	ck_assert_ptr_nonnull(asker->dnslist);
}

static struct dnslist_outcome ask(struct asker *asker, struct xs_wallet *wallets, size_t count)
{
	struct dnslist_outcome outcome;

	dnslist_ask(asker->dnslist, &outcome, wallets, count);
	return outcome;
}

/* One list, one address: what comes of it. */
static const struct {
	const char *zone;
	struct xs_dns_list list;
	bool listed;
	unsigned silent;
	const char *trouble; /* part of the line; NULL: none */
} rows[] = {
	{"fast.test", {ANY}, true, 0, NULL},
	{"sha1.test", {ANY, .hash = XS_DNS_SHA1}, true, 0, NULL},
	{"sha1.test", {ANY}, false, 0, NULL},
	{"several.test", {ANY}, true, 0, NULL},
	{"several.test", {.answers = {{0x7f000314, 0xffffffff}}, .answer_count = 1}, true, 0, NULL},
	{"several.test", {.answers = {{0x7f000315, 0xffffffff}}, .answer_count = 1}, false, 0, NULL},
	{"several.test", {ANY, .bits = 16}, true, 0, NULL},
	{"several.test", {ANY, .bits = 64}, false, 0, NULL},
	{"empty.test", {ANY}, false, 0, NULL},
	{"none.test", {ANY}, false, 0, NULL},
	{"nobody.test", {ANY}, false, 0, NULL},
	{"tcp.test", {ANY}, true, 0, NULL},
	{"late.test", {ANY}, true, 0, NULL},
	{"parked.test", {ANY}, false, 0, NULL},
	{"silent.test", {ANY}, false, 1, "no answer in time"},
	{"servfail.test", {ANY}, false, 1, "server"},
	{"refused.test", {ANY}, false, 1, "refused"},
	{"garbage.test", {ANY}, false, 1, ""},
	{"unwanted.test", {ANY}, false, 1, "it refuses to serve us (127.255.255.x)"},
};

START_TEST(an_answer_is_what_the_list_says)
{
	struct xs_wallet wallet = make_wallet(ADDRESS);
	struct xs_dns_list list = rows[_i].list;
	struct dnslist_outcome outcome;
	struct asker asker;

	list.id = "t/list";
	list.zone = rows[_i].zone;
	asker_open(&asker, &list, 1, 600);
	outcome = ask(&asker, &wallet, 1);
	ck_assert_msg(wallet.listed == rows[_i].listed, "row %d, %s: %d", _i, list.zone, wallet.listed);
	ck_assert_msg(outcome.questions == 1 && outcome.cached == 0 && outcome.listed == rows[_i].listed &&
			      outcome.silent == rows[_i].silent,
		      "row %d, %s: %u %u %u %u", _i, list.zone, outcome.questions, outcome.cached, outcome.listed,
		      outcome.silent);
	if (rows[_i].trouble == NULL)
		ck_assert_msg(outcome.trouble[0] == '\0', "%s: %s", list.zone, outcome.trouble);
	else
		ck_assert_msg(strncmp(outcome.trouble, "DNS list t/list (", 17) == 0 &&
				      strstr(outcome.trouble, list.zone) != NULL &&
				      strstr(outcome.trouble, rows[_i].trouble) != NULL,
			      "%s: `%s'", list.zone, outcome.trouble);
	dnslist_free(&asker.dnslist);
}
END_TEST

START_TEST(all_are_asked_at_once_within_one_budget)
{
	static const struct xs_dns_list lists[] = {{.id = "t/a", .zone = "silent.test", ANY},
						   {.id = "t/b", .zone = "late.test", ANY},
						   {.id = "t/c", .zone = "silent.test", ANY},
						   {.id = "t/d", .zone = "nobody.test", ANY}};
	struct xs_wallet wallets[] = {make_wallet(ADDRESS), make_wallet(OTHER)};
	struct dnslist_outcome outcome;
	struct asker asker;

	asker_open(&asker, lists, COUNT(lists), 700);
	outcome = ask(&asker, wallets, 2);
	ck_assert_uint_eq(outcome.questions, 8);
	ck_assert_uint_eq(outcome.silent, 4);
	ck_assert_uint_eq(outcome.listed, 2);
	ck_assert(wallets[0].listed && wallets[1].listed);
	ck_assert_msg(outcome.usec >= 690000 && outcome.usec < 1400000, "%u us", outcome.usec);
	dnslist_free(&asker.dnslist);
}
END_TEST

START_TEST(only_what_is_proved_and_not_known_is_asked_about)
{
	static const struct xs_dns_list list = {.id = "t/a", .zone = "several.test", ANY};
	struct xs_wallet wallets[5];
	struct dnslist_outcome outcome;
	struct asker asker;

	for (size_t i = 0; i < COUNT(wallets); i++)
		wallets[i] = make_wallet(ADDRESS);
	wallets[0].checksum = XS_CHECKSUM_NONE;
	wallets[1].network = "test";
	wallets[2].trusted = true;
	wallets[3].listed = true;
	memset(wallets[4].address, '4', 95); /* longer than a label */
	asker_open(&asker, &list, 1, 500);
	outcome = ask(&asker, wallets, COUNT(wallets));
	ck_assert_uint_eq(outcome.questions, 0);
	ck_assert_uint_eq(outcome.usec, 0);
	ck_assert_uint_eq(atomic_load(&server.asked), 0);
	ck_assert(!wallets[0].listed && !wallets[1].listed && !wallets[2].listed && wallets[3].listed);
	dnslist_free(&asker.dnslist);
	dnslist_ask(NULL, &outcome, wallets, COUNT(wallets)); /* nobody to ask */
	ck_assert_uint_eq(outcome.questions, 0);
}
END_TEST

START_TEST(answers_are_remembered)
{
	static const struct xs_dns_list lists[] = {{.id = "t/a", .zone = "fast.test", ANY},
						   {.id = "t/b", .zone = "short.test", ANY},
						   {.id = "t/c", .zone = "never.test", ANY}};
	struct dnslist_outcome outcome;
	struct asker asker;

	asker_open(&asker, lists, COUNT(lists), 600);
	for (int round = 0; round < 3; round++) {
		struct xs_wallet wallets[] = {make_wallet(ADDRESS), make_wallet(OTHER)};

		outcome = ask(&asker, wallets, 2);
		ck_assert_msg(outcome.questions == 6 && outcome.listed == 5 && outcome.silent == 0, "round %d: %u %u",
			      round, outcome.questions, outcome.listed);
		ck_assert(wallets[0].listed && wallets[1].listed);
		if (round == 1)
			ck_assert_uint_ge(outcome.cached, 2); /* yes and no; the second may have passed */
	}
	sleep(2);
	{
		struct xs_wallet wallet = make_wallet(ADDRESS);

		outcome = ask(&asker, &wallet, 1);
		ck_assert_uint_eq(outcome.cached, 1); /* what lives for a second has died */
		ck_assert_uint_eq(outcome.listed, 3);
	}
	dnslist_free(&asker.dnslist);
}
END_TEST

START_TEST(a_mail_with_many_addresses_is_no_flood)
{
	static const struct xs_dns_list lists[] = {{.id = "t/a", .zone = "fast.test", ANY},
						   {.id = "t/b", .zone = "none.test", ANY},
						   {.id = "t/c", .zone = "empty.test", ANY}};
	struct xs_wallet wallets[32];
	struct dnslist_outcome outcome;
	struct asker asker;

	for (size_t i = 0; i < COUNT(wallets); i++) {
		wallets[i] = make_wallet(ADDRESS);
		snprintf(wallets[i].address, sizeof wallets[i].address, "1A1zAddress%zu", i);
	}
	asker_open(&asker, lists, COUNT(lists), 2000);
	outcome = ask(&asker, wallets, COUNT(wallets));
	ck_assert_uint_eq(outcome.questions, DNSLIST_QUESTIONS);
	ck_assert_uint_le(atomic_load(&server.asked), DNSLIST_QUESTIONS);
	ck_assert_uint_eq(outcome.silent, 0);
	ck_assert(wallets[0].listed && wallets[20].listed && !wallets[31].listed);
	dnslist_free(&asker.dnslist);
}
END_TEST

/* Who never answers lets three messages wait, and then none for a while; the log hears of it once. */
START_TEST(a_silent_list_is_left_alone)
{
	static const struct xs_dns_list lists[] = {{.id = "t/dead", .zone = "silent.test", ANY},
						   {.id = "t/live", .zone = "fast.test", ANY}};
	struct asker asker;
	unsigned lines = 0;

	asker_open(&asker, lists, COUNT(lists), 150);
	for (int round = 0; round < 6; round++) {
		struct xs_wallet wallet = make_wallet(ADDRESS);
		struct dnslist_outcome outcome = ask(&asker, &wallet, 1);

		ck_assert_msg(wallet.listed && outcome.silent == 1, "round %d", round);
		ck_assert_msg(round < 3 ? outcome.usec >= 145000 : outcome.usec < 100000, "round %d: %u us", round,
			      outcome.usec);
		lines += outcome.trouble[0] != '\0';
	}
	ck_assert_uint_eq(lines, 1);
	dnslist_free(&asker.dnslist);
}
END_TEST

START_TEST(no_server_is_silence)
{
	static const struct xs_dns_list list = {.id = "t/a", .zone = "fast.test", ANY};
	struct xs_wallet wallet = make_wallet(ADDRESS);
	struct dnslist_outcome outcome;
	struct asker asker;

	asker_open(&asker, &list, 1, 400);
	asker.dns.servers = "127.0.0.1:1"; /* nobody listens there */
	outcome = ask(&asker, &wallet, 1);
	ck_assert(!wallet.listed);
	ck_assert_uint_eq(outcome.silent, 1);
	ck_assert_str_ne(outcome.trouble, "");
	ck_assert_uint_lt(outcome.usec, 1000000);
	dnslist_free(&asker.dnslist);
}
END_TEST

static void *ask_often(void *ctx)
{
	struct asker *asker = ctx;
	uintptr_t wrong = 0;

	for (int round = 0; round < 40; round++) {
		struct xs_wallet wallets[] = {make_wallet(ADDRESS), make_wallet(OTHER)};
		struct dnslist_outcome outcome = ask(asker, wallets, 2);

		wrong += outcome.questions != 4 || (outcome.silent == 0 && (!wallets[0].listed || wallets[1].listed));
	}
	return (void *)wrong;
}

START_TEST(many_threads_may_ask)
{
	static const struct xs_dns_list lists[] = {{.id = "t/a", .zone = "fast.test", ANY},
						   {.id = "t/b", .zone = "servfail.test", ANY}};
	static const struct xs_dns_list quiet[] = {{.id = "t/a", .zone = "fast.test", ANY},
						   {.id = "t/b", .zone = "none.test", ANY}};
	pthread_t threads[THREADS];

	for (int round = 0; round < 2; round++) {
		struct asker asker;

		asker_open(&asker, round == 0 ? lists : quiet, 2, 3000);
		for (size_t i = 0; i < THREADS; i++)
			ck_assert_int_eq(pthread_create(&threads[i], NULL, ask_often, &asker), 0);
		for (size_t i = 0; i < THREADS; i++) {
			void *wrong;

			pthread_join(threads[i], &wrong);
			ck_assert_ptr_null(wrong);
		}
		dnslist_free(&asker.dnslist);
	}
}
END_TEST

START_TEST(without_lists_there_is_nothing)
{
	struct dnslist *dnslist = (struct dnslist *)&server;

	ck_assert_int_eq(dnslist_new(&dnslist, NULL, NULL, NULL), 0);
	ck_assert_ptr_null(dnslist);
	dnslist_free(&dnslist);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("dnslist ask");
	TCase *tests = tcase_create("ask");
	SRunner *runner;
	int failed;

	if (dnslist_resolver() == NULL) {
		puts("skipped: built without c-ares");
		return 77;
	}
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, an_answer_is_what_the_list_says, 0, (int)COUNT(rows));
	tcase_add_test(tests, all_are_asked_at_once_within_one_budget);
	tcase_add_test(tests, only_what_is_proved_and_not_known_is_asked_about);
	tcase_add_test(tests, answers_are_remembered);
	tcase_add_test(tests, a_mail_with_many_addresses_is_no_flood);
	tcase_add_test(tests, a_silent_list_is_left_alone);
	tcase_add_test(tests, no_server_is_silence);
	tcase_add_test(tests, many_threads_may_ask);
	tcase_add_test(tests, without_lists_there_is_nothing);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
