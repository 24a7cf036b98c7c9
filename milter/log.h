/* log.h: the daemon's one voice: syslog, and stderr as well when somebody watches.
 * It must not know what is said. (syslog(3) locks itself: this is the fourth and last shared mutable thing.)
 */
#ifndef MILTER_LOG_H
#define MILTER_LOG_H

#include <stdbool.h>
#include <syslog.h>

struct log {
	bool to_stderr;
};

/* facility is one of settings_facilities(). */
void log_open(struct log *log_out, const char *facility, bool to_stderr);
/* Say one line; control characters become `?', and what is longer than CAP_LOG_LINE is cut.
 * Threads: any number at once. */
__attribute__((format(printf, 3, 4))) void log_say(const struct log *log, int priority, const char *format, ...);
/* Nobody watches any more: stdout and stderr become /dev/null, syslog goes on. */
void log_detach(struct log *log);
/* Is stderr the journal? Then syslog is heard already and a copy would stand there twice. */
bool log_stderr_is_journal(void);

#endif
