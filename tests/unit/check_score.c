/* check_score.c: tests of detect/letter and detect/score with made-up hits: windows, gates, other voices, arithmetic.
 */
#include "detect/score.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define RULES 40
#define HITS 64

/* One message of one text, built hit by hit. */
struct bench {
	struct rule rules[RULES];
	size_t rule_count;
	struct hit hits[HITS];
	struct hits list;
	struct text_part part;
	struct view view;
	struct scoring *scoring;
	struct tally tally;
	struct context context;
	struct xs_wallet wallet;
	struct subject_hit subject;
	struct evidence evidence;
	struct signals signals;
	struct xs_report report;
};

static char long_text[200000];

static void bench_begin(struct bench *bench)
{
	memset(bench, 0, sizeof *bench);
	memset(long_text, 'x', sizeof long_text);
	bench->part.kind = XS_TEXT_VISIBLE;
	bench->part.utf8 = (struct bytes){long_text, sizeof long_text};
	bench->view.text = &bench->part;
	bench->view.folded = bench->part.utf8;
	bench->list.at = bench->hits;
	bench->list.size = HITS;
	ck_assert_int_eq(scoring_new(&bench->scoring), 0);
	ck_assert_int_eq(tally_init(&bench->tally, RULES), 0);
	bench->evidence = (struct evidence){
		.scoring = bench->scoring,
		.views = &bench->view,
		.view_count = 1,
		.hits = &bench->list,
		.wallets = &bench->wallet,
		.subjects = &bench->subject,
		.context = &bench->context,
	};
}

static void bench_end(struct bench *bench)
{
	scoring_free(&bench->scoring);
	tally_free(&bench->tally);
}

/* A new rule hits at a place. */
static void add_hit(struct bench *bench, enum xs_slot slot, int weight, size_t at)
{
	struct rule *rule = &bench->rules[bench->rule_count];

	*rule = (struct rule){
		.index = (unsigned)bench->rule_count, .id = "t/x", .lang = "en", .slot = slot, .weight = weight};
	bench->rule_count++;
	bench->hits[bench->list.count++] =
		(struct hit){.rule = rule, .folded_from = at, .folded_to = at + 10, .offset = at, .length = 10};
}

static int sum(struct bench *bench)
{
	int points = 0;

	score_sum(&bench->report, &bench->signals, &bench->tally, &bench->evidence);
	for (size_t i = 0; i < bench->signals.count; i++)
		points += bench->signals.at[i].points;
	ck_assert_int_eq(points, bench->report.score);
	return bench->report.score;
}

START_TEST(nothing_scores_nothing)
{
	struct bench bench;

	bench_begin(&bench);
	bench.context.self_spoof = true;
	bench.wallet = (struct xs_wallet){.coin = "btc", .network = "main", .checksum = XS_CHECKSUM_OK, .listed = true};
	bench.evidence.wallet_count = 1;
	bench.subject = (struct subject_hit){.id = "s", .weight = 30};
	bench.evidence.subject_count = 1;
	ck_assert_int_eq(sum(&bench), 0);
	ck_assert_uint_eq(bench.report.slots, 0);
	bench_end(&bench);
}
END_TEST

START_TEST(weak_rules_fill_a_slot_together)
{
	struct bench bench;

	bench_begin(&bench);
	add_hit(&bench, XS_SLOT_PAY, 10, 100);
	sum(&bench);
	ck_assert_uint_eq(bench.report.slots, 0);
	add_hit(&bench, XS_SLOT_PAY, 10, 200);
	ck_assert_int_eq(sum(&bench), bench.scoring->slot[XS_SLOT_PAY]);
	ck_assert_uint_eq(bench.report.slots, 1u << XS_SLOT_PAY);
	bench_end(&bench);
}
END_TEST

START_TEST(the_same_word_in_many_languages_is_one_word)
{
	struct bench bench;

	bench_begin(&bench);
	add_hit(&bench, XS_SLOT_PAY, 10, 100);
	add_hit(&bench, XS_SLOT_PAY, 10, 100);
	bench.rules[0].lang_index = 1;
	bench.rules[1].lang_index = 2;
	sum(&bench);
	ck_assert_uint_eq(bench.report.slots, 0);
	bench.rules[1].lang_index = 0; /* a pack without a language adds to all */
	sum(&bench);
	ck_assert_uint_eq(bench.report.slots, 1u << XS_SLOT_PAY);
	bench_end(&bench);
}
END_TEST

