/* check_message.c: tests of lib/message: what is read out of a message, and that no cut changes it. */
#include "cuts.h"
#include "mails.h"

#include "base/limits.h"
#include "message/odd.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct message *message;

static void setup(void)
{
	struct xs_error err;

	ck_assert_msg(message_new(&message, NULL, &err) == 0, "%s", err.text);
}

static void teardown(void)
{
	message_free(&message);
}

static void read_whole(const char *name, const char *in, size_t len)
{
	message_begin(message);
	ck_assert_msg(message_feed(message, in, len) >= 0, "%s", name);
	ck_assert_msg(message_finish(message) == 0, "%s", name);
}

static void run_message(struct text *out, struct cuts *cuts, const void *with)
{
	size_t len;

	message_begin(message);
	while (cuts_next(cuts, &len))
		ck_assert_int_ge(message_feed(message, cuts->piece, len), 0);
	ck_assert_int_eq(message_finish(message), 0);
	ck_assert_msg(mails_all(out, message), "%s: a text is not UTF-8", (const char *)with);
}

struct mail {
	const char *name;
	const char *in;    /* lines end in \n; the test also tries CRLF, and CR alone where that may be */
	const char *texts; /* mails_texts() */
	const char *odd;   /* mails_odd() */
};

static void check_mail(const struct mail *mail, const char *in, size_t len, const char *how)
{
	struct text texts, odd;

	text_init(&texts, 0);
	text_init(&odd, 0);
	read_whole(mail->name, in, len);
	mails_texts(&texts, message);
	mails_odd(&odd, message);
	text_add_char(&texts, '\0');
	text_add_char(&odd, '\0');
	ck_assert_msg(strcmp(texts.at, mail->texts) == 0, "%s (%s):\n%s--- instead of\n%s", mail->name, how, texts.at,
		      mail->texts);
	ck_assert_msg(strcmp(odd.at, mail->odd) == 0, "%s (%s): odd is \"%s\", not \"%s\"", mail->name, how, odd.at,
		      mail->odd);
	cuts_check(mail->name, run_message, mail->name, in, len, NULL, 0);
	text_free(&texts);
	text_free(&odd);
}

/* The mail with its lines as they are, and with CRLF. */
static void check_mails(const struct mail *mails, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct text crlf;

		text_init(&crlf, 0);
		for (const char *c = mails[i].in; *c != '\0'; c++) {
			if (*c == '\n' && (c == mails[i].in || c[-1] != '\r'))
				text_add_char(&crlf, '\r');
			text_add_char(&crlf, *c);
		}
		check_mail(&mails[i], mails[i].in, strlen(mails[i].in), "LF");
		check_mail(&mails[i], crlf.at, crlf.len, "CRLF");
		text_free(&crlf);
	}
}

#define PLAIN "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
#define MULTI "Content-Type: multipart/mixed; boundary=b\n\n"

