/* fuzz_fold.c: folds whatever comes, as mail and as rule text, and holds the result to fold_invariants.h.
 * It must not know what the right fold of a text is: the unit tests do.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../unit/fold_invariants.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fold *fold;
	struct text rule;
	const char *trouble;

	if (fold_new(&fold) != 0)
		return 0;
	text_init(&rule, 0);
	trouble = fold_trouble(fold, &rule, (const char *)data, size);
	if (trouble != NULL) {
		fprintf(stderr, "%s\n", trouble);
		abort();
	}
	text_free(&rule);
	fold_free(&fold);
	return 0;
}
