/* range.c: turns a written comparison into an interval.
 * It must not know what is compared.
 * No standard: operators as in C, numbers with at most one decimal.
 */
#include "policy/range.h"

#include "base/text.h"

#include <limits.h>
#include <string.h>

bool range_is(const char *text)
{
	while (*text == ' ')
		text++;
	return *text != '\0' && strchr("<>=-0123456789", *text) != NULL;
}

static const char *skip_blanks(const char *at)
{
	while (*at == ' ')
		at++;
	return at;
}

/* Read a number at `at` in the unit's grain. Returns: where it ends, or NULL. */
static const char *read_number(long *value_out, const char *at, enum range_unit unit)
{
	bool negative = unit == RANGE_TENTHS && *at == '-';
	long value = 0;
	int digits = 0;

	for (at += negative; ascii_is_digit(*at) && digits < 9; at++, digits++)
		value = value * 10 + (*at - '0');
	if (digits == 0 || ascii_is_digit(*at))
		return NULL;
	if (unit == RANGE_TENTHS) {
		value *= 10;
		if (at[0] == '.' && ascii_is_digit(at[1])) {
			value += at[1] - '0';
			at += 2;
		}
	}
	if (unit == RANGE_BYTES && (*at == 'k' || *at == 'M')) {
		value *= *at == 'k' ? 1024L : 1024L * 1024;
		at++;
	}
	*value_out = negative ? -value : value;
	return at;
}

/* Read one "op number" and narrow the range by it. Returns: where it ends, or NULL. */
static const char *read_bound(struct range *range, const char *at, enum range_unit unit)
{
	char op = *at;
	bool equal;
	long value;

	if (op != '<' && op != '>' && op != '=')
		return NULL;
	equal = at[1] == '=' || op == '=';
	at = read_number(&value, skip_blanks(at + (at[1] == '=' ? 2 : 1)), unit);
	if (at == NULL)
		return NULL;
	if (op != '<' && range->least < value + !equal)
		range->least = value + !equal;
	if (op != '>' && range->most > value - !equal)
		range->most = value - !equal;
	return skip_blanks(at);
}

static int shape_fail(const struct yaml_file *file, const struct yaml_node *node, const char *what,
		      enum range_unit unit, struct xs_error *err)
{
	static const char *const shape[] = {
		[RANGE_TENTHS] = "`>= 7', `< 4.5' or `>= 4, < 7'",
		[RANGE_COUNT] = "`>= 4', `< 2' or `>= 2, < 4'",
		[RANGE_BYTES] = "`>= 100k', `< 2M' or `>= 10k, < 2M'",
	};
	long value;
	const char *end = read_number(&value, skip_blanks(node->text), unit);

	if (end != NULL && *skip_blanks(end) == '\0')
		return yaml_fail(file, node, err, "%s must be a comparison; did you mean \">= %.80s\"?", what,
				 skip_blanks(node->text));
	return yaml_fail(file, node, err, "%s must be a comparison such as %s, found `%.80s'", what, shape[unit],
			 node->text);
}

int range_read(struct range *range_out, const struct yaml_file *file, const struct yaml_node *node, const char *what,
	       enum range_unit unit, struct xs_error *err)
{
	const char *at;

	if (yaml_want(file, node, YAML_SCALAR, what, err) != 0)
		return -1;
	range_out->least = unit == RANGE_TENTHS ? LONG_MIN : 0;
	range_out->most = LONG_MAX;
	at = read_bound(range_out, skip_blanks(node->text), unit);
	if (at != NULL && *at == ',')
		at = read_bound(range_out, skip_blanks(at + 1), unit);
	if (at == NULL || *at != '\0')
		return shape_fail(file, node, what, unit, err);
	if (range_out->least > range_out->most)
		return yaml_fail(file, node, err, "%s can never be `%.80s'", what, node->text);
	return 0;
}
