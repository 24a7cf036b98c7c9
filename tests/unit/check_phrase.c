/* check_phrase.c: which phrase finds which text, and that hostile texts stay bounded. */
#include "rules_fixture.h"

#include <time.h>

struct phrase_case {
	const char *phrase, *text;
	bool hit;
};

/* A pack of one phrase. Backslashes and quotes are YAML's business: single quotes need none. */
static void load_phrase(struct fixture *fixture, const char *phrase)
{
	char pack[1024];

	snprintf(pack, sizeof pack, "pack: t\nphrases:\n  PAY:\n    - { id: p, weight: 2, any: ['%s'] }\n", phrase);
	fixture_file(fixture, "t.yaml", pack);
	fixture_load_or_fail(fixture);
}

static void check_cases(const struct phrase_case *cases, size_t count)
{
	struct fixture fixture;

	fixture_init(&fixture);
	for (size_t i = 0; i < count; i++) {
		load_phrase(&fixture, cases[i].phrase);
		fixture_find(&fixture, cases[i].text, strlen(cases[i].text));
		ck_assert_msg((fixture.hits.count > 0) == cases[i].hit, "phrase `%s' %s in `%s'", cases[i].phrase,
			      cases[i].hit ? "is not found" : "must not be found", cases[i].text);
		fixture_clear(&fixture);
	}
	fixture_free(&fixture);
}
#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof(cases)[0])

