/* judge.h: one mail after the other through scan and policy, as the daemon does it.
 * It must not know where mails come from or how an answer looks.
 */
#ifndef CLI_JUDGE_H
#define CLI_JUDGE_H

#include "dnslist.h"
#include "extortscan.h"
#include "options.h"
#include "return_path.h"
#include "setup.h"

struct judge {
	struct setup setup;
	struct xs_rules *rules;
	struct xs_policy *policy;
	struct dnslist *dnslist; /* NULL: not asked for */
	struct xs_scan *scan;
	struct xs_envelope envelope; /* what the command line says */
	bool read_return_path;
	struct return_path return_path;
	bool enough; /* the scan wants no more of this mail */
	uint64_t begun;
	uint64_t busy; /* microseconds in the scan so far */
};

/* What became of one mail. Valid until the next judge_begin(). */
struct judgement {
	const struct xs_report *report;
	struct xs_verdict verdict;
	struct xs_envelope envelope;
	uint64_t usec;
};

/* Load what the options name, or the installed files. Returns: 0, or -1, told on stderr. The caller closes in both
 * cases. */
int judge_open(struct judge *judge, const struct options *options);
/* All return 0, or -1 (no memory), told on stderr; more returns 1 when the rest of the mail need not come. */
int judge_begin(struct judge *judge);
int judge_more(struct judge *judge, const char *chunk, size_t len);
int judge_finish(struct judge *judge, struct judgement *judgement_out);
void judge_close(struct judge *judge);

#endif
