/* network.c: turns CIDR text into a prefix, and an address into yes or no.
 * It must not know why anybody asks.
 * RFC 4632 (CIDR), RFC 4291 section 2 (IPv6 text, IPv4-mapped addresses).
 */
#include "policy/network.h"

#include "base/text.h"
#include "extortscan.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#define ADDRESS_MAX 64 /* bytes of the longest address text, with zone and NUL */

static const unsigned char mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

/* One host as a network of full length. A mapped IPv4 address becomes IPv4: an MTA that listens on :: writes those. */
static bool parse_host(struct network *network_out, const char *text)
{
	memset(network_out, 0, sizeof *network_out);
	if (inet_pton(AF_INET, text, network_out->at) == 1) {
		network_out->bits = 32;
		return true;
	}
	if (inet_pton(AF_INET6, text, network_out->at) != 1)
		return false;
	network_out->v6 = true;
	network_out->bits = 128;
	return true;
}

static void unmap(struct network *network)
{
	if (!network->v6 || network->bits < 96 || memcmp(network->at, mapped_prefix, sizeof mapped_prefix) != 0)
		return;
	memmove(network->at, network->at + 12, 4);
	memset(network->at + 4, 0, 12);
	network->bits -= 96;
	network->v6 = false;
}

static bool parse_bits(unsigned *bits_out, const char *text, unsigned most)
{
	unsigned bits = 0, digits = 0;

	for (; ascii_is_digit(*text) && digits < 3; text++, digits++)
		bits = bits * 10 + (unsigned)(*text - '0');
	*bits_out = bits;
	return digits > 0 && *text == '\0' && bits <= most;
}

/* Clear what lies beyond the prefix. Returns: whether anything was set there. */
static bool clear_host_bits(struct network *network)
{
	bool found = false;

	for (unsigned i = 0; i < (network->v6 ? 16u : 4u); i++) {
		unsigned kept = network->bits <= i * 8 ? 0 : network->bits >= i * 8 + 8 ? 8 : network->bits - i * 8;
		unsigned char mask = (unsigned char)(0xff00u >> kept);

		found = found || (network->at[i] & (unsigned char)~mask) != 0;
		network->at[i] &= mask;
	}
	return found;
}

enum network_fault network_parse(struct network *network_out, const char *text)
{
	const char *slash = strchr(text, '/');
	size_t len = slash == NULL ? strlen(text) : (size_t)(slash - text);
	char host[ADDRESS_MAX];
	bool host_bits;

	if (len >= sizeof host)
		return NETWORK_MALFORMED;
	memcpy(host, text, len);
	host[len] = '\0';
	if (!parse_host(network_out, host))
		return NETWORK_MALFORMED;
	if (slash != NULL && !parse_bits(&network_out->bits, slash + 1, network_out->v6 ? 128 : 32))
		return NETWORK_MALFORMED;
	host_bits = clear_host_bits(network_out);
	unmap(network_out);
	return host_bits ? NETWORK_HOST_BITS : NETWORK_GOOD;
}

bool network_covers(const struct network *wide, const struct network *narrow)
{
	size_t whole = wide->bits / 8;
	unsigned rest = wide->bits % 8;

	if (wide->v6 != narrow->v6 || wide->bits > narrow->bits || memcmp(wide->at, narrow->at, whole) != 0)
		return false;
	return rest == 0 || ((wide->at[whole] ^ narrow->at[whole]) & (0xff00u >> rest & 0xffu)) == 0;
}

bool network_has(const struct network *network, const char *addr)
{
	struct network host;
	char bare[ADDRESS_MAX];
	size_t len;

	if (addr == NULL)
		return false;
	if (ascii_same(addr, strnlen(addr, 5), "IPv6:", 5))
		addr += 5;
	len = strcspn(addr, "%");
	if (len >= sizeof bare)
		return false;
	memcpy(bare, addr, len);
	bare[len] = '\0';
	if (!parse_host(&host, bare))
		return false;
	unmap(&host);
	return network_covers(network, &host);
}

void network_print(char out[64], const struct network *network)
{
	char host[INET6_ADDRSTRLEN] = "?";

	inet_ntop(network->v6 ? AF_INET6 : AF_INET, network->at, host, sizeof host);
	snprintf(out, 64, "%s/%u", host, network->bits);
}

int xs_network_has(const char *network, const char *addr)
{
	struct network parsed;

	if (network_parse(&parsed, network) != NETWORK_GOOD)
		return -1;
	return network_has(&parsed, addr);
}
