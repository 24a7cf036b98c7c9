/* check_charset.c: tests of labels, of charsets, and of what happens when the label is missing or a lie. */
#include "config.h"

#include "cuts.h"
#include "decode/charset.h"

#include "base/limits.h"

#include <sys/wait.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct converters *converters;

static void setup(void)
{
	struct xs_error err;

	ck_assert_msg(converters_new(&converters, &err) == 0, "%s", err.text);
}

static void teardown(void)
{
	converters_free(&converters);
}

static unsigned last_facts;

static void run_charset(struct text *out, struct cuts *cuts, const void *with)
{
	const struct sink sink = {sink_to_text, out};
	const char *label = *(const char *const *)with;
	struct charset charset;
	size_t len;

	charset_init(&charset, converters);
	charset_begin(&charset, label, label != NULL ? strlen(label) : 0, &sink);
	while (cuts_next(cuts, &len))
		charset_more(&charset, cuts->piece, len);
	charset_finish(&charset);
	last_facts = charset.facts;
	charset_free(&charset);
}

static const struct {
	const char *name, *label, *in;
	size_t len;
	const char *want;
} cases[] = {
	{"utf-8", "utf-8",
	 "\xe3\x81\x82\xe3\x81\xaa\xe3\x81\x9f\xe3\x81\xae\xe3\x82\xa2\xe3\x82\xab\xe3\x82\xa6\xe3\x83\xb3\xe3\x83\x88"
	 "\xe3\x80\x82\xe6\x94\xaf\xe6\x89\x95\xe3\x81\x84",
	 39, "あなたのアカウント。支払い"},
	{"ISO-2022-JP", "iso-2022-jp", "\x1b$B$\"$J$\?$N%\"%+%&%s%H!#;YJ'$$\x1b(B", 32, "あなたのアカウント。支払い"},
	{"Shift_JIS", "Shift_JIS",
	 "\x82\xa0\x82\xc8\x82\xbd\x82\xcc\x83"
	 "A\x83J\x83"
	 "E\x83\x93\x83g\x81"
	 "B\x8ex\x95\xa5\x82\xa2",
	 26, "あなたのアカウント。支払い"},
	{"CP932 signs", "windows-31j", "\x87@\x87\x8a\x81`", 6, "①㈱～"},
	{"EUC-JP", "EUC-JP",
	 "\xa4\xa2\xa4\xca\xa4\xbf\xa4\xce\xa5\xa2\xa5\xab\xa5\xa6\xa5\xf3\xa5\xc8\xa1\xa3\xbb\xd9\xca\xa7\xa4\xa4", 26,
	 "あなたのアカウント。支払い"},
	{"GB2312", "gb2312", "\xc4\xe3\xb5\xc4\xc3\xdc\xc2\xeb\xca\xc7", 10, "你的密码是"},
	{"GB18030 four bytes", "gb18030",
	 "\xc4\xe3\x94"
	 "9\xfc"
	 "6",
	 6, "你😀"},
	{"Big5", "big5",
	 "\xa7"
	 "A\xaa\xba\xb1K\xbdX\xacO",
	 10, "你的密碼是"},
	{"Big5-HKSCS", "big5-hkscs",
	 "\xa7"
	 "A\x92]\x9d\xef",
	 6, "你哋嘅"},
	{"EUC-KR", "ks_c_5601-1987", "\xb4\xe7\xbd\xc5\xc0\xc7 \xba\xf1\xb9\xd0\xb9\xf8\xc8\xa3", 15,
	 "당신의 비밀번호"},
	{"CP949 extension", "euc-kr",
	 "\x8c"
	 "c\xb9\xe6\xb0\xa2\xc7\xcf",
	 8, "똠방각하"},
	{"ISO-8859-1", "iso-8859-1", "caf\xe9", 4, "café"},
	{"ISO-8859-1 is Windows-1252", "latin1", "\x93ok\x94 \x96 \x80", 8, "“ok” – €"},
	{"ISO-8859-2", "iso-8859-2", "\xbf\xf3\xb3\xe6", 4, "żółć"},
	{"ISO-8859-15", "iso-8859-15", "\xa4uro", 4, "€uro"},
	{"Windows-1251", "windows-1251", "\xcf\xe0\xf0\xee\xeb\xfc", 6, "Пароль"},
	{"KOI8-R", "koi8-r", "\xf0\xc1\xd2\xcf\xcc\xd8", 6, "Пароль"},
	{"KOI8-U", "koi8-u", "\xad\xa4\xa6", 3, "ґєі"},
	{"Windows-1253", "windows-1253", "\xea\xf9\xe4\xe9\xea\xfc\xf2", 7, "κωδικός"},
	{"Windows-1255", "windows-1255", "\xf1\xe9\xf1\xee\xe4", 5, "סיסמה"},
	{"Windows-1256", "windows-1256", "\xdf\xe1\xe3\xc9", 4, "كلمة"},
	{"TIS-620", "tis-620", "\xc3\xcb\xd1\xca", 4, "รหัส"},
	{"Windows-874", "windows-874", "\xc3\xcb\xd1\xca\x85", 5, "รหัส…"},
	{"UTF-16 with a mark", "utf-16",
	 "\xff\xfe"
	 "B0 \x00"
	 "b\x00i\x00t\x00"
	 "c\x00o\x00i\x00n\x00",
	 20, "あ bitcoin"},
	{"UTF-16, big end first", "utf-16",
	 "\xfe\xff\xd8=\xde\x00\x00 \x00p\x00"
	 "a\x00y",
	 14, "😀 pay"},
	{"UTF-16LE without a mark", "utf-16le",
	 "p\x00"
	 "a\x00y\x00 \x00"
	 "B0j0_0",
	 14, "pay あなた"},
	{"UTF-16 without a mark", "utf-16",
	 "\x00p\x00"
	 "a\x00y\x00 \x00m\x00"
	 "e",
	 12, "pay me"},
	{"UTF-16 without a mark, wrong end", "utf-16",
	 "p\x00"
	 "a\x00y\x00 \x00m\x00"
	 "e\x00 \x00n\x00o\x00w\x00",
	 20, "pay me now"},
	{"UTF-32 with a mark", "utf-32",
	 "\xff\xfe\x00\x00p\x00\x00\x00"
	 "a\x00\x00\x00y\x00\x00\x00 \x00\x00\x00"
	 "B0\x00\x00",
	 24, "pay あ"},
	{"UTF-32BE", "utf-32be",
	 "\x00\x00\x00p\x00\x00\x00"
	 "a\x00\x00\x00y\x00\x00\x00 \x00\x00"
	 "0B",
	 20, "pay あ"},
	{"UTF-7", "utf-7", "pay +MEI- +-", 12, "pay あ +"},
	{"UTF-7, a run that a direct character ends", "utf-7", "+MEI.x+MEQ", 10, "あ.xい"},
	{"UTF-7, a pair", "utf-7", "+2D3eAA-", 8, "\U0001f600"},
	{"HZ", "hz-gb-2312", "a~{Dc:C~}b~~", 12, "a你好b~"},
	{"ISO-2022-KR", "iso-2022-kr",
	 "\x1b$)C\x0e"
	 "4g=E\x0f a",
	 12, "당신 a"},
	{"a mark in front of UTF-8", "utf-8",
	 "\xef\xbb\xbf"
	 "a\xc3\xb1"
	 "b",
	 7, "añb"},
	{"no label: Japanese, 7 bits", NULL, "\x1b$B$\"$J$\?$N%\"%+%&%s%H!#;YJ'$$\x1b(B", 32,
	 "あなたのアカウント。支払い"},
	{"no label: half-width kana", NULL, "\x1b(I123\x1b(B kana", 14, "ｱｲｳ kana"},
	{"no label: UTF-8", NULL,
	 "\xe3\x81\x82\xe3\x81\xaa\xe3\x81\x9f\xe3\x81\xae\xe3\x82\xa2\xe3\x82\xab\xe3\x82\xa6\xe3\x83\xb3\xe3\x83\x88"
	 "\xe3\x80\x82\xe6\x94\xaf\xe6\x89\x95\xe3\x81\x84",
	 39, "あなたのアカウント。支払い"},
	{"no label: Shift_JIS", NULL,
	 "\x82\xa0\x82\xc8\x82\xbd\x82\xcc\x83"
	 "A\x83J\x83"
	 "E\x83\x93\x83g\x81"
	 "B\x8ex\x95\xa5\x82\xa2",
	 26, "あなたのアカウント。支払い"},
	{"no label: EUC-JP", NULL,
	 "\xa4\xa2\xa4\xca\xa4\xbf\xa4\xce\xa5\xa2\xa5\xab\xa5\xa6\xa5\xf3\xa5\xc8\xa1\xa3\xbb\xd9\xca\xa7\xa4\xa4", 26,
	 "あなたのアカウント。支払い"},
	{"no label: GB18030", NULL,
	 "\xc4\xe3\xb5\xc4\xc3\xdc\xc2\xeb\xca\xc7\xce\xd2\xb5\xc4\xa3\xac\xc7\xeb\xd6\xa7\xb8\xb6", 22,
	 "你的密码是我的，请支付"},
	{"no label: Big5", NULL,
	 "\xa7"
	 "A\xaa\xba\xb1K\xbdX\xacO\xa7\xda\xaa\xba\xa1"
	 "A\xbd\xd0\xa4\xe4\xa5I",
	 22, "你的密碼是我的，請支付"},
	{"no label: EUC-KR", NULL,
	 "\xb4\xe7\xbd\xc5\xc0\xc7 \xba\xf1\xb9\xd0\xb9\xf8\xc8\xa3\xb8\xa6 \xbe\xcb\xb0\xed "
	 "\xc0\xd6\xbd\xc0\xb4\xcf\xb4\xd9",
	 31, "당신의 비밀번호를 알고 있습니다"},
	{"no label: Windows-1251", NULL, "\xc2\xe0\xf8 \xef\xe0\xf0\xee\xeb\xfc \xf3 \xec\xe5\xed\xff", 17,
	 "Ваш пароль у меня"},
	{"no label: KOI8-R", NULL, "\xf7\xc1\xdb \xd0\xc1\xd2\xcf\xcc\xd8 \xd5 \xcd\xc5\xce\xd1", 17,
	 "Ваш пароль у меня"},
	{"no label: Windows-1252", NULL,
	 "Ihr Ger\xe4t wurde \xfc"
	 "berwacht",
	 25, "Ihr Gerät wurde überwacht"},
	{"no label: UTF-16 with a mark", NULL,
	 "\xff\xfep\x00"
	 "a\x00y\x00 \x00"
	 "B0",
	 12, "pay あ"},
	{"no label: UTF-16 without", NULL,
	 "p\x00"
	 "a\x00y\x00 \x00m\x00"
	 "e\x00 \x00n\x00o\x00w\x00",
	 20, "pay me now"},
	{"no label: ISO-2022-KR", NULL,
	 "\x1b$)C\x0e"
	 "4g=E\x0f a",
	 12, "당신 a"},
};

