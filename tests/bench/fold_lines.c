/* fold_lines.c: folds each line of standard input to one line of standard output, for measurements from scripts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fold/fold.h"

int main(void)
{
	static char line[1 << 16];
	struct fold *fold;
	struct text out;

	if (fold_new(&fold) != 0)
		return EXIT_FAILURE;
	text_init(&out, 0);
	while (fgets(line, sizeof line, stdin) != NULL) {
		text_reset(&out);
		if (fold_text(fold, &out, line, strcspn(line, "\n")) != 0)
			return EXIT_FAILURE;
		printf("%.*s\n", (int)out.len, out.len > 0 ? out.at : "");
	}
	text_free(&out);
	fold_free(&fold);
	return EXIT_SUCCESS;
}
