/* check_fold_words.c: disguised words come back, and honest languages stay what they are. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fold/fold.h"
#include "fold_words.h"

#define SENTENCES 1000
#define WORDS_MAX 600

/* A small generator of our own, so that every machine draws the same words. */
static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)(*seed >> 8) * below >> 24);
}

struct list {
	char *text;
	const char *words[WORDS_MAX];
	size_t count;
};

static void list_begin(struct list *list, const char *words)
{
	list->text = strdup(words);
	list->count = 0;
	for (char *word = strtok(list->text, " "); word != NULL && list->count < WORDS_MAX; word = strtok(NULL, " "))
		list->words[list->count++] = word;
}

/* ---- words restored ---- */

/* Look-alikes and accented forms of each letter, drawn up independently of lookalikes.txt: what converters of "fancy
 * text" make, what UTS #39 lists first, and what was seen in letters. */
static const char *const DISGUISES[26] = {
	"а ɑ α ⍺ ａ 𝐚 𝒶 𝗮 à á ậ ặ ǎ ȁ ȃ ǟ ḁ ą ᴀ ⓐ А Α Ꭺ ꓮ @",
	"Ь Ƅ ｂ 𝐛 𝓫 ḃ ḅ ḇ ƀ ɓ ʙ ⓑ В Β Ᏼ ꓐ",
	"с ϲ ⲥ ｃ 𝐜 𝗰 ç ć č ĉ ċ ƈ ᴄ ⓒ С Ϲ Ꮯ ꓚ ¢",
	"ԁ ⅾ ｄ 𝐝 𝖉 đ ď ḋ ḍ ḏ ɖ ɗ ᴅ ⓓ Ꭰ ꓓ",
	"е ҽ ℮ ｅ 𝐞 𝖊 è é ê ë ē ė ę ě ẹ ế ᴇ ⓔ Е Ε Ꭼ ꓰ 3",
	"ƒ ｆ 𝐟 𝖋 ḟ ꜰ ⓕ Ϝ ꓝ",
	"ɡ ց ｇ 𝐠 𝖌 ĝ ğ ġ ģ ǧ ǥ ɠ ɢ ⓖ Ꮐ ꓖ",
	"һ հ Ꮒ ｈ 𝐡 𝖍 ĥ ħ ḣ ḥ ḧ ḫ ʜ ⓗ Н Η Ꮋ ꓧ н",
	"і ı ɪ ɩ ι ｉ 𝐢 𝖎 ì í î ï ī ĭ į ị ⓘ І Ι ꓲ 1 l |",
	"ј ϳ ｊ 𝐣 𝖏 ĵ ǰ ᴊ ⓙ Ј Ꭻ ꓙ",
	"κ к ｋ 𝐤 𝖐 ķ ǩ ḱ ḳ ƙ ᴋ ⓚ К Κ Ꮶ ꓗ",
	"ⅼ ӏ ǀ ｌ 𝐥 𝖑 ĺ ļ ľ ł ḷ ḻ ʟ ⓛ Ꮮ ꓡ 1 I |",
	"ｍ 𝐦 𝖒 ḿ ṁ ṃ ɱ ᴍ ⓜ М Μ Ꮇ ꓟ м",
	"ո ռ п η ｎ 𝐧 𝖓 ñ ń ň ņ ǹ ṅ ṇ ƞ ŋ ɴ ⓝ Ν ꓠ",
	"о ο օ σ ｏ 𝐨 𝖔 ò ó ô õ ö ō ő ø ọ ơ ᴏ ⓞ О Ο ꓳ 0",
	"р ρ ⲣ ｐ 𝐩 𝖕 ṕ ṗ ƥ ᴘ ⓟ Р Ρ Ꮲ ꓑ",
	"ԛ գ ｑ 𝐪 𝖖 ʠ ⓠ",
	"г ⲅ ｒ 𝐫 𝖗 ŕ ř ŗ ȑ ṙ ṛ ɼ ʀ ⓡ Ꭱ ꓣ я",
	"ѕ ƽ ｓ 𝐬 𝖘 ś š ş ș ŝ ṡ ṣ ʂ ꜱ ⓢ Ѕ Ꮪ ꓢ $ 5",
	"т τ ｔ 𝐭 𝖙 ţ ț ť ŧ ṫ ṭ ƭ ᴛ ⓣ Т Τ Ꭲ ꓔ",
	"υ ս ʋ ｕ 𝐮 𝖚 ù ú û ü ū ů ű ų ụ ư ᴜ ⓤ ꓴ",
	"ν ѵ ⅴ ｖ 𝐯 𝖛 ṽ ṿ ᴠ ⓥ Ꮩ ꓦ",
	"ԝ ա ｗ 𝐰 𝖜 ŵ ẁ ẃ ẅ ẇ ᴡ ⓦ Ꮃ ꓪ ω ш",
	"х χ ⅹ ｘ 𝐱 𝖝 ẋ ẍ ⓧ Х Χ ꓫ",
	"у γ ү ｙ 𝐲 𝖞 ý ÿ ŷ ỳ ỵ ʏ ⓨ Υ Ꮍ ꓬ",
	"ｚ 𝐳 𝖟 ź ž ż ẑ ẓ ƶ ᴢ ⓩ Ζ Ꮓ ꓜ",
};

