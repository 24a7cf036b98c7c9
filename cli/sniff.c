/* sniff.c: turns the first bytes of a stream into "a mail" or "something else".
 * It must not know what is done with either.
 * RFC 5322 section 3.6 (fields), RFC 4155 (mbox).
 */
#include "input.h"

#include <string.h>
#include <strings.h>

#define FIELD_NAME_MAX 64
#define FIELDS_WANTED 2 /* "To: me" may stand in a note; two such lines are a header */

/* Fields that only mail has, or that every mail has. */
static bool is_known(const char *name, size_t len)
{
	static const char *const names[] = {
		"from",
		"to",
		"cc",
		"subject",
		"date",
		"message-id",
		"received",
		"return-path",
		"reply-to",
		"delivered-to",
		"mime-version",
		"content-type",
		"sender",
		"x-mailer",
		"dkim-signature",
		"list-id",
		"x-original-to",
		"envelope-to",
		"received-spf",
		"authentication-results",
		"content-transfer-encoding",
		"arc-seal",
		NULL,
	};

	for (size_t i = 0; names[i] != NULL; i++)
		if (strlen(names[i]) == len && strncasecmp(names[i], name, len) == 0)
			return true;
	return false;
}

/* The length of the field name that a line begins with; 0: it begins with none. */
static size_t field_name(const char *line, size_t len)
{
	size_t at = 0;

	while (at < len && at < FIELD_NAME_MAX && line[at] > ' ' && line[at] < 127 && line[at] != ':')
		at++;
	return at > 0 && at < len && line[at] == ':' ? at : 0;
}

bool sniff_is_mail(const char *head, size_t len)
{
	unsigned known = 0;
	bool first = true;

	while (len > 0 && known < FIELDS_WANTED) {
		const char *end = memchr(head, '\n', len);
		size_t line = end == NULL ? len : (size_t)(end - head) + 1;
		size_t name = field_name(head, line);
		bool empty = line == 1 || (line == 2 && head[0] == '\r');

		known += name > 0 && is_known(head, name);
		/* an mbox's own line, a folded field, or empty lines in front: the header goes on */
		if (name == 0 && !(head[0] == ' ' || head[0] == '\t') &&
		    !(first && line > 5 && memcmp(head, "From ", 5) == 0) && !(first && empty))
			return false;
		first = first && empty;
		head += line;
		len -= line;
	}
	return known >= FIELDS_WANTED;
}
