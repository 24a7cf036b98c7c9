/* check_network.c: tests of lib/policy/network and glob. */
#include "extortscan.h"
#include "policy/glob.h"
#include "policy/network.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *network, *addr;
	int want;
} networks[] = {
	{"192.0.2.0/24", "192.0.2.7", 1},
	{"192.0.2.0/24", "192.0.3.7", 0},
	{"192.0.2.7", "192.0.2.7", 1},
	{"192.0.2.7", "192.0.2.8", 0},
	{"192.0.2.6/31", "192.0.2.7", 1},
	{"192.0.2.6/31", "192.0.2.8", 0},
	{"0.0.0.0/0", "203.0.113.9", 1},
	{"0.0.0.0/0", "2001:db8::1", 0},
	{"::/0", "2001:db8::1", 1},
	{"::/0", "192.0.2.7", 0},
	{"2001:db8::/32", "2001:db8:ffff::1", 1},
	{"2001:db8::/32", "2001:db9::1", 0},
	{"2001:db8:8000::/33", "2001:db8:8000::1", 1},
	{"2001:db8:8000::/33", "2001:db8:7fff::1", 0},
	{"::1", "::1", 1},
	{"::1", "0:0:0:0:0:0:0:1", 1},
	/* IPv4-mapped, both ways round */
	{"192.0.2.0/24", "::ffff:192.0.2.7", 1},
	{"::ffff:192.0.2.0/120", "192.0.2.7", 1},
	{"::ffff:192.0.2.0/120", "192.0.3.7", 0},
	{"192.0.2.0/24", "::192.0.2.7", 0},
	/* the ways that MTAs write addresses */
	{"2001:db8::/32", "IPv6:2001:db8::1", 1},
	{"fe80::/10", "fe80::1%eth0", 1},
	{"192.0.2.0/24", "unknown", 0},
	{"192.0.2.0/24", "", 0},
	{"192.0.2.0/24", NULL, 0},
	{"192.0.2.0/24", "192.0.2.7 ", 0},
	{"192.0.2.0/24", "192.0.2", 0},
	/* malformed networks */
	{"192.0.2.0/33", "192.0.2.7", -1},
	{"192.0.2.0/", "192.0.2.7", -1},
	{"192.0.2.0/2x", "192.0.2.7", -1},
	{"192.0.2.0/-1", "192.0.2.7", -1},
	{"192.0.2.7/24", "192.0.2.7", -1},
	{"192.0.2.0/0024", "192.0.2.7", -1},
	{"2001:db8::1/32", "2001:db8::1", -1},
	{"2001:db8::/129", "2001:db8::1", -1},
	{"", "192.0.2.7", -1},
	{"/24", "192.0.2.7", -1},
	{"example.com", "192.0.2.7", -1},
	{"192.0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0/24", "192.0.2.7", -1},
};

START_TEST(network_has_address)
{
	int has = xs_network_has(networks[_i].network, networks[_i].addr);

	ck_assert_msg(has == networks[_i].want, "%s has %s: %d, not %d", networks[_i].network,
		      networks[_i].addr == NULL ? "NULL" : networks[_i].addr, has, networks[_i].want);
}
END_TEST

START_TEST(host_bits_are_told_with_what_was_meant)
{
	struct network network;
	char print[64];

	ck_assert_int_eq(network_parse(&network, "198.51.100.77/20"), NETWORK_HOST_BITS);
	network_print(print, &network);
	ck_assert_str_eq(print, "198.51.96.0/20");
	ck_assert_int_eq(network_parse(&network, "2001:db8::1/32"), NETWORK_HOST_BITS);
	network_print(print, &network);
	ck_assert_str_eq(print, "2001:db8::/32");
}
END_TEST

static const struct {
	const char *pattern, *text;
	bool want;
} globs[] = {
	{"abuse@*", "abuse@example.com", true},
	{"abuse@*", "Abuse@Example.com", true},
	{"abuse@*", "notabuse@example.com", false},
	{"*@example.com", "a@example.com", true},
	{"*@example.com", "a@example.com.invalid", false},
	{"*@*.example.com", "a@mx.example.com", true},
	{"*@*.example.com", "a@example.com", false},
	{"a?c", "abc", true},
	{"a?c", "ac", false},
	{"*", "", true},
	{"?", "", false},
	{"", "", true},
	{"", "a", false},
	{"**a**", "xxaxx", true},
	{"*ab*ab*", "abxab", true},
	{"*ab*ab", "abab", true},
	{"*ab*ab", "abxaxb", false},
	{"*aab", "aaaab", true},
};

START_TEST(glob_matches)
{
	ck_assert_msg(glob_match(globs[_i].pattern, globs[_i].text) == globs[_i].want, "%s against %s is not %d",
		      globs[_i].pattern, globs[_i].text, globs[_i].want);
}
END_TEST

/* The worst pattern for a backtracking matcher: it must end soon, not in the age of the universe. */
START_TEST(glob_is_not_exponential)
{
	char text[20001], pattern[] = "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b";

	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	ck_assert(!glob_match(pattern, text));
}
END_TEST

static const struct {
	const char *wide, *narrow;
	bool want;
} covers[] = {
	{"*@example.com", "a@example.com", true},
	{"*@example.com", "a*@example.com", true},
	{"a*@example.com", "*@example.com", false},
	{"*@*", "abuse@*", true},
	{"abuse@*", "*@*", false},
	{"?@a", "b@a", true},
	{"?@a", "*@a", false},
	{"*", "?", true},
	{"ab?", "ab?", true},
	{"A@B.example", "a@b.example", true},
};

START_TEST(glob_covers_only_when_proved)
{
	ck_assert_msg(glob_covers(covers[_i].wide, covers[_i].narrow) == covers[_i].want, "%s over %s is not %d",
		      covers[_i].wide, covers[_i].narrow, covers[_i].want);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("network");
	TCase *tcase = tcase_create("network");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tcase);
	tcase_add_loop_test(tcase, network_has_address, 0, sizeof networks / sizeof *networks);
	tcase_add_test(tcase, host_bits_are_told_with_what_was_meant);
	tcase_add_loop_test(tcase, glob_matches, 0, sizeof globs / sizeof *globs);
	tcase_add_test(tcase, glob_is_not_exponential);
	tcase_add_loop_test(tcase, glob_covers_only_when_proved, 0, sizeof covers / sizeof *covers);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
