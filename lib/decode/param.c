/* param.c: turns the parameters of a MIME field into names and values.
 * It must not know what they mean.
 * RFC 2045 section 5.1, RFC 2231 (continuations, charsets), RFC 2047 where it is forbidden and used all the same.
 */
#include "decode/param.h"

#include "decode/encword.h"

#include <string.h>

/* One parameter as written: a section of a value, perhaps. */
struct raw {
	size_t name, name_len; /* offsets into scan->text */
	size_t value, value_len;
	int section;   /* name*3=; -1: none */
	bool extended; /* name*=, name*3*=: percent signs, and a charset in the first section */
	bool taken;
};

struct scan {
	const char *at, *end;
	struct text text;
	struct raw raws[LIMIT_PARAMS];
	size_t count;
	bool broken, limited;
};

void params_init(struct params *params)
{
	params->count = 0;
	params->value_len = 0;
	params->limited = false;
	params->broken = false;
	text_init(&params->text, 0);
}

void params_free(struct params *params)
{
	text_free(&params->text);
}

/* ---- as written ------------------------------------------------------------------------------------------------- */

/* Blanks and (comments). */
static void scan_skip(struct scan *scan)
{
	unsigned depth = 0;

	for (; scan->at < scan->end; scan->at++) {
		if (*scan->at == '(')
			depth++;
		else if (*scan->at == ')' && depth > 0)
			depth--;
		else if (depth == 0 && !ascii_is_space(*scan->at))
			return;
	}
}

/* "text/plain", "text / plain (what it says)": up to a ';', or to a blank where a ';' was forgotten. */
static void scan_main(struct scan *scan, struct params *params)
{
	char last = '\0';

	for (;;) {
		scan_skip(scan);
		if (scan->at == scan->end || *scan->at == ';' || (last != '\0' && last != '/' && *scan->at != '/'))
			break;
		while (scan->at < scan->end && !ascii_is_space(*scan->at) && *scan->at != ';' && *scan->at != '(') {
			last = *scan->at++;
			text_add_char(&params->text, ascii_lower(last));
		}
	}
	params->value_len = params->text.len;
	if (scan->at < scan->end && *scan->at != ';')
		scan->broken = true;
}

/* "filename*1*" is filename, section 1, extended. */
static void scan_name(struct scan *scan, struct raw *raw, const char *at, size_t len)
{
	const char *star;

	while (len > 0 && ascii_is_space(at[len - 1]))
		len--;
	star = memchr(at, '*', len);
	raw->name = scan->text.len;
	raw->name_len = star != NULL ? (size_t)(star - at) : len;
	while (raw->name_len > 0 && ascii_is_space(at[raw->name_len - 1]))
		raw->name_len--;
	raw->section = -1;
	for (size_t i = 0; i < raw->name_len; i++)
		text_add_char(&scan->text, ascii_lower(at[i]));
	if (star == NULL)
		return;
	at += len;
	raw->extended = at[-1] == '*';
	for (star++; star < at && ascii_is_digit(*star) && raw->section < 1000; star++)
		raw->section = (raw->section < 0 ? 0 : raw->section * 10) + (*star - '0');
}

/* Is there a quote that ends the quoted string? */
static const char *scan_quote_end(const struct scan *scan)
{
	for (const char *at = scan->at; at < scan->end; at++) {
		if (*at == '\\' && at + 1 < scan->end)
			at++;
		else if (*at == '"')
			return at;
	}
	return NULL;
}

static void scan_quoted(struct scan *scan, const char *close)
{
	for (; scan->at < close; scan->at++) {
		bool escape = *scan->at == '\\' && scan->at + 1 < close && (scan->at[1] == '"' || scan->at[1] == '\\');

		scan->at += escape; /* other backslashes are those of paths */
		text_add_char(&scan->text, *scan->at);
	}
	scan->at++;
}

/* Unquoted: up to a ';'. A blank ends it only where another parameter, or a comment, follows: "name=my letter.txt". */
static void scan_token(struct scan *scan)
{
	size_t start = scan->text.len;
	const char *stop = scan->at;
	const char *more;

	while (stop < scan->end && *stop != ';')
		stop++;
	more = stop; /* behind the last '=' before it: another parameter may have its name there */
	while (more > scan->at && more[-1] != '=')
		more--;
	for (const char *at = scan->at; at < stop; at++) {
		if (ascii_is_space(*at) && (at < more || (at + 1 < stop && at[1] == '('))) {
			scan->broken = true;
			stop = at;
		}
	}
	text_add(&scan->text, scan->at, (size_t)(stop - scan->at));
	scan->at = stop;
	while (scan->text.len > start && ascii_is_space(scan->text.at[scan->text.len - 1]))
		scan->text.len--;
}

static void scan_value(struct scan *scan, struct raw *raw)
{
	const char *close = NULL;

	while (scan->at < scan->end && ascii_is_space(*scan->at))
		scan->at++;
	raw->value = scan->text.len;
	if (scan->at < scan->end && *scan->at == '"') {
		scan->at++;
		close = scan_quote_end(scan);
		scan->broken = scan->broken || close == NULL;
	}
	if (close != NULL)
		scan_quoted(scan, close);
	else
		scan_token(scan);
	raw->value_len = scan->text.len - raw->value;
	if (raw->value_len > LIMIT_PARAM_BYTES) {
		raw->value_len = LIMIT_PARAM_BYTES;
		scan->limited = true;
	}
}

