/* noise_wallet.c: how many addresses are found in random text, against what their checksums owe.
 * noise_wallet [MEBIBYTES]: so much of each of base64, base58 and hexadecimal text, 16 by default; 1024 takes a minute.
 * Exit status 1 when an address with a checksum of 32 bits is found, or more of 16 bits than are due.
 */
#include "wallet/wallet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define MEGABYTE (1u << 20)
#define PIECE (1u << 15) /* looked through at once, so that no cap ends the search */

#define BASE64 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
#define BASE58 "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

static unsigned long long state = 88172645463325252ull;

static unsigned any(unsigned below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)((state >> 32) * below >> 32);
}

/* Lines of 76 when most is 0, else words of `least` to `most` characters. */
static const struct noise {
	const char *name, *alphabet;
	unsigned least, most, share; /* share: of four megabytes of an alphabet, how many are made so */
} noises[] = {
	{"base64, lines of 76", BASE64, 0, 0, 2},
	{"base64, words of 20 to 60", BASE64, 20, 60, 2},
	{"base58, lines of 76", BASE58, 0, 0, 1},
	{"base58, words of 26 to 44", BASE58, 26, 44, 2},
	{"base58, words of 45 to 110", BASE58, 45, 110, 1},
	{"hex, lines of 76", "0123456789abcdef", 0, 0, 1},
	{"hex, words of 32 to 64", "0123456789abcdef", 32, 64, 3},
};

/* Returns: how many words it wrote. */
static unsigned long fill(char *text, const struct noise *noise)
{
	unsigned count = (unsigned)strlen(noise->alphabet);
	unsigned long words = 0;
	size_t at = 0;

	while (at < MEGABYTE) {
		unsigned len = noise->most == 0 ? 76 : noise->least + any(noise->most - noise->least + 1);

		while (len-- > 0 && at < MEGABYTE)
			text[at++] = noise->alphabet[any(count)];
		if (at < MEGABYTE)
			text[at++] = noise->most == 0 ? '\n' : ' ';
		words++;
	}
	return words;
}

struct tally {
	unsigned long words, short_sums, long_sums, unproved;
};

static bool is_short_checksum(const struct xs_wallet *wallet)
{
	return strcmp(wallet->coin, "ton") == 0 || strcmp(wallet->coin, "xlm") == 0 ||
	       strcmp(wallet->form, "ss58") == 0;
}

static void search(struct tally *tally, const char *text)
{
	struct xs_wallet wallets[8];
	struct wallet_limits hit;

	for (size_t at = 0; at < MEGABYTE; at += PIECE) {
		size_t count =
			wallet_find(wallets, COUNT(wallets), &hit, text + at, PIECE, XS_TEXT_VISIBLE, WALLET_PIECES);

		for (size_t i = 0; i < count && i < COUNT(wallets); i++) {
			if (wallets[i].checksum != XS_CHECKSUM_OK)
				tally->unproved++;
			else if (is_short_checksum(&wallets[i]))
				tally->short_sums++;
			else
				tally->long_sums++;
			printf("  %s %s %s %s\n", wallets[i].coin, wallets[i].form, wallets[i].address,
			       xs_how_name(wallets[i].how));
		}
	}
}

/* Every word, were each of the length and the version of such an address: more can never be due. */
static bool judge(const struct tally *tally)
{
	double due = (double)tally->words / 65536;

	return tally->long_sums == 0 && tally->unproved == 0 && (double)tally->short_sums <= due + 6 * sqrt(due);
}

int main(int argc, char **argv)
{
	unsigned long megabytes = argc > 1 ? strtoul(argv[1], NULL, 10) : 16;
	char *text = malloc(MEGABYTE);
	bool good = text != NULL;

	for (size_t i = 0; i < COUNT(noises) && good; i++) {
		unsigned long share = (megabytes * noises[i].share + 3) / 4;
		struct tally tally = {0};

		for (unsigned long n = 0; n < share; n++) {
			tally.words += fill(text, &noises[i]);
			search(&tally, text);
		}
		good = judge(&tally);
		printf("%-28s %5lu MiB, %10lu words: %lu found by 32 bits or more, %lu by 16 bits (at most %.0f due), "
		       "%lu without a checksum%s\n",
		       noises[i].name, share, tally.words, tally.long_sums, tally.short_sums,
		       (double)tally.words / 65536, tally.unproved, good ? "" : "  too many");
		fflush(stdout);
	}
	free(text);
	return good ? 0 : 1;
}
