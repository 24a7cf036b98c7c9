/* html_colour.c: turns the spellings of a colour into a number.
 * It must not know what is painted with it.
 * CSS Color 4, sections 4 to 6 (names, hexadecimal, rgb, hsl).
 */
#include "decode/html_colour.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Sorted by name for bsearch. */
static const struct colour_name {
	const char *name;
	int32_t colour;
} colour_names[] = {
	{"aliceblue", 0xf0f8ff},
	{"antiquewhite", 0xfaebd7},
	{"aqua", 0x00ffff},
	{"aquamarine", 0x7fffd4},
	{"azure", 0xf0ffff},
	{"beige", 0xf5f5dc},
	{"bisque", 0xffe4c4},
	{"black", 0x000000},
	{"blanchedalmond", 0xffebcd},
	{"blue", 0x0000ff},
	{"blueviolet", 0x8a2be2},
	{"brown", 0xa52a2a},
	{"burlywood", 0xdeb887},
	{"cadetblue", 0x5f9ea0},
	{"chartreuse", 0x7fff00},
	{"chocolate", 0xd2691e},
	{"coral", 0xff7f50},
	{"cornflowerblue", 0x6495ed},
	{"cornsilk", 0xfff8dc},
	{"crimson", 0xdc143c},
	{"cyan", 0x00ffff},
	{"darkblue", 0x00008b},
	{"darkcyan", 0x008b8b},
	{"darkgoldenrod", 0xb8860b},
	{"darkgray", 0xa9a9a9},
	{"darkgreen", 0x006400},
	{"darkgrey", 0xa9a9a9},
	{"darkkhaki", 0xbdb76b},
	{"darkmagenta", 0x8b008b},
	{"darkolivegreen", 0x556b2f},
	{"darkorange", 0xff8c00},
	{"darkorchid", 0x9932cc},
	{"darkred", 0x8b0000},
	{"darksalmon", 0xe9967a},
	{"darkseagreen", 0x8fbc8f},
	{"darkslateblue", 0x483d8b},
	{"darkslategray", 0x2f4f4f},
	{"darkslategrey", 0x2f4f4f},
	{"darkturquoise", 0x00ced1},
	{"darkviolet", 0x9400d3},
	{"deeppink", 0xff1493},
	{"deepskyblue", 0x00bfff},
	{"dimgray", 0x696969},
	{"dimgrey", 0x696969},
	{"dodgerblue", 0x1e90ff},
	{"firebrick", 0xb22222},
	{"floralwhite", 0xfffaf0},
	{"forestgreen", 0x228b22},
	{"fuchsia", 0xff00ff},
	{"gainsboro", 0xdcdcdc},
	{"ghostwhite", 0xf8f8ff},
	{"gold", 0xffd700},
	{"goldenrod", 0xdaa520},
	{"gray", 0x808080},
	{"green", 0x008000},
	{"greenyellow", 0xadff2f},
	{"grey", 0x808080},
	{"honeydew", 0xf0fff0},
	{"hotpink", 0xff69b4},
	{"indianred", 0xcd5c5c},
	{"indigo", 0x4b0082},
	{"ivory", 0xfffff0},
	{"khaki", 0xf0e68c},
	{"lavender", 0xe6e6fa},
	{"lavenderblush", 0xfff0f5},
	{"lawngreen", 0x7cfc00},
	{"lemonchiffon", 0xfffacd},
	{"lightblue", 0xadd8e6},
	{"lightcoral", 0xf08080},
	{"lightcyan", 0xe0ffff},
	{"lightgoldenrodyellow", 0xfafad2},
	{"lightgray", 0xd3d3d3},
	{"lightgreen", 0x90ee90},
	{"lightgrey", 0xd3d3d3},
	{"lightpink", 0xffb6c1},
	{"lightsalmon", 0xffa07a},
	{"lightseagreen", 0x20b2aa},
	{"lightskyblue", 0x87cefa},
	{"lightslategray", 0x778899},
	{"lightslategrey", 0x778899},
	{"lightsteelblue", 0xb0c4de},
	{"lightyellow", 0xffffe0},
	{"lime", 0x00ff00},
	{"limegreen", 0x32cd32},
	{"linen", 0xfaf0e6},
	{"magenta", 0xff00ff},
	{"maroon", 0x800000},
	{"mediumaquamarine", 0x66cdaa},
	{"mediumblue", 0x0000cd},
	{"mediumorchid", 0xba55d3},
	{"mediumpurple", 0x9370db},
	{"mediumseagreen", 0x3cb371},
	{"mediumslateblue", 0x7b68ee},
	{"mediumspringgreen", 0x00fa9a},
	{"mediumturquoise", 0x48d1cc},
	{"mediumvioletred", 0xc71585},
	{"midnightblue", 0x191970},
	{"mintcream", 0xf5fffa},
	{"mistyrose", 0xffe4e1},
	{"moccasin", 0xffe4b5},
	{"navajowhite", 0xffdead},
	{"navy", 0x000080},
	{"oldlace", 0xfdf5e6},
	{"olive", 0x808000},
	{"olivedrab", 0x6b8e23},
	{"orange", 0xffa500},
	{"orangered", 0xff4500},
	{"orchid", 0xda70d6},
	{"palegoldenrod", 0xeee8aa},
	{"palegreen", 0x98fb98},
	{"paleturquoise", 0xafeeee},
	{"palevioletred", 0xdb7093},
	{"papayawhip", 0xffefd5},
	{"peachpuff", 0xffdab9},
	{"peru", 0xcd853f},
	{"pink", 0xffc0cb},
	{"plum", 0xdda0dd},
	{"powderblue", 0xb0e0e6},
	{"purple", 0x800080},
	{"rebeccapurple", 0x663399},
	{"red", 0xff0000},
	{"rosybrown", 0xbc8f8f},
	{"royalblue", 0x4169e1},
	{"saddlebrown", 0x8b4513},
	{"salmon", 0xfa8072},
	{"sandybrown", 0xf4a460},
	{"seagreen", 0x2e8b57},
	{"seashell", 0xfff5ee},
	{"sienna", 0xa0522d},
	{"silver", 0xc0c0c0},
	{"skyblue", 0x87ceeb},
	{"slateblue", 0x6a5acd},
	{"slategray", 0x708090},
	{"slategrey", 0x708090},
	{"snow", 0xfffafa},
	{"springgreen", 0x00ff7f},
	{"steelblue", 0x4682b4},
	{"tan", 0xd2b48c},
	{"teal", 0x008080},
	{"thistle", 0xd8bfd8},
	{"tomato", 0xff6347},
	{"turquoise", 0x40e0d0},
	{"violet", 0xee82ee},
	{"wheat", 0xf5deb3},
	{"white", 0xffffff},
	{"whitesmoke", 0xf5f5f5},
	{"yellow", 0xffff00},
	{"yellowgreen", 0x9acd32},
};

