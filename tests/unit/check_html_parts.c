/* check_html_parts.c: the parts of the HTML decoder that can be asked on their own: references, colours, lengths. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "decode/html_colour.h"
#include "decode/html_entity.h"
#include "decode/html_style.h"

START_TEST(test_entities)
{
	static const struct {
		const char *name, *utf8; /* NULL: no such name */
	} cases[] = {
		{"amp", "&"},           {"AElig", "Æ"},     {"zwnj", "\u200c"},
		{"zwj", "\u200d"},      {"yuml", "ÿ"},      {"Zscr", "𝒵"},
		{"NotEqualTilde", "≂̸"}, {"nbsp", "\u00a0"}, {"shy", "\u00ad"},
		{"Tab", "\t"},          {"bopf", "𝕓"},      {"", NULL},
		{"amp;", NULL},         {"AMp", NULL},      {"a", NULL},
		{"zz", NULL},           {"1", NULL},        {"ZZ", NULL},
		{"am", NULL},           {"zzzz", NULL},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *found = html_entity_find(cases[i].name, strlen(cases[i].name));

		if (cases[i].utf8 == NULL)
			ck_assert_msg(found == NULL, "\"%s\" is no name", cases[i].name);
		else
			ck_assert_msg(found != NULL && strcmp(found, cases[i].utf8) == 0,
				      "\"%s\" is \"%s\", not \"%s\"", cases[i].name, cases[i].utf8,
				      found == NULL ? "nothing" : found);
	}
}
END_TEST

START_TEST(test_old_entities)
{
	static const struct {
		const char *name, *utf8;
		size_t used;
	} cases[] = {
		{"ampx", "&", 3},    {"copy", "©", 4},   {"notit", "¬", 3},  {"sup1x", "¹", 4},
		{"support", "⊃", 0}, {"thorny", "þ", 5}, {"frac12", "½", 6}, {"bopf", NULL, 0},
		{"am", NULL, 0},     {"", NULL, 0},      {"#", NULL, 0},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t used = 0;
		const char *found = html_entity_find_old(&used, cases[i].name, strlen(cases[i].name));

		if (cases[i].used == 0) {
			ck_assert_msg(found == NULL, "\"%s\" begins with no old name", cases[i].name);
			continue;
		}
		ck_assert_msg(found != NULL && strcmp(found, cases[i].utf8) == 0, "\"%s\" begins with \"%s\"",
			      cases[i].name, cases[i].utf8);
		ck_assert_msg(used == cases[i].used, "\"%s\": %zu bytes are the name, not %zu", cases[i].name,
			      cases[i].used, used);
	}
}
END_TEST

START_TEST(test_colours)
{
	static const struct {
		const char *text;
		int32_t colour;
		size_t used;
	} cases[] = {
		{"#fff", 0xffffff, 4},
		{"#123456 x", 0x123456, 7},
		{"#abcd", 0xaabbcc, 5},
		{"#abc0", HTML_COLOUR_CLEAR, 5},
		{"#11223301", HTML_COLOUR_CLEAR, 9},
		{"#12", 0, 0},
		{"#12345", 0, 0},
		{"#", 0, 0},
		{"white", 0xffffff, 5},
		{"aliceblue", 0xf0f8ff, 9},
		{"yellowgreen", 0x9acd32, 11},
		{"whitish", 0, 0},
		{"transparent", HTML_COLOUR_CLEAR, 11},
		{"rgb(1,2,3)", 0x010203, 10},
		{"rgb( 255 , 300, -5 )", 0xffff00, 20},
		{"rgb(100%,50%,0%)", 0xff7f00, 16},
		{"rgb(1 2 3 / 50%)", 0x010203, 16},
		{"rgba(1,2,3,.05)", HTML_COLOUR_CLEAR, 15},
		{"rgba(1,2,3,1)", 0x010203, 13},
		{"rgb(1,2", 0, 0},
		{"rgb(1,2,3", 0x010203, 9},
		{"rgb()", 0, 0},
		{"hsl(0,0%,100%)", 0xffffff, 14},
		{"hsl(0,100%,50%)", 0xff0000, 15},
		{"hsl(120,100%,50%)", 0x00ff00, 17},
		{"hsl(240deg 100% 50%)", 0x0000ff, 20},
		{"hsl(-120,100%,25%)", 0x00007f, 18},
		{"hsla(0,0%,0%,0)", HTML_COLOUR_CLEAR, 15},
		{"", 0, 0},
		{"-", 0, 0},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t colour = 0;
		size_t used = html_colour_read(&colour, cases[i].text, strlen(cases[i].text));

		ck_assert_msg(used == cases[i].used, "\"%s\": %zu bytes are a colour, not %zu", cases[i].text,
			      cases[i].used, used);
		ck_assert_msg(used == 0 || colour == cases[i].colour, "\"%s\" is %06x, not %06x", cases[i].text,
			      (unsigned)cases[i].colour, (unsigned)colour);
	}
	ck_assert_int_eq(html_colour_attribute(" FFFFFF", 7), 0xffffff);
	ck_assert_int_eq(html_colour_attribute("#Eee", 4), 0xeeeeee);
	ck_assert_int_eq(html_colour_attribute("chucknorris", 11), HTML_COLOUR_UNKNOWN);
}
END_TEST

