/* main.c: the command line -> settings -> a supervised filter.
 * It must not filter: supervisor.c and worker.c run the two processes.
 * Standard: daemon(7).
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "log.h"
#include "publish.h"
#include "settings.h"
#include "supervisor.h"

#define EXIT_USAGE 2

struct options {
	const char *settings; /* NULL: the usual place */
	const char *socket;   /* NULL: as the settings say */
	bool foreground;
	bool check;
};

static void main_usage(FILE *to)
{
	fprintf(to, "usage: extortscan-milter [-f] [-t] [-c FILE] [-p SOCKET]\n"
		    "  -c FILE    read settings from FILE (" SETTINGS_PATH ")\n"
		    "  -f         stay in the foreground; log to stderr as well\n"
		    "  -p SOCKET  listen there: unix:/path, inet:PORT@HOST or inet6:PORT@HOST\n"
		    "  -t         check settings, policy and rules, and exit\n"
		    "  -V         print the version\n"
		    "  -h         print this and every setting\n");
}

static void main_help(void)
{
	struct setting_info info;
	char form[200];

	main_usage(stdout);
	for (size_t i = 0; settings_info(&info, form, sizeof form, i); i++)
		printf("\n[%s] %s = %s\n    %s\n    (%s)\n", info.section, info.key, info.preset, info.help, form);
}

/* Returns: -1 to go on, or an exit code. */
static int main_options(struct options *options_out, int argc, char **argv)
{
	static const struct option names[] = {
		{"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, 'V'}, {NULL, 0, NULL, 0}};
	int option;

	*options_out = (struct options){0};
	while ((option = getopt_long(argc, argv, "c:fhp:tV", names, NULL)) != -1) {
		switch (option) {
		case 'c':
			options_out->settings = optarg;
			break;
		case 'f':
			options_out->foreground = true;
			break;
		case 'h':
			main_help();
			return EXIT_SUCCESS;
		case 'p':
			options_out->socket = optarg;
			break;
		case 't':
			options_out->check = true;
			break;
		case 'V':
			printf("extortscan-milter %s\n", xs_version());
			return EXIT_SUCCESS;
		default:
			main_usage(stderr);
			return EXIT_USAGE;
		}
	}
	if (optind == argc)
		return -1;
	fprintf(stderr, "extortscan-milter: unexpected argument `%s'\n", argv[optind]);
	main_usage(stderr);
	return EXIT_USAGE;
}

/* The socket of the command line; there a UNIX socket may be named from the current folder, which the daemon leaves.
 * Returns: a string to free, or NULL when memory ran out. */
static char *main_socket(const char *name)
{
	const char *path = strncmp(name, "unix:", 5) == 0    ? name + 5
			   : strncmp(name, "local:", 6) == 0 ? name + 6
							     : NULL;
	char *folder, *whole = NULL;

	if (path == NULL || path[0] == '/' || path[0] == '\0')
		return strdup(name);
	folder = getcwd(NULL, 0);
	if (folder == NULL || asprintf(&whole, "unix:%s/%s", folder, path) < 0)
		whole = NULL;
	free(folder);
	return whole;
}

/* The settings, with what the command line overrides. A file that was not asked for may be missing. */
static int main_settings(struct settings *settings_out, const struct options *options, struct xs_error *err)
{
	const char *path = options->settings;
	char *socket;

	if (path == NULL && access(SETTINGS_PATH, F_OK) == 0)
		path = SETTINGS_PATH;
	if (settings_load(settings_out, path, err) < 0)
		return -1;
	if (options->socket == NULL)
		return 0;
	socket = main_socket(options->socket);
	if (socket == NULL) {
		*err = (struct xs_error){.text = "out of memory"};
		return -1;
	}
	free(settings_out->socket);
	settings_out->socket = socket;
	return settings_check_socket(socket, err);
}

static void main_warn(void *ctx, const struct xs_error *warning)
{
	(void)ctx;
	fprintf(stderr, "extortscan-milter: warning: %s\n", warning->text);
}

static int main_check(const struct settings *settings)
{
	struct xs_listener listener = {main_warn, NULL};
	struct xs_error err = {0};
	struct snapshot *snapshot;

	if (snapshot_load(&snapshot, settings, &listener, &err) < 0) {
		fprintf(stderr, "extortscan-milter: %s\n", err.text);
		return EXIT_FAILURE;
	}
	printf("settings, policy and rules are good: rules=%s\n", xs_rules_version(snapshot->rules));
	snapshot_free(&snapshot);
	return EXIT_SUCCESS;
}

/* Leave the terminal. Returns: in the daemon where to tell that it serves, and never in the caller's process: that one
 * exits when the daemon serves, or when it failed to. */
static int main_detach(void)
{
	int ready[2];
	char byte;
	pid_t child;

	if (pipe2(ready, O_CLOEXEC) < 0 || (child = fork()) < 0) {
		fprintf(stderr, "extortscan-milter: cannot fork: %s\n", strerror(errno));
		exit(EXIT_FAILURE);
	}
	if (child > 0) {
		ssize_t len;

		close(ready[1]);
		do
			len = read(ready[0], &byte, 1);
		while (len < 0 && errno == EINTR);
		_exit(len == 1 ? EXIT_SUCCESS : EXIT_FAILURE);
	}
	close(ready[0]);
	setsid();
	if (chdir("/") < 0)
		exit(EXIT_FAILURE);
	if (freopen("/dev/null", "r", stdin) == NULL)
		exit(EXIT_FAILURE);
	return ready[1];
}

int main(int argc, char **argv)
{
	struct options options;
	struct settings settings;
	struct xs_error err = {0};
	struct log log;
	int code = main_options(&options, argc, argv), ready = -1;

	if (code >= 0)
		return code;
	if (main_settings(&settings, &options, &err) < 0) {
		fprintf(stderr, "extortscan-milter: %s\n", err.text);
		settings_free(&settings);
		return EXIT_FAILURE;
	}
	if (options.check) {
		code = main_check(&settings);
	} else {
		log_open(&log, settings_facilities()[settings.facility], !log_stderr_is_journal());
		if (!options.foreground)
			ready = main_detach();
		if (settings.user[0] == '\0' && geteuid() == 0)
			log_say(&log, LOG_WARNING, "running as root: set user in [milter], or let systemd do it");
		code = supervisor_run(&settings, &log, ready);
	}
	settings_free(&settings);
	return code;
}
