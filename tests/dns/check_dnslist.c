/* check_dnslist.c: tests of the parts of the DNS lists that ask nobody: names, answers, SHA-1, the cache. */
#include "cache.h"
#include "question.h"
#include "sha1.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define ADDRESS "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
#define ETHER "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"

/* RFC 3174 section 7.3, and lengths round the edge of a block (Python's hashlib). */
static const struct {
	const char *text;
	unsigned times;
	const char *digest;
} sums[] = {
	{"abc", 1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
	{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"},
	{"a", 1000000, "34aa973cd4c4daa4f61eeb2bdbad27316534016f"},
	{"0123456701234567012345670123456701234567012345670123456701234567", 10,
	 "dea356a2cddd90c7a7ecedc5ebb563934f460452"},
	{"", 1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
	{"a", 55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"},
	{"a", 56, "c2db330f6083854c99d4b5bfb6e8f29f201be699"},
	{"a", 63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5"},
	{"a", 64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"},
	{"a", 65, "11655326c708d70319be2610e8a57d9a5b959d3b"},
};

START_TEST(sha1_is_right)
{
	size_t len = strlen(sums[_i].text);
	uint8_t *data = malloc(len * sums[_i].times + 1), digest[SHA1_BYTES];
	char hex[2 * SHA1_BYTES + 1];

	for (unsigned i = 0; i < sums[_i].times; i++)
		memcpy(data + i * len, sums[_i].text, len);
	sha1(digest, data, len * sums[_i].times);
	for (size_t i = 0; i < SHA1_BYTES; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
	ck_assert_str_eq(hex, sums[_i].digest);
	free(data);
}
END_TEST

/* Digests by Python's hashlib and base64. */
static const struct {
	const char *name;
	struct xs_dns_list list;
	const char *address, *want; /* NULL: cannot be asked */
} names[] = {
	{"raw", {.zone = "bl.example.org"}, ADDRESS, ADDRESS ".bl.example.org"},
	{"lower",
	 {.zone = "bl.example.org", .letters = XS_DNS_LOWER},
	 ADDRESS,
	 "1a1zp1ep5qgefi2dmptftl5slmv7divfna.bl.example.org"},
	{"upper",
	 {.zone = "bl.example.org", .letters = XS_DNS_UPPER},
	 ADDRESS,
	 "1A1ZP1EP5QGEFI2DMPTFTL5SLMV7DIVFNA.bl.example.org"},
	{"SHA-1",
	 {.zone = "z.example", .hash = XS_DNS_SHA1},
	 ADDRESS,
	 "fea8a452649a8457106053e5061a88e565befa22.z.example"},
	{"SHA-1 in base32",
	 {.zone = "z.example", .hash = XS_DNS_SHA1, .encoding = XS_DNS_BASE32},
	 ADDRESS,
	 "72UKIUTETKCFOEDAKPSQMGUI4VS356RC.z.example"},
	{"SHA-256 in base32",
	 {.zone = "_cw.key.example", .hash = XS_DNS_SHA256, .encoding = XS_DNS_BASE32},
	 ADDRESS,
	 "GGU5F2FHBIER2ZNFRUVAR6EDHK7V5D5B25A4KQAMKOGDQZUMXA7A._cw.key.example"},
	{"SHA-256 of lower case",
	 {.zone = "_cw.key.example", .hash = XS_DNS_SHA256, .encoding = XS_DNS_BASE32, .letters = XS_DNS_LOWER},
	 ETHER,
	 "W526QKCNTVBLE2YXRMOT5WAFBXCMDLYIGUIAHWBJRBVHJ7EOBH6A._cw.key.example"},
	{"longer than a label",
	 {.zone = "z.example"},
	 "4444444444444444444444444444444444444444444444444444444444444444",
	 NULL},
	{"what is no label", {.zone = "z.example"}, "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", NULL},
	{"no label, hashed",
	 {.zone = "z.example", .hash = XS_DNS_SHA1},
	 "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
	 "20c563986fc4d92e2865edd3a19db6c198fadca6.z.example"},
};

START_TEST(names_are_made_as_lists_want_them)
{
	char name[QUESTION_NAME];
	bool made = question_name(name, &names[_i].list, names[_i].address);

	ck_assert_msg(made == (names[_i].want != NULL), "%s", names[_i].name);
	if (made)
		ck_assert_msg(strcmp(name, names[_i].want) == 0, "%s: %s", names[_i].name, name);
}
END_TEST

START_TEST(a_list_is_asked_about_its_coins)
{
	static const char *const coins[] = {"btc", "xmr", NULL};
	struct xs_dns_list all = {.zone = "z"}, some = {.zone = "z", .coins = coins};
	static const struct {
		const char *coin;
		bool want;
	} cases[] = {{"btc", true}, {"xmr", true},   {"btc/bch", true},   {"bch/btc", true}, {"evm", false},
		     {"bt", false}, {"btcc", false}, {"ltc/mona", false}, {"ltc/xmr", true}};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct xs_wallet wallet = {.coin = cases[i].coin};

		ck_assert(question_wants(&all, &wallet));
		ck_assert_msg(question_wants(&some, &wallet) == cases[i].want, "%s", cases[i].coin);
	}
}
END_TEST

START_TEST(answers_mean_what_the_list_says)
{
	static const struct xs_dns_list any = {.answers = {{0x7f000000, 0xff000000}}, .answer_count = 1};
	static const struct xs_dns_list two = {.answers = {{0x7f000314, 0xffffffff}, {0x7f000400, 0xffffff00}},
					       .answer_count = 2};
	static const struct xs_dns_list bits = {.answers = {{0x7f000000, 0xff000000}}, .answer_count = 1, .bits = 6};
	static const struct {
		const struct xs_dns_list *list;
		uint32_t answer;
		enum question_meaning want;
	} cases[] = {
		{&any, 0x7f000002, QUESTION_LISTED},    {&any, 0x7f7f7f7f, QUESTION_LISTED},
		{&any, 0x5db8d822, QUESTION_UNLISTED},  {&any, 0x7fffff01, QUESTION_REFUSED},
		{&any, 0x7ffffffe, QUESTION_REFUSED},   {&any, 0x7ffffeff, QUESTION_LISTED},
		{&two, 0x7f000002, QUESTION_UNLISTED},  {&two, 0x7f000314, QUESTION_LISTED},
		{&two, 0x7f000315, QUESTION_UNLISTED},  {&two, 0x7f0004ff, QUESTION_LISTED},
		{&bits, 0x7f000001, QUESTION_UNLISTED}, {&bits, 0x7f000002, QUESTION_LISTED},
		{&bits, 0x7f000008, QUESTION_UNLISTED}, {&bits, 0x7f00000d, QUESTION_LISTED},
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		ck_assert_msg(question_meaning(cases[i].list, cases[i].answer) == cases[i].want, "row %zu", i);
}
END_TEST

START_TEST(answers_are_kept_for_their_time)
{
	struct answer listed = {{0x7f000002}, 1}, unlisted = {{0}, 0}, found;
	struct cache *cache;

	ck_assert_int_eq(cache_new(&cache, 100), 0);
	ck_assert(!cache_get(cache, &found, "a.test", 1000));
	cache_put(cache, "a.test", &listed, 1000, 10);
	cache_put(cache, "b.test", &unlisted, 1000, 20);
	cache_put(cache, "c.test", &listed, 1000, 0);
	ck_assert(cache_get(cache, &found, "a.test", 1000) && found.count == 1 && found.at[0] == 0x7f000002);
	ck_assert(cache_get(cache, &found, "a.test", 1009));
	ck_assert(!cache_get(cache, &found, "a.test", 1010));
	ck_assert(cache_get(cache, &found, "b.test", 1019) && found.count == 0);
	ck_assert(!cache_get(cache, &found, "c.test", 1000));
	cache_put(cache, "a.test", &unlisted, 1011, 10);
	ck_assert(cache_get(cache, &found, "a.test", 1012) && found.count == 0);
	cache_free(&cache);
	ck_assert_ptr_null(cache);
	ck_assert_int_eq(cache_new(&cache, 0), 0); /* no cache at all */
	cache_put(cache, "a.test", &listed, 1000, 10);
	ck_assert(!cache_get(cache, &found, "a.test", 1000));
	cache_free(&cache);
}
END_TEST

/* A hundred times as many names as there is room: no growth, the newest stay, and nothing is mistaken for another. */
START_TEST(a_full_cache_makes_room)
{
	struct cache *cache;
	unsigned kept = 0;
	char name[32];

	ck_assert_int_eq(cache_new(&cache, 100), 0);
	for (uint32_t i = 1; i <= 10000; i++) {
		struct answer answer = {{i}, 1};

		snprintf(name, sizeof name, "%u.test", i);
		cache_put(cache, name, &answer, 1000 + i, 3600);
	}
	for (uint32_t i = 1; i <= 10000; i++) {
		struct answer found;

		snprintf(name, sizeof name, "%u.test", i);
		if (!cache_get(cache, &found, name, 1000 + 3500))
			continue;
		ck_assert_uint_eq(found.at[0], i);
		ck_assert_uint_gt(i, 9000);
		kept++;
	}
	ck_assert_uint_le(kept, 104);
	ck_assert_uint_ge(kept, 90);
	cache_free(&cache);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("dnslist");
	TCase *tests = tcase_create("dnslist");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tests, sha1_is_right, 0, (int)COUNT(sums));
	tcase_add_loop_test(tests, names_are_made_as_lists_want_them, 0, (int)COUNT(names));
	tcase_add_test(tests, a_list_is_asked_about_its_coins);
	tcase_add_test(tests, answers_mean_what_the_list_says);
	tcase_add_test(tests, answers_are_kept_for_their_time);
	tcase_add_test(tests, a_full_cache_makes_room);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
