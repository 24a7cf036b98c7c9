/* param.h: "value; name=value; name*0*=..." of Content-Type and Content-Disposition, as broken as mail has it.
 * It must not know what the parameters mean. Values are UTF-8, charsets of RFC 2231 and encoded words resolved.
 * Limits: LIMIT_PARAMS parameters, LIMIT_PARAM_BYTES a value.   Source: RFC 2045 section 5.1, RFC 2231, RFC 2047.
 */
#ifndef DECODE_PARAM_H
#define DECODE_PARAM_H

#include "base/limits.h"
#include "decode/charset.h"

struct param {
	size_t name, name_len;   /* offsets into params->text; the name in lower case, without its asterisks */
	size_t value, value_len; /* as written, unquoted: what boundaries are compared with */
	size_t utf8, utf8_len;   /* decoded, for people */
};

struct params {
	struct text text; /* behind all offsets */
	size_t value_len; /* the main value stands at offset 0: lower case, without blanks and comments */
	struct param items[LIMIT_PARAMS];
	size_t count;
	bool limited; /* a cap was hit */
	bool broken;  /* bad quoting or junk between parameters */
};

void params_init(struct params *params);
/* Read a whole unfolded value; forgets what was read before. */
void params_read(struct params *params, struct converters *converters, const char *at, size_t len);
/* The first parameter of that name from *place on, which moves behind it; start with 0. Returns: NULL when there is
 * none: a name that is given twice is answered twice. */
const struct param *params_next(const struct params *params, size_t *place, const char *name);
void params_free(struct params *params);

#endif
