/* check_memory.c: reads one rich mail again and again, while the first, the second, the third ... taking of memory
 * fails: the reader says -1 or reads on, never crashes, and reads the next mail as if nothing had been. Skips (77)
 * under a sanitizer, which brings its own malloc.
 */
#include "mails.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OWN_MALLOC 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define OWN_MALLOC 0
#endif
#endif
#ifndef OWN_MALLOC
#define OWN_MALLOC 1
#endif

#if OWN_MALLOC

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *at, size_t size);

static long countdown; /* takings until one fails; 0: none fails */

static int is_failing(void)
{
	if (countdown == 0 || --countdown != 0)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	return is_failing() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return is_failing() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *at, size_t size)
{
	return is_failing() ? NULL : __libc_realloc(at, size);
}

static const char mail[] =
	"From: \"A, =?utf-8?Q?=C3=A9?=\" <a@example.com>\nSubject: =?iso-2022-jp?B?GyRCJCIbKEI=?= &#24744;\n"
	"Content-Type: multipart/mixed; boundary=b; boundary*0=\"c\"\n\npreamble\n"
	"--b\nContent-Type: text/plain; charset=koi8-r; charset=x; name*=utf-8''%E3%81%82.txt\n\n&#65; \xd0\xc1\n"
	"begin 644 x.html\n#<&%Y\n`\nend\n"
	"--b\nContent-Type: text/plain; charset=iso-8859-7\n\n\xe1\xe2\n"
	"--b\nContent-Type: text/plain; format=flowed\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n"
	"Content-Transfer-Encoding: 8bit\n\n<html>pay \nme</html>\n"
	"--bx\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaGkKCnBheQo=\n"
	"--b\nContent-Type: multipart/mixed\nContent-Transfer-Encoding: quoted-printable\n\n--q\n\nx\n--q--\n"
	"--b\nContent-Type: message/rfc822\n\nSubject: x\ngarbage\n\nContent-Type: text/html\n\n<p "
	"style='color:red'>x</p>\n--b--\n";

static int read_mail(struct message *message)
{
	int result;

	message_begin(message);
	result = message_feed(message, mail, sizeof mail - 1);
	if (result >= 0)
		result = message_finish(message);
	return result;
}

/* Is what was read what is wanted? */
static int is_same(struct text *got, const struct text *want, const struct message *message)
{
	text_reset(got);
	mails_all(got, message);
	return got->len == want->len && memcmp(got->at, want->at, want->len) == 0;
}

int main(void)
{
	struct message *message = NULL;
	struct text want, got;
	long takings = 0, failed = 0;

	text_init(&want, 0);
	text_init(&got, 0);
	if (message_new(&message, NULL, NULL) != 0 || read_mail(message) != 0)
		return 1;
	mails_all(&want, message);
	message_free(&message);
	for (long i = 1;; i++) { /* a reader is made and reads, with the i-th taking failing */
		bool over, told;

		countdown = i;
		told = message_new(&message, NULL, NULL) != 0 || read_mail(message) < 0;
		over = countdown > 0;
		countdown = 0;
		takings = i - 1;
		failed += told;
		if (!told && !is_same(&got, &want, message)) {
			printf("check_memory: taking %ld failed, nothing was told, and the mail is read differently\n",
			       i);
			return 1;
		}
		if (over)
			break;
		if (message != NULL && (read_mail(message) != 0 || !is_same(&got, &want, message))) {
			printf("check_memory: after taking %ld failed, the next mail is read differently\n", i);
			return 1;
		}
		message_free(&message);
	}
	message_free(&message);
	text_free(&want);
	text_free(&got);
	printf("check_memory: %ld takings failed in turn, %ld of them were told, the others changed nothing\n", takings,
	       failed);
	return failed > 0 ? 0 : 1;
}

#else

int main(void)
{
	printf("check_memory: skipped, the sanitizer has its own malloc\n");
	return 77;
}

#endif
