/* score.c: turns the evidence of one message into signals whose points add up to its score.
 * It must not find anything, nor know what the policy does with a score.
 * The idea: a letter fills slots. What stands beside a letter adds to it; what legitimate mail in the same words looks
 * like takes from it; without a letter nothing adds anything.
 */
#include "detect/score.h"

#include "detect/sum.h"

#include <string.h>

void sum_point(struct sum *sum, enum xs_signal_kind kind, enum scoring_point point, int points)
{
	signals_tell(sum->signals, kind, scoring_point_name(point), points);
}

void sum_context(struct sum *sum, enum scoring_point point)
{
	sum_point(sum, XS_SIGNAL_CONTEXT, point, sum->scoring->point[point]);
}

bool sum_is_in_letter(const struct sum *sum, size_t hit)
{
	return hit >= sum->letter.first && hit <= sum->letter.last &&
	       letter_counts(&sum->evidence->hits->at[hit], &sum->places, sum->letter.lang);
}

static bool has_letter(const struct sum *sum)
{
	return sum->letter.first <= sum->letter.last;
}

bool sum_has_letter(const struct sum *sum)
{
	unsigned halves = xs_slot_count(sum->letter.halves);

	/* beside an address to pay to, half a threat is enough to ask further */
	return 2 * xs_slot_count(sum->letter.slots) + halves + (halves > 0) >= 2 * sum->scoring->least_slots;
}

/* The slot's points go to its weightiest rule, so that an excerpt shows the best reason. */
static size_t best_hit_of_slot(const struct sum *sum, int slot)
{
	const struct hits *hits = sum->evidence->hits;
	size_t best = SIZE_MAX;

	for (size_t i = sum->letter.first; i <= sum->letter.last; i++)
		if (sum_is_in_letter(sum, i) && (int)hits->at[i].rule->slot == slot &&
		    (best == SIZE_MAX || hits->at[i].rule->weight > hits->at[best].rule->weight))
			best = i;
	return best;
}

static int hit_points(const struct sum *sum, size_t hit, const size_t best[XS_SLOT_COUNT])
{
	enum xs_slot slot = sum->evidence->hits->at[hit].rule->slot;

	if (!has_letter(sum) || best[slot] != hit)
		return 0;
	return letter_slot_points(sum->letter.weight[slot], slot, sum->scoring, sum->letter.halves != 0);
}

static void add_hit(struct sum *sum, size_t index, int points)
{
	const struct hit *hit = &sum->evidence->hits->at[index];
	struct xs_signal signal = {
		.kind = XS_SIGNAL_PHRASE,
		.slot = hit->rule->slot,
		.id = hit->rule->id,
		.points = points,
		.text = hit->text,
		.offset = hit->offset,
		.length = hit->length,
	};

	signals_add(sum->signals, &signal);
}

/* Those with points come first, those without last of all: a salad of words must crowd nothing else out of the list. */
static void add_phrases(struct sum *sum, bool with_points)
{
	size_t best[XS_SLOT_COUNT];

	for (int slot = 0; slot < XS_SLOT_COUNT; slot++)
		best[slot] = has_letter(sum) ? best_hit_of_slot(sum, slot) : SIZE_MAX;
	for (size_t i = 0; i < sum->evidence->hits->count; i++)
		if ((hit_points(sum, i, best) != 0) == with_points)
			add_hit(sum, i, hit_points(sum, i, best));
}

#define SLOT_BIT(slot) (1u << (slot))
/* What is claimed to have been done or to be going to happen. PAY, DEADLINE and ASSURE only serve a threat: invoices,
 * sales and terms of service say them every day. */
#define CLAIM_SLOTS                                                                                                    \
	(SLOT_BIT(XS_SLOT_ACCESS) | SLOT_BIT(XS_SLOT_SHAME) | SLOT_BIT(XS_SLOT_BOMB) | SLOT_BIT(XS_SLOT_KILL) |        \
	 SLOT_BIT(XS_SLOT_DDOS) | SLOT_BIT(XS_SLOT_DBLEAK) | SLOT_BIT(XS_SLOT_POLICECASE) |                            \
	 SLOT_BIT(XS_SLOT_VIRUSINFECT) | SLOT_BIT(XS_SLOT_DETECTIVE))
#define SPYING_SLOTS (SLOT_BIT(XS_SLOT_ACCESS) | SLOT_BIT(XS_SLOT_SURVEIL) | SLOT_BIT(XS_SLOT_SHAME))
#define SERVING_SLOTS (SLOT_BIT(XS_SLOT_PAY) | SLOT_BIT(XS_SLOT_DEADLINE) | SLOT_BIT(XS_SLOT_ASSURE))

