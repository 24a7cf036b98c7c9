/* check_html.c: what HTML shows, what it hides and where it leads, however it is cut. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "html_read.h"

struct html_case {
	const char *name, *in;
	const char *visible, *hidden;
	const char *links; /* NULL: none */
};

static bool is_text(const struct text *text, const char *want)
{
	want = want == NULL ? "" : want;
	return text->len == strlen(want) && memcmp(text->len == 0 ? "" : text->at, want, text->len) == 0;
}

static void check_result(const struct html_case *c, const struct html_read *read, const char *how)
{
	ck_assert_msg(is_text(&read->visible, c->visible), "%s, %s: visible is \"%.*s\", not \"%s\"", c->name, how,
		      (int)read->visible.len, read->visible.at, c->visible);
	ck_assert_msg(is_text(&read->hidden, c->hidden), "%s, %s: hidden is \"%.*s\", not \"%s\"", c->name, how,
		      (int)read->hidden.len, read->hidden.at, c->hidden);
	ck_assert_msg(is_text(&read->links, c->links), "%s, %s: links are \"%.*s\", not \"%s\"", c->name, how,
		      (int)read->links.len, read->links.at, c->links == NULL ? "" : c->links);
}

/* Every case whole, character by character, in two pieces at every place, and at random cuts. */
static void check_cases(const struct html_case *cases, size_t count)
{
	struct html_read read;

	html_read_init(&read);
	for (size_t i = 0; i < count; i++) {
		const struct html_case *c = &cases[i];
		size_t len = strlen(c->in);

		html_read_document(&read, c->in, len, HTML_WHOLE, 0);
		check_result(c, &read, "whole");
		html_read_document(&read, c->in, len, HTML_EACH_CHARACTER, 0);
		check_result(c, &read, "each character");
		for (size_t split = 1; split < len; split++) {
			html_read_split(&read, c->in, len, split);
			check_result(c, &read, "in two");
		}
		for (unsigned seed = 0; seed < 4; seed++) {
			html_read_document(&read, c->in, len, HTML_RANDOM, seed);
			check_result(c, &read, "random cuts");
		}
	}
	html_read_free(&read);
}
#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof(cases)[0])

