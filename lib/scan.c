/* scan.c: the track: bytes in, report out. The only file that names two stages.
 * It must not do any stage's work, nor know what happens to the mail afterwards.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "detect/context.h"
#include "detect/letter.h"
#include "detect/rules.h"
#include "detect/score.h"
#include "fold/fold.h"
#include "message/message.h"
#include "stage.h"
#include "wallet/lists.h"
#include "wallet/wallet.h"

#include <stdlib.h>
#include <string.h>

#define SCAN_SUBJECT_HITS 8
#define SCAN_AMOUNTS 16
#define SCAN_RECIPIENTS 64

struct xs_scan {
	struct xs_options options;
	struct message *message;
	struct fold *fold;
	const struct xs_rules *rules;
	/* Working memory that fits one rule set; remade when begin brings another. */
	struct matcher_scratch *matcher;
	struct tally tally;
	const struct xs_rules *scratch_rules;
	char scratch_version[80];

	bool read; /* the message has ended, and what follows is filled in */
	struct view views[LIMIT_TEXTS];
	size_t view_count;
	struct xs_text texts[LIMIT_TEXTS];
	struct hits hits;
	struct subject_hit subjects[SCAN_SUBJECT_HITS];
	size_t subject_count;
	struct amount_hit amounts[SCAN_AMOUNTS];
	size_t amount_count;
	struct xs_wallet wallets[LIMIT_WALLETS];
	size_t wallet_count;
	struct wallet_limits wallet_limits;
	struct signals signals;
	struct arena arena;
	struct xs_report report;
};

int xs_scan_new(struct xs_scan **scan_out, const struct xs_options *options, struct xs_error *err)
{
	struct xs_scan *scan = calloc(1, sizeof *scan);

	*scan_out = scan;
	if (scan == NULL)
		return error_no_memory(err);
	if (options != NULL)
		scan->options = *options;
	arena_init(&scan->arena, 0);
	scan->hits.size = LIMIT_HITS;
	scan->hits.at = calloc(LIMIT_HITS, sizeof *scan->hits.at);
	if (scan->hits.at == NULL || fold_new(&scan->fold) != 0) {
		xs_scan_free(scan_out);
		return error_no_memory(err);
	}
	if (message_new(&scan->message, &scan->options, err) != 0) {
		xs_scan_free(scan_out);
		return -1;
	}
	return 0;
}

void xs_scan_free(struct xs_scan **scan_io)
{
	struct xs_scan *scan = *scan_io;

	*scan_io = NULL;
	if (scan == NULL)
		return;
	message_free(&scan->message);
	fold_free(&scan->fold);
	rules_scratch_free(&scan->matcher);
	tally_free(&scan->tally);
	free(scan->hits.at);
	arena_free(&scan->arena);
	free(scan);
}

static int make_scratch(struct xs_scan *scan, const struct xs_rules *rules)
{
	rules_scratch_free(&scan->matcher);
	tally_free(&scan->tally);
	if (rules_scratch_new(&scan->matcher, rules) != 0 || tally_init(&scan->tally, rules_count(rules)) != 0) {
		rules_scratch_free(&scan->matcher);
		return -1;
	}
	scan->scratch_rules = rules;
	strncpy(scan->scratch_version, xs_rules_version(rules), sizeof scan->scratch_version - 1);
	return 0;
}

/* Rules that were freed may leave their address to others: the version tells them apart, and the same version at the
 * same address needs the same scratch. */
static bool scratch_fits(const struct xs_scan *scan, const struct xs_rules *rules)
{
	return scan->matcher != NULL && scan->scratch_rules == rules &&
	       strncmp(scan->scratch_version, xs_rules_version(rules), sizeof scan->scratch_version - 1) == 0;
}

