/* fuzz_decoder.c: what lies behind the checksums: the first byte picks a row of the table, the rest becomes an address
 * of it with a right checksum, and then some of its characters are changed. A made address is taken for what it is, in
 * upper case too where case means nothing; a changed one is refused or is at least its own canonical spelling. A fuzzer
 * alone never finds its way past 32 bits.
 */
#include "fuzz.h"

#include "make_address.h"

#include "base/text.h"
#include "wallet/check.h"

#include <string.h>

static const struct form *pick(uint8_t number)
{
	const struct form *form = NULL;

	for (unsigned i = 0; i <= number % 128; i++) {
		form = form_next(form);
		if (form == NULL)
			form = form_next(NULL);
	}
	return form;
}

static void check_made(const struct form *form, const struct form_index *index, const char *address)
{
	struct xs_wallet wallet;
	const struct form *read = form_read(&wallet, index, address, strlen(address), 1u << form->word, NULL);

	FUZZ_CHECK(read != NULL, "a made address is refused");
	/* one string may be of two rows by nature: SS58 of a known network, testnets of one prefix */
	FUZZ_CHECK(read->is == form->is && strcmp(wallet.network, form->network) == 0, "a made address is another's");
	FUZZ_CHECK(wallet.checksum == XS_CHECKSUM_OK || form->is == eip55_is, "a made address is not proved");
	FUZZ_CHECK(strlen(wallet.amount) < sizeof wallet.amount, "amount without an end");
}

/* Bech32 and CashAddr may be written in one case or the other, and mean the same. */
static void check_upper(const struct form *form, const struct form_index *index, const char *address)
{
	char upper[XS_WALLET_MAX];
	struct xs_wallet wallet, same;
	size_t len = strlen(address);

	if (form->prefix == NULL)
		return;
	for (size_t i = 0; i <= len; i++)
		upper[i] = (char)(ascii_is_alpha(address[i]) ? address[i] & ~0x20 : address[i]);
	FUZZ_CHECK(form_read(&same, index, address, len, 0, NULL) != NULL, "refused the second time");
	FUZZ_CHECK(form_read(&wallet, index, upper, len, 0, NULL) != NULL, "refused in upper case");
	FUZZ_CHECK(wallet.how == XS_HOW_CASE && strcmp(wallet.address, same.address) == 0, "another in upper case");
}

static void check_changed(char *address, struct maker *maker)
{
	size_t len = strlen(address);
	struct xs_wallet wallet, again;

	for (int changes = 0; changes < 4 && maker->at + 1 < maker->count; changes++) {
		address[maker->bytes[maker->at] % len] = (char)(maker->bytes[maker->at + 1] & 127);
		maker->at += 2;
		if (xs_wallet_check(&wallet, address, len) == 0)
			continue;
		FUZZ_CHECK(wallet.length == len, "another length");
		FUZZ_CHECK(xs_wallet_check(&again, wallet.address, strlen(wallet.address)) == 1, "no address");
		FUZZ_CHECK(strcmp(again.address, wallet.address) == 0, "another address");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct maker maker = {data, size, 1};
	struct form_index index;
	char address[XS_WALLET_MAX];
	const struct form *form;

	if (size == 0)
		return 0;
	form = pick(data[0]);
	if (!make_address(address, &maker, form))
		return 0;
	form_index_init(&index);
	check_made(form, &index, address);
	check_upper(form, &index, address);
	check_changed(address, &maker);
	return 0;
}
