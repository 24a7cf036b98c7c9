/* listen.h: the listening socket's surroundings: who listens there already, who may connect, how fast it answers.
 * It must not know libmilter, which opens it.
 */
#ifndef MILTER_LISTEN_H
#define MILTER_LISTEN_H

#include "settings.h"

/* Is a UNIX socket of that name answered by somebody? libmilter would take it from them without a word.
 * Returns: 0 when it is free or stale, -1 with err set. */
int listen_check(const char *socket, struct xs_error *err);
/* Give the opened UNIX socket its group and mode; set TCP_NODELAY on a TCP one, which accepted connections inherit:
 * without it each answer waits 44 ms for a delayed ACK. Returns: 0, or -1 with err set. */
int listen_tune(const char *socket, const struct settings *settings, struct xs_error *err);
/* Remove a UNIX socket. */
void listen_remove(const char *socket);

#endif
