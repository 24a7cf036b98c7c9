/* lists.c: turns files of addresses into two sets that answer at once.
 * It must not know what being on a list means.
 * No standard. Sets keep 128 bits of SipHash of each address, no spelling: a million take 32 MB.
 */
#include "wallet/lists.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "wallet/bech32.h"
#include "wallet/form.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_SLOTS 1024u
#define BAD_LINES_TOLD 20

/* 0, 0 is an empty slot. */
struct key {
	uint64_t low, high;
};

/* Open addressing, at most three quarters full, a power of two of slots. */
struct set {
	struct key *slots;
	size_t size, count;
};

struct wallet_lists {
	struct set sets[WALLET_LIST_COUNT];
	struct form_index index;
	uint64_t fingerprint;
};

int wallet_lists_new(struct wallet_lists **lists_out)
{
	*lists_out = calloc(1, sizeof **lists_out);
	if (*lists_out == NULL)
		return -1;
	form_index_init(&(*lists_out)->index);
	return 0;
}

void wallet_lists_free(struct wallet_lists **lists_io)
{
	struct wallet_lists *lists = *lists_io;

	*lists_io = NULL;
	if (lists == NULL)
		return;
	for (size_t i = 0; i < WALLET_LIST_COUNT; i++)
		free(lists->sets[i].slots);
	free(lists);
}

/* ---- sets ---------------------------------------------------------------------------------------------------------
 */

/* The spelling that means the address and nothing else. Returns: its length. */
static size_t plain_spelling(char out[XS_WALLET_MAX], const char *address)
{
	static const char prefix[] = CASHADDR_PREFIX ":";
	size_t len;

	if (strncmp(address, prefix, sizeof prefix - 1) == 0)
		address += sizeof prefix - 1;
	len = strnlen(address, XS_WALLET_MAX - 1);
	for (size_t i = 0; i < len; i++)
		out[i] = address[0] == '0' && ascii_lower(address[1]) == 'x' ? ascii_lower(address[i]) : address[i];
	return len;
}

/* The key of SipHash is no secret: who finds an address with the 128 bits of another one has not found its owner's
 * money, and it takes 2^128 trials to pass for a trusted one. */
static struct key key_of(const char *address)
{
	static const unsigned char siphash_key[crypto_shorthash_siphashx24_KEYBYTES] = "extortscan list";
	unsigned char hash[crypto_shorthash_siphashx24_BYTES];
	char spelling[XS_WALLET_MAX];
	size_t len = plain_spelling(spelling, address);
	struct key key;

	crypto_shorthash_siphashx24(hash, (const unsigned char *)spelling, len, siphash_key);
	memcpy(&key.low, hash, sizeof key.low);
	memcpy(&key.high, hash + sizeof key.low, sizeof key.high);
	if (key.low == 0 && key.high == 0)
		key.low = 1;
	return key;
}

/* The slot that holds the key, or the empty one where it belongs. */
static struct key *slot_of(const struct set *set, struct key key)
{
	for (size_t at = (size_t)key.low & (set->size - 1);; at = (at + 1) & (set->size - 1)) {
		struct key *slot = &set->slots[at];

		if ((slot->low == key.low && slot->high == key.high) || (slot->low == 0 && slot->high == 0))
			return slot;
	}
}

static int set_grow(struct set *set)
{
	struct set larger = {.size = set->size == 0 ? FIRST_SLOTS : set->size * 2, .count = set->count};

	if (set->count < set->size / 4 * 3)
		return 0;
	larger.slots = calloc(larger.size, sizeof *larger.slots);
	if (larger.slots == NULL)
		return -1;
	for (size_t i = 0; i < set->size; i++)
		if (set->slots[i].low != 0 || set->slots[i].high != 0)
			*slot_of(&larger, set->slots[i]) = set->slots[i];
	free(set->slots);
	*set = larger;
	return 0;
}

static int lists_add(struct wallet_lists *lists, enum wallet_list list, const char *address)
{
	struct set *set = &lists->sets[list];
	struct key key = key_of(address), *slot;

	if (set_grow(set) != 0)
		return -1;
	slot = slot_of(set, key);
	if (slot->low == 0 && slot->high == 0) {
		*slot = key;
		set->count++;
		lists->fingerprint += key.high * (2 * (uint64_t)list + 1);
	}
	return 0;
}

bool wallet_lists_has(const struct wallet_lists *lists, enum wallet_list list, const char *address)
{
	struct key *slot;

	if (lists == NULL || lists->sets[list].count == 0)
		return false;
	slot = slot_of(&lists->sets[list], key_of(address));
	return slot->low != 0 || slot->high != 0;
}

