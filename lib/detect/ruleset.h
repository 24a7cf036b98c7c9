/* ruleset.h: what struct xs_rules holds, for the files of lib/detect that load it and search with it.
 * It must not be included by anybody else.
 */
#ifndef DETECT_RULESET_H
#define DETECT_RULESET_H

#include "base/arena.h"
#include "base/limits.h"
#include "detect/graph.h"
#include "detect/matcher.h"
#include "detect/money.h"
#include "detect/pattern.h"
#include "detect/rules.h"
#include "detect/scoring.h"
#include "detect/subject.h"

#define RULES_VERSION_HEX 16
#define TARGET_PATTERN 0x80000000u /* a target of the graph: this + number of a pattern, whose anchor was found */

/* A sentence that a pack's rules must find (hit) or leave alone (miss). */
struct example {
	bool hit;
	const char *pack;
	unsigned lang_index; /* of the pack */
	const char *text;
	size_t len;
	const char *file;
	int line, column;
};

struct xs_rules {
	struct arena arena; /* strings */
	struct rule *rules;
	size_t rule_count;
	const char *langs[LIMIT_LANGUAGES]; /* [0] is "" */
	unsigned lang_count;
	struct graph graph; /* its targets: rules, and TARGET_PATTERN + patterns */
	struct matcher *matcher;
	struct pattern *patterns;
	size_t pattern_count;
	struct subjects subjects;
	struct money_words money;
	struct example *examples;
	size_t example_count;
	struct scoring *scoring;
	struct wallet_lists *wallet_lists; /* NULL: no pack names any */
	struct xs_dns dns;
	struct xs_dns_list dns_lists[LIMIT_DNS_LISTS];
	char version[RULES_VERSION_HEX + 1];
};

/* A single pack from memory, for tests. As xs_rules_load(). */
int rules_load_text(struct xs_rules **rules_out, const char *name, const char *text, size_t len,
		    const struct xs_listener *listener, struct xs_error *err);

#endif
