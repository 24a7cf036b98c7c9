/* callbacks.h: libmilter, seen from the rest of the daemon.
 * It must not name a libmilter type: only callbacks.c includes <libmilter/mfapi.h>.
 */
#ifndef MILTER_CALLBACKS_H
#define MILTER_CALLBACKS_H

#include "service.h"

/* Register the callbacks and open the listening socket (umask and rights are the caller's; a stale UNIX socket is
 * removed). Call once.   Owns: service must live until the process ends.   Returns: 0, or -1 with err set. */
int callbacks_open(struct service *service, const char *socket, struct xs_error *err);
/* Serve connections on this and libmilter's own threads. Does not return, unless libmilter gives up.
 * Limits: libmilter's signal thread takes HUP, TERM and INT for itself, as a stop: they must never reach this process
 * (worker.c sees to that). */
void callbacks_serve(void);

#endif
