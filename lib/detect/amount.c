/* amount.c: turns one folded text into amounts of money.
 * It must not know what an amount means for a letter.
 * No standard; numbers are read in either decimal convention, currencies stand in front or behind.
 */
#include "base/text.h"
#include "detect/boundary.h"
#include "detect/gap.h"
#include "detect/ruleset.h"

#include <string.h>

#define AMOUNT_DIGITS 15 /* longer numbers are account numbers and hashes */

struct search {
	const struct money_words *words;
	const char *text;
	size_t len;
};

/* A currency beside a number. */
struct near {
	const struct money *money;
	size_t from, to;
	double factor; /* of a multiplier between the two */
};

/* The longest money word that begins at `at`. No money word holds a digit, so the look ends there. */
static const struct money *word_behind(const struct search *search, size_t at, size_t *to_out)
{
	const struct money *best = NULL;

	if (at >= search->len || !search->words->first[(unsigned char)search->text[at]])
		return NULL;
	for (size_t to = at + 1; to <= search->len && to - at <= search->words->longest; to++) {
		const struct money *money;

		if (ascii_is_digit(search->text[to - 1]))
			break;
		if ((to < search->len && is_inside_character(search->text[to])) ||
		    !search->words->last[(unsigned char)search->text[to - 1]] ||
		    !text_is_boundary(search->text, search->len, to))
			continue;
		money = money_find(search->words, search->text + at, to - at);
		if (money != NULL) {
			best = money;
			*to_out = to;
		}
	}
	return best;
}

static const struct money *word_before(const struct search *search, size_t at, size_t *from_out)
{
	const struct money *best = NULL;

	if (at == 0 || !search->words->last[(unsigned char)search->text[at - 1]])
		return NULL;
	for (size_t from = at; from > 0 && at - from < search->words->longest;) {
		const struct money *money;

		if (ascii_is_digit(search->text[--from]))
			break;
		if (is_inside_character(search->text[from]) ||
		    !search->words->first[(unsigned char)search->text[from]] ||
		    !text_is_boundary(search->text, search->len, from))
			continue;
		money = money_find(search->words, search->text + from, at - from);
		if (money != NULL && money->currency[0] != '\0') {
			best = money;
			*from_out = from;
		}
	}
	return best;
}

static size_t skip_blank(const struct search *search, size_t at)
{
	return at < search->len && search->text[at] == ' ' ? at + 1 : at;
}

/* "ドル", "万円", "thousand dollars", "k" behind a number that ends at `at`. Returns: is there a currency? */
static bool look_behind(const struct search *search, struct near *near, size_t at)
{
	const struct money *money;
	size_t to = at;

	near->factor = 1;
	near->to = at;
	for (int words = 0; words < 2; words++) {
		money = word_behind(search, skip_blank(search, to), &to);
		if (money == NULL)
			return false;
		near->to = to;
		near->factor *= money->factor;
		if (money->currency[0] != '\0') {
			near->money = money;
			return true;
		}
	}
	return false;
}

/* "$", "usd": a sign or code that the number is glued to says more than what comes behind; a word of a script without
 * spaces does not, it may belong to what stands before ("ビットコイン550ドル"). */
static bool is_glued(const struct search *search, size_t at)
{
	size_t from = at;

	if (at == 0 || search->text[at - 1] == ' ')
		return false;
	do
		from--;
	while (from > 0 && is_inside_character(search->text[from]));
	/* "£" is two bytes, "€" three; a letter of three bytes in front of a digit is of no script with spaces */
	return at - from < 3 || (unsigned char)search->text[from] == 0xe2;
}

static bool look_before(const struct search *search, struct near *near, size_t at)
{
	size_t to = at > 0 && search->text[at - 1] == ' ' ? at - 1 : at;

	near->money = word_before(search, to, &near->from);
	return near->money != NULL;
}

static bool find_currency(const struct search *search, struct near *near, size_t from, size_t to)
{
	struct near behind = {.from = from, .factor = 1};
	bool is_behind = look_behind(search, &behind, to);

	near->from = from;
	near->to = to;
	near->factor = 1;
	if (is_behind && !(is_glued(search, from) && look_before(search, near, from))) {
		*near = behind;
		return true;
	}
	if (near->money == NULL && !look_before(search, near, from))
		return false;
	near->to = behind.money == NULL ? behind.to : to; /* "$2k" */
	near->factor = behind.money == NULL ? behind.factor : 1;
	return true;
}

/* ---- numbers --------------------------------------------------------------------------------------------------- */

/* The byte of a number that stands in front of its decimals; SIZE_MAX when it has none. "1,900" and "1.900" are
 * thousands, of coins they are not; of two kinds of signs the last one counts. */
static size_t decimal_sign(const char *number, size_t len, bool crypto)
{
	size_t last = SIZE_MAX, points = 0, commas = 0;
	bool zero = number[0] == '0' && len > 1 && !ascii_is_digit(number[1]);

	for (size_t i = 0; i < len; i++) {
		points += number[i] == '.';
		commas += number[i] == ',';
		if (number[i] == '.' || number[i] == ',')
			last = i;
	}
	if (points > 0 && commas > 0)
		return last;
	if (points + commas != 1)
		return SIZE_MAX;
	return crypto || zero || len - last - 1 != 3 || last > 3 ? last : SIZE_MAX;
}

/* Returns: the value, or a negative number when this is none that people pay. */
static double number_value(const char *number, size_t len, bool crypto)
{
	size_t sign = decimal_sign(number, len, crypto), digits = 0;
	double value = 0, unit = 1;

	for (size_t i = 0; i < len; i++) {
		if (!ascii_is_digit(number[i]))
			continue;
		if (++digits > AMOUNT_DIGITS)
			return -1;
		if (sign != SIZE_MAX && i > sign)
			unit /= 10;
		value = value * 10 + (number[i] - '0');
	}
	return value * unit;
}

/* ---- amounts --------------------------------------------------------------------------------------------------- */

static bool read_amount(struct amount_hit *hit_out, const struct search *search, const struct view *view, size_t from,
			size_t to)
{
	struct near near = {0};
	double value;

	if (!find_currency(search, &near, from, to))
		return false;
	value = number_value(search->text + from, to - from, near.money->crypto);
	if (value <= 0)
		return false;
	memset(hit_out, 0, sizeof *hit_out);
	memcpy(hit_out->currency, near.money->currency, sizeof hit_out->currency);
	hit_out->crypto = near.money->crypto;
	hit_out->value = value * near.factor;
	hit_out->text = view->index;
	hit_out->folded_from = near.from;
	hit_out->offset = view->map[near.from];
	hit_out->length = view->map[near.to] - view->map[near.from];
	return true;
}

size_t amount_find(struct amount_hit *hits_out, size_t max, const struct xs_rules *rules, const struct view *view)
{
	struct search search = {&rules->money, view->folded.at, view->folded.len};
	size_t count = 0, at = 0;

	while (at < search.len && count < max) {
		size_t end;

		if (!ascii_is_digit(search.text[at])) {
			at++;
			continue;
		}
		end = text_number_end(search.text, search.len, at);
		count += read_amount(&hits_out[count], &search, view, at, end);
		at = end;
	}
	return count;
}
