/* error.c: turns a place and a format into one complete line for a person.
 * It must not know who reads it.
 * No standard; the line is "file:line:column: text", which editors jump to.
 */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 5, 0))) static void error_fill(struct xs_error *err, const char *file, int line,
							     int column, const char *format, va_list args)
{
	int used = 0;

	err->line = line;
	err->column = column;
	if (file != NULL && line > 0 && column > 0)
		used = snprintf(err->text, sizeof err->text, "%.200s:%d:%d: ", file, line, column);
	else if (file != NULL && line > 0)
		used = snprintf(err->text, sizeof err->text, "%.200s:%d: ", file, line);
	else if (file != NULL)
		used = snprintf(err->text, sizeof err->text, "%.200s: ", file);
	if (used < 0)
		used = 0;
	vsnprintf(err->text + used, sizeof err->text - (size_t)used, format, args);
}

int error_set(struct xs_error *err, const char *file, int line, int column, const char *format, ...)
{
	va_list args;

	if (err == NULL)
		return -1;
	va_start(args, format);
	error_fill(err, file, line, column, format, args);
	va_end(args);
	return -1;
}

int error_no_memory(struct xs_error *err)
{
	return error_set(err, NULL, 0, 0, "out of memory");
}

void error_warn(const struct xs_listener *listener, const char *file, int line, int column, const char *format, ...)
{
	struct xs_error warning;
	va_list args;

	if (listener == NULL || listener->warn == NULL)
		return;
	va_start(args, format);
	error_fill(&warning, file, line, column, format, args);
	va_end(args);
	listener->warn(listener->ctx, &warning);
}

#define NEAREST_MAX 32

/* Levenshtein distance of two short words; words that are too long count as far away. */
static unsigned edit_distance(const char *a, const char *b)
{
	unsigned row[NEAREST_MAX + 1];
	size_t a_len = strlen(a), b_len = strlen(b);

	if (a_len > NEAREST_MAX || b_len > NEAREST_MAX)
		return NEAREST_MAX;
	for (size_t j = 0; j <= b_len; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= a_len; i++) {
		unsigned diagonal = row[0];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= b_len; j++) {
			unsigned best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (best > row[j] + 1)
				best = row[j] + 1;
			if (best > row[j - 1] + 1)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[b_len];
}

const char *error_nearest(const char *word, const char *const *words)
{
	const char *best = NULL;
	unsigned best_distance = (unsigned)strlen(word) / 3 + 2; /* farther than this is no hint, it is noise */

	for (; *words != NULL; words++) {
		unsigned distance = edit_distance(word, *words);

		if (distance < best_distance) {
			best_distance = distance;
			best = *words;
		}
	}
	return best;
}
