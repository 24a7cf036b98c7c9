/* lists.h: addresses that a site knows: ransom addresses of others' letters, and its own.
 * A file has one address a line; behind it, after blanks, a comma or a semicolon, may stand a coin ("btc") and a note;
 * # begins a comment. Case and prefix do not matter where they mean nothing (bech32, CashAddr, ERC-55).
 *
 * Threads: once read, immutable: any number may ask.   Limits: LIMIT_WALLET_LIST_*; a million lines load in about a
 * second, take 32 MB, and are asked in constant time.
 */
#ifndef WALLET_LISTS_H
#define WALLET_LISTS_H

#include "extortscan.h"

enum wallet_list { WALLET_LISTED, WALLET_TRUSTED, WALLET_LIST_COUNT };

struct wallet_lists;

/* Returns: 0, or -1 without memory.   Owns: the caller frees *lists_out. */
int wallet_lists_new(struct wallet_lists **lists_out);
/* Add a file to a list. A line that is no address is told to the listener with its number, and skipped: one bad line of
 * somebody's feed must not keep a site from reloading. A file of which no line is an address is an error.
 * Returns: 0, or -1 with err set. */
int wallet_lists_read(struct wallet_lists *lists, enum wallet_list list, const char *path,
		      const struct xs_listener *listener, struct xs_error *err);
/* Is the address, spelt as struct xs_wallet has it, on the list? lists may be NULL. */
bool wallet_lists_has(const struct wallet_lists *lists, enum wallet_list list, const char *address);
/* Set listed and trusted. lists may be NULL. */
void wallet_lists_mark(const struct wallet_lists *lists, struct xs_wallet *wallet);
/* Different addresses on a list, and a number that changes with what is on them. */
size_t wallet_lists_count(const struct wallet_lists *lists, enum wallet_list list);
uint64_t wallet_lists_fingerprint(const struct wallet_lists *lists);
void wallet_lists_free(struct wallet_lists **lists);

#endif
