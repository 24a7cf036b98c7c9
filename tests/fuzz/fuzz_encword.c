/* fuzz_encword.c: any bytes as a header value: the text is valid UTF-8, on one line, and not much longer than the
 * value. */
#include "fuzz.h"

#include "decode/encword.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct converters *converters;
	static struct text out, again;
	unsigned facts;

	if (converters == NULL)
		FUZZ_CHECK(converters_new(&converters, NULL) == 0, "no converters");
	text_reset(&out);
	text_reset(&again);
	facts = encword_decode(&out, converters, (const char *)data, size);
	FUZZ_CHECK(!out.lost, "out of memory");
	FUZZ_CHECK(utf8_is_valid(out.at, out.len), "not UTF-8");
	FUZZ_CHECK(out.len <= 12 * size + 16, "too long");
	FUZZ_CHECK(encword_decode(&again, converters, (const char *)data, size) == facts,
		   "other facts the second time");
	FUZZ_CHECK(again.len == out.len && (out.len == 0 || memcmp(again.at, out.at, out.len) == 0),
		   "another text the second time: a converter kept a state");
	return 0;
}
