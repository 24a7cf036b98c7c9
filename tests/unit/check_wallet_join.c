/* check_wallet_join.c: tests of the second pass: every disguise that keeps the characters of an address, on the
 * addresses of real letters where the corpus is there, else on the vectors.
 */
#include "wallet/wallet.h"

#include "base/text.h"
#include "wallet_lines.h"

#include <stdlib.h>
#include <strings.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* ---- disguises ----------------------------------------------------------------------------------------------------
 */

static void separated(struct text *out, const char *address, const char *separator, size_t group)
{
	for (size_t i = 0; address[i] != '\0'; i++) {
		if (i > 0 && i % group == 0)
			text_add_string(out, separator);
		text_add_char(out, address[i]);
	}
}

static void halves(struct text *out, const char *address, const char *between, size_t parts)
{
	size_t len = strlen(address), part = (len + parts - 1) / parts;

	separated(out, address, between, part);
}

static void spaces(struct text *out, const char *address)
{
	separated(out, address, " ", 1);
}
static void dashes(struct text *out, const char *address)
{
	separated(out, address, "-", 1);
}
static void stars(struct text *out, const char *address)
{
	separated(out, address, "*", 1);
}
static void wide_dashes(struct text *out, const char *address)
{
	separated(out, address, " - ", 1);
}
static void equals(struct text *out, const char *address)
{
	separated(out, address, "=", 1);
}
static void no_break_spaces(struct text *out, const char *address)
{
	separated(out, address, "\xc2\xa0", 1);
}
static void pairs(struct text *out, const char *address)
{
	separated(out, address, " ", 2);
}
static void fours(struct text *out, const char *address)
{
	separated(out, address, " ", 4);
}
static void fours_dashed(struct text *out, const char *address)
{
	separated(out, address, "-", 4);
}
static void fives_starred(struct text *out, const char *address)
{
	separated(out, address, "***", 5);
}
static void sixes_dotted(struct text *out, const char *address)
{
	separated(out, address, ".", 6);
}
static void sevens_underscored(struct text *out, const char *address)
{
	separated(out, address, "_", 7);
}
static void eights_barred(struct text *out, const char *address)
{
	separated(out, address, " | ", 8);
}
static void one_star(struct text *out, const char *address)
{
	separated(out, address, "*", strlen(address) * 2 / 3);
}
static void one_blank(struct text *out, const char *address)
{
	separated(out, address, " ", strlen(address) / 3 * 2);
}
static void wrapped_groups(struct text *out, const char *address)
{
	separated(out, address, "-", 4);
	for (size_t i = 0, dashes_seen = 0; i < out->len; i++)
		if (out->at[i] == '-' && ++dashes_seen == 4)
			out->at[i] = '\n';
}
static void bulleted(struct text *out, const char *address)
{
	separated(out, address, "•", 4);
}
static void two_lines(struct text *out, const char *address)
{
	halves(out, address, "\n", 2);
}
static void three_lines(struct text *out, const char *address)
{
	halves(out, address, "\n", 3);
}
static void five_lines(struct text *out, const char *address)
{
	halves(out, address, "\r\n", 5);
}
static void quoted_lines(struct text *out, const char *address)
{
	halves(out, address, "\n> ", 2);
}
static void cells(struct text *out, const char *address)
{
	halves(out, address, "\t", 3);
}
static void plus_signs(struct text *out, const char *address)
{
	halves(out, address, "\" + \"", 2);
}
static void two_sentences(struct text *out, const char *address)
{
	text_add_string(out, "The first part is ");
	halves(out, address, ". Put right behind it, without a blank, the second part, which is ", 2);
	text_add_string(out, " and nothing else");
}
static void labelled_halves(struct text *out, const char *address)
{
	text_add_string(out, "Part 1: ");
	halves(out, address, "\nPart 2: ", 2);
}
static void three_sentences(struct text *out, const char *address)
{
	text_add_string(out, "Begin with ");
	halves(out, address, ", go on with ", 3);
}
static void german_sentences(struct text *out, const char *address)
{
	text_add_string(out, "Der erste Teil lautet ");
	halves(out, address, ". Der zweite Teil der Adresse lautet ", 2);
}
static void japanese_sentences(struct text *out, const char *address)
{
	text_add_string(out, "アドレスの前半は");
	halves(out, address, "です。後半は", 2);
	text_add_string(out, "です。");
}
static void russian_sentences(struct text *out, const char *address)
{
	text_add_string(out, "Первая часть: ");
	halves(out, address, ". Вторая часть: ", 2);
}
static void halves_in_wrong_order(struct text *out, const char *address)
{
	size_t half = strlen(address) / 2;

	text_add_string(out, "The second half is ");
	text_add_string(out, address + half);
	text_add_string(out, " and the first half is ");
	text_add(out, address, half);
}
static void with_noise_between(struct text *out, const char *address)
{
	size_t half = strlen(address) / 2;

	text_add(out, address, half);
	text_add_string(out, " (you have 48h, ticket A1B2C3) ");
	text_add_string(out, address + half);
}
static void remove_the_word(struct text *out, const char *address)
{
	halves(out, address, "(REMOVE)", 3);
}
static void reversed(struct text *out, const char *address)
{
	for (size_t i = strlen(address); i > 0; i--)
		text_add_char(out, address[i - 1]);
}
static void reversed_and_spaced(struct text *out, const char *address)
{
	text_add_string(out, "Read it backwards: ");
	for (size_t i = strlen(address); i > 0; i--) {
		text_add_char(out, address[i - 1]);
		text_add_char(out, ' ');
	}
}
static void reversed_in_groups(struct text *out, const char *address)
{
	char turned[XS_WALLET_MAX];
	size_t len = strlen(address);

	for (size_t i = 0; i < len; i++)
		turned[i] = address[len - 1 - i];
	turned[len] = '\0';
	text_add_string(out, "逆に読んでください：");
	separated(out, turned, "-", 5);
}
static void invisible(struct text *out, const char *address)
{
	separated(out, address, "\xe2\x80\x8b", 1);
}
static void soft_hyphens(struct text *out, const char *address)
{
	separated(out, address, "\xc2\xad", 4);
}
static void joiners(struct text *out, const char *address)
{
	separated(out, address, "\xe2\x81\xa0", 7);
}
static void underlined(struct text *out, const char *address)
{
	separated(out, address, "\xcc\xb2", 1);
}
static void full_width(struct text *out, const char *address)
{
	for (; *address != '\0'; address++)
		text_add_codepoint(out, 0xff00 + (uint32_t)*address - 0x20);
}
static void mathematical(struct text *out, const char *address)
{
	for (; *address != '\0'; address++) {
		uint32_t c = (uint32_t)*address;

		text_add_codepoint(out, c >= 'a'   ? 0x1d41a + c - 'a'
					: c >= 'A' ? 0x1d400 + c - 'A'
						   : 0x1d7ce + c - '0');
	}
}
static void circled(struct text *out, const char *address)
{
	for (; *address != '\0'; address++) {
		uint32_t c = (uint32_t)*address;

		text_add_codepoint(out, c >= 'a' ? 0x24d0 + c - 'a' : c >= 'A' ? 0x24b6 + c - 'A' : 0x2460 + c - '1');
	}
}

