/* tell.c: turns found phrases and anchors into hits with a place in the text.
 * It must not know how phrases are found.
 */
#include "detect/boundary.h"
#include "detect/run.h"

#include <stdlib.h>
#include <string.h>

#define HIT_TAIL 64 /* bytes looked at behind a hit for the rest of its last letter */

/* Where a hit stands in the text as it was before folding. What the last letter was made of belongs to it (accents,
 * repeated letters), blanks and signs behind it do not. */
static void hit_place(struct hit *hit, const struct view *view)
{
	const char *text = view->text->utf8.at;
	size_t from = view->map[hit->folded_from], last = view->map[hit->folded_to - 1];
	size_t end = view->map[hit->folded_to], to = last + 1;

	if (end > last + HIT_TAIL)
		end = last + HIT_TAIL;
	while (to < end && ((unsigned char)text[to] >= 0x80 || ascii_is_alnum(text[to])))
		to++;
	while (to < view->text->utf8.len && is_inside_character(text[to])) /* cut by HIT_TAIL */
		to++;
	hit->offset = from;
	hit->length = to - from;
}

/* Where a rule's hit with that number is kept: of a rule that says too much, the first and the newest stay, so that
 * neither the beginning of a letter nor a letter behind much padding is lost. */
static size_t hit_index(size_t number)
{
	return number < LIMIT_HITS_PER_PHRASE ? number : 1 + (number - 1) % (LIMIT_HITS_PER_PHRASE - 1);
}

/* The place where a rule's next hit is to be kept. NULL: no room. */
static struct hit *hit_room(struct run *run, struct told *told)
{
	if (told->count >= LIMIT_HITS_PER_PHRASE)
		return &run->hits->at[told->hits[hit_index(told->count)]];
	if (run->hits->count == run->hits->size) {
		run->full = true;
		return NULL;
	}
	told->hits[told->count] = (uint32_t)run->hits->count;
	return &run->hits->at[run->hits->count++];
}

/* Another spelling of what was told last: of two that end together, the longer stays. */
static void tell_longer(struct run *run, const struct told *told, size_t from, size_t to)
{
	struct hit *hit = &run->hits->at[told->hits[hit_index(told->count - 1)]];

	if (to != hit->folded_to || from >= hit->folded_from)
		return;
	hit->folded_from = from;
	hit_place(hit, run->view);
}

static void tell_hit(struct run *run, uint32_t rule, size_t from, size_t to)
{
	struct told *told = &run->scratch->told[rule];
	struct hit *hit;

	if (told->text != run->scratch->text) {
		told->text = run->scratch->text;
		told->count = 0;
		told->to = 0;
	}
	if (told->count > 0 && from < told->to) {
		tell_longer(run, told, from, to);
		return;
	}
	hit = hit_room(run, told);
	if (hit == NULL)
		return;
	told->count++;
	told->to = (uint32_t)to;
	*hit = (struct hit){
		.rule = &run->rules->rules[rule], .text = run->view->index, .folded_from = from, .folded_to = to};
	hit_place(hit, run->view);
}

/* An anchor was found: run its pattern there, unless it has been found there or has run often enough. */
static void run_pattern(struct run *run, size_t index, size_t from, size_t to)
{
	const struct pattern *pattern = &run->rules->patterns[index];
	struct counted *ran = &run->scratch->ran[index];
	size_t hit_from, hit_to;
	int status;

	if (ran->text == run->scratch->text && from < ran->to)
		return;
	if (count_one(ran, run->scratch->text) > LIMIT_PATTERN_RUNS) {
		run->full = true;
		return;
	}
	status = pattern_run(pattern, run->scratch->pattern_room, &hit_from, &hit_to, run->text, run->len, from, to);
	if (status < 0)
		run->full = true;
	if (status <= 0)
		return;
	ran->to = (uint32_t)hit_to;
	tell_hit(run, pattern->rule, hit_from, hit_to);
}

void tell_target(struct run *run, uint32_t target, size_t from, size_t to)
{
	if ((target & TARGET_PATTERN) != 0)
		run_pattern(run, target & ~TARGET_PATTERN, from, to);
	else
		tell_hit(run, target, from, to);
}

static int order_room(struct matcher_scratch *scratch, size_t count)
{
	uint64_t *order, *order_next;
	struct hit *unsorted;

	if (count <= scratch->order_size)
		return 0;
	unsorted = realloc(scratch->unsorted, count * sizeof *unsorted);
	if (unsorted != NULL)
		scratch->unsorted = unsorted;
	order = realloc(scratch->order, count * sizeof *order);
	if (order != NULL)
		scratch->order = order;
	order_next = realloc(scratch->order_next, count * sizeof *order_next);
	if (order_next != NULL)
		scratch->order_next = order_next;
	if (unsorted == NULL || order == NULL || order_next == NULL)
		return -1;
	scratch->order_size = count;
	return 0;
}

int tell_sorted(struct run *run)
{
	struct matcher_scratch *scratch = run->scratch;
	struct hit *hits = run->hits->at + run->first_hit;
	size_t count = run->hits->count - run->first_hit;

	if (count < 2)
		return 0;
	if (order_room(scratch, count) != 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		scratch->order[i] = (uint64_t)hits[i].folded_from << 32 | i;
	sort_upper(&scratch->order, &scratch->order_next, count);
	memcpy(scratch->unsorted, hits, count * sizeof *hits);
	for (size_t i = 0; i < count; i++)
		hits[i] = scratch->unsorted[(uint32_t)scratch->order[i]];
	return 0;
}