static void disguise_word(struct text *out, const char *word, uint32_t *seed)
{
	for (; *word != '\0'; word++) {
		struct list list;

		if (draw(seed, 10) >= 3) {
			text_add_char(out, *word);
			continue;
		}
		list_begin(&list, DISGUISES[*word - 'a']);
		text_add_string(out, list.words[draw(seed, (uint32_t)list.count)]);
		free(list.text);
	}
}

static void fold_string(struct text *out, struct fold *fold, const char *text, size_t len)
{
	text_reset(out);
	ck_assert_int_eq(fold_text(fold, out, text, len), 0);
}

static bool is_restored(struct fold *fold, struct text *clean, struct text *disguised, const char *word, uint32_t *seed)
{
	struct text folded;
	bool same;

	text_init(&folded, 0);
	text_reset(disguised);
	disguise_word(disguised, word, seed);
	fold_string(clean, fold, word, strlen(word));
	fold_string(&folded, fold, disguised->at, disguised->len);
	same = folded.len == clean->len && memcmp(folded.at, clean->at, clean->len) == 0;
	text_free(&folded);
	return same;
}

START_TEST(test_restored)
{
	struct fold *fold;
	struct list list;
	struct text clean, disguised;
	uint32_t seed = 1;
	unsigned restored = 0;

	ck_assert_int_eq(fold_new(&fold), 0);
	text_init(&clean, 0);
	text_init(&disguised, 0);
	list_begin(&list, ENGLISH);
	for (unsigned i = 0; i < 10000; i++)
		restored += is_restored(fold, &clean, &disguised, list.words[i % list.count], &seed);
	printf("words restored: %u of 10000\n", restored);
	ck_assert_msg(restored >= 9700, "of 10000 disguised words only %u are restored", restored);
	text_free(&clean);
	text_free(&disguised);
	free(list.text);
	fold_free(&fold);
}
END_TEST

/* ---- honest languages ---- */

static void build_sentence(struct text *out, const struct list *list, uint32_t *seed)
{
	static const char *const ENDS[] = {".", "!", "?", "...", ":"};
	uint32_t words = 2 + draw(seed, 9);

	text_reset(out);
	for (uint32_t i = 0; i < words; i++) {
		if (i > 0)
			text_add_string(out, draw(seed, 8) == 0 ? ", " : " ");
		text_add_string(out, list->words[draw(seed, (uint32_t)list->count)]);
	}
	text_add_string(out, ENDS[draw(seed, 5)]);
}