/* Latin letters and their Cyrillic twins. */
static void cyrillic(struct text *out, const char *address)
{
	static const struct {
		char from;
		const char *to;
	} twins[] = {
		{'A', "А"}, {'B', "В"}, {'E', "Е"}, {'K', "К"}, {'M', "М"}, {'H', "Н"}, {'P', "Р"}, {'C', "С"},
		{'T', "Т"}, {'X', "Х"}, {'Y', "У"}, {'S', "Ѕ"}, {'J', "Ј"}, {'a', "а"}, {'c', "с"}, {'e', "е"},
		{'o', "о"}, {'p', "р"}, {'x', "х"}, {'y', "у"}, {'s', "ѕ"}, {'i', "і"}, {'j', "ј"}, {'1', "Ӏ"},
	};

	for (; *address != '\0'; address++) {
		const char *twin = NULL;

		for (size_t i = 0; i < COUNT(twins); i++)
			if (twins[i].from == *address)
				twin = twins[i].to;
		if (twin != NULL)
			text_add_string(out, twin);
		else
			text_add_char(out, *address);
	}
}
static void one_twin(struct text *out, const char *address)
{
	char first[2] = {address[0], '\0'};

	cyrillic(out, first);
	text_add_string(out, address + 1);
}
static void accents(struct text *out, const char *address)
{
	for (; *address != '\0'; address++)
		switch (*address) {
		case 'a':
			text_add_string(out, "á");
			break;
		case 'e':
			text_add_string(out, "ë");
			break;
		case 'A':
			text_add_string(out, "Å");
			break;
		case 'C':
			text_add_string(out, "Ç");
			break;
		default:
			text_add_char(out, *address);
		}
}
static void twins_and_spaces(struct text *out, const char *address)
{
	struct text twin;

	text_init(&twin, 0);
	cyrillic(&twin, address);
	for (size_t i = 0; i < twin.len; i++) {
		if (i > 0 && ((unsigned char)twin.at[i] & 0xc0) != 0x80)
			text_add_char(out, ' ');
		text_add_char(out, twin.at[i]);
	}
	text_free(&twin);
}
static void itself(struct text *out, const char *address)
{
	text_add_string(out, address);
}
static void as_uri(struct text *out, const char *address)
{
	text_add_string(out, "bitcoin:");
	text_add_string(out, address);
	text_add_string(out, "?amount=0.1");
}

