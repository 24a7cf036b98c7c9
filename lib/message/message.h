/* message.h: one message: bytes in, decoded texts and header fields out.
 * It must not know what extortion is, nor the fold.
 */
#ifndef MESSAGE_MESSAGE_H
#define MESSAGE_MESSAGE_H

#include "stage.h"

struct message;

/* Returns: 0, or -1 with err set. Checks that iconv can do what the whitelist promises (an empty chroot cannot). */
int message_new(struct message **message_out, const struct xs_options *options, struct xs_error *err);
/* Start anew; forgets the last message but keeps its memory. */
void message_begin(struct message *message);
/* Bytes of header, empty line, body; cuts may fall anywhere. Returns: 0 more, 1 enough (message or text cap), -1 no
 * memory. Chunking never changes what message_finish() leaves behind. */
int message_feed(struct message *message, const void *chunk, size_t len);
/* Flush every open decoder. Returns: 0, or -1 no memory. */
int message_finish(struct message *message);
void message_free(struct message **message);

/* What was read; valid after message_finish() until message_begin(). texts[0] is always the subject (maybe empty). */
const struct text_part *message_texts(const struct message *message, size_t *count_out);
const struct header_field *message_fields(const struct message *message, size_t *count_out);
const struct oddity *message_oddities(const struct message *message, size_t *count_out);
size_t message_bytes(const struct message *message); /* read, as far as the cap */
size_t message_parts(const struct message *message); /* MIME leaves */

#endif