START_TEST(one_rule_counts_once)
{
	struct bench bench;

	bench_begin(&bench);
	add_hit(&bench, XS_SLOT_PAY, 10, 100);
	bench.hits[1] = bench.hits[0];
	bench.hits[1].folded_from = bench.hits[1].offset = 300;
	bench.list.count = 2;
	sum(&bench);
	ck_assert_uint_eq(bench.report.slots, 0);
	bench_end(&bench);
}
END_TEST

START_TEST(far_words_make_no_letter)
{
	struct bench bench;

	bench_begin(&bench);
	add_hit(&bench, XS_SLOT_ACCESS, 20, 100);
	add_hit(&bench, XS_SLOT_PAY, 20, 50000);
	add_hit(&bench, XS_SLOT_SPREAD, 20, 100000);
	ck_assert_int_eq(sum(&bench), bench.scoring->slot[XS_SLOT_PAY]);
	ck_assert_uint_eq(xs_slot_count(bench.report.slots), 1);
	bench_end(&bench);
}
END_TEST

START_TEST(a_few_hidden_words_fill_no_slot)
{
	struct bench bench;

	bench_begin(&bench);
	bench.part.kind = XS_TEXT_HIDDEN;
	add_hit(&bench, XS_SLOT_ACCESS, 20, 100);
	add_hit(&bench, XS_SLOT_PAY, 20, 200);
	ck_assert_int_eq(sum(&bench), 0);
	ck_assert_uint_eq(bench.signals.count, 2);
	bench_end(&bench);
}
END_TEST

/* A letter of four slots that names a coin. */
static void add_letter(struct bench *bench, size_t at)
{
	add_hit(bench, XS_SLOT_PAY, 0, at);
	bench->rules[bench->rule_count - 1].coin = true;
	add_hit(bench, XS_SLOT_ACCESS, 20, at);
	add_hit(bench, XS_SLOT_SURVEIL, 20, at + 100);
	add_hit(bench, XS_SLOT_SPREAD, 20, at + 200);
	add_hit(bench, XS_SLOT_PAY, 20, at + 300);
}

/* What a page hides is our guess: a whole letter there counts, for less. */
START_TEST(a_hidden_letter_counts_less)
{
	struct bench bench;
	int seen;

	bench_begin(&bench);
	add_letter(&bench, 100);
	seen = sum(&bench);
	bench.part.kind = XS_TEXT_HIDDEN;
	ck_assert_int_eq(sum(&bench), seen + bench.scoring->point[POINT_HIDDEN]);
	ck_assert_uint_eq(xs_slot_count(bench.report.slots), 4);
	bench_end(&bench);
}
END_TEST

/* Words that only a machine reads cannot talk away what the page shows. */
START_TEST(hidden_words_leave_a_seen_letter_alone)
{
	struct text_part hidden = {.kind = XS_TEXT_HIDDEN};
	struct bench bench;
	struct view views[2];
	int seen;

	bench_begin(&bench);
	add_letter(&bench, 100);
	seen = sum(&bench);
	views[0] = bench.view;
	views[1] = bench.view;
	hidden.utf8 = bench.part.utf8;
	views[1].text = &hidden;
	views[1].index = 1;
	bench.evidence.views = views;
	bench.evidence.view_count = 2;
	add_hit(&bench, XS_SLOT_REPORTING, 40, 50);
	bench.hits[bench.list.count - 1].text = 1;
	add_hit(&bench, XS_SLOT_TEACHING, 40, 60);
	bench.hits[bench.list.count - 1].text = 1;
	ck_assert_int_eq(sum(&bench), seen);
	bench_end(&bench);
}
END_TEST