static const struct disguise {
	const char *name;
	void (*write)(struct text *out, const char *address);
	enum xs_how how;
} disguises[] = {
	{"itself", itself, XS_HOW_PLAIN},
	{"uri", as_uri, XS_HOW_URI},
	{"spaces", spaces, XS_HOW_SPACED},
	{"dashes", dashes, XS_HOW_SPACED},
	{"stars", stars, XS_HOW_SPACED},
	{"wide dashes", wide_dashes, XS_HOW_SPACED},
	{"equals signs", equals, XS_HOW_SPACED},
	{"no-break spaces", no_break_spaces, XS_HOW_SPACED},
	{"pairs", pairs, XS_HOW_SPACED},
	{"groups of four", fours, XS_HOW_SPACED},
	{"groups of four, dashed", fours_dashed, XS_HOW_SPACED},
	{"groups of five, starred", fives_starred, XS_HOW_SPACED},
	{"groups of six, dotted", sixes_dotted, XS_HOW_SPACED},
	{"groups of seven, underscored", sevens_underscored, XS_HOW_SPACED},
	{"groups of eight, barred", eights_barred, XS_HOW_SPACED},
	{"groups of four, bulleted", bulleted, XS_HOW_SPACED},
	{"one star", one_star, XS_HOW_SPACED},
	{"one blank", one_blank, XS_HOW_SPACED},
	{"wrapped groups", wrapped_groups, XS_HOW_SPLIT},
	{"two lines", two_lines, XS_HOW_SPLIT},
	{"three lines", three_lines, XS_HOW_SPLIT},
	{"five lines", five_lines, XS_HOW_SPLIT},
	{"quoted lines", quoted_lines, XS_HOW_SPLIT},
	{"cells", cells, XS_HOW_SPLIT},
	{"plus signs", plus_signs, XS_HOW_SPACED},
	{"two sentences", two_sentences, XS_HOW_SPLIT},
	{"labelled halves", labelled_halves, XS_HOW_SPLIT},
	{"three sentences", three_sentences, XS_HOW_SPLIT},
	{"German sentences", german_sentences, XS_HOW_SPLIT},
	{"Japanese sentences", japanese_sentences, XS_HOW_SPLIT},
	{"Russian sentences", russian_sentences, XS_HOW_SPLIT},
	{"halves in the wrong order", halves_in_wrong_order, XS_HOW_SPLIT},
	{"noise between the halves", with_noise_between, XS_HOW_SPLIT},
	{"remove the word", remove_the_word, XS_HOW_SPLIT},
	{"reversed", reversed, XS_HOW_REVERSED},
	{"reversed and spaced", reversed_and_spaced, XS_HOW_REVERSED},
	{"reversed in groups", reversed_in_groups, XS_HOW_REVERSED},
	{"zero-width spaces", invisible, XS_HOW_INVISIBLE},
	{"soft hyphens", soft_hyphens, XS_HOW_INVISIBLE},
	{"word joiners", joiners, XS_HOW_INVISIBLE},
	{"underlined", underlined, XS_HOW_INVISIBLE},
	{"full width", full_width, XS_HOW_LOOKALIKE},
	{"mathematical", mathematical, XS_HOW_LOOKALIKE},
	{"circled", circled, XS_HOW_LOOKALIKE},
	{"Cyrillic twins", cyrillic, XS_HOW_LOOKALIKE},
	{"one Cyrillic twin", one_twin, XS_HOW_LOOKALIKE},
	{"accents", accents, XS_HOW_LOOKALIKE},
	{"Cyrillic twins and spaces", twins_and_spaces, XS_HOW_SPACED},
};

