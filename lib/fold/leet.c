/* leet.c: turns digits inside words into the letters that they stand for, and letters inside numbers into digits.
 * It must not know languages: it goes by where the digits stand; its only list is of what is counted and measured.
 * No standard; the same function folds rules and mail, so a wrong guess is wrong on both sides and still matches.
 */
#include "fold/leet.h"

#include <string.h>

#define LEET_LETTERS_MAX 24 /* longer tokens are keys, hashes and file names */

/* What the digits 0 to 9 stand for; 0: nothing. */
static const uint32_t LEET_LATIN[10] = {'o', 'i', 0, 'e', 'a', 's', 0, 't', 'b', 0};
static const uint32_t LEET_CYRILLIC[10] = {0x43e, 0x456, 0, 0x437, 0x447, 0, 0x431, 0, 0x432, 0};
static const uint32_t LEET_GREEK[10] = {0x3bf, 0x3b9, 0, 0x3b5, 0x3b1, 0, 0, 0, 0, 0};

/* A run of digits in a word. */
struct run {
	size_t from, to; /* units, to is behind the last */
};

static uint32_t leet_letter(const struct unit *unit, uint8_t script)
{
	const uint32_t *letters = script == FOLD_LATIN      ? LEET_LATIN
				  : script == FOLD_CYRILLIC ? LEET_CYRILLIC
				  : script == FOLD_GREEK    ? LEET_GREEK
							    : NULL;

	if (script == FOLD_LATIN && unit->latin != 0)
		return unit->latin;
	return letters == NULL ? 0 : letters[unit->folded - '0'];
}

static bool next_run(const struct word *word, struct run *run)
{
	size_t i = run->to;

	while (i < word->count && word->units[i].what != UNIT_DIGIT)
		i++;
	run->from = i;
	while (i < word->count && word->units[i].what == UNIT_DIGIT)
		i++;
	run->to = i;
	return run->from < run->to;
}

static bool is_readable(const struct word *word, const struct run *run, uint8_t script)
{
	for (size_t i = run->from; i < run->to; i++)
		if (leet_letter(&word->units[i], script) == 0)
			return false;
	return true;
}

/* How many runs of digits stand between letters. */
static unsigned count_inner(const struct word *word)
{
	struct run run = {0};
	unsigned runs = 0;

	while (next_run(word, &run))
		runs += run.from > 0 && run.to < word->count;
	return runs;
}

/* Digits between letters: one of them, or two alike ("pa55word"), or two that no number begins with ("b1tc01n"),
 * or two that are not alone ("b17c01n"). */
static bool is_inner(const struct word *word, const struct run *run, uint8_t script)
{
	size_t len = run->to - run->from;
	uint32_t first = word->units[run->from].folded;

	if (run->from == 0 || run->to == word->count || len > 2 || !is_readable(word, run, script))
		return false;
	return len == 1 || first == '0' || first == word->units[run->from + 1].folded || count_inner(word) > 1;
}

static bool is_consonant(const struct unit *unit)
{
	return unit->what == UNIT_LETTER && unit->latin != 0 && strchr("aeiouy", unit->latin) == NULL;
}

/* Digits of other scripts and mathematical ones count nothing in a word of letters. */
static bool is_odd(const struct word *word, const struct run *run, unsigned letters, uint8_t script)
{
	return letters >= 3 && script == FOLD_LATIN && (word->units[run->from].flags & FOLD_ODD) != 0 &&
	       is_readable(word, run, script);
}

/* A digit before the first letter counts something (48h, 2nd, 5minutes), unless it cannot: 0nline, 1nfected. */
static bool is_leading(const struct word *word, const struct run *run, unsigned letters, bool inner)
{
	uint32_t digit = word->units[0].folded;

	if (run->from != 0 || run->to != 1 || letters < 3)
		return false;
	if (digit == '0')
		return word->units[1].latin != 'x';
	return inner || (letters >= 4 && (digit == '1' || digit == '4') && is_consonant(&word->units[1]) &&
			 is_consonant(&word->units[2]));
}

/* Digits behind the last letter are a version or a year (mp3, covid19); one alone may be vide0, emai1, thi5. */
static bool is_trailing(const struct word *word, const struct run *run, unsigned letters, bool inner)
{
	uint32_t digit = word->units[run->from].folded;

	if (run->to != word->count || run->to - run->from != 1 || run->from == 0 || letters < 3)
		return false;
	return inner || digit == '0' || digit == '5' || letters >= 4;
}

/* Keys, hashes and base64 change case all the time, or have no letter beyond f. */
static bool is_key(const struct word *word)
{
	unsigned switches = 0, beyond_hex = 0;
	bool upper = false, first = true;

	for (size_t i = 0; i < word->count; i++) {
		const struct unit *unit = &word->units[i];
		bool is_upper = (unit->flags & FOLD_UPPER) != 0;

		if (unit->what == UNIT_DIGIT)
			continue;
		switches += !first && is_upper != upper;
		beyond_hex += unit->latin < 'a' || unit->latin > 'f';
		upper = is_upper;
		first = false;
	}
	return switches > 3 || (beyond_hex == 0 && word->count > 5);
}

/* Do the digits of this word speak at all? *inner_out: some stand between letters. */
static bool has_leet(const struct word *word, bool *inner_out, unsigned *letters_out, uint8_t script)
{
	struct run run = {0};
	unsigned digits = 0;

	*inner_out = false;
	*letters_out = 0;
	for (size_t i = 0; i < word->count; i++) {
		if (word->units[i].what == UNIT_POINT)
			return false;
		if (word->units[i].what == UNIT_DIGIT)
			digits++;
		else
			++*letters_out;
	}
	if (word->count > 1 && word->units[0].folded == '0' && word->units[1].folded == 'x')
		return false;
	if (digits == 0 || *letters_out <= digits || *letters_out > LEET_LETTERS_MAX || is_key(word))
		return false;
	while (next_run(word, &run)) {
		if (run.from == 0 || run.to == word->count)
			continue;
		if (!is_inner(word, &run, script) && !is_odd(word, &run, *letters_out, script))
			return false; /* a file name, a key, "within24hours" */
		*inner_out = true;
	}
	return true;
}