START_TEST(test_near_colours)
{
	static const struct {
		int32_t a, b;
		bool near;
	} cases[] = {
		{0xffffff, 0xffffff, true},           {0xffffff, 0xebebeb, true},
		{0xffffff, 0xeaffff, false},          {0x000000, 0x141414, true},
		{0xff0000, 0x00ff00, false},          {HTML_COLOUR_UNKNOWN, HTML_COLOUR_UNKNOWN, false},
		{HTML_COLOUR_CLEAR, 0xffffff, false}, {0xffffff, HTML_COLOUR_UNKNOWN, false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(html_colour_is_near(cases[i].a, cases[i].b) == cases[i].near, "%06x and %06x are %snear",
			      (unsigned)cases[i].a, (unsigned)cases[i].b, cases[i].near ? "" : "not ");
}
END_TEST

START_TEST(test_declarations)
{
	static const struct {
		const char *css;
		enum html_property property;
		bool set;
		int32_t number;
		enum html_unit unit;
	} cases[] = {
		{"font-size:12px", HTML_CSS_FONT_SIZE, true, 1200, HTML_UNIT_PIXEL},
		{"font-size:.5em", HTML_CSS_FONT_SIZE, true, 50, HTML_UNIT_EM},
		{"font-size:9pt", HTML_CSS_FONT_SIZE, true, 1197, HTML_UNIT_PIXEL},
		{"font-size:1e3px", HTML_CSS_FONT_SIZE, true, 100, HTML_UNIT_UNKNOWN},
		{"font-size:", HTML_CSS_FONT_SIZE, false, 0, HTML_UNIT_WORD},
		{"font-size", HTML_CSS_FONT_SIZE, false, 0, HTML_UNIT_WORD},
		{"font-size:99999999999999999999px", HTML_CSS_FONT_SIZE, true, 99999900, HTML_UNIT_PIXEL},
		{"font:bold 900 12px a", HTML_CSS_FONT_SIZE, true, 1200, HTML_UNIT_PIXEL},
		{"line-height:1.5", HTML_CSS_LINE_HEIGHT, true, 150, HTML_UNIT_EM},
		{"font:1px/2px a", HTML_CSS_LINE_HEIGHT, true, 200, HTML_UNIT_PIXEL},
		{"left:-9999px", HTML_CSS_LEFT, true, -999900, HTML_UNIT_PIXEL},
		{"left:calc(1px)", HTML_CSS_LEFT, true, 0, HTML_UNIT_UNKNOWN},
		{"margin:1px 2px 3px 4px", HTML_CSS_MARGIN_LEFT, true, 400, HTML_UNIT_PIXEL},
		{"margin:1px 2px", HTML_CSS_MARGIN_LEFT, true, 200, HTML_UNIT_PIXEL},
		{"margin:1px", HTML_CSS_MARGIN_LEFT, true, 100, HTML_UNIT_PIXEL},
		{"color:", HTML_CSS_COLOR, false, 0, HTML_UNIT_WORD},
		{"color:white x", HTML_CSS_COLOR, true, 0, HTML_UNIT_UNKNOWN},
		{"color:inherit", HTML_CSS_COLOR, true, 0, HTML_UNIT_INHERIT},
		{"COLOR : #FFF ! IMPORTANT", HTML_CSS_COLOR, true, 0xffffff, HTML_UNIT_WORD},
		{"background:nonsense white", HTML_CSS_BACKGROUND, true, 0, HTML_UNIT_UNKNOWN},
		{"background:url( 'a b' ) 0 0/cover red", HTML_CSS_BACKGROUND, true, 0xff0000, HTML_UNIT_WORD},
		{"background:none", HTML_CSS_BACKGROUND, true, HTML_COLOUR_CLEAR, HTML_UNIT_WORD},
		{"opacity:.25", HTML_CSS_OPACITY, true, 25, HTML_UNIT_WORD},
		{"opacity:25%", HTML_CSS_OPACITY, true, 25, HTML_UNIT_WORD},
		{"a-property-of-a-very-long-name:1;opacity:0", HTML_CSS_OPACITY, true, 0, HTML_UNIT_WORD},
		{"}{;;:;opacity:0", HTML_CSS_OPACITY, true, 0, HTML_UNIT_WORD},
		{"clip:rect(0,1px,1px,0)", HTML_CSS_CLIP, true, 1, HTML_UNIT_WORD},
		{"clip:rect(0,10px,1px,0)", HTML_CSS_CLIP, true, 0, HTML_UNIT_WORD},
		{"overflow:hiddenx", HTML_CSS_OVERFLOW, true, 0, HTML_UNIT_WORD},
		{"\\6f pacity:0", HTML_CSS_OPACITY, true, 0, HTML_UNIT_WORD},
		{"opacity:0;/*", HTML_CSS_OPACITY, true, 0, HTML_UNIT_WORD},
		{"opacity:0\\", HTML_CSS_OPACITY, true, 0, HTML_UNIT_WORD},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct html_style style = {0};
		const struct html_value *value = &style.value[cases[i].property];

		html_style_read(&style, cases[i].css, strlen(cases[i].css));
		ck_assert_msg((style.set >> cases[i].property & 1) == cases[i].set, "\"%s\" declares %s", cases[i].css,
			      cases[i].set ? "it" : "nothing");
		ck_assert_msg(!cases[i].set || (value->number == cases[i].number && value->unit == cases[i].unit),
			      "\"%s\" is %d of unit %d, not %d of %d", cases[i].css, cases[i].number,
			      (int)cases[i].unit, value->number, (int)value->unit);
	}
}
END_TEST

static Suite *html_parts_suite(void)
{
	Suite *suite = suite_create("html parts");
	TCase *tcase = tcase_create("html parts");

	tcase_add_test(tcase, test_entities);
	tcase_add_test(tcase, test_old_entities);
	tcase_add_test(tcase, test_colours);
	tcase_add_test(tcase, test_near_colours);
	tcase_add_test(tcase, test_declarations);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	SRunner *runner = srunner_create(html_parts_suite());
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
