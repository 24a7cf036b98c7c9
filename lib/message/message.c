/* message.c: turns the bytes of one message into its texts, fields and oddities.
 * It must not know what extortion is, nor the fold.
 * RFC 5322, RFC 2045 to 2049; the work is done in mime.c and reading.c, this is the door.
 */
#include "message/message.h"

#include "base/error.h"
#include "message/mime.h"

#include <stdlib.h>

struct message {
	struct store store;
	struct mime *mime;
	size_t message_bytes; /* the cap */
	size_t fed;
	bool enough;
};

int message_new(struct message **message_out, const struct xs_options *options, struct xs_error *err)
{
	struct message *message = calloc(1, sizeof *message);

	*message_out = message;
	if (message == NULL)
		return error_no_memory(err);
	message->message_bytes =
		options != NULL && options->message_bytes != 0 ? options->message_bytes : LIMIT_MESSAGE_BYTES;
	if (store_init(&message->store, options != NULL ? options->text_bytes : 0, err) != 0) {
		message_free(message_out);
		return -1;
	}
	message->mime = mime_new(&message->store);
	if (message->mime == NULL) {
		message_free(message_out);
		return error_no_memory(err);
	}
	message_begin(message);
	return 0;
}

void message_free(struct message **message_io)
{
	struct message *message = *message_io;

	*message_io = NULL;
	if (message == NULL)
		return;
	mime_free(&message->mime);
	store_free(&message->store);
	free(message);
}

void message_begin(struct message *message)
{
	store_begin(&message->store);
	mime_begin(message->mime);
	message->fed = 0;
	message->enough = false;
}

int message_feed(struct message *message, const void *chunk, size_t len)
{
	size_t room = message->message_bytes - message->fed;

	if (message->store.lost || message->store.arena.full)
		return -1;
	if (message->enough)
		return 1;
	if (len > room) {
		store_odd(&message->store, ODD_LIMIT_MESSAGE);
		message->enough = true;
		len = room;
	}
	message->fed += len;
	if (len > 0 && !mime_more(message->mime, chunk, len))
		message->enough = true;
	if (message->store.lost || message->store.arena.full)
		return -1;
	return message->enough ? 1 : 0;
}

int message_finish(struct message *message)
{
	mime_finish(message->mime);
	store_finish(&message->store);
	return message->store.lost ? -1 : 0;
}

const struct text_part *message_texts(const struct message *message, size_t *count_out)
{
	*count_out = message->store.text_count;
	return message->store.texts;
}

const struct header_field *message_fields(const struct message *message, size_t *count_out)
{
	*count_out = message->store.field_count;
	return message->store.fields;
}

const struct oddity *message_oddities(const struct message *message, size_t *count_out)
{
	*count_out = message->store.oddity_count;
	return message->store.oddities;
}

size_t message_bytes(const struct message *message)
{
	return mime_bytes(message->mime);
}

size_t message_parts(const struct message *message)
{
	return (size_t)message->store.parts;
}
