/* linear_reader.c: how long the reader takes for hostile messages of growing size: a line each, ms a megabyte at each
 * size. Time must be linear: the figures of a line may not grow. Run by `make linear`; it asserts nothing, a person
 * reads it.
 */
#include "message/message.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SMALLEST (1u << 10)
#define LARGEST (64u << 20)

/* One kind of hostile mail: a start, and a unit that is repeated until the size is reached. "%u" in the unit is
 * counted. */
struct hostile {
	const char *name, *start, *unit;
};

static const struct hostile hostiles[] = {
	{"plain text", "\n", "I have recorded you with your own camera.\n"},
	{"multipart in multipart", "", "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n"},
	{"message in message", "", "Content-Type: message/rfc822\n\n"},
	{"empty parts", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n"},
	{"small text parts", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n"},
	{"parts after the end", "Content-Type: multipart/mixed; boundary=b\n\n", "--b--\n--b\n\nx\n"},
	{"lines that start as a boundary", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n", "--bx\n"},
	{"lines of dashes",
	 "Content-Type: multipart/mixed; "
	 "boundary=------------------------------b\n\n--------------------------------b\n\n",
	 "--------------------------------\n"},
	{"headers only", "", "X-%u: y\n"},
	{"one folded header", "Subject: a\n", " b\n"},
	{"content types", "", "Content-Type: text/plain; charset=utf-8; name=%u\n"},
	{"garbage in the header", "Subject: a\n", "garbage %u\n"},
	{"encoded words", "", "X: =?utf-8?Q?a?= =?iso-2022-jp?B?GyRCJCIbKEI=?= =?koi8-r?Q?=D3?=\n"},
	{"encoded words without end", "", "X: =?utf-8?Q?a =?utf-8?B?b =?utf-8?Q?=?=?utf-8?Q\n"},
	{"parameters", "Content-Type: text/plain", "; a%u=b"},
	{"parameter sections", "Content-Type: text/plain", "; a*%u*=b"},
	{"quotes without end", "Content-Type: text/plain", "; a=\"b"},
	{"comments without end", "Content-Type: text/plain", "("},
	{"base64", "Content-Transfer-Encoding: base64\n\n",
	 "SSBoYXZlIHJlY29yZGVkIHlvdSB3aXRoIHlvdXIgb3duIGNhbWVyYS4K\n"},
	{"base64 of padding", "Content-Transfer-Encoding: base64\n\n", "YQ=="},
	{"quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\n", "=E3=81=82=\n"},
	{"equal signs", "Content-Transfer-Encoding: quoted-printable\n\n", "= = =="},
	{"uuencode begins", "\n", "begin 644 a%u\nend\n"},
	{"uuencode", "\nbegin 644 a.txt\n", "M22!H879E(')E8V]R9&5D('EO=2!W:71H('EO=7(@;W=N(&-A;65R82X*\n"},
	{"yEnc begins", "\n", "=ybegin line=1 size=1 name=%u\n=yend\n"},
	{"references", "\n", "&#24744;&amp;&#x62;&"},
	{"ampersands", "\n", "&&&&&&&&"},
	{"flowed", "Content-Type: text/plain; format=flowed\n\n", ">> a \n"},
	{"one line", "\n", "abcdefgh"},
	{"carriage returns", "\n", "\r"},
	{"empty lines", "Subject: a\n\n", "\n"},
	{"UTF-8 under a wrong label", "Content-Type: text/plain; charset=iso-8859-1\n\n", "\xe3\x81\x82"},
	{"bytes of no charset", "\n", "\xff\x80"},
	{"bad GB18030", "Content-Type: text/plain; charset=gb18030\n\n", "\x81\x30\x81\xff"},
	{"bad ISO-2022-JP", "Content-Type: text/plain; charset=iso-2022-jp\n\n", "\x1b$B\x1b$@\x1b$"},
	{"bad UTF-7", "Content-Type: text/plain; charset=utf-7\n\n", "+AAA+-+"},
	{"Big5-HKSCS", "Content-Type: text/plain; charset=big5-hkscs\n\n", "\x88\x62\x88\x62 "},
	{"HTML blocks", "Content-Type: text/html\n\n", "<div>pay<p>me</p>"},
	{"HTML references", "Content-Type: text/html\n\n", "&#24744;"},
	{"HTML open brackets", "Content-Type: text/html\n\n", "<"},
	{"HTML comments without end", "Content-Type: text/html\n\n", "<!-- "},
	{"contradictions",
	 "Content-Type: multipart/mixed; boundary=b\nContent-Type: text/plain; charset=a; charset=b\n\n",
	 "--b\nContent-Type: text/plain; charset=a; charset=b\nContent-Type: text/html\nContent-Transfer-Encoding: "
	 "base64\n"
	 "Content-Transfer-Encoding: 8bit\n\nYQ==\n"},
};

static void make(struct text *mail, const struct hostile *hostile, size_t size)
{
	unsigned count = 0;

	text_reset(mail);
	text_add_string(mail, hostile->start);
	while (mail->len < size) {
		for (const char *c = hostile->unit; *c != '\0'; c++) {
			char digits[16];

			if (c[0] != '%' || c[1] != 'u') {
				text_add_char(mail, *c);
				continue;
			}
			snprintf(digits, sizeof digits, "%u", count);
			text_add_string(mail, digits);
			c++;
		}
		count++;
	}
}

static double read_ms(struct message *message, const struct text *mail)
{
	struct timespec begin, end;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
	message_begin(message);
	for (size_t done = 0; done < mail->len; done += 65536)
		if (message_feed(message, mail->at + done, mail->len - done < 65536 ? mail->len - done : 65536) != 0)
			break;
	message_finish(message);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	return (double)(end.tv_sec - begin.tv_sec) * 1e3 + (double)(end.tv_nsec - begin.tv_nsec) / 1e6;
}

int main(int argc, char **argv)
{
	const struct xs_options options = {.message_bytes = 2 * (size_t)LARGEST, .text_bytes = 2 * (size_t)LARGEST};
	size_t largest = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) << 20 : LARGEST;
	struct message *message;
	struct text mail;

	if (message_new(&message, &options, NULL) != 0)
		return 1;
	text_init(&mail, 0);
	printf("%-34s ms a MB at 1k 4k ... %zu MB\n", "", largest >> 20);
	for (size_t i = 0; i < sizeof hostiles / sizeof hostiles[0]; i++) {
		printf("%-34s", hostiles[i].name);
		for (size_t size = SMALLEST; size <= largest; size *= 4) {
			unsigned times = size < 65536 ? 65536u / (unsigned)size : 1;
			double ms = 0;

			make(&mail, &hostiles[i], size);
			read_ms(message, &mail);
			for (unsigned k = 0; k < times; k++)
				ms += read_ms(message, &mail);
			printf(" %6.1f", ms / times * 1048576 / (double)mail.len);
			fflush(stdout);
		}
		printf("\n");
	}
	text_free(&mail);
	message_free(&message);
	return 0;
}