int xs_scan_begin(struct xs_scan *scan, const struct xs_rules *rules)
{
	scan->rules = rules;
	scan->read = false;
	if (rules != NULL && !scratch_fits(scan, rules) && make_scratch(scan, rules) != 0)
		return -1;
	message_begin(scan->message);
	fold_reset(scan->fold);
	arena_reset(&scan->arena);
	scan->view_count = 0;
	scan->hits.count = 0;
	scan->hits.full = false;
	scan->amount_count = 0;
	scan->wallet_count = 0;
	memset(&scan->wallet_limits, 0, sizeof scan->wallet_limits);
	scan->subject_count = 0;
	memset(&scan->report, 0, sizeof scan->report);
	return 0;
}

int xs_scan_feed(struct xs_scan *scan, const void *chunk, size_t len)
{
	return message_feed(scan->message, chunk, len);
}

static bool is_prose(enum xs_text_kind kind)
{
	return kind != XS_TEXT_LINK;
}

/* Link targets are read for addresses only; a view of them is empty. */
static int scan_fold(struct xs_scan *scan, const struct text_part *parts, size_t count)
{
	static const uint32_t no_map[1];

	for (size_t i = 0; i < count && i < LIMIT_TEXTS; i++) {
		struct view *view = &scan->views[i];

		memset(view, 0, sizeof *view);
		view->map = no_map;
		view->text = &parts[i];
		if (is_prose(parts[i].kind) && fold_run(scan->fold, view, (unsigned)i, &parts[i]) != 0)
			return -1;
		view->text = &parts[i];
		view->index = (int)i;
		scan->texts[i] = (struct xs_text){
			.kind = parts[i].kind,
			.part = parts[i].part,
			.at = parts[i].utf8.at,
			.len = parts[i].utf8.len,
		};
		scan->view_count = i + 1;
	}
	return 0;
}

void xs_wallet_mark(struct xs_wallet *wallet, const struct xs_rules *rules)
{
	if (rules != NULL)
		wallet_lists_mark(rules_wallet_lists(rules), wallet);
}

static bool is_known_wallet(const struct xs_scan *scan, const struct xs_wallet *wallet)
{
	for (size_t i = 0; i < scan->wallet_count; i++)
		if (strcmp(scan->wallets[i].address, wallet->address) == 0)
			return true;
	return false;
}

static void scan_wallets(struct xs_scan *scan, const struct view *view)
{
	const struct text_part *text = view->text;
	struct xs_wallet found[LIMIT_WALLETS];
	struct wallet_limits hit;
	size_t count = wallet_find(found, LIMIT_WALLETS, &hit, text->utf8.at, text->utf8.len, text->kind,
				   WALLET_PIECES | ((text->flags & TEXT_ENTITY) != 0 ? WALLET_ENTITY : 0u));

	scan->wallet_limits.wallets |= hit.wallets;
	scan->wallet_limits.checks |= hit.checks;
	scan->wallet_limits.joins |= hit.joins;
	for (size_t i = 0; i < count && i < LIMIT_WALLETS; i++) {
		if (is_known_wallet(scan, &found[i]))
			continue;
		if (scan->wallet_count == LIMIT_WALLETS) {
			scan->wallet_limits.wallets = true;
			return;
		}
		found[i].text = view->index;
		xs_wallet_mark(&found[i], scan->rules);
		scan->wallets[scan->wallet_count++] = found[i];
	}
}

/* A cap of the address finder is told as those of the reader are. */
static void tell_wallet_limits(struct xs_scan *scan)
{
	const struct wallet_limits *hit = &scan->wallet_limits;

	if (hit->wallets)
		signals_tell(&scan->signals, XS_SIGNAL_LIMIT, "wallets", 0);
	if (hit->checks)
		signals_tell(&scan->signals, XS_SIGNAL_LIMIT, "wallet-checks", 0);
	if (hit->joins)
		signals_tell(&scan->signals, XS_SIGNAL_LIMIT, "wallet-joins", 0);
	scan->report.limited |= hit->wallets || hit->checks || hit->joins;
}

