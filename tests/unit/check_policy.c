/* check_policy.c: tests of lib/policy/policy: what a policy says, what it must not say, and the verdicts. */
#include "policy/policy.h"

#include "base/limits.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct xs_report nothing = {.lang = ""};

static struct xs_policy *parse(const char *text)
{
	struct xs_policy *policy;
	struct xs_error err = {.text = ""};

	ck_assert_msg(policy_parse(&policy, "p.yaml", text, strlen(text), NULL, &err) == 0, "%s", err.text);
	return policy;
}

/* ---- what is refused -------------------------------------------------------------------------------------------- */

static const struct {
	const char *text, *want;
} refusals[] = {
	{"", "p.yaml: empty; a policy needs"},
	{"[]\n", "p.yaml:1:1: a policy must be a map, found a list"},
	{"rules: []\n", "p.yaml:1:1: `version: 1' is missing"},
	{"version: 2\nrules: []\n", "p.yaml:1:10: version must be between 1 and 1, found `2'"},
	{"version: 1\n", "p.yaml:1:1: `rules:' is missing"},
	{"version: 1\nmode: watch\nrules: []\n",
	 "p.yaml:2:7: mode `watch' is not known; it is one of enforce, observe"},
	{"version: 1\nmode: observ\nrules: []\n", "p.yaml:2:7: mode `observ' is not known; did you mean `observe'?"},
	{"version: 1\non-trouble: accept\nrules: []\n",
	 "p.yaml:2:1: unknown key `on-trouble'; did you mean `on_trouble'?"},
	{"version: 1\nrules: {}\n", "p.yaml:2:8: rules must be a list, found a map"},
	{"version: 1\nrules: [x]\n", "p.yaml:2:9: a rule must be a map, found `x'"},
	{"version: 1\nrules: [{then: accept}]\n", "p.yaml:2:9: a rule needs a name"},
	{"version: 1\nrules: [{name: a b, then: accept}]\n", "p.yaml:2:16: a rule's name is made of"},
	{"version: 1\nrules: [{name: a}]\n", "p.yaml:2:9: rule `a' says nothing to do"},
	{"version: 1\nrules: [{name: a, then: drop}]\n",
	 "p.yaml:2:25: action `drop' is not known; it is one of accept"},
	{"version: 1\nrules: [{name: a, then: reject}, {name: a, then: tag}]\n",
	 "p.yaml:2:41: a rule named `a' stands in line 2 already"},
	{"version: 1\nrules: [{name: a, then: accept, when: x}]\n",
	 "p.yaml:2:39: a condition must be a map, found `x'"},
	{"version: 1\nrules: [{name: a, then: accept, when: {scor: \">= 1\"}}]\n",
	 "p.yaml:2:40: unknown key `scor'; did you mean `score'?"},
};

