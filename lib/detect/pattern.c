/* pattern.c: turns a PCRE2 pattern and a place in folded text into "it matches here".
 * It must not know packs, slots or what an anchor is. It is the only file that knows PCRE2.
 * PCRE2 10.34 or later, UTF, JIT where the machine has it.
 */
#include "detect/pattern.h"

#include "base/limits.h"
#include "detect/boundary.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct pattern_room {
	pcre2_match_context *context;
	pcre2_match_data *data;
};

int pattern_compile(struct pattern *pattern_out, char *what_out, size_t what_size, size_t *at_out, const char *regex,
		    size_t len)
{
	const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_CAPTURE;
	int problem;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex, len, options, &problem, at_out, NULL);
	uint32_t empty = 1;

	pattern_out->code = code;
	if (code == NULL) {
		pcre2_get_error_message(problem, (PCRE2_UCHAR *)what_out, what_size);
		return -1;
	}
	pcre2_pattern_info(code, PCRE2_INFO_MATCHEMPTY, &empty);
	if (empty != 0) {
		static const char what[] = "the pattern matches nothing at all, which is everywhere";

		for (size_t i = 0; i < what_size && i < sizeof what; i++)
			what_out[i] = what[i];
		*at_out = 0;
		pattern_free(pattern_out);
		return -1;
	}
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* without JIT the interpreter does it */
	return 0;
}

void pattern_free(struct pattern *pattern)
{
	pcre2_code_free(pattern->code);
	pattern->code = NULL;
}

int pattern_room_new(struct pattern_room **room_out)
{
	struct pattern_room *room = calloc(1, sizeof *room);

	*room_out = room;
	if (room == NULL)
		return -1;
	room->context = pcre2_match_context_create(NULL);
	room->data = pcre2_match_data_create(1, NULL);
	if (room->context == NULL || room->data == NULL) {
		pattern_room_free(room_out);
		return -1;
	}
	pcre2_set_match_limit(room->context, LIMIT_PCRE2_MATCH);
	pcre2_set_depth_limit(room->context, LIMIT_PCRE2_DEPTH);
	pcre2_set_heap_limit(room->context, LIMIT_PCRE2_HEAP_KIB);
	return 0;
}

void pattern_room_free(struct pattern_room **room_io)
{
	struct pattern_room *room = *room_io;

	*room_io = NULL;
	if (room == NULL)
		return;
	pcre2_match_context_free(room->context);
	pcre2_match_data_free(room->data);
	free(room);
}

int pattern_run(const struct pattern *pattern, struct pattern_room *room, size_t *from_out, size_t *to_out,
		const char *text, size_t len, size_t from, size_t to)
{
	const size_t half = LIMIT_PATTERN_WINDOW / 2;
	size_t begin = from > half ? from - half : 0, end = len - to > half ? to + half : len;
	uint32_t options = PCRE2_NO_UTF_CHECK;
	const size_t *place;
	int status;

	while (begin < from && is_inside_character(text[begin])) /* a cut character would not be UTF-8 */
		begin++;
	while (end > to && end < len && is_inside_character(text[end]))
		end--;
	if (begin > 0)
		options |= PCRE2_NOTBOL;
	if (end < len)
		options |= PCRE2_NOTEOL;
	status = pcre2_match(pattern->code, (PCRE2_SPTR)text + begin, end - begin, 0, options, room->data,
			     room->context);
	if (status == PCRE2_ERROR_NOMATCH)
		return 0;
	if (status < 0)
		return -1;
	place = pcre2_get_ovector_pointer(room->data);
	*from_out = begin + place[0];
	*to_out = begin + place[1];
	return *to_out > *from_out; /* \K can turn a match inside out */
}