/* One set of weights, in two places: the shipped file, and what counts without it. */
START_TEST(built_in_weights_are_those_of_the_file)
{
	struct scoring *built_in, *read;
	struct yaml_file file;
	struct xs_error err;

	ck_assert_int_eq(scoring_new(&built_in), 0);
	ck_assert_int_eq(scoring_new(&read), 0);
	for (int i = 0; i < POINT_COUNT; i++)
		read->point[i] = i == POINT_NO_THREAT || i == POINT_VOICE ? 0 : 9999;
	for (int i = 1; i < XS_SLOT_FIRST_INNOCENT; i++)
		read->slot[i] = 9999;
	read->teaching_most = read->business_most = read->voice_most = read->voices_most = read->report_most = 9999;
	ck_assert_msg(yaml_file_load(&file, SRCDIR "/conf/rules/scoring.yaml", &err) == 0, "%s", err.text);
	ck_assert_msg(scoring_read(read, &file, yaml_get(file.root, "scoring"), &err) == 0, "%s", err.text);
	for (int i = 0; i < POINT_COUNT; i++)
		ck_assert_msg(read->point[i] == built_in->point[i], "%s: built in %d, in the file %d",
			      scoring_point_name((enum scoring_point)i), built_in->point[i], read->point[i]);
	for (int i = 1; i < XS_SLOT_FIRST_INNOCENT; i++)
		ck_assert_msg(read->slot[i] == built_in->slot[i], "%s: built in %d, in the file %d",
			      xs_slot_name((enum xs_slot)i), built_in->slot[i], read->slot[i]);
	ck_assert_int_eq(read->teaching_most, built_in->teaching_most);
	ck_assert_int_eq(read->business_most, built_in->business_most);
	ck_assert_int_eq(read->voice_most, built_in->voice_most);
	ck_assert_int_eq(read->voices_most, built_in->voices_most);
	ck_assert_int_eq(read->report_most, built_in->report_most);
	ck_assert_uint_eq(read->window, built_in->window);
	ck_assert_uint_eq(read->least_slots, built_in->least_slots);
	yaml_file_free(&file);
	scoring_free(&built_in);
	scoring_free(&read);
}
END_TEST

START_TEST(threats_without_a_coin_are_somebody_elses_business)
{
	struct bench bench;
	int with_coin;

	bench_begin(&bench);
	add_letter(&bench, 1000);
	bench.rules[2].slot = XS_SLOT_KILL; /* not spying, which is nobody's trade */
	with_coin = sum(&bench);
	bench.rules[0].coin = false;
	ck_assert_int_eq(sum(&bench), with_coin + bench.scoring->point[POINT_NO_COIN]);
	bench.wallet = (struct xs_wallet){.coin = "btc", .network = "test", .offset = 100000};
	bench.evidence.wallet_count = 1;
	ck_assert_int_eq(sum(&bench), with_coin);
	bench.evidence.wallet_count = 0;
	add_hit(&bench, XS_SLOT_BOMB, 20, 1100);
	add_hit(&bench, XS_SLOT_DDOS, 20, 1100);
	add_hit(&bench, XS_SLOT_DBLEAK, 20, 1100);
	add_hit(&bench, XS_SLOT_DETECTIVE, 20, 1100);
	ck_assert_int_eq(sum(&bench), bench.scoring->voice_most);
	bench_end(&bench);
}
END_TEST

static bool tells(const struct bench *bench, enum scoring_point point)
{
	for (size_t i = 0; i < bench->signals.count; i++)
		if (strcmp(bench->signals.at[i].id, scoring_point_name(point)) == 0)
			return true;
	return false;
}

/* Half a threat and a sum for a valid address; not for an invoice, nor where the words stand far apart. */
START_TEST(a_bare_demand_with_half_a_threat_counts)
{
	struct amount_hit amount = {.currency = "BTC", .crypto = true};
	struct bench bench;

	bench_begin(&bench);
	add_hit(&bench, XS_SLOT_PAY, 20, 1000);
	add_hit(&bench, XS_SLOT_KILL, 10, 1100);
	bench.wallet = (struct xs_wallet){.coin = "btc", .network = "main", .checksum = XS_CHECKSUM_OK, .offset = 1200};
	bench.evidence.wallet_count = 1;
	bench.evidence.amounts = &amount;
	bench.evidence.amount_count = 1;
	sum(&bench);
	ck_assert(tells(&bench, POINT_DEMAND) && !tells(&bench, POINT_NO_CLAIM));
	bench.hits[1].folded_from = 5000;
	bench.hits[1].folded_to = 5010;
	sum(&bench);
	ck_assert(!tells(&bench, POINT_DEMAND));
	bench.hits[1].folded_from = 1100;
	bench.hits[1].folded_to = 1110;
	add_hit(&bench, XS_SLOT_BUSINESS, 20, 1300);
	sum(&bench);
	ck_assert(!tells(&bench, POINT_DEMAND) && tells(&bench, POINT_NO_CLAIM));
	bench_end(&bench);
}
END_TEST

