/* alike.c: turns a character beyond ASCII into the ASCII letter or digit that it looks like.
 * It must not know what the character stands in.
 * Unicode 15: blocks of letters in order are computed, the others are tables.
 */
#include "wallet/alike.h"

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

struct alike {
	uint16_t from;
	char to;
};

/* In rising order. */
/* clang-format off */
static const struct alike alikes[] = {
	{0x13a0, 'D'}, {0x13a2, 'T'}, {0x13aa, 'A'}, {0x13ab, 'J'}, {0x13ac, 'E'}, {0x13b3, 'W'}, {0x13b7, 'M'},
	{0x13bb, 'H'}, {0x13c0, 'G'}, {0x13c3, 'Z'}, {0x13d2, 'R'}, {0x13d9, 'V'}, {0x13da, 'S'}, {0x13de, 'L'},
	{0x13df, 'C'}, {0x13e2, 'P'}, {0x13e6, 'K'}, {0x13f4, 'B'}, {0x1d00, 'A'}, {0x1d04, 'C'}, {0x1d05, 'D'},
	{0x1d07, 'E'}, {0x1d0a, 'J'}, {0x1d0b, 'K'}, {0x1d0d, 'M'}, {0x1d0f, 'O'}, {0x1d18, 'P'}, {0x1d1b, 'T'},
	{0x1d1c, 'U'}, {0x1d20, 'V'}, {0x1d21, 'W'}, {0x1d22, 'Z'}, {0x2070, '0'}, {0x2071, 'i'}, {0x2074, '4'},
	{0x2075, '5'}, {0x2076, '6'}, {0x2077, '7'}, {0x2078, '8'}, {0x2079, '9'}, {0x207f, 'n'}, {0x2080, '0'},
	{0x2081, '1'}, {0x2082, '2'}, {0x2083, '3'}, {0x2084, '4'}, {0x2085, '5'}, {0x2086, '6'}, {0x2087, '7'},
	{0x2088, '8'}, {0x2089, '9'}, {0x2102, 'C'}, {0x210a, 'g'}, {0x210b, 'H'}, {0x210c, 'H'}, {0x210d, 'H'},
	{0x210e, 'h'}, {0x2110, 'I'}, {0x2111, 'I'}, {0x2112, 'L'}, {0x2113, 'l'}, {0x2115, 'N'}, {0x2119, 'P'},
	{0x211a, 'Q'}, {0x211b, 'R'}, {0x211c, 'R'}, {0x211d, 'R'}, {0x2124, 'Z'}, {0x2128, 'Z'}, {0x212c, 'B'},
	{0x212d, 'C'}, {0x212f, 'e'}, {0x2130, 'E'}, {0x2131, 'F'}, {0x2133, 'M'}, {0x2134, 'o'}, {0x2160, 'I'},
	{0x2164, 'V'}, {0x2169, 'X'}, {0x216c, 'L'}, {0x216d, 'C'}, {0x216e, 'D'}, {0x216f, 'M'}, {0x2170, 'i'},
	{0x2174, 'v'}, {0x2179, 'x'}, {0x217c, 'l'}, {0x217d, 'c'}, {0x217e, 'd'}, {0x217f, 'm'}, {0x24ea, '0'},
	{0x2c80, 'A'}, {0x2c82, 'B'}, {0x2c88, 'E'}, {0x2c8e, 'H'}, {0x2c92, 'I'}, {0x2c94, 'K'}, {0x2c98, 'M'},
	{0x2c9a, 'N'}, {0x2c9e, 'O'}, {0x2c9f, 'o'}, {0x2ca2, 'P'}, {0x2ca3, 'p'}, {0x2ca4, 'C'}, {0x2ca5, 'c'},
	{0x2ca6, 'T'}, {0x2ca8, 'Y'}, {0x2cac, 'X'}, {0xa731, 'S'},
};

