/* context.c: turns header fields and the envelope into a few facts that a letter's words cannot change.
 * It must not know phrases, weights or what the policy does with the facts.
 * RFC 5322 (threads), RFC 2919 and 2369 (lists), RFC 3462 (reports), RFC 8601 (Authentication-Results).
 */
#include "detect/context.h"

#include "base/arena.h"
#include "base/text.h"
#include "detect/address.h"

#include <string.h>

static const struct header_field *find_field(const struct header_field *fields, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (ascii_same_string(fields[i].name, name))
			return &fields[i];
	return NULL;
}

static bool has_field(const struct header_field *fields, size_t count, const char *name)
{
	return find_field(fields, count, name) != NULL;
}

static bool field_says(const struct header_field *fields, size_t count, const char *name, const char *word)
{
	const struct header_field *field = find_field(fields, count, name);

	return field != NULL && ascii_find(field->raw.at, field->raw.len, word) != SIZE_MAX;
}

static bool first_mailbox(struct mailbox *mailbox_out, const struct header_field *fields, size_t count,
			  const char *name)
{
	const struct header_field *field = find_field(fields, count, name);
	size_t at = 0;

	return field != NULL && address_next(mailbox_out, &at, field->raw);
}

size_t context_recipients(const char **recipients_out, size_t max, struct arena *arena,
			  const struct header_field *fields, size_t field_count, const struct xs_envelope *envelope)
{
	static const char *const names[] = {"To", "Cc"};
	size_t count = 0;

	if (envelope != NULL && envelope->rcpt_count > 0) {
		for (; count < max && count < envelope->rcpt_count; count++)
			recipients_out[count] = envelope->rcpts[count];
		return count;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct header_field *field = find_field(fields, field_count, names[i]);
		struct mailbox mailbox;
		size_t at = 0;

		while (field != NULL && count < max && address_next(&mailbox, &at, field->raw)) {
			recipients_out[count] = arena_copy(arena, mailbox.address.at, mailbox.address.len);
			if (recipients_out[count] == NULL)
				return count;
			count++;
		}
	}
	return count;
}

/* "dkim=pass" or "spf=pass" in a field of our own authserv-id above the first Received: what stands lower may have
 * been written by the sender. */
static bool is_proven(const struct header_field *fields, size_t count, const char *authserv_id)
{
	if (authserv_id == NULL)
		return false;
	for (size_t i = 0; i < count && !ascii_same_string(fields[i].name, "Received"); i++) {
		struct bytes value = fields[i].raw;
		size_t id_len = strlen(authserv_id);

		if (!ascii_same_string(fields[i].name, "Authentication-Results"))
			continue;
		while (value.len > 0 && ascii_is_space(value.at[0])) {
			value.at++;
			value.len--;
		}
		if (value.len <= id_len || !ascii_same(value.at, id_len, authserv_id, id_len) ||
		    (value.at[id_len] != ';' && !ascii_is_space(value.at[id_len])))
			continue;
		if (ascii_find(value.at, value.len, "dmarc=pass") != SIZE_MAX)
			return true;
	}
	return false;
}

static bool same_address(struct bytes a, const char *b)
{
	return a.len > 0 && ascii_same(a.at, a.len, b, strlen(b));
}

static bool same_domain(struct bytes a, const char *b)
{
	struct bytes mine = address_domain(a), theirs = address_domain((struct bytes){b, strlen(b)});

	return mine.len > 0 && ascii_same(mine.at, mine.len, theirs.at, theirs.len);
}

#define CONTEXT_RECIPIENTS 64 /* more change nothing: one that matches is enough, and bulk mail names hundreds */

static void read_spoof(struct context *context, const struct header_field *fields, size_t count,
		       const struct xs_envelope *envelope, const struct xs_options *options)
{
	const char *recipients[CONTEXT_RECIPIENTS];
	struct mailbox from;
	struct arena arena;
	size_t recipient_count;

	if (!first_mailbox(&from, fields, count, "From"))
		return;
	arena_init(&arena, 0);
	recipient_count = context_recipients(recipients, CONTEXT_RECIPIENTS, &arena, fields, count, envelope);
	for (size_t i = 0; i < recipient_count; i++) {
		context->self_spoof = context->self_spoof || same_address(from.address, recipients[i]);
		context->own_domain = context->own_domain || same_domain(from.address, recipients[i]);
	}
	arena_free(&arena);
	/* Without an envelope nobody says where it came from: the own domain is then nothing special. */
	if (envelope == NULL || envelope->client == XS_CLIENT_UNKNOWN)
		context->own_domain = false;
	if (context->inside || is_proven(fields, count, options == NULL ? NULL : options->authserv_id))
		context->self_spoof = context->own_domain = false;
	if (context->self_spoof)
		context->own_domain = false; /* said once */
	context->display_address = memchr(from.name.at, '@', from.name.len) != NULL &&
				   !ascii_same(from.name.at, from.name.len, from.address.at, from.address.len);
}

static bool is_desk(const char *recipient)
{
	static const char *const desks[] = {"abuse",   "postmaster", "security",    "helpdesk",   "help-desk",
					    "support", "phishing",   "spam",        "cert",       "csirt",
					    "soc",     "report",     "servicedesk", "it-support", "itsupport",
					    "it",      "ithelp",     "infosec"};
	const char *at = strchr(recipient, '@');
	size_t len = at == NULL ? strlen(recipient) : (size_t)(at - recipient);

	for (size_t i = 0; i < sizeof desks / sizeof *desks; i++)
		if (ascii_same(recipient, len, desks[i], strlen(desks[i])))
			return true;
	return false;
}

static bool all_desks(const struct header_field *fields, size_t count, const struct xs_envelope *envelope)
{
	const char *recipients[CONTEXT_RECIPIENTS];
	struct arena arena;
	size_t recipient_count;
	bool all;

	arena_init(&arena, 0);
	recipient_count = context_recipients(recipients, CONTEXT_RECIPIENTS, &arena, fields, count, envelope);
	all = recipient_count > 0;
	for (size_t i = 0; i < recipient_count; i++)
		all = all && is_desk(recipients[i]);
	arena_free(&arena);
	return all;
}

void context_read(struct context *context_out, const struct header_field *fields, size_t field_count,
		  const struct xs_envelope *envelope, const struct xs_options *options)
{
	const char *sender = envelope == NULL ? NULL : envelope->mail_from;

	memset(context_out, 0, sizeof *context_out);
	context_out->inside = envelope != NULL && (envelope->auth_user != NULL || envelope->client == XS_CLIENT_INSIDE);
	read_spoof(context_out, fields, field_count, envelope, options);
	context_out->list = has_field(fields, field_count, "List-Id") || has_field(fields, field_count, "List-Post");
	context_out->bulk = has_field(fields, field_count, "List-Unsubscribe") ||
			    field_says(fields, field_count, "Precedence", "bulk");
	context_out->reply =
		has_field(fields, field_count, "In-Reply-To") || has_field(fields, field_count, "References");
	context_out->report = field_says(fields, field_count, "Content-Type", "multipart/report");
	context_out->bounce = context_out->report && (sender == NULL || sender[0] == '\0');
	context_out->desk = all_desks(fields, field_count, envelope);
}
