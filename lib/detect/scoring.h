/* scoring.h: the weights of the score, as scoring.yaml says them, and the sum.
 * It must not find anything itself: it gets hits and facts.
 */
#ifndef DETECT_SCORING_H
#define DETECT_SCORING_H

#include "base/yaml.h"
#include "stage.h"

struct scoring;

/* Built-in defaults. Returns: 0 or -1 (no memory). */
int scoring_new(struct scoring **scoring_out);
/* Read the `scoring:` map of a pack over what is there already. Returns: 0, or -1 with err set. */
int scoring_read(struct scoring *scoring, const struct yaml_file *file, const struct yaml_node *map,
		 struct xs_error *err);
void scoring_free(struct scoring **scoring);

#endif
