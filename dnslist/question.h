/* question.h: the domain name that asks a list about an address, and what an answer means.
 * It must not ask.
 *
 * Threads: no state.   Source: RFC 5782; Spamhaus HBL and Abusix for digests; RFC 4648 (base32).
 */
#ifndef DNSLIST_QUESTION_H
#define DNSLIST_QUESTION_H

#include <stdbool.h>

#include "extortscan.h"

#define QUESTION_NAME 256

/* Does the list know such coins? */
bool question_wants(const struct xs_dns_list *list, const struct xs_wallet *wallet);
/* Returns: false when the address makes no name: it is longer than a label, or has other characters. */
bool question_name(char name_out[QUESTION_NAME], const struct xs_dns_list *list, const char *address);

enum question_meaning { QUESTION_UNLISTED, QUESTION_LISTED, QUESTION_REFUSED };
/* One address that was answered. 127.255.255.0/24 is what lists say to whom they do not serve. */
enum question_meaning question_meaning(const struct xs_dns_list *list, uint32_t answer);

#endif
