/* fuzz_address.c: any bytes as an address, for every decoder: nothing is written beyond its room, and what is taken for
 * an address is the same address when it is read in its canonical spelling.
 */
#include "fuzz.h"

#include "wallet/base58.h"
#include "wallet/bech32.h"
#include "wallet/form.h"
#include "wallet/keccak.h"
#include "wallet/sums.h"

#include <string.h>

static void decode_all(const char *text, size_t size)
{
	uint8_t base58[BASE58_BYTES], bytes[BECH32_CHARS], digest[KECCAK256_BYTES];
	struct bech32 bech32;
	struct cashaddr cashaddr;

	FUZZ_CHECK(base58_decode(base58, BASE58_BITCOIN, text, size) <= sizeof base58, "base58 is too long");
	FUZZ_CHECK(base58_decode(base58, BASE58_RIPPLE, text, size) <= sizeof base58, "ripple is too long");
	FUZZ_CHECK(base58_decode_blocks(base58, text, size) <= sizeof base58, "blocks are too long");
	if (bech32_decode(&bech32, text, size)) {
		FUZZ_CHECK(bech32.count < size, "more values than characters");
		FUZZ_CHECK(bech32_bytes(bytes, sizeof bytes, bech32.values, bech32.count) <= bech32.count * 5 / 8,
			   "more bytes than bits");
	}
	if (cashaddr_decode(&cashaddr, text, size))
		FUZZ_CHECK(cashaddr.count >= 21 && cashaddr.count <= sizeof cashaddr.payload, "CashAddr of no size");
	keccak256(digest, (const uint8_t *)text, size);
	crc16_xmodem((const uint8_t *)text, size);
	crc32_ieee((const uint8_t *)text, size);
	if (size <= sizeof bytes) {
		memcpy(bytes, text, size);
		FUZZ_CHECK(f4jumble_undo(bytes, size) == (size >= F4JUMBLE_MIN && size <= F4JUMBLE_MAX), "F4Jumble");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct xs_wallet wallet, again;

	decode_all(text, size);
	if (xs_wallet_check(&wallet, text, size) == 0)
		return 0;
	FUZZ_CHECK(strlen(wallet.address) == size && wallet.length == size && wallet.offset == 0, "another length");
	FUZZ_CHECK(wallet.how == XS_HOW_PLAIN || wallet.how == XS_HOW_CASE, "no such how");
	FUZZ_CHECK(strlen(wallet.amount) < sizeof wallet.amount, "amount without an end");
	FUZZ_CHECK(xs_wallet_check(&again, wallet.address, size) == 1, "its canonical spelling is no address");
	FUZZ_CHECK(strcmp(wallet.coin, again.coin) == 0 && strcmp(wallet.form, again.form) == 0 &&
			   strcmp(wallet.network, again.network) == 0 && strcmp(wallet.address, again.address) == 0 &&
			   wallet.checksum == again.checksum && again.how == XS_HOW_PLAIN,
		   "its canonical spelling is another address");
	return 0;
}
