/* writer.h: bounded output that counts on when the room ends, as snprintf does, and the escapes of logs and JSON.
 * It must not know what is written.
 */
#ifndef WRITER_H
#define WRITER_H

#include <stdbool.h>
#include <stddef.h>

struct writer {
	char *at;
	size_t size; /* of at; 0: only count */
	size_t len;  /* what a large enough buffer would hold */
};

void writer_init(struct writer *writer, char *buf, size_t size);
/* Close with a NUL where there is room. Returns: len. */
size_t writer_finish(struct writer *writer);
void writer_char(struct writer *writer, char c);
void writer_string(struct writer *writer, const char *from);
__attribute__((format(printf, 2, 3))) void writer_format(struct writer *writer, const char *format, ...);
/* Tenths as a decimal: -5 is "-0.5". */
void writer_tenths(struct writer *writer, int tenths);

/* A foreign value for a key=value line: what is not printable ASCII, and blank " = , \ < >, becomes \xNN. At most
 * `most` bytes are written, the last three being "..." when something was left out. */
void writer_log_value(struct writer *writer, const char *from, size_t most);
/* A JSON string with its quotes: valid whatever the bytes are; what is not UTF-8 becomes U+FFFD. */
void writer_json_string(struct writer *writer, const char *from);

#endif
