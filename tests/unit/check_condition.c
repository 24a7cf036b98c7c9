/* check_condition.c: tests of lib/policy/condition: every key of `when:` against made-up reports and envelopes. */
#include "policy/policy.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BIT(slot) (1u << XS_SLOT_##slot)

/* ---- the messages that the table below speaks of ---------------------------------------------------------------- */

static const struct xs_signal signals[] = {
	{.kind = XS_SIGNAL_PHRASE, .slot = XS_SLOT_ACCESS, .id = "ja/account-hacked", .points = 20, .text = 1},
	{.kind = XS_SIGNAL_CONTEXT, .id = "self-spoof", .points = 15, .text = -1},
};
static const struct xs_wallet wallets[] = {
	{.coin = "btc/bch", .network = "main", .form = "p2pkh", .address = "1A", .checksum = XS_CHECKSUM_OK},
};
static const struct xs_wallet listed_wallets[] = {
	{.coin = "xmr", .network = "main", .form = "standard", .address = "4A", .listed = true},
};
static const struct xs_wallet own_wallets[] = {
	{.coin = "btc",
	 .network = "main",
	 .form = "p2pkh",
	 .address = "1B",
	 .checksum = XS_CHECKSUM_OK,
	 .trusted = true},
};
static const char *const rcpts[] = {"abuse@example.com", "user@example.com"};
static const char *const desk_rcpts[] = {"abuse@example.com", "Postmaster@example.com"};

static const struct xs_report letter = {
	.score = 95,
	.slots = BIT(ACCESS) | BIT(PAY) | BIT(DEADLINE) | BIT(BULK),
	.kind = XS_KIND_WEBCAM,
	.lang = "ja",
	.signals = signals,
	.signal_count = 2,
	.wallets = wallets,
	.wallet_count = 1,
	.bytes = 20480,
};
static const struct xs_report plain = {.lang = "", .score = -5};
static const struct xs_report listed = {.lang = "", .wallets = listed_wallets, .wallet_count = 1};
static const struct xs_report own = {.lang = "", .wallets = own_wallets, .wallet_count = 1};

static const struct xs_envelope outside = {
	.client_addr = "192.0.2.7",
	.mail_from = "bad@mx.example.net",
	.rcpts = rcpts,
	.rcpt_count = 2,
	.daemon_name = "smtpd-in",
	.client = XS_CLIENT_OUTSIDE,
};
static const struct xs_envelope user = {
	.client_addr = "2001:db8::9",
	.mail_from = "User@Example.com",
	.rcpts = desk_rcpts,
	.rcpt_count = 2,
	.auth_user = "user",
	.client = XS_CLIENT_INSIDE,
};
static const struct xs_envelope bounce = {.mail_from = "", .client_addr = "unknown"};

/* ---- one `when:` a row ------------------------------------------------------------------------------------------ */