START_TEST(charset_reads)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		cuts_check(cases[i].name, run_charset, &cases[i].label, cases[i].in, cases[i].len, cases[i].want,
			   strlen(cases[i].want));
		ck_assert_msg(last_facts == 0, "%s: facts %x", cases[i].name, last_facts);
	}
}
END_TEST

/* The same texts behind so much ASCII that nothing of them is in the first bytes. */
START_TEST(charset_reads_behind_ascii)
{
	enum { ASCII = 1000 };

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text in, want;

		if (memchr(cases[i].in, '\0', cases[i].len) != NULL || (unsigned char)cases[i].in[0] >= 0xef)
			continue; /* UTF-16, or a mark that must come first */
		text_init(&in, 0);
		text_init(&want, 0);
		for (size_t k = 0; k < ASCII; k++) {
			text_add_char(&in, 'a');
			text_add_char(&want, 'a');
		}
		text_add(&in, cases[i].in, cases[i].len);
		text_add_string(&want, cases[i].want);
		cuts_check(cases[i].name, run_charset, &cases[i].label, in.at, in.len, want.at, want.len);
		text_free(&in);
		text_free(&want);
	}
}
END_TEST

START_TEST(charset_mends_what_labels_say)
{
	static const struct {
		const char *name, *label, *in, *want;
		unsigned facts;
	} lies[] = {
		{"UTF-8 as ISO-8859-1", "iso-8859-1", "\xe3\x81\x82 caf\xc3\xa9", "あ café", CHARSET_LIED},
		{"UTF-8 as windows-1251", "windows-1251", "\xc3\xa9", "é", CHARSET_LIED},
		{"UTF-8 as Shift_JIS", "shift_jis", "\xe3\x81\x82\xe3\x81\x84", "あい", CHARSET_LIED},
		{"UTF-8 as US-ASCII", "us-ascii", "caf\xc3\xa9", "café", 0},
		{"UTF-8 as UTF-16", "utf-16", "hello caf\xc3\xa9 and more of it", "hello café and more of it",
		 CHARSET_LIED},
		{"ASCII as UTF-16", "utf-16", "hello my friend, I have recorded you",
		 "hello my friend, I have recorded you", 0},
		{"ASCII as ibm852", "ibm852", "pay &#24744;", "pay &#24744;", 0},
		{"ISO-2022-JP as US-ASCII", "us-ascii", "\x1b$B$\"\x1b(B", "あ", 0},
		{"ISO-2022-JP as UTF-8", "utf-8", "\x1b$B$\"\x1b(B", "あ", CHARSET_LIED},
		{"ISO-2022-JP as ISO-8859-1", "iso-8859-1", "\x1b$B$\"\x1b(B", "あ", CHARSET_LIED},
		{"Latin-1 as UTF-8", "utf-8", "caf\xe9 au lait", "café au lait", CHARSET_LIED},
		{"a few UTF-8 letters as GB2312 stay Chinese", "gb2312", "\xd6\xd0", "中", 0},
		{"half-width kana that are UTF-8 by chance", "shift_jis", "\xc3\xbd", "ﾃｽ", 0},
		{"an unknown label", "x-nothing", "caf\xc3\xa9", "café", CHARSET_UNKNOWN},
		{"UTF-8 with one bad byte", "utf-8", "\xe3\x81\x82\xe3\x81\x84\xe3\x81\x86\xe3\x81\x88\xff!",
		 "あいうえ\xef\xbf\xbd!", CHARSET_DAMAGED},
		{"UTF-8 that is cut at the end", "utf-8", "\xe3\x81\x82\xe3\x81\x84\xe3\x81\x86\xe3\x81\x88\xe3\x81",
		 "あいうえ\xef\xbf\xbd", CHARSET_DAMAGED},
		{"UTF-7, half a pair, then text", "utf-7", "+2D0-pay", "\ufffdpay", CHARSET_DAMAGED},
		{"UTF-7, a pair turned round", "utf-7", "+3gDYPQ-pay", "\ufffd\ufffdpay", CHARSET_DAMAGED},
		{"UTF-7, 8-bit", "utf-7", "pay \xe4 now +MEI-", "pay \ufffd now あ", CHARSET_DAMAGED},
		{"a byte that Shift_JIS has not", "shift_jis", "\x82\xa0\xff\x82\xa2\x82\xa0\x82\xa2",
		 "あ\xef\xbf\xbdいあい", CHARSET_DAMAGED},
	};

	for (size_t i = 0; i < COUNT(lies); i++) {
		cuts_check(lies[i].name, run_charset, &lies[i].label, lies[i].in, strlen(lies[i].in), lies[i].want,
			   strlen(lies[i].want));
		ck_assert_msg(last_facts == lies[i].facts, "%s: facts %x", lies[i].name, last_facts);
	}
}
END_TEST

