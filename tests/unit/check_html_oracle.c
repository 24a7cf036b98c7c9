/* check_html_oracle.c: on HTML that is no trick, our text is that of libxml2's HTML SAX push parser, byte for byte but
 * for blanks; and every entity that libxml2 knows is ours.
 * libxml2 is asked in this test only; html_markup.c says why.
 */
#include <check.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "decode/html_entity.h"
#include "html_read.h"

struct oracle {
	struct text text;
	int raw; /* open script and style elements */
};

static void oracle_text(void *ctx, const xmlChar *at, int len)
{
	struct oracle *oracle = ctx;

	if (oracle->raw == 0)
		text_add(&oracle->text, (const char *)at, (size_t)len);
}

static bool is_raw(const xmlChar *name)
{
	return strcmp((const char *)name, "script") == 0 || strcmp((const char *)name, "style") == 0;
}

static void oracle_start(void *ctx, const xmlChar *name, const xmlChar **attributes)
{
	(void)attributes;
	((struct oracle *)ctx)->raw += is_raw(name);
}

static void oracle_end(void *ctx, const xmlChar *name)
{
	((struct oracle *)ctx)->raw -= is_raw(name);
}

static void oracle_read(struct oracle *oracle, const char *document)
{
	htmlSAXHandler sax;
	htmlParserCtxtPtr parser;

	memset(&sax, 0, sizeof sax);
	sax.characters = oracle_text;
	sax.ignorableWhitespace = oracle_text;
	sax.startElement = oracle_start;
	sax.endElement = oracle_end;
	parser = htmlCreatePushParserCtxt(&sax, oracle, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	ck_assert_ptr_nonnull(parser);
	htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
					   HTML_PARSE_IGNORE_ENC);
	htmlParseChunk(parser, document, (int)strlen(document), 0);
	htmlParseChunk(parser, NULL, 0, 1);
	htmlFreeParserCtxt(parser);
}

static void drop_blanks(struct text *text)
{
	size_t kept = 0;

	for (size_t i = 0; i < text->len; i++)
		if (!ascii_is_space(text->at[i]))
			text->at[kept++] = text->at[i];
	text->len = kept;
}

static const char *const documents[] = {
	"<html><head><meta charset=iso-8859-1></head><body><p>Some <b>bold</b> &amp; <i>slanted</i> text.</p>"
	"<p>Grüße — 私はあなたの &#12450;&#x30ab;&#12454;ント</p></body></html>",
	"<table border=0><tr><td>one</td><td><a "
	"href='http://a.example/?b=1&amp;c=2'>two</a></td></tr><tr><th>three</th></tr></table>",
	"<ul><li>a<li>b<ol><li>c</li></ol></ul><dl><dt>d<dd>e</dl>",
	"<div style='color:red'>x<br>y<hr>z</div><pre>\n a\n  b</pre>",
	"<form><input name=a><select><option selected>b<option>c</select><textarea>d</textarea></form>",
	"<p>one<p>two<div>three<p>four</div>five<h1>six</h1><blockquote>seven</blockquote><center>eight</center>",
	"<script>if (a < b) document.write('<p>')</script><style>p { color: red }</style><p>shown<!-- not -->",
	"<font color=#333333 face=Arial>a<font size=2>b</font></font><span "
	"class=c>d</span><u>e</u><s>f</s><sub>g</sub>",
	"5 &lt; 6 &gt; 4 &quot;q&quot; &copy; &euro; &nbsp;&mdash;&hellip;&eacute;",
};

START_TEST(test_text)
{
	struct oracle oracle = {0};
	struct html_read read;

	html_read_init(&read);
	for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
		html_read_document(&read, documents[i], strlen(documents[i]), HTML_RANDOM, (unsigned)i);
		text_reset(&oracle.text);
		oracle.raw = 0;
		oracle_read(&oracle, documents[i]);
		drop_blanks(&oracle.text);
		drop_blanks(&read.visible);
		ck_assert_msg(oracle.text.len == read.visible.len &&
				      memcmp(oracle.text.at, read.visible.at, read.visible.len) == 0,
			      "\"%s\": we read \"%.*s\", libxml2 reads \"%.*s\"", documents[i], (int)read.visible.len,
			      read.visible.at, (int)oracle.text.len, oracle.text.at);
	}
	text_free(&oracle.text);
	html_read_free(&read);
}
END_TEST

START_TEST(test_entities)
{
	unsigned known = 0;

	for (unsigned codepoint = 1; codepoint < 0x10000; codepoint++) {
		const htmlEntityDesc *entity = htmlEntityValueLookup(codepoint);
		char utf8[4];
		const char *ours;
		size_t len;

		if (entity == NULL)
			continue;
		known++;
		if (codepoint == 0x2329 || codepoint == 0x232a) /* lang, rang: HTML 5 took the mathematical ones */
			continue;
		len = utf8_encode(utf8, codepoint);
		ours = html_entity_find(entity->name, strlen(entity->name));
		ck_assert_msg(ours != NULL && strlen(ours) == len && memcmp(ours, utf8, len) == 0, "&%s; is U+%04X",
			      entity->name, codepoint);
	}
	ck_assert_uint_ge(known, 250);
}
END_TEST

static Suite *html_oracle_suite(void)
{
	Suite *suite = suite_create("html oracle");
	TCase *tcase = tcase_create("html oracle");

	tcase_add_test(tcase, test_text);
	tcase_add_test(tcase, test_entities);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	SRunner *runner = srunner_create(html_oracle_suite());
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	xmlCleanupParser();
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
