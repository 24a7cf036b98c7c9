/* bench_decode.c: how fast each decoder and the whole reader are, in megabytes a second on one core and as a ratio to
 * memcpy of the same bytes in the same run.
 */
#include "bench.h"

#include "decode/base64.h"
#include "decode/charset.h"
#include "decode/encword.h"
#include "decode/flowed.h"
#include "decode/html.h"
#include "decode/param.h"
#include "decode/qp.h"
#include "decode/uu.h"
#include "message/message.h"

#define ROUNDS 15
#define BYTES (1u << 20)

enum decoder { BASE64, QP, UUENCODE, YENC, FLOWED, CHARSET, ENCWORD, PARAM, HTML, MESSAGE };

/* What is repeated until BYTES are there; a message has a start that is not. */
static const struct sample {
	const char *name;
	enum decoder decoder;
	const char *label; /* of a charset */
	const char *start, *unit;
} samples[] = {
	{"base64", BASE64, NULL, "",
	 "SSBoYXZlIGhhY2tlZCB5b3VyIGRldmljZSBhbmQgcmVjb3JkZWQgeW91IHRocm91Z2ggeW91ciB3Y\r\n"},
	{"quoted-printable, English", QP, NULL, "",
	 "I have hacked your device and recorded you through your webcam, while you=\r\n"},
	{"quoted-printable, Japanese", QP, NULL, "",
	 "=E3=81=82=E3=81=AA=E3=81=9F=E3=81=AE=E3=82=A2=E3=82=AB=E3=82=A6=E3=83=B3=\r\n"},
	{"uuencode", UUENCODE, NULL, "begin 644 a.txt\n",
	 "M22!H879E(')E8V]R9&5D('EO=2!W:71H('EO=7(@;W=N(&-A;65R82X*22!H\n"},
	{"yEnc", YENC, NULL, "=ybegin line=128 size=1048576 name=a.txt\n",
	 "sJ\x92\x8b\xa0\x8fJ\x92\x8b\x8d\x95\x8f\x8eJ\xa3\x99\x9f\x9cJ\x8e\x8f\xa0\x93\x8d\x8fJ\x8b\x98\x8eJ=}\r\n"},
	{"format=flowed", FLOWED, NULL, "", "I have hacked your device and recorded you \nthrough your webcam.\n"},
	{"charset, ASCII", CHARSET, "utf-8", "", "I have hacked your device and recorded you through your webcam.\n"},
	{"charset, UTF-8 Japanese", CHARSET, "utf-8", "", "あなたのアカウントをハッキングしました。\n"},
	{"charset, ISO-2022-JP", CHARSET, "iso-2022-jp", "", "\x1b$B$\"$J$?$N%\"%+%&%s%H$r\x1b(B hacked\n"},
	{"charset, Shift_JIS", CHARSET, "shift_jis", "", "\x82\xa0\x82\xc8\x82\xbd\x82\xcc bitcoin\n"},
	{"charset, GB18030", CHARSET, "gb18030", "", "\xc4\xe3\xb5\xc4\xc3\xdc\xc2\xeb\xca\xc7\n"},
	{"charset, windows-1251", CHARSET, "windows-1251", "",
	 "\xcf\xe0\xf0\xee\xeb\xfc \xee\xf2 \xef\xee\xf7\xf2\xfb\n"},
	{"charset, no label, 8-bit", CHARSET, NULL, "",
	 "Ihr Ger\xe4t wurde \xfc"
	 "berwacht\n"},
	{"encoded words", ENCWORD, NULL, "",
	 "=?utf-8?B?44GC44Gq44Gf44Gu44Ki44Kr44Km44Oz44OI?= =?iso-2022-jp?B?GyRCJCIbKEI=?= "},
	{"parameters", PARAM, NULL, "", "text/plain; charset=\"utf-8\"; name*0*=utf-8''%E3%81%82; name*1=b.txt "},
	{"HTML, words in paragraphs", HTML, NULL, "",
	 "<p style=\"color:#333\">I have <b>hacked</b> your device and <span>recorded</span> you through your "
	 "webcam.</p>\r\n"},
	{"HTML, a newsletter's tables", HTML, NULL, "<style>.a{color:#333}.b{font-size:14px}</style>",
	 "<table width=\"600\" cellpadding=\"0\"><tr><td class=\"a\" style=\"padding:0 10px;font-family:Arial\"><a "
	 "href=\"https://shop.example/offer?id=12345\"><img src=\"https://shop.example/1.png\" alt=\"Offer\"></a>"
	 "Only&nbsp;today: everything for the garden at half the price.</td></tr></table>\r\n"},
	{"HTML, Japanese", HTML, NULL, "",
	 "<div>\u3042\u306a\u305f\u306e\u30a2\u30ab\u30a6\u30f3\u30c8\u3092"
	 "\u30cf\u30c3\u30ad\u30f3\u30b0\u3057\u307e\u3057\u305f\u3002<br></div>\n"},
	{"message, plain text", MESSAGE, NULL, "Subject: x\r\n\r\n",
	 "I have hacked your device and recorded you through your webcam.\r\n"},
	{"message, base64", MESSAGE, NULL, "Content-Transfer-Encoding: base64\r\n\r\n",
	 "SSBoYXZlIGhhY2tlZCB5b3VyIGRldmljZSBhbmQgcmVjb3JkZWQgeW91IHRocm91Z2ggeW91ciB3\r\n"},
	{"message, an image in base64", MESSAGE, NULL,
	 "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n",
	 "SSBoYXZlIGhhY2tlZCB5b3VyIGRldmljZSBhbmQgcmVjb3JkZWQgeW91IHRocm91Z2ggeW91ciB3\r\n"},
	{"message, small parts", MESSAGE, NULL, "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
	 "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nI have "
	 "hacked your "
	 "device and recorded you through your webcam, while you visited=\r\n sites. Send $550 in bitcoin to this "
	 "wallet.\r\n"},
	{"message, HTML", MESSAGE, NULL, "Content-Type: text/html; charset=utf-8\r\n\r\n",
	 "<p style=\"color:#333\">I have <b>hacked</b> your device and <span>recorded</span> you through your "
	 "webcam.</p>\r\n"},
};