START_TEST(headers_are_read)
{
	static const struct mail mails[] = {
		{"nothing at all", "", "subject 0: \n", ""},
		{"no header", "Hello,\npay me.\n", "subject 0: \nvisible 1: Hello,/pay me./\n", ""},
		{"references in the subject", "Subject: &#24744;\n\nx",
		 "subject 0: &#24744;\nsubject 0 oe: 您\nvisible 1: x\n", ""},
		{"no body", "Subject: pay me", "subject 0: pay me\n", ""},
		{"an ordinary mail", "From: Ann <a@example.com>\nSubject: hi\n\nHello,\n\nbye\n",
		 "subject 0: hi\nvisible 1: Hello,//bye/\nheader 0: Ann/\n", ""},
		{"empty lines and mbox lines first", "\n \nFrom a@example.com Mon\n>From b\nSubject: hi\n\nHello\n",
		 "subject 0: hi\nvisible 1: Hello/\n", ""},
		{"folded", "Subject: pay\n\tme\n  now\n\nx", "subject 0: pay\tme  now\nvisible 1: x\n", ""},
		{"an encoded subject, folded", "Subject: =?utf-8?B?44E=?=\n =?utf-8?B?gg==?=\n\nx",
		 "subject 0: あ\nvisible 1: x\n", ""},
		{"blanks before the colon",
		 "Subject : hi\n"
		 "Content-Type\t: text/plain; charset=utf-8\n\nx",
		 "subject 0: hi\nvisible 1: x\n", "header-blank-before-colon"},
		{"two subjects", "Subject: hi\nSubject: ho\n\nx", "subject 0: hi\nsubject 0 o: ho\nvisible 1: x\n",
		 "duplicate-subject"},
		{"two senders", "From: A <a@example.com>\nFrom: B <b@example.com>\n\nx",
		 "subject 0: \nvisible 1: x\nheader 0: A/B/\n", "duplicate-from"},
		{"display names",
		 "From: \"Doe, \\\"J\\\" \" <j@example.com>, =?utf-8?Q?=C3=A9?= <e@example.com>\n"
		 "Reply-To: x@example.com (Your Hacker)\n\nx",
		 "subject 0: \nvisible 1: x\nheader 0: Doe, \"J\" é/Your Hacker/\n", ""},
		{"an angle in an encoded name", "From: =?utf-8?Q?=3Cb=3E?= <j@example.com>\n\nx",
		 "subject 0: \nvisible 1: x\nheader 0: <b>/\n", ""},
		{"an address alone has no name", "From: j@example.com\n\nx", "subject 0: \nvisible 1: x\n", ""},
		{"8-bit subject in Latin-1", "Subject: caf\xe9 au lait\n\nx", "subject 0: café au lait\nvisible 1: x\n",
		 "header-8bit"},
		{"ISO-2022-JP subject without label", "Subject: \x1b$B$\"\x1b(B\n\nx", "subject 0: あ\nvisible 1: x\n",
		 "header-8bit"},
		{"no empty line behind the header", "Subject: hi\nPay me now.\nContent-Type: text/html\n\n<p>x</p>\n",
		 "subject 0: hi\nvisible 0 o: Pay me now./Content-Type: text/html//<p>x</p>/\nvisible 1 h: x\n",
		 "header-broken"},
		{"several lines that are none", "Subject: hi\none\nTo: x\ntwo\n\nx",
		 "subject 0: hi\nvisible 0 o: one/To: x/two//x\nvisible 1: x\n", "header-broken"},
		{"a header line that starts with a blank", " Subject: hi\n\nx",
		 "subject 0: \nvisible 1:  Subject: hi//x\n", ""},
		{"a blank line that is none goes on", "Subject: hi\n \nTo: x\n\ny", "subject 0: hi\nvisible 1: y\n",
		 ""},
		{"an encoded word without end", "Subject: =?utf-8?Q?abc\n\nx", "subject 0: abc\nvisible 1: x\n",
		 "encoded-word-broken"},
	};

	check_mails(mails, COUNT(mails));
}
END_TEST

