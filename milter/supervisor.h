/* supervisor.h: the small parent process that alone hears signals, and passes on what they mean.
 */
#ifndef MILTER_SUPERVISOR_H
#define MILTER_SUPERVISOR_H

#include "log.h"
#include "settings.h"

/* Start a worker and watch over it: HUP and USR1 reload, USR2 logs the counters, TERM and INT stop.
 * ready: as in worker.h; closed here.
 * Returns: the exit code of the daemon, when the worker has ended. */
int supervisor_run(const struct settings *settings, const struct log *log, int ready);

#endif