/* Every letter lies where the language has its letters. */
static void check_script(const struct language *language, const struct text *sentence, const struct view *view)
{
	for (size_t at = 0; at < view->folded.len;) {
		uint32_t codepoint;
		size_t used = utf8_decode(&codepoint, view->folded.at + at, view->folded.len - at);

		ck_assert_msg(used > 0, "%s: not UTF-8", language->name);
		ck_assert_msg(codepoint == ' ' || (codepoint >= language->first && codepoint <= language->last),
			      "%s: U+%04X in \"%.*s\", folded from \"%.*s\"", language->name, codepoint,
			      (int)view->folded.len, view->folded.at, (int)sentence->len, sentence->at);
		at += used;
	}
}

START_TEST(test_honest)
{
	const struct language *language = &LANGUAGES[_i];
	struct fold *fold;
	struct list list;
	struct text sentence;
	uint32_t seed = 2;

	ck_assert_int_eq(fold_new(&fold), 0);
	text_init(&sentence, 0);
	list_begin(&list, language->words);
	for (unsigned i = 0; i < SENTENCES; i++) {
		struct text_part part = {0};
		struct view view;

		build_sentence(&sentence, &list, &seed);
		part.utf8 = (struct bytes){sentence.at, sentence.len};
		ck_assert_int_eq(fold_run(fold, &view, 0, &part), 0);
		check_script(language, &sentence, &view);
		ck_assert_msg(view.disguised == 0 && view.invisible == 0, "%s: %u letters of \"%.*s\" count as disguised",
			      language->name, view.disguised, (int)sentence.len, sentence.at);
	}
	text_free(&sentence);
	free(list.text);
	fold_free(&fold);
}
END_TEST

/* A Latin name between words of another script stays Latin, and they stay what they are. */
START_TEST(test_names)
{
	static const char *const NAMES[] = {"Google", "PayPal", "Windows", "BTC", "USD", "iPhone", "Bitcoin", "Microsoft"};
	const struct language *language = &LANGUAGES[_i];
	struct fold *fold;
	struct list list;
	struct text sentence, folded, name;
	uint32_t seed = 3;

	ck_assert_int_eq(fold_new(&fold), 0);
	text_init(&sentence, 0);
	text_init(&folded, 0);
	text_init(&name, 0);
	list_begin(&list, language->words);
	for (unsigned i = 0; i < SENTENCES; i++) {
		const char *latin = NAMES[i % 8];

		build_sentence(&sentence, &list, &seed);
		text_add_string(&sentence, " ");
		text_add_string(&sentence, latin);
		text_add_string(&sentence, " ");
		text_add_string(&sentence, list.words[draw(&seed, (uint32_t)list.count)]);
		fold_string(&folded, fold, sentence.at, sentence.len);
		text_add_char(&folded, '\0');
		fold_string(&name, fold, latin, strlen(latin));
		text_add_char(&name, '\0');
		ck_assert_msg(strstr(folded.at, name.at) != NULL, "%s: \"%s\" is lost in \"%s\"", language->name, name.at,
			      folded.at);
	}
	text_free(&sentence);
	text_free(&folded);
	text_free(&name);
	free(list.text);
	fold_free(&fold);
}
END_TEST

static const char *long_word(const struct list *list, uint32_t *seed)
{
	const char *word;

	do
		word = list->words[draw(seed, (uint32_t)list->count)];
	while (strlen(word) < 10);
	return word;
}

/* Two honest languages in one text leave each other alone: the whole is folded like its sentences. The sentence begins
 * and ends with a long word, since one short word between two languages may be of either. */