/* The threat in words that no rule knows: what is left is an order to pay. */
START_TEST(an_order_to_pay_without_business_is_a_demand)
{
	struct amount_hit amount = {.currency = "EUR"};
	struct bench bench;

	bench_begin(&bench);
	bench.wallet = (struct xs_wallet){.coin = "btc", .network = "main", .checksum = XS_CHECKSUM_OK, .offset = 1000};
	bench.evidence.wallet_count = 1;
	bench.evidence.amounts = &amount;
	bench.evidence.amount_count = 1;
	add_hit(&bench, XS_SLOT_PAY, 20, 1000);
	add_hit(&bench, XS_SLOT_DEADLINE, 20, 1100);
	sum(&bench);
	ck_assert(tells(&bench, POINT_DEMAND));
	add_hit(&bench, XS_SLOT_BUSINESS, 10, 1200);
	sum(&bench);
	ck_assert(!tells(&bench, POINT_DEMAND));
	bench_end(&bench);
}
END_TEST

START_TEST(what_stands_beside_a_letter_adds)
{
	struct bench bench;
	int bare;

	bench_begin(&bench);
	add_letter(&bench, 1000);
	bench.context.reply = true; /* else the address makes it a demand, which another test looks at */
	bare = sum(&bench);
	bench.wallet = (struct xs_wallet){.coin = "btc", .network = "main", .checksum = XS_CHECKSUM_OK, .offset = 1200};
	bench.evidence.wallet_count = 1;
	ck_assert_int_eq(sum(&bench), bare + bench.scoring->point[POINT_WALLET]);
	bench.wallet.trusted = true;
	ck_assert_int_eq(sum(&bench), bare);
	bench.wallet.trusted = false;
	bench.wallet.network = "test";
	ck_assert_int_eq(sum(&bench), bare);
	bench.wallet.network = "main";
	bench.wallet.offset = 100000;
	ck_assert_int_eq(sum(&bench), bare);
	bench.context.self_spoof = true;
	ck_assert_int_eq(sum(&bench), bare + bench.scoring->point[POINT_SELF_SPOOF]);
	bench_end(&bench);
}
END_TEST

static int at_most(int points, int most)
{
	return points > most ? most : points;
}

START_TEST(other_voices_take_away_and_bound)
{
	struct bench bench;
	int bare;

	bench_begin(&bench);
	add_letter(&bench, 1000);
	bare = sum(&bench);
	long_text[0] = '>';
	long_text[5000] = '\n';
	ck_assert_int_eq(sum(&bench), at_most(bare + bench.scoring->point[POINT_QUOTED], bench.scoring->voice_most));
	bench.part.flags = TEXT_ENCLOSED;
	ck_assert_int_eq(sum(&bench), at_most(bare + bench.scoring->point[POINT_ENCLOSED], bench.scoring->voice_most));
	bench.context.bounce = true;
	ck_assert_int_eq(sum(&bench), at_most(bare + bench.scoring->point[POINT_BOUNCE], bench.scoring->voice_most));
	long_text[0] = ' ';
	bench.evidence.oddities = &(struct oddity){.id = "returned-to-reader"};
	bench.evidence.oddity_count = 1;
	ck_assert_int_eq(sum(&bench), at_most(bare + bench.scoring->point[POINT_BOUNCE], bench.scoring->voice_most));
	bench.context.report = true;
	ck_assert_int_eq(sum(&bench), bare);
	bench_end(&bench);
}
END_TEST

