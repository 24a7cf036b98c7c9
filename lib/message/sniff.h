/* sniff.h: what a body is, by its first bytes.
 * It must not know what its header says.
 */
#ifndef MESSAGE_SNIFF_H
#define MESSAGE_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

enum sniffed { SNIFF_BINARY, SNIFF_TEXT, SNIFF_HTML, SNIFF_MESSAGE };

enum sniffed sniff(const char *at, size_t len);
/* Does it start with markup? */
bool sniff_is_html(const char *at, size_t len);
/* Does it start with a header field that most messages have, perhaps behind an mbox line? */
bool sniff_is_message(const char *at, size_t len);
/* The charset of <meta charset=...> or <?xml encoding=...?>. Returns: its length, 0 when there is none. */
size_t sniff_meta_charset(const char **label_out, const char *at, size_t len);

#endif
