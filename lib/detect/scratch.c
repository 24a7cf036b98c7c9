/* scratch.c: makes and releases one thread's working memory for a set of rules.
 * It must not know how anything is found.
 */
#include "detect/run.h"

#include <stdlib.h>
#include <string.h>

#define FOUND_KEPT 32768 /* places whose memory a scratch keeps between texts */

static size_t alive_words(const struct xs_rules *rules)
{
	return rules->graph.live_count / 64 + 1;
}

int rules_scratch_new(struct matcher_scratch **scratch_out, const struct xs_rules *rules)
{
	struct matcher_scratch *scratch = calloc(1, sizeof *scratch);

	*scratch_out = scratch;
	if (scratch == NULL)
		return -1;
	scratch->rules = rules;
	scratch->live = calloc(rules->graph.live_count + 1, sizeof *scratch->live);
	scratch->alive = calloc(alive_words(rules), sizeof *scratch->alive);
	scratch->wanted = calloc(alive_words(rules), sizeof *scratch->wanted);
	scratch->told = calloc(rules->rule_count + 1, sizeof *scratch->told);
	scratch->repeated = calloc(rules->graph.literal_count + 1, sizeof *scratch->repeated);
	scratch->ran = calloc(rules->pattern_count + 1, sizeof *scratch->ran);
	if (scratch->live == NULL || scratch->alive == NULL || scratch->wanted == NULL || scratch->told == NULL ||
	    scratch->repeated == NULL || scratch->ran == NULL ||
	    matcher_room_new(&scratch->room, rules->matcher) != 0 || pattern_room_new(&scratch->pattern_room) != 0) {
		rules_scratch_free(scratch_out);
		return -1;
	}
	return 0;
}

/* The memory that texts can make large. */
static void scratch_release(struct matcher_scratch *scratch)
{
	found_free(&scratch->found);
	ending_free(&scratch->endings);
	free(scratch->steps);
	free(scratch->unsorted);
	free(scratch->order);
	free(scratch->order_next);
	scratch->steps = NULL;
	scratch->unsorted = NULL;
	scratch->order = NULL;
	scratch->order_next = NULL;
	scratch->step_size = 0;
	scratch->order_size = 0;
}

void rules_scratch_free(struct matcher_scratch **scratch_io)
{
	struct matcher_scratch *scratch = *scratch_io;

	*scratch_io = NULL;
	if (scratch == NULL)
		return;
	scratch_release(scratch);
	matcher_room_free(&scratch->room);
	pattern_room_free(&scratch->pattern_room);
	free(scratch->live);
	free(scratch->alive);
	free(scratch->wanted);
	free(scratch->told);
	free(scratch->repeated);
	free(scratch->ran);
	free(scratch);
}

/* A new text makes everything of the old one stale. After four billion texts the numbers begin anew. */
void scratch_next_text(struct matcher_scratch *scratch)
{
	const struct xs_rules *rules = scratch->rules;

	scratch->found.count = 0;
	scratch->endings.count = 0;
	scratch->step_count = 0;
	memset(scratch->alive, 0, alive_words(rules) * sizeof *scratch->alive);
	memset(scratch->wanted, 0, alive_words(rules) * sizeof *scratch->wanted);
	scratch->alive[0] = 1; /* every phrase may begin */
	if (++scratch->text != 0)
		return;
	memset(scratch->told, 0, (rules->rule_count + 1) * sizeof *scratch->told);
	memset(scratch->repeated, 0, (rules->graph.literal_count + 1) * sizeof *scratch->repeated);
	memset(scratch->ran, 0, (rules->pattern_count + 1) * sizeof *scratch->ran);
	scratch->text = 1;
}

void scratch_trim(struct matcher_scratch *scratch)
{
	if (scratch->found.size > FOUND_KEPT || scratch->step_size > FOUND_KEPT)
		scratch_release(scratch);
}