static const struct {
	const char *when;
	const struct xs_report *report;
	const struct xs_envelope *envelope;
	bool want;
} cases[] = {
	{"{}", &plain, NULL, true},
	/* score */
	{"{ score: \">= 9.5\" }", &letter, NULL, true},
	{"{ score: \"> 9.5\" }", &letter, NULL, false},
	{"{ score: \">9.4\" }", &letter, NULL, true},
	{"{ score: \"< 9.5\" }", &letter, NULL, false},
	{"{ score: \"<= 9.5\" }", &letter, NULL, true},
	{"{ score: \"= 9.5\" }", &letter, NULL, true},
	{"{ score: \"== 9\" }", &letter, NULL, false},
	{"{ score: \">= 9, < 10\" }", &letter, NULL, true},
	{"{ score: \">= 4, < 9\" }", &letter, NULL, false},
	{"{ score: \"< 0\" }", &plain, NULL, true},
	{"{ score: \">= -0.5\" }", &plain, NULL, true},
	{"{ score: \">= -0.4\" }", &plain, NULL, false},
	/* slots: innocent ones are not counted */
	{"{ slots: \">= 3\" }", &letter, NULL, true},
	{"{ slots: \">= 4\" }", &letter, NULL, false},
	{"{ slots: \"< 1\" }", &plain, NULL, true},
	{"{ slots: PAY }", &letter, NULL, true},
	{"{ slots: [ACCESS, PAY] }", &letter, NULL, true},
	{"{ slots: [ACCESS, SHAME] }", &letter, NULL, false},
	{"{ slots: { any-of: [SHAME, PAY] } }", &letter, NULL, true},
	{"{ slots: { any-of: [SHAME, SPREAD] } }", &letter, NULL, false},
	{"{ slots: { all-of: [PAY], any-of: [BULK, BUSINESS] } }", &letter, NULL, true},
	{"{ slots: { all-of: [PAY], any-of: [BUSINESS] } }", &letter, NULL, false},
	/* kind, lang */
	{"{ kind: webcam }", &letter, NULL, true},
	{"{ kind: [bomb, hitman] }", &letter, NULL, false},
	{"{ kind: [bomb, webcam] }", &letter, NULL, true},
	{"{ lang: ja }", &letter, NULL, true},
	{"{ lang: JA }", &letter, NULL, true},
	{"{ lang: [en, de] }", &letter, NULL, false},
	{"{ lang: ja }", &plain, NULL, false},
	/* wallets: the site's own do not count */
	{"{ wallet: true }", &letter, NULL, true},
	{"{ wallet: false }", &letter, NULL, false},
	{"{ wallet: false }", &plain, NULL, true},
	{"{ wallet: valid }", &letter, NULL, true},
	{"{ wallet: valid }", &listed, NULL, false},
	{"{ wallet: listed }", &listed, NULL, true},
	{"{ wallet: listed }", &letter, NULL, false},
	{"{ wallet: true }", &own, NULL, false},
	{"{ wallet: valid }", &own, NULL, false},
	{"{ wallet: false }", &own, NULL, true},
	{"{ wallet: trusted }", &own, NULL, true},
	{"{ wallet: trusted }", &letter, NULL, false},
	{"{ wallet: { any-of: [bch] } }", &letter, NULL, true},
	{"{ wallet: { any-of: [BTC, xmr] } }", &letter, NULL, true},
	{"{ wallet: { any-of: [xmr, ltc] } }", &letter, NULL, false},
	{"{ wallet: { any-of: xmr } }", &listed, NULL, true},
	/* signals: ids and kinds */
	{"{ signals: self-spoof }", &letter, NULL, true},
	{"{ signals: \"ja/*\" }", &letter, NULL, true},
	{"{ signals: [\"ja/*\", context] }", &letter, NULL, true},
	{"{ signals: [\"ja/*\", limit] }", &letter, NULL, false},
	{"{ signals: { any-of: [limit, phrase] } }", &letter, NULL, true},
	{"{ signals: { any-of: [limit, mime] } }", &letter, NULL, false},
	{"{ signals: { all-of: [phrase], any-of: [mime] } }", &letter, NULL, false},
	{"{ signals: phrase }", &plain, NULL, false},
	/* the envelope */
	{"{ authenticated: true }", &plain, &user, true},
	{"{ authenticated: true }", &plain, &outside, false},
	{"{ authenticated: false }", &plain, &outside, true},
	{"{ authenticated: true }", &plain, NULL, false},
	{"{ authenticated: false }", &plain, NULL, true},
	{"{ client: inside }", &plain, &user, true},
	{"{ client: outside }", &plain, &user, false},
	{"{ client: outside }", &plain, &outside, true},
	{"{ client: unknown }", &plain, NULL, true},
	{"{ client: outside }", &plain, NULL, false},
	{"{ client: 192.0.2.0/24 }", &plain, &outside, true},
	{"{ client: [198.51.100.0/24, \"2001:db8::/32\"] }", &plain, &user, true},
	{"{ client: [198.51.100.0/24, \"2001:db8::/32\"] }", &plain, &outside, false},
	{"{ client: nets }", &plain, &outside, true},
	{"{ client: nets }", &plain, &user, false},
	{"{ client: [nets, \"2001:db8::9\"] }", &plain, &user, true},
	{"{ client: 0.0.0.0/0 }", &plain, &bounce, false},
	{"{ sender: \"*@example.com\" }", &plain, &user, true},
	{"{ sender: \"*@example.com\" }", &plain, &outside, false},
	{"{ sender: people }", &plain, &user, true},
	{"{ sender: [\"<>\", people] }", &plain, &bounce, true},
	{"{ sender: \"<>\" }", &plain, &bounce, true},
	{"{ sender: \"<>\" }", &plain, &user, false},
	{"{ sender: \"*@*\" }", &plain, &bounce, false},
	{"{ sender: \"*@*\" }", &plain, NULL, false},
	{"{ recipients: { any-in: desks } }", &plain, &outside, true},
	{"{ recipients: { all-in: desks } }", &plain, &outside, false},
	{"{ recipients: { all-in: desks } }", &plain, &user, true},
	{"{ recipients: { all-in: [desks, \"user@*\"] } }", &plain, &outside, true},
	{"{ recipients: { any-in: \"nobody@*\" } }", &plain, &outside, false},
	{"{ recipients: { all-in: \"*@*\" } }", &plain, &bounce, false},
	{"{ recipients: { all-in: \"*@*\" } }", &plain, NULL, false},
	{"{ recipients: { any-in: \"user@*\", all-in: \"*@example.com\" } }", &plain, &outside, true},
	{"{ recipients: { any-in: \"user@*\", all-in: \"*@example.net\" } }", &plain, &outside, false},
	{"{ daemon: smtpd-in }", &plain, &outside, true},
	{"{ daemon: [\"submission*\", \"smtpd*\"] }", &plain, &outside, true},
	{"{ daemon: \"*\" }", &plain, &user, false},
	{"{ size: \"> 20k\" }", &letter, NULL, false},
	{"{ size: \">= 20k, < 1M\" }", &letter, NULL, true},
	{"{ size: \"< 100\" }", &letter, NULL, false},
	/* all keys must hold; not and any */
	{"{ score: \">= 9\", kind: webcam }", &letter, NULL, true},
	{"{ score: \">= 9\", kind: bomb }", &letter, NULL, false},
	{"{ not: { kind: webcam } }", &letter, NULL, false},
	{"{ not: { kind: webcam, lang: en } }", &letter, NULL, true},
	{"{ not: { client: outside } }", &letter, NULL, true},
	{"{ any: [ { kind: bomb }, { lang: ja } ] }", &letter, NULL, true},
	{"{ any: [ { kind: bomb }, { lang: en } ] }", &letter, NULL, false},
	{"{ score: \">= 9\", any: [ { kind: bomb }, { lang: ja } ], not: { wallet: trusted } }", &letter, NULL, true},
	{"{ any: [ { not: { any: [ { lang: ja } ] } } ] }", &letter, NULL, false},
};

