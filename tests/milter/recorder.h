/* recorder.h: an MTA that writes down what it is told, and refuses what it is told to refuse.
 * It must not know what the tests expect.
 */
#ifndef TESTS_RECORDER_H
#define TESTS_RECORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "mta.h"

struct recorder {
	struct mta mta;     /* give this to the code under test */
	char calls[8192];   /* one call a line: "add X-Extortscan: value" */
	const char *refuse; /* the operation that fails: "add", "change", "quarantine", "reply" */
	const char *queue_id, *auth, *daemon;
};

void recorder_init(struct recorder *recorder);
/* Forget the calls. */
void recorder_clear(struct recorder *recorder);

#endif