START_TEST(charset_never_makes_bad_utf8)
{
	static const char *const labels[] = {
		"utf-8",     "utf-16",  "utf-32le", "utf-7",  "iso-2022-jp",  "iso-2022-kr",  "hz",   "euc-jp",
		"shift_jis", "gb18030", "big5",     "euc-kr", "windows-1255", "windows-1258", "tcvn", NULL};
	uint32_t random = 1;

	for (size_t i = 0; i < COUNT(labels); i++) {
		for (unsigned round = 0; round < 9; round++) {
			char in[150];
			struct text out;

			for (size_t k = 0; k < sizeof in; k++) {
				random = random * 1103515245 + 12345;
				in[k] = (char)(random >> 16);
				if (round % 3 == 0 && (random >> 28) < 4)
					in[k] = "\x1b$(B~{}+-"[random >> 8 & 7];
			}
			cuts_check(labels[i] != NULL ? labels[i] : "no label", run_charset, &labels[i], in, sizeof in,
				   NULL, 0);
			text_init(&out, 0);
			charset_decode(&out, converters, labels[i], labels[i] != NULL ? strlen(labels[i]) : 0, in,
				       sizeof in);
			ck_assert_msg(utf8_is_valid(out.at, out.len), "%s: round %u", labels[i], round);
			text_free(&out);
		}
	}
}
END_TEST

