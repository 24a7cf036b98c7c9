/* glob.c: turns a pattern and a text into yes or no.
 * It must not know about addresses or rules.
 * No standard; the wildcards are those of the shell, without brackets and escapes.
 */
#include "policy/glob.h"

#include "base/text.h"

#include <stddef.h>

/* On a mismatch only the newest star gives up one more byte: older stars need not, whatever they took was enough. */
bool glob_match(const char *pattern, const char *text)
{
	const char *star = NULL, *resume = NULL;

	while (*text != '\0') {
		if (*pattern == '*') {
			star = pattern++;
			resume = text;
		} else if (*pattern == '?' || (*pattern != '\0' && ascii_lower(*pattern) == ascii_lower(*text))) {
			pattern++;
			text++;
		} else if (star != NULL) {
			pattern = star + 1;
			text = ++resume;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

/* Reading the narrow pattern as a text is proof enough: a `?` of the wide one would take its `*`, and is refused. */
bool glob_covers(const char *wide, const char *narrow)
{
	bool wide_has_mark = false, narrow_has_star = false;

	for (const char *at = wide; *at != '\0'; at++)
		wide_has_mark = wide_has_mark || *at == '?';
	for (const char *at = narrow; *at != '\0'; at++)
		narrow_has_star = narrow_has_star || *at == '*';
	return glob_match(wide, narrow) && !(wide_has_mark && narrow_has_star);
}
