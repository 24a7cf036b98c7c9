/* error.h: fills the caller's struct xs_error.
 * It must not print, log or exit: that is for the two main files.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "extortscan.h"

/* Say what is wrong, in the same breath as failing: "return error_set(...)".
 * file may be NULL (no place is to blame); line and column may be 0.
 * Returns: -1, always. */
__attribute__((format(printf, 5, 6))) int error_set(struct xs_error *err, const char *file, int line, int column,
						    const char *format, ...);
/* "out of memory". Returns: -1, always. */
int error_no_memory(struct xs_error *err);
/* Hand a warning to the listener, if there is one. */
__attribute__((format(printf, 5, 6))) void error_warn(const struct xs_listener *listener, const char *file, int line,
						      int column, const char *format, ...);
/* The word of a NULL-terminated list that is nearest to a misspelt one, or NULL when none is near enough for a hint. */
const char *error_nearest(const char *word, const char *const *words);

#endif
