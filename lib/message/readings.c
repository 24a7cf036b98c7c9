/* readings.c: turns the beginning and the end of a depth into the beginning and the end of readings.
 * It must not know headers or boundaries.
 * No standard: this is where every reading that a client might choose runs beside the others.
 */
#include "message/readings.h"

#include <string.h>

void readings_init(struct readings *readings, struct store *store)
{
	memset(readings, 0, sizeof *readings);
	readings->store = store;
}

struct reading *readings_begin(struct readings *readings, const struct plan *plan, size_t level)
{
	struct reading *reading = readings->idle;
	struct reading **last = &readings->open;

	if (readings->count == READINGS_OPEN) {
		store_odd(readings->store, ODD_LIMIT_READINGS);
		return NULL;
	}
	if (reading != NULL)
		readings->idle = reading->next;
	else
		reading = reading_new(readings->store);
	if (reading == NULL) {
		readings->store->lost = true;
		return NULL;
	}
	reading_begin(reading, plan);
	reading->level = level;
	reading->next = NULL;
	while (*last != NULL)
		last = &(*last)->next;
	*last = reading;
	readings->count++;
	return reading;
}

void readings_line(struct readings *readings, const struct line *line)
{
	for (struct reading *reading = readings->open; reading != NULL; reading = reading->next)
		reading_line(reading, line);
}

void readings_line_new(struct readings *readings, size_t before, const struct line *line)
{
	for (struct reading *reading = readings->open; reading != NULL; reading = reading->next) {
		if (before == 0)
			reading_line(reading, line);
		else
			before--;
	}
}

/* Finish one; the place that held it holds the next. */
static void readings_finish(struct readings *readings, struct reading **place)
{
	struct reading *reading = *place;

	reading_finish(reading);
	*place = reading->next;
	reading->next = readings->idle;
	readings->idle = reading;
	readings->count--;
}

void readings_close(struct readings *readings, size_t level)
{
	struct reading **place = &readings->open;

	while (*place != NULL) {
		if ((*place)->level >= level)
			readings_finish(readings, place);
		else
			place = &(*place)->next;
	}
}

void readings_end(struct readings *readings)
{
	const struct line nothing = {.at = "", .end = ""};

	readings_line(readings, &nothing);
	readings_close(readings, 0);
}

void readings_doubt(struct readings *readings, size_t level)
{
	struct reading **place = &readings->open;
	bool lingering = false;

	for (const struct reading *reading = readings->open; reading != NULL; reading = reading->next)
		lingering = lingering || (reading->level >= level && reading->lingers);
	while (*place != NULL) {
		if ((*place)->level >= level && !(*place)->lingers) {
			if (lingering) {
				readings_finish(readings, place);
				continue;
			}
			(*place)->lingers = true;
		}
		place = &(*place)->next;
	}
}

bool readings_close_blocks(struct readings *readings)
{
	struct reading **place = &readings->open;
	bool open = false;

	while (*place != NULL) {
		enum transfer transfer = (*place)->plan.transfer;

		if (reading_is_over(*place)) {
			readings_finish(readings, place);
			continue;
		}
		open = open || transfer == TRANSFER_UU || transfer == TRANSFER_YENC;
		place = &(*place)->next;
	}
	return open;
}

void readings_show(struct readings *readings, size_t level)
{
	for (struct reading *reading = readings->open; reading != NULL; reading = reading->next) {
		if (reading->level == level && reading->plan.kind == XS_TEXT_HIDDEN) {
			reading->plan.kind = XS_TEXT_VISIBLE;
			reading->plan.flags |= TEXT_ALTERNATE;
		}
	}
}

static void list_free(struct reading **list)
{
	while (*list != NULL) {
		struct reading *reading = *list;

		*list = reading->next;
		reading_free(&reading);
	}
}

void readings_drop(struct readings *readings)
{
	list_free(&readings->open);
	readings->count = 0;
}

void readings_free(struct readings *readings)
{
	readings_drop(readings);
	list_free(&readings->idle);
}