/* However much a letter says, whoever quotes it did not write it; and to a desk even less. */
START_TEST(a_quoted_letter_is_bounded)
{
	struct bench bench;

	bench_begin(&bench);
	for (int i = 0; i < 7; i++)
		add_letter(&bench, 1000 + (size_t)i * 10);
	add_hit(&bench, XS_SLOT_SHAME, 40, 1100);
	add_hit(&bench, XS_SLOT_BOMB, 40, 1110);
	add_hit(&bench, XS_SLOT_KILL, 40, 1120);
	long_text[0] = '>';
	long_text[5000] = '\n';
	ck_assert_int_eq(sum(&bench), bench.scoring->voice_most);
	bench.context.desk = true;
	ck_assert_int_eq(sum(&bench), bench.scoring->voices_most);
	bench_end(&bench);
}
END_TEST

/* So does whoever puts it in quotation marks, behind words of his own. */
START_TEST(a_cited_letter_is_bounded)
{
	struct bench bench;

	bench_begin(&bench);
	for (int i = 0; i < 7; i++)
		add_letter(&bench, 1000 + (size_t)i * 10);
	ck_assert_int_gt(sum(&bench), bench.scoring->voice_most);
	memcpy(long_text + 500, " \"x", 3);
	memcpy(long_text + 5000, "x\" ", 3);
	ck_assert_int_eq(sum(&bench), bench.scoring->voice_most);
	bench_end(&bench);
}
END_TEST

/* News of a trial: nowhere to pay to, and newsletter headers. With an address it is a letter, whatever its headers. */
START_TEST(a_story_is_bounded)
{
	struct bench bench;

	bench_begin(&bench);
	for (int i = 0; i < 7; i++)
		add_letter(&bench, 1000 + (size_t)i * 10);
	ck_assert_int_gt(sum(&bench), bench.scoring->voice_most);
	bench.context.bulk = true;
	ck_assert_int_eq(sum(&bench), bench.scoring->voice_most);
	add_hit(&bench, XS_SLOT_BUSINESS, 20, 1300);
	ck_assert_int_eq(sum(&bench), bench.scoring->voices_most);
	bench.wallet = (struct xs_wallet){.coin = "btc", .network = "main", .checksum = XS_CHECKSUM_OK, .offset = 1200};
	bench.evidence.wallet_count = 1;
	ck_assert_int_gt(sum(&bench), bench.scoring->voice_most);
	bench_end(&bench);
}
END_TEST

START_TEST(a_report_counts_before_the_letter)
{
	struct bench bench;
	int bare;

	bench_begin(&bench);
	add_letter(&bench, 1000);
	bare = sum(&bench);
	add_hit(&bench, XS_SLOT_REPORTING, 20, 5000);
	ck_assert_int_eq(sum(&bench), bare + bench.scoring->point[POINT_REPORTING]);
	bench.hits[bench.list.count - 1].folded_from = 10;
	ck_assert_int_eq(sum(&bench), bare + bench.scoring->point[POINT_REPORTED]);
	bench.hits[bench.list.count - 1].folded_from = 1050; /* behind the first of four hits: what it is about */
	ck_assert_int_eq(sum(&bench), bare + bench.scoring->point[POINT_REPORTED]);
	bench.hits[bench.list.count - 1].folded_from = 1150;
	ck_assert_int_eq(sum(&bench), bare + bench.scoring->point[POINT_REPORTING]);
	bench_end(&bench);
}
END_TEST

START_TEST(one_word_of_a_report_keeps_a_letter_from_being_refused)
{
	struct bench bench;

	bench_begin(&bench);
	for (int i = 0; i < 3; i++)
		add_letter(&bench, 1000 + (size_t)i * 10);
	add_hit(&bench, XS_SLOT_SHAME, 20, 1100);
	add_hit(&bench, XS_SLOT_KILL, 20, 1100);
	add_hit(&bench, XS_SLOT_BOMB, 20, 1100);
	add_hit(&bench, XS_SLOT_DDOS, 20, 1100);
	ck_assert_int_gt(sum(&bench), bench.scoring->report_most);
	add_hit(&bench, XS_SLOT_REPORTING, 20, 10);
	ck_assert_int_eq(sum(&bench), bench.scoring->report_most);
	bench_end(&bench);
}
END_TEST

