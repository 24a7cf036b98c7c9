/* address.h: the addresses in a header field that holds mailboxes.
 * It must not know which field it was.
 */
#ifndef DETECT_ADDRESS_H
#define DETECT_ADDRESS_H

#include "stage.h"

struct mailbox {
	struct bytes name;    /* display name as written, quotes and blanks trimmed; may be empty */
	struct bytes address; /* local@domain, without <> */
};

/* The next mailbox at or after *at_io. Returns: true with *mailbox_out set. RFC 5322 mailbox-list, read as mail clients
 * read it: quoted strings and comments may hold anything, groups are flattened. */
bool address_next(struct mailbox *mailbox_out, size_t *at_io, struct bytes field);
/* The part behind the last @; empty when there is none. */
struct bytes address_domain(struct bytes address);

#endif