static int scan_view(struct xs_scan *scan, const struct view *view)
{
	if (phrase_find(&scan->hits, scan->matcher, scan->rules, view) != 0)
		return -1;
	scan->amount_count +=
		amount_find(scan->amounts + scan->amount_count, SCAN_AMOUNTS - scan->amount_count, scan->rules, view);
	if (scan->amount_count > SCAN_AMOUNTS)
		scan->amount_count = SCAN_AMOUNTS;
	return 0;
}

/* Without rules there are addresses only. */
static int scan_detect(struct xs_scan *scan)
{
	for (size_t i = 0; i < scan->view_count; i++) {
		if (scan->rules != NULL && scan_view(scan, &scan->views[i]) != 0)
			return -1;
		scan_wallets(scan, &scan->views[i]);
	}
	return 0;
}

/* The message has ended: read all of it but what asks for the envelope. */
static int scan_read(struct xs_scan *scan)
{
	const struct text_part *parts;
	size_t part_count;

	if (scan->read)
		return 0;
	if (message_finish(scan->message) != 0)
		return -1;
	parts = message_texts(scan->message, &part_count);
	if (scan_fold(scan, parts, part_count) != 0 || scan_detect(scan) != 0)
		return -1;
	scan->read = true;
	return 0;
}

int xs_scan_wallets(struct xs_scan *scan, struct xs_wallet **wallets_out, size_t *count_out)
{
	*wallets_out = scan->wallets;
	*count_out = 0;
	if (scan_read(scan) != 0)
		return -1;
	*count_out = scan->wallet_count;
	return 0;
}

static void scan_subject(struct xs_scan *scan, const struct header_field *fields, size_t field_count,
			 const struct xs_envelope *envelope)
{
	const char *recipients[SCAN_RECIPIENTS];
	size_t count = context_recipients(recipients, SCAN_RECIPIENTS, &scan->arena, fields, field_count, envelope);

	scan->subject_count =
		subject_find(scan->subjects, SCAN_SUBJECT_HITS, scan->rules, &scan->views[0], recipients, count);
}

static void scan_score(struct xs_scan *scan, const struct context *context)
{
	struct evidence evidence = {
		.scoring = rules_scoring(scan->rules),
		.views = scan->views,
		.view_count = scan->view_count,
		.hits = &scan->hits,
		.subjects = scan->subjects,
		.subject_count = scan->subject_count,
		.amounts = scan->amounts,
		.amount_count = scan->amount_count,
		.wallets = scan->wallets,
		.wallet_count = scan->wallet_count,
		.context = context,
	};

	evidence.oddities = message_oddities(scan->message, &evidence.oddity_count);
	score_sum(&scan->report, &scan->signals, &scan->tally, &evidence);
}

/* What the message is, as far as rules say it. */
static void scan_judge(struct xs_scan *scan, const struct xs_envelope *envelope)
{
	size_t field_count;
	const struct header_field *fields = message_fields(scan->message, &field_count);
	struct context context;

	context_read(&context, fields, field_count, envelope, &scan->options);
	if (scan->view_count > 0)
		scan_subject(scan, fields, field_count, envelope);
	scan_score(scan, &context);
}

const struct xs_report *xs_scan_finish(struct xs_scan *scan, const struct xs_envelope *envelope)
{
	struct xs_report *report = &scan->report;

	if (scan_read(scan) != 0)
		return NULL;
	report->lang = "";
	if (scan->rules != NULL)
		scan_judge(scan, envelope);
	else
		signals_reset(&scan->signals);
	tell_wallet_limits(scan);
	report->signals = scan->signals.at;
	report->signal_count = scan->signals.count;
	report->wallets = scan->wallets;
	report->wallet_count = scan->wallet_count;
	report->texts = scan->texts;
	report->text_count = scan->view_count;
	report->bytes = message_bytes(scan->message);
	report->parts = message_parts(scan->message);
	return report;
}