/* And one is enough against a spy who names no sum: breach notices warn of letters. */
START_TEST(one_word_of_a_lesson_makes_a_story_where_nobody_spied)
{
	struct amount_hit amount = {.currency = "USD"};
	struct bench bench;

	bench_begin(&bench);
	add_hit(&bench, XS_SLOT_TEACHING, 10, 500);
	add_hit(&bench, XS_SLOT_PAY, 40, 1000);
	add_hit(&bench, XS_SLOT_KILL, 40, 1100);
	add_hit(&bench, XS_SLOT_SPREAD, 40, 1200);
	add_hit(&bench, XS_SLOT_ISOLATE, 40, 1300);
	bench.rules[1].coin = true;
	sum(&bench);
	ck_assert(tells(&bench, POINT_VOICE));
	add_hit(&bench, XS_SLOT_SURVEIL, 40, 1400);
	sum(&bench);
	ck_assert(tells(&bench, POINT_VOICE));
	bench.evidence.amounts = &amount;
	bench.evidence.amount_count = 1;
	sum(&bench);
	ck_assert(!tells(&bench, POINT_VOICE));
	bench_end(&bench);
}
END_TEST

/* A charity films the works, and says so to all. */
START_TEST(much_business_bounds_where_nobody_spied_or_silences)
{
	struct bench bench;

	bench_begin(&bench);
	bench.wallet = (struct xs_wallet){.coin = "btc", .network = "main", .checksum = XS_CHECKSUM_OK, .offset = 1000};
	bench.evidence.wallet_count = 1;
	add_hit(&bench, XS_SLOT_BUSINESS, 20, 400);
	add_hit(&bench, XS_SLOT_BUSINESS, 20, 500);
	add_hit(&bench, XS_SLOT_PAY, 40, 1000);
	add_hit(&bench, XS_SLOT_KILL, 40, 1100);
	add_hit(&bench, XS_SLOT_SPREAD, 40, 1200);
	add_hit(&bench, XS_SLOT_DBLEAK, 40, 1300);
	sum(&bench);
	ck_assert(!tells(&bench, POINT_VOICE));
	add_hit(&bench, XS_SLOT_BUSINESS, 10, 600);
	sum(&bench);
	ck_assert(tells(&bench, POINT_VOICE));
	add_hit(&bench, XS_SLOT_ISOLATE, 40, 1400);
	sum(&bench);
	ck_assert(!tells(&bench, POINT_VOICE));
	bench_end(&bench);
}
END_TEST

/* Letters say one thing of a report by chance, but not two, wherever they stand. */
START_TEST(two_ideas_of_a_report_bound)
{
	struct bench bench;

	bench_begin(&bench);
	for (int i = 0; i < 7; i++)
		add_letter(&bench, 1000 + (size_t)i * 10);
	add_hit(&bench, XS_SLOT_REPORTING, 20, 5000);
	ck_assert_int_gt(sum(&bench), bench.scoring->voice_most);
	add_hit(&bench, XS_SLOT_REPORTING, 10, 5100);
	ck_assert_int_le(sum(&bench), bench.scoring->voice_most);
	bench_end(&bench);
}
END_TEST

START_TEST(teaching_is_capped)
{
	struct bench bench;
	int bare;

	bench_begin(&bench);
	add_letter(&bench, 1000);
	bare = sum(&bench);
	for (int i = 0; i < 30; i++)
		add_hit(&bench, XS_SLOT_TEACHING, 20, 3000);
	ck_assert_int_eq(sum(&bench), at_most(bare + bench.scoring->teaching_most, bench.scoring->voice_most));
	bench_end(&bench);
}
END_TEST

START_TEST(signals_that_found_no_room_still_count)
{
	struct signals *signals = calloc(1, sizeof *signals);

	ck_assert_ptr_nonnull(signals);
	for (int i = 0; i < LIMIT_SIGNALS + 10; i++)
		signals_tell(signals, XS_SIGNAL_CONTEXT, "x", 1);
	ck_assert_uint_eq(signals->count, LIMIT_SIGNALS);
	ck_assert_int_eq(signals->sum, LIMIT_SIGNALS + 10);
	ck_assert_int_eq(signals->at[LIMIT_SIGNALS - 1].kind, XS_SIGNAL_LIMIT);
	free(signals);
}
END_TEST

