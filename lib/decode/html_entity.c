/* html_entity.c: turns the name or number of a character reference into characters.
 * It must not know about the bytes around it.
 * WHATWG HTML, sections 13.2.5.72 to 80 and 13.5.
 */
#include "decode/html_entity.h"

#include <stdbool.h>
#include <string.h>

#include "decode/html_entity_table.h"

static bool html_entity_letter(size_t *letter_out, char first)
{
	if (first >= 'A' && first <= 'Z')
		*letter_out = (size_t)(first - 'A');
	else if (first >= 'a' && first <= 'z')
		*letter_out = 26 + (size_t)(first - 'a');
	else
		return false;
	return true;
}

static int html_entity_compare(const char *name, size_t len, size_t row)
{
	size_t known = html_entities[row].len;
	int order = memcmp(name, html_entity_names + html_entities[row].name, len < known ? len : known);

	return order != 0 ? order : len < known ? -1 : len > known;
}

const char *html_entity_find(const char *name, size_t len)
{
	size_t letter, low, high;

	if (len == 0 || len > HTML_ENTITY_BYTES || !html_entity_letter(&letter, name[0]))
		return NULL;
	low = html_entity_first[letter];
	high = html_entity_first[letter + 1];
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = html_entity_compare(name, len, middle);

		if (order == 0)
			return html_entities[middle].utf8;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const char *html_entity_find_old(size_t *used_out, const char *name, size_t len)
{
	const char *found = NULL;
	size_t letter;

	if (len == 0 || !html_entity_letter(&letter, name[0]))
		return NULL;
	for (size_t i = html_entity_old_first[letter]; i < html_entity_old_first[letter + 1]; i++) {
		size_t row = html_entity_old[i];
		size_t known = html_entities[row].len;

		if (known > len || memcmp(name, html_entity_names + html_entities[row].name, known) != 0)
			continue;
		found = html_entities[row].utf8; /* sorted: a longer one comes later */
		*used_out = known;
	}
	return found;
}

uint32_t html_entity_number(uint32_t number)
{
	static const unsigned short windows_1252[32] = {0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
							0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
							0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
							0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

	if (number >= 0x80 && number < 0xa0)
		return windows_1252[number - 0x80];
	if (number == 0 || number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff))
		return 0xfffd;
	return number;
}
