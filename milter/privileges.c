/* privileges.c: names of user and group -> ids that the process runs under.
 * It must not keep a way back.
 * Standard: setuid(2), initgroups(3), prctl(2).
 */
#include "privileges.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <unistd.h>

#include "ini.h"

#define PRIVILEGES_FILES 65536 /* libmilter polls: more would only make each poll longer */

static int privileges_become(const char *user, uid_t uid, gid_t gid, struct xs_error *err)
{
	if (initgroups(user, gid) < 0 || setgid(gid) < 0 || setuid(uid) < 0)
		return ini_fail(err, "user", 0, 0, "cannot become `%.60s': %s", user, strerror(errno));
	if (uid != 0 && setuid(0) == 0)
		return ini_fail(err, "user", 0, 0, "root could be regained after becoming `%.60s'", user);
	return 0;
}

int privileges_drop(const char *user, const char *group, struct xs_error *err)
{
	const struct passwd *passwd;
	const struct group *entry;
	uid_t uid;
	gid_t gid;

	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (user[0] == '\0')
		return 0;
	passwd = getpwnam(user);
	if (passwd == NULL)
		return ini_fail(err, "user", 0, 0, "there is no user `%.60s'", user);
	uid = passwd->pw_uid;
	gid = passwd->pw_gid;
	if (group[0] != '\0') {
		entry = getgrnam(group);
		if (entry == NULL)
			return ini_fail(err, "group", 0, 0, "there is no group `%.60s'", group);
		gid = entry->gr_gid;
	}
	if (geteuid() != 0) {
		if (geteuid() == uid)
			return 0;
		return ini_fail(err, "user", 0, 0, "only root can become `%.60s'", user);
	}
	return privileges_become(user, uid, gid, err);
}

void privileges_raise_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= PRIVILEGES_FILES)
		return;
	limit.rlim_cur = limit.rlim_max == RLIM_INFINITY || limit.rlim_max > PRIVILEGES_FILES ? PRIVILEGES_FILES
											      : limit.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &limit);
}