/* What stands round the address: the words of money may be in front, behind, in another language, or far away. */
static const struct {
	const char *before, *after;
} letters[] = {
	{"Send the bitcoin to this wallet: ", "\nYou have 48 hours."},
	{"このウォレットに送金してください。\n", "\n時間は48時間です。"},
	{"Переведи деньги на мой кошелёк ", " как можно скорее."},
	{"Nothing in front names it:\n\n", "\n\nThat was the address of my wallet, (it is case sensitive)."},
	{"Do it now. ", ""},
};

struct tally {
	unsigned tried, found, right;
};

static void try_disguise(struct tally *tally, const struct disguise *disguise, size_t letter, const char *address)
{
	struct xs_wallet wallets[4];
	struct wallet_limits hit;
	struct text text;
	size_t count;

	text_init(&text, 0);
	text_add_string(&text, letters[letter].before);
	{
		struct text middle;

		text_init(&middle, 0);
		disguise->write(&middle, address);
		text_add(&text, middle.at, middle.len);
		text_free(&middle);
	}
	text_add_string(&text, letters[letter].after);
	count = wallet_find(wallets, COUNT(wallets), &hit, text.at, text.len, XS_TEXT_VISIBLE, WALLET_PIECES);
	tally->tried++;
	for (size_t i = 0; i < count && i < COUNT(wallets); i++)
		if (strcmp(wallets[i].address, address) == 0) {
			tally->found++;
			/* an address without the letters that have twins is not disguised at all */
			tally->right += wallets[i].how == disguise->how || wallets[i].how == XS_HOW_PLAIN;
			if (wallets[i].offset + wallets[i].length > text.len)
				ck_abort_msg("%s: place", disguise->name);
		} else if (getenv("XS_VERBOSE") != NULL) {
			printf("%s: another %s in %s\n", disguise->name, wallets[i].address, address);
		}
	if (count == 0 && getenv("XS_VERBOSE") != NULL)
		printf("%s (%zu): missed %.*s\n", disguise->name, letter, (int)text.len, text.at);
	text_free(&text);
}