/* Conditions: one `when:` a row. */
static const struct {
	const char *when, *want;
} wrong[] = {
	{"{ score: 10 }", "score must be a comparison; did you mean \">= 10\"?"},
	{"{ score: \">= ten\" }", "score must be a comparison such as"},
	{"{ score: \">= 1.25\" }", "score must be a comparison such as"},
	{"{ score: \">= 1, < 2, < 3\" }", "score must be a comparison such as"},
	{"{ score: \">= 9999999999\" }", "score must be a comparison such as"},
	{"{ score: \">= 4, < 4\" }", "score can never be `>= 4, < 4'"},
	{"{ score: [\">= 4\"] }", "score must be text, found a list"},
	{"{ slots: \">= 4.5\" }", "slots must be a comparison such as"},
	{"{ slots: PAYS }", "slot `PAYS' is not known; did you mean `PAY'?"},
	{"{ slots: [] }", "slot: an empty list matches nothing"},
	{"{ slots: {} }", "slots: empty; it needs `any-of' or `all-of'"},
	{"{ slots: { anyof: [PAY] } }", "unknown key `anyof'; did you mean `any-of'?"},
	{"{ kind: webcams }", "kind `webcams' is not known; did you mean `webcam'?"},
	{"{ kind: { any-of: [bomb] } }", "kind must be a list, found a map"},
	{"{ lang: j1 }", "lang must be a language code such as `ja', found `j1'"},
	{"{ wallet: yes }", "wallet `yes' is not known; it is one of false, true, valid, listed, trusted"},
	{"{ wallet: [btc] }", "wallet: a list of coins is written"},
	{"{ wallet: { any-of: [\"b t c\"] } }", "coin `b t c' is not known; did you mean `btc'?"},
	{"{ wallet: { any-of: [btc, xmrr] } }", "coin `xmrr' is not known; did you mean `xmr'?"},
	{"{ wallet: { any-of: [btc/bch] } }", "coin `btc/bch' is not known"},
	{"{ wallet: { any-of: [btc, eth] } }", "coin `eth' goes by the name of its addresses, `evm'"},
	{"{ wallet: { any-of: [Bitcoin] } }", "coin `Bitcoin' goes by the name of its addresses, `btc'"},
	{"{ wallet: { any-of: [USDT] } }", "coin `USDT' goes by the name of its addresses, `evm' or `trx'"},
	{"{ wallet: { any-of: [pokemon] } }", "coin `pokemon' is not known; it is one of btc, bch, ltc, "},
	{"{ wallet: { any-of: [] } }", "coin: an empty list matches nothing"},
	{"{ wallet: lsted }", "wallet `lsted' is not known; did you mean `listed'?"},
	{"{ signals: [\"\"] }", "signals: `' can match nothing"},
	{"{ authenticated: yes }", "authenticated must be true or false, found `yes'"},
	{"{ client: 192.0.2.7/24 }", "`192.0.2.7/24' has bits set behind its prefix; did you mean `192.0.2.0/24'?"},
	{"{ client: net }", "client: no list is named `net'; did you mean `nets'?"},
	{"{ client: desks }", "client needs networks, but list `desks' holds addresses"},
	{"{ client: { any-in: nets } }", "client must be a list, found a map"},
	{"{ sender: example.com }", "sender: `example.com' is neither the name of a list nor an address such as"},
	{"{ sender: \"a b@example.com\" }", "`a b@example.com' can match no address"},
	{"{ sender: nets }", "sender needs addresses, but list `nets' holds networks"},
	{"{ sender: [] }", "sender: an empty list matches nothing"},
	{"{ recipients: desks }", "recipients: say { all-in: LIST } when every one must be in it"},
	{"{ recipients: { all-in: desk } }", "recipients: no list is named `desk'; did you mean `desks'?"},
	{"{ size: \">= 10G\" }", "size must be a comparison such as"},
	{"{ size: 100k }", "size must be a comparison; did you mean \">= 100k\"?"},
	{"{ not: {} }", "not: is empty, so the rule could never match"},
	{"{ any: [] }", "any: is empty, so the rule could never match"},
	{"{ any: [{}] }", "an empty alternative always holds"},
	{"{ any: { kind: bomb } }", "any must be a list, found a map"},
	{"{ not: { not: { not: { not: { kind: bomb } } } } }", "not: and any: are nested too deep"},
	{"{ kind: bomb, kind: ddos }", "key `kind' stands twice in this map"},
};

/* What stands beside `then:`. */
static const struct {
	const char *rest, *want;
} misfits[] = {
	{"then: reject, reply: \"450 4.7.1 x\"", "reject needs a 5xx reply, or the MTA ignores it; found `450'"},
	{"then: tempfail, reply: \"550 5.7.1 x\"", "tempfail needs a 4xx reply, or the MTA ignores it; found `550'"},
	{"then: reject, reply: \"550 4.7.1 x\"", "reply code `550' and enhanced code `4.7.1' differ in class"},
	{"then: reject, reply: \"550 no\"", "reply must look like \"550 5.7.1 text\""},
	{"then: reject, reply: \"550 5.7.01 no\"", "reply must look like \"550 5.7.1 text\""},
	{"then: reject, reply: \"550 5.7 no\"", "reply must look like"},
	{"then: reject, reply: \"650 5.7.1 no\"", "reply must look like"},
	{"then: reject, reply: \"550-5.7.1 no\"", "reply must look like"},
	{"then: reject, reply: \"550 5.7.1 \"", "reply text is empty"},
	{"then: reject, reply: \"550 5.7.1 a\\r\\n250 ok\"", "reply text may hold printable ASCII only; byte 0x0d"},
	{"then: reject, reply: \"550 5.7.1 \xc3\xa9t\xc3\xa9\"", "reply text may hold printable ASCII only; byte 0xc3"},
	{"then: tag, reply: \"550 5.7.1 x\"", "`reply' goes with `then: reject or tempfail' only"},
	{"then: reject, reason: x", "`reason' goes with `then: quarantine' only"},
	{"then: quarantine, subject-prefix: x", "`subject-prefix' goes with `then: tag' only"},
	{"then: quarantine, reason: \"a\\nb\"", "reason may hold printable ASCII only; byte 0x0a stands at place 2"},
	{"then: quarantine, reason: \"12345678901234567890123456789012345678901234567890"
	 "123456789012345678901234567890123456789012345678901\"",
	 "reason is 101 bytes long; at most 100 are sent"},
	{"then: tag, subject-prefix: \"x\\r\\nBcc: y\"", "subject-prefix must be 1 to 64 bytes without control"},
	{"then: tag, subject-prefix: \"\"", "subject-prefix must be 1 to 64 bytes"},
	{"then: tag, prefix: x", "unknown key `prefix'"},
};

