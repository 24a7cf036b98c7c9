/* listen.c: a socket's name and settings -> rights and options of the socket.
 * It must not know libmilter or who connects.
 * Standard: unix(7), tcp(7).
 */
#include "listen.h"

#include <errno.h>
#include <grp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "ini.h"

#define LISTEN_DESCRIPTORS 64 /* the listener is among the first: it is opened before any thread */

/* Returns: the path of a UNIX socket, NULL for any other. */
static const char *listen_path(const char *socket)
{
	if (socket[0] == '/')
		return socket;
	if (strncmp(socket, "unix:", 5) == 0)
		return socket + 5;
	return strncmp(socket, "local:", 6) == 0 ? socket + 6 : NULL;
}

int listen_check(const char *name, struct xs_error *err)
{
	const char *path = listen_path(name);
	struct sockaddr_un addr = {.sun_family = AF_UNIX};
	struct stat st;
	int fd, answered;

	if (path == NULL || lstat(path, &st) < 0)
		return 0;
	if (!S_ISSOCK(st.st_mode))
		return ini_fail(err, path, 0, 0, "exists and is no socket");
	if (strlen(path) >= sizeof addr.sun_path)
		return ini_fail(err, path, 0, 0, "the path is too long for a socket");
	memcpy(addr.sun_path, path, strlen(path) + 1);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return ini_fail(err, path, 0, 0, "%s", strerror(errno));
	answered = connect(fd, (struct sockaddr *)&addr, sizeof addr);
	close(fd);
	if (answered == 0)
		return ini_fail(err, path, 0, 0, "another process listens there");
	return 0;
}

static int listen_rights(const char *path, const struct settings *settings, struct xs_error *err)
{
	const struct group *group;

	if (settings->socket_group[0] != '\0') {
		group = getgrnam(settings->socket_group);
		if (group == NULL)
			return ini_fail(err, "socket_group", 0, 0, "there is no group `%.60s'", settings->socket_group);
		if (chown(path, (uid_t)-1, group->gr_gid) < 0)
			return ini_fail(err, path, 0, 0, "cannot give it to the group `%.60s': %s",
					settings->socket_group, strerror(errno));
	}
	if (chmod(path, (mode_t)settings->socket_mode) < 0)
		return ini_fail(err, path, 0, 0, "cannot set its mode: %s", strerror(errno));
	return 0;
}

/* libmilter keeps the descriptor to itself: it is the one that listens. */
static int listen_descriptor(void)
{
	for (int fd = STDERR_FILENO + 1; fd < LISTEN_DESCRIPTORS; fd++) {
		int listens = 0;
		socklen_t len = sizeof listens;

		if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &len) == 0 && listens != 0)
			return fd;
	}
	return -1;
}

int listen_tune(const char *name, const struct settings *settings, struct xs_error *err)
{
	const char *path = listen_path(name);
	int fd, on = 1;

	if (path != NULL)
		return listen_rights(path, settings, err);
	fd = listen_descriptor();
	if (fd < 0 || setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0)
		return ini_fail(err, name, 0, 0, "cannot set TCP_NODELAY: %s", strerror(errno));
	return 0;
}

void listen_remove(const char *name)
{
	const char *path = listen_path(name);

	if (path != NULL)
		(void)unlink(path); /* a folder of root's keeps it; the next start removes a stale one */
}