/* U+0080 to U+07FF, the characters of two bytes: what they look like; '~': invisible, ' ': blank, '-': mark, '.': foreign.
 * Accents are taken off, Greek and Cyrillic letters stand for their Latin twins. */
static const char two_bytes[] =
	"~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ ---------a--~----23-----1o-----AAAAAA.CEEEEIIIIDNOOOOOxOUUUUYPB"
	"aaaaaa.ceeeeiiii.nooooo.ouuuuypyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKkkLlLlLlL"
	"lLlNnNnNnnNnOoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzf................................"
	"................................................................................................"
	".................................................................................a.............."
	".gG......iI.........N...........R..............Y.........B..H..L................................"
	"................................................................~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~"
	"~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~................"
	".................AB..EZH.IK.MN.O.P..TY.X.........a.y.e.n.ik..v.o.p..tu.x.w......................"
	"...................j.....CM..........SI.J.......A6B..E.3..K.MHO.PCTY.X.4........a6Br.e.3..k.MHon"
	"pcTy.x...............si.j............................v.............~~~~~~~......................"
	"..............Yy...........h....I..............I................................................"
	".d........................QqWw...............................................U.S................"
	"......q.........h....j..n....u...g...o.........................................................."
	"............................................................................................~..."
	"................................................................................................"
	"................................................................................................"
	"................................................................................................"
	"................................................................................................"
	"................................................................................................";
/* clang-format on */

/* Blocks in which letters stand in order. */
static const struct block {
	uint32_t from;
	uint8_t count;
	char to;
} blocks[] = {
	{0x2460, 9, '1'},   {0x2474, 9, '1'},   {0x249c, 26, 'a'},  {0x24b6, 26, 'A'},  {0x24d0, 26, 'a'},
	{0x24f5, 9, '1'},   {0x2776, 9, '1'},   {0x2780, 9, '1'},   {0x278a, 9, '1'},   {0x1f110, 26, 'A'},
	{0x1f130, 26, 'A'}, {0x1f150, 26, 'A'}, {0x1f170, 26, 'A'}, {0x1f1e6, 26, 'A'},
};

static const struct range {
	uint32_t from, to;
	enum alike_class what;
} ranges[] = {
	{0x115f, 0x1160, ALIKE_INVISIBLE},   {0x1680, 0x1680, ALIKE_BLANK},       {0x17b4, 0x17b5, ALIKE_INVISIBLE},
	{0x180b, 0x180f, ALIKE_INVISIBLE},   {0x1ab0, 0x1aff, ALIKE_INVISIBLE},   {0x1dc0, 0x1dff, ALIKE_INVISIBLE},
	{0x20a0, 0x20cf, ALIKE_MARK},        {0x20d0, 0x20ff, ALIKE_INVISIBLE},   {0x2190, 0x27ff, ALIKE_MARK},
	{0x2800, 0x2800, ALIKE_BLANK},       {0x2900, 0x2bff, ALIKE_MARK},        {0x3000, 0x3000, ALIKE_BLANK},
	{0x3001, 0x3003, ALIKE_MARK},        {0x3008, 0x3030, ALIKE_MARK},        {0x30fb, 0x30fb, ALIKE_MARK},
	{0x3164, 0x3164, ALIKE_INVISIBLE},   {0xfe00, 0xfe0f, ALIKE_INVISIBLE},   {0xfe10, 0xfe1f, ALIKE_MARK},
	{0xfe20, 0xfe2f, ALIKE_INVISIBLE},   {0xfe30, 0xfe6f, ALIKE_MARK},        {0xfeff, 0xfeff, ALIKE_INVISIBLE},
	{0xff5f, 0xff65, ALIKE_MARK},        {0xffa0, 0xffa0, ALIKE_INVISIBLE},   {0xfff0, 0xfffb, ALIKE_INVISIBLE},
	{0xfffc, 0xfffd, ALIKE_MARK},        {0x1d173, 0x1d17a, ALIKE_INVISIBLE}, {0x1f000, 0x1faff, ALIKE_MARK},
	{0xe0000, 0xe0fff, ALIKE_INVISIBLE},
};