static int points_of_slots(const struct sum *sum, uint32_t slots)
{
	int points = 0;

	for (int slot = 1; slot < XS_SLOT_FIRST_INNOCENT; slot++) {
		if ((sum->letter.slots & slots & SLOT_BIT(slot)) != 0)
			points += sum->scoring->slot[slot];
		if ((sum->letter.halves & slots & SLOT_BIT(slot)) != 0)
			points += sum->scoring->slot[slot] / 2;
	}
	return points;
}

/* Serving slots count at most as much as what they serve. */
static void add_missing_threat(struct sum *sum)
{
	int serving = points_of_slots(sum, SERVING_SLOTS), threat = points_of_slots(sum, ~SERVING_SLOTS);

	if (serving > threat)
		sum_point(sum, XS_SIGNAL_CONTEXT, POINT_NO_THREAT, threat - serving);
	if (((sum->letter.slots | sum->letter.halves) & CLAIM_SLOTS) == 0)
		sum_context(sum, POINT_NO_CLAIM);
	else if ((sum->letter.slots & CLAIM_SLOTS) == 0)
		sum_point(sum, XS_SIGNAL_CONTEXT, POINT_NO_CLAIM, sum->scoring->point[POINT_NO_CLAIM] / 2);
}

/* An address that somebody may be told to pay to. */
static bool names_an_address(const struct evidence *evidence)
{
	for (size_t i = 0; i < evidence->wallet_count; i++) {
		const struct xs_wallet *wallet = &evidence->wallets[i];

		if (!wallet->trusted && wallet->checksum == XS_CHECKSUM_OK && strcmp(wallet->network, "main") == 0)
			return true;
	}
	return false;
}

#define DEMAND_SPAN 3000 /* folded bytes: who says more than this has said what he threatens with */

/* A sum for an address until a day, and not one word of business: of 150 honest mails that ask so, all say one. */
static bool is_bare_order(const struct sum *sum)
{
	const uint32_t order = SLOT_BIT(XS_SLOT_PAY) | SLOT_BIT(XS_SLOT_DEADLINE);

	return (sum->letter.slots & order) == order && sum->evidence->amount_count > 0 && sum->voice.business == 0 &&
	       sum->voice.teaching == 0 && sum->voice.bulk == 0;
}

/* Somebody asks for money to an address, threatens a little, and gives no reason that business would give. Letters say
 * what they threaten with in endless ways, but all of them must say how to pay. */
static bool is_demand(const struct sum *sum)
{
	const struct voice *voice = &sum->voice;
	const struct context *context = sum->evidence->context;
	uint32_t said = sum->letter.slots | sum->letter.halves;

	return names_an_address(sum->evidence) && sum->letter.to - sum->letter.from <= DEMAND_SPAN &&
	       (said & SLOT_BIT(XS_SLOT_PAY)) != 0 &&
	       (sum->evidence->amount_count > 0 || (said & SLOT_BIT(XS_SLOT_DEADLINE)) != 0 ||
		(sum->letter.slots & SLOT_BIT(XS_SLOT_PAY)) != 0) &&
	       ((said & ~SERVING_SLOTS) != 0 || is_bare_order(sum)) && voice->business < SLOT_FILLED &&
	       voice->signs == 0 && !context->bulk && !context->list && !context->reply;
}

static bool names_somewhere_to_pay(const struct evidence *evidence)
{
	for (size_t i = 0; i < evidence->wallet_count; i++)
		if (!evidence->wallets[i].trusted)
			return true;
	return false;
}

/* Debt collectors, courts and shops threaten and demand, too, but not in coins; to shame and to spy is nobody's
 * trade. */
static bool is_without_coin(const struct sum *sum)
{
	const uint32_t spying = SLOT_BIT(XS_SLOT_ACCESS) | SLOT_BIT(XS_SLOT_SURVEIL);
	const struct evidence *evidence = sum->evidence;

	if ((sum->letter.slots & SLOT_BIT(XS_SLOT_SHAME)) != 0 || (sum->letter.slots & spying) == spying)
		return false;
	for (size_t i = 0; i < evidence->hits->count; i++)
		if (evidence->hits->at[i].rule->coin && sum->places.begin[evidence->hits->at[i].text] != SIZE_MAX)
			return false;
	for (size_t i = 0; i < evidence->amount_count; i++)
		if (evidence->amounts[i].crypto)
			return false;
	return !names_somewhere_to_pay(evidence);
}

/* Where somebody else speaks: different views of one fact, so at most one counts. */
static void add_other_voice(struct sum *sum)
{
	const struct voice *voice = &sum->voice;

	if (voice->enclosed)
		sum_context(sum, sum->evidence->context->bounce ? POINT_BOUNCE : POINT_ENCLOSED);
	else if (voice->quoted)
		sum_context(sum, POINT_QUOTED);
	else if (voice->forwarded)
		sum_context(sum, POINT_FORWARDED);
	if (voice->reported)
		sum_context(sum, POINT_REPORTED);
	else if (voice->reporting)
		sum_context(sum, POINT_REPORTING);
}

