/* scoring.c: turns the `scoring:` map of a pack into a table of weights.
 * It must not know how anything is found, nor sum anything.
 * No standard; the built-in weights are those of conf/rules/scoring.yaml; a test holds both together.
 */
#include "detect/scoring.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

#define TEACHING_MOST (-150)
#define BUSINESS_MOST (-40)
#define VOICE_MOST 60
#define VOICES_MOST 35
#define REPORT_MOST 95
#define WINDOW 6000
#define LEAST_SLOTS 2

static const int default_points[POINT_COUNT] = {
#define X(id, name, points, what) [POINT_##id] = points,
	SCORING_POINTS(X)
#undef X
};

static const char *const point_names[POINT_COUNT + 1] = {
#define X(id, name, points, what) [POINT_##id] = name,
	SCORING_POINTS(X)
#undef X
};

static const int default_slots[XS_SLOT_COUNT] = {
	[XS_SLOT_ACCESS] = 15,     [XS_SLOT_SURVEIL] = 20,     [XS_SLOT_SHAME] = 15,     [XS_SLOT_SPREAD] = 20,
	[XS_SLOT_PAY] = 20,        [XS_SLOT_DEADLINE] = 10,    [XS_SLOT_ASSURE] = 15,    [XS_SLOT_ISOLATE] = 10,
	[XS_SLOT_BOMB] = 30,       [XS_SLOT_KILL] = 30,        [XS_SLOT_DDOS] = 25,      [XS_SLOT_DBLEAK] = 25,
	[XS_SLOT_POLICECASE] = 20, [XS_SLOT_VIRUSINFECT] = 25, [XS_SLOT_DETECTIVE] = 25,
};

const char *scoring_point_name(enum scoring_point point)
{
	return point_names[point];
}

int scoring_new(struct scoring **scoring_out)
{
	struct scoring *scoring = calloc(1, sizeof *scoring);

	*scoring_out = scoring;
	if (scoring == NULL)
		return -1;
	memcpy(scoring->slot, default_slots, sizeof scoring->slot);
	memcpy(scoring->point, default_points, sizeof scoring->point);
	scoring->teaching_most = TEACHING_MOST;
	scoring->business_most = BUSINESS_MOST;
	scoring->voice_most = VOICE_MOST;
	scoring->voices_most = VOICES_MOST;
	scoring->report_most = REPORT_MOST;
	scoring->window = WINDOW;
	scoring->least_slots = LEAST_SLOTS;
	arena_init(&scoring->arena, 0);
	return 0;
}

void scoring_free(struct scoring **scoring)
{
	if (*scoring == NULL)
		return;
	arena_free(&(*scoring)->arena);
	free(*scoring);
	*scoring = NULL;
}

/* The letter's slots by name; the innocent ones have points of their own. */
static const char *const *letter_slot_names(const char *names[XS_SLOT_FIRST_INNOCENT])
{
	for (int slot = 1; slot < XS_SLOT_FIRST_INNOCENT; slot++)
		names[slot - 1] = xs_slot_name((enum xs_slot)slot);
	names[XS_SLOT_FIRST_INNOCENT - 1] = NULL;
	return names;
}

static int read_slots(struct scoring *scoring, const struct yaml_file *file, const struct yaml_node *map,
		      struct xs_error *err)
{
	const char *names[XS_SLOT_FIRST_INNOCENT];

	if (yaml_want(file, map, YAML_MAP, "slots", err) != 0 ||
	    yaml_check_keys(file, map, letter_slot_names(names), err) != 0)
		return -1;
	for (int slot = 1; slot < XS_SLOT_FIRST_INNOCENT; slot++) {
		const struct yaml_node *node = yaml_get(map, names[slot - 1]);

		if (node != NULL && yaml_want_tenths(&scoring->slot[slot], file, node, names[slot - 1], err) != 0)
			return -1;
	}
	return 0;
}

static int read_points(struct scoring *scoring, const struct yaml_file *file, const struct yaml_node *map,
		       struct xs_error *err)
{
	if (yaml_want(file, map, YAML_MAP, "points", err) != 0 || yaml_check_keys(file, map, point_names, err) != 0)
		return -1;
	for (int point = 0; point < POINT_COUNT; point++) {
		const struct yaml_node *node = yaml_get(map, point_names[point]);

		if (node != NULL && yaml_want_tenths(&scoring->point[point], file, node, point_names[point], err) != 0)
			return -1;
	}
	return 0;
}

static int read_combo_slots(uint32_t *slots_out, const struct yaml_file *file, const struct yaml_node *list,
			    struct xs_error *err)
{
	const char *names[XS_SLOT_FIRST_INNOCENT];

