/* check_rules.c: what the loader says of packs that are wrong, and of examples that fail. */
#include "rules_fixture.h"

#include "detect/scoring.h"
#include "wallet/lists.h"

struct message_case {
	const char *pack, *want; /* want: behind the folder's name */
};

#define RULE(any) "pack: t\nphrases:\n  PAY:\n    - { id: p, weight: 2, any: [" any "] }\n"

static const struct message_case errors[] = {
	{"", "/t.yaml:1:1: the pack is empty"},
	{"- a\n", "/t.yaml:1:1: a pack must be a map, found a list"},
	{"lang: ja\n", "/t.yaml:1:1: `pack:' is missing here"},
	{"pack: T\n", "/t.yaml:1:7: pack must be lower-case letters, digits and hyphens, found `T'"},
	{"pack: t\nlang: japanese\n",
	 "/t.yaml:2:7: lang must be two or three lower-case letters (BCP 47), found `japanese'"},
	{"pack: t\nphrase:\n  PAY: []\n", "/t.yaml:2:1: unknown key `phrase'; did you mean `phrases'?"},
	{"pack: t\nphrases:\n  SURVEILL: []\n", "/t.yaml:3:3: no such slot: `SURVEILL'; did you mean SURVEIL?"},
	{"pack: t\ninnocent:\n  NONE: []\n",
	 "/t.yaml:3:3: no such slot: `NONE'; there are REPORTING, TEACHING, BUSINESS, BULK"},
	{"pack: t\nphrases:\n  BULK: []\n", "/t.yaml:3:3: slot `BULK' belongs below `innocent:'"},
	{"pack: t\ninnocent:\n  PAY: []\n", "/t.yaml:3:3: slot `PAY' belongs below `phrases:'"},
	{"pack: t\nphrases:\n  PAY: pay\n", "/t.yaml:3:8: PAY must be a list, found `pay'"},
	{"pack: t\nphrases:\n  PAY:\n    - pay\n", "/t.yaml:4:7: a rule must be a map, found `pay'"},
	{"pack: t\nphrases:\n  PAY:\n    - { weight: 2, any: [x] }\n", "/t.yaml:4:7: `id:' is missing here"},
	{"pack: t\nphrases:\n  PAY:\n    - { id: p, any: [x] }\n", "/t.yaml:4:7: `weight:' is missing here"},
	{"pack: t\nphrases:\n  PAY:\n    - { id: p, weight: 2 }\n", "/t.yaml:4:7: `any:' is missing here"},
	{"pack: t\nphrases:\n  PAY:\n    - { id: p, weight: heavy, any: [x] }\n",
	 "/t.yaml:4:24: weight must be a number with at most one decimal, found `heavy'"},
	{"pack: t\nphrases:\n  PAY:\n    - { id: p, weight: 20, any: [x] }\n",
	 "/t.yaml:4:24: weight must be between 0.1 and 10, found `20'"},
	{"pack: t\nphrases:\n  PAY:\n    - { id: p, weight: 2, kind: webcan, any: [x] }\n",
	 "/t.yaml:4:33: kind `webcan' is not known; did you mean `webcam'?"},
	{"pack: t\nphrases:\n  PAY:\n    - { id: p, weight: 2, ani: [x] }\n",
	 "/t.yaml:4:27: unknown key `ani'; did you mean `any'?"},
	{"pack: t\nphrases:\n  PAY:\n    - { id: P, weight: 2, any: [x] }\n",
	 "/t.yaml:4:13: id must be lower-case letters, digits and hyphens, found `P'"},
	{"pack: t\nphrases:\n  PAY:\n    - { id: p, weight: 2, any: [x] }\n    - { id: p, weight: 2, any: [y] }\n",
	 "/t.yaml:5:13: id `p' stands twice in this pack"},
	{RULE(""), "/t.yaml:4:32: `any:' is an empty list"},
	{RULE("[x]"), "/t.yaml:4:33: a phrase must be text, found a list"},
	{RULE("'send (it'"), "/t.yaml:4:33: phrase `send (it': ( is never closed, at `(it'"},
	{RULE("'send [it'"), "/t.yaml:4:33: phrase `send [it': [ is never closed, at `[it'"},
	{RULE("'send it) now'"), "/t.yaml:4:33: phrase `send it) now': ) without its (, at `) now'"},
	{RULE("'send (it] now'"), "/t.yaml:4:33: phrase `send (it] now': ] without its [, at `] now'"},
	{RULE("'send|give'"), "/t.yaml:4:33: phrase `send|give': | outside of a group; write (a|b), at `|give'"},
	{RULE("'* now'"), "/t.yaml:4:33: phrase `* now': a * that begins or ends a phrase must touch a word"},
	{RULE("'now *'"), "/t.yaml:4:33: phrase `now *': a * that begins or ends a phrase must touch a word"},
	{RULE("'… now'"), "/t.yaml:4:33: phrase `… now': a phrase cannot begin with a gap"},
	{RULE("'now …'"), "/t.yaml:4:33: phrase `now …': a phrase cannot end with a gap"},
	{RULE("'# # now'"),
	 "/t.yaml:4:33: phrase `# # now': two numbers without a word between them; the sign itself is \\#"},
	{RULE("'[a] … [b]'"), "/t.yaml:4:33: phrase `[a] … [b]': every part of the phrase may be missing"},
	{RULE("'（送金|支払）'"),
	 "/t.yaml:4:33: phrase `（送金|支払）': full-width signs mean nothing here; write ( | ) "
	 "[ ] * # \\"},
	{RULE("'ab\\'"), "/t.yaml:4:33: phrase `ab\\': a \\ with nothing behind it"},
	{RULE("'(a|b|c|d|e)(a|b|c|d|e)(a|b|c|d|e)(a|b|c|d|e)(a|b|c|d|e)'"),
	 "/t.yaml:4:33: phrase `(a|b|c|d|e)(a|b|c|d|e)(a|b|c|d|e)(a|b|c|d|e)(a|b|c|d|e)': this stands for more than "
	 "256 spellings; split the phrase, at `)(a|b|c|d|e)'"},
	{"pack: t\npatterns:\n  PAY:\n    - { id: p, weight: 2, regex: x }\n",
	 "/t.yaml:4:7: `anchors:' is missing here"},
	{"pack: t\npatterns:\n  PAY:\n    - { id: p, weight: 2, anchors: [], regex: x }\n",
	 "/t.yaml:4:36: `anchors:' is an empty list"},
	{"pack: t\npatterns:\n  PAY:\n    - { id: p, weight: 2, anchors: [x], regex: '(a' }\n",
	 "/t.yaml:4:48: regex `(a': missing closing parenthesis, at offset 2"},
	{"pack: t\npatterns:\n  PAY:\n    - { id: p, weight: 2, anchors: [x], regex: 'a*' }\n",
	 "/t.yaml:4:48: regex `a*': the pattern matches nothing at all, which is everywhere, at offset 0"},
	{"pack: t\nsubjects:\n  - { id: s, weight: 2 }\n",
	 "/t.yaml:3:5: a subject list needs `exact:', `prefix:' or `contains:'"},
	{"pack: t\nsubjects:\n  - { id: s, weight: 2, exact: ['my <pasword> is'] }\n",
	 "/t.yaml:3:33: subject `my <pasword> is': no such variable; there are <address>, <localpart>, <password>, "
	 "<digits> and <btc>, at `<pasword> is'"},
	{"pack: t\nsubjects:\n  - { id: s, weight: 2, exact: ['<password>'] }\n",
	 "/t.yaml:3:33: subject `<password>': variables alone match every subject; some text must stand beside them"},
	{"pack: t\nsubjects:\n  - { id: s, weight: 2, contains: ['<password> is'] }\n",
	 "/t.yaml:3:36: subject `<password> is': what a subject contains cannot begin with a variable; leave it out"},
	{"pack: t\nwallets: x\n", "/t.yaml:2:10: wallets must be a map, found `x'"},
	{"pack: t\nwallets: { listet: [] }\n", "/t.yaml:2:12: unknown key `listet'; did you mean `listed'?"},
	{"pack: t\nwallets: { listed: x }\n", "/t.yaml:2:20: an address list must be a list, found `x'"},
	{"pack: t\nwallets: { listed: [none.txt] }\n", "/none.txt: cannot open: No such file or directory"},
	{"pack: t\nwallets: { dns: x }\n", "/t.yaml:2:17: dns must be a map, found `x'"},
	{"pack: t\nwallets: { dns: { zone: x } }\n", "/t.yaml:2:19: unknown key `zone'"},
	{"pack: t\nwallets: { dns: { budget: 0 } }\n", "/t.yaml:2:27: budget must be between 10 and 10000, found `0'"},
	{"pack: t\nwallets: { dns: { budget: 500ms } }\n",
	 "/t.yaml:2:27: budget must be a whole number, found `500ms'"},
	{"pack: t\nwallets: { dns: { servers: localhost } }\n",
	 "/t.yaml:2:28: a server is an address, as 192.0.2.1, [2001:db8::1] or 127.0.0.1:5353, found `localhost'"},
	{"pack: t\nwallets: { dns: { servers: ['127.0.0.1:0'] } }\n",
	 "/t.yaml:2:29: a server is an address, as 192.0.2.1, [2001:db8::1] or 127.0.0.1:5353, found `127.0.0.1:0'"},
	{"pack: t\nwallets: { dns: { servers: ['127.0.0.1:99999'] } }\n",
	 "/t.yaml:2:29: a server is an address, as 192.0.2.1, [2001:db8::1] or 127.0.0.1:5353, found "
	 "`127.0.0.1:99999'"},
	{"pack: t\nwallets: { dns: { servers: [] } }\n",
	 "/t.yaml:2:28: servers: is empty; leave it out to ask the system's"},
	{"pack: t\nwallets: { dns: { lists: [{ id: l }] } }\n", "/t.yaml:2:27: `zone:' is missing here"},
	{"pack: t\nwallets: { dns: { lists: [{ zone: a.b }] } }\n", "/t.yaml:2:27: `id:' is missing here"},
	{"pack: t\nwallets: { dns: { lists: [{ id: l, zone: a.b. }] } }\n",
	 "/t.yaml:2:42: zone must be a domain name such as `bl.example.org', without a dot at its end, found `a.b.'"},
	{"pack: t\nwallets: { dns: { lists: [{ id: l, zone: 'a b.c' }] } }\n",
	 "/t.yaml:2:42: zone must be a domain name such as `bl.example.org', without a dot at its end, found `a b.c'"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, hsh: sha1 }\n",
	 "/t.yaml:5:40: unknown key `hsh'; did you mean `hash'?"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, hash: md5 }\n",
	 "/t.yaml:5:46: hash `md5' is not known; it is one of none, sha1, sha256"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, hash: sha265 }\n",
	 "/t.yaml:5:46: hash `sha265' is not known; did you mean `sha256'?"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, hash: sha256 }\n",
	 "/t.yaml:5:46: sha256 in hex has 64 characters, and a DNS label at most 63; say `encoding: base32'"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, hash: sha256, encoding: hex "
	 "}\n",
	 "/t.yaml:5:64: sha256 in hex has 64 characters, and a DNS label at most 63; say `encoding: base32'"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, encoding: hex }\n",
	 "/t.yaml:5:50: encoding: means nothing without a hash; add `hash: sha1' or `hash: sha256', or leave it out"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, case: big }\n",
	 "/t.yaml:5:46: case `big' is not known; it is one of as-is, lower, upper"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, answer: 10.0.0.1 }\n",
	 "/t.yaml:5:48: answer must be an address or network in 127.0.0.0/8, such as 127.0.0.2, found `10.0.0.1'"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, answer: 127.0.0.2/24 }\n",
	 "/t.yaml:5:48: answer must be an address or network in 127.0.0.0/8, such as 127.0.0.2, found `127.0.0.2/24'"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, answer: 127.0.0 }\n",
	 "/t.yaml:5:48: answer must be an address or network in 127.0.0.0/8, such as 127.0.0.2, found `127.0.0'"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, answer: [] }\n",
	 "/t.yaml:5:48: answer: an empty list matches nothing"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, mask: 0 }\n",
	 "/t.yaml:5:46: mask must be between 1 and 16777215, found `0'"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org, coins: [btc, eth] }\n",
	 "/t.yaml:5:53: coin `eth' goes by the name of its addresses, `evm'"},
	{"pack: t\nwallets:\n  dns:\n    lists:\n      - { id: l, zone: bl.example.org }\n      - { id: l, zone: a.b "
	 "}\n",
	 "/t.yaml:6:15: id `l' stands twice in this pack"},
	{"pack: t\nhits: hit\n", "/t.yaml:2:7: hits must be a list, found `hit'"},
	{"pack: t\nscoring: { points: { subjet: 1.0 } }\n", NULL}, /* told by scoring.c; that it is told is enough */
};

