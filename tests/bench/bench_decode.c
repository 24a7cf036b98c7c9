/* bench_decode.c: how fast the decoders and the whole reader are, in megabytes a second on one core and as a ratio to
 * memcpy of the same bytes in the same run.
 */
#include "decode/base64.h"
#include "decode/charset.h"
#include "decode/encword.h"
#include "decode/qp.h"
#include "message/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 15
#define BYTES (1u << 20)

enum decoder { BASE64, QP, CHARSET, ENCWORD, MESSAGE };

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

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static struct converters *converters;
static struct message *message;

static void run(const struct sample *sample, struct text *out, const char *at, size_t len)
{
	const struct sink sink = {sink_to_text, out};
	struct base64 base64;
	struct qp qp;

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
	case CHARSET:
		charset_decode(out, converters, sample->label, sample->label != NULL ? strlen(sample->label) : 0, at,
			       len);
		break;
	case ENCWORD: /* as long as a header field may be */
		for (size_t done = 0; done < len; done += 32768)
			encword_decode(out, converters, at + done, len - done < 32768 ? len - done : 32768);
		break;
	case MESSAGE:
		message_begin(message);
		message_feed(message, at, len);
		message_finish(message);
		break;
	}
}

int main(void)
{
	const struct xs_options options = {.text_bytes = 4 * BYTES};
	struct text in, out;
	char *copy = malloc(2 * BYTES);

	if (copy == NULL || converters_new(&converters, NULL) != 0 || message_new(&message, &options, NULL) != 0)
		return 1;
	text_init(&in, 0);
	text_init(&out, 0);
	printf("%-32s %10s %12s\n", "", "MB/s", "x memcpy");
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		double best = 1e9, best_copy = 1e9;

		text_reset(&in);
		text_add_string(&in, samples[i].start);
		while (in.len < BYTES)
			text_add_string(&in, samples[i].unit);
		for (unsigned round = 0; round < ROUNDS; round++) {
			double begin = now(), took;

			run(&samples[i], &out, in.at, in.len);
			took = now() - begin;
			best = took < best ? took : best;
			begin = now();
			memcpy(copy, in.at, in.len);
			took = now() - begin;
			best_copy = took < best_copy ? took : best_copy;
		}
		printf("%-32s %10.0f %12.1f\n", samples[i].name, (double)in.len / best / 1e6, best / best_copy);
	}
	text_free(&in);
	text_free(&out);
	free(copy);
	message_free(&message);
	converters_free(&converters);
	return 0;
}