static const struct {
	const char *lists, *want;
} bad_lists[] = {
	{"x", "p.yaml:2:8: lists must be a map, found `x'"},
	{"{ a: x }", "p.yaml:2:13: a list must be a list, found `x'"},
	{"{ inside: [] }", "p.yaml:2:10: `inside' cannot name a list"},
	{"{ 'a b': [] }", "p.yaml:2:10: `a b' cannot name a list"},
	{"{ a: [[x]] }", "p.yaml:2:14: an item of a list must be text, found a list"},
	{"{ a: [\"a@b.example\", 192.0.2.1] }",
	 "p.yaml:2:29: network `192.0.2.1' in a list of addresses; make two lists"},
	{"{ a: [192.0.2.1, \"a@b.example\"] }",
	 "p.yaml:2:25: address `a@b.example' in a list of networks; make two lists"},
	{"{ a: [example.com] }", "`example.com' is neither an address nor a network; for a whole domain write "
				 "`*@example.com'"},
	{"{ a: [nonsense] }", "`nonsense' is no network"},
	{"{ a: [192.0.2.1/8] }", "did you mean `192.0.0.0/8'?"},
	{"{ a: [], a: [] }", "key `a' stands twice in this map"},
};

static void assert_refused(const char *text, const char *want)
{
	struct xs_policy *policy = (struct xs_policy *)&policy;
	struct xs_error err = {.text = ""};

	ck_assert_msg(policy_parse(&policy, "p.yaml", text, strlen(text), NULL, &err) == -1, "taken: %s", text);
	ck_assert_ptr_null(policy);
	ck_assert_msg(strstr(err.text, want) != NULL, "`%s' lacks `%s'", err.text, want);
	ck_assert_msg(strncmp(err.text, "p.yaml:", 7) == 0, "`%s' names no file", err.text);
	ck_assert_int_eq(policy_parse(&policy, "p.yaml", text, strlen(text), NULL, NULL), -1);
}

START_TEST(refusals_name_place_and_text)
{
	assert_refused(refusals[_i].text, refusals[_i].want);
}
END_TEST

START_TEST(wrong_conditions_are_refused)
{
	char text[1024];

	snprintf(text, sizeof text,
		 "version: 1\nlists: { desks: [\"abuse@*\"], nets: [192.0.2.0/24] }\nrules:\n"
		 "  - { name: r, then: tag, when: %s }\n",
		 wrong[_i].when);
	assert_refused(text, wrong[_i].want);
}
END_TEST

START_TEST(misfits_are_refused)
{
	char text[1024];

	snprintf(text, sizeof text, "version: 1\nrules:\n  - { name: r, %s }\n", misfits[_i].rest);
	assert_refused(text, misfits[_i].want);
}
END_TEST

START_TEST(bad_lists_are_refused)
{
	char text[1024];

	snprintf(text, sizeof text, "version: 1\nlists: %s\nrules: []\n", bad_lists[_i].lists);
	assert_refused(text, bad_lists[_i].want);
}
END_TEST

