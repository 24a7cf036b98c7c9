/* entity.c: turns character references in plain text into characters.
 * It must not know markup; the names are html_entity's.
 * WHATWG HTML section 13.5 and 13.2.5.80.
 */
#include "decode/entity.h"

#include "decode/html_entity.h"

#include <string.h>

#define DIGITS_MAX 16 /* leading zeros included; more is no reference */

struct entity {
	const char *utf8; /* what a name stands for; NULL: a number */
	uint32_t codepoint;
	size_t used; /* bytes of the reference */
};

static int entity_digit(char c, bool hex)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool entity_number(struct entity *entity, const char *at, size_t len)
{
	bool hex = len > 2 && ascii_lower(at[2]) == 'x';
	size_t first = hex ? 3 : 2, i = first;
	uint32_t number = 0;

	for (; i < len && i - first < DIGITS_MAX && entity_digit(at[i], hex) >= 0; i++)
		if (number <= 0x10ffff)
			number = number * (hex ? 16 : 10) + (uint32_t)entity_digit(at[i], hex);
	if (i == first || (i < len && entity_digit(at[i], hex) >= 0))
		return false;
	entity->codepoint = html_entity_number(number);
	entity->used = i + (i < len && at[i] == ';');
	return true;
}

/* Is there a reference at this '&'? */
static bool entity_read(struct entity *entity, const char *at, size_t len)
{
	size_t name = 1;

	memset(entity, 0, sizeof *entity);
	if (len >= 3 && at[1] == '#')
		return entity_number(entity, at, len);
	while (name < len && name <= HTML_ENTITY_BYTES && ascii_is_alnum(at[name]))
		name++;
	if (name == len || at[name] != ';')
		return false;
	entity->utf8 = html_entity_find(at + 1, name - 1);
	entity->used = name + 1;
	return entity->utf8 != NULL;
}

bool entity_is_in(const char *at, size_t len)
{
	struct entity entity;
	const char *end;

	if (len == 0)
		return false;
	end = at + len;
	for (const char *sign = at; (sign = memchr(sign, '&', (size_t)(end - sign))) != NULL; sign++)
		if (entity_read(&entity, sign, (size_t)(end - sign)))
			return true;
	return false;
}

void entity_decode(struct text *out, const char *at, size_t len)
{
	const char *end, *start = at;
	struct entity entity;

	if (len == 0)
		return;
	end = at + len;
	while ((at = memchr(at, '&', (size_t)(end - at))) != NULL) {
		if (!entity_read(&entity, at, (size_t)(end - at))) {
			at++;
			continue;
		}
		text_add(out, start, (size_t)(at - start));
		if (entity.utf8 != NULL)
			text_add_string(out, entity.utf8);
		else if (entity.codepoint != 0)
			text_add_codepoint(out, entity.codepoint);
		at += entity.used;
		start = at;
	}
	text_add(out, start, (size_t)(end - start));
}