struct colour_word {
	const char *at;
	size_t len;
};

static int colour_compare(const void *key, const void *member)
{
	const struct colour_word *word = key;

	return ascii_order(word->at, word->len, ((const struct colour_name *)member)->name);
}

static int colour_hex_digit(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* rgb, rgba, rrggbb or rrggbbaa. Returns: bytes used, 0 when it is none of them. */
static size_t colour_hex(int32_t *colour_out, const char *at, size_t len)
{
	int digits[8];
	size_t count = 0;
	bool wide;

	while (count < len && count < 8 && colour_hex_digit(at[count]) >= 0) {
		digits[count] = colour_hex_digit(at[count]);
		count++;
	}
	if (count != 3 && count != 4 && count != 6 && count != 8)
		return 0;
	wide = count > 4;
	*colour_out = 0;
	for (size_t i = 0; i < 3; i++)
		*colour_out = *colour_out << 8 | (wide ? digits[2 * i] * 16 + digits[2 * i + 1] : digits[i] * 17);
	if ((count == 4 && digits[3] <= 1) || (count == 8 && digits[6] <= 1))
		*colour_out = HTML_COLOUR_CLEAR;
	return count;
}

/* A number of rgb() and hsl() in thousandths; a percentage is of `whole`. */
static size_t colour_number(int32_t *number_out, const char *at, size_t len, int32_t whole)
{
	int32_t value = 0, scale = 1000;
	bool point = false, minus = false;
	size_t i = 0, digits = 0;

	while (i < len && (at[i] == ' ' || at[i] == ',' || at[i] == '/' || at[i] == '+'))
		i++;
	if (i < len && at[i] == '-') {
		minus = true;
		i++;
	}
	for (; i < len && (ascii_is_digit(at[i]) || (at[i] == '.' && !point)); i++) {
		if (at[i] == '.') {
			point = true;
			continue;
		}
		digits++;
		if (!point && value <= 1000 * 1000)
			value = value * 10 + (at[i] - '0') * 1000;
		else if (point && scale > 1)
			value += (at[i] - '0') * (scale /= 10);
	}
	if (digits == 0)
		return 0;
	if (i < len && at[i] == '%') {
		value = (value > 1000 * 100 ? 1000 * 100 : value) / 100 * whole;
		i++;
	}
	while (i < len && ascii_is_alpha(at[i])) /* deg */
		i++;
	*number_out = minus ? -value : value;
	return i;
}

static int32_t colour_clamp(int32_t value, int32_t most)
{
	return value < 0 ? 0 : value > most ? most : value;
}

/* One channel of hsl, 0 to 255; hue in degrees, the others in thousandths. CSS Color 4, section 7. */
static int32_t colour_hsl_channel(int32_t n, int32_t hue, int32_t saturation, int32_t lightness)
{
	int32_t k = (n * 30 + hue) % 360; /* in thirtieths of a twelfth: degrees */
	int32_t a = saturation * (lightness < 1000 - lightness ? lightness : 1000 - lightness) / 1000;
	int32_t slope = k - 90 < 270 - k ? k - 90 : 270 - k;

	slope = slope > 30 ? 30 : slope < -30 ? -30 : slope;
	return (lightness - a * slope / 30) * 255 / 1000;
}

/* rgb( rgba( hsl( hsla(, at their first number. Returns: bytes used. */
static size_t colour_function(int32_t *colour_out, const char *at, size_t len, bool hsl)
{
	int32_t v[4] = {0, 0, 0, 1000};
	size_t used = 0, count = 0;

	for (; count < 4; count++) {
		int32_t whole = count == 3 || hsl ? 1 : 255;
		size_t step = colour_number(&v[count], at + used, len - used, whole);

		if (step == 0)
			break;
		used += step;
	}
	if (count < 3)
		return 0;
	while (used < len && at[used] != ')')
		used++;
	if (used < len)
		used++;
	if (hsl) {
		int32_t hue = (v[0] / 1000 % 360 + 360) % 360;
		int32_t s = colour_clamp(v[1], 1000), l = colour_clamp(v[2], 1000);

		*colour_out = colour_hsl_channel(0, hue, s, l) << 16 | colour_hsl_channel(8, hue, s, l) << 8 |
			      colour_hsl_channel(4, hue, s, l);
	} else {
		*colour_out = colour_clamp(v[0] / 1000, 255) << 16 | colour_clamp(v[1] / 1000, 255) << 8 |
			      colour_clamp(v[2] / 1000, 255);
	}
	if (v[3] < 100)
		*colour_out = HTML_COLOUR_CLEAR;
	return used;
}

static bool colour_starts(const char *at, size_t len, const char *with)
{
	return strlen(with) <= len && memcmp(at, with, strlen(with)) == 0;
}

size_t html_colour_read(int32_t *colour_out, const char *at, size_t len)
{
	static const char *const functions[] = {"rgb(", "rgba(", "hsl(", "hsla("};
	struct colour_word word = {at, 0};
	const struct colour_name *found;

	if (len > 0 && at[0] == '#') {
		size_t used = colour_hex(colour_out, at + 1, len - 1);

		return used == 0 ? 0 : used + 1;
	}
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (colour_starts(at, len, functions[i])) {
			size_t used = colour_function(colour_out, at + strlen(functions[i]), len - strlen(functions[i]),
						      functions[i][0] == 'h');

			return used == 0 ? 0 : used + strlen(functions[i]);
		}
	while (word.len < len && ascii_is_alpha(at[word.len]))
		word.len++;
	if (word.len == 11 && memcmp(at, "transparent", 11) == 0) {
		*colour_out = HTML_COLOUR_CLEAR;
		return word.len;
	}
	if (word.len == 0)
		return 0;
	found = bsearch(&word, colour_names, sizeof colour_names / sizeof *colour_names, sizeof *colour_names,
			colour_compare);
	if (found == NULL)
		return 0;
	*colour_out = found->colour;
	return word.len;
}

int32_t html_colour_attribute(const char *at, size_t len)
{
	char lower[32];
	int32_t colour;

	while (len > 0 && ascii_is_space(*at)) {
		at++;
		len--;
	}
	if (len > sizeof lower)
		len = sizeof lower;
	for (size_t i = 0; i < len; i++)
		lower[i] = ascii_lower(at[i]);
	if (html_colour_read(&colour, lower, len) > 0 || colour_hex(&colour, lower, len) > 0)
		return colour;
	return HTML_COLOUR_UNKNOWN;
}

bool html_colour_is_near(int32_t a, int32_t b)
{
	/* 20 of 255 in each channel: #ebebeb on white has a contrast of 1.19 to 1, and WCAG asks for 4.5. */
	for (int shift = 0; shift <= 16; shift += 8)
		if (abs((a >> shift & 0xff) - (b >> shift & 0xff)) > 20)
			return false;
	return a >= 0 && b >= 0;
}
