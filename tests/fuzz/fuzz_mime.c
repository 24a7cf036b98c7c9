/* fuzz_mime.c: any bytes as a message: chunking never changes what is read, and every text is valid UTF-8. */
#include "fuzz.h"

#include "base/limits.h"
#include "mails.h"

static void read_in(struct text *out, struct message *message, const uint8_t *data, size_t size, size_t most)
{
	message_begin(message);
	while (size > 0) {
		size_t some = size < most ? size : most;
		int result = message_feed(message, data, some);

		FUZZ_CHECK(result >= 0, "out of memory");
		if (result > 0)
			break;
		data += some;
		size -= some;
	}
	FUZZ_CHECK(message_finish(message) == 0, "out of memory at the end");
	FUZZ_CHECK(mails_all(out, message), "a text that is not UTF-8");
}

static void check_caps(const struct message *message)
{
	size_t count, bytes = 0;
	const struct text_part *texts = message_texts(message, &count);

	FUZZ_CHECK(count >= 1 && count <= LIMIT_TEXTS, "too many texts, or no subject");
	FUZZ_CHECK(texts[0].kind == XS_TEXT_SUBJECT, "the first text is not the subject");
	for (size_t i = 0; i < count; i++) {
		bytes += texts[i].utf8.len;
		FUZZ_CHECK(memchr(texts[i].utf8.at, '\r', texts[i].utf8.len) == NULL ||
				   texts[i].kind != XS_TEXT_VISIBLE,
			   "a line that ends in CR");
	}
	FUZZ_CHECK(bytes <= LIMIT_TEXT_BYTES + LIMIT_HEADER_BYTES, "more text than the cap");
	FUZZ_CHECK(message_parts(message) <= LIMIT_MIME_PARTS, "too many parts");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct message *message;
	static struct text whole, cut;
	static const size_t ways[] = {1, 7, 1000};

	if (message == NULL)
		FUZZ_CHECK(message_new(&message, NULL, NULL) == 0, "no message");
	text_reset(&whole);
	read_in(&whole, message, data, size, size);
	check_caps(message);
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		text_reset(&cut);
		read_in(&cut, message, data, size, ways[i]);
		FUZZ_CHECK(cut.len == whole.len && memcmp(cut.at, whole.at, whole.len) == 0,
			   "a cut changed the reading");
	}
	return 0;
}