START_TEST(bodies_are_decoded)
{
	static const struct mail mails[] = {
		{"base64", PLAIN "Content-Transfer-Encoding: base64\n\ncGF5\nIG1l\nCg==\n",
		 "subject 0: \nvisible 1: pay me/\n", ""},
		{"base64, misspelt", PLAIN "Content-Transfer-Encoding: \"Base-64\"\n\ncGF5\n",
		 "subject 0: \nvisible 1: pay\n", ""},
		{"base64 with junk and several blocks", PLAIN "Content-Transfer-Encoding: base64\n\ncG!F5IA==\nbWU=\n",
		 "subject 0: \nvisible 1: pay me\n", "base64-damaged"},
		{"quoted-printable", PLAIN "Content-Transfer-Encoding: Quoted-Printable\n\npay =\nm=65=0A=E3=81=82\n",
		 "subject 0: \nvisible 1: pay me/あ/\n", ""},
		{"broken quoted-printable", PLAIN "Content-Transfer-Encoding: quoted-printable\n\n100=% pay =ZZ\n",
		 "subject 0: \nvisible 1: 100=% pay =ZZ/\n", "quoted-printable-damaged"},
		{"an unknown encoding", PLAIN "Content-Transfer-Encoding: rot13\n\npay\n",
		 "subject 0: \nvisible 1: pay/\n", "unknown-transfer-encoding"},
		{"two encodings are two readings",
		 PLAIN "Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n\ncGF5\n",
		 "subject 0: \nvisible 1: pay\nvisible 1 o: cGF5/\n", "duplicate-transfer-encoding"},
		{"two types are two readings, what is the same in both is told once",
		 "Content-Type: text/plain\nContent-Type: text/html\n\n<b>p</b>ay\n",
		 "subject 0: \nvisible 1: <b>p</b>ay/\nvisible 1 ho: pay\n", "duplicate-content-type html-in-plain"},
		{"two charsets are two readings",
		 "Content-Type: text/plain; charset=koi8-r; charset=windows-1251\n\n\xd0\xc1\xf0\n",
		 "subject 0: \nvisible 1: паП/\nvisible 1 o: РБр/\n", "duplicate-charset"},
		{"the same type twice is one reading", "Content-Type: text/plain\nContent-Type: text/plain\n\npay\n",
		 "subject 0: \nvisible 1: pay/\n", ""},
		{"a wrong label", "Content-Type: text/plain; charset=iso-8859-1\n\n\xe3\x81\x82\n",
		 "subject 0: \nvisible 1: あ/\n", "charset-wrong"},
		{"an unknown label", "Content-Type: text/plain; charset=x\n\n\xe3\x81\x82\n",
		 "subject 0: \nvisible 1: あ/\n", "charset-unknown"},
		{"a damaged text",
		 PLAIN "\n\xe3\x81\x82\xe3\x81\x84\xff"
		       "b\n",
		 "subject 0: \nvisible 1: あい\xef\xbf\xbd"
		 "b/\n",
		 "text-damaged"},
		{"references in plain text",
		 "Content-Type: text/plain; charset=ibm852\n\n&#24744;&#x62; &amp &amp; &nosuch; &#0;&lt;b>\n",
		 "subject 0: \nvisible 1: &#24744;&#x62; &amp &amp; &nosuch; &#0;&lt;b>/\n"
		 "visible 1 oe: 您b &amp & &nosuch; \xef\xbf\xbd<b>/\n",
		 "entities-in-plain"},
		{"a link is no reference", "\nhttp://example.com/?a=1&lt=2&amp=3\n",
		 "subject 0: \nvisible 1: http://example.com/?a=1&lt=2&amp=3/\n", ""},
		{"HTML in disguise", PLAIN "\n <html>Pay &#109;e<br>now</html>\n",
		 "subject 0: \nvisible 1:  <html>Pay &#109;e<br>now</html>/\nvisible 1 ho: Pay me/now\n",
		 "html-in-plain"},
		{"flowed", "Content-Type: text/plain; format=flowed\n\npay me \nnow\n> a \n> b\n-- \nme\n",
		 "subject 0: \nvisible 1 f: pay me now/> a b/-- /me/\n", ""},
		{"flowed, delsp",
		 "Content-Type: text/plain; charset=utf-8; format=Flowed; DelSp=Yes\n\nビット \nコイン\n",
		 "subject 0: \nvisible 1 f: ビットコイン/\n", ""},
		{"flowed with stuffing", "Content-Type: text/plain; format=flowed\n\n From x\n  y\n",
		 "subject 0: \nvisible 1 f: From x/ y/\n", ""},
		{"HTML",
		 "Content-Type: text/html; charset=utf-8\n\n<p>Pay <b>m</b>e</p><a href=\"http://e.example/\">x</a>",
		 "subject 0: \nvisible 1 h: Pay me/x\nlink 1 h: http://e.example//\n", ""},
		{"HTML that names its charset itself", "Content-Type: text/html\n\n<meta charset='koi8-r'>\xd0\xc1\n",
		 "subject 0: \nvisible 1 h: па\n", ""},
		{"a charset in the header counts more",
		 "Content-Type: text/html; charset=windows-1251\n\n<meta charset=koi8-r>\xf0\xe0\n",
		 "subject 0: \nvisible 1 h: ра\n", ""},
		{"a uuencoded block", "\nHello\nbegin 644 pay.txt\n'<&%Y(&UE\"@``\n`\nend\nbye\n",
		 "subject 0: \nvisible 1: Hello/begin 644 pay.txt/'<&%Y(&UE\"@``/`/end/bye/\nvisible 1 a: pay "
		 "me/\nname 0: pay.txt/\n",
		 "uuencode"},
		{"a uuencoded body", "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n#<&%Y\n`\nend\n",
		 "subject 0: \nvisible 1: pay\n", ""},
		{"a yEnc block",
		 "Content-Type: text/plain; charset=windows-1251\n\n=ybegin line=128 size=6 "
		 "name=pay.txt\n\x9a\x8b\xa3J\x97\x8f\n=yend size=6\nbye\n",
		 "subject 0: \nvisible 1: =ybegin line=128 size=6 name=pay.txt/љ‹ЈJ—Џ/=yend size=6/bye/\nvisible 1 a: "
		 "pay me\nname 0: pay.txt/\n",
		 "yenc"},
		{"a header in the body", "Subject: hi\n\nContent-Type: text/html\n\n<p>Pay</p>\n",
		 "subject 0: hi\nvisible 1: Content-Type: text/html//<p>Pay</p>/\nvisible 2 hco: Pay\n",
		 "header-in-body"},
	};

	check_mails(mails, COUNT(mails));
}
END_TEST