static void turn_digit(struct unit *unit, uint8_t script)
{
	unit->folded = leet_letter(unit, script);
	unit->script = script;
	unit->what = UNIT_LETTER;
}

static unsigned leet_digits(struct word *word, uint8_t script)
{
	struct run run = {0};
	unsigned letters, turned = 0;
	bool inner;

	if (!has_leet(word, &inner, &letters, script))
		return 0;
	word->leet = inner;
	while (next_run(word, &run)) {
		if (!is_readable(word, &run, script) ||
		    (!is_inner(word, &run, script) && !is_leading(word, &run, letters, inner) &&
		     !is_trailing(word, &run, letters, inner) && !is_odd(word, &run, letters, script)))
			continue;
		for (size_t i = run.from; i < run.to; i++) {
			turn_digit(&word->units[i], script);
			/* eth0 is honest */
			turned += inner || run.from == 0 || (word->units[i].flags & FOLD_ODD) != 0;
		}
	}
	return turned;
}

/* What a single digit in front of it counts or measures: "5days", "1btc" and "3rd" keep their digits in any company. */
static bool is_unit(const struct unit *units, size_t count)
{
	static const char NAMES[][9] = {
		"h",     "hr",     "hrs",     "hour",   "hours", "d",       "day",  "days", "w",     "week",   "weeks",
		"m",     "min",    "mins",    "minute", "month", "months",  "s",    "sec",  "st",    "nd",     "rd",
		"th",    "x",      "k",       "kb",     "mb",    "gb",      "tb",   "am",   "pm",    "p",      "g",
		"usd",   "eur",    "euro",    "euros",  "btc",   "bitcoin", "eth",  "xmr",  "ltc",   "tag",    "tage",
		"tagen", "std",    "stunden", "jour",   "jours", "heures",  "dia",  "dias", "horas", "giorni", "ore",
		"dni",   "godzin", "uur",     "dagen",  "gun",   "saat",    "ngay", "gio",
	};
	char name[9];

	if (count >= sizeof name)
		return false;
	for (size_t i = 0; i < count; i++)
		name[i] = (char)units[i].latin;
	name[count] = '\0';
	for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
		if (strcmp(name, NAMES[i]) == 0)
			return true;
	return false;
}

/* Beside words in leetspeak short ones are in it, too: "th3", "1n", "7o". */
static unsigned leet_short(struct word *word, uint8_t script)
{
	unsigned digits = 0;

	for (size_t i = 0; i < word->count; i++) {
		const struct unit *unit = &word->units[i];

		if (unit->what == UNIT_POINT || (unit->what == UNIT_DIGIT && leet_letter(unit, script) == 0))
			return 0;
		digits += unit->what == UNIT_DIGIT;
	}
	if (digits * 2 > word->count || word->count > LEET_LETTERS_MAX || is_key(word))
		return 0;
	if (word->units[0].what == UNIT_DIGIT &&
	    (word->units[1].what == UNIT_DIGIT || is_unit(word->units + 1, word->count - 1)))
		return 0;
	for (size_t i = 0; i < word->count; i++)
		if (word->units[i].what == UNIT_DIGIT)
			turn_digit(&word->units[i], script);
	return digits;
}

/* A small l or a capital I; "i386" begins with neither. */
static bool is_one(const struct unit *unit)
{
	return unit->latin == ((unit->flags & FOLD_UPPER) != 0 ? 'i' : 'l');
}

/* 5OO, l00, 1O: every letter is o, or an i or l with a digit or o behind it. "10l" stays ten litres, and "O2" itself.
 */
static unsigned leet_number(struct word *word)
{
	unsigned digits = 0, turned = 0;

	for (size_t i = 0; i < word->count; i++) {
		const struct unit *unit = &word->units[i];
		bool more = i + 1 < word->count;

		if (unit->what == UNIT_DIGIT)
			digits++;
		else if (unit->what == UNIT_LETTER && unit->latin == 'o')
			digits += i > 0;
		else if (unit->what != UNIT_POINT && !(more && is_one(unit)))
			return 0;
		if (i > 0 && unit->what == UNIT_LETTER && unit->latin != 'o' && word->units[i - 1].what == UNIT_LETTER)
			return 0;
	}
	if (digits < 2)
		return 0;
	for (size_t i = 0; i < word->count; i++) {
		struct unit *unit = &word->units[i];

		if (unit->what != UNIT_LETTER)
			continue;
		unit->folded = unit->latin == 'o' ? '0' : '1';
		unit->what = UNIT_DIGIT;
		turned++;
	}
	return turned;
}

unsigned leet_read(struct word *word, uint8_t script, bool among_leet)
{
	unsigned turned = 0;
	bool letters = false;

	if (word->digits == 0 || word->digits == word->count || word->count > 64)
		return 0;
	for (size_t i = 0; i < word->count; i++)
		letters |= word->units[i].what == UNIT_LETTER;
	if (!letters)
		return 0;
	if (word->digits > 1 || !among_leet) /* 7o is no number there */
		turned = leet_number(word);
	if (turned == 0)
		turned = leet_digits(word, script);
	return turned == 0 && among_leet ? leet_short(word, script) : turned;
}