START_TEST(charset_decides_within_its_window)
{
	struct text in, out;

	text_init(&in, 0);
	text_init(&out, 0);
	for (unsigned i = 0; i < LIMIT_CHARSET_WINDOW; i++)
		text_add_string(&in, "\xe3\x81\x82");
	ck_assert_uint_eq(charset_decode(&out, converters, "iso-8859-1", 10, in.at, in.len), CHARSET_LIED);
	ck_assert_uint_eq(out.len, in.len);
	ck_assert_int_eq(memcmp(out.at, in.at, in.len), 0);
	text_free(&in);
	text_free(&out);
}
END_TEST

/* UTF-8 in front of a letter does not make the letter UTF-8, too. */
START_TEST(charset_decides_again_behind_utf8)
{
	struct text in, out;

	text_init(&in, 0);
	text_init(&out, 0);
	for (unsigned i = 0; i < LIMIT_CHARSET_WINDOW / 4; i++)
		text_add_string(&in, "\xc3\xa9\n\n");
	text_add_string(&in, "\xd0\xc1\xd2\xcf\xcc\xd8");
	ck_assert_uint_eq(charset_decode(&out, converters, "koi8-r", 6, in.at, in.len), CHARSET_LIED);
	ck_assert_uint_eq(out.len, in.len + 6);
	ck_assert_int_eq(memcmp(out.at + out.len - 12, "пароль", 12), 0);
	text_free(&in);
	text_free(&out);
}
END_TEST