static int at_least(int points, int least)
{
	return points < least ? least : points;
}

static void add_innocent_words(struct sum *sum)
{
	const struct voice *voice = &sum->voice;
	const struct scoring *scoring = sum->scoring;

	if (voice->teaching >= SLOT_FILLED)
		sum_point(sum, XS_SIGNAL_CONTEXT, POINT_TEACHING,
			  at_least(voice->teaching * scoring->point[POINT_TEACHING] / 10, scoring->teaching_most));
	if (voice->business >= SLOT_FILLED)
		sum_point(sum, XS_SIGNAL_CONTEXT, POINT_BUSINESS,
			  at_least(voice->business * scoring->point[POINT_BUSINESS] / 10, scoring->business_most));
	if (voice->bulk >= SLOT_FILLED && (sum->evidence->context->bulk || sum->evidence->context->list))
		sum_context(sum, POINT_NEWSLETTER);
	else if (sum->evidence->context->bulk)
		sum_context(sum, POINT_BULK);
}

/* Nearly all letters say where to pay. What does not, and is innocent in other ways, tells a story: news of a trial, a
 * breach notice, a joke among friends. One word of the scam is enough where nobody claims to have spied on the reader,
 * or no sum is named either; a letter may say one. Returns: in how many ways. */
static unsigned count_story_signs(const struct sum *sum)
{
	const uint32_t said = sum->letter.slots | sum->letter.halves;
	const struct context *context = sum->evidence->context;
	const struct voice *voice = &sum->voice;
	bool may_be_letter;

	if (names_somewhere_to_pay(sum->evidence))
		return 0;
	may_be_letter = (said & SPYING_SLOTS) != 0 && sum->evidence->amount_count > 0;
	return (unsigned)(context->bulk || context->list) +
	       (voice->teaching >= (may_be_letter ? SLOT_FILLED : SLOT_HALF)) + (voice->business >= SLOT_FILLED) +
	       ((said & CLAIM_SLOTS) == 0);
}

#define TRADE 45 /* tenths of business */

/* Charities film their works, hosters take websites off the net. But nobody's trade is to spy, or to ask for silence.
 */
static bool is_trade(const struct sum *sum)
{
	return sum->voice.business >= TRADE && (sum->letter.slots & (SPYING_SLOTS | SLOT_BIT(XS_SLOT_ISOLATE))) == 0;
}

/* A whole letter outweighs every deduction, and whoever passes one on passes on a whole letter: so a sign of another
 * voice bounds the score, and two bound it lower. One word of a report is no sign, but no letter is refused beside it.
 */
static void add_bound(struct sum *sum)
{
	unsigned signs = sum->voice.signs + count_story_signs(sum) + is_trade(sum) + is_without_coin(sum);
	int most = sum->signals->sum;

	if (signs > 0)
		most = signs > 1 ? sum->scoring->voices_most : sum->scoring->voice_most;
	else if (sum->voice.reported || sum->voice.reporting)
		most = sum->scoring->report_most;
	if (sum->signals->sum > most)
		sum_point(sum, XS_SIGNAL_CONTEXT, POINT_VOICE, most - sum->signals->sum);
}

static bool has_oddity(const struct evidence *evidence, const char *id)
{
	for (size_t i = 0; i < evidence->oddity_count; i++)
		if (strcmp(evidence->oddities[i].id, id) == 0)
			return true;
	return false;
}

static void add_innocence(struct sum *sum)
{
	const struct context *context = sum->evidence->context;

	add_other_voice(sum);
	add_innocent_words(sum);
	if (sum->hidden)
		sum_context(sum, POINT_HIDDEN);
	if (is_without_coin(sum))
		sum_context(sum, POINT_NO_COIN);
	if (context->list)
		sum_context(sum, POINT_LIST);
	if (context->reply)
		sum_context(sum, POINT_REPLY);
	if (context->desk)
		sum_context(sum, POINT_DESK);
	add_bound(sum);
}

static void add_oddities(struct sum *sum, bool *limited_out)
{
	for (size_t i = 0; i < sum->evidence->oddity_count; i++) {
		const struct oddity *oddity = &sum->evidence->oddities[i];

		signals_tell(sum->signals, oddity->limit ? XS_SIGNAL_LIMIT : XS_SIGNAL_MIME, oddity->id, 0);
		*limited_out = *limited_out || oddity->limit;
	}
	if (sum->evidence->hits->full) {
		signals_tell(sum->signals, XS_SIGNAL_LIMIT, "hits", 0);
		*limited_out = true;
	}
}