static const char head[] = "version: 1\n"
			   "lists:\n"
			   "  desks: [\"abuse@*\", \"postmaster@*\"]\n"
			   "  people: [\"user@example.com\"]\n"
			   "  nets: [192.0.2.0/24]\n"
			   "rules:\n"
			   "  - name: r\n"
			   "    then: tag\n"
			   "    when: ";

START_TEST(condition_holds_or_not)
{
	struct xs_policy *policy;
	struct xs_verdict verdict;
	struct xs_error err = {.text = ""};
	char text[1024];
	int len = snprintf(text, sizeof text, "%s%s\n", head, cases[_i].when);
	int status = policy_parse(&policy, "p.yaml", text, (size_t)len, NULL, &err);

	if (cases[_i].report == NULL) {
		ck_assert_msg(status == -1, "%s was taken", cases[_i].when);
		return;
	}
	ck_assert_msg(status == 0, "%s: %s", cases[_i].when, err.text);
	xs_policy_decide(policy, &verdict, cases[_i].envelope, cases[_i].report);
	ck_assert_msg((verdict.action == XS_ACTION_TAG) == cases[_i].want, "row %d: %s is not %s", _i, cases[_i].when,
		      cases[_i].want ? "true" : "false");
	xs_policy_free(&policy);
}
END_TEST

/* ---- rules that are never reached ------------------------------------------------------------------------------- */