/* Real ransom addresses when they are there: in the suite every tenth, all of them with XS_FULL set. */
START_TEST(an_address_is_found_under_each_disguise)
{
	struct tally tally = {0};
	struct lines lines;
	const char *shared = "addresses/romiti2019_sextortion_btc.txt";
	int number = 0, every = getenv("XS_FULL") != NULL ? 1 : 10;

	if (!lines_open_shared(&lines, shared))
		return;
	while (lines_next(&lines)) {
		struct xs_wallet wallet;

		if (number++ % every != 0 || xs_wallet_check(&wallet, lines.cell[0], strlen(lines.cell[0])) == 0)
			continue;
		for (size_t letter = 0; letter < COUNT(letters); letter++)
			try_disguise(&tally, &disguises[_i], letter, lines.cell[0]);
	}
	printf("%-30s %u of %u found, %u with the right how\n", disguises[_i].name, tally.found, tally.tried,
	       tally.right);
	ck_assert_msg(tally.found * 1000ul >= tally.tried * 999ul, "%s: %u of %u", disguises[_i].name, tally.found,
		      tally.tried);
	ck_assert_msg(tally.right * 1000ul >= tally.tried * 999ul, "%s: %u of %u have the right how",
		      disguises[_i].name, tally.right, tally.tried);
}
END_TEST

static glob_t files;

/* Letters and digits only, and not the address of a zero, whose halves look like nothing. */
static bool is_one_run(const char *address)
{
	for (const char *c = address; *c != '\0'; c++)
		if (!ascii_is_alnum(*c))
			return false;
	return strstr(address, "AAAAAAAA") == NULL && strstr(address, "11111111") == NULL &&
	       strstr(address, "rrrrrrrr") == NULL;
}

/* Addresses of every coin, in the disguises that all of them can wear: what is read as one case or another alphabet is
 * tried on those of bitcoin above. Long invoices are not spelt out in single characters. */
START_TEST(every_coin_is_found_under_a_disguise)
{
	struct tally tally = {0};
	struct lines lines;

	if (!lines_open_vectors(&lines, &files, _i))
		return;
	while (lines_next(&lines)) {
		const char *address = lines.cell[4];

		if (strcmp(lines.cell[3], "ok") != 0 || !is_one_run(address) || strlen(address) > 110 ||
		    strlen(address) < 25 || strcmp(lines.cell[0], "substrate") == 0)
			continue;
		for (size_t i = 0; i < COUNT(disguises); i++) {
			unsigned found = tally.found;

			if (disguises[i].write == circled || disguises[i].write == cyrillic ||
			    disguises[i].write == twins_and_spaces || disguises[i].write == one_twin ||
			    disguises[i].write == accents)
				continue;
			try_disguise(&tally, &disguises[i], 0, address);
			if (tally.found == found)
				printf("%s: missed %s\n", disguises[i].name, address);
		}
	}
	printf("%-5s %u of %u found\n", files.gl_pathv[_i], tally.found, tally.tried);
	ck_assert_msg(tally.found * 100ul >= tally.tried * 99ul, "%s: %u of %u", files.gl_pathv[_i], tally.found,
		      tally.tried);
}
END_TEST

/* What must stay unseen: forms without a checksum, private keys, what is broken, what only looks like a row of groups.
 */