START_TEST(test_bilingual)
{
	const struct language *language = &LANGUAGES[_i];
	struct fold *fold;
	struct list list, english;
	struct text sentence, inner, whole, parts;
	uint32_t seed = 4;

	ck_assert_int_eq(fold_new(&fold), 0);
	text_init(&sentence, 0);
	text_init(&inner, 0);
	text_init(&whole, 0);
	text_init(&parts, 0);
	list_begin(&list, language->words);
	list_begin(&english, ENGLISH);
	for (unsigned i = 0; i < SENTENCES; i++) {
		build_sentence(&sentence, &english, &seed);
		text_reset(&parts);
		ck_assert_int_eq(fold_text(fold, &parts, sentence.at, sentence.len), 0);
		build_sentence(&inner, &list, &seed);
		size_t from = sentence.len;

		text_add_string(&sentence, " ");
		text_add_string(&sentence, long_word(&list, &seed));
		text_add_string(&sentence, " ");
		text_add(&sentence, inner.at, inner.len);
		text_add_string(&sentence, " ");
		text_add_string(&sentence, long_word(&list, &seed));
		text_add_string(&parts, " ");
		ck_assert_int_eq(fold_text(fold, &parts, sentence.at + from, sentence.len - from), 0);
		fold_string(&whole, fold, sentence.at, sentence.len);
		ck_assert_msg(whole.len == parts.len && memcmp(whole.at, parts.at, whole.len) == 0,
			      "%s: \"%.*s\" alone is \"%.*s\", not \"%.*s\"", language->name, (int)sentence.len,
			      sentence.at, (int)parts.len, parts.at, (int)whole.len, whole.at);
	}
	text_free(&sentence);
	text_free(&inner);
	text_free(&whole);
	text_free(&parts);
	free(list.text);
	free(english.text);
	fold_free(&fold);
}
END_TEST

/* Cyrillic and Greek words with Latin letters planted where the shapes are the same. */
static void plant_latin(struct text *out, const char *word)
{
	static const char *const PAIRS[][2] = {{"а", "a"}, {"е", "e"}, {"о", "o"}, {"р", "p"}, {"с", "c"}, {"х", "x"},
					       {"у", "y"}, {"ο", "o"}, {"ν", "v"}, {"ρ", "p"}};

	text_reset(out);
	while (*word != '\0') {
		size_t pair;

		for (pair = 0; pair < 10 && strncmp(word, PAIRS[pair][0], 2) != 0; pair++)
			;
		if (pair < 10)
			text_add_char(out, PAIRS[pair][1][0]);
		else
			text_add(out, word, (unsigned char)*word < 0x80 ? 1 : 2);
		word += (unsigned char)*word < 0x80 ? 1 : 2;
	}
}

START_TEST(test_planted)
{
	static const char *const WORDS[] = {"пароль",	  "кошелёк",  "отправить", "сообщение", "видео",
					    "устройство", "взломали", "биткоин",   "συσκευή",	"κωδικός",
					    "μήνυμα",	  "χρήματα",  "άνθρωπος"};
	struct fold *fold;
	struct text planted, want, got;

	ck_assert_int_eq(fold_new(&fold), 0);
	text_init(&planted, 0);
	text_init(&want, 0);
	text_init(&got, 0);
	for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
		plant_latin(&planted, WORDS[i]);
		fold_string(&want, fold, WORDS[i], strlen(WORDS[i]));
		fold_string(&got, fold, planted.at, planted.len);
		ck_assert_msg(got.len == want.len && memcmp(got.at, want.at, want.len) == 0,
			      "\"%.*s\" is folded to \"%.*s\", not to \"%.*s\"", (int)planted.len, planted.at,
			      (int)got.len, got.at, (int)want.len, want.at);
	}
	text_free(&planted);
	text_free(&want);
	text_free(&got);
	fold_free(&fold);
}
END_TEST

static Suite *fold_words_suite(void)
{
	Suite *suite = suite_create("fold_words");
	TCase *tcase = tcase_create("fold_words");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_restored);
	tcase_add_loop_test(tcase, test_honest, 0, LANGUAGE_COUNT);
	tcase_add_loop_test(tcase, test_names, 0, LANGUAGE_COUNT);
	tcase_add_loop_test(tcase, test_bilingual, 0, NON_LATIN_COUNT);
	tcase_add_test(tcase, test_planted);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	SRunner *runner = srunner_create(fold_words_suite());
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
