/* sink.c: turns appended characters into folded bytes with their map.
 * It must not know words, scripts or tables.
 */
#include "fold/sink.h"

#include <stdlib.h>

bool sink_grow(struct sink *sink, size_t more)
{
	size_t size = sink->size == 0 ? 1024 : sink->size;
	uint32_t *map;
	char *at;

	if (sink->lost || more > SIZE_MAX / 16 - sink->len) {
		sink->lost = true;
		return false;
	}
	while (size <= sink->len + more)
		size += size / 2;
	at = realloc(sink->at, size);
	if (at != NULL)
		sink->at = at;
	map = realloc(sink->map, size * sizeof *map);
	if (map != NULL)
		sink->map = map;
	if (at == NULL || map == NULL) {
		sink->lost = true;
		return false;
	}
	sink->size = size;
	return true;
}

void sink_free(struct sink *sink)
{
	free(sink->at);
	free(sink->map);
	*sink = (struct sink){0};
}
