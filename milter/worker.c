/* worker.c: settings and orders -> a serving, reloading and at last draining filter.
 * It must not know libmilter's types, messages or signals' meaning.
 * Standard: signal(7): a signal that is ignored and that the main thread does not block is dropped when it is sent.
 */
#include "worker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "callbacks.h"
#include "listen.h"
#include "notify.h"
#include "privileges.h"
#include "service.h"

#define WORKER_STEP_NS 10000000 /* how often a stop looks whether all messages have ended */

static void worker_warn(void *ctx, const struct xs_error *warning)
{
	log_say(ctx, LOG_WARNING, "warning: %s", warning->text);
}

/* Signals that mean anything to libmilter or would end us. Ignored and unblocked in the main thread they vanish as they
 * are sent, and libmilter's thread, which waits for them, waits for ever. */
static void worker_deafen(void)
{
	static const int deaf[] = {SIGHUP, SIGTERM, SIGINT, SIGUSR1, SIGUSR2, SIGPIPE};
	sigset_t all;

	for (size_t i = 0; i < sizeof deaf / sizeof deaf[0]; i++)
		signal(deaf[i], SIG_IGN);
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, NULL);
}

static void *worker_serve(void *ctx)
{
	const struct service *service = ctx;

	callbacks_serve();
	log_say(&service->log, LOG_CRIT, "libmilter gave up, and so must we");
	_exit(EXIT_FAILURE);
}

static int worker_open(struct worker *worker, struct service *service, struct xs_error *err)
{
	const struct settings *settings = worker->settings;
	mode_t before;
	int opened;

	if (listen_check(settings->socket, err) < 0)
		return -1;
	before = umask((mode_t)(0777 & ~settings->socket_mode)); /* nobody slips in before the mode is set */
	opened = callbacks_open(service, settings->socket, err);
	umask(before);
	if (opened < 0 || listen_tune(settings->socket, settings, err) < 0)
		return -1;
	privileges_raise_files();
	return privileges_drop(settings->user, settings->group, err);
}

static int worker_load(struct service *service, struct xs_error *err)
{
	struct xs_listener listener = {worker_warn, &service->log};
	struct snapshot *snapshot;
	const struct snapshot *published;

	if (snapshot_load(&snapshot, service->settings, &listener, err) < 0)
		return -1;
	published = snapshot; /* stays alive: nobody but this thread replaces it */
	publish_replace(&service->publish, &snapshot);
	log_say(&service->log, LOG_NOTICE, "rules=%s policy=%s", xs_rules_version(published->rules),
		service->settings->policy);
	return 0;
}

static int worker_start(struct worker *worker, struct service *service, struct xs_error *err)
{
	struct xs_options options = settings_options(worker->settings);
	pthread_t thread;
	sigset_t all;

	service->settings = worker->settings;
	service->log = worker->log;
	if (publish_init(&service->publish) < 0 ||
	    scanners_init(&service->scanners, &options, worker->settings->concurrent_messages) < 0) {
		*err = (struct xs_error){.text = "out of memory"};
		return -1;
	}
	worker_deafen();
	if (worker_open(worker, service, err) < 0)
		return -1;
	/* becoming another user has cleared this: without a supervisor nobody could stop us */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (worker_load(service, err) < 0 || pthread_create(&thread, NULL, worker_serve, service) != 0) {
		listen_remove(worker->settings->socket);
		return -1;
	}
	pthread_detach(thread);
	/* from here on in the main thread alone: see worker_deafen() */
	sigfillset(&all);
	pthread_sigmask(SIG_UNBLOCK, &all, NULL);
	return 0;
}

/* The filter serves: tell systemd, and whoever waits for a daemon to come up. */
static void worker_ready(struct worker *worker, struct service *service)
{
	ssize_t ignored;

	log_say(&service->log, LOG_NOTICE, "extortscan %s serves at %s", xs_version(), worker->settings->socket);
	notify_send("READY=1");
	if (worker->ready < 0)
		return;
	ignored = write(worker->ready, "", 1);
	(void)ignored;
	close(worker->ready);
	worker->ready = -1;
	log_detach(&service->log);
}

static void worker_reload(struct service *service)
{
	struct xs_error err = {0};

	notify_reloading();
	if (worker_load(service, &err) < 0)
		log_say(&service->log, LOG_ERR, "reload failed, what was in force stays in force: %s", err.text);
	else
		counters_add(&service->counters, COUNTER_RELOADS, 1);
	notify_send("READY=1");
}

static void worker_counters(const struct service *service)
{
	char line[400];

	counters_line(line, sizeof line, &service->counters);
	log_say(&service->log, LOG_NOTICE, "counters: %s", line);
}

/* Refuse new messages, wait for those in flight. libmilter is not told: its stop leaves connections that are between
 * two commands unanswered, and frees them while a thread may still work for them. */
__attribute__((noreturn)) static void worker_stop(struct service *service)
{
	struct timespec step = {0, WORKER_STEP_NS};
	unsigned long long steps = service->settings->stop_timeout * (1000000000ull / WORKER_STEP_NS);
	unsigned long left;

	notify_send("STOPPING=1");
	atomic_store(&service->stopping, true);
	while ((left = atomic_load(&service->in_flight)) > 0 && steps-- > 0)
		nanosleep(&step, NULL);
	listen_remove(service->settings->socket);
	worker_counters(service);
	if (left > 0)
		log_say(&service->log, LOG_WARNING, "stopped with %lu messages in flight; the MTA decides about them",
			left);
	else
		log_say(&service->log, LOG_NOTICE, "stopped");
	/* libmilter's threads still run: nothing may be torn down under them, not even by its own atexit(3) handler */
	_exit(EXIT_SUCCESS);
}

/* Orders that piled up while one was carried out count once. */
static void worker_obey(struct worker *worker, struct service *service)
{
	char orders[256];

	for (;;) {
		ssize_t len = read(worker->orders, orders, sizeof orders);

		if (len < 0 && errno == EINTR)
			continue;
		if (len <= 0)
			_exit(EXIT_FAILURE); /* the supervisor was killed, and so are we in a moment */
		if (memchr(orders, WORKER_STOP, (size_t)len) != NULL)
			worker_stop(service);
		if (memchr(orders, WORKER_RELOAD, (size_t)len) != NULL)
			worker_reload(service);
		if (memchr(orders, WORKER_COUNTERS, (size_t)len) != NULL)
			worker_counters(service);
	}
}

void worker_run(struct worker *worker)
{
	/* never freed: libmilter's threads may use it until the process is gone */
	struct service *service = calloc(1, sizeof *service);
	struct xs_error err = {.text = "out of memory"};

	if (service == NULL || worker_start(worker, service, &err) < 0) {
		log_say(&worker->log, LOG_CRIT, "%s", err.text);
		exit(EXIT_FAILURE);
	}
	worker_ready(worker, service);
	worker_obey(worker, service);
	exit(EXIT_FAILURE);
}