START_TEST(scoring_yaml_is_read_and_refused)
{
	static const char good[] = "slots: {PAY: 3.5}\npoints: {list: -1}\nwindow: 1000\n"
				   "combos: [{id: x, slots: [PAY, BOMB], points: 2}]\n";
	static const struct {
		const char *text, *want;
	} bad[] = {
		{"slot: {}\n", "t:1:1: unknown key `slot'; did you mean `slots'?"},
		{"slots: {PAYS: 1}\n", "t:1:9: unknown key `PAYS'; did you mean `PAY'?"},
		{"points: {walet: 1}\n", "t:1:10: unknown key `walet'; did you mean `wallet'?"},
		{"points: {wallet: much}\n", "t:1:18: wallet must be a number with at most one decimal, found `much'"},
		{"combos: [{id: x, slots: [PAY]}]\n", "t:1:10: a combination needs id, slots and points"},
		{"window: 1\n", "t:1:9: window must be between 500 and 100000, found `1'"},
	};
	struct scoring *scoring;
	struct yaml_file file;
	struct xs_error err;

	ck_assert_int_eq(scoring_new(&scoring), 0);
	ck_assert_int_eq(yaml_file_parse(&file, "t", good, strlen(good), &err), 0);
	ck_assert_int_eq(scoring_read(scoring, &file, file.root, &err), 0);
	ck_assert_int_eq(scoring->slot[XS_SLOT_PAY], 35);
	ck_assert_int_eq(scoring->point[POINT_LIST], -10);
	ck_assert_uint_eq(scoring->window, 1000);
	ck_assert_uint_eq(scoring->combo_count, 1);
	ck_assert_uint_eq(scoring->combos[0].slots, 1u << XS_SLOT_PAY | 1u << XS_SLOT_BOMB);
	yaml_file_free(&file);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		ck_assert_int_eq(yaml_file_parse(&file, "t", bad[i].text, strlen(bad[i].text), &err), 0);
		ck_assert_int_eq(scoring_read(scoring, &file, file.root, &err), -1);
		ck_assert_str_eq(err.text, bad[i].want);
		yaml_file_free(&file);
	}
	scoring_free(&scoring);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("score");
	TCase *tcase = tcase_create("score");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tcase);
	tcase_add_test(tcase, nothing_scores_nothing);
	tcase_add_test(tcase, weak_rules_fill_a_slot_together);
	tcase_add_test(tcase, the_same_word_in_many_languages_is_one_word);
	tcase_add_test(tcase, one_rule_counts_once);
	tcase_add_test(tcase, far_words_make_no_letter);
	tcase_add_test(tcase, a_few_hidden_words_fill_no_slot);
	tcase_add_test(tcase, a_hidden_letter_counts_less);
	tcase_add_test(tcase, hidden_words_leave_a_seen_letter_alone);
	tcase_add_test(tcase, built_in_weights_are_those_of_the_file);
	tcase_add_test(tcase, threats_without_a_coin_are_somebody_elses_business);
	tcase_add_test(tcase, a_bare_demand_with_half_a_threat_counts);
	tcase_add_test(tcase, an_order_to_pay_without_business_is_a_demand);
	tcase_add_test(tcase, what_stands_beside_a_letter_adds);
	tcase_add_test(tcase, other_voices_take_away_and_bound);
	tcase_add_test(tcase, a_quoted_letter_is_bounded);
	tcase_add_test(tcase, a_cited_letter_is_bounded);
	tcase_add_test(tcase, a_story_is_bounded);
	tcase_add_test(tcase, a_report_counts_before_the_letter);
	tcase_add_test(tcase, one_word_of_a_report_keeps_a_letter_from_being_refused);
	tcase_add_test(tcase, one_word_of_a_lesson_makes_a_story_where_nobody_spied);
	tcase_add_test(tcase, much_business_bounds_where_nobody_spied_or_silences);
	tcase_add_test(tcase, two_ideas_of_a_report_bound);
	tcase_add_test(tcase, teaching_is_capped);
	tcase_add_test(tcase, signals_that_found_no_room_still_count);
	tcase_add_test(tcase, scoring_yaml_is_read_and_refused);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
