/* fuzz_charset.c: the first byte picks a label, the rest is text under it: valid UTF-8, whatever the cuts. */
#include "fuzz.h"

#include "decode/charset.h"

#include <string.h>

static void decode(struct text *out, struct converters *converters, const char *label, const char *at, size_t len,
		   size_t most)
{
	const struct sink sink = {sink_to_text, out};
	struct charset charset;

	text_reset(out);
	charset_init(&charset, converters);
	charset_begin(&charset, label, label != NULL ? strlen(label) : 0, &sink);
	while (len > 0) {
		size_t some = len < most ? len : most;

		charset_more(&charset, at, some);
		at += some;
		len -= some;
	}
	charset_finish(&charset);
	charset_free(&charset);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct converters *converters;
	static struct text whole, cut;
	static const size_t ways[] = {1, 3, 300};
	const struct charset_kind *kinds;
	const char *label;
	size_t count;

	if (converters == NULL)
		FUZZ_CHECK(converters_new(&converters, NULL) == 0, "no converters");
	if (size == 0)
		return 0;
	kinds = charset_kinds(&count);
	label = data[0] < count ? kinds[data[0]].name : NULL;
	decode(&whole, converters, label, (const char *)data + 1, size - 1, size);
	FUZZ_CHECK(!whole.lost, "out of memory");
	FUZZ_CHECK(utf8_is_valid(whole.at, whole.len), "not UTF-8");
	FUZZ_CHECK(whole.len <= 12 * size + 16, "too long");
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		decode(&cut, converters, label, (const char *)data + 1, size - 1, ways[i]);
		FUZZ_CHECK(cut.len == whole.len && (cut.len == 0 || memcmp(cut.at, whole.at, cut.len) == 0),
			   "a cut changed the text");
	}
	return 0;
}
