/* check_wallet_codec.c: tests of the alphabets and checksums below the table of address forms. */
#include "wallet/base58.h"
#include "wallet/bech32.h"
#include "wallet/keccak.h"
#include "wallet/runs.h"
#include "wallet/sums.h"

#include "wallet_lines.h"

#include <stdlib.h>

static void to_hex(char *out, const uint8_t *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
	out[2 * count] = '\0';
}

/* Known digests of Ethereum, and the lengths round one block from the other implementation in tests/vectors/derive.py.
 */
static const struct {
	const char *name;
	size_t count; /* of the byte 'a', unless text is given */
	const char *text, *want;
} keccaks[] = {
	{"empty", 0, "", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"},
	{"abc", 0, "abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"},
	{"testing", 0, "testing", "5f16f4c7f149ac4f9510d9cf8cf384038ad348b3bcdc01915f95de12df9d1b02"},
	{"one byte short of a block", 135, NULL, "34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446"},
	{"a block", 136, NULL, "a6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e"},
	{"a block and a byte", 137, NULL, "d869f639c7046b4929fc92a4d988a8b22c55fbadb802c0c66ebcd484f1915f39"},
};

START_TEST(keccak_is_that_of_2011)
{
	uint8_t data[256], digest[KECCAK256_BYTES];
	size_t count = keccaks[_i].count;
	char hex[80];

	memset(data, 'a', sizeof data);
	if (keccaks[_i].text != NULL) {
		count = strlen(keccaks[_i].text);
		memcpy(data, keccaks[_i].text, count);
	}
	keccak256(digest, data, count);
	to_hex(hex, digest, sizeof digest);
	ck_assert_msg(strcmp(hex, keccaks[_i].want) == 0, "%s: %s", keccaks[_i].name, hex);
}
END_TEST

static const struct {
	const char *name;
	enum base58_alphabet alphabet;
	const char *text, *want; /* want in hexadecimal; NULL: not base58 */
} base58s[] = {
	{"hello", BASE58_BITCOIN, "2NEpo7TZRRrLZSi2U", "48656c6c6f20576f726c6421"},
	{"draft vector", BASE58_BITCOIN, "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
	 "54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e"},
	{"leading zeros", BASE58_BITCOIN, "11233QC4", "0000287fb4cd"},
	{"only zeros", BASE58_BITCOIN, "111", "000000"},
	{"ripple has its own", BASE58_RIPPLE, "rrp", "000001"},
	{"zero is not in it", BASE58_BITCOIN, "1023", NULL},
	{"capital o is not in it", BASE58_BITCOIN, "1O23", NULL},
	{"nor is l", BASE58_BITCOIN, "abl", NULL},
	{"nor a byte above ASCII", BASE58_BITCOIN, "ab\xc3\xa4", NULL},
};

START_TEST(base58_decodes)
{
	uint8_t bytes[BASE58_BYTES];
	const char *text = base58s[_i].text, *want = base58s[_i].want;
	size_t count = base58_decode(bytes, base58s[_i].alphabet, text, strlen(text));
	char hex[2 * BASE58_BYTES + 1];

	to_hex(hex, bytes, count);
	ck_assert_msg(strcmp(hex, want == NULL ? "" : want) == 0, "%s: %s", base58s[_i].name, hex);
}
END_TEST

START_TEST(base58_never_writes_beyond_its_bytes)
{
	uint8_t bytes[BASE58_BYTES];
	char text[BASE58_CHARS + 1];

	memset(text, 'z', sizeof text);
	ck_assert_uint_eq(base58_decode(bytes, BASE58_BITCOIN, text, BASE58_CHARS + 1), 0);
	ck_assert_uint_le(base58_decode(bytes, BASE58_BITCOIN, text, BASE58_CHARS), BASE58_BYTES);
	memset(text, '1', sizeof text);
	ck_assert_uint_eq(base58_decode(bytes, BASE58_BITCOIN, text, BASE58_CHARS), 0);
	ck_assert_uint_eq(base58_decode(bytes, BASE58_BITCOIN, text, BASE58_BYTES), BASE58_BYTES);
	ck_assert_uint_eq(base58_decode_blocks(bytes, text, BASE58_CHARS + 1), 0);
}
END_TEST

/* Monero's own table: a block of 2 characters is one byte, of 11 eight; 1, 4 and 8 characters are no block. */
START_TEST(blocks_keep_their_sizes)
{
	static const size_t want[12] = {0, 0, 1, 2, 0, 3, 4, 5, 0, 6, 7, 8};
	uint8_t bytes[BASE58_BYTES];

	for (size_t chars = 1; chars < 12; chars++)
		ck_assert_msg(base58_decode_blocks(bytes, "11111111111", chars) == want[chars], "%zu chars", chars);
	ck_assert_uint_eq(base58_decode_blocks(bytes, "zzzzzzzzzzz", 11), 0);
	ck_assert_uint_eq(base58_decode_blocks(bytes, "jpXCZedGfVQ", 11), 8);
	ck_assert_uint_eq(bytes[0] & bytes[7], 0xff);
	ck_assert_uint_eq(base58_decode_blocks(bytes, "jpXCZedGfVR", 11), 0);
}
END_TEST

static const struct {
	const char *text;
	enum bech32_kind want;
} bech32s[] = {
	{"A12UEL5L", BECH32_ONE}, /* BIP-173 */
	{"a12uel5l", BECH32_ONE},
	{"abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", BECH32_ONE},
	{"?1ezyfcl", BECH32_ONE},
	{"A1LQFN3A", BECH32_M}, /* BIP-350 */
	{"a1lqfn3a", BECH32_M},
	{"abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx", BECH32_M},
	{"?1v759aa", BECH32_M},
	{"A12uEL5L", BECH32_NONE},
	{"a12uel5m", BECH32_NONE},
	{"1qzzfhee", BECH32_NONE},
	{"x1b4n0q5v", BECH32_NONE},
	{"li1dgmt3", BECH32_NONE},
	{"pzry9x0s0muk", BECH32_NONE},
	{"A1G7SGD8", BECH32_NONE},
	{"10a06t8", BECH32_NONE},
	{"in1muywd", BECH32_NONE},
	{"", BECH32_NONE},
	{"1", BECH32_NONE},
};

START_TEST(bech32_tells_its_kind)
{
	struct bech32 decoded;

	bech32_decode(&decoded, bech32s[_i].text, strlen(bech32s[_i].text));
	ck_assert_msg(decoded.kind == bech32s[_i].want, "%s: %d", bech32s[_i].text, decoded.kind);
}
END_TEST

START_TEST(padding_must_be_short_and_zero)
{
	static const uint8_t full[8] = {31, 31, 31, 31, 31, 31, 31, 31}, zero[8] = {0};
	uint8_t bytes[8];

	ck_assert_uint_eq(bech32_bytes(bytes, sizeof bytes, full, 8), 5);
	ck_assert_uint_eq(bech32_bytes(bytes, sizeof bytes, full, 7), 0); /* 3 bits left, not zero */
	ck_assert_uint_eq(bech32_bytes(bytes, sizeof bytes, zero, 7), 4);
	ck_assert_uint_eq(bech32_bytes(bytes, sizeof bytes, zero, 6), 0); /* 6 bits left: a whole character too many */
	ck_assert_uint_eq(bech32_bytes(bytes, 4, full, 8), 0);            /* does not fit */
	ck_assert_uint_eq(bech32_bytes(bytes, sizeof bytes, full, 0), 0);
}
END_TEST

START_TEST(sums_are_right)
{
	ck_assert_uint_eq(crc16_xmodem((const uint8_t *)"123456789", 9), 0x31c3);
	ck_assert_uint_eq(crc32_ieee((const uint8_t *)"123456789", 9), 0xcbf43926);
	ck_assert_uint_eq(crc16_xmodem(NULL, 0), 0);
}
END_TEST

START_TEST(f4jumble_keeps_to_its_sizes)
{
	static uint8_t bytes[F4JUMBLE_MAX + 1];

	ck_assert(!f4jumble_undo(bytes, F4JUMBLE_MIN - 1));
	ck_assert(!f4jumble_undo(bytes, F4JUMBLE_MAX + 1));
	ck_assert(f4jumble_undo(bytes, F4JUMBLE_MIN));
	ck_assert(f4jumble_undo(bytes, F4JUMBLE_MAX));
}
END_TEST

static bool same_block(const char *text, size_t len)
{
	struct runs_block fast, plain;
	struct runs_leads fast_leads, plain_leads;

	runs_class(&fast, text, len);
	runs_class_portable(&plain, text, len);
	runs_leads(&fast_leads, text, len);
	runs_leads_portable(&plain_leads, text, len);
	return memcmp(&fast, &plain, sizeof fast) == 0 && memcmp(&fast_leads, &plain_leads, sizeof fast_leads) == 0;
}

START_TEST(both_classings_agree)
{
	unsigned long long state = 42;
	char text[RUNS_BLOCK];

	for (int round = 0; round < 256; round++) {
		memset(text, round, sizeof text);
		ck_assert_msg(same_block(text, sizeof text), "byte %d", round);
	}
	for (int round = 0; round < 10000; round++) {
		for (size_t i = 0; i < sizeof text; i++)
			text[i] = (char)lines_random(&state, 256);
		ck_assert_msg(same_block(text, (size_t)round % (RUNS_BLOCK + 1)), "round %d", round);
	}
}
END_TEST

/* What runs_next must find, byte by byte. */
static bool slow_next(size_t *start, size_t *end, size_t *at, const char *text, size_t len)
{
	while (*at < len) {
		size_t from = *at;

		while (*at < len && strchr("abcABC019-_", text[*at]) != NULL && text[*at] != '\0')
			++*at;
		if (*at - from >= RUNS_LEAST) {
			*start = from;
			*end = *at;
			return true;
		}
		++*at;
	}
	return false;
}

START_TEST(every_run_is_found_wherever_it_stands)
{
	unsigned long long state = 7;
	char text[400];

	for (int round = 0; round < 5000; round++) {
		size_t len = lines_random(&state, sizeof text), fast = 0, slow = 0;
		unsigned gaps = 2 + lines_random(&state, 30);

		for (size_t i = 0; i < len; i++)
			text[i] = lines_random(&state, gaps) == 0 ? ' ' : "abcABC019-_"[lines_random(&state, 11)];
		for (;;) {
			size_t start[2] = {0}, end[2] = {0};
			bool found = slow_next(&start[0], &end[0], &slow, text, len);

			ck_assert_msg(runs_next(&start[1], &end[1], &fast, text, len) == found, "round %d", round);
			if (!found)
				break;
			ck_assert_msg(start[0] == start[1] && end[0] == end[1], "round %d: %zu-%zu, not %zu-%zu", round,
				      start[1], end[1], start[0], end[0]);
		}
	}
}
END_TEST

static bool has_odd(const char *text)
{
	size_t start, end, at = 0;

	return runs_next_odd(&start, &end, &at, text, strlen(text));
}

START_TEST(what_no_ordinary_text_has_is_odd)
{
	ck_assert(!has_odd("La réunion générale était prévue à l'été, où l'équipe a déjà été créée par la société."));
	ck_assert(!has_odd("お客様の会議は2026年9月19日10時に東京の3階で、次は10月20日の11時です。"));
	ck_assert(
		!has_odd("He said it’s done – she’d seen it, but they’ve been told that we aren’t there, don’t you?"));
	ck_assert(has_odd("the wallet is 1Á1zP1éP5QĜéfí2DMPTf now"));        /* accents */
	ck_assert(has_odd("the wallet is 1А1zР1еР5QGеfi2D now"));            /* Cyrillic */
	ck_assert(has_odd("1ㅤAㅤ1ㅤzㅤPㅤ1ㅤeㅤPㅤ5ㅤQㅤGㅤe")); /* U+3164 */
	ck_assert(has_odd("ウォレットは1A1zP1eP5QGe、続きはfi2DMPTfTL5Sです"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("wallet codec");
	TCase *tests = tcase_create("codec");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, keccak_is_that_of_2011, 0, (int)(sizeof keccaks / sizeof keccaks[0]));
	tcase_add_loop_test(tests, base58_decodes, 0, (int)(sizeof base58s / sizeof base58s[0]));
	tcase_add_test(tests, base58_never_writes_beyond_its_bytes);
	tcase_add_test(tests, blocks_keep_their_sizes);
	tcase_add_loop_test(tests, bech32_tells_its_kind, 0, (int)(sizeof bech32s / sizeof bech32s[0]));
	tcase_add_test(tests, padding_must_be_short_and_zero);
	tcase_add_test(tests, sums_are_right);
	tcase_add_test(tests, f4jumble_keeps_to_its_sizes);
	tcase_add_test(tests, both_classings_agree);
	tcase_add_test(tests, every_run_is_found_wherever_it_stands);
	tcase_add_test(tests, what_no_ordinary_text_has_is_odd);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