START_TEST(test_words)
{
	static const struct phrase_case CASES[] = {
		{"bitcoin", "Bitcoin", true},
		{"bitcoin", "bitcoins", false},
		{"bitcoin", "xbitcoin", false},
		{"bitcoin", "(BITCOIN)", true},
		{"send bitcoin", "Send\n   bitcoin!", true},
		{"send bitcoin", "send some bitcoin", false},
		{"don’t ignore", "DON'T ignore this", true},
		{"e-mail account", "your e mail account", true},
		{"your account", "you raccount", false},
		{"your account", "your your account", true},
		{"password", "paaaasword", true}, /* doubled letters are one */
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_groups)
{
	static const struct phrase_case CASES[] = {
		{"send (bitcoin|btc|money) now", "send btc now", true},
		{"send (bitcoin|btc|money) now", "send eth now", false},
		{"send [some] money", "send money", true},
		{"send [some] money", "send some money", true},
		{"send [some] money", "send any money", false},
		{"send [a lot of|some] money", "send a lot of money", true},
		{"(I|we) (have|had) (hacked|broken (into|in to)) it", "we have broken in to it", true},
		{"(I|we) (have|had) (hacked|broken (into|in to)) it", "we have broken it", false},
		{"hack(ed|ing) your", "hacking your", true},
		{"hack(ed|ing) your", "hack your", false},
		{"[please] pay", "pay", true},
		{"pay [now]", "pay", true},
		{"(ab|be|co|do|eh) (ab|be|co|do|eh) (ab|be|co|do|eh) (ab|be|co|do|eh) (ab|be|co|do|eh) end",
		 "see ab be co do eh end", true},
		{"(ab|be|co|do|eh) (ab|be|co|do|eh) (ab|be|co|do|eh) (ab|be|co|do|eh) (ab|be|co|do|eh) end",
		 "see ab be ex do eh end", false},
		{"pay \\(now\\) or \\* never", "pay (now) or * never", true},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_stars)
{
	static const struct phrase_case CASES[] = {
		{"bitcoin*", "bitcoins", true},
		{"bitcoin*", "bitcoin", true},
		{"bitcoin*", "my bitcoinwallet is", true},
		{"bitcoin*", "bit coins", false},
		{"bitcoin*", "bitcoinopqrstuvopqrstuvopqrstuvop", false}, /* no ending is that long */
		{"*coin", "altcoin", true},
		{"*coin", "altcoins", false},
		{"*coin*", "altcoins", true},
		{"hack* your", "hacked your", true},
		{"hack* your", "hack your", true},
		{"hack* your", "hacked all your", false},
		{"hack* your", "hackyour", false},
		{"hack* *phone* now", "hacked smartphones now", true},
		{"un*able", "unspeakable", true},
		{"un*able", "un able", false},
		{"send * now", "send everything now", true},
		{"send * now", "send now", false},
		{"send * now", "send all of now", false},
		{"send * * now", "send all of now", true},
		{"send * # now", "send all 5 now", true},
		{"(leave your * alone|go)", "leave your friends alone", true},
		{"アカウント * ハック", "アカウントをハック", true},
		{"(взлом*|хакн*) (ваш*|твой) (аккаунт*|почт*)", "Я взломал вашу почту.", true},
		{"(взлом*|хакн*) (ваш*|твой) (аккаунт*|почт*)", "взломал твой аккаунт", true},
		{"(взлом*|хакн*) (ваш*|твой) (аккаунт*|почт*)", "взломал не вашу почту", false},
		{"(hack* your|cracked) account", "hacking your account", true},
		{"(hack* your|cracked) account", "cracked account", true},
		{"(hack* your|cracked) account", "cracked your account", false},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_gaps)
{
	static const struct phrase_case CASES[] = {
		{"send … bitcoin", "send bitcoin", true},
		{"send … bitcoin", "send me the money in bitcoin", true},
		{"send ... bitcoin", "send me the money in bitcoin", true},
		{"send … bitcoin", "bitcoin send", false},
		{"send … bitcoin", "sending bitcoin", false},
		{"send … bitcoin", "send the whole amount of which we have written today as bitcoin", false},
		{"send …… bitcoin", "send the whole amount of which we have written today as bitcoin", true},
		{"send ...... bitcoin", "send the whole amount of which we have written today as bitcoin", true},
		/* newer places must not hide older ones, nor longer words shorter ones */
		{"send … bitcoin", "send it and send it and send it in bitcoin bitcoin", true},
		{"ab … be … co", "ab be be ab be co", true},
		{"pay … (pay me|or) … die", "pay me or i die", true},
		{"(pay|pay me|pay me now) … or die", "pay me now or die", true},
		{"pay … pay me or die", "pay pay me or die", true},
		{"[now …] send … money", "send the money", true},
		{"(delete … video|erase it) after", "delete the whole video after", true},
		{"(delete … video|erase it) after", "erase it after", true},
		{"(delete … video|erase it) after", "delete it after", false},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_numbers)
{
	static const struct phrase_case CASES[] = {
		{"# hours", "48 hours", true},
		{"# hours", "48hours", true},
		{"# hours", "some hours", false},
		{"# hours", "48 more hours", false},
		{"within # (hours|days)", "within 48 hours", true},
		{"within # (hours|days)", "within 1,5 days", true},
		{"within # (hours|days)", "within hours", false},
		{"within # (hours|days)", "within two days", false},
		{"within … # hours", "within the next 48 hours", true},
		{"within … # hours", "within 48 of my hours", false},
		{"within [the next …] # hours", "within the next few 48 hours", true},
		{"within [the next] # hours", "within 48 hours", true},
		{"within … # … hours", "within the next 48 short hours", true},
		{"within … # … hours", "within the next short hours", false},
		{"send #", "send 500", true},
		{"send #", "send it", false},
		{"send #", "send $1,900", true},
		{"send # dollars", "send 1 900 dollars", true},
		{"send # to", "send $500 to", true},
		{"send # to", "send 500 $ to", true},
		{"#時間以内", "48時間以内", true},
		{"#時間以内", "48 時間 以内に", true},
		{"#時間以内", "四時間以内", false},
		{"#%", "100 %", true},
		{"send me (cash|…… #)", "send me the 500", true},
		{"send me (cash|…… #)", "send message to 500", false}, /* what a number follows is a word, too */
		{"send me*", "send message", true},
		{"pay (#|now)", "pay7", true},
		{"pay (#|now)", "payable 7", false},
		{"(#|two) hours", "2hours", true},
		{"(#|two) hours", "2 xhours", false},
	};

	CHECK_CASES(CASES);
}
END_TEST

/* Phrases that begin alike share states; each must find what it finds alone. */
START_TEST(test_shared_beginnings)
{
	static const char *const phrases[] = {
		"send me",
		"send me money",
		"send me money now",
		"send me … now",
		"send (me|us) money",
		"send (us|me)",
		"send me [big] money",
		"send me* now",
		"send # dollars",
		"send (#|five) dollars",
		"(send|give) me",
		"send me …… now",
		"send me money … now",
		"send me mon*",
		"send me (cash|…… #)",
	};
	static const char *const texts[] = {
		"send me",
		"send me money",
		"send me money now",
		"send me big money",
		"give me money now",
		"send us money now",
		"send mean people now",
		"send 5 dollars",
		"send five dollars",
		"send me monday",
		"send me what I have asked you for so often, and now",
		"send me 5 dollars now",
		"send message to 500",
	};
	enum { PHRASES = sizeof phrases / sizeof *phrases, TEXTS = sizeof texts / sizeof *texts };
	char pack[4096] = "pack: t\nphrases:\n  PAY:\n";
	bool alone[PHRASES][TEXTS];
	struct fixture fixture;

	fixture_init(&fixture);
	for (size_t i = 0; i < PHRASES; i++) {
		size_t len = strlen(pack);

		snprintf(pack + len, sizeof pack - len, "    - { id: p%zu, weight: 2, any: ['%s'] }\n", i, phrases[i]);
		load_phrase(&fixture, phrases[i]);
		for (size_t k = 0; k < TEXTS; k++) {
			fixture_find(&fixture, texts[k], strlen(texts[k]));
			alone[i][k] = fixture.hits.count > 0;
		}
		fixture_clear(&fixture);
	}
	fixture_file(&fixture, "t.yaml", pack);
	fixture_load_or_fail(&fixture);
	for (size_t k = 0; k < TEXTS; k++) {
		bool together[PHRASES] = {false};

		fixture_find(&fixture, texts[k], strlen(texts[k]));
		for (size_t h = 0; h < fixture.hits.count; h++)
			together[strtoul(fixture.hits.at[h].rule->id + strlen("t/p"), NULL, 10)] = true;
		for (size_t i = 0; i < PHRASES; i++) {
			ck_assert_msg(together[i] == alone[i][k], "`%s' in `%s': alone %d, together %d", phrases[i],
				      texts[k], alone[i][k], together[i]);
		}
	}
	fixture_free(&fixture);
}
END_TEST

/* Of two spellings that end together, the longer one is told. */
START_TEST(test_longest)
{
	struct fixture fixture;

	fixture_init(&fixture);
	load_phrase(&fixture, "[please] [now] send … money");
	fixture_find(&fixture, "please now send your money", 26);
	ck_assert_uint_eq(fixture.hits.count, 1);
	ck_assert_uint_eq(fixture.hits.at[0].offset, 0);
	ck_assert_uint_eq(fixture.hits.at[0].length, 26);
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_scripts)
{
	static const struct phrase_case CASES[] = {
		{"アカウントを(ハッキング|ハック|乗っ取)", "あなたのアカウントをハックしました", true},
		{"アカウントを(ハッキング|ハック|乗っ取)", "アカウント\nを乗っ取りました", true},
		{"アカウントを(ハッキング|ハック|乗っ取)", "ｱｶｳﾝﾄをハッキング", true},
		{"アカウントを(ハッキング|ハック|乗っ取)", "アカウントが乗っ取られた", false},
		{"ビットコイン … (送金|送って|支払)", "ビットコインで550ドルを送金してください", true},
		{"ビットコイン … (送金|送って|支払)", "送金はビットコイン", false},
		{"bitcoin を", "Bitcoinを送れ", true},
		{"bitcoin", "550ドルのbitcoinを", true},
		{"このようなメール[が](届きました|届いた)", "このようなメールが届いた", true},
		{"支付* 比特币", "请支付相当于五百美元的比特币", true},
		{"비트코인 … 보내", "비트코인을 이 지갑으로 보내세요", true},
		{"비트코인을 보내", "비트코인을보내세요", true},
		{"บัญชีของคุณ … แฮ็ก", "บัญชีของคุณถูกแฮ็กแล้ว", true},
		{"บัญชีของคุณ … แฮ็ก", "บัญชี ของคุณถูก แฮ็ก", true},
		{"บัญชีของคุณ … แฮ็ก", "บัญชีของฉัน", false},
		/* forty letters are eighty bytes here */
		{"отправьте … биткоин", "отправьте деньги на этот мой кошелёк в виде биткоин", true},
		{"отправьте … биткоин", "отправьте все эти деньги на этот мой новый кошелёк в виде биткоин", false},
		{"отправьте …… биткоин", "отправьте все эти деньги на этот мой новый кошелёк в виде биткоин", true},
		{"взлом*", "взломопроизводительностью", true},
		{"*сток", "ваш оооченьдлинныйсток", true},
		{"ваш аккаунт", "ваш аккаунт", true},
		{"ваш аккаунт", "ваш аккаунтик", false},
		{"отправьте … биткоин*", "Отправьте 500 долларов в биткоинах", true},
		{"أرسل … بيتكوين", "أرسل المبلغ على شكل بيتكوين", true},
		{"कैमरा*", "कैमरे", false},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_disguise)
{
	static const struct phrase_case CASES[] = {
		{"your webcam", "Yоur Wеbсаm", true}, /* Cyrillic о, е, с, а */
		{"your webcam",
		 "y\xe2\x80\x8bour web\xc2\xad"
		 "cam",
		 true},
		{"bitcoin wallet", "BlTCOlN waIIet", true},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_place)
{
	static const char text[] = "Hello!  Please, SEND  all the — bitcoins … to me";
	struct fixture fixture;

	fixture_init(&fixture);
	load_phrase(&fixture, "send … bitcoin*");
	fixture_find(&fixture, text, sizeof text - 1);
	ck_assert_uint_eq(fixture.hits.count, 1);
	ck_assert_uint_eq(fixture.hits.at[0].offset, (size_t)(strstr(text, "SEND") - text));
	ck_assert_int_eq(
		strncmp(text + fixture.hits.at[0].offset, "SEND  all the — bitcoin", fixture.hits.at[0].length), 0);
	ck_assert_uint_eq(fixture.hits.at[0].length, strlen("SEND  all the — bitcoin"));
	ck_assert_str_eq(fixture.hits.at[0].rule->id, "t/p");
	fixture_free(&fixture);
}
END_TEST

/* Of a rule that hits again and again, the first and the newest hits are kept, in order. */
START_TEST(test_repeats)
{
	struct fixture fixture;
	char text[20 * 30];
	size_t len = 0;

	fixture_init(&fixture);
	load_phrase(&fixture, "send money");
	for (int i = 0; i < 30; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, "send money, %02d. ", i);
	fixture_find(&fixture, text, len);
	ck_assert_uint_eq(fixture.hits.count, LIMIT_HITS_PER_PHRASE);
	ck_assert_uint_eq(fixture.hits.at[0].offset, 0);
	ck_assert_uint_eq(fixture.hits.at[1].offset, 23 * 16);
	ck_assert_uint_eq(fixture.hits.at[7].offset, 29 * 16);
	ck_assert(!fixture.hits.full);
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_room)
{
	struct fixture fixture;

	fixture_init(&fixture);
	fixture_file(&fixture, "t.yaml",
		     "pack: t\nphrases:\n  PAY:\n    - { id: a, weight: 2, any: [aaa] }\n"
		     "    - { id: b, weight: 2, any: [bbb] }\n    - { id: c, weight: 2, any: [ccc] }\n");
	fixture_load_or_fail(&fixture);
	fixture.hits.size = 2;
	fixture_find(&fixture, "ccc bbb aaa", 11);
	ck_assert_uint_eq(fixture.hits.count, 2);
	ck_assert(fixture.hits.full);
	ck_assert_str_eq(fixture.hits.at[0].rule->id, "t/c");
	fixture_free(&fixture);
}
END_TEST

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* One megabyte of each; the time allowed is some fifty times what it takes, sanitizers included. */
START_TEST(test_hostile)
{
	static const char *const texts[] = {
		"a ", "aa ", "pay ", "pay or ", "pay or pay me ", "1 ", "1,", "pay 1 ", "payor", "支付", "x",
	};
	static const size_t len = 1 << 20;
	char *text = malloc(len);
	struct fixture fixture;

	ck_assert_ptr_nonnull(text);
	fixture_init(&fixture);
	fixture_file(&fixture, "t.yaml",
		     "pack: t\nphrases:\n  PAY:\n"
		     "    - { id: a, weight: 2, any: ['a* … a* … a* … a* … z'] }\n"
		     "    - { id: b, weight: 2, any: ['pay …… or …… pay …… # …… or …… pay …… die'] }\n"
		     "    - { id: c, weight: 2, any: ['*p*', '支* *付 …… 支 …… 末'] }\n"
		     "patterns:\n  PAY:\n"
		     "    - { id: d, weight: 2, anchors: [pay, '支*'], regex: '(p?a?y? ?)*(o?r? ?)*z' }\n");
	fixture_load_or_fail(&fixture);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		size_t unit = strlen(texts[i]);
		double begin = seconds();

		for (size_t at = 0; at < len; at++)
			text[at] = texts[i][at % unit];
		fixture_find(&fixture, text, len - len % unit);
		ck_assert_uint_le(fixture.hits.count, 4 * LIMIT_HITS_PER_PHRASE);
		ck_assert_msg(seconds() - begin < 10, "a megabyte of `%s' took %.1f s", texts[i], seconds() - begin);
	}
	free(text);
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_patterns)
{
	struct fixture fixture;

	fixture_init(&fixture);
	fixture_file(&fixture, "t.yaml",
		     "pack: t\npatterns:\n  PAY:\n    - { id: p, weight: 2, anchors: ['bitcoin*', 'btc'],\n"
		     "        regex: 'price of (my|our) si+ence.{0,80}(bitcoin|btc)' }\n");
	fixture_load_or_fail(&fixture);
	fixture_find(&fixture, "The price of my silence is 500 $ in Bitcoins.", 45);
	ck_assert_uint_eq(fixture.hits.count, 1);
	ck_assert_uint_eq(fixture.hits.at[0].offset, 4);
	fixture_find(&fixture, "The price of my silence is 500 $.", 33);
	ck_assert_uint_eq(fixture.hits.count, 0);
	fixture_find(&fixture, "bitcoin bitcoin btc", 19);
	ck_assert_uint_eq(fixture.hits.count, 0);
	fixture_free(&fixture);
}
END_TEST

/* The same scratch, text after text: nothing of one may be left in the next. */
START_TEST(test_no_memory_of_other_texts)
{
	struct fixture fixture;

	fixture_init(&fixture);
	load_phrase(&fixture, "send … bitcoin");
	fixture_find(&fixture, "send", 4);
	ck_assert_uint_eq(fixture.hits.count, 0);
	fixture_find(&fixture, "the bitcoin", 11);
	ck_assert_uint_eq(fixture.hits.count, 0);
	fixture_free(&fixture);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("phrase");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tcase, 300);
	tcase_add_test(tcase, test_words);
	tcase_add_test(tcase, test_groups);
	tcase_add_test(tcase, test_stars);
	tcase_add_test(tcase, test_gaps);
	tcase_add_test(tcase, test_numbers);
	tcase_add_test(tcase, test_shared_beginnings);
	tcase_add_test(tcase, test_longest);
	tcase_add_test(tcase, test_scripts);
	tcase_add_test(tcase, test_disguise);
	tcase_add_test(tcase, test_place);
	tcase_add_test(tcase, test_repeats);
	tcase_add_test(tcase, test_room);
	tcase_add_test(tcase, test_hostile);
	tcase_add_test(tcase, test_patterns);
	tcase_add_test(tcase, test_no_memory_of_other_texts);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
