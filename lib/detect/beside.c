/* beside.c: turns what stands beside a letter (subject, address, amount, disguise, spoofing) into points.
 * It must not look for a letter, nor know what speaks against one.
 */
#include "detect/sum.h"

#include <string.h>

static void add_subject(struct sum *sum)
{
	for (size_t i = 0; i < sum->evidence->subject_count; i++) {
		const struct subject_hit *hit = &sum->evidence->subjects[i];
		enum scoring_point point = hit->weight >= 30   ? POINT_SUBJECT_STRONG
					   : hit->weight >= 20 ? POINT_SUBJECT
							       : POINT_SUBJECT_WEAK;
		struct xs_signal signal = {
			.kind = XS_SIGNAL_SUBJECT,
			.id = hit->id,
			.points = i == 0 ? sum->scoring->point[point] : 0,
			.text = 0,
			.offset = hit->offset,
			.length = hit->length,
		};

		signals_add(sum->signals, &signal);
	}
}

#define WALLET_REACH 3000 /* bytes of text between a letter's phrases and its address */

/* An address in another text than the letter (a link, an attachment's name) is near. */
static bool is_near_letter(const struct sum *sum, const struct xs_wallet *wallet)
{
	bool same_text = false;

	for (size_t i = sum->letter.first; i <= sum->letter.last; i++) {
		const struct hit *hit = &sum->evidence->hits->at[i];

		if (!sum_is_in_letter(sum, i) || hit->text != wallet->text)
			continue;
		same_text = true;
		if (wallet->offset + WALLET_REACH >= hit->offset && wallet->offset <= hit->offset + WALLET_REACH)
			return true;
	}
	return !same_text;
}

static int wallet_points(const struct sum *sum, const struct xs_wallet *wallet)
{
	int points;

	if (wallet->trusted || strcmp(wallet->network, "main") != 0 || !sum_has_letter(sum) ||
	    !is_near_letter(sum, wallet))
		return 0;
	points = sum->scoring->point[wallet->checksum == XS_CHECKSUM_OK ? POINT_WALLET : POINT_WALLET_UNVERIFIED];
	if (wallet->how >= XS_HOW_ENTITY)
		points += sum->scoring->point[POINT_WALLET_DISGUISED];
	if (wallet->listed)
		points += sum->scoring->point[POINT_WALLET_LISTED];
	return points;
}

void beside_wallets(struct sum *sum)
{
	const struct evidence *evidence = sum->evidence;
	size_t best = 0;

	for (size_t i = 1; i < evidence->wallet_count; i++)
		if (wallet_points(sum, &evidence->wallets[i]) > wallet_points(sum, &evidence->wallets[best]))
			best = i;
	for (size_t i = 0; i < evidence->wallet_count; i++) {
		const struct xs_wallet *wallet = &evidence->wallets[i];
		struct xs_signal signal = {
			.kind = XS_SIGNAL_WALLET,
			.id = wallet->coin,
			.points = i == best ? wallet_points(sum, wallet) : 0,
			.text = wallet->text,
			.offset = wallet->offset,
			.length = wallet->length,
		};

		signals_add(sum->signals, &signal);
	}
}

#define AMOUNT_REACH 600 /* folded bytes before and after the letter's outermost phrases */

static void add_amounts(struct sum *sum)
{
	const struct evidence *evidence = sum->evidence;

	for (size_t i = 0; i < evidence->amount_count; i++) {
		const struct amount_hit *amount = &evidence->amounts[i];
		size_t begin = sum->places.begin[amount->text];
		struct xs_signal signal = {
			.kind = XS_SIGNAL_AMOUNT,
			.id = amount->currency,
			.points = sum->scoring->point[POINT_AMOUNT],
			.text = amount->text,
			.offset = amount->offset,
			.length = amount->length,
		};

		if (begin == SIZE_MAX || begin + amount->folded_from + AMOUNT_REACH < sum->letter.from ||
		    begin + amount->folded_from > sum->letter.to + AMOUNT_REACH)
			continue;
		signals_add(sum->signals, &signal);
		return;
	}
}

static void add_combos(struct sum *sum)
{
	const struct scoring *scoring = sum->scoring;

	for (size_t i = 0; i < scoring->combo_count; i++) {
		const struct combo *combo = &scoring->combos[i];

		if ((combo->slots & ~sum->letter.slots) == 0 &&
		    (!combo->self_spoof || sum->evidence->context->self_spoof))
			signals_tell(sum->signals, XS_SIGNAL_COMBO, combo->id, combo->points);
	}
}

#define DISGUISE_LEAST 8 /* characters: below, a typo */
#define DISGUISE_PERCENT 3
#define DISGUISE_HEAVY_LEAST 30
#define DISGUISE_HEAVY_PERCENT 10
#define INVISIBLE_LEAST 20

static void add_disguise(struct sum *sum)
{
	const struct evidence *evidence = sum->evidence;
	size_t letters = 0, disguised = 0, invisible = 0;

	for (size_t i = 0; i < evidence->view_count; i++) {
		if (sum->places.begin[evidence->views[i].index] == SIZE_MAX)
			continue;
		letters += evidence->views[i].letters;
		disguised += evidence->views[i].disguised;
		invisible += evidence->views[i].invisible;
	}
	if (disguised >= DISGUISE_HEAVY_LEAST && disguised * 100 >= letters * DISGUISE_HEAVY_PERCENT)
		sum_point(sum, XS_SIGNAL_DISGUISE, POINT_DISGUISE_HEAVY, sum->scoring->point[POINT_DISGUISE_HEAVY]);
	else if ((disguised >= DISGUISE_LEAST && disguised * 100 >= letters * DISGUISE_PERCENT) ||
		 invisible >= INVISIBLE_LEAST)
		sum_point(sum, XS_SIGNAL_DISGUISE, POINT_DISGUISE, sum->scoring->point[POINT_DISGUISE]);
}

void beside_threats(struct sum *sum)
{
	const struct context *context = sum->evidence->context;

	add_subject(sum);
	add_amounts(sum);
	add_combos(sum);
	add_disguise(sum);
	if (context->self_spoof)
		sum_context(sum, POINT_SELF_SPOOF);
	if (context->own_domain)
		sum_context(sum, POINT_OWN_DOMAIN);
	if (context->display_address)
		sum_context(sum, POINT_DISPLAY_ADDRESS);
}