static struct converters *converters;
static struct message *message;
static struct html *html;
static struct params params;

static void run_html(struct text *out, const char *at, size_t len)
{
	struct text hidden, links;
	const struct html_sinks sinks = {out, &hidden, &links};
	struct html_facts facts;

	text_init(&hidden, 0);
	text_init(&links, 0);
	html_begin(html, &sinks);
	html_more(html, at, len);
	html_finish(html, &facts);
	text_free(&hidden);
	text_free(&links);
}

/* Fields are as long as a header may be. */
static void run_fields(enum decoder decoder, struct text *out, const char *at, size_t len, size_t field)
{
	for (size_t done = 0; done < len; done += field) {
		size_t some = len - done < field ? len - done : field;

		if (decoder == ENCWORD)
			encword_decode(out, converters, at + done, some);
		else
			params_read(&params, converters, at + done, some);
	}
}

static void run(const struct sample *sample, struct text *out, const char *at, size_t len)
{
	const struct sink sink = {sink_to_text, out};
	struct base64 base64;
	struct qp qp;
	struct uu uu;

	text_reset(out);
	switch (sample->decoder) {
	case BASE64:
		base64_init(&base64);
		base64_more(&base64, &sink, at, len);
		base64_finish(&base64, &sink);
		break;
	case QP:
		qp_init(&qp, false);
		qp_more(&qp, &sink, at, len);
		qp_finish(&qp, &sink);
		break;
	case UUENCODE:
	case YENC:
		uu_init(&uu, sample->decoder == YENC);
		uu_more(&uu, &sink, at, len);
		uu_finish(&uu, &sink);
		break;
	case FLOWED:
		flowed_unwrap(out, at, len, false);
		break;
	case CHARSET:
		charset_decode(out, converters, sample->label, sample->label != NULL ? strlen(sample->label) : 0, at,
			       len);
		break;
	case ENCWORD:
		run_fields(ENCWORD, out, at, len, 32768);
		break;
	case PARAM:
		run_fields(PARAM, out, at, len, strlen(sample->unit));
		break;
	case HTML:
		run_html(out, at, len);
		break;
	case MESSAGE:
		message_begin(message);
		message_feed(message, at, len);
		message_finish(message);
		break;
	}
}

static void bench(struct text *in, struct text *out, const struct sample *sample)
{
	double best = 1e9;

	text_reset(in);
	text_add_string(in, sample->start);
	while (in->len < BYTES)
		text_add_string(in, sample->unit);
	for (unsigned round = 0; round < ROUNDS; round++) {
		double begin = bench_now(), took;

		run(sample, out, in->at, in->len);
		took = bench_now() - begin;
		best = took < best ? took : best;
	}
	bench_print(sample->name, in->len, best, bench_copy(in->at, in->len, ROUNDS));
}

int main(void)
{
	const struct xs_options options = {.text_bytes = 4 * BYTES};
	struct text in, out;

	if (converters_new(&converters, NULL) != 0 || message_new(&message, &options, NULL) != 0 ||
	    html_new(&html) != 0)
		return 1;
	params_init(&params);
	text_init(&in, 0);
	text_init(&out, 0);
	bench_title();
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		bench(&in, &out, &samples[i]);
	text_free(&in);
	text_free(&out);
	params_free(&params);
	html_free(&html);
	message_free(&message);
	converters_free(&converters);
	return 0;
}
