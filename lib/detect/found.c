/* found.c: turns places that come in any order into places in order.
 * It must not know what a literal or a state means.
 * No standard; a radix sort, because hostile text can hold a quarter of a million places.
 */
#include "detect/found.h"

#include <stdlib.h>
#include <string.h>

void found_reset(struct found_list *list)
{
	list->count = 0;
	list->sorted = true;
}

static int found_grow(struct found_list *list)
{
	size_t size = list->size == 0 ? 1024 : list->size * 2;
	struct found *at = realloc(list->at, size * sizeof *at);
	uint64_t *order;

	if (at == NULL)
		return -1;
	list->at = at;
	order = realloc(list->order, size * sizeof *order);
	if (order == NULL)
		return -1;
	list->order = order;
	order = realloc(list->order_next, size * sizeof *order);
	if (order == NULL)
		return -1;
	list->order_next = order;
	list->size = size;
	return 0;
}

int found_add(struct found_list *list, const struct found *found)
{
	if (list->count == list->size && found_grow(list) != 0)
		return -1;
	if (list->count > 0 && list->at[list->count - 1].begin > found->begin)
		list->sorted = false;
	list->at[list->count++] = *found;
	return 0;
}

/* One pass over eight bits; left out where all are equal. */
static void sort_by(struct found_list *list, unsigned shift)
{
	size_t count[257] = {0};
	uint64_t *swap = list->order;

	for (size_t i = 0; i < list->count; i++)
		count[(list->order[i] >> shift & 0xff) + 1]++;
	if (count[(list->order[0] >> shift & 0xff) + 1] == list->count)
		return;
	for (size_t i = 0; i < 256; i++)
		count[i + 1] += count[i];
	for (size_t i = 0; i < list->count; i++)
		list->order_next[count[list->order[i] >> shift & 0xff]++] = list->order[i];
	list->order = list->order_next;
	list->order_next = swap;
}

void found_sort(struct found_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		list->order[i] = (uint64_t)list->at[i].begin << 32 | i;
	if (list->sorted || list->count == 0)
		return;
	for (unsigned shift = 32; shift < 64; shift += 8)
		sort_by(list, shift);
}

void found_free(struct found_list *list)
{
	free(list->at);
	free(list->order);
	free(list->order_next);
	memset(list, 0, sizeof *list);
}

int step_push(struct step_heap *heap, const struct step *step)
{
	size_t at = heap->count;

	if (heap->count == heap->size) {
		size_t size = heap->size == 0 ? 256 : heap->size * 2;
		struct step *steps = realloc(heap->at, size * sizeof *steps);

		if (steps == NULL)
			return -1;
		heap->at = steps;
		heap->size = size;
	}
	heap->count++;
	for (; at > 0 && heap->at[(at - 1) / 2].at > step->at; at = (at - 1) / 2)
		heap->at[at] = heap->at[(at - 1) / 2];
	heap->at[at] = *step;
	return 0;
}

bool step_pop(struct step_heap *heap, struct step *step_out, uint32_t until)
{
	const struct step *last;
	size_t at = 0;

	if (heap->count == 0 || heap->at[0].at > until)
		return false;
	*step_out = heap->at[0];
	last = &heap->at[--heap->count];
	for (;;) {
		size_t child = 2 * at + 1;

		if (child + 1 < heap->count && heap->at[child + 1].at < heap->at[child].at)
			child++;
		if (child >= heap->count || heap->at[child].at >= last->at)
			break;
		heap->at[at] = heap->at[child];
		at = child;
	}
	heap->at[at] = *last;
	return true;
}

void step_free(struct step_heap *heap)
{
	free(heap->at);
	memset(heap, 0, sizeof *heap);
}
