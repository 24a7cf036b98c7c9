/* bench_wallet.c: how fast addresses are looked for, in ordinary text and in text made to be slow.
 * Prints one line a case: megabytes a second, milliseconds for one megabyte, how many times as long as memcpy it takes,
 * and how many times as long four megabytes take (4: linear; less where a cap ends the search). Exit status 1 when a
 * hostile megabyte takes more than 10 ms or ordinary text runs below 1 GB/s, but only when it is asked to judge:
 * bench_wallet --judge.
 */
#include "wallet/wallet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MEGABYTE (1u << 20)
#define TIMES 4

static unsigned long long state = 88172645463325252ull;

static unsigned any(unsigned below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state >> 32) % below;
}

static size_t put(char *out, size_t at, const char *text)
{
	size_t len = strlen(text);

	if (at + len > MEGABYTE)
		len = MEGABYTE - at;
	memcpy(out + at, text, len);
	return at + len;
}

static void repeat(char *out, const char *text)
{
	for (size_t at = 0; at < MEGABYTE;)
		at = put(out, at, text);
}

static void english(char *out)
{
	static const char *const words[] = {
		"the",      "of",       "and",         "to",
		"in",       "a",        "is",          "that",
		"for",      "it",       "was",         "on",
		"with",     "as",       "be",          "at",
		"by",       "this",     "had",         "not",
		"are",      "but",      "from",        "or",
		"have",     "an",       "they",        "which",
		"one",      "you",      "were",        "all",
		"her",      "there",    "would",       "their",
		"we",       "him",      "been",        "when",
		"who",      "will",     "more",        "no",
		"meeting",  "please",   "regards",     "Tuesday",
		"attached", "document", "information", "department",
		"schedule", "customer", "Monday",      "office",
		"London",   "however",  "received",    "question",
		"2018",     "15",       "account",     "send",
		"address",  "payment",  "e-mail",      "http://www.example.org/news",
		"don't",
	};
	size_t column = 0;

	for (size_t at = 0; at < MEGABYTE;) {
		const char *word = words[any(sizeof words / sizeof words[0])];

		at = put(out, at, word);
		column += strlen(word) + 1;
		at = put(out, at, column > 70 ? "\n" : any(12) == 0 ? ", " : any(15) == 0 ? ". " : " ");
		column = column > 70 ? 0 : column;
	}
}

static void from_words(char *out, const char *const *words, unsigned count, const char *blank)
{
	for (size_t at = 0; at < MEGABYTE;) {
		at = put(out, at, words[any(count)]);
		at = put(out, at, any(9) == 0 ? "\n" : blank);
	}
}

static void japanese(char *out)
{
	static const char *const words[] = {"お客様", "ありがとう", "ございます", "ご確認", "ください",
					    "会議は", "9月19日",    "です。",     "、",     "メール",
					    "送信",   "資料",       "株式会社",   "お世話"};

	from_words(out, words, sizeof words / sizeof words[0], "");
}

static void russian(char *out)
{
	static const char *const words[] = {"здравствуйте", "письмо", "в",       "и",        "на", "отправить",
					    "документы",    "завтра", "встреча", "компания", "с",  "уважением",
					    "2018",         "года",   "просим"};

	from_words(out, words, sizeof words / sizeof words[0], " ");
}

/* One word in five has an accent, as in a newspaper. */
static void french(char *out)
{
	static const char *const words[] = {
		"le",   "réunion",      "de",      "la",      "et",      "les",     "à",      "des",
		"en",   "pour",         "que",     "dans",    "équipe",  "nous",    "vous",   "sur",
		"est",  "avec",         "déjà",    "merci",   "bonjour", "une",     "du",     "document",
		"par",  "prévu",        "pas",     "demain",  "votre",   "société", "client", "ce",
		"plus", "notre",        "février", "compte",  "mardi",   "semaine", "15",     "même",
		"bien", "cordialement", "au",      "facture", "qui",     "bureau",  "où",     "2018"};

	from_words(out, words, sizeof words / sizeof words[0], " ");
}

