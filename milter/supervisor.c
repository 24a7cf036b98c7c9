/* supervisor.c: signals -> orders to the worker; the worker's end -> an exit code.
 * It must not know libmilter, rules or mail: a process that does nothing cannot be caught in the middle of something.
 * Standard: signal(7), sigtimedwait(2).
 */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "privileges.h"
#include "worker.h"

#define SUPERVISOR_GRACE 10 /* seconds beyond stop_timeout before the worker is killed */

static void supervisor_signals(sigset_t *set)
{
	static const int heard[] = {SIGHUP, SIGTERM, SIGINT, SIGUSR1, SIGUSR2, SIGPIPE, SIGCHLD};

	sigemptyset(set);
	for (size_t i = 0; i < sizeof heard / sizeof heard[0]; i++)
		sigaddset(set, heard[i]);
}

static void supervisor_order(int orders, enum worker_order order)
{
	char byte = (char)order;
	ssize_t ignored = write(orders, &byte, 1); /* full: as many orders wait already, and each counts once */

	(void)ignored;
}

static int pid_file_write(const char *path, struct xs_error *err)
{
	FILE *file;
	int failed;

	if (path[0] == '\0')
		return 0;
	file = fopen(path, "we");
	if (file != NULL) {
		failed = fprintf(file, "%ld\n", (long)getpid()) < 0;
		failed |= fclose(file) != 0;
		if (!failed)
			return 0;
	}
	snprintf(err->text, sizeof err->text, "pid_file %.300s: %s", path, strerror(errno));
	return -1;
}

/* Returns: the next signal, or -1 when the worker had its time to stop. */
static int supervisor_wait(const sigset_t *set, bool stopping, unsigned long seconds)
{
	struct timespec patience = {(time_t)seconds, 0};
	int signal;

	do
		signal = sigtimedwait(set, NULL, stopping ? &patience : NULL);
	while (signal < 0 && errno == EINTR);
	return signal;
}

static int supervisor_end(const struct log *log, int status, bool stopping)
{
	if (WIFSIGNALED(status)) {
		log_say(log, LOG_CRIT, "the worker died of signal %d (%s)", WTERMSIG(status),
			strsignal(WTERMSIG(status)));
		return EXIT_FAILURE;
	}
	if (!stopping && WEXITSTATUS(status) == EXIT_SUCCESS)
		return EXIT_FAILURE; /* nobody asked it to */
	return WEXITSTATUS(status);
}

static int supervisor_watch(const struct settings *settings, const struct log *log, pid_t worker, int orders)
{
	bool stopping = false;
	sigset_t set;
	int status;

	supervisor_signals(&set);
	for (;;) {
		switch (supervisor_wait(&set, stopping, settings->stop_timeout + SUPERVISOR_GRACE)) {
		case SIGHUP:
		case SIGUSR1:
			supervisor_order(orders, WORKER_RELOAD);
			break;
		case SIGUSR2:
			supervisor_order(orders, WORKER_COUNTERS);
			break;
		case SIGTERM:
		case SIGINT:
			stopping = true;
			supervisor_order(orders, WORKER_STOP);
			break;
		case SIGCHLD:
			if (waitpid(worker, &status, WNOHANG) == worker)
				return supervisor_end(log, status, stopping);
			break;
		case -1:
			if (stopping) {
				log_say(log, LOG_CRIT, "the worker does not stop and is killed");
				kill(worker, SIGKILL);
			}
			break;
		}
	}
}

/* The child's side of the fork: its life hangs on the parent's, so that killing either one kills the filter. */
__attribute__((noreturn)) static void supervisor_child(const struct settings *settings, const struct log *log,
						       pid_t parent, int orders, int ready)
{
	struct worker worker = {settings, *log, orders, ready};

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
	worker_run(&worker);
}

int supervisor_run(const struct settings *settings, const struct log *log, int ready)
{
	pid_t parent = getpid(), worker;
	struct xs_error err = {0};
	struct log mine = *log;
	int orders[2], code;
	sigset_t set;

	supervisor_signals(&set);
	sigprocmask(SIG_BLOCK, &set, NULL); /* before any thread or child: none may meet a default action */
	if (pid_file_write(settings->pid_file, &err) < 0 || pipe2(orders, O_CLOEXEC) < 0) {
		log_say(log, LOG_CRIT, "%s", err.text[0] != '\0' ? err.text : strerror(errno));
		return EXIT_FAILURE;
	}
	worker = fork();
	if (worker == 0) {
		close(orders[1]);
		supervisor_child(settings, log, parent, orders[0], ready);
	}
	close(orders[0]);
	if (worker < 0) {
		log_say(log, LOG_CRIT, "cannot fork: %s", strerror(errno));
		return EXIT_FAILURE;
	}
	if (ready >= 0) {
		close(ready); /* the worker's alone to answer */
		log_detach(&mine);
	}
	fcntl(orders[1], F_SETFL, O_NONBLOCK);
	/* what cannot be dropped here cannot be dropped there either, and the worker says so */
	(void)privileges_drop(settings->user, settings->group, NULL);
	code = supervisor_watch(settings, &mine, worker, orders[1]);
	if (settings->pid_file[0] != '\0')
		(void)unlink(settings->pid_file);
	return code;
}