START_TEST(too_many_rules_are_refused)
{
	char *text = malloc(100 * 1000), want[64];
	size_t used;

	ck_assert_ptr_nonnull(text);
	used = (size_t)snprintf(text, 100, "version: 1\nrules:\n");
	for (int i = 0; i <= LIMIT_POLICY_RULES; i++)
		used += (size_t)snprintf(text + used, 100, "  - {name: r%d, then: tag}\n", i);
	snprintf(want, sizeof want, "%d rules; at most %d are read", LIMIT_POLICY_RULES + 1, LIMIT_POLICY_RULES);
	assert_refused(text, want);
	free(text);
}
END_TEST

/* The likeliest mistake of all: `score: >= 10` begins a block of folded text. */
START_TEST(bare_comparison_is_refused)
{
	assert_refused("version: 1\nrules:\n  - name: r\n    then: tag\n    when:\n      score: >= 10\n",
		       "; quote text that begins with a sign, as in \">= 10\"");
	assert_refused("version: 1\nrules:\n  - {name: r, then: tag, when: {score: >= 10}}\n",
		       "; quote text that begins with a sign, as in \">= 10\"");
}
END_TEST

START_TEST(missing_file_is_named)
{
	struct xs_policy *policy;
	struct xs_error err;

	ck_assert_int_eq(xs_policy_load(&policy, "/nonexistent/p.yaml", NULL, &err), -1);
	ck_assert_ptr_null(policy);
	ck_assert_msg(strstr(err.text, "/nonexistent/p.yaml: cannot open") != NULL, "%s", err.text);
	xs_policy_free(&policy);
}
END_TEST

/* ---- verdicts --------------------------------------------------------------------------------------------------- */

START_TEST(no_rule_accepts)
{
	struct xs_policy *policy = parse("version: 1\nrules: []\n");
	struct xs_verdict verdict;

	xs_policy_decide(policy, &verdict, NULL, &nothing);
	ck_assert_int_eq(verdict.action, XS_ACTION_ACCEPT);
	ck_assert_int_eq(verdict.wanted, XS_ACTION_ACCEPT);
	ck_assert(!verdict.observe);
	ck_assert_str_eq(verdict.rule, "-");
	ck_assert_int_eq(verdict.reply_code, 0);
	ck_assert_str_eq(verdict.reply_enhanced, "");
	ck_assert_str_eq(verdict.reply_text, "");
	ck_assert_str_eq(verdict.reason, "");
	ck_assert_ptr_null(verdict.subject_prefix);
	xs_policy_free(&policy);
}
END_TEST

START_TEST(every_answer_has_a_default)
{
	static const char *const actions[] = {"accept", "tag", "quarantine", "tempfail", "reject"};
	static const int codes[] = {0, 0, 0, 451, 550};
	char text[256];
	struct xs_policy *policy;
	struct xs_verdict verdict;

	snprintf(text, sizeof text, "version: 1\nrules: [{name: r, then: %s}]\n", actions[_i]);
	policy = parse(text);
	xs_policy_decide(policy, &verdict, NULL, &nothing);
	ck_assert_str_eq(xs_action_name(verdict.action), actions[_i]);
	ck_assert_int_eq(verdict.reply_code, codes[_i]);
	ck_assert_msg((verdict.reply_text[0] != '\0') == (codes[_i] != 0), "%s: `%s'", actions[_i], verdict.reply_text);
	ck_assert_msg((verdict.reason[0] != '\0') == (verdict.action == XS_ACTION_QUARANTINE), "%s", actions[_i]);
	xs_policy_free(&policy);
}
END_TEST

