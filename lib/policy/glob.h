/* glob.h: "abuse@*" and "ja/account-*": `*` is any run of bytes, `?` one byte, ASCII case does not matter.
 * It must not know what the text is.
 */
#ifndef POLICY_GLOB_H
#define POLICY_GLOB_H

#include <stdbool.h>

/* Limits: at most length(pattern) x length(text) steps, no recursion: both may be an attacker's. */
bool glob_match(const char *pattern, const char *text);
/* Does wide match all that narrow matches? Yes is proof; no may mean "not seen to". */
bool glob_covers(const char *wide, const char *narrow);

#endif
