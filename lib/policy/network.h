/* network.h: an IPv4 or IPv6 network in CIDR notation, and whether an address lies in it.
 * It must not resolve names or open sockets.
 */
#ifndef POLICY_NETWORK_H
#define POLICY_NETWORK_H

#include <stdbool.h>

struct network {
	unsigned char at[16]; /* network byte order; IPv4 uses the first 4 */
	unsigned bits;        /* prefix length: 0 to 32 or 0 to 128 */
	bool v6;
};

enum network_fault {
	NETWORK_GOOD,
	NETWORK_MALFORMED, /* neither an address nor address/prefix */
	NETWORK_HOST_BITS  /* well-formed, but bits beyond the prefix are set: "192.0.2.7/24" is somebody's mistake */
};

/* "192.0.2.0/24", "2001:db8::/32", "::1"; an address without a prefix is a network of one. An IPv4-mapped network
 * (::ffff:192.0.2.0/120) is its IPv4 twin. After NETWORK_HOST_BITS *network_out is what was probably meant.
 * Source: RFC 4632, RFC 4291. */
enum network_fault network_parse(struct network *network_out, const char *text);
/* addr as an MTA writes it: IPv4-mapped addresses, "IPv6:" and zones (fe80::1%eth0) are understood.
 * Returns: false for anything that is no address, and for NULL. */
bool network_has(const struct network *network, const char *addr);
/* Does wide hold all of narrow? */
bool network_covers(const struct network *wide, const struct network *narrow);
/* Write it as CIDR; 64 bytes are enough. */
void network_print(char out[64], const struct network *network);

#endif