START_TEST(answers_are_told_as_written)
{
	struct xs_policy *policy = parse(
		"version: 1\nrules:\n"
		"  - {name: a, when: {score: \">= 9\"}, then: reject, reply: \"554 5.7.0 No 100% scam\"}\n"
		"  - {name: b, when: {score: \">= 6\"}, then: quarantine, reason: look at it}\n"
		"  - {name: c, when: {score: \">= 3\"}, then: tag, subject-prefix: \"[\xe8\xa9\x90\xe6\xac\xba] \"}\n"
		"  - {name: d, when: {score: \">= 1\"}, then: tempfail, reply: \"450 4.7.25 Later\"}\n");
	struct xs_report report = {.score = 90, .lang = ""};
	struct xs_verdict verdict;

	xs_policy_decide(policy, &verdict, NULL, &report);
	ck_assert_str_eq(verdict.rule, "a");
	ck_assert_int_eq(verdict.reply_code, 554);
	ck_assert_str_eq(verdict.reply_enhanced, "5.7.0");
	ck_assert_str_eq(verdict.reply_text, "No 100% scam");
	report.score = 60;
	xs_policy_decide(policy, &verdict, NULL, &report);
	ck_assert_str_eq(verdict.rule, "b");
	ck_assert_str_eq(verdict.reason, "look at it");
	ck_assert_int_eq(verdict.reply_code, 0);
	report.score = 30;
	xs_policy_decide(policy, &verdict, NULL, &report);
	ck_assert_str_eq(verdict.subject_prefix, "[\xe8\xa9\x90\xe6\xac\xba] ");
	report.score = 10;
	xs_policy_decide(policy, &verdict, NULL, &report);
	ck_assert_int_eq(verdict.action, XS_ACTION_TEMPFAIL);
	ck_assert_int_eq(verdict.reply_code, 450);
	ck_assert_str_eq(verdict.reply_enhanced, "4.7.25");
	report.score = 9;
	xs_policy_decide(policy, &verdict, NULL, &report);
	ck_assert_str_eq(verdict.rule, "-");
	xs_policy_free(&policy);
}
END_TEST

START_TEST(observe_touches_nothing_and_says_what_it_would)
{
	struct xs_policy *policy =
		parse("version: 1\nmode: observe\non_trouble: tempfail\nrules: [{name: r, then: reject}]\n");
	struct xs_verdict verdict;

	xs_policy_decide(policy, &verdict, NULL, &nothing);
	ck_assert_int_eq(verdict.action, XS_ACTION_ACCEPT);
	ck_assert_int_eq(verdict.wanted, XS_ACTION_REJECT);
	ck_assert(verdict.observe);
	ck_assert_str_eq(verdict.rule, "r");
	ck_assert_int_eq(verdict.reply_code, 550);
	xs_policy_trouble(policy, &verdict);
	ck_assert_int_eq(verdict.action, XS_ACTION_ACCEPT);
	ck_assert_int_eq(verdict.wanted, XS_ACTION_TEMPFAIL);
	xs_policy_free(&policy);
}
END_TEST

START_TEST(trouble_is_answered_as_asked)
{
	struct xs_policy *open = parse("version: 1\non_trouble: accept\nrules: []\n");
	struct xs_policy *closed = parse("version: 1\non_trouble: tempfail\nrules: []\n");
	struct xs_verdict verdict;

	xs_policy_trouble(open, &verdict);
	ck_assert_int_eq(verdict.action, XS_ACTION_ACCEPT);
	ck_assert_int_eq(verdict.reply_code, 0);
	xs_policy_trouble(closed, &verdict);
	ck_assert_int_eq(verdict.action, XS_ACTION_TEMPFAIL);
	ck_assert_int_eq(verdict.reply_code, 451);
	ck_assert_str_eq(verdict.reply_enhanced, "4.3.0");
	xs_policy_free(&open);
	xs_policy_free(&closed);
}
END_TEST

static void keep_warning(void *ctx, const struct xs_error *warning)
{
	snprintf(ctx, sizeof warning->text, "%s", warning->text);
}

START_TEST(a_refusal_of_all_mail_is_told)
{
	static const char text[] = "version: 1\nrules:\n  - name: all\n    then: reject\n";
	char warning[sizeof(struct xs_error)] = "";
	const struct xs_listener listener = {keep_warning, warning};
	struct xs_policy *policy;

	ck_assert_int_eq(policy_parse(&policy, "p.yaml", text, strlen(text), &listener, NULL), 0);
	ck_assert_str_eq(warning, "p.yaml:3:5: rule `all' has no condition: every message that comes so far gets "
				  "`reject'");
	xs_policy_free(&policy);
}
END_TEST

