/* check_wallet_change.c: tests that no address with one character changed passes for one, for every form of the table
 * that has a checksum: random addresses, each place of each, every other character of its alphabet. What the checksum
 * cannot find is counted against its odds. In the suite a few addresses of each form, with XS_FULL set 10,000, or as
 * many as it says.
 */
#include "make_address.h"
#include "wallet/check.h"
#include "wallet_lines.h"

#include <math.h>

#define FEW 5
#define MANY 10000
#define RANDOM_BYTES 1024

static const struct form *rows[FORM_ROWS_MAX];
static int row_count;

static unsigned how_many(void)
{
	const char *full = getenv("XS_FULL");
	unsigned number = full == NULL ? 0 : (unsigned)strtoul(full, NULL, 10);

	return full == NULL ? FEW : number > 1 ? number : MANY;
}

/* Random bytes until they make an address: some do not begin as their form's do. */
static void next_address(char out[XS_WALLET_MAX], const struct form *form, unsigned long long *state)
{
	uint8_t bytes[RANDOM_BYTES];

	for (int tries = 0; tries < 10000; tries++) {
		struct maker maker = {bytes, sizeof bytes, 0};

		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (uint8_t)lines_random(state, 256);
		if (make_address(out, &maker, form))
			return;
	}
	ck_abort_msg("no address of %s %s can be made", form->coin, form->name == NULL ? "" : form->name);
}

struct tally {
	double tried, passed, expected;
};

static unsigned letters(const char *address)
{
	unsigned count = 0;

	for (const char *c = address + 2; *c != '\0'; c++)
		count += *c > '9';
	return count;
}

/* The odds of one change to pass. ERC-55: every letter that is left has its case by chance; the change of a letter's
 * case alone is always found; what makes all letters one case takes the checksum away, and is no matter of odds. */
static double odds(const struct form *form, const char *changed, char before, char after)
{
	unsigned bits = make_checksum_bits(form);

	if (form->is == eip55_is)
		return (before | 32) == (after | 32) ? 0 : pow(0.5, letters(changed));
	return bits == 0 ? 0 : pow(0.5, bits);
}

/* Another first character may make it the address of another coin, whose checksum may be shorter. */
static double odds_of_others(const struct form *form, const char *changed, size_t len)
{
	double sum = 0;

	for (int i = 0; i < row_count; i++) {
		const struct form *other = rows[i];
		unsigned bits = make_checksum_bits(other);

		if (other != form && bits != 0 && (other->word == WORD_NONE || other->word == form->word) &&
		    len >= other->least && len <= other->most && strchr(other->first, changed[0]) != NULL)
			sum += pow(0.5, bits);
	}
	return sum;
}

static bool passes(const struct form *form, const struct form_index *index, const char *text, size_t len)
{
	struct xs_wallet wallet;

	return form_read(&wallet, index, text, len, 1u << form->word, NULL) != NULL &&
	       wallet.checksum == XS_CHECKSUM_OK;
}

static void change_all(struct tally *tally, const struct form *form, const struct form_index *index,
		       const char *address)
{
	char text[XS_WALLET_MAX];
	size_t len = strlen(address);

	memcpy(text, address, len + 1);
	for (size_t at = 0; at < len; at++) {
		for (const char *c = make_alphabet(form); *c != '\0'; c++) {
			if (*c == address[at])
				continue;
			text[at] = *c;
			tally->tried++;
			tally->expected += odds(form, text, address[at], *c);
			if (at == 0)
				tally->expected += odds_of_others(form, text, len);
			tally->passed += passes(form, index, text, len);
		}
		text[at] = address[at];
	}
}

START_TEST(a_changed_character_is_refused)
{
	const struct form *form = rows[_i];
	unsigned long long state = 4711 + (unsigned)_i;
	struct form_index index;
	struct tally tally = {0};
	unsigned count = how_many();

	form_index_init(&index);
	for (unsigned i = 0; i < count; i++) {
		char address[XS_WALLET_MAX];
		struct xs_wallet wallet;
		const struct form *read;

		next_address(address, form, &state);
		read = form_read(&wallet, &index, address, strlen(address), 1u << form->word, NULL);
		ck_assert_msg(read != NULL, "%s %s: refused %s", form->coin, form->network, address);
		if (form->is == eip55_is && wallet.checksum != XS_CHECKSUM_OK)
			continue; /* few letters, all of one case */
		ck_assert_msg(read == form, "%s %s: %s is read as %s %s %s", form->coin, form->network, address,
			      wallet.coin, wallet.network, wallet.form);
		change_all(&tally, form, &index, address);
	}
	printf("%-16s %-4s %-10s %6u addresses, %11.0f changes, %5.0f passed, %9.2f by the odds\n", form->coin,
	       form->network, form->name == NULL ? "" : form->name, count, tally.tried, tally.passed, tally.expected);
	fflush(stdout);
	if (tally.expected == 0)
		ck_assert_msg(tally.passed == 0, "%s: %.0f passed", form->coin, tally.passed);
	else
		ck_assert_msg(tally.passed <= tally.expected + 6 * sqrt(tally.expected) + 1,
			      "%s: %.0f passed, %.2f are due", form->coin, tally.passed, tally.expected);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("wallet change");
	TCase *tests = tcase_create("change");
	SRunner *runner;
	int failed;

	for (const struct form *form = form_next(NULL); form != NULL; form = form_next(form))
		if (form->is != ton_raw_is && form->is != bare_key_is)
			rows[row_count++] = form;
	tcase_set_timeout(tests, 7200);
	tcase_add_loop_test(tests, a_changed_character_is_refused, 0, row_count);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
