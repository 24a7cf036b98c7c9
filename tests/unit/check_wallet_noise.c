/* check_wallet_noise.c: tests that random text holds no addresses, beyond the odds of their checksums; and that honest
 * text that looks like addresses holds none. In the suite some megabytes, with XS_FULL set a gibibyte.
 */
#include "wallet/wallet.h"

#include "wallet_lines.h"

#include <stdlib.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define CHUNK (1u << 20)

static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char base58[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
static const char bech32[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
static const char hexadecimal[] = "0123456789abcdef";

/* Text of an alphabet: words of `least` to `most` characters behind `front`, or lines of 76 when most is 0. */
static const struct noise {
	const char *name, *alphabet, *front;
	unsigned least, most;
} noises[] = {
	{"base64 in lines", base64, "", 0, 0},
	{"base64 in words", base64, "", 20, 60},
	{"base58 in words", base58, "", 24, 50},
	{"base58 in words of 34", base58, "1", 33, 33},
	{"base58 in groups among words of money", base58, "btc 1", 8, 9},
	{"base58 in short words", base58, "", 1, 12},
	{"hexadecimal", hexadecimal, "", 32, 64},
	{"bech32 behind bc1q", bech32, "bc1q", 38, 38},
	{"bech32 alone", bech32, "", 30, 62},
	{"base32 behind G", base32, "G", 55, 55},
};

static void fill(char *text, const struct noise *noise, unsigned long long *state)
{
	unsigned count = (unsigned)strlen(noise->alphabet);
	size_t at = 0;

	while (at < CHUNK) {
		unsigned len =
			noise->most == 0 ? 76 : noise->least + lines_random(state, noise->most - noise->least + 1);

		for (const char *front = noise->front; *front != '\0' && at < CHUNK; front++)
			text[at++] = *front;
		while (len-- > 0 && at < CHUNK)
			text[at++] = noise->alphabet[lines_random(state, count)];
		if (at < CHUNK)
			text[at++] = noise->most == 0 ? '\n' : ' ';
	}
}

/* What has a checksum of 16 bits is found in noise once in 65,536 texts of its shape. */
static bool is_short_checksum(const struct xs_wallet *wallet)
{
	return strcmp(wallet->coin, "ton") == 0 || strcmp(wallet->coin, "xlm") == 0 ||
	       strcmp(wallet->form, "ss58") == 0;
}

START_TEST(noise_holds_no_address)
{
	const struct noise *noise = &noises[_i];
	size_t chunks = getenv("XS_FULL") != NULL ? 1024 / COUNT(noises) + 1 : 2;
	unsigned long long state = 1000 + (unsigned)_i;
	static char text[CHUNK];
	unsigned lucky = 0;

	for (size_t i = 0; i < chunks; i++) {
		struct xs_wallet wallets[8];
		struct wallet_limits hit;
		size_t count;

		fill(text, noise, &state);
		/* in pieces, so that no cap ends the search */
		for (size_t at = 0; at < CHUNK; at += 1u << 15) {
			count = wallet_find(wallets, COUNT(wallets), &hit, text + at, 1u << 15, XS_TEXT_VISIBLE,
					    WALLET_PIECES);
			for (size_t j = 0; j < count && j < COUNT(wallets); j++)
				ck_assert_msg(is_short_checksum(&wallets[j]), "%s: found %s %s %s %s", noise->name,
					      wallets[j].coin, wallets[j].form, wallets[j].address,
					      xs_how_name(wallets[j].how));
			lucky += (unsigned)count;
		}
	}
	printf("%s: %zu MiB, %u with a checksum of 16 bits\n", noise->name, chunks, lucky);
	/* of 18,000 words of base32 in a megabyte each has the version by its G: one in three megabytes */
	ck_assert_uint_le(lucky, chunks * 2);
}
END_TEST

/* What stands in honest mail and looks like an address. */
static const struct {
	const char *name, *text;
} lookalikes[] = {
	{"git hash", "commit 3f786850e387550fdab836ed7e6dc881de23001b wallet"},
	{"sha256", "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 eth"},
	{"transaction", "0x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 eth"},
	{"PGP block", "hQEMA5Q3kYkP1zY2AQf/Wn8xV3m5Yj0b1c2d3e4f5g6h7i8j9k0LmNoPqRsTuVwX\n=9yTz"},
	{"DKIM",
	 "DKIM-Signature: b=1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNabcdefghijklmnopqrstuvw; bh=47DEQpj8HBSa+/TImW+5JC"},
	{"message id", "<1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNaXYZ.20190101@mail.example.org>"},
	{"UUID", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"},
	{"IPFS CID", "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPBdG bitcoin"},
	{"CID of version 1", "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi wallet"},
	{"API key", "AIzaSyA1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa wallet"},
	{"document id", "https://docs.example.com/document/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit"},
	{"document id in text", "id 1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms of the sheet"},
	{"tracking id", "1Z 999 AA1 01 2345 6784, 9400 1000 0000 0000 0000 00"},
	{"phone", "+1 800 555 0199 ext. 3 or 1-800-555-0198"},
	{"order numbers", "order 3112-4456-8812-9921-3321-1123-9981 paid in btc"},
	{"question marks", "3F3F3F3F3F3F3F3F3F3F3F3F3F3F3F3F3F btc"},
	{"WIF key", "5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF btc wallet"},
	{"extended key",
	 "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7us"
	 "UDFdp6W1EGMcet8 wallet"},
	{"authenticator secret", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBV"},
	{"ssh key", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7vbqajDhA1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa+x/yZ== wallet"},
	{"long words",
	 "Donaudampfschifffahrtsgesellschaftskapitaen internationalization Tttttttttttttttttttttttttttttttttt"},
	{"random words, one begins as a coin's name",
	 "soL3itNLRRWfYVzp8evzTs3ysEQUHdSgbECRhgL83AM Y8BgsTYXbL9SB8fGGNz3kZ7LoPtDRmfhhBUUWwt1sup"},
	{"licence key", "3XKQ7-PWD8T-9HVNM-RB42C-G6YJF-TTX93 activates your wallet"},
};

START_TEST(honest_text_holds_no_address)
{
	struct xs_wallet wallets[2];
	struct wallet_limits hit;
	const char *text = lookalikes[_i].text;

	ck_assert_msg(wallet_find(wallets, 2, &hit, text, strlen(text), XS_TEXT_VISIBLE, WALLET_PIECES) == 0,
		      "%s: found %s %s", lookalikes[_i].name, wallets[0].coin, wallets[0].address);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("wallet noise");
	TCase *tests = tcase_create("noise");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 600);
	tcase_add_loop_test(tests, noise_holds_no_address, 0, (int)COUNT(noises));
	tcase_add_loop_test(tests, honest_text_holds_no_address, 0, (int)COUNT(lookalikes));
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
