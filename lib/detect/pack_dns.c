/* pack_dns.c: turns the `wallets: dns:` map of a pack into the DNS lists that may be asked about an address.
 * It must not ask them, nor know how that is done.
 * RFC 5782 (what answers mean), RFC 1035 (names); extortscan-rules(5) describes every key.
 */
#include "base/coin.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "detect/loading.h"
#include "detect/ruleset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LABEL_BYTES 63 /* RFC 1035 */
#define BUDGET_PRESET 800
#define CACHE_PRESET 10000
#define TTL_PRESET 3600

static const struct yaml_node *items(const struct yaml_node *node)
{
	return node->kind == YAML_LIST ? node->first : node;
}
static const struct yaml_node *item_after(const struct yaml_node *node, const struct yaml_node *item)
{
	return node->kind == YAML_LIST ? item->next : NULL;
}

/* Labels of letters, digits, hyphens and underscores. */
static bool is_zone(const char *text)
{
	size_t label = 0, labels = 0, len = strlen(text);

	for (const char *c = text; *c != '\0'; c++) {
		if (*c == '.' ? label == 0 : !ascii_is_alnum(*c) && *c != '-' && *c != '_')
			return false;
		label = *c == '.' ? 0 : label + 1;
		labels += label == 1;
		if (label > LABEL_BYTES)
			return false;
	}
	return label > 0 && labels > 1 && len <= LIMIT_DNS_ZONE;
}

static int read_zone(struct xs_dns_list *list, struct pack *pack, const struct yaml_node *map)
{
	struct xs_error *err = pack->loading->err;
	const struct yaml_node *node = pack_need(pack, map, "zone");

	if (node == NULL || yaml_want(pack->file, node, YAML_SCALAR, "zone", err) != 0)
		return -1;
	if (!is_zone(node->text))
		return yaml_fail(
			pack->file, node, err,
			"zone must be a domain name such as `bl.example.org', without a dot at its end, found `%.80s'",
			node->text);
	list->zone = arena_string(&pack->loading->rules->arena, node->text);
	return list->zone == NULL ? error_no_memory(err) : 0;
}

/* Returns: the address, most significant byte first, and the end of it; false when there is none. */
static bool read_ipv4(uint32_t *address_out, const char **at)
{
	const char *c = *at;

	*address_out = 0;
	for (int i = 0; i < 4; i++) {
		unsigned value = 0;
		const char *start;

		if (i > 0 && *c++ != '.')
			return false;
		for (start = c; c < start + 3 && ascii_is_digit(*c); c++)
			value = value * 10 + (unsigned)(*c - '0');
		if (c == start || value > 255)
			return false;
		*address_out = *address_out << 8 | value;
	}
	*at = c;
	return true;
}

static bool read_answer(struct xs_dns_answer *answer, const char *text)
{
	unsigned long bits = 32;
	char *end;

	if (!read_ipv4(&answer->address, &text))
		return false;
	if (*text == '/') {
		if (!ascii_is_digit(text[1]))
			return false;
		bits = strtoul(text + 1, &end, 10);
		text = end;
	}
	if (*text != '\0' || bits > 32)
		return false;
	answer->mask = bits == 0 ? 0 : UINT32_MAX << (32 - bits);
	return (answer->address & ~answer->mask) == 0 && bits >= 8 && answer->address >> 24 == 127;
}

/* What a list answers lies in 127/8 (RFC 5782); anything else is a resolver that invents answers, or a parked domain.
 */
static int read_answers(struct xs_dns_list *list, struct pack *pack, const struct yaml_node *node)
{
	struct xs_error *err = pack->loading->err;

	if (node == NULL) {
		list->answers[list->answer_count++] = (struct xs_dns_answer){0x7f000000, 0xff000000};
		return 0;
	}
	if (node->kind == YAML_MAP)
		return yaml_want(pack->file, node, YAML_LIST, "answer", err);
	for (const struct yaml_node *item = items(node); item != NULL; item = item_after(node, item)) {
		if (list->answer_count == XS_DNS_ANSWERS)
			return yaml_fail(pack->file, item, err,
					 "more than %d answers; a network such as 127.0.3.0/24 "
					 "says many",
					 XS_DNS_ANSWERS);
		if (yaml_want(pack->file, item, YAML_SCALAR, "answer", err) != 0)
			return -1;
		if (!read_answer(&list->answers[list->answer_count++], item->text))
			return yaml_fail(
				pack->file, item, err,
				"answer must be an address or network in 127.0.0.0/8, such as 127.0.0.2, found `%.80s'",
				item->text);
	}
	return list->answer_count > 0 ? 0 : yaml_fail(pack->file, node, err, "answer: an empty list matches nothing");
}

