/* mime.h: the walk through one message: header, parts, parts of parts, each leaf to its readings.
 * It must not know text, charsets or what mail says.
 * Limits: LIMIT_MIME_DEPTH, LIMIT_MIME_PARTS, MIME_NESTED, READINGS_OPEN.   Source: RFC 2046 section 5.
 */
#ifndef MESSAGE_MIME_H
#define MESSAGE_MIME_H

#include "message/store.h"

#define MIME_NESTED 4 /* walks inside of encoded bodies: each has its own memory */

struct mime;

/* Returns: NULL when memory ran out.   Owns: the caller frees. */
struct mime *mime_new(struct store *store);
/* Start a message. */
void mime_begin(struct mime *mime);
/* Returns: false when enough was read and the rest is left. */
bool mime_more(struct mime *mime, const char *at, size_t len);
void mime_finish(struct mime *mime);
/* Bytes read since mime_begin(): all, or as far as it went before it was enough. */
size_t mime_bytes(const struct mime *mime);
void mime_free(struct mime **mime);

#endif