static void french_accents(char *out)
{
	static const char *const words[] = {"été",      "à",    "la",   "réunion", "prévue", "l'équipe",
					    "générale", "où",   "déjà", "société", "demain", "nous",
					    "vous",     "être", "créé", "le",      "15",     "février"};

	from_words(out, words, sizeof words / sizeof words[0], " ");
}

static const char base58[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

static void soup(char *out, unsigned least, unsigned most, const char *alphabet, const char *first)
{
	unsigned count = (unsigned)strlen(alphabet);

	for (size_t at = 0; at < MEGABYTE;) {
		unsigned len = least + any(most - least + 1);

		if (first != NULL)
			at = put(out, at, first);
		while (len-- > 0 && at < MEGABYTE)
			out[at++] = alphabet[any(count)];
		if (at < MEGABYTE)
			out[at++] = ' ';
	}
}

static void soup_endless(char *out)
{
	for (size_t at = 0; at < MEGABYTE; at++)
		out[at] = base58[any(58)];
}
static void soup_words(char *out)
{
	soup(out, 26, 44, base58, NULL);
}
static void soup_addresses(char *out)
{
	soup(out, 33, 33, base58, "1");
}
static void soup_keys(char *out)
{
	soup(out, 42, 43, base58, NULL);
}
static void soup_short(char *out)
{
	soup(out, 1, 12, base58, NULL);
}
static void soup_base64(char *out)
{
	static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t at = 0; at < MEGABYTE; at++)
		out[at] = at % 77 == 76 ? '\n' : base64[any(64)];
}
static void soup_hex(char *out)
{
	soup(out, 40, 40, "0123456789abcdef", "0x");
}
static void soup_mixed_hex(char *out)
{
	soup(out, 40, 40, "0123456789abcdefABCDEF", "0x");
}
static void soup_bech32(char *out)
{
	soup(out, 39, 39, "qpzry9x8gf2tvdw0s3jn54khce6mua7l", "bc1");
}
static void soup_invoices(char *out)
{
	soup(out, 500, 600, "qpzry9x8gf2tvdw0s3jn54khce6mua7l", "lnbc2500u1");
}
static void soup_unified(char *out)
{
	soup(out, 500, 600, "qpzry9x8gf2tvdw0s3jn54khce6mua7l", "u1");
}
static void soup_monero(char *out)
{
	soup(out, 93, 93, base58, "48");
}
static void ones(char *out)
{
	repeat(out, "1");
}
static void prefixes(char *out)
{
	repeat(out, "bc1");
}
static void spaced_prefixes(char *out)
{
	repeat(out, "bc1 ");
}
static void spaced_ones(char *out)
{
	repeat(out, "1 ");
}
static void separators(char *out)
{
	repeat(out, "-");
}
static void stars_and_letters(char *out)
{
	repeat(out, "1*A*1*z*P*1*e*P*5*Q*G*e*f*i*2*D*M*P*T*f*T*L*5*S*L*m*v*7*D*i*v*f*N*b*");
}
static void pieces(char *out)
{
	repeat(out, "1A1zP1e P5QGefi 2DMPTfT L5SLmv7 DivfNb ");
}
static void halves(char *out)
{
	repeat(out, "1A1zP1eP5QGefi2DM and PTfTL5SLmv7DivfNb ");
}
static void pieces_of_money(char *out)
{
	repeat(out, "bitcoin 1A1zP1eP5QGefi2DM\nwallet PTfTL5SLmv7DivfNb\n");
}
static void one_address(char *out)
{
	repeat(out, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa ");
}
static void one_wrong_address(char *out)
{
	repeat(out, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ");
}
static void payment_links(char *out)
{
	repeat(out, "a:b:c:d:e:f:g:h:/1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa ");
}
static void twins(char *out)
{
	repeat(out, "ӀА1zР1еР5QGеfi2DМРТfТL5ЅLmv7Divf ");
}
static void invisibles(char *out)
{
	repeat(out, "1\xe2\x80\x8b");
}
static void full_width(char *out)
{
	repeat(out, "１Ａ１ｚＰ１ｅＰ５ＱＧｅｆｉ");
}
static void backwards(char *out)
{
	repeat(out, "reverse a N f v i D 7 v m L S 5 L T f T P M D 2 i f e G Q 5 P e 1 P z 1 A 2 ");
}
static void sol(char *out)
{
	repeat(out, "sol 9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM ");
}
static void emoji(char *out)
{
	repeat(out, "😀👍🏽");
}

static const struct bench {
	const char *name;
	void (*fill)(char *out);
	double least; /* megabytes a second */
} benches[] = {
	{"English", english, 1000},
	{"Japanese", japanese, 1000},
	{"Russian", russian, 1000},
	{"French", french, 1000},
	{"French, most words with accents", french_accents, 0},
	{"emoji", emoji, 0},
	{"base64 lines", soup_base64, 100},
	{"base58 soup, endless", soup_endless, 200},
	{"base58 soup, words of 26 to 44", soup_words, 200},
	{"base58 soup, words of 42 and 43", soup_keys, 100},
	{"base58 soup, short words", soup_short, 100},
	{"base58 soup, 1 and 33 more", soup_addresses, 100},
	{"hexadecimal soup, 0x and 40", soup_hex, 100},
	{"mixed hexadecimal soup", soup_mixed_hex, 100},
	{"bech32 soup, bc1 and 39", soup_bech32, 100},
	{"invoice soup", soup_invoices, 100},
	{"unified soup", soup_unified, 100},
	{"monero soup", soup_monero, 100},
	{"ones", ones, 100},
	{"bc1bc1bc1", prefixes, 100},
	{"bc1 bc1 bc1", spaced_prefixes, 100},
	{"1 1 1", spaced_ones, 100},
	{"separators", separators, 100},
	{"starred letters", stars_and_letters, 100},
	{"pieces", pieces, 100},
	{"halves", halves, 100},
	{"halves among words of money", pieces_of_money, 100},
	{"one address again and again", one_address, 100},
	{"one wrong address", one_wrong_address, 100},
	{"addresses in odd links", payment_links, 100},
	{"Cyrillic twins", twins, 100},
	{"zero-width spaces", invisibles, 100},
	{"full width", full_width, 100},
	{"reversed letters", backwards, 100},
	{"bare keys with their word", sol, 100},
};

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The fastest of several runs: the others were disturbed. */
static double fastest(const char *text, size_t len)
{
	static struct xs_wallet wallets[32];
	struct wallet_limits hit;
	double best = 1e9;

	for (int run = 0; run < 9; run++) {
		double start = seconds();

		wallet_find(wallets, 32, &hit, text, len, XS_TEXT_VISIBLE, WALLET_PIECES);
		if (seconds() - start < best)
			best = seconds() - start;
	}
	return best;
}

static double fastest_copy(char *to, const char *text, size_t len)
{
	double best = 1e9;

	for (int run = 0; run < 9; run++) {
		double start = seconds();

		memcpy(to, text, len);
		__asm__ volatile("" : : "r"(to) : "memory"); /* somebody reads it */
		if (seconds() - start < best)
			best = seconds() - start;
	}
	return best;
}

int main(int argc, char **argv)
{
	bool judge = argc > 1 && strcmp(argv[1], "--judge") == 0;
	char *text = malloc(TIMES * (size_t)MEGABYTE), *copy = malloc(MEGABYTE);
	int slow = 0;

	if (text == NULL || copy == NULL)
		return 1;
	for (size_t i = 0; i < sizeof benches / sizeof benches[0]; i++) {
		double best, speed;

		for (size_t n = 0; n < TIMES; n++)
			benches[i].fill(text + n * MEGABYTE);
		best = fastest(text, MEGABYTE);
		speed = MEGABYTE / best / 1e6;
		slow += speed < benches[i].least;
		printf("%-34s %8.0f MB/s %8.3f ms/MiB %7.1f memcpy %5.2f for %d MiB%s\n", benches[i].name, speed,
		       best * 1e3, best / fastest_copy(copy, text, MEGABYTE),
		       fastest(text, TIMES * (size_t)MEGABYTE) / best, TIMES, speed < benches[i].least ? "  slow" : "");
	}
	free(text);
	free(copy);
	return judge && slow > 0;
}