static enum xs_kind kind_of_slots(uint32_t slots)
{
	static const struct {
		enum xs_slot slot;
		enum xs_kind kind;
	} kinds[] = {
		{XS_SLOT_BOMB, XS_KIND_BOMB},
		{XS_SLOT_KILL, XS_KIND_HITMAN},
		{XS_SLOT_DDOS, XS_KIND_DDOS},
		{XS_SLOT_VIRUSINFECT, XS_KIND_VIRUS},
		{XS_SLOT_POLICECASE, XS_KIND_POLICECASE},
		{XS_SLOT_DBLEAK, XS_KIND_DBLEAK},
		{XS_SLOT_DETECTIVE, XS_KIND_DETECTIVE},
	};

	if ((slots & (1u << XS_SLOT_SURVEIL | 1u << XS_SLOT_SHAME)) != 0 && (slots & 1u << XS_SLOT_BOMB) == 0 &&
	    (slots & 1u << XS_SLOT_POLICECASE) == 0)
		return XS_KIND_WEBCAM;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if ((slots & 1u << kinds[i].slot) != 0)
			return kinds[i].kind;
	return XS_KIND_OTHER;
}

/* The kind that the letter's rules vote for with their weights; slots decide where none votes. */
static enum xs_kind find_kind(const struct sum *sum)
{
	int votes[XS_KIND_COUNT] = {0};
	enum xs_kind best = XS_KIND_NONE;

	for (size_t i = sum->letter.first; i <= sum->letter.last; i++)
		if (sum_is_in_letter(sum, i))
			votes[sum->evidence->hits->at[i].rule->kind] += sum->evidence->hits->at[i].rule->weight;
	for (int kind = XS_KIND_NONE + 1; kind < XS_KIND_COUNT; kind++)
		if (votes[kind] >= SLOT_FILLED && votes[kind] > (best == XS_KIND_NONE ? 0 : votes[best]))
			best = (enum xs_kind)kind;
	return best == XS_KIND_NONE ? kind_of_slots(sum->letter.slots) : best;
}

/* The language of the letter's rules; packs without one say "". Words that fill a single slot are in any language. */
static const char *find_lang(const struct sum *sum)
{
	for (size_t i = sum->letter.first; i <= sum->letter.last; i++)
		if (sum->evidence->hits->at[i].rule->lang_index == sum->letter.lang)
			return sum->evidence->hits->at[i].rule->lang;
	return "";
}

#define WHOLE_LETTER 4 /* filled slots */

/* What the page shows is read first, and alone when it is a letter: nothing hidden can talk it away. Where it is none,
 * all is read together: "hidden" is our guess at what some client draws. */
static void find_letter(struct sum *sum)
{
	const struct evidence *evidence = sum->evidence;
	struct letter all;
	struct places places;
	bool with_halves = names_an_address(evidence);
	bool has_hidden = places_count(&sum->places, evidence->views, evidence->view_count, READING_SEEN);

	letter_find(&sum->letter, sum->tally, evidence->hits, &sum->places, sum->scoring, with_halves);
	if (!has_hidden || xs_slot_count(sum->letter.slots) >= WHOLE_LETTER)
		return;
	places_count(&places, evidence->views, evidence->view_count, READING_ALL);
	letter_find(&all, sum->tally, evidence->hits, &places, sum->scoring, with_halves);
	if (xs_slot_count(all.slots) < WHOLE_LETTER)
		return;
	sum->letter = all;
	sum->places = places;
	sum->hidden = true;
}

static void find_voice(struct sum *sum)
{
	const struct evidence *evidence = sum->evidence;
	const struct voice_input input = {.views = evidence->views,
					  .view_count = evidence->view_count,
					  .hits = evidence->hits,
					  .context = evidence->context,
					  .letter = &sum->letter,
					  .places = &sum->places,
					  .tally = sum->tally,
					  .returned_to_reader = has_oddity(evidence, "returned-to-reader")};

	voice_find(&sum->voice, &input);
}

void score_sum(struct xs_report *report, struct signals *signals, struct tally *tally, const struct evidence *evidence)
{
	struct sum sum = {.signals = signals, .evidence = evidence, .scoring = evidence->scoring, .tally = tally};

	signals_reset(signals);
	find_letter(&sum);
	add_phrases(&sum, true);
	beside_wallets(&sum);
	if (sum_has_letter(&sum)) {
		find_voice(&sum);
		if (is_demand(&sum))
			sum_context(&sum, POINT_DEMAND);
		else
			add_missing_threat(&sum);
		beside_threats(&sum);
		add_innocence(&sum);
	}
	add_oddities(&sum, &report->limited);
	add_phrases(&sum, false);
	report->score = signals->sum;
	report->slots = sum.letter.slots;
	report->lang = xs_slot_count(sum.letter.slots) >= sum.scoring->least_slots ? find_lang(&sum) : "";
	report->kind = sum_has_letter(&sum) ? find_kind(&sum) : XS_KIND_NONE;
}
