/* recorder.c: calls on the table of MTA operations -> lines of text.
 * It must not know what the tests expect.
 */
#include "recorder.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 3, 4))) static int recorder_call(struct recorder *recorder, const char *operation,
							       const char *format, ...)
{
	size_t used = strlen(recorder->calls);
	va_list args;

	va_start(args, format);
	vsnprintf(recorder->calls + used, sizeof recorder->calls - used, format, args);
	va_end(args);
	return recorder->refuse != NULL && strcmp(recorder->refuse, operation) == 0 ? -1 : 0;
}

static const char *recorder_macro(void *ctx, const char *name)
{
	const struct recorder *recorder = ctx;

	if (strcmp(name, "i") == 0)
		return recorder->queue_id;
	if (strcmp(name, "{auth_authen}") == 0)
		return recorder->auth;
	return strcmp(name, "{daemon_name}") == 0 ? recorder->daemon : NULL;
}

static int recorder_add(void *ctx, const char *name, const char *value)
{
	return recorder_call(ctx, "add", "add %s:%s\n", name, value);
}

static int recorder_change(void *ctx, const char *name, int occurrence, const char *value)
{
	return recorder_call(ctx, "change", "change %s/%d:%s\n", name, occurrence, value == NULL ? "(gone)" : value);
}

static int recorder_quarantine(void *ctx, const char *reason)
{
	return recorder_call(ctx, "quarantine", "quarantine %s\n", reason);
}

static int recorder_reply(void *ctx, const char *code, const char *enhanced, const char *text)
{
	return recorder_call(ctx, "reply", "reply %s %s %s\n", code, enhanced, text);
}

static const struct mta_ops recorder_ops = {recorder_macro, recorder_add, recorder_change, recorder_quarantine,
					    recorder_reply};

void recorder_init(struct recorder *recorder)
{
	memset(recorder, 0, sizeof *recorder);
	recorder->mta.ops = &recorder_ops;
	recorder->mta.ctx = recorder;
}

void recorder_clear(struct recorder *recorder)
{
	recorder->calls[0] = '\0';
}
