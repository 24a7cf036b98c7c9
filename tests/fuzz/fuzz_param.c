/* fuzz_param.c: any bytes as a parameter list: every offset is inside, every decoded value valid UTF-8, every cap kept.
 */
#include "fuzz.h"

#include "decode/param.h"

#include <string.h>

static void check_param(const struct params *params, const struct param *param)
{
	const struct text *text = &params->text;

	FUZZ_CHECK(param->name <= text->len && param->name_len <= text->len - param->name,
		   "a name outside of the text");
	FUZZ_CHECK(param->value <= text->len && param->value_len <= text->len - param->value,
		   "a value outside of the text");
	FUZZ_CHECK(param->utf8 <= text->len && param->utf8_len <= text->len - param->utf8, "UTF-8 outside of the text");
	FUZZ_CHECK(utf8_is_valid(text->at + param->utf8, param->utf8_len), "not UTF-8");
	for (size_t i = 0; i < param->name_len; i++)
		FUZZ_CHECK(ascii_lower(text->at[param->name + i]) == text->at[param->name + i], "a name in upper case");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct converters *converters;
	static struct params params;
	size_t place = 0, found = 0;

	if (converters == NULL) {
		FUZZ_CHECK(converters_new(&converters, NULL) == 0, "no converters");
		params_init(&params);
	}
	params_read(&params, converters, (const char *)data, size);
	FUZZ_CHECK(!params.text.lost, "out of memory");
	FUZZ_CHECK(params.count <= LIMIT_PARAMS, "too many");
	FUZZ_CHECK(params.value_len <= params.text.len && params.value_len <= size, "a main value that is too long");
	for (size_t i = 0; i < params.count; i++)
		check_param(&params, &params.items[i]);
	while (params_next(&params, &place, "boundary") != NULL)
		found++;
	FUZZ_CHECK(found <= params.count, "found more than there are");
	return 0;
}