static void scan_params(struct scan *scan)
{
	for (;;) {
		const char *name;
		struct raw *raw = &scan->raws[scan->count];

		scan_skip(scan);
		if (scan->at < scan->end && (*scan->at == ';' || *scan->at == ',')) {
			scan->at++;
			continue;
		}
		if (scan->at >= scan->end)
			return;
		name = scan->at;
		while (scan->at < scan->end && *scan->at != '=' && *scan->at != ';')
			scan->at++;
		if (scan->at == scan->end || *scan->at == ';' || scan->at == name) {
			scan->broken = true; /* no name or no value: not a parameter */
			scan->at += scan->at < scan->end;
			continue;
		}
		if (scan->count == LIMIT_PARAMS) {
			scan->limited = true;
			return;
		}
		memset(raw, 0, sizeof *raw);
		scan_name(scan, raw, name, (size_t)(scan->at - name));
		scan->at++;
		scan_value(scan, raw);
		scan->count++;
	}
}

/* ---- decoded ---------------------------------------------------------------------------------------------------- */

static int param_hex(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void param_percent(struct text *out, const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (at[i] == '%' && len - i > 2 && param_hex(at[i + 1]) >= 0 && param_hex(at[i + 2]) >= 0) {
			text_add_char(out, (char)(param_hex(at[i + 1]) << 4 | param_hex(at[i + 2])));
			i += 2;
		} else {
			text_add_char(out, at[i]);
		}
	}
}

/* Take the charset off a first extended section: charset'language'value. */
static size_t param_charset(const char **label_out, size_t *label_len_out, const char *at, size_t len)
{
	const char *first = memchr(at, '\'', len);
	const char *second = first != NULL ? memchr(first + 1, '\'', len - (size_t)(first + 1 - at)) : NULL;

	if (second == NULL)
		return 0;
	*label_out = at;
	*label_len_out = (size_t)(first - at);
	return (size_t)(second + 1 - at);
}

/* The section that comes next behind `last`, of the same parameter. */
static struct raw *scan_section(struct scan *scan, const struct raw *first, int last)
{
	struct raw *next = NULL;

	for (size_t i = 0; i < scan->count; i++) {
		struct raw *raw = &scan->raws[i];

		if (!raw->taken && raw->section > last && raw->name_len == first->name_len &&
		    memcmp(scan->text.at + raw->name, scan->text.at + first->name, raw->name_len) == 0 &&
		    (next == NULL || raw->section < next->section))
			next = raw;
	}
	return next;
}

/* Join the sections of one parameter: written is what they say, bytes is percent-decoded. */
static void scan_join(struct scan *scan, struct raw *raw, struct text *written, struct text *bytes, const char **label,
		      size_t *label_len)
{
	bool first = true;

	for (; raw != NULL; raw = raw->section < 0 ? NULL : scan_section(scan, raw, raw->section)) {
		const char *at = scan->text.at + raw->value;
		size_t skip = 0;

		raw->taken = true;
		if (first && raw->extended)
			skip = param_charset(label, label_len, at, raw->value_len);
		first = false;
		if (raw->extended) {
			param_percent(written, at + skip, raw->value_len - skip);
			param_percent(bytes, at + skip, raw->value_len - skip);
		} else {
			text_add(written, at, raw->value_len);
			text_add(bytes, at, raw->value_len);
		}
	}
}

static void params_add(struct params *params, struct scan *scan, struct converters *converters, struct raw *raw)
{
	struct param *param = &params->items[params->count++];
	struct text bytes;
	const char *label = NULL;
	size_t label_len = 0;
	bool plain = raw->section < 0 && !raw->extended;

	text_init(&bytes, LIMIT_PARAM_BYTES);
	param->name = params->text.len;
	param->name_len = raw->name_len;
	text_add(&params->text, scan->text.at + raw->name, raw->name_len);
	param->value = params->text.len;
	if (raw->section > 0)
		raw = scan_section(scan, raw, -1); /* sections may come in any order */
	scan_join(scan, raw, &params->text, &bytes, &label, &label_len);
	param->value_len = params->text.len - param->value;
	param->utf8 = params->text.len;
	if (plain || label == NULL)
		encword_decode(&params->text, converters, bytes.at, bytes.len);
	else
		charset_decode(&params->text, converters, label, label_len, bytes.at, bytes.len);
	param->utf8_len = params->text.len - param->utf8;
	params->limited = params->limited || bytes.full;
	params->text.lost = params->text.lost || bytes.lost;
	text_free(&bytes);
}

void params_read(struct params *params, struct converters *converters, const char *at, size_t len)
{
	struct scan scan = {.at = len > 0 ? at : ""};

	scan.end = scan.at + len;
	text_reset(&params->text);
	params->count = 0;
	text_init(&scan.text, 0);
	text_add_char(&scan.text, '\0'); /* empty names and values need something to point into, too */
	scan_main(&scan, params);
	scan_params(&scan);
	params->broken = scan.broken;
	params->limited = scan.limited;
	for (size_t i = 0; i < scan.count && !scan.text.lost; i++)
		if (!scan.raws[i].taken)
			params_add(params, &scan, converters, &scan.raws[i]);
	text_add_char(&params->text, '\0');
	params->text.lost = params->text.lost || scan.text.lost;
	text_free(&scan.text);
	if (params->text.lost) { /* offsets may point at what is not there */
		params->count = 0;
		params->value_len = 0;
	}
}

const struct param *params_next(const struct params *params, size_t *place, const char *name)
{
	while (*place < params->count) {
		const struct param *param = &params->items[(*place)++];

		if (ascii_same(params->text.at + param->name, param->name_len, name, strlen(name)))
			return param;
	}
	return NULL;
}