START_TEST(labels_are_found)
{
	static const struct {
		const char *label, *name;
	} labels[] = {
		{"UTF-8", "utf-8"},
		{"utf8", "utf-8"},
		{" utf-8 ", "utf-8"},
		{"\"UTF-8\"", "utf-8"},
		{"unicode-1-1-utf-8", "utf-8"},
		{"ISO-8859-1", "iso-8859-1"},
		{"ISO_8859-1:1987", "iso-8859-1"},
		{"latin1", "iso-8859-1"},
		{"x-sjis", "shift_jis"},
		{"MS_Kanji", "shift_jis"},
		{"cp932", "shift_jis"},
		{"ks_c_5601-1987", "euc-kr"},
		{"GBK", "gb18030"},
		{"gb_2312-80", "gb18030"},
		{"cp-850", "ibm850"},
		{"ibm852", "ibm852"},
		{"CP1251", "windows-1251"},
		{"tis-620", "windows-874"},
		{"ISO-2022-JP-MS", "iso-2022-jp"},
		{"KOI8-RU", "koi8-u"},
		{"", NULL},
		{"-", NULL},
		{"UTF-9", NULL},
		{"x-unknown", NULL},
		{"../../etc/passwd", NULL},
		{"UTF-8//TRANSLIT", NULL},
		{"a-label-that-is-longer-than-any-on-the-list", NULL},
	};

	for (size_t i = 0; i < COUNT(labels); i++) {
		const struct charset_kind *kind = charset_find(labels[i].label, strlen(labels[i].label));

		ck_assert_msg((kind == NULL) == (labels[i].name == NULL), "%s", labels[i].label);
		if (kind != NULL)
			ck_assert_msg(strcmp(kind->name, labels[i].name) == 0, "%s: %s", labels[i].label, kind->name);
	}
}
END_TEST