START_TEST(test_layout)
{
	static const struct html_case CASES[] = {
		{"empty", "", "", "", NULL},
		{"text", "plain text", "plain text", "", NULL},
		{"blanks collapse", "  a \t\r\n b  ", "a b", "", NULL},
		{"inline elements join", "<b>wor</b>ld <i>o</i>ne", "world one", "", NULL},
		{"empty span joins", "wal<span></span>let", "wallet", "", NULL},
		{"comment joins", "wal<!---->let", "wallet", "", NULL},
		{"wbr joins", "wal<wbr>let", "wallet", "", NULL},
		{"soft hyphen stays", "wal&shy;let", "wal\u00adlet", "", NULL},
		{"no-break space stays", "a&nbsp; b", "a\u00a0 b", "", NULL},
		{"unknown element joins", "wal<o:p></o:p><x-y>let</x-y>", "wallet", "", NULL},
		{"paragraphs", "<p>a</p><p>b</p>", "a\nb", "", NULL},
		{"unclosed paragraphs", "<p>a<p>b", "a\nb", "", NULL},
		{"stray end of paragraph", "a</p>b", "a\nb", "", NULL},
		{"br and its misspellings", "a<br>b<br/>c</br>d", "a\nb\nc\nd", "", NULL},
		{"hr", "a<hr>b", "a\nb", "", NULL},
		{"blocks", "a<div>b<div>c</div>d</div>e", "a\nb\nc\nd\ne", "", NULL},
		{"blank before a block", "a <div> b </div> c", "a\nb\nc", "", NULL},
		{"lists", "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "a\nb\nc\nd", "", NULL},
		{"definitions", "<dl><dt>a<dd>b<dd>c<dt>d</dl>", "a\nb\nc\nd", "", NULL},
		{"headings", "<h1>a</h1>b", "a\nb", "", NULL},
		{"cells are parted by a tab", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>d", "a\tb\nc\nd",
		 "", NULL},
		{"cells without end tags", "<table><tr><td>a<td>b<th>c<tr><td>d</table>", "a\tb\tc\nd", "", NULL},
		{"table in a table", "<table><tr><td>a<table><tr><td>b<td>c</table>d<td>e</table>", "a\nb\tc\nd\te", "",
		 NULL},
		{"pre keeps lines", "<pre>a\n  b\nc</pre>d", "a\nb\nc\nd", "", NULL},
		{"white-space keeps lines", "<div style=white-space:pre-wrap>a\nb<p style='white-space:normal'>c\nd",
		 "a\nb\nc d", "", NULL},
		{"textarea keeps lines", "x<textarea>a\n<b>&amp;</textarea>y", "x\ta\n<b>&\ty", "", NULL},
		{"xmp is raw", "<xmp><b>&amp;</b></xmp>c", "<b>&amp;</b>\nc", "", NULL},
		{"plaintext has no end", "a<plaintext><b></plaintext>c", "a\n<b></plaintext>c", "", NULL},
		{"display block on a span", "a<span style=display:block>b</span>c", "a\nb\nc", "", NULL},
		{"display inline on a div", "wal<div style=display:inline>let</div>s", "wallets", "", NULL},
		{"display table-cell", "<b style=display:table-cell>a</b><b style=display:table-cell>b</b>", "a\tb", "",
		 NULL},
		{"noscript is shown", "<noscript>a</noscript>", "a", "", NULL},
		{"text in the head is shown", "<html><head>a</head><body>b", "a\nb", "", NULL},
		{"text behind the end is shown", "<html><body>a</body></html>b<html><p>c", "ab\nc", "", NULL},
		{"end tags of nothing", "</span>a</div>b</x>c</html>d", "abcd", "", NULL},
		{"an end tag stays in its cell", "<div style=color:#fff><table><tr><td></div>a", "", "a", NULL},
		{"ruby", "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>", "a\tb", "(\n)", NULL},
		{"select", "a<select><option>b<option>c</select>d", "a\nb\nc\nd", "", NULL},
		{"controls vanish",
		 "a\x01"
		 "b\x7f"
		 "c&#8;d",
		 "abcd", "", NULL},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_markup)
{
	static const struct html_case CASES[] = {
		{"less-than signs", "a < b <3 c<", "a < b <3 c<", "", NULL},
		{"ampersands", "a & b && c&", "a & b && c&", "", NULL},
		{"references", "&lt;&#98;&#X69;&#x74&euro;&bopf;", "<bit€\U0001d553", "", NULL},
		{"references without semicolon", "&lt b &copy2 &notit; &foo; &#; &#x; &#xg;",
		 "< b ©2 ¬it; &foo; &#; &#x; &#xg;", "", NULL},
		{"windows-1252 by number", "&#147;a&#148;&#128;", "“a”€", "", NULL},
		{"numbers beyond Unicode", "&#0;&#xd800;&#x110000;&#99999999999999999999;", "\ufffd\ufffd\ufffd\ufffd",
		 "", NULL},
		{"leading zeros", "&#0000000000000000000000000000000000000000000098;", "b", "", NULL},
		{"a name longer than any", "&CounterClockwiseContourIntegralCounterClockwise;",
		 "&CounterClockwiseContourIntegralCounterClockwise;", "", NULL},
		{"the longest name", "&CounterClockwiseContourIntegral;", "∳", "", NULL},
		{"comment", "a<!-- b -- c > d -->e", "ae", "b -- c > d", NULL},
		{"empty comments", "a<!-->b<!--->c<!---->d", "abcd", "", NULL},
		{"comment with a bang", "a<!-- b --!>c", "ac", "b", NULL},
		{"comment of dashes", "a<!------>b<!-- - -- --- ---->c", "abc", "--\n- -- --- --", NULL},
		{"comment without end", "a<!-- b", "a", "b", NULL},
		{"comment with markup", "a<!-- <p>b</p> -->c", "ac", "b", NULL},
		{"conditional comment", "a<!--[if mso]><p>b</p><![endif]-->c<![if !mso]>d<![endif]>", "acd", "b", NULL},
		{"bogus comments", "a<!b>c</ d>e<?f g>h<![CDATA[i]]>j</>k", "acehjk", "b\nd", NULL},
		{"doctype", "<!DOCTYPE html PUBLIC '-//W3C//DTD'>a", "a", "", NULL},
		{"quotes hide a bracket", "<p title='a>b' title=\"c>d\">e", "e\na>b", "", NULL},
		{"no quotes in bare values", "<p title=a'b>c'd", "c'd\na'b", "", NULL},
		{"slashes part attributes", "<p/title=a/title=b/>c", "c\na/title=b/", "", NULL},
		{"junk in a tag", "<p \"' = =a <b title=c>d", "d\nc", "", NULL},
		{"the first of two attributes", "<p title=a TITLE=b>c", "c\na", "", NULL},
		{"blanks round the equals sign", "<p title\n=\n'a'>b", "b\na", "", NULL},
		{"attribute at the end", "<p hidden>a", "", "a", NULL},
		{"empty value", "<p title= >a<p title=''>b", "a\nb", "", NULL},
		{"references in values", "<a href='?a=1&copy=2&amp;b&lt;&copy'>c</a>", "c", "", "?a=1&copy=2&b<©\n"},
		{"tag without end", "a<b title='c", "a", "", NULL},
		{"script", "a<script>b</p>c</script>d", "ad", "b</p>c", NULL},
		{"script ends at its own end tag only", "<script></scripty></ script></script >a", "a",
		 "</scripty></ script>", NULL},
		{"style", "a<style>p{}</p></style>b", "ab", "", NULL},
		{"style in a title", "<title><style></title>a", "a", "<style>", NULL},
		{"title", "<head><title>a &amp; b</title></head>c", "c", "a & b", NULL},
		{"template, iframe, datalist", "<template>a</template><iframe>b</iframe><datalist>c</datalist>d", "d",
		 "abc", NULL},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_hidden)
{
	static const struct html_case CASES[] = {
		{"display none", "a<b style='display:none'>b</b>c", "ac", "b", NULL},
		{"within a word", "wal<b style='display:none'>xx</b>let<b style='display:none'>yy</b>s", "wallets",
		 "xx\nyy", NULL},
		{"a hidden block parts nothing", "wal<div style='display:none'>x</div>let", "wallet", "x", NULL},
		{"odd writing", "<p style=' ; DISPLAY : NONE !important ; color:red'>a", "", "a", NULL},
		{"css comments and escapes", "<p style='/*x*/d\\69splay/**/:\\6eone/*;*/'>a", "", "a", NULL},
		{"a comment parts a name", "<p style='dis/**/play:none'>a", "a", "", NULL},
		{"references in style", "<p style='display&colon;&#110;one'>a", "", "a", NULL},
		{"important wins", "<p style='display:none!important;display:block'>a", "", "a", NULL},
		{"the last wins", "<p style='display:none;display:block'>a", "a", "", NULL},
		{"an unknown value shows", "<p style='display:none;display:nonsense'>a", "a", "", NULL},
		{"a semicolon in a string", "<p style=\"content:';display:none'\">a", "a", "", NULL},
		{"a semicolon in url()", "<p style='background:url(data:x;display:none)'>a", "a", "", NULL},
		{"nested", "<div style=display:none><p>a</p><b style=display:inline>b</b></div>c", "c", "a\nb", NULL},
		{"visibility", "a<b style=visibility:hidden>b<i style=visibility:visible>c</i></b>d", "a cd", "b",
		 NULL},
		{"visibility collapse", "<p style=visibility:collapse>a", "", "a", NULL},
		{"opacity", "<p style=opacity:0>a<p style='opacity:.01'>b<p style='opacity:0%'>c<p style=opacity:.5>d",
		 "d", "a\nb\nc", NULL},
		{"opacity is for the children, too", "<p style=opacity:0><b style=opacity:1>a", "", "a", NULL},
		{"font-size 0", "wal<b style=font-size:0>x</b>let", "wallet", "x", NULL},
		{"font-size small",
		 "<b style='font-size:1px'>a</b><b style='font-size:0.05em'>b</b><b style='font-size:1pt'>c</b>"
		 "<b style='font-size:1%'>d</b><b style='font-size:0.1rem'>e</b>f",
		 "f", "abcde", NULL},
		{"font-size comes back", "<div style=font-size:0px>a<p style=font-size:14px>b</p></div>", "b", "a",
		 NULL},
		{"font-size of nothing in em", "<div style=font-size:0px><p style=font-size:2em>a", "", "a", NULL},
		{"font shorthand",
		 "<p style='font:0/0 a'>a<p style='font:bold 12px/1.5 b'>b<p style='font:700 1px c'>c", "b", "a\nc",
		 NULL},
		{"font-size without unit is ignored", "<p style=font-size:1>a", "a", "", NULL},
		{"white on white", "a<font color=white>b</font>c", "a c", "b", NULL},
		{"near white on white",
		 "<p style='color:#fdfdfe'>a<p style='color:rgb(250, 250,250)'>b<p style='color:hsl(0,0%,98%)'>c", "",
		 "a\nb\nc", NULL},
		{"grey on white is read", "<p style=color:#ccc>a", "a", "", NULL},
		{"black on black", "<body bgcolor=#000000>a<p style=color:#fff>b", "b", "a", NULL},
		{"like its cell", "<table><tr><td bgcolor=336699><font color=#336699>a</font></table>", "", "a", NULL},
		{"background shorthand",
		 "<p style='background:#eee url(x) no-repeat'>a<p style='color:#eee;background:none #eee'>b", "a", "b",
		 NULL},
		{"on a picture nobody knows",
		 "<p style='color:#fff;background-image:url(x)'>a<td background=x><font color=#fff>b", "a\tb", "",
		 "x\n"},
		{"background is inherited through",
		 "<div style=background:navy><p style=background:transparent>"
		 "<b style=color:navy>a</b><b style=color:#fff>b",
		 "b", "a", NULL},
		{"links have their own colour", "<div style=color:#fff>a<a href=x>b</a>", "b", "a", "x\n"},
		{"transparent text",
		 "<p style=color:transparent>a<p style='color:rgba(0,0,0,0)'>b<p style=color:#0000>c", "", "a\nb\nc",
		 NULL},
		{"fill colour", "<p style=-webkit-text-fill-color:transparent>a", "", "a", NULL},
		{"box of no height",
		 "<div style='max-height:0;overflow:hidden'>a</div><div style='height:1px;overflow:hidden'>b</div>"
		 "<div style='width:0px;overflow:hidden'>c</div>d",
		 "d", "a\nb\nc", NULL},
		{"box of no line height", "<div style='line-height:0;overflow:hidden'>a</div>b", "b", "a", NULL},
		{"an open box hides nothing", "<div style=max-height:0>a</div><div style=line-height:0>b</div>", "a\nb",
		 "", NULL},
		{"a span has no width",
		 "<span style='width:0;overflow:hidden'>a</span>"
		 "<span style='width:0;overflow:hidden;display:inline-block'>b</span>",
		 "a", "b", NULL},
		{"a cell is as wide as its text", "<td style='width:0;overflow:hidden'>a", "a", "", NULL},
		{"off-screen",
		 "<p style='position:absolute;left:-9999px'>a</p><p style='position:fixed;top:-999px'>b</p>"
		 "<p style=text-indent:-9999px>c</p><p style=margin-left:-2000px>d</p><p style='margin:0 0 0 "
		 "-99em'>e</p>f",
		 "f", "a\nb\nc\nd\ne", NULL},
		{"left without position does nothing", "<p style=left:-9999px>a", "a", "", NULL},
		{"clipped",
		 "<p style='position:absolute;clip:rect(0 0 0 0)'>a<p style='clip-path:inset(50%)'>b<p "
		 "style='clip:rect(0,0,0,0)'>c",
		 "c", "a\nb", NULL},
		{"transformed",
		 "<p style='transform:scale(0)'>a<p style='transform:translateX(-9999px)'>b<p "
		 "style='transform:scale(1)'>c",
		 "c", "a\nb", NULL},
		{"hidden", "a<p hidden>b</p>c<p hidden=false>d</p>", "ac", "b\nd", NULL},
		{"hidden undone", "<p hidden style=display:block>a", "a", "", NULL},
		{"aria-hidden is seen", "<p aria-hidden=true>a", "a", "", NULL},
		{"mso-hide hides from Word only", "<p style=mso-hide:all>a", "a", "a", NULL},
		{"preheader",
		 "<div style='display:none;font-size:1px;color:#fefefe;line-height:1px;max-height:0px;max-width:0px;"
		 "opacity:0;overflow:hidden;mso-hide:all'>pre</div>a",
		 "a", "pre", NULL},
	};

	CHECK_CASES(CASES);
}
END_TEST

/* In doubt a text is seen: each of these is shown by some client, and looks hidden at a glance. */
START_TEST(test_doubt)
{
	static const struct html_case CASES[] = {
		{"a variable", "<p style='display:none;display:var(--x)'>a", "a", "", NULL},
		{"initial", "<p style='display:none;display:initial'>a", "a", "", NULL},
		{"all", "<p style='display:none;all:initial'>a", "a", "", NULL},
		{"a size that is computed", "<p style='font-size:0;font-size:calc(14px)'>a", "a", "", NULL},
		{"a size of the window's", "<div style=font-size:0><p style=font-size:2vw>a", "a", "", NULL},
		{"a system font", "<p style='font-size:0;font:menu'>a", "a", "", NULL},
		{"an opacity that is computed", "<p style='opacity:0;opacity:calc(1)'>a", "a", "", NULL},
		{"a system colour", "<p style='color:#fff;color:CanvasText'>a", "a", "", NULL},
		{"an unknown background", "<p style='color:#fff;background:oklch(0 0 0)'>a", "a", "", NULL},
		{"fill outdoes colour", "<p style='-webkit-text-fill-color:#000;color:#fff'>a", "a", "", NULL},
		{"a shadow shows", "<p style='color:transparent;text-shadow:0 0 0 #000'>a", "a", "", NULL},
		{"a gradient in the shape of letters",
		 "<p style='background:linear-gradient(red,blue);-webkit-background-clip:text;color:transparent'>a",
		 "a", "", NULL},
		{"a filter", "<div style='filter:invert(1)'><p style=color:#fff>a", "a", "", NULL},
		{"an inner shadow is a background", "<p style='color:#fff;box-shadow:inset 0 0 0 99px #000'>a", "a", "",
		 NULL},
		{"zoom", "<p style='font-size:1px;zoom:16'>a<div style='transform:scale(16)'><b style=font-size:1px>b",
		 "a\nb", "", NULL},
		{"padding is room", "<div style='height:0;overflow:hidden;padding-bottom:9em'>a", "a", "", NULL},
		{"so is a least height", "<div style='max-height:0;overflow:hidden;min-height:1em'>a", "a", "", NULL},
		{"tables grow",
		 "<table style='height:0;overflow:hidden'><tr><td>a</table><p "
		 "style='display:table;width:0;overflow:hidden'>b",
		 "a\nb", "", NULL},
		{"a body has the window's overflow", "<body style='height:0;overflow:hidden'>a", "a", "", NULL},
		{"a positioned child leaves its box",
		 "<div style='height:0;overflow:hidden'><p style=position:absolute>a", "a", "", NULL},
		{"a child's line height", "<div style='line-height:0;overflow:hidden'><p style=line-height:20px>a", "a",
		 "", NULL},
		{"a height beside no line height", "<div style='line-height:0;overflow:hidden;height:50px'>a", "a", "",
		 NULL},
		{"pushed back",
		 "<div style='position:absolute;left:-9999px'><p style='position:relative;left:9999px'>a", "a", "",
		 NULL},
		{"pushed back by padding", "<div style='text-indent:-9999px;padding-left:9999px'>a", "a", "", NULL},
		{"an animation ends anywhere", "<p style='opacity:0;animation:x 1s forwards'>a", "a", "", NULL},
		{"mirrored is not gone", "<p style='transform:scaleX(-1)'>a", "a", "", NULL},
		{"a medium may show", "<style>.x{display:none}@media screen{.x{display:block}}</style><p class=x>a",
		 "a", "", NULL},
		{"a medium within another",
		 "<style>.x{display:none}@supports(a:b){@media all{.x{display:block}}}</style><p class=x>a", "a", "",
		 NULL},
		{"a medium that hides hides nothing", "<style>@media screen{.x{display:none}}</style><p class=x>a", "a",
		 "", NULL},
		{"a combinator may show", "<style>.x{display:none}div .x{display:block}</style><div><p class=x>a", "a",
		 "", NULL},
		{"two classes may show", "<style>.x{color:#fff}.x.y{color:#000}</style><p class='x y'>a", "a", "",
		 NULL},
		{"a pseudo-class may show", "<style>p.x{font-size:0}p.x:not(.y){font-size:12px}</style><p class=x>a",
		 "a", "", NULL},
		{"an attribute may show", "<style>.x{display:none}[class]{display:block!important}</style><p class=x>a",
		 "a", "", NULL},
		{"it outdoes a style attribute only when important",
		 "<style>p:last-child{display:block}b:last-child{display:inline!important}</style><p "
		 "style=display:none>a</p>"
		 "<b style=display:none>b</b>",
		 "b", "a", NULL},
		{"what hides only takes nothing back",
		 "<style>.x{display:none}.a .x{display:block}.b .x{display:none}</style><p class=x>a", "a", "", NULL},
		{"rules in rules", "<style>.x{display:none;&{display:block}}</style><p class=x>a", "a", "", NULL},
		{"a sheet behind it",
		 "<style>.x{display:none}</style>b<p class=x>a</p><style>.x{display:block}</style>", "b\na", "a", NULL},
		{"a sheet behind it that hides only",
		 "<style>.x{display:none}</style>b<p class=x>a</p><style>.y{display:none}</style>", "b", "a", NULL},
		{"a sheet before it", "<style>.x{color:#000}</style><style>.x{display:none}</style>b<p class=x>a</p>",
		 "b", "a", NULL},
		{"white on white on something dark",
		 "b<p style=color:#fff>a</p><p style='margin-top:-9px;background:#000;color:#fff'>c", "b\nc\na", "a",
		 NULL},
		{"the same with a background",
		 "b<p style=color:#fff;background:#fff>a</p><p style='margin-top:-9px;background:#777'>c", "b\nc", "a",
		 NULL},
		{"frames of an animation are no rules",
		 "<style>.x{display:none}@keyframes k{from{opacity:0}.x{display:block}}</style><p class=x>a", "", "a",
		 NULL},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_sheet)
{
	static const struct html_case CASES[] = {
		{"class", "<style>.h{display:none}</style><p class='a h b'>a<p class=H>b<p class=hh>c", "b\nc", "a",
		 NULL},
		{"id", "<style>#h{display:none}</style><p id=h>a<p id=i>b", "b", "a", NULL},
		{"name", "<style>td, p.q ,EM {display:none}</style><em>a</em><td>b</td><p class=q>c<div class=q>d", "d",
		 "a\tb\nc", NULL},
		{"all", "<style>*{color:#fff}</style><p>a", "", "a", NULL},
		{"name and class, name and id",
		 "<style>p.c{display:none}p#i{display:none}</style><b class=c>a</b><p class=c>b<p id=i>c", "a", "b\nc",
		 NULL},
		{"the stronger selector wins",
		 "<style>#i{display:block}.c{display:none}p{display:none}</style><p id=i class=c>a", "a", "", NULL},
		{"the later of two equals wins",
		 "<style>.a{color:#fff}.b{color:#000}.a{width:1px}</style><p class='a b'>a", "a", "", NULL},
		{"style attribute wins", "<style>.a{display:none}</style><p class=a style=display:block>a", "a", "",
		 NULL},
		{"important wins over it", "<style>.a{display:none!important}</style><p class=a style=display:block>a",
		 "", "a", NULL},
		{"media, imports and fonts are skipped",
		 "<style>@import 'x;y';@media print{.a{display:none}.b{}}@font-face{src:url(x)}"
		 ".c{display:none}</style><p class=a>a<p class=c>b",
		 "a", "b", NULL},
		{"combinators are skipped",
		 "<style>div p,p>b,p:hover,a[x],p.a.b,[y='p,i']{display:none}</style><p class='a b'><b>a</b><i>b</i>",
		 "ab", "", NULL},
		{"comments", "<style><!-- /* } */ .a/**/{/*}*/display:none} --></style><p class=a>a", "", "a", NULL},
		{"escapes in a selector", "<style>.\\61 b{display:none}</style><p class=ab>a", "", "a", NULL},
		{"an open block", "<style>.a{display:none</style><p class=a>a", "", "a", NULL},
		{"stray brackets", "<style>} .a{} } .b{display:none}</style><p class=b>a", "", "a", NULL},
		{"strings", "<style>.a{content:'}';display:none}</style><p class=a>a", "", "a", NULL},
		{"another medium", "<style media=print>.a{display:none}</style><p class=a>a", "a", "", NULL},
		{"screen", "<style media=screen type=text/css>.a{display:none}</style><p class=a>a", "", "a", NULL},
		{"two sheets",
		 "<style>.a{display:none}</style><style>.b{display:none}</style><p class=a>a<p class=b>b<p>c", "c",
		 "a\nb", NULL},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_attributes)
{
	static const struct html_case CASES[] = {
		{"alt is a word", "a<img alt='b c'>d", "a b c d", "", NULL},
		{"title stands apart", "wal<b title='x y'>let</b>", "wallet\nx y", "", NULL},
		{"hidden alt", "<p style=display:none><img alt=a title=b>", "", "a b", NULL},
		{"form fields",
		 "<input value=a placeholder=b><input type=hidden value=c><input type=password "
		 "value=d>e<button>f</button>g",
		 "a b\te\tf\tg", "c", NULL},
		{"labels", "<select><optgroup label=a><option label=b></select>", "a\nb", "", NULL},
		{"links",
		 "<a href='http://a/'>a</a><img src=cid:b><form action=c><button formaction=d></button></form><td "
		 "background=e>",
		 "a", "", "http://a/\ncid:b\nc\nd\ne\n"},
		{"blanks in links", "<a href=' \t\nht\ntp://a/b c\n'>a</a><a href=''></a><a href=' '></a>", "a", "",
		 "http://a/b c\n"},
		{"references in links", "<a href='&#98;itcoin&colon;1A?a=1&amp;b=2'>a</a>", "a", "",
		 "bitcoin:1A?a=1&b=2\n"},
		{"data links", "<a href='data:text/html,<b>x'>a</a><img src='data:image/png;base64,AAAA'>", "a", "",
		 "data:text/html,<b>x\ndata:image/png;base64,\n"},
		{"links of hidden things", "<p hidden><a href=a>b</a>", "", "b", "a\n"},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_direction)
{
	static const struct html_case CASES[] = {
		{"bdo", "my <bdo dir=rtl>niocTIB tellaw</bdo> now", "my wallet BITcoin now", "", NULL},
		{"bdo without direction", "<bdo>abc</bdo>", "abc", "", NULL},
		{"bdo within", "<bdo dir=rtl>ab<b>cd</b><bdo dir=ltr>ef</bdo></bdo>", "dcbaef", "", NULL},
		{"lines", "<bdo dir=rtl>cba<br>fed</bdo>", "abc\ndef", "", NULL},
		{"styled", "<p style='unicode-bidi:bidi-override;direction:rtl'>cba</p>d", "abc\nd", "", NULL},
		{"marks and brackets", "<bdo dir=rtl>)c(e\u0301a€</bdo>", "€ae\u0301)c(", "", NULL},
		{"Hebrew stays", "<bdo dir=rtl>שלום</bdo>", "שלום", "", NULL},
		{"override", "my \u202eniocTIB\u202c &#x202e;tellaw&#x202c; now", "my BITcoin wallet now", "", NULL},
		{"an override ends with its block", "<p>\u202ecba<p>def", "abc\ndef", "", NULL},
	};

	CHECK_CASES(CASES);
}
END_TEST

START_TEST(test_facts)
{
	static const struct {
		const char *name, *in;
		unsigned images, hidden;
		bool remote;
	} cases[] = {
		{"nothing", "<p>a", 0, 0, false},
		{"an image within the mail", "<img src=cid:1><image src=data:,>", 2, 0, false},
		{"a remote image", "<img src='\nHTTPS://a/'>", 1, 0, true},
		{"a remote image without a scheme", "<img src=//a/>", 1, 0, true},
		{"an image without a source", "<img>", 1, 0, false},
		{"hidden elements that hold text", "<p hidden>a<b>b</b></p><p style=display:none>c<p hidden>", 0, 2,
		 false},
		{"within each other", "<p hidden><b hidden>a</b><b hidden>b</b>", 0, 1, false},
		{"title, script and comments are not counted", "<title>a</title><script>b</script><!-- c -->", 0, 0,
		 false},
		{"spacers hold no text", "<p style=font-size:1px>&nbsp;&zwnj;&#847; &shy;</p>", 0, 0, false},
	};
	struct html_read read;

	html_read_init(&read);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		html_read_document(&read, cases[i].in, strlen(cases[i].in), HTML_RANDOM, (unsigned)i);
		ck_assert_msg(read.facts.images == cases[i].images, "%s: %u images", cases[i].name, read.facts.images);
		ck_assert_msg(read.facts.hidden_elements == cases[i].hidden, "%s: %u hidden elements", cases[i].name,
			      read.facts.hidden_elements);
		ck_assert_msg(read.facts.remote_image == cases[i].remote, "%s: remote is %d", cases[i].name,
			      read.facts.remote_image);
	}
	html_read_free(&read);
}
END_TEST

static Suite *html_suite(void)
{
	Suite *suite = suite_create("html");
	TCase *tcase = tcase_create("html");

	tcase_add_test(tcase, test_layout);
	tcase_add_test(tcase, test_markup);
	tcase_add_test(tcase, test_hidden);
	tcase_add_test(tcase, test_doubt);
	tcase_add_test(tcase, test_sheet);
	tcase_add_test(tcase, test_attributes);
	tcase_add_test(tcase, test_direction);
	tcase_add_test(tcase, test_facts);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	SRunner *runner = srunner_create(html_suite());
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
