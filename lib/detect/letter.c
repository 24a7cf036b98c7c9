/* letter.c: turns a message's hits into the window of them that fills the most slots.
 * It must not know how hits are found, or what else speaks for or against a letter.
 */
#include "detect/letter.h"

#include <limits.h>
#include <string.h>

static bool is_read(enum xs_text_kind kind, enum reading reading)
{
	return kind != XS_TEXT_LINK && (kind != XS_TEXT_HIDDEN || reading == READING_ALL);
}

bool places_count(struct places *places_out, const struct view *views, size_t view_count, enum reading reading)
{
	bool hidden = false;
	size_t at = 0;

	for (size_t i = 0; i < LIMIT_TEXTS; i++)
		places_out->begin[i] = SIZE_MAX;
	for (size_t i = 0; i < view_count && i < LIMIT_TEXTS; i++) {
		hidden = hidden || views[i].text->kind == XS_TEXT_HIDDEN;
		if (!is_read(views[i].text->kind, reading))
			continue;
		places_out->begin[i] = at;
		at += views[i].folded.len + 1;
	}
	return hidden;
}

/* Where a hit stands in the common count; SIZE_MAX when its text is not read. */
static size_t hit_place(const struct hit *hit, const struct places *places)
{
	size_t begin = places->begin[hit->text];

	return begin == SIZE_MAX ? SIZE_MAX : begin + hit->folded_from;
}

bool letter_counts(const struct hit *hit, const struct places *places, unsigned lang)
{
	return hit->rule->slot < XS_SLOT_FIRST_INNOCENT && places->begin[hit->text] != SIZE_MAX &&
	       (hit->rule->lang_index == lang || hit->rule->lang_index == 0);
}

int letter_slot_points(int weight, enum xs_slot slot, const struct scoring *scoring, bool with_halves)
{
	if (weight >= SLOT_FILLED)
		return scoring->slot[slot] + (weight >= SLOT_STRONG ? scoring->point[POINT_STRONG_SLOT] : 0);
	return with_halves && weight >= SLOT_HALF ? scoring->slot[slot] / 2 : 0;
}

static int window_points(const int weight[XS_SLOT_COUNT], const struct scoring *scoring, bool with_halves)
{
	int points = 0;

	for (int slot = 1; slot < XS_SLOT_FIRST_INNOCENT; slot++)
		points += letter_slot_points(weight[slot], (enum xs_slot)slot, scoring, with_halves);
	return points;
}

/* The slots that weigh at least that much, and less than below. */
static uint32_t slots_between(const int weight[XS_SLOT_COUNT], int least, int below)
{
	uint32_t slots = 0;

	for (int slot = 1; slot < XS_SLOT_FIRST_INNOCENT; slot++)
		if (weight[slot] >= least && weight[slot] < below)
			slots |= 1u << slot;
	return slots;
}

/* The best window of one language; taken when it is better than what letter holds. */
static void find_in_language(struct letter *letter, struct tally *tally, const struct hits *hits,
			     const struct places *places, const struct scoring *scoring, unsigned lang,
			     bool with_halves)
{
	size_t tail = 0;

	tally_clear(tally);
	for (size_t head = 0; head < hits->count; head++) {
		const struct hit *hit = &hits->at[head];
		bool halves;
		int points;

		if (!letter_counts(hit, places, lang))
			continue;
		tally_add(tally, hit->rule);
		for (; tail < head; tail++) {
			const struct hit *old = &hits->at[tail];

			if (!letter_counts(old, places, lang))
				continue;
			if (hit_place(hit, places) - hit_place(old, places) <= scoring->window)
				break;
			tally_remove(tally, old->rule);
		}
		halves = with_halves && tally->weight[XS_SLOT_PAY] >= SLOT_HALF;
		points = window_points(tally->weight, scoring, halves);
		if (points <= letter->points)
			continue;
		letter->points = points;
		letter->lang = lang;
		memcpy(letter->weight, tally->weight, sizeof letter->weight);
		letter->slots = slots_between(tally->weight, SLOT_FILLED, INT_MAX);
		letter->halves = halves ? slots_between(tally->weight, SLOT_HALF, SLOT_FILLED) : 0;
		letter->first = tail;
		letter->last = head;
		letter->from = hit_place(&hits->at[tail], places);
		letter->to = hit_place(hit, places) + (hit->folded_to - hit->folded_from);
	}
}

/* The languages that the mail may be written in: those whose rules weigh at least half of what the heaviest one's do.
 * Every pack knows "bitcoin", "video" and "# USD", and thirty packs find more by chance: in a mail of another language
 * that is little beside what its own pack finds. */
static void find_languages(bool may_be[LIMIT_LANGUAGES], struct tally *tally, const struct hits *hits,
			   const struct places *places)
{
	int weight[LIMIT_LANGUAGES] = {0}, most = 0;

	tally_clear(tally);
	for (size_t i = 0; i < hits->count; i++)
		if (letter_counts(&hits->at[i], places, hits->at[i].rule->lang_index))
			tally_add(tally, hits->at[i].rule);
	for (unsigned lang = 1; lang < LIMIT_LANGUAGES; lang++) {
		for (int slot = 1; slot < XS_SLOT_FIRST_INNOCENT; slot++)
			weight[lang] += tally->by_lang[lang][slot];
		if (weight[lang] > most)
			most = weight[lang];
	}
	may_be[0] = true; /* what the packs without a language find */
	for (unsigned lang = 1; lang < LIMIT_LANGUAGES; lang++)
		may_be[lang] = weight[lang] > 0 && 2 * weight[lang] >= most;
}

void letter_find(struct letter *letter_out, struct tally *tally, const struct hits *hits, const struct places *places,
		 const struct scoring *scoring, bool with_halves)
{
	bool may_be[LIMIT_LANGUAGES];

	memset(letter_out, 0, sizeof *letter_out);
	letter_out->first = 1;
	find_languages(may_be, tally, hits, places);
	for (unsigned lang = 0; lang < LIMIT_LANGUAGES; lang++)
		if (may_be[lang])
			find_in_language(letter_out, tally, hits, places, scoring, lang, with_halves);
}

void letter_innocence(struct tally *tally, const struct hits *hits, const struct places *places, size_t to)
{
	tally_clear(tally);
	for (size_t i = 0; i < hits->count; i++)
		if (hits->at[i].rule->slot >= XS_SLOT_FIRST_INNOCENT && hit_place(&hits->at[i], places) < to)
			tally_add(tally, hits->at[i].rule);
}