static const struct {
	const char *first, *second;
	bool covered;
} pairs[] = {
	{"{}", "{ score: \">= 10\" }", true},
	{"{ score: \">= 7\" }", "{ score: \">= 10\" }", true},
	{"{ score: \">= 10\" }", "{ score: \">= 7\" }", false},
	{"{ score: \"> 7\" }", "{ score: \">= 7.1\" }", true},
	{"{ score: \">= 7\" }", "{ score: \">= 8, < 9\" }", true},
	{"{ score: \">= 7, < 9\" }", "{ score: \">= 8\" }", false},
	{"{ score: \">= 7\" }", "{ score: \">= 10\", slots: \">= 4\" }", true},
	{"{ score: \">= 7\", slots: \">= 4\" }", "{ score: \">= 10\" }", false},
	{"{ slots: \">= 2\" }", "{ slots: [PAY, SHAME] }", true},
	{"{ slots: \">= 2\" }", "{ slots: [PAY, BULK] }", false},
	{"{ slots: PAY }", "{ slots: [PAY, SHAME] }", true},
	{"{ slots: [PAY, SHAME] }", "{ slots: PAY }", false},
	{"{ slots: { any-of: [PAY, SHAME] } }", "{ slots: PAY }", true},
	{"{ slots: { any-of: [PAY, SHAME] } }", "{ slots: { any-of: [PAY, BOMB] } }", false},
	{"{ kind: [bomb, ddos] }", "{ kind: bomb }", true},
	{"{ kind: bomb }", "{ kind: [bomb, ddos] }", false},
	{"{ lang: [ja, en] }", "{ lang: EN }", true},
	{"{ wallet: true }", "{ wallet: valid }", true},
	{"{ wallet: true }", "{ wallet: { any-of: [btc] } }", true},
	{"{ wallet: true }", "{ wallet: trusted }", false},
	{"{ wallet: true }", "{ wallet: false }", false},
	{"{ wallet: { any-of: [btc, xmr] } }", "{ wallet: { any-of: [xmr] } }", true},
	{"{ signals: \"ja/*\" }", "{ signals: [ja/x, self-spoof] }", true},
	{"{ signals: [ja/x, self-spoof] }", "{ signals: ja/x }", false},
	{"{ signals: { any-of: [\"ja/*\", limit] } }", "{ signals: { any-of: [limit] } }", true},
	{"{ authenticated: true }", "{ authenticated: false }", false},
	{"{ authenticated: true }", "{ authenticated: true, kind: bomb }", true},
	{"{ client: 192.0.2.0/24 }", "{ client: [192.0.2.7, 192.0.2.128/25] }", true},
	{"{ client: 192.0.2.0/24 }", "{ client: inside }", false},
	{"{ client: nets }", "{ client: nets }", true},
	{"{ client: nets }", "{ client: 192.0.2.1 }", true},
	{"{ sender: \"*@example.com\" }", "{ sender: people }", true},
	{"{ sender: people }", "{ sender: \"*@example.com\" }", false},
	{"{ sender: \"*@*\" }", "{ sender: \"<>\" }", false},
	{"{ recipients: { any-in: desks } }", "{ recipients: { all-in: desks } }", true},
	{"{ recipients: { all-in: desks } }", "{ recipients: { any-in: desks } }", false},
	{"{ size: \">= 1k\" }", "{ size: \">= 1M\" }", true},
	{"{ not: { score: \">= 7\" } }", "{ not: { score: \">= 4\" } }", true},
	{"{ not: { score: \">= 4\" } }", "{ not: { score: \">= 7\" } }", false},
	{"{ any: [ { score: \">= 7\" }, { kind: bomb } ] }", "{ score: \">= 8\" }", true},
	{"{ any: [ { score: \">= 7\" }, { kind: bomb } ] }", "{ score: \">= 6\" }", false},
	{"{ score: \">= 4\" }", "{ any: [ { score: \">= 7\" }, { score: \">= 10\" } ] }", true},
	{"{ score: \">= 4\" }", "{ any: [ { score: \">= 7\" }, { kind: bomb } ] }", false},
};

static void count_warning(void *ctx, const struct xs_error *warning)
{
	ck_assert_msg(strstr(warning->text, "is never reached") != NULL, "%s", warning->text);
	ck_assert_msg(strncmp(warning->text, "p.yaml:9:5: ", 12) == 0, "%s", warning->text);
	++*(int *)ctx;
}

START_TEST(covered_rules_are_told)
{
	struct xs_policy *policy;
	struct xs_error err = {.text = ""};
	char text[1024];
	int warnings = 0;
	const struct xs_listener listener = {count_warning, &warnings};
	int len = snprintf(text, sizeof text,
			   "version: 1\nlists:\n  desks: [\"abuse@*\"]\n  people: [\"user@example.com\"]\n"
			   "  nets: [192.0.2.0/24]\nrules:\n  - { name: a, then: accept, when: %s }\n\n"
			   "  - { name: b, then: tag, when: %s }\n",
			   pairs[_i].first, pairs[_i].second);

	ck_assert_msg(policy_parse(&policy, "p.yaml", text, (size_t)len, &listener, &err) == 0, "%s", err.text);
	ck_assert_msg(warnings == pairs[_i].covered, "%s before %s: %d warnings", pairs[_i].first, pairs[_i].second,
		      warnings);
	xs_policy_free(&policy);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("condition");
	TCase *tcase = tcase_create("condition");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tcase);
	tcase_add_loop_test(tcase, condition_holds_or_not, 0, sizeof cases / sizeof *cases);
	tcase_add_loop_test(tcase, covered_rules_are_told, 0, sizeof pairs / sizeof *pairs);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