void wallet_lists_mark(const struct wallet_lists *lists, struct xs_wallet *wallet)
{
	wallet->listed = wallet_lists_has(lists, WALLET_LISTED, wallet->address);
	wallet->trusted = wallet_lists_has(lists, WALLET_TRUSTED, wallet->address);
}

size_t wallet_lists_count(const struct wallet_lists *lists, enum wallet_list list)
{
	return lists == NULL ? 0 : lists->sets[list].count;
}

uint64_t wallet_lists_fingerprint(const struct wallet_lists *lists)
{
	return lists == NULL ? 0 : lists->fingerprint;
}

/* ---- files --------------------------------------------------------------------------------------------------------
 */

struct reader {
	struct wallet_lists *lists;
	enum wallet_list list;
	const char *path;
	const struct xs_listener *listener;
	int line;
	size_t good, bad;
};

static bool ends_word(char c)
{
	return ascii_is_space(c) || c == ',' || c == ';' || c == '#' || c == '\0';
}

/* The next word of a line. Returns: its length, 0 at the end or before a comment. */
static size_t next_word(const char **at)
{
	size_t len = 0;

	while (ends_word(**at) && **at != '#' && **at != '\0')
		++*at;
	while (!ends_word((*at)[len]))
		len++;
	return len;
}

/* Is the word one of the coins in "btc/bch/ltc"? */
static bool names_coin(const char *coins, const char *word, size_t len)
{
	for (;;) {
		size_t one = strcspn(coins, "/");

		if (ascii_same(coins, one, word, len))
			return true;
		if (coins[one] == '\0')
			return false;
		coins += one + 1;
	}
}

static bool is_coin(const char *word, size_t len)
{
	for (const struct form *form = form_next(NULL); form != NULL; form = form_next(form))
		if (names_coin(form->coin, word, len))
			return true;
	return false;
}

static void tell_bad(struct reader *reader, const char *what, const char *word, size_t len)
{
	if (reader->bad++ < BAD_LINES_TOLD)
		error_warn(reader->listener, reader->path, reader->line, 0, "%s: `%.*s'", what,
			   len < 80 ? (int)len : 80, word);
}

/* Returns: 0, or -1 without memory. */
static int read_line(struct reader *reader, const char *line)
{
	size_t len = next_word(&line), coin_len;
	const char *address = line, *coin;
	struct xs_wallet wallet;

	if (len == 0)
		return 0;
	if (form_read(&wallet, &reader->lists->index, address, len, FORM_ANY_WORD, NULL) == NULL) {
		tell_bad(reader, "no address of a known coin, or its checksum is wrong", address, len);
		return 0;
	}
	coin = address + len;
	coin_len = next_word(&coin);
	if (coin_len > 0 && is_coin(coin, coin_len) && !names_coin(wallet.coin, coin, coin_len))
		tell_bad(reader, "the address is of another coin than its line says", coin, coin_len);
	reader->good++;
	return lists_add(reader->lists, reader->list, wallet.address);
}

static int read_lines(struct reader *reader, FILE *file, struct xs_error *err)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	int status = 0;

	errno = 0;
	while (status == 0 && (len = getline(&line, &size, file)) >= 0) {
		reader->line++;
		if (len > LIMIT_WALLET_LIST_LINE)
			status = error_set(err, reader->path, reader->line, 0,
					   "a line of %zd bytes: this is no list of addresses", len);
		else if (reader->lists->sets[reader->list].count >= LIMIT_WALLET_LIST)
			status = error_set(err, reader->path, reader->line, 0, "more than %u addresses",
					   LIMIT_WALLET_LIST);
		else if (read_line(reader, line) != 0)
			status = error_no_memory(err);
	}
	if (status == 0 && ferror(file))
		status = error_set(err, reader->path, 0, 0, "cannot read: %s", strerror(errno));
	free(line);
	return status;
}

int wallet_lists_read(struct wallet_lists *lists, enum wallet_list list, const char *path,
		      const struct xs_listener *listener, struct xs_error *err)
{
	struct reader reader = {.lists = lists, .list = list, .path = path, .listener = listener};
	FILE *file = fopen(path, "re");
	int status;

	if (file == NULL)
		return error_set(err, path, 0, 0, "cannot open: %s", strerror(errno));
	status = read_lines(&reader, file, err);
	fclose(file);
	if (status != 0)
		return -1;
	if (reader.bad > BAD_LINES_TOLD)
		error_warn(listener, path, 0, 0, "and %zu more lines that are no address", reader.bad - BAD_LINES_TOLD);
	if (reader.good == 0 && reader.bad > 0)
		return error_set(err, path, 1, 0, "none of its lines is an address: is it the right file?");
	return 0;
}
