/* reply.c: turns "550 5.7.1 text" into its three parts.
 * It must not know who sends it.
 * RFC 5321 section 4.2 (reply codes), RFC 3463 (enhanced status codes).
 */
#include "policy/reply.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"

#include <string.h>

const struct reply reply_reject = {550, "5.7.1", "Refused: this is an extortion scam"};
const struct reply reply_tempfail = {451, "4.7.1", "Refused for now, please try again later"};
const struct reply reply_trouble = {451, "4.3.0", "The mail filter is in trouble, please try again later"};

int reply_check_text(const struct yaml_file *file, const struct yaml_node *node, const char *text, const char *what,
		     size_t most, struct xs_error *err)
{
	size_t len = strlen(text);

	if (len == 0)
		return yaml_fail(file, node, err, "%s is empty", what);
	if (len > most)
		return yaml_fail(file, node, err, "%s is %zu bytes long; at most %zu are sent", what, len, most);
	for (size_t i = 0; i < len; i++)
		if (text[i] < ' ' || text[i] > '~')
			return yaml_fail(file, node, err,
					 "%s may hold printable ASCII only; byte 0x%02x stands at place %zu of `%.60s'",
					 what, (unsigned char)text[i], i + 1, text);
	return 0;
}

/* Digits, at most `most` of them. Returns: how many. */
static size_t count_digits(const char *at, size_t most)
{
	size_t count = 0;

	while (count < most && ascii_is_digit(at[count]))
		count++;
	return count;
}

/* "5.7.1": class.subject.detail, no leading zeros. Returns: its length, 0 when it is none. */
static size_t enhanced_length(const char *at)
{
	const char *from = at;

	if (*at != '4' && *at != '5')
		return 0;
	at++;
	for (int field = 0; field < 2; field++) {
		size_t digits;

		if (*at != '.')
			return 0;
		at++;
		digits = count_digits(at, 3);
		if (digits == 0 || (digits > 1 && *at == '0'))
			return 0;
		at += digits;
	}
	return *at == ' ' ? (size_t)(at - from) : 0;
}

static bool is_code(const char *at)
{
	return (at[0] == '4' || at[0] == '5') && at[1] >= '0' && at[1] <= '5' && ascii_is_digit(at[2]) && at[3] == ' ';
}

int reply_read(struct reply *reply_out, struct arena *arena, const struct yaml_file *file, const struct yaml_node *node,
	       enum xs_action action, struct xs_error *err)
{
	char class = action == XS_ACTION_REJECT ? '5' : '4';
	const char *text;
	size_t enhanced;

	if (yaml_want(file, node, YAML_SCALAR, "reply", err) != 0)
		return -1;
	text = node->text;
	enhanced = is_code(text) ? enhanced_length(text + 4) : 0;
	if (enhanced == 0)
		return yaml_fail(file, node, err,
				 "reply must look like \"%c50 %c.7.1 text\" (RFC 3463 code and text), found `%.80s'",
				 class, class, text);
	if (text[0] != class)
		return yaml_fail(file, node, err, "%s needs a %cxx reply, or the MTA ignores it; found `%.3s'",
				 xs_action_name(action), class, text);
	if (text[4] != class)
		return yaml_fail(file, node, err, "reply code `%.3s' and enhanced code `%.*s' differ in class", text,
				 (int)enhanced, text + 4);
	reply_out->code = (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
	reply_out->enhanced = arena_copy(arena, text + 4, enhanced);
	text += 4 + enhanced + 1;
	reply_out->text = arena_string(arena, text);
	if (reply_check_text(file, node, text, "reply text", LIMIT_REPLY_BYTES, err) != 0)
		return -1;
	return arena->full ? error_no_memory(err) : 0;
}
