/* found.c: turns places that come in any order into places in order.
 * It must not know what a literal or a state means.
 * No standard; a radix sort, because hostile text can hold a quarter of a million places.
 */
#include "detect/found.h"

#include <stdlib.h>
#include <string.h>

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
	list->at[list->count++] = *found;
	return 0;
}

/* One pass over eight bits; left out where all are equal. */
static void sort_by(uint64_t **keys_io, uint64_t **other_io, size_t count, unsigned shift)
{
	uint64_t *keys = *keys_io, *other = *other_io;
	size_t before[257] = {0};

	for (size_t i = 0; i < count; i++)
		before[(keys[i] >> shift & 0xff) + 1]++;
	if (before[(keys[0] >> shift & 0xff) + 1] == count)
		return;
	for (size_t i = 0; i < 256; i++)
		before[i + 1] += before[i];
	for (size_t i = 0; i < count; i++)
		other[before[keys[i] >> shift & 0xff]++] = keys[i];
	*keys_io = other;
	*other_io = keys;
}

void sort_upper(uint64_t **keys_io, uint64_t **other_io, size_t count)
{
	bool sorted = true;

	for (size_t i = 1; i < count && sorted; i++)
		sorted = (*keys_io)[i - 1] >> 32 <= (*keys_io)[i] >> 32;
	for (unsigned shift = 32; !sorted && shift < 64; shift += 8)
		sort_by(keys_io, other_io, count, shift);
}

void found_sort(struct found_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		list->order[i] = (uint64_t)list->at[i].begin << 32 | i;
	sort_upper(&list->order, &list->order_next, list->count);
}

void found_free(struct found_list *list)
{
	free(list->at);
	free(list->order);
	free(list->order_next);
	memset(list, 0, sizeof *list);
}

int ending_push(struct ending_heap *heap, struct ending ending)
{
	size_t at = heap->count;

	if (heap->count == heap->size) {
		size_t size = heap->size == 0 ? 256 : heap->size * 2;
		struct ending *endings = realloc(heap->at, size * sizeof *endings);

		if (endings == NULL)
			return -1;
		heap->at = endings;
		heap->size = size;
	}
	heap->count++;
	for (; at > 0 && heap->at[(at - 1) / 2].at > ending.at; at = (at - 1) / 2)
		heap->at[at] = heap->at[(at - 1) / 2];
	heap->at[at] = ending;
	return 0;
}

bool ending_pop(struct ending_heap *heap, struct ending *ending_out, uint32_t until)
{
	const struct ending *last;
	size_t at = 0;

	if (heap->count == 0 || heap->at[0].at > until)
		return false;
	*ending_out = heap->at[0];
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

void ending_free(struct ending_heap *heap)
{
	free(heap->at);
	memset(heap, 0, sizeof *heap);
}