/* Thirteen styles of 52 letters, five of ten digits; the dotless pair and Greek between them are no ASCII letters. */
static char mathematical(uint32_t codepoint)
{
	uint32_t letter;

	if (codepoint >= 0x1d7ce && codepoint <= 0x1d7ff)
		return (char)('0' + (codepoint - 0x1d7ce) % 10);
	if (codepoint < 0x1d400 || codepoint > 0x1d6a3)
		return '\0';
	letter = (codepoint - 0x1d400) % 52;
	return (char)(letter < 26 ? 'A' + letter : 'a' + letter - 26);
}

static char in_table(uint32_t codepoint)
{
	size_t low = 0, high = COUNT(alikes);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (alikes[middle].from == codepoint)
			return alikes[middle].to;
		if (alikes[middle].from < codepoint)
			low = middle + 1;
		else
			high = middle;
	}
	return '\0';
}

static char letter_of(uint32_t codepoint)
{
	char letter = codepoint <= UINT16_MAX ? in_table(codepoint) : '\0';

	for (size_t i = 0; letter == '\0' && codepoint >= blocks[0].from && i < COUNT(blocks); i++)
		if (codepoint >= blocks[i].from && codepoint < blocks[i].from + blocks[i].count)
			letter = (char)((uint32_t)blocks[i].to + codepoint - blocks[i].from);
	return letter != '\0' ? letter : mathematical(codepoint);
}

static enum alike_class class_of_letter(char *char_out, char letter)
{
	*char_out = letter;
	switch (letter) {
	case '~':
		return ALIKE_INVISIBLE;
	case ' ':
		return ALIKE_BLANK;
	case '-':
		return ALIKE_MARK;
	case '.':
		return ALIKE_FOREIGN;
	default:
		return ALIKE_CHAR;
	}
}

/* U+2000 to U+206F, in the same letters. */
static const char punctuation[] =
	"           ~~~~~------------------------  ~~~~~ -----------------------------------------------"
	" ~~~~~~~~~~~~~~~~";

/* Kana, Han and Hangul, which are most of what is asked for, look like nothing here. */
static bool is_east_asian(uint32_t codepoint)
{
	return (codepoint > 0x30fb && codepoint < 0xa000 && codepoint != 0x3164) ||
	       (codepoint > 0x3030 && codepoint < 0x30fb) || (codepoint >= 0xac00 && codepoint < 0xd7b0);
}

#define FULL_WIDTH 0xff01 /* where ASCII begins again, from '!' on */

static enum alike_class class_of_full_width(char *char_out, char letter)
{
	*char_out = letter;
	return ascii_is_alnum(letter) ? ALIKE_CHAR : ALIKE_MARK;
}

enum alike_class alike_class(char *char_out, uint32_t codepoint)
{
	size_t low = 0, high = COUNT(ranges);

	/* what is common is answered at once */
	if (codepoint < 0x800)
		return class_of_letter(char_out, two_bytes[codepoint - 0x80]);
	if (codepoint - 0x2000 < sizeof punctuation - 1)
		return class_of_letter(char_out, punctuation[codepoint - 0x2000]);
	if (codepoint - FULL_WIDTH < 0x5e)
		return class_of_full_width(char_out, (char)(codepoint - FULL_WIDTH + '!'));
	if (is_east_asian(codepoint))
		return ALIKE_FOREIGN;
	if (codepoint >= 0x1f200 && codepoint <= 0x1faff)
		return ALIKE_MARK;
	*char_out = letter_of(codepoint);
	if (*char_out != '\0')
		return ALIKE_CHAR;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (codepoint < ranges[middle].from)
			high = middle;
		else if (codepoint > ranges[middle].to)
			low = middle + 1;
		else
			return ranges[middle].what;
	}
	return ALIKE_FOREIGN;
}