static const struct {
	const char *name, *text;
} innocents[] = {
	{"lower-case EVM in groups", "send eth to 0xd1220a0c f47c7b9b e7a2e6ba 89f42976 2e7b9adb"},
	{"lower-case EVM with full-width letters", "send eth to 0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9ａdb"},
	{"bare key in groups", "send sol to 9WzDXwBbmkg8 ZTbNMqUxvQRA yrZzDsGYdLVL 9zYtAWWM"},
	{"private key in groups", "wallet key 5Kb8kLf9zgWQ nogidDA76Mzb 4aRnZTL1dJXo 9HzrgGqPMHkF"},
	{"mixed-case bech32", "bitcoin to bC1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"},
	{"a changed character, spaced", "btc 1 A 1 z P 1 e P 5 Q G e f i 2 D M P T f T L 5 S L m v 7 D i v f N b"},
	{"a lost character, spaced", "btc 1 A 1 z P 1 e P 5 Q G e f i 2 D M P T f T L 5 S L m v 7 D i v f N"},
	{"hexadecimal dump",
	 "dump: 1f 8b 08 00 00 00 00 00 00 03 4b 4c 4a 06 00 c2 41 24 35 03 00 00 00 1f 8b 08 00 00 00"},
	{"licence key", "wallet key 3XKQ7-PWD8T-9HVNM-RB42C-G6YJF-TTX93"},
	{"uuid", "payment 3f2504e0-4f89-41d3-9a0c-0305e82c3301"},
	{"fingerprint", "address 3AA5 C343 71A5 67BD 6BC1 9D1C 2F7A 8E55 1B0C 44D9"},
	{"phone numbers", "wallet 1 800 555 0199, 1 800 555 0198, 1 800 555 0197"},
	{"spelt word", "b i t c o i n  w a l l e t  a d d r e s s  1 2 3 4 5 6 7 8 9 0"},
	{"prose", "Later The My Dear Please Take Action before Tuesday and Make a Payment to This Account Today"},
};

START_TEST(what_proves_nothing_is_not_put_together)
{
	struct xs_wallet wallets[2];
	struct wallet_limits hit;
	const char *text = innocents[_i].text;

	ck_assert_msg(wallet_find(wallets, 2, &hit, text, strlen(text), XS_TEXT_VISIBLE, WALLET_PIECES) == 0,
		      "%s: found %s %s", innocents[_i].name, wallets[0].coin, wallets[0].address);
}
END_TEST

/* Every cut of a text, and bytes that are no UTF-8: nothing may be read beyond the end, and a whole one is found. */
START_TEST(a_cut_text_is_read_to_its_end_and_no_further)
{
	static const char text[] =
		"\xe3\x82 send １Ａ１ｚＰ１ｅＰ５ＱＧｅｆｉ２ＤＭＰＴｆＴＬ５ＳＬｍｖ７ＤｉｖｆＮａ \xff\xf0\x9d";
	struct xs_wallet wallets[2];
	struct wallet_limits hit;

	for (size_t len = 0; len < sizeof text; len++) {
		char *copy = malloc(len + 1);
		size_t count;

		memcpy(copy, text, len);
		count = wallet_find(wallets, 2, &hit, copy, len, XS_TEXT_VISIBLE, WALLET_PIECES);
		ck_assert_msg(count == (len >= sizeof text - 5), "%zu found in %zu bytes", count, len);
		free(copy);
	}
}
END_TEST

START_TEST(too_many_pieces_are_told)
{
	static const char row[] = "1A1zP1e P5QGefi 2DMPTfT L5SLmv7 DivfNb, ";
	size_t len = 0, size = 2u << 20;
	char *text = malloc(size);
	struct wallet_limits hit;

	while (len + sizeof row < size) {
		memcpy(text + len, row, sizeof row - 1);
		len += sizeof row - 1;
	}
	ck_assert_uint_eq(wallet_find(NULL, 0, &hit, text, len, XS_TEXT_VISIBLE, WALLET_PIECES), 0);
	ck_assert(hit.joins);
	ck_assert_uint_eq(wallet_find(NULL, 0, &hit, text, sizeof row, XS_TEXT_VISIBLE, WALLET_PIECES), 0);
	ck_assert(!hit.joins);
	free(text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("wallet join");
	TCase *tests = tcase_create("join");
	SRunner *runner = srunner_create(suite);
	int failed;

	lines_find_vectors(&files);
	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, an_address_is_found_under_each_disguise, 0, (int)COUNT(disguises));
	tcase_add_loop_test(tests, every_coin_is_found_under_a_disguise, 0, (int)files.gl_pathc);
	tcase_add_loop_test(tests, what_proves_nothing_is_not_put_together, 0, (int)COUNT(innocents));
	tcase_add_test(tests, a_cut_text_is_read_to_its_end_and_no_further);
	tcase_add_test(tests, too_many_pieces_are_told);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	globfree(&files);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