START_TEST(every_charset_is_found_and_opens)
{
	size_t count;
	const struct charset_kind *kinds = charset_kinds(&count);

	for (size_t i = 0; i < count; i++) {
		struct text out;
		const struct sink sink = {sink_to_text, &out};
		struct convert convert;

		ck_assert_msg(charset_find(kinds[i].name, strlen(kinds[i].name)) == &kinds[i], "%s", kinds[i].name);
		text_init(&out, 0);
		ck_assert_msg(convert_begin(&convert, converters, &kinds[i], &sink) == 0, "%s: iconv lacks it",
			      kinds[i].name);
		convert_more(&convert, "abcd", 4);
		convert_finish(&convert);
		if (charset_is_ascii_based(&kinds[i]))
			ck_assert_msg(out.len == 4 && memcmp(out.at, "abcd", 4) == 0, "%s: no ASCII", kinds[i].name);
		text_free(&out);
	}
}
END_TEST

/* In a chroot without gconv modules the reader says at start what is missing. Asked of a process of its own that has
 * loaded no module yet; only root can. */
START_TEST(an_empty_chroot_is_told)
{
	const char *fork_mode = getenv("CK_FORK");
	char folder[] = "/tmp/check_charset.XXXXXX";
	struct converters *none;
	struct xs_error err;
	pid_t child;
	int status;

	if (geteuid() != 0 || (fork_mode != NULL && strcmp(fork_mode, "no") == 0))
		return;
	ck_assert_ptr_nonnull(mkdtemp(folder));
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		if (chroot(folder) != 0 || chdir("/") != 0)
			_exit(2);
		_exit(converters_new(&none, &err) == -1 && none == NULL && strstr(err.text, "EUC-JP-MS") != NULL &&
				      strstr(err.text, "chroot") != NULL
			      ? 0
			      : 1);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	rmdir(folder);
	ck_assert_msg(WIFEXITED(status), "the child died");
	ck_assert_msg(WEXITSTATUS(status) != 1, "not told");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("charset");
	TCase *tcase = tcase_create("charset");
	TCase *bare = tcase_create("chroot");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(bare, an_empty_chroot_is_told);
	tcase_add_test(tcase, charset_reads);
	tcase_add_test(tcase, charset_reads_behind_ascii);
	tcase_add_test(tcase, charset_mends_what_labels_say);
	tcase_add_test(tcase, charset_never_makes_bad_utf8);
	tcase_add_test(tcase, charset_decides_within_its_window);
	tcase_add_test(tcase, charset_decides_again_behind_utf8);
	tcase_add_test(tcase, labels_are_found);
	tcase_add_test(tcase, every_charset_is_found_and_opens);
	suite_add_tcase(suite, bare);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
