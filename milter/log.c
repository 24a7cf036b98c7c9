/* log.c: one line of text -> syslog(3), and stderr in the foreground.
 * It must not know sessions, mail or settings.
 * Standard: RFC 5424 leaves the text to us; collectors cut at 1,024 bytes.
 */
#include "log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "caps.h"

static const struct {
	const char *name;
	int code;
} log_facilities[] = {
	{"mail", LOG_MAIL},     {"daemon", LOG_DAEMON}, {"user", LOG_USER},     {"local0", LOG_LOCAL0},
	{"local1", LOG_LOCAL1}, {"local2", LOG_LOCAL2}, {"local3", LOG_LOCAL3}, {"local4", LOG_LOCAL4},
	{"local5", LOG_LOCAL5}, {"local6", LOG_LOCAL6}, {"local7", LOG_LOCAL7},
};

void log_open(struct log *log_out, const char *facility, bool to_stderr)
{
	int code = LOG_MAIL;

	for (size_t i = 0; i < sizeof log_facilities / sizeof log_facilities[0]; i++)
		if (strcasecmp(log_facilities[i].name, facility) == 0)
			code = log_facilities[i].code;
	closelog();
	openlog("extortscan-milter", LOG_PID | LOG_NDELAY, code);
	log_out->to_stderr = to_stderr;
}

void log_say(const struct log *log, int priority, const char *format, ...)
{
	char line[CAP_LOG_LINE + 32] = "extortscan-milter: ";
	size_t start = strlen(line), len;
	va_list args;
	ssize_t ignored;

	va_start(args, format);
	vsnprintf(line + start, CAP_LOG_LINE, format, args);
	va_end(args);
	len = strlen(line);
	for (size_t i = start; i < len; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == 0x7f)
			line[i] = '?'; /* a quoted text must not begin a line of its own */
	syslog(priority, "%s", line + start);
	if (!log->to_stderr)
		return;
	line[len++] = '\n';
	ignored = write(STDERR_FILENO, line, len); /* one write: lines of many threads stay whole */
	(void)ignored;
}

void log_detach(struct log *log)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	log->to_stderr = false;
	if (null < 0)
		return;
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	close(null);
}

bool log_stderr_is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	char mine[64];
	struct stat st;

	if (stream == NULL || fstat(STDERR_FILENO, &st) < 0)
		return false;
	snprintf(mine, sizeof mine, "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
	return strcmp(mine, stream) == 0;
}
