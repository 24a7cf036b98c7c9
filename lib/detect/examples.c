/* examples.c: turns the hits: and misses: of all packs into a list of those that fail.
 * It must not know how rules are found or loaded.
 * No standard; a slot is filled at the same weight as in a scan.
 */
#include "base/error.h"
#include "base/limits.h"
#include "detect/letter.h"
#include "detect/ruleset.h"
#include "fold/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct check {
	const struct xs_rules *rules;
	struct fold *fold;
	struct matcher_scratch *scratch;
	struct hits hits;
	struct tally tally;
	const struct xs_listener *listener;
};

static int find_in(struct check *check, const struct example *example)
{
	struct text_part part = {.kind = XS_TEXT_VISIBLE, .utf8 = {example->text, example->len}};
	struct view view = {.text = &part};

	check->hits.count = 0;
	check->hits.full = false;
	if (fold_run(check->fold, &view, 0, &part) != 0)
		return -1;
	view.text = &part;
	return phrase_find(&check->hits, check->scratch, check->rules, &view);
}

static bool is_of_pack(const struct rule *rule, const char *pack)
{
	size_t len = strlen(pack);

	return strncmp(rule->id, pack, len) == 0 && rule->id[len] == '/';
}

/* Has this rule hit before, at a lower place of the list? */
static bool is_repeat(const struct hits *hits, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (hits->at[i].rule == hits->at[at].rule)
			return true;
	return false;
}

static int shown(const struct example *example)
{
	int len = example->len > 120 ? 120 : (int)example->len;

	while (len > 0 && (size_t)len < example->len && ((unsigned char)example->text[len] & 0xc0) == 0x80)
		len--;
	return len;
}

/* A hit must be found by a rule that fills a slot, of the pack that gives the example. */
static bool hit_holds(const struct check *check, const struct example *example)
{
	for (size_t i = 0; i < check->hits.count; i++) {
		const struct rule *rule = check->hits.at[i].rule;

		if (rule->slot < XS_SLOT_FIRST_INNOCENT && is_of_pack(rule, example->pack))
			return true;
	}
	error_warn(check->listener, example->file, example->line, example->column,
		   "hits: `%.*s' is not found by any phrase or pattern of pack `%s'", shown(example), example->text,
		   example->pack);
	return false;
}

/* A sentence is judged by the rules of its pack's language, as a letter in it would be; one of a pack without a
 * language by all. */
static bool is_judge(const struct rule *rule, const struct example *example)
{
	return example->lang_index == 0 || rule->lang_index == 0 || rule->lang_index == example->lang_index;
}

/* "ja/a 1.0, ja/b 1.0": the rules that fill the slot. */
static void name_rules(char *list, size_t size, const struct hits *hits, int slot, const struct example *example)
{
	size_t used = 0;

	list[0] = '\0';
	for (size_t i = 0; i < hits->count && used < size; i++) {
		const struct rule *rule = hits->at[i].rule;

		if ((int)rule->slot == slot && is_judge(rule, example) && !is_repeat(hits, i))
			used += (size_t)snprintf(list + used, size - used, "%s%s %d.%d", used == 0 ? "" : ", ",
						 rule->id, rule->weight / 10, rule->weight % 10);
	}
}

/* A miss must fill no slot. */
static bool miss_holds(struct check *check, const struct example *example)
{
	bool holds = true;
	char list[160];

	tally_clear(&check->tally);
	for (size_t i = 0; i < check->hits.count; i++)
		if (is_judge(check->hits.at[i].rule, example))
			tally_add(&check->tally, check->hits.at[i].rule);
	for (int slot = XS_SLOT_NONE + 1; slot < XS_SLOT_FIRST_INNOCENT; slot++) {
		if (check->tally.weight[slot] < SLOT_FILLED)
			continue;
		holds = false;
		name_rules(list, sizeof list, &check->hits, slot, example);
		error_warn(check->listener, example->file, example->line, example->column,
			   "misses: `%.*s' fills %s: %s", shown(example), example->text,
			   xs_slot_name((enum xs_slot)slot), list);
	}
	return holds;
}

static int check_all(struct check *check)
{
	int failed = 0;

	for (size_t i = 0; i < check->rules->example_count; i++) {
		const struct example *example = &check->rules->examples[i];

		if (find_in(check, example) != 0)
			return -1;
		failed += !(example->hit ? hit_holds(check, example) : miss_holds(check, example));
	}
	return failed;
}

int xs_rules_check_examples(const struct xs_rules *rules, const struct xs_listener *listener, struct xs_error *err)
{
	struct check check = {.rules = rules, .listener = listener};
	int failed = -1;

	check.hits.size = LIMIT_SIGNALS;
	check.hits.at = calloc(check.hits.size, sizeof *check.hits.at);
	if (check.hits.at != NULL && fold_new(&check.fold) == 0 && rules_scratch_new(&check.scratch, rules) == 0 &&
	    tally_init(&check.tally, rules_count(rules)) == 0)
		failed = check_all(&check);
	if (failed < 0)
		error_no_memory(err);
	tally_free(&check.tally);
	rules_scratch_free(&check.scratch);
	fold_free(&check.fold);
	free(check.hits.at);
	return failed;
}