/* Thousands of patterns against each other: the search for unreachable rules must give up, and say so. */
START_TEST(a_huge_policy_loads_soon)
{
	size_t size = 4u << 20, used;
	char *text = malloc(size), warning[sizeof(struct xs_error)] = "";
	const struct xs_listener listener = {keep_warning, warning};
	struct xs_policy *policy;

	ck_assert_ptr_nonnull(text);
	used = (size_t)snprintf(text, size, "version: 1\nrules:\n");
	for (int i = 0; i < 100; i++) {
		used += (size_t)snprintf(text + used, size - used, "  - {name: r%d, then: tag, when: {sender: [", i);
		for (int j = 0; j < 1000; j++)
			used += (size_t)snprintf(text + used, size - used, "\"a%d@x%d.example\", ", j, i);
		used += (size_t)snprintf(text + used, size - used, "]}}\n");
	}
	ck_assert_uint_lt(used, size);
	ck_assert_int_eq(policy_parse(&policy, "p.yaml", text, used, &listener, NULL), 0);
	ck_assert_str_eq(warning, "p.yaml: too large to look for rules that are never reached");
	xs_policy_free(&policy);
	free(text);
}
END_TEST

/* ---- the policy that is shipped --------------------------------------------------------------------------------- */

static const struct {
	int score;
	uint32_t slots;
	const char *auth, *rcpt, *rule;
	enum xs_action action;
} shipped[] = {
	{125, 0xfe, NULL, "user@example.com", "certain", XS_ACTION_REJECT},
	{125, 0xfe, "user", "user@example.com", "own-users", XS_ACTION_ACCEPT},
	{125, 0xfe, NULL, "abuse@example.com", "report-desks", XS_ACTION_ACCEPT},
	{125, 0x0e, NULL, "user@example.com", "likely", XS_ACTION_QUARANTINE},
	{99, 0xfe, NULL, "user@example.com", "likely", XS_ACTION_QUARANTINE},
	{69, 0xfe, NULL, "user@example.com", "doubtful", XS_ACTION_TAG},
	{39, 0xfe, NULL, "user@example.com", "-", XS_ACTION_ACCEPT},
};

static void no_warning(void *ctx, const struct xs_error *warning)
{
	(void)ctx;
	ck_abort_msg("%s", warning->text);
}

START_TEST(shipped_policy_does_what_it_says)
{
	static const struct xs_listener listener = {no_warning, NULL};
	const char *rcpts[] = {shipped[_i].rcpt};
	const struct xs_envelope envelope = {.rcpts = rcpts, .rcpt_count = 1, .auth_user = shipped[_i].auth};
	const struct xs_report report = {.score = shipped[_i].score, .slots = shipped[_i].slots, .lang = ""};
	struct xs_policy *policy;
	struct xs_verdict verdict;
	struct xs_error err = {.text = ""};

	ck_assert_msg(xs_policy_load(&policy, SRCDIR "/conf/policy.yaml", &listener, &err) == 0, "%s", err.text);
	xs_policy_decide(policy, &verdict, &envelope, &report);
	ck_assert_msg(verdict.action == shipped[_i].action, "row %d: %s", _i, xs_action_name(verdict.action));
	ck_assert_str_eq(verdict.rule, shipped[_i].rule);
	xs_policy_free(&policy);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("policy");
	TCase *tcase = tcase_create("policy");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tcase);
	tcase_add_loop_test(tcase, refusals_name_place_and_text, 0, sizeof refusals / sizeof *refusals);
	tcase_add_loop_test(tcase, wrong_conditions_are_refused, 0, sizeof wrong / sizeof *wrong);
	tcase_add_loop_test(tcase, misfits_are_refused, 0, sizeof misfits / sizeof *misfits);
	tcase_add_loop_test(tcase, bad_lists_are_refused, 0, sizeof bad_lists / sizeof *bad_lists);
	tcase_add_test(tcase, too_many_rules_are_refused);
	tcase_add_test(tcase, bare_comparison_is_refused);
	tcase_add_test(tcase, missing_file_is_named);
	tcase_add_test(tcase, no_rule_accepts);
	tcase_add_loop_test(tcase, every_answer_has_a_default, 0, 5);
	tcase_add_test(tcase, answers_are_told_as_written);
	tcase_add_test(tcase, observe_touches_nothing_and_says_what_it_would);
	tcase_add_test(tcase, trouble_is_answered_as_asked);
	tcase_add_test(tcase, a_refusal_of_all_mail_is_told);
	tcase_add_test(tcase, a_huge_policy_loads_soon);
	tcase_add_loop_test(tcase, shipped_policy_does_what_it_says, 0, sizeof shipped / sizeof *shipped);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
