/* grow.h: arrays that double while rules are loaded.
 * It must not be used on anything that mail can grow: that has a fixed room or a cap of limits.h.
 */
#ifndef DETECT_GROW_H
#define DETECT_GROW_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Make room for item number `count` in the array whose pointer lies at `array` (any object pointer).
 * Returns: 0 or -1 (no memory; the array is as it was). */
static inline int grow(void *array, size_t *size, size_t count, size_t item)
{
	size_t wanted = *size == 0 ? 64 : *size * 2;
	void *at;

	if (count < *size)
		return 0;
	if (wanted > SIZE_MAX / 2 / item)
		return -1;
	memcpy(&at, array, sizeof at);
	at = realloc(at, wanted * item);
	if (at == NULL)
		return -1;
	memcpy(array, &at, sizeof at);
	*size = wanted;
	return 0;
}

#endif