START_TEST(parts_are_found)
{
	static const struct mail mails[] = {
		{"two parts", MULTI "preamble\n--b\n\none\n\n--b\nContent-Type: text/html\n\n<p>two\n--b--\nepilogue\n",
		 "subject 0: \nhidden 0: preamble\nvisible 1: one/\nvisible 2 h: two\nhidden 2: epilogue/\n", ""},
		{"blanks behind boundaries", MULTI "--b \t\n\none\n--b-- \n", "subject 0: \nvisible 1: one\n", ""},
		{"no header, no empty line", MULTI "--b\none two\n--b--\n", "subject 0: \nvisible 1: one two\n", ""},
		{"an empty part and a part of header only",
		 MULTI "--b\n--b\n\n--b\nContent-Type: text/html\n--b\n\none\n--b--\n", "subject 0: \nvisible 4: one\n",
		 ""},
		{"unterminated", MULTI "--b\n\none\n", "subject 0: \nvisible 1: one/\n", "boundary-unterminated"},
		{"never begun", MULTI "one\ntwo\n", "subject 0: \nvisible 0 o: one/two/\n", "boundary-unused"},
		{"no boundary named",
		 "Content-Type: multipart/mixed\n\n--x1\nContent-Transfer-Encoding: base64\n\ncGF5\n--x1--\n",
		 "subject 0: \nvisible 1: pay\nvisible 0 o: --x1/Content-Transfer-Encoding: base64//cGF5/--x1--/\n",
		 "boundary-missing"},
		{"no boundary at all", "Content-Type: multipart/mixed\n\npay me\n",
		 "subject 0: \nvisible 0 o: pay me/\n", "boundary-missing boundary-unused"},
		{"a part after the end", MULTI "--b\n\none\n--b--\n--b\n\ntwo\n--b--\n",
		 "subject 0: \nvisible 1: one\nvisible 2: two\n", "part-after-end"},
		{"two boundaries named",
		 "Content-Type: multipart/mixed; boundary=b; boundary=c\n\n--b\n\none\n--c\n\ntwo\n--c--\n",
		 "subject 0: \nvisible 1: one\nvisible 2: two\n", "duplicate-boundary"},
		{"nested",
		 MULTI "--b\nContent-Type: multipart/alternative; "
		       "boundary=\"c\"\n\n--c\n\none\n--c\n\ntwo\n--c--\n\n--b\n\nthree\n--b--\n",
		 "subject 0: \nvisible 1: one\nvisible 2: two\nvisible 3: three\n", ""},
		{"the outer ends the inner",
		 MULTI "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--b--\n",
		 "subject 0: \nvisible 1: one\nvisible 2: two\n", "boundary-unterminated"},
		{"the inner's name starts with the outer's",
		 MULTI
		 "--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n\none\n--bb--\n--b\n\ntwo\n--b--\n",
		 "subject 0: \nvisible 1: one\nvisible 2: two\n", ""},
		{"a line that only starts as the boundary is read both ways",
		 MULTI "--b\n\none\n--bx\n\ntwo\n--b\n\nthree\n--b--\n",
		 "subject 0: \nvisible 1: one/--bx//two\nvisible 2: two\nvisible 3: three\n", "boundary-prefix"},
		{"dashes in text", MULTI "--b\n\n--\n-- \n---b\n- b\n--b--\n",
		 "subject 0: \nvisible 1: --/-- /---b/- b\n", ""},
		{"a container that is encoded",
		 "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n"
		 "LS1iCgpwYXkgbWUKLS1iLS0K\n",
		 "subject 0: \nvisible 1 o: pay me\nvisible 0 o: LS1iCgpwYXkgbWUKLS1iLS0K/\n",
		 "encoded-container boundary-unused"},
		{"a container that is encoded, and its parts' headers",
		 "Content-Type: multipart/mixed; boundary=b\n"
		 "Content-Transfer-Encoding: quoted-printable\n\n--b\nContent-Type: text/html; "
		 "charset=utf-8\n\n<p>p=61y</p>\n--b--\n",
		 "subject 0: \nvisible 1 h: p=61y\nvisible 2 ho: pay\n", "encoded-container quoted-printable-damaged"},
		{"attachments that are text",
		 MULTI
		 "--b\nContent-Type: application/octet-stream; name=a.txt\n\none\n"
		 "--b\nContent-Type: application/x-foo\nContent-Disposition: attachment; filename=\"b.HTM\"\n\n<p>two\n"
		 "--b\nContent-Type: application/octet-stream\n\nthree\n--b\nContent-Type: image/png; "
		 "name=c.png\n\nfour\n"
		 "--b\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: "
		 "base64\n\nAAECAwQFBgcICQ==\n--b--\n",
		 "subject 0: \nvisible 1 a: one\nvisible 2 ha: two\nvisible 3: three\nname 0: a.txt/b.HTM/c.png/\n",
		 ""},
		{"a name that says more than the type",
		 MULTI "--b\nContent-Type: text/plain; name=a.html\n\nhi <b>p</b>ay\n--b\n"
		       "Content-Type: image/png; name=b.txt\n\nme\n--b--\n",
		 "subject 0: \nvisible 1 a: hi <b>p</b>ay\nvisible 1 hao: hi pay\nvisible 2 a: me\nname 0: "
		 "a.html/b.txt/\n",
		 ""},
		{"names are decoded",
		 MULTI "--b\nContent-Type: image/png; name=\"=?utf-8?B?44GC?=\"\n"
		       "Content-Disposition: attachment; filename*=utf-8''%E3%81%84\n\nx\n--b--\n",
		 "subject 0: \nname 0: あ/い/\n", ""},
		{"a forwarded message",
		 MULTI
		 "--b\nContent-Type: message/rfc822\n\nFrom: H <h@example.com>\nSubject: your account\n\npay\n--b--\n",
		 "subject 0: \nheader 1 c: H/your account/\nvisible 1 c: pay\n", ""},
		{"a report that returns a mail to its reader",
		 "To: Ann <ann@example.com>\n" MULTI
		 "--b\nContent-Type: message/rfc822\n\nSubject: hi\nTo: x@example.com, ANN@example.com\n\npay\n--b--\n",
		 "subject 0: \nheader 1 c: hi/\nvisible 1 c: pay\n", "returned-to-reader"},
		{"a report to the sender",
		 "To: ann@example.com\n" MULTI
		 "--b\nContent-Type: message/rfc822\n\nSubject: hi\nTo: joann@example.com, (@)\n\npay\n--b--\n",
		 "subject 0: \nheader 1 c: hi/\nvisible 1 c: pay\n", ""},
		{"a forwarded message with parts",
		 "Content-Type: message/rfc822\n\nSubject: s\n" MULTI "--b\n\npay\n--b--\n",
		 "subject 0: \nheader 1 c: s/\nvisible 1 c: pay\n", ""},
		{"an encoded message",
		 "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
		 "U3ViamVjdDogaGkKQ29udGVudC1UeXBlOiB0ZXh0L2h0bWwKCjxwPnBheSBtZQo=\n",
		 "subject 0: \nheader 2 c: hi/\nvisible 2 hc: pay me\n", ""},
		{"a message as a file", "Content-Type: application/octet-stream; name=x.eml\n\nSubject: hi\n\npay\n",
		 "subject 0: \nheader 2 ac: hi/\nvisible 2 ac: pay/\nname 0: x.eml/\n", ""},
		{"a digest",
		 "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\npay\n--b\nContent-Type: "
		 "text/plain\n\nme\n--b--\n",
		 "subject 0: \nheader 1 c: one/\nvisible 1 c: pay\nvisible 2: me\n", ""},
		{"headers of a bounced message",
		 MULTI "--b\nContent-Type: message/delivery-status\n\nAction: failed\n"
		       "--b\nContent-Type: text/rfc822-headers\n\nSubject: hi\n--b--\n",
		 "subject 0: \nvisible 1: Action: failed\nheader 2 c: hi/\nvisible 2 c: Subject: hi\n", ""},
	};

	check_mails(mails, COUNT(mails));
}
END_TEST

