/* check_subject.c: which subject is on which list. */
#include "rules_fixture.h"

static const char pack[] =
	"pack: s\n"
	"subjects:\n"
	"  - { id: jpcert, weight: 2, prefix: ['あなたの秘密の生活', 'セキュリティ警告', 'あなたのアカウント'] }\n"
	"  - { id: word, weight: 1, prefix: ['Your account'], contains: ['has been hacked', 'partial <digits> left'] }\n"
	"  - id: vars\n"
	"    weight: 2.5\n"
	"    exact:\n"
	"      - I recorded you\n"
	"      - Your password is <password>\n"
	"      - <password> is your password\n"
	"      - <address> was hacked\n"
	"      - Hello <localpart>!\n"
	"      - Case <digits>, act now\n"
	"      - Pay to <btc> now\n"
	"      - パスワードは<password>です\n";

struct subject_case {
	const char *subject, *ids; /* ids: the lists, strongest first, joined by blanks */
};

static void check_subject(struct fixture *fixture, const char *subject, const char *const *recipients, size_t count,
			  const char *want)
{
	struct subject_hit hits[8];
	char got[256] = "";
	size_t found;

	fixture_fold(fixture, subject, strlen(subject));
	found = subject_find(hits, 8, fixture->rules, &fixture->view, recipients, count);
	for (size_t i = 0; i < found; i++)
		snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s", i == 0 ? "" : " ", hits[i].id);
	ck_assert_msg(strcmp(got, want) == 0, "`%s' is on `%s', not on `%s'", subject, got, want);
}

START_TEST(test_lists)
{
	static const char *const recipients[] = {"kim@example.com", "Sam.Doe-1@mail.example.org"};
	static const struct subject_case cases[] = {
		{"", ""},
		{"Hello", ""},
		{"あなたの秘密の生活", "s/jpcert"},
		{"あなたの秘密の生活について", "s/jpcert"},
		{"【セキュリティ警告】", "s/jpcert"},
		{"件名: セキュリティ警告", ""},
		{"Your account is in danger", "s/word"},
		{"YOUR  ACCOUNT", "s/word"},
		{"Your accounts", ""},
		{"About your account", ""},
		{"About your account: it has been hacked, they say", "s/word"},
		{"it has been hackedy", ""},
		{"I recorded you", "s/vars"},
		{"I recorded you!", "s/vars"},
		{"I recorded your", ""},
		{"I recorded you today", ""},
		{"Your password is hunter2", "s/vars"},
		{"Your password is: p@ss-W0rd!x", "s/vars"},
		{"Your password is abc", ""},
		{"Your password is two words", ""},
		{"Your password is", ""},
		{"hunter2 is your password", "s/vars"},
		{"hunter2 hunter2 is your password", ""},
		{"kim@example.com was hacked", "s/vars"},
		{"SAM.DOE-1@MAIL.EXAMPLE.ORG was hacked", "s/vars"},
		{"someone@else.example was hacked", "s/vars"},
		{"someone was hacked", ""},
		{"Hello kim!", "s/vars"},
		{"Hello sam.doe-1", "s/vars"},
		{"Hello kimberley", ""},
		{"Case 48213, act now", "s/vars"},
		{"Case x, act now", ""},
		{"Pay to 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 now", "s/vars"},
		{"Pay to 1BvBMSE now", ""},
		{"パスワードはhunter2です", "s/vars"},
		{"only partial 3 left", "s/word"},
		{"Your account: it has been hacked", "s/word"},
	};
	struct fixture fixture;

	fixture_init(&fixture);
	fixture_file(&fixture, "s.yaml", pack);
	fixture_load_or_fail(&fixture);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		check_subject(&fixture, cases[i].subject, recipients, 2, cases[i].ids);
	/* with nobody known, any single word may be the local part */
	check_subject(&fixture, "Hello kimberley", NULL, 0, "s/vars");
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_strongest_first)
{
	struct subject_hit hits[2];
	struct fixture fixture;

	fixture_init(&fixture);
	fixture_file(&fixture, "s.yaml",
		     "pack: s\nsubjects:\n  - { id: a, weight: 1, contains: [red] }\n"
		     "  - { id: b, weight: 3, contains: [green] }\n  - { id: c, weight: 2, contains: [blue, sky] }\n");
	fixture_load_or_fail(&fixture);
	fixture_fold(&fixture, "red, blue sky, green", 20);
	ck_assert_uint_eq(subject_find(hits, 2, fixture.rules, &fixture.view, NULL, 0), 2);
	ck_assert_str_eq(hits[0].id, "s/b");
	ck_assert_int_eq(hits[0].weight, 30);
	ck_assert_uint_eq(hits[0].offset, 15);
	ck_assert_uint_eq(hits[0].length, 5);
	ck_assert_str_eq(hits[1].id, "s/c");
	ck_assert_uint_eq(subject_find(hits, 0, fixture.rules, &fixture.view, NULL, 0), 0);
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_hostile)
{
	static char text[1 << 20];
	struct subject_hit hits[8];
	struct fixture fixture;
	static const char *const units[] = {"is your password ", "a", "has been hacked ", "@", "your password is "};

	fixture_init(&fixture);
	fixture_file(&fixture, "s.yaml", pack);
	fixture_load_or_fail(&fixture);
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		for (size_t at = 0; at < sizeof text; at++)
			text[at] = units[i][at % strlen(units[i])];
		fixture_fold(&fixture, text, sizeof text);
		ck_assert_uint_le(subject_find(hits, 8, fixture.rules, &fixture.view, NULL, 0), 1);
	}
	fixture_free(&fixture);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("subject");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_lists);
	tcase_add_test(tcase, test_strongest_first);
	tcase_add_test(tcase, test_hostile);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