static void check_message(const char *name, const char *text, const char *dir, const char *want)
{
	size_t len = strlen(dir);

	ck_assert_msg(strncmp(text, dir, len) == 0, "%s: the message does not begin with the folder: %s", name, text);
	ck_assert_msg(want == NULL || strcmp(text + len, want) == 0, "%s:\n says `%s'\n not  `%s'", name, text + len,
		      want);
}

START_TEST(test_error)
{
	struct fixture fixture;
	struct xs_error err;

	fixture_init(&fixture);
	fixture_file(&fixture, "t.yaml", errors[_i].pack);
	ck_assert_msg(fixture_load(&fixture, &err) == -1, "loaded: %s", errors[_i].pack);
	ck_assert_ptr_null(fixture.rules);
	check_message(errors[_i].pack, err.text, fixture.dir, errors[_i].want);
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_folders)
{
	const char *dirs[] = {"/nonexistent-folder"};
	struct fixture fixture;
	struct xs_error err;
	char want[256];

	fixture_init(&fixture);
	ck_assert_int_eq(xs_rules_load(&fixture.rules, dirs, 1, NULL, &err), -1);
	ck_assert_str_eq(err.text, "/nonexistent-folder: cannot open the folder: No such file or directory");
	ck_assert_int_eq(xs_rules_load(&fixture.rules, dirs, 1, NULL, NULL), -1);
	ck_assert_int_eq(fixture_load(&fixture, &err), -1);
	check_message("no packs", err.text, fixture.dir, ": no rule packs (*.yaml) here: nothing could ever be found");
	fixture_file(&fixture, "a.yaml", "pack: one\n");
	fixture_file(&fixture, ".b.yaml", "not a pack");
	fixture_file(&fixture, "c.yaml~", "not a pack");
	ck_assert_int_eq(fixture_load(&fixture, &err), 0);
	xs_rules_free(&fixture.rules);
	fixture_file(&fixture, "d.yaml", "pack: one\n");
	ck_assert_int_eq(fixture_load(&fixture, &err), -1);
	snprintf(want, sizeof want, "/d.yaml:1:7: pack `one' is also in %s/a.yaml", fixture.dir);
	check_message("twins", err.text, fixture.dir, want);
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_version)
{
	struct fixture fixture;
	struct xs_error err;
	char first[80];

	fixture_init(&fixture);
	fixture_file(&fixture, "a.yaml", "pack: one\n");
	ck_assert_int_eq(fixture_load(&fixture, &err), 0);
	ck_assert_uint_eq(strlen(xs_rules_version(fixture.rules)), 16);
	snprintf(first, sizeof first, "%s", xs_rules_version(fixture.rules));
	xs_rules_free(&fixture.rules);
	ck_assert_int_eq(fixture_load(&fixture, &err), 0);
	ck_assert_str_eq(xs_rules_version(fixture.rules), first);
	xs_rules_free(&fixture.rules);
	fixture_file(&fixture, "b.yaml", "pack: two\n");
	ck_assert_int_eq(fixture_load(&fixture, &err), 0);
	ck_assert_str_ne(xs_rules_version(fixture.rules), first);
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_warnings)
{
	static const char pack[] =
		"pack: t\nlang: en\nphrases:\n  PAY:\n    - { id: p, weight: 2, any: ['!!!', 'pay (me|us)',"
		" 'x'] }\n    - { id: q, weight: 2, any: ['Pay, (me|us)'] }\n"
		"  SPREAD:\n    - { id: r, weight: 2, any: ['pay (me|us)'] }\n"
		"subjects:\n  - { id: s, weight: 2, exact: ['?', x] }\n";
	struct fixture fixture;
	char want[256];

	fixture_init(&fixture);
	fixture_file(&fixture, "a.yaml", pack);
	fixture_file(&fixture, "b.yaml",
		     "pack: u\nlang: en\nphrases:\n  PAY:\n    - { id: p, weight: 2, any: ['pay (me|us)'] }\n");
	fixture_file(&fixture, "c.yaml",
		     "pack: v\nlang: fr\nphrases:\n  PAY:\n    - { id: p, weight: 2, any: ['pay (me|us)'] }\n");
	fixture_load_or_fail(&fixture);
	ck_assert_uint_eq(fixture.warning_count, 4);
	check_message("empty", fixture.warnings[0].text, fixture.dir,
		      "/a.yaml:5:33: phrase `!!!' can never hit: nothing is left of it after folding");
	check_message("empty subject", fixture.warnings[1].text, fixture.dir,
		      "/a.yaml:10:33: subject `?' can never hit: nothing is left of it after folding");
	snprintf(want, sizeof want, "/a.yaml:6:33: rule `t/q' repeats a phrase of `t/p' (%s/a.yaml:5)", fixture.dir);
	check_message("repeated", fixture.warnings[2].text, fixture.dir, want);
	snprintf(want, sizeof want, "/b.yaml:5:33: rule `u/p' repeats a phrase of `t/q' (%s/a.yaml:6)", fixture.dir);
	check_message("repeated in another pack", fixture.warnings[3].text, fixture.dir, want);
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_short_stems)
{
	static const struct {
		const char *phrase;
		bool warns;
	} cases[] = {
		{"d* pay", true}, {"recogni*e", true}, {"д* pay", true},   {"pa* me", false},
		{"d pay", false}, {"払* pay", false},  {"# d pay", false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture fixture;
		char pack[256];

		fixture_init(&fixture);
		snprintf(pack, sizeof pack, "pack: t\nphrases:\n  PAY:\n    - { id: p, weight: 2, any: ['%s'] }\n",
			 cases[i].phrase);
		fixture_file(&fixture, "t.yaml", pack);
		fixture_load_or_fail(&fixture);
		ck_assert_msg((fixture.warning_count == 1) == cases[i].warns, "`%s'", cases[i].phrase);
		fixture_free(&fixture);
	}
}
END_TEST

START_TEST(test_rules)
{
	struct fixture fixture;

	fixture_init(&fixture);
	fixture_file(
		&fixture, "ja.yaml",
		"pack: ja\nlang: ja\nphrases:\n  PAY:\n    - { id: send, weight: 1.5, kind: webcam, any: ['送金'] }\n"
		"innocent:\n  BULK:\n    - { id: unsubscribe, weight: 2, any: ['配信停止'] }\n"
		"scoring: { slots: { PAY: 4.5 } }\n");
	fixture_load_or_fail(&fixture);
	ck_assert_uint_eq(rules_count(fixture.rules), 2);
	ck_assert_int_eq(rules_scoring(fixture.rules)->slot[XS_SLOT_PAY], 45);
	ck_assert_ptr_null(rules_wallet_lists(fixture.rules));
	fixture_find(&fixture, "配信停止、送金", strlen("配信停止、送金"));
	ck_assert_uint_eq(fixture.hits.count, 2);
	ck_assert_str_eq(fixture.hits.at[0].rule->id, "ja/unsubscribe");
	ck_assert_int_eq(fixture.hits.at[0].rule->slot, XS_SLOT_BULK);
	ck_assert_uint_eq(fixture.hits.at[0].rule->index, 1);
	ck_assert_str_eq(fixture.hits.at[1].rule->id, "ja/send");
	ck_assert_str_eq(fixture.hits.at[1].rule->lang, "ja");
	ck_assert_int_eq(fixture.hits.at[1].rule->weight, 15);
	ck_assert_int_eq(fixture.hits.at[1].rule->kind, XS_KIND_WEBCAM);
	ck_assert_int_eq(fixture.hits.at[1].rule->line, 5);
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_examples)
{
	const struct xs_listener *no_listener = NULL;
	struct fixture fixture;
	struct xs_listener listener = {fixture_warn, &fixture};
	struct xs_error err;

	fixture_init(&fixture);
	fixture_file(&fixture, "t.yaml",
		     "pack: t\nphrases:\n  PAY:\n    - { id: weak, weight: 1, any: [pay] }\n"
		     "    - { id: too, weight: 1.0, any: [bitcoin] }\n"
		     "innocent:\n  BULK:\n    - { id: bulk, weight: 3, any: [unsubscribe] }\n"
		     "hits:\n  - please pay\n  - please\n  - unsubscribe here\n"
		     "misses:\n  - unsubscribe here\n  - pay now and pay again\n  - pay in bitcoin\n");
	fixture_load_or_fail(&fixture);
	ck_assert_int_eq(xs_rules_check_examples(fixture.rules, no_listener, &err), 3);
	ck_assert_int_eq(xs_rules_check_examples(fixture.rules, &listener, &err), 3);
	ck_assert_uint_eq(fixture.warning_count, 3);
	check_message("not found", fixture.warnings[0].text, fixture.dir,
		      "/t.yaml:11:5: hits: `please' is not found by any phrase or pattern of pack `t'");
	check_message("only innocent", fixture.warnings[1].text, fixture.dir,
		      "/t.yaml:12:5: hits: `unsubscribe here' is not found by any phrase or pattern of pack `t'");
	check_message("filled", fixture.warnings[2].text, fixture.dir,
		      "/t.yaml:16:5: misses: `pay in bitcoin' fills PAY: t/weak 1.0, t/too 1.0");
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_wallets)
{
	static const char address[] = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
			  other[] = "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy";
	struct xs_wallet wallet = {.coin = "btc"};
	struct fixture fixture;
	struct xs_error err;
	char version[80];

	fixture_init(&fixture);
	fixture_file(&fixture, "ransom.txt", "# seen in letters\n1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2\n");
	fixture_file(&fixture, "own.txt", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy\n");
	fixture_file(&fixture, "w.yaml", "pack: w\nwallets:\n  listed: [ransom.txt]\n  trusted: [own.txt]\n");
	ck_assert_msg(fixture_load(&fixture, &err) == 0, "%s", err.text);
	snprintf(version, sizeof version, "%s", xs_rules_version(fixture.rules));
	memcpy(wallet.address, address, sizeof address);
	wallet_lists_mark(rules_wallet_lists(fixture.rules), &wallet);
	ck_assert(wallet.listed && !wallet.trusted);
	memcpy(wallet.address, other, sizeof other);
	wallet_lists_mark(rules_wallet_lists(fixture.rules), &wallet);
	ck_assert(!wallet.listed && wallet.trusted);
	xs_rules_free(&fixture.rules);
	fixture_file(&fixture, "own.txt", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2\n");
	ck_assert_int_eq(fixture_load(&fixture, &err), 0);
	ck_assert_str_ne(xs_rules_version(fixture.rules), version); /* the list is part of what was loaded */
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_dns_lists)
{
	struct fixture fixture;
	const struct xs_dns *dns;
	struct xs_error err;

	fixture_init(&fixture);
	fixture_file(&fixture, "a.yaml", "pack: a\nwallets: { dns: { budget: 250, cache: 50, ttl: 60 } }\n");
	ck_assert_msg(fixture_load(&fixture, &err) == 0, "%s", err.text);
	ck_assert_ptr_null(xs_rules_dns(fixture.rules)); /* nobody to ask */
	xs_rules_free(&fixture.rules);
	fixture_file(
		&fixture, "b.yaml",
		"pack: b\nwallets:\n  dns:\n    servers: ['127.0.0.1:5353', '[::1]:53', 192.0.2.1, '2001:db8::1']\n"
		"    lists:\n      - { id: raw, zone: bl.example.org, coins: [BTC, ltc], case: lower }\n"
		"      - { id: hashed, zone: _cw.key.example.net, hash: sha256, encoding: base32, mask: 6,\n"
		"          answer: [127.0.3.20, 127.0.4.0/24] }\n");
	ck_assert_msg(fixture_load(&fixture, &err) == 0, "%s", err.text);
	dns = xs_rules_dns(fixture.rules);
	ck_assert_ptr_nonnull(dns);
	ck_assert_str_eq(dns->servers, "127.0.0.1:5353,[::1]:53,192.0.2.1,2001:db8::1");
	ck_assert_uint_eq(dns->budget, 250); /* what another pack said stays */
	ck_assert_uint_eq(dns->cache, 50);
	ck_assert_uint_eq(dns->ttl, 60);
	ck_assert_uint_eq(dns->list_count, 2);
	ck_assert_str_eq(dns->lists[0].id, "b/raw");
	ck_assert_str_eq(dns->lists[0].zone, "bl.example.org");
	ck_assert_int_eq(dns->lists[0].hash, XS_DNS_PLAIN);
	ck_assert_int_eq(dns->lists[0].letters, XS_DNS_LOWER);
	ck_assert_uint_eq(dns->lists[0].answer_count, 1);
	ck_assert_uint_eq(dns->lists[0].answers[0].mask, 0xff000000);
	ck_assert_str_eq(dns->lists[0].coins[0], "btc");
	ck_assert_str_eq(dns->lists[0].coins[1], "ltc");
	ck_assert_ptr_null(dns->lists[0].coins[2]);
	ck_assert_int_eq(dns->lists[1].encoding, XS_DNS_BASE32);
	ck_assert_uint_eq(dns->lists[1].answers[0].address, 0x7f000314);
	ck_assert_uint_eq(dns->lists[1].answers[1].address, 0x7f000400);
	ck_assert_uint_eq(dns->lists[1].answers[1].mask, 0xffffff00);
	ck_assert_uint_eq(dns->lists[1].bits, 6);
	ck_assert_ptr_null(dns->lists[1].coins);
	fixture_free(&fixture);
}
END_TEST

/* The packs of the distribution load without a word, and their examples hold. */
START_TEST(test_shipped)
{
	const char *dirs[] = {SRCDIR "/conf/rules"};
	struct fixture fixture;
	struct xs_listener listener = {fixture_warn, &fixture};
	struct xs_error err;

	fixture_init(&fixture);
	ck_assert_msg(xs_rules_load(&fixture.rules, dirs, 1, &listener, &err) == 0, "%s", err.text);
	ck_assert_msg(fixture.warning_count == 0, "%s", fixture.warnings[0].text);
	ck_assert_msg(xs_rules_check_examples(fixture.rules, &listener, &err) == 0, "%s", fixture.warnings[0].text);
	fixture_free(&fixture);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("rules");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, test_error, 0, sizeof errors / sizeof errors[0]);
	tcase_add_test(tcase, test_folders);
	tcase_add_test(tcase, test_version);
	tcase_add_test(tcase, test_warnings);
	tcase_add_test(tcase, test_short_stems);
	tcase_add_test(tcase, test_rules);
	tcase_add_test(tcase, test_examples);
	tcase_add_test(tcase, test_wallets);
	tcase_add_test(tcase, test_dns_lists);
	tcase_add_test(tcase, test_shipped);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
