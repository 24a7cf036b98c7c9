/* fake_session.c: sessions for which memory runs out when a test says so: while the file that $FAKE_NO_SESSION names
 * exists. Linked with --wrap=session_new, so that callbacks.c meets it in the place of the real one.
 */
#include <stdlib.h>
#include <unistd.h>

#include "session.h"

struct session *__real_session_new(struct service *service, bool leading_space);
struct session *__wrap_session_new(struct service *service, bool leading_space);

struct session *__wrap_session_new(struct service *service, bool leading_space)
{
	const char *path = getenv("FAKE_NO_SESSION");

	if (path != NULL && access(path, F_OK) == 0)
		return NULL;
	return __real_session_new(service, leading_space);
}