static int read_bits(struct xs_dns_list *list, struct pack *pack, const struct yaml_node *node)
{
	long bits;

	if (node == NULL)
		return 0;
	if (yaml_want_long(&bits, pack->file, node, "mask", 1, 0xffffff, pack->loading->err) != 0)
		return -1;
	list->bits = (uint32_t)bits;
	return 0;
}

static int read_coins(struct xs_dns_list *list, struct pack *pack, const struct yaml_node *node)
{
	struct xs_error *err = pack->loading->err;
	const char **coins;
	size_t count = 0;

	if (node == NULL)
		return 0;
	if (node->kind == YAML_MAP)
		return yaml_want(pack->file, node, YAML_LIST, "coins", err);
	coins = arena_take(&pack->loading->rules->arena, (LIMIT_DNS_COINS + 1) * sizeof *coins);
	if (coins == NULL)
		return error_no_memory(err);
	for (const struct yaml_node *item = items(node); item != NULL; item = item_after(node, item)) {
		const char *coin;

		if (coin_want(&coin, pack->file, item, err) != 0)
			return -1;
		if (count == LIMIT_DNS_COINS)
			return yaml_fail(pack->file, item, err,
					 "more than %d coins; leave `coins:' out to ask about all", LIMIT_DNS_COINS);
		coins[count++] = coin;
	}
	if (count == 0)
		return yaml_fail(pack->file, node, err,
				 "coins: an empty list matches nothing; leave it out for all coins");
	coins[count] = NULL;
	list->coins = coins;
	return 0;
}

static int read_digest(struct xs_dns_list *list, struct pack *pack, const struct yaml_node *map)
{
	static const char *const hashes[] = {"none", "sha1", "sha256", NULL};
	static const char *const encodings[] = {"hex", "base32", NULL};
	static const char *const cases[] = {"as-is", "lower", "upper", NULL};
	const struct yaml_node *hash = yaml_get(map, "hash"), *encoding = yaml_get(map, "encoding");
	const struct yaml_node *letters = yaml_get(map, "case");
	struct xs_error *err = pack->loading->err;
	int hashed = XS_DNS_PLAIN, encoded = XS_DNS_HEX, cased = XS_DNS_AS_IS;

	if ((hash != NULL && yaml_want_word(&hashed, pack->file, hash, "hash", hashes, err) != 0) ||
	    (encoding != NULL && yaml_want_word(&encoded, pack->file, encoding, "encoding", encodings, err) != 0) ||
	    (letters != NULL && yaml_want_word(&cased, pack->file, letters, "case", cases, err) != 0))
		return -1;
	if (encoding != NULL && hashed == XS_DNS_PLAIN)
		return yaml_fail(
			pack->file, encoding, err,
			"encoding: means nothing without a hash; add `hash: sha1' or `hash: sha256', or leave it out");
	if (hashed == XS_DNS_SHA256 && encoded == XS_DNS_HEX)
		return yaml_fail(pack->file, encoding != NULL ? encoding : hash, err,
				 "sha256 in hex has 64 characters, and a DNS label at most %d; say `encoding: base32'",
				 LABEL_BYTES);
	list->hash = (enum xs_dns_hash)hashed;
	list->encoding = (enum xs_dns_encoding)encoded;
	list->letters = (enum xs_dns_case)cased;
	return 0;
}

static int read_list(struct pack *pack, const struct yaml_node *map)
{
	static const char *const keys[] = {"id", "zone", "hash", "encoding", "case", "answer", "mask", "coins", NULL};
	struct xs_rules *rules = pack->loading->rules;
	struct xs_error *err = pack->loading->err;
	struct xs_dns_list *list = &rules->dns_lists[rules->dns.list_count];

	if (yaml_want(pack->file, map, YAML_MAP, "a DNS list", err) != 0 ||
	    yaml_check_keys(pack->file, map, keys, err) != 0)
		return -1;
	if (rules->dns.list_count == LIMIT_DNS_LISTS)
		return yaml_fail(pack->file, map, err, "more than %d DNS lists: each is a question for every address",
				 LIMIT_DNS_LISTS);
	memset(list, 0, sizeof *list);
	if (pack_id(pack, &list->id, map) != 0 || read_zone(list, pack, map) != 0 ||
	    read_digest(list, pack, map) != 0 || read_answers(list, pack, yaml_get(map, "answer")) != 0 ||
	    read_bits(list, pack, yaml_get(map, "mask")) != 0 || read_coins(list, pack, yaml_get(map, "coins")) != 0)
		return -1;
	rules->dns.list_count++;
	return 0;
}

