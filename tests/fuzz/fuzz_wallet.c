/* fuzz_wallet.c: any bytes as a text that may hold addresses, plain and disguised: what is found is an address, stands
 * in the text, and is found again. The first byte says what kind of text it is.
 */
#include "fuzz.h"

#include "base/text.h"
#include "wallet/wallet.h"

#include <string.h>

#define MOST 16

static void check_wallet(const struct xs_wallet *wallet, size_t len)
{
	struct xs_wallet again;

	FUZZ_CHECK(wallet->offset <= len && wallet->length <= len - wallet->offset && wallet->length > 0, "no place");
	FUZZ_CHECK(xs_wallet_check(&again, wallet->address, strlen(wallet->address)) == 1, "no address");
	FUZZ_CHECK(strcmp(again.coin, wallet->coin) == 0 && strcmp(again.form, wallet->form) == 0, "another address");
	FUZZ_CHECK(wallet->how < XS_HOW_COUNT, "no such how");
	FUZZ_CHECK(wallet->checksum == XS_CHECKSUM_OK || wallet->how < XS_HOW_CASE, "unproved under a disguise");
	FUZZ_CHECK(wallet->text == -1 && !wallet->listed && !wallet->trusted, "not the finder's to say");
	FUZZ_CHECK(strlen(wallet->amount) < sizeof wallet->amount, "amount without an end");
	FUZZ_CHECK(strlen(wallet->label) < sizeof wallet->label && utf8_is_valid(wallet->label, strlen(wallet->label)),
		   "label is no UTF-8");
}

static void check_same(const struct xs_wallet *a, const struct xs_wallet *b)
{
	FUZZ_CHECK(strcmp(a->address, b->address) == 0 && a->how == b->how && a->offset == b->offset &&
			   a->length == b->length && strcmp(a->label, b->label) == 0,
		   "something else the second time");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct xs_wallet wallets[MOST], again[MOST];
	struct wallet_limits hit, hit_again;
	enum xs_text_kind kind;
	unsigned flags;
	size_t count, stored;

	if (size == 0)
		return 0;
	kind = data[0] % (XS_TEXT_HEADER + 1);
	flags = data[0] / 8 % 4;
	count = wallet_find(wallets, MOST, &hit, (const char *)data + 1, size - 1, kind, flags);
	stored = count < MOST ? count : MOST;
	FUZZ_CHECK(hit.wallets == (count > MOST), "a full list must be told");
	for (size_t i = 0; i < stored; i++) {
		check_wallet(&wallets[i], size - 1);
		for (size_t j = 0; j < i; j++)
			FUZZ_CHECK(strcmp(wallets[i].address, wallets[j].address) != 0, "told twice");
	}
	FUZZ_CHECK(wallet_find(again, MOST, &hit_again, (const char *)data + 1, size - 1, kind, flags) == count,
		   "another count the second time");
	for (size_t i = 0; i < stored; i++)
		check_same(&wallets[i], &again[i]);
	return 0;
}
