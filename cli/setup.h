/* setup.h: settings, policy and rules as the daemon reads them, with what the command line says instead.
 * It must not know what they are used for.
 */
#ifndef CLI_SETUP_H
#define CLI_SETUP_H

#include "dnslist.h"
#include "options.h"
#include "settings.h"

struct setup {
	struct settings settings;
	const char *path; /* of the settings; NULL: the defaults alone */
	const char *policy;
	const char **dirs; /* folders of rule packs */
	size_t dir_count;
};

/* Read the settings that --settings names; without it those of the usual place when `usual' is set and they are there;
 * else the defaults. --policy and --rules win over what they say.
 * Returns: 0, or -1, told on stderr.   Owns: the caller calls setup_free(), also after -1. */
int setup_read(struct setup *setup_out, const struct options *options, bool usual);
/* Both return 0, or -1, told on stderr. The listener may be NULL: then warnings are not told. */
int setup_policy(struct xs_policy **policy_out, const struct setup *setup, const struct xs_listener *listener);
int setup_rules(struct xs_rules **rules_out, const struct setup *setup, const struct xs_listener *listener);
/* The DNS lists of the rules; NULL when they name none, which is told, or when nobody can be asked.
 * Returns: 0, or -1, told on stderr. */
int setup_dnslist(struct dnslist **dnslist_out, const struct xs_rules *rules);
/* Ask them about the addresses of a mail that has been read. Trouble of a list is told on stderr. dnslist may be NULL.
 * Returns: 0, or -1 without memory. */
int setup_ask(struct dnslist *dnslist, struct xs_scan *scan);
void setup_ask_wallet(struct dnslist *dnslist, struct xs_wallet *wallet);
void setup_free(struct setup *setup);

#endif