/* "192.0.2.1", "192.0.2.1:5353", "2001:db8::1", "[2001:db8::1]:5353". */
static bool is_server(const char *text)
{
	char address[64];
	const char *end = text[0] == '[' ? strchr(text, ']') : NULL;
	size_t len;
	unsigned long port = 53;

	if (text[0] == '[' && end == NULL)
		return false;
	text += end != NULL;
	len = end != NULL ? (size_t)(end - text) : strcspn(text, ":");
	end = end != NULL ? end + 1 : text + len;
	if (end[0] == ':' && strchr(end + 1, ':') != NULL) {
		len = strlen(text); /* IPv6 without a port */
		end = text + len;
	}
	if (end[0] == ':') {
		port = strtoul(end + 1, NULL, 10);
		if (!ascii_is_digit(end[1]) || strspn(end + 1, "0123456789") != strlen(end + 1))
			return false;
		end += strlen(end);
	}
	if (end[0] != '\0' || len >= sizeof address || port == 0 || port > 65535 || memchr(text, '/', len) != NULL ||
	    memchr(text, '%', len) != NULL)
		return false;
	memcpy(address, text, len);
	address[len] = '\0';
	return xs_network_has(address, address) == 1;
}

static int read_servers(struct pack *pack, const struct yaml_node *node)
{
	struct xs_rules *rules = pack->loading->rules;
	struct xs_error *err = pack->loading->err;
	char all[LIMIT_DNS_SERVERS * 72] = "";
	size_t count = 0, used = 0;

	if (node == NULL)
		return 0;
	if (node->kind == YAML_MAP)
		return yaml_want(pack->file, node, YAML_LIST, "servers", err);
	for (const struct yaml_node *item = items(node); item != NULL; item = item_after(node, item)) {
		if (yaml_want(pack->file, item, YAML_SCALAR, "a server", err) != 0)
			return -1;
		if (count++ == LIMIT_DNS_SERVERS)
			return yaml_fail(pack->file, item, err, "more than %d servers", LIMIT_DNS_SERVERS);
		if (!is_server(item->text))
			return yaml_fail(
				pack->file, item, err,
				"a server is an address, as 192.0.2.1, [2001:db8::1] or 127.0.0.1:5353, found `%.80s'",
				item->text);
		used += (size_t)snprintf(all + used, sizeof all - used, "%s%s", used == 0 ? "" : ",", item->text);
	}
	if (count == 0)
		return yaml_fail(pack->file, node, err, "servers: is empty; leave it out to ask the system's");
	rules->dns.servers = arena_string(&rules->arena, all);
	return rules->dns.servers == NULL ? error_no_memory(err) : 0;
}

static int read_number(long *value, struct pack *pack, const struct yaml_node *map, const char *key, long least,
		       long most)
{
	const struct yaml_node *node = yaml_get(map, key);

	return node == NULL ? 0 : yaml_want_long(value, pack->file, node, key, least, most, pack->loading->err);
}

int pack_dns(struct pack *pack, const struct yaml_node *map)
{
	static const char *const keys[] = {"budget", "cache", "ttl", "servers", "lists", NULL};
	struct xs_dns *dns = &pack->loading->rules->dns;
	struct xs_error *err = pack->loading->err;
	const struct yaml_node *lists;
	long budget = dns->budget == 0 ? BUDGET_PRESET : (long)dns->budget;
	long cache = dns->budget == 0 ? CACHE_PRESET : (long)dns->cache;
	long ttl = dns->budget == 0 ? TTL_PRESET : (long)dns->ttl;

	if (yaml_want(pack->file, map, YAML_MAP, "dns", err) != 0 || yaml_check_keys(pack->file, map, keys, err) != 0 ||
	    read_number(&budget, pack, map, "budget", 10, LIMIT_DNS_BUDGET) != 0 ||
	    read_number(&cache, pack, map, "cache", 0, LIMIT_DNS_CACHE) != 0 ||
	    read_number(&ttl, pack, map, "ttl", 0, 86400) != 0 || read_servers(pack, yaml_get(map, "servers")) != 0)
		return -1;
	dns->budget = (unsigned)budget;
	dns->cache = (size_t)cache;
	dns->ttl = (unsigned)ttl;
	dns->lists = pack->loading->rules->dns_lists;
	lists = yaml_get(map, "lists");
	if (lists == NULL)
		return 0;
	if (yaml_want(pack->file, lists, YAML_LIST, "lists", err) != 0)
		return -1;
	for (const struct yaml_node *list = lists->first; list != NULL; list = list->next)
		if (read_list(pack, list) != 0)
			return -1;
	return 0;
}

const struct xs_dns *xs_rules_dns(const struct xs_rules *rules)
{
	return rules->dns.list_count > 0 ? &rules->dns : NULL;
}
