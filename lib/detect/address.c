/* address.c: turns a header field into mailboxes.
 * It must not know envelopes or policy.
 * RFC 5322, section 3.4, read leniently: what looks like an address to a reader is one.
 */
#include "detect/address.h"

#include "base/text.h"

#include <string.h>

/* Skip a quoted string or a (nested) comment that begins at `at`; returns the place behind it. */
static size_t skip_quoted(struct bytes field, size_t at)
{
	char open = field.at[at];
	unsigned depth = 1;

	for (at++; at < field.len && depth > 0; at++) {
		if (field.at[at] == '\\')
			at++;
		else if (open == '"' && field.at[at] == '"')
			depth = 0;
		else if (open == '(')
			depth += (unsigned)(field.at[at] == '(') - (unsigned)(field.at[at] == ')');
	}
	return at > field.len ? field.len : at;
}

static struct bytes trim(struct bytes text)
{
	while (text.len > 0 && (ascii_is_space(text.at[0]) || text.at[0] == '"' || text.at[0] == '\'')) {
		text.at++;
		text.len--;
	}
	while (text.len > 0 && (ascii_is_space(text.at[text.len - 1]) || text.at[text.len - 1] == '"' ||
				text.at[text.len - 1] == '\''))
		text.len--;
	return text;
}

/* One element of the list, up to its comma. The address is in <>, or is the whole. */
static bool read_mailbox(struct mailbox *mailbox_out, struct bytes element, size_t angle)
{
	struct bytes address = element;
	const char *end;

	mailbox_out->name = (struct bytes){element.at, 0};
	if (angle != SIZE_MAX) {
		mailbox_out->name = trim((struct bytes){element.at, angle});
		address = (struct bytes){element.at + angle + 1, element.len - angle - 1};
		end = memchr(address.at, '>', address.len);
		if (end != NULL)
			address.len = (size_t)(end - address.at);
	}
	mailbox_out->address = trim(address);
	return memchr(mailbox_out->address.at, '@', mailbox_out->address.len) != NULL;
}

bool address_next(struct mailbox *mailbox_out, size_t *at_io, struct bytes field)
{
	size_t at = *at_io;

	while (at < field.len) {
		size_t from = at, angle = SIZE_MAX;

		while (at < field.len && field.at[at] != ',' && field.at[at] != ';') {
			if (field.at[at] == '"' || field.at[at] == '(') {
				at = skip_quoted(field, at);
				continue;
			}
			if (field.at[at] == ':' && angle == SIZE_MAX) /* "Group: a, b;" */
				from = at + 1;
			if (field.at[at] == '<')
				angle = at - from;
			at++;
		}
		*at_io = at + 1;
		if (read_mailbox(mailbox_out, (struct bytes){field.at + from, at - from}, angle))
			return true;
		at++;
	}
	*at_io = field.len;
	return false;
}

struct bytes address_domain(struct bytes address)
{
	for (size_t at = address.len; at > 0; at--)
		if (address.at[at - 1] == '@')
			return (struct bytes){address.at + at, address.len - at};
	return (struct bytes){address.at + address.len, 0};
}
