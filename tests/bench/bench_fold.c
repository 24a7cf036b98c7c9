/* bench_fold.c: how fast texts are folded, in megabytes a second on one core and as a ratio to memcpy of the same bytes
 * in the same run; then how time grows with size.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fold/fold.h"

#define ROUNDS 15

static const struct sample {
	const char *name;
	const char *text;
} SAMPLES[] = {
	{"english", "I have hacked your device and recorded you through your webcam, while you visited porn sites. Send $550 "
		    "in bitcoin to this wallet within 48 hours.\n"},
	{"german", "Ich habe Ihr Gerät gehackt und Sie über die Kamera gefilmt. Überweisen Sie 550 € in Bitcoin an diese "
		   "Adresse, sonst schicke ich alles Ihren Kontakten.\n"},
	{"vietnamese", "Tôi đã xâm nhập vào thiết bị của bạn và ghi lại bạn qua webcam. Hãy gửi 550 đô la bằng bitcoin.\n"},
	{"japanese", "あなたのアカウントをハッキングしました。550ドルをビットコインで送金してください。48時間以内に支払わなければ、"
		     "動画を連絡先全員に送ります。\n"},
	{"korean", "당신의 장치를 해킹하고 웹캠으로 녹화했습니다. 550달러를 비트코인으로 보내십시오.\n"},
	{"russian", "Я взломал ваше устройство и записал вас через веб-камеру. Отправьте 550 долларов в биткоинах.\n"},
	{"greek", "Έχω αποκτήσει πρόσβαση στον υπολογιστή σας και σας έχω καταγράψει μέσω της κάμερας.\n"},
	{"arabic", "لقد اخترقت جهازك وسجلت لك مقطع فيديو. أرسل 500 دولار بالبيتكوين إلى هذه المحفظة.\n"},
	{"disguised", "І hаvе hасkеd уоur dеvісе аnd rесоrdеd уоu. P0RN0 v i d e o s. Ѕеnd bitсоіn.\n"},
	/* what an attacker would send */
	{"single letters", "a b c d e f g h i j k l m "},
	{"no script", "а "},
	{"one word", "aж"},
	{"marks", "a\xcc\xb7\xcc\xa2\xcd\xa0"},
	{"unseen", "ab\xe2\x80\x8b\xe2\x80\x8b\xe2\x80\x8b\xe2\x80\x8b\xe2\x80\x8b\xe2\x80\x8b\xe2\x80\x8b\xe2\x80\x8b"},
	{"unseen only", "\xe2\x80\x8b"},
	{"growing", "㌀"},
	{"overrides", "\xe2\x80\xae" "abc "},
	{"signs", "a@a|a!"},
};

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static char *repeat(const char *text, size_t len, size_t *len_out)
{
	size_t unit = strlen(text);
	char *out = malloc(len);

	*len_out = 0;
	while (out != NULL && *len_out + unit <= len) {
		memcpy(out + *len_out, text, unit);
		*len_out += unit;
	}
	return out;
}

static double fold_seconds(struct fold *fold, const char *text, size_t len)
{
	struct text_part part = {.utf8 = {text, len}};
	struct view view;
	double best = 1e9;

	for (int i = 0; i < ROUNDS; i++) {
		double begin = now(), took;

		if (fold_run(fold, &view, 0, &part) != 0)
			exit(EXIT_FAILURE);
		took = now() - begin;
		best = took < best ? took : best;
	}
	return best;
}

static double copy_seconds(const char *text, size_t len)
{
	char *to = malloc(len);
	double best = 1e9;

	for (int i = 0; to != NULL && i < ROUNDS; i++) {
		double begin = now(), took;

		memcpy(to, text, len);
		__asm__ volatile("" : : "r"(to) : "memory");
		took = now() - begin;
		best = took < best ? took : best;
	}
	free(to);
	return best;
}

static void bench_sample(struct fold *fold, const struct sample *sample)
{
	size_t len;
	char *text = repeat(sample->text, 1u << 20, &len);

	if (text == NULL)
		exit(EXIT_FAILURE);
	double folded = fold_seconds(fold, text, len), copied = copy_seconds(text, len);

	printf("fold %-15s %7.1f MB/s  %6.1f times memcpy\n", sample->name, (double)len / folded / 1e6, folded / copied);
	free(text);
}

static void bench_growth(struct fold *fold, const struct sample *sample)
{
	printf("fold growth %-15s ns a byte:", sample->name);
	for (size_t size = 1u << 10; size <= 1u << 24; size <<= 2) {
		size_t len;
		char *text = repeat(sample->text, size, &len);

		if (text == NULL)
			exit(EXIT_FAILURE);
		printf(" %zu kB %.1f", size >> 10, 1e9 * fold_seconds(fold, text, len) / (double)len);
		free(text);
	}
	printf("\n");
}

int main(int argc, char **argv)
{
	struct fold *fold;

	if (fold_new(&fold) != 0)
		return EXIT_FAILURE;
	for (size_t i = 0; i < sizeof SAMPLES / sizeof SAMPLES[0]; i++)
		bench_sample(fold, &SAMPLES[i]);
	if (argc > 1 && strcmp(argv[1], "growth") == 0)
		for (size_t i = 0; i < sizeof SAMPLES / sizeof SAMPLES[0]; i++)
			bench_growth(fold, &SAMPLES[i]);
	fold_free(&fold);
	return EXIT_SUCCESS;
}
