/* tally.c: turns hits that come and go into the weight of each slot.
 * It must not know places, texts or points.
 */
#include "detect/tally.h"

#include <stdlib.h>
#include <string.h>

int tally_init(struct tally *tally, size_t rule_count)
{
	memset(tally, 0, sizeof *tally);
	tally->rule_count = rule_count;
	tally->seen = calloc(rule_count + 1, sizeof *tally->seen);
	return tally->seen == NULL ? -1 : 0;
}

void tally_free(struct tally *tally)
{
	free(tally->seen);
	memset(tally, 0, sizeof *tally);
}

void tally_clear(struct tally *tally)
{
	memset(tally->by_lang, 0, sizeof tally->by_lang);
	memset(tally->weight, 0, sizeof tally->weight);
	memset(tally->seen, 0, tally->rule_count * sizeof *tally->seen);
	tally->langs = 0;
}

static void tally_change(struct tally *tally, const struct rule *rule, int weight)
{
	int best = 0;

	if (rule->lang_index >= tally->langs)
		tally->langs = rule->lang_index + 1;
	tally->by_lang[rule->lang_index][rule->slot] += weight;
	for (unsigned lang = 1; lang < tally->langs; lang++)
		if (tally->by_lang[lang][rule->slot] > best)
			best = tally->by_lang[lang][rule->slot];
	tally->weight[rule->slot] = tally->by_lang[0][rule->slot] + best;
}

void tally_add(struct tally *tally, const struct rule *rule)
{
	if (tally->seen[rule->index]++ == 0)
		tally_change(tally, rule, rule->weight);
}

void tally_remove(struct tally *tally, const struct rule *rule)
{
	if (--tally->seen[rule->index] == 0)
		tally_change(tally, rule, -rule->weight);
}
