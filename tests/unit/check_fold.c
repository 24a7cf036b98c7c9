/* check_fold.c: what folding makes of texts, honest and disguised. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "fold/fold.h"

struct fold_case {
	const char *text;
	const char *want;
};

static void fold_string(struct text *out, struct fold *fold, const char *text)
{
	text_reset(out);
	ck_assert_int_eq(fold_text(fold, out, text, strlen(text)), 0);
	text_add_char(out, '\0');
}

static void check_cases(const struct fold_case *cases, size_t count)
{
	struct fold *fold;
	struct text out;

	ck_assert_int_eq(fold_new(&fold), 0);
	text_init(&out, 0);
	for (size_t i = 0; i < count; i++) {
		fold_string(&out, fold, cases[i].text);
		ck_assert_msg(strcmp(out.at, cases[i].want) == 0, "\"%s\" is folded to \"%s\", not to \"%s\"",
			      cases[i].text, out.at, cases[i].want);
	}
	text_free(&out);
	fold_free(&fold);
}
#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof(cases)[0])

START_TEST(test_plain)
{
	static const struct fold_case CASES[] = {
		{"", ""},
		{" \t\n.,;", ""},
		{"Hello, World!", "heio worid"},
		{"  don't\n\nwait...  ", "don t wait"},
		{"wilI will WILL", "wi wi wi"},
		{"malllware camerra", "maiware camera"},
		{"l", "i"},
		{"snake_case e-mail", "snake case e mai"},
		{"550 USD", "550 usd"},
		{"$550, 550$, US$500, R$3,000 and 1,000.50 €.", "$550 550$ us$500 r$3,000 and 1,000.50 €"},
		{"12:30, 5. 6,7", "12 30 5 6,7"},
		{"100% #1", "100% #1"},
		{"₴ ₺ ₪ ₱ ₫ ₦ ฿ ៛ ₮ ₸ ₼ ₾ ₡ ₲ ₵ ₭ ৳ ¤ ﹩", "₴ ₺ ₪ ₱ ₫ ₦ ฿ ៛ ₮ ₸ ₼ ₾ ₡ ₲ ₵ ₭ ৳ ¤ $"},
		{"5000 ₴, ₺500.", "5000 ₴ ₺500"},
		{"bob@example.com", "bob@exampie com"},
		{"½ cup", "cup"},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_forms)
{
	static const struct fold_case CASES[] = {
		{"ＢＩＴＣＯＩＮ　５５０．５", "bitcoin 550.5"},
		{"𝐁𝐢𝐭𝐜𝐨𝐢𝐧 𝔟𝔦𝔱𝔠𝔬𝔦𝔫 𝚋𝚒𝚝𝚌𝚘𝚒𝚗", "bitcoin bitcoin bitcoin"},
		{"ⓑⓘⓣ ⒝⒤⒯ 🄱🄸🅃 🅑🅘🅣 🅱🅸🆃", "bit bit bit bit bit"},
		{"ᴮⁱᵗ ʙɪᴛ ₿itcoin", "bit bit bitcoin"},
		{"🇧🇮🇹🇨🇴🇮🇳 🇯🇵 🇺🇸", "bitcoin"},
		{"ﬁle Ⅷ ™ №", "fie vi tm no"},
		{"① ② 1️⃣", "1 2 1"},
		{"Straße œuvre Æon Łódź đường Øre ılık İstanbul", "strase oeuvre aeon iodz duong ore ik istanbui"},
		{"Í yoür ș haș acceșș", "i your s has aces"},
		{"e\xcc\x81t\xcc\xa7\xcc\x83", "et"},
		{"ɠ ʂ ҥacked σnly", "g s hacked oniy"},
		{"١٢٣ ۴۵ ०१", "123 45 01"},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_unseen)
{
	static const struct fold_case CASES[] = {
		{"z\xcc\xb7\xcc\xa2\xcd\xa0g\xcc\xb8o", "zgo"},
		{"b\xe2\x80\x8ci\xe2\x80\x8dt\xe2\x80\x8b\x63\xe2\x81\xa0oin", "bitcoin"},
		{"web\xc2\xad" "cam", "webcam"},
		{"\xef\xbb\xbf" "bit\x01" "coin", "bitcoin"},
		{"b\xf3\xa0\x81\xa1i\xef\xb8\x8ft", "bit"},
		{"한\xe3\x85\xa4글", "한글"},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_leet)
{
	static const struct fold_case CASES[] = {
		{"P0RN0 P0RNOGRAPHlC REC0RDED", "porno pornographic recorded"},
		{"ma1ware p4ssw0rd pa55word b1tc01n h4ck3d", "maiware pasword pasword bitcoin hacked"},
		{"vide0 emai1 0nline 1nfected 4ccount", "video emai onine infected acount"},
		{"@ccount $end h@cked pa$$word acce$$ v!deo ma|ware", "acount send hacked pasword aces video maiware"},
		{"bi7c01n thi5 rec0rd3d visi7ed", "bitcoin this recorded visited"},
		{"S3nd th3 m0ney 1n 3days 7o m3, 48h, 1btc", "send the money in 3days to me 48h 1btc"},
		{"th3 1n 3days", "th3 1n 3days"},
		{"48h mp3 1st covid19 win10 h264 b2b 2fa 5minutes", "48h mp3 1st covid19 win10 h264 b2b 2fa 5minutes"},
		{"550usd 0.15btc within24hours send500usd v1.2.3", "550usd 0.15btc within24hours send500usd v1.2.3"},
		{"5OO l00 1O0 10l O2 i5", "500 100 100 10i o2 i5"},
		{"hello!how Home|About USD$ $CAD", "heio how home about usd$ $cad"},
		{"привет!как п@роль $привет слова$", "привет как пароль $привет слова$"},
		{"п0рн0 ре3ервная", "порно резервная"},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_lookalikes)
{
	static const struct fold_case CASES[] = {
		{"bitc\xd0\xbein w\xd0\xb0ll\xd0\xb5t", "bitcoin waiet"},
		{"ΑIеrt: (New) Ⲣауmеnt Rеρort", "aiert new payment report"},
		{"please сору оре а", "piease copy ope a"},
		{"нacked ρауmеnt ᏢᎪᎽ now", "hacked payment pay now"},
		{"Мы отправили вам сору и оре, а вы нет.", "мы отправили вам сору и оре а вы нет"},
		{"BTC 500 USD от нас", "btc 500 usd от нас"},
		{"ваш ip адрес и pc дома", "ваш ip адрес и pc дома"},
		{"вебкамеpа пapoль мирa бiткоин", "вебкамера пароль мира биткоин"},
		{"Έχω πρόσβαση στον υπολογιστή σας, και το ο η", "εχω προσβαση στον υπολογιστη σασ και το ο η"},
		{"you Seпd тhе рayмеnt iп biтсоiп", "you send the payment in bitcoin"},
		{"please Seпd тне раумепт in", "piease send the payment in"},
		{"Мы ждём Вitсоin и копеeк нет", "мы ждем bitcoin и копеек нет"},
		{"Київ її Љубљана ёлка йод", "киив ии љубљана елка иод"},
		{"הBitcoin", "ה bitcoin"},
		{"Հայերեն ქართული", "հայերեն ქართული"},
		{"₱orn ₿itcoin vid€o m₳lware wa££et ha₵ked", "porn bitcoin video maiware waiet hacked"},
		{"₱500 GBP£100 50€ab 500₫ong ₴ka C:¥Users¥x", "₱500 gbp£100 50€ab 500dong ₴ka c ¥users¥x"},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_spaced)
{
	static const struct fold_case CASES[] = {
		{"v i d e o   r e c o r d", "video record"},
		{"v.i.d.e.o b-i-t-c-o-i-n p_o_r_n", "video bitcoin porn"},
		{"p 0 r n", "porn"},
		{"t h e   v i d e o   o f   y o u", "the video of you"},
		{"I   h.a.v.e the v i d e o", "i have the video"},
		{"h.hh.a.cc.k p.o-r_n", "hack porn"},
		{"v₴i₴d₴e₴o p#o#r#n", "video porn"},
		{"v\xe2\x80\x8b i\xe2\x80\x8b d\xe2\x80\x8b e\xe2\x80\x8b o", "video"},
		{"о б е с о", "обесо"},
		{"в и д е о", "видео"},
		{"U.S.A. 1 2 3 4 5 A 1 B 2", "u s a 1 2 3 4 5 a 1 b 2"},
		{"I a m", "i a m"},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_spaceless)
{
	static const struct fold_case CASES[] = {
		{"アカウントをﾊｯｷﾝｸﾞしました。 550 ドルを ビット\nコインで", "アカウントをハッキングしました550ドルをビットコインで"},
		{"が か\xe3\x82\x99 カ゛ ﾊﾟ ﾊﾞ ｳﾞ", "ががガパバヴ"},
		{"サーバー 々 あ・い", "サーバー々あい"},
		{"㍿ ㋀ ㌀", "株式会社1月アパート"},
		{"한 ㅎㅏㄴ 비트코인 ㅂㅣㅌㅡㅋㅗㅇㅣㄴ", "한한비트코인비트코인"},
		{"ภาษา ไทย", "ภาษาไทย"},
		{"bitcoin を 送金", "bitcoinを送金"},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_other_scripts)
{
	static const struct fold_case CASES[] = {
		{"مُحَمَّد محــفظة أرسل إلى", "محمد محفظه ارسل الي"},
		{"کیف", "كيف"},
		{"أإآٱا ؤ ئ", "ااااا و ي"},
		{"ﻻ ﺍﻟﺮﺳﺎﻟﺔ ﷲ", "لا الرساله الله"},
		{"ہے ھ ە", "هي ه ه"},
		{"٤٨ ساعة ۴۸ ساعت ٠٫٥", "48 ساعه 48 ساعت 0.5"},
		{"४८ घंटे ৪৮", "48 घंटे 48"},
		{"๔๘ ชั่วโมง", "48ชั่วโมง"},
		{"שָׁלוֹם", "שלומ"},
		{"סרטון סרטונים םןץףך", "סרטונ סרטונימ מנצפכ"},
		{"हिन्दी", "हिन्दी"},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_overrides)
{
	static const struct fold_case CASES[] = {
		{"pay \xe2\x80\xaenioctib\xe2\x80\xac now", "pay bitcoin now"},
		{"\xe2\x80\xaentiocb\nnext", "bcoitn next"},
		{"\xe2\x80\xae dlrow \xe2\x80\xaa" "abc\xe2\x80\xac olleh\xe2\x80\xac!", "heio abc worid"},
		{"\xe2\x80\xaeשלום\xe2\x80\xac", "שלומ"},
		{"\xe2\x80\xae", ""},
		{"a\xe2\x80\xaeo\xcc\x81" "b\xe2\x80\xac" "c", "aboc"},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_twins)
{
	static const struct fold_case CASES[] = {
		{"ア力ウン卜 デー夕 サ一バ一 サ―バ―を", "アカウントデータサーバーサーバーを"},
		{"口座 ロ座 口グイン 力メラ", "口座口座ログインカメラ"},
		{"二重 一番 八百 パワー力を 3カ月", "二重一番八百パワー力を3カ月"},
		{"メール一つ カメラ一ヶ月 二ドル 千ドル", "メール一つカメラ一ヶ月二ドル千ドル"},
		{"ア 力 ウ ン 卜 を ア.力.ウ.ン.卜", "アカウントをアカウント"},
		{"八ッキング 二ュース 千ャット ア二メ", "ハッキングニュースチャットアニメ"},
		{"アヘン 部屋ヘ へや ﾍﾟｰｼﾞ", "アヘン部屋へへやページ"},
	};

	CHECK_CASES(CASES);
}
END_TEST

static Suite *fold_suite(void)
{
	Suite *suite = suite_create("fold");
	TCase *tcase = tcase_create("fold");

	tcase_add_test(tcase, test_plain);
	tcase_add_test(tcase, test_forms);
	tcase_add_test(tcase, test_unseen);
	tcase_add_test(tcase, test_leet);
	tcase_add_test(tcase, test_lookalikes);
	tcase_add_test(tcase, test_spaced);
	tcase_add_test(tcase, test_spaceless);
	tcase_add_test(tcase, test_other_scripts);
	tcase_add_test(tcase, test_overrides);
	tcase_add_test(tcase, test_twins);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	SRunner *runner = srunner_create(fold_suite());
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