#define IN(string) string, sizeof(string) - 1

START_TEST(lines_end_in_many_ways)
{
	static const struct {
		const char *name, *in;
		size_t len;
		const char *texts, *odd;
	} cases[] = {
		{"CR alone", IN("Subject: hi\r\rone\rtwo\r"), "subject 0: hi\nvisible 1: one/two/\n", "bare-cr"},
		{"CR CR LF is one line end", IN("Subject: hi\r\r\nTo: x\r\r\n\r\r\none\r\n"),
		 "subject 0: hi\nvisible 1: one/\n", ""},
		{"mixed", IN("Subject: hi\r\n\none\r\rtwo\n"), "subject 0: hi\nvisible 1: one//two/\n", "bare-cr"},
		{"zero bytes", IN("Subject: a\0b\n\npa\0y\n"), "subject 0: a b\nvisible 1: pay/\n", "nul"},
		{"UTF-16 as it is",
		 IN("Content-Type: text/plain; charset=utf-16\n\n\xff\xfep\0a\0y\0\r\0\n\0m\0e\0\r\0\n\0"),
		 "subject 0: \nvisible 1: pay/me/\n", "bare-cr"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct mail mail = {cases[i].name, cases[i].in, cases[i].texts, cases[i].odd};

		check_mail(&mail, cases[i].in, cases[i].len, "as it is");
	}
}
END_TEST

/* ---- limits ------------------------------------------------------------------------------------------------------ */

static bool is_odd(const char *id)
{
	size_t count;
	const struct oddity *oddities = message_oddities(message, &count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(oddities[i].id, id) == 0)
			return oddities[i].limit;
	return false;
}

static void add(struct text *text, const char *part, size_t times)
{
	for (size_t i = 0; i < times; i++)
		text_add_string(text, part);
}

START_TEST(limits_are_told)
{
	static const struct {
		const char *id;
		const char *before, *repeated;
		size_t times;
		const char *after;
	} cases[] = {
		{"header-fields", "", "A: b\n", LIMIT_HEADER_FIELDS + 1, "\nx"},
		{"header-line", "A: ", "xxxxxxxxxxxxxxxx", LIMIT_HEADER_LINE / 16, "\n\nx"},
		{"header-bytes", "",
		 "A: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
		 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
		 "xxxxxx"
		 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
		 "xxxxxx\n",
		 0, "\nx"},
		{"depth", "", "Content-Type: message/rfc822\n\n", LIMIT_MIME_DEPTH + 1, "\nx"},
		{"parts", MULTI, "--b\nContent-Type: image/png\n\nx\n", LIMIT_MIME_PARTS + 1, "--b--\n"},
		{"texts", MULTI, "--b\n\nx\n", LIMIT_TEXTS - 3, "--b--\n"},
		{"text-bytes", "\n", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", LIMIT_TEXT_BYTES / 32, "x\n"},
		{"parameters", "Content-Type: text/plain", "; a=b", LIMIT_PARAMS + 1, "\n\nx"},
		{"encoded-words", "Subject:", " =?utf-8?Q?a?=", LIMIT_ENCODED_WORDS + 1, "\n\nx"},
		{"boundary-bytes", "Content-Type: multipart/mixed; boundary=", "x", LIMIT_BOUNDARY_BYTES + 1, "\n\nx"},
		{"message-bytes", "\n",
		 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
		 LIMIT_MESSAGE_BYTES / 92 + 1, ""},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t times = cases[i].times;
		struct text in;

		if (times == 0) /* bytes of fields without colon and line end */
			times = LIMIT_HEADER_BYTES / (strlen(cases[i].repeated) - 2) + 1;
		text_init(&in, 0);
		text_add_string(&in, cases[i].before);
		add(&in, cases[i].repeated, times - 1);
		read_whole(cases[i].id, in.at, in.len);
		ck_assert_msg(!is_odd(cases[i].id) || strcmp(cases[i].id, "text-bytes") == 0, "%s: told too early",
			      cases[i].id);
		text_add_string(&in, cases[i].repeated);
		text_add_string(&in, cases[i].after);
		read_whole(cases[i].id, in.at, in.len);
		ck_assert_msg(is_odd(cases[i].id), "%s: not told", cases[i].id);
		text_free(&in);
	}
}
END_TEST

/* What is shown behind too many texts is still read. */
START_TEST(a_letter_behind_many_texts_is_found)
{
	const struct text_part *texts;
	struct text in;
	size_t count, found = 0;

	text_init(&in, 0);
	text_add_string(&in, "From: Ann <a@example.com>\n" MULTI);
	add(&in, "--b\nContent-Type: text/plain; name=n.txt\n\nx\n", 2 * LIMIT_TEXTS);
	text_add_string(&in, "--b\n\npay me now\n--b--\n");
	read_whole("many texts", in.at, in.len);
	texts = message_texts(message, &count);
	ck_assert_uint_le(count, LIMIT_TEXTS);
	for (size_t i = 0; i < count; i++)
		found += texts[i].kind == XS_TEXT_VISIBLE &&
			 ascii_find(texts[i].utf8.at, texts[i].utf8.len, "pay me now") != SIZE_MAX;
	ck_assert_uint_eq(found, 1);
	ck_assert_int_eq(texts[count - 1].kind, XS_TEXT_NAME);
	ck_assert_int_eq(texts[count - 2].kind, XS_TEXT_HEADER);
	ck_assert(is_odd("texts"));
	text_free(&in);
}
END_TEST

START_TEST(options_move_the_caps)
{
	const struct xs_options options = {.message_bytes = 40, .text_bytes = 8};
	static const char in[] = "Subject: abc\n\nabcdefghijklmnopqrstuvwxyz0123456789";
	struct message *small;
	const struct text_part *texts;
	size_t count;

	ck_assert_int_eq(message_new(&small, &options, NULL), 0);
	message_begin(small);
	ck_assert_int_eq(message_feed(small, in, 30), 0);
	ck_assert_int_eq(message_feed(small, in + 30, sizeof in - 31), 1);
	ck_assert_int_eq(message_feed(small, in, 1), 1);
	ck_assert_int_eq(message_finish(small), 0);
	ck_assert_uint_eq(message_bytes(small), 40);
	texts = message_texts(small, &count);
	ck_assert_uint_eq(count, 2);
	ck_assert_uint_eq(texts[1].utf8.len, 5); /* the subject took three */
	ck_assert_int_eq(memcmp(texts[1].utf8.at, "abcde", 5), 0);
	message_oddities(small, &count);
	ck_assert_uint_eq(count, 2);
	message_free(&small);
}
END_TEST

START_TEST(a_cap_never_cuts_a_character)
{
	static const char in[] = "\nああああ";

	for (size_t cap = 1; cap < 14; cap++) {
		const struct xs_options options = {.text_bytes = cap};
		struct message *small;
		const struct text_part *texts;
		size_t count;

		ck_assert_int_eq(message_new(&small, &options, NULL), 0);
		message_begin(small);
		ck_assert_int_ge(message_feed(small, in, sizeof in - 1), 0);
		ck_assert_int_eq(message_finish(small), 0);
		texts = message_texts(small, &count);
		for (size_t i = 0; i < count; i++)
			ck_assert_msg(utf8_is_valid(texts[i].utf8.at, texts[i].utf8.len) && texts[i].utf8.len <= cap,
				      "cap %zu", cap);
		message_free(&small);
	}
}
END_TEST

/* A message that is given up in the middle leaves nothing to the next. */
START_TEST(a_message_is_forgotten)
{
	static const char nested[] =
		MULTI "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
		      "U3ViamVjdDogaGkKQ29udGVudC1UeXBlOiB0ZXh0L3BsYWluOyBjaGFyc2V0PXNoaWZ0X2ppcwoKgqCCooKk";
	static const char next[] = "Subject: next\n\nbody\n";

	for (size_t len = 0; len < sizeof nested; len++) {
		struct text texts;

		message_begin(message);
		ck_assert_int_ge(message_feed(message, nested, len), 0);
		read_whole("next", next, sizeof next - 1);
		text_init(&texts, 0);
		mails_texts(&texts, message);
		text_add_char(&texts, '\0');
		ck_assert_str_eq(texts.at, "subject 0: next\nvisible 1: body/\n");
		text_free(&texts);
	}
}
END_TEST

START_TEST(fields_are_kept_as_written)
{
	static const char in[] = "X-One:  a\n b \nFrom: =?utf-8?Q?=C3=A9?= <e@example.com>\n\nx";
	const struct header_field *fields;
	size_t count;

	read_whole("fields", in, sizeof in - 1);
	fields = message_fields(message, &count);
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(fields[0].name, "X-One");
	ck_assert_uint_eq(fields[0].raw.len, 6);
	ck_assert_int_eq(memcmp(fields[0].raw.at, "  a b ", 6), 0);
	ck_assert_uint_eq(fields[0].text.len, 3);
	ck_assert_int_eq(memcmp(fields[1].text.at, "é <e@example.com>", fields[1].text.len), 0);
}
END_TEST

START_TEST(every_oddity_is_written_down)
{
	FILE *file = fopen(SRCDIR "/VIOLATIONS.md", "rb");
	static char paper[65536];
	size_t len;

	ck_assert_ptr_nonnull(file);
	len = fread(paper, 1, sizeof paper - 1, file);
	fclose(file);
	paper[len] = '\0';
	for (int i = 0; i < ODD_COUNT; i++) {
		char quoted[64];

		snprintf(quoted, sizeof quoted, "`%s`", odd_id((enum odd)i));
		ck_assert_msg(strstr(paper, quoted) != NULL, "%s is not in VIOLATIONS.md", quoted);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("message");
	TCase *tcase = tcase_create("message");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, headers_are_read);
	tcase_add_test(tcase, bodies_are_decoded);
	tcase_add_test(tcase, parts_are_found);
	tcase_add_test(tcase, lines_end_in_many_ways);
	tcase_add_test(tcase, limits_are_told);
	tcase_add_test(tcase, a_letter_behind_many_texts_is_found);
	tcase_add_test(tcase, options_move_the_caps);
	tcase_add_test(tcase, a_cap_never_cuts_a_character);
	tcase_add_test(tcase, a_message_is_forgotten);
	tcase_add_test(tcase, fields_are_kept_as_written);
	tcase_add_test(tcase, every_oddity_is_written_down);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