	letter_slot_names(names);
	if (yaml_want(file, list, YAML_LIST, "slots", err) != 0)
		return -1;
	for (const struct yaml_node *node = list->first; node != NULL; node = node->next) {
		int index;

		if (yaml_want_word(&index, file, node, "slot", names, err) != 0)
			return -1;
		*slots_out |= 1u << (index + 1);
	}
	return 0;
}

static int read_combo(struct scoring *scoring, const struct yaml_file *file, const struct yaml_node *map,
		      struct xs_error *err)
{
	static const char *const keys[] = {"id", "slots", "self-spoof", "points", NULL};
	struct combo combo = {0};
	const struct yaml_node *node;

	if (yaml_want(file, map, YAML_MAP, "a combination", err) != 0 || yaml_check_keys(file, map, keys, err) != 0)
		return -1;
	if (yaml_get(map, "id") == NULL || yaml_get(map, "slots") == NULL || yaml_get(map, "points") == NULL)
		return yaml_fail(file, map, err, "a combination needs id, slots and points");
	if (scoring->combo_count == SCORING_COMBOS)
		return yaml_fail(file, map, err, "more than %d combinations", SCORING_COMBOS);
	if (yaml_want(file, yaml_get(map, "id"), YAML_SCALAR, "id", err) != 0 ||
	    read_combo_slots(&combo.slots, file, yaml_get(map, "slots"), err) != 0 ||
	    yaml_want_tenths(&combo.points, file, yaml_get(map, "points"), "points", err) != 0)
		return -1;
	node = yaml_get(map, "self-spoof");
	if (node != NULL && yaml_want_bool(&combo.self_spoof, file, node, "self-spoof", err) != 0)
		return -1;
	combo.id = arena_string(&scoring->arena, yaml_get(map, "id")->text);
	if (combo.id == NULL)
		return error_no_memory(err);
	scoring->combos[scoring->combo_count++] = combo;
	return 0;
}

static int read_combos(struct scoring *scoring, const struct yaml_file *file, const struct yaml_node *list,
		       struct xs_error *err)
{
	if (yaml_want(file, list, YAML_LIST, "combos", err) != 0)
		return -1;
	for (const struct yaml_node *node = list->first; node != NULL; node = node->next)
		if (read_combo(scoring, file, node, err) != 0)
			return -1;
	return 0;
}

static int read_numbers(struct scoring *scoring, const struct yaml_file *file, const struct yaml_node *map,
			struct xs_error *err)
{
	const struct {
		const char *name;
		int *at;
	} bounds[] = {
		{"teaching-most", &scoring->teaching_most}, {"business-most", &scoring->business_most},
		{"voice-most", &scoring->voice_most},       {"voices-most", &scoring->voices_most},
		{"report-most", &scoring->report_most},
	};
	const struct yaml_node *node;
	long number;

	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
		node = yaml_get(map, bounds[i].name);
		if (node != NULL && yaml_want_tenths(bounds[i].at, file, node, bounds[i].name, err) != 0)
			return -1;
	}
	node = yaml_get(map, "window");
	if (node != NULL) {
		if (yaml_want_long(&number, file, node, "window", 500, 100000, err) != 0)
			return -1;
		scoring->window = (size_t)number;
	}
	node = yaml_get(map, "least-slots");
	if (node != NULL) {
		if (yaml_want_long(&number, file, node, "least-slots", 1, XS_SLOT_FIRST_INNOCENT, err) != 0)
			return -1;
		scoring->least_slots = (unsigned)number;
	}
	return 0;
}

int scoring_read(struct scoring *scoring, const struct yaml_file *file, const struct yaml_node *map,
		 struct xs_error *err)
{
	static const char *const keys[] = {"slots",         "points",      "combos",      "teaching-most",
					   "business-most", "window",      "least-slots", "voice-most",
					   "voices-most",   "report-most", NULL};
	const struct yaml_node *node;

	if (yaml_want(file, map, YAML_MAP, "scoring", err) != 0 || yaml_check_keys(file, map, keys, err) != 0 ||
	    read_numbers(scoring, file, map, err) != 0)
		return -1;
	node = yaml_get(map, "slots");
	if (node != NULL && read_slots(scoring, file, node, err) != 0)
		return -1;
	node = yaml_get(map, "points");
	if (node != NULL && read_points(scoring, file, node, err) != 0)
		return -1;
	node = yaml_get(map, "combos");
	return node == NULL ? 0 : read_combos(scoring, file, node, err);
}
