/* dnslist.h: asks the DNS lists that the packs name about the addresses of a message, all at once and within one budget
 * of time. No answer in time is no answer: never a reason to think anything of a message.
 * It must not know mail, MTAs or a resolver's types: it gets addresses and sets `listed'. The library stays without
 * sockets: daemon and command line ask between xs_scan_wallets() and xs_scan_finish().
 *
 * Threads: any number may ask at once; each has its own sockets, the cache has its lock.
 * Source:  RFC 5782 (DNS lists); c-ares(3).
 */
#ifndef DNSLIST_DNSLIST_H
#define DNSLIST_DNSLIST_H

#include "extortscan.h"

/* Questions asked for one message: 32 addresses and 16 lists would make somebody's mail 512 packets of ours. */
#define DNSLIST_QUESTIONS 64

struct dnslist;

/* What became of one message's questions. */
struct dnslist_outcome {
	unsigned questions; /* in all */
	unsigned cached;    /* answered without asking */
	unsigned listed;    /* answered yes */
	unsigned silent;    /* not answered in time, or not at all: said nothing */
	unsigned usec;      /* waited */
	char trouble[240];  /* a line for the log, once a minute at most; "" nothing to say */
};

/* What it is built with, as "c-ares 1.18.1"; NULL: without a resolver, nothing is ever asked. */
const char *dnslist_resolver(void);
/* dns NULL: *dnslist_out is NULL, and nothing is asked. dns must outlive it.
 * Without a resolver the listener is told that dns is ignored. Returns: 0, or -1 with err set. */
int dnslist_new(struct dnslist **dnslist_out, const struct xs_dns *dns, const struct xs_listener *listener,
		struct xs_error *err);
/* Ask about each address of the main network that its checksum proves and that is neither trusted nor listed already,
 * and set `listed' of those that a list has. dnslist NULL: does nothing. Returns when all is answered or the budget is
 * spent. outcome_out is always set. */
void dnslist_ask(struct dnslist *dnslist, struct dnslist_outcome *outcome_out, struct xs_wallet *wallets, size_t count);
void dnslist_free(struct dnslist **dnslist);

#endif
