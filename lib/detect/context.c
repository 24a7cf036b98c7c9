/* context.c: turns header fields and the envelope into a few facts that a letter's words cannot change.
 * It must not know phrases, weights or what the policy does with the facts.
 * RFC 5322 (threads), RFC 2919 and 2369 (lists), RFC 3462 (reports), RFC 8601 (Authentication-Results).
 */
#include "detect/context.h"

#include "base/arena.h"
#include "base/limits.h"
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

bool context_is_quoted(const struct text_part *text, size_t offset)
{
	size_t from = offset < text->utf8.len ? offset : text->utf8.len;
	size_t least = from > LIMIT_QUOTE_LOOKBACK ? from - LIMIT_QUOTE_LOOKBACK : 0;

	while (from > least && text->utf8.at[from - 1] != '\n')
		from--;
	while (from < offset && (text->utf8.at[from] == ' ' || text->utf8.at[from] == '\t'))
		from++;
	return from < text->utf8.len && (text->utf8.at[from] == '>' || text->utf8.at[from] == '|');
}

/* The colon of the languages that write it as wide as their letters: U+FF1A. */
#define WIDE_COLON "\xef\xbc\x9a"

/* Bytes of the colon at that place; 0: none. */
static size_t colon_len(struct bytes line, size_t at)
{
	if (line.at[at] == ':')
		return 1;
	return line.len - at >= strlen(WIDE_COLON) && memcmp(line.at + at, WIDE_COLON, strlen(WIDE_COLON)) == 0
		       ? strlen(WIDE_COLON)
		       : 0;
}

/* "Word: value" with at most 40 bytes in front of the colon: a header line in any language ("A:" is Italian). */
static bool is_header_line(struct bytes line, bool *has_address_out)
{
	size_t at = 0, colon;

	while (at < line.len && (line.at[at] == '>' || line.at[at] == '*' || line.at[at] == '|' || line.at[at] == ' '))
		at++;
	colon = at;
	while (colon < line.len && colon - at < 40 && colon_len(line, colon) == 0 && line.at[colon] != '@')
		colon++;
	if (colon == at || colon + 1 >= line.len || colon_len(line, colon) == 0 || line.at[colon + 1] == '/')
		return false;
	*has_address_out = *has_address_out || memchr(line.at + colon, '@', line.len - colon) != NULL;
	return true;
}

static struct bytes line_at(const struct text_part *text, size_t at)
{
	const char *newline = memchr(text->utf8.at + at, '\n', text->utf8.len - at);
	size_t end = newline == NULL ? text->utf8.len : (size_t)(newline - text->utf8.at);

	return (struct bytes){text->utf8.at + at, end - at};
}

/* "-----Original Message-----", "_____", "Begin forwarded message:", "On Monday X wrote:". */
static bool is_separator(struct bytes line)
{
	while (line.len > 0 && ascii_is_space(line.at[line.len - 1]))
		line.len--;
	return line.len > 0 &&
	       (line.at[0] == '-' || line.at[0] == '_' || line.at[0] == '=' || line.at[line.len - 1] == ':');
}

size_t context_own_words(const struct text_part *text, size_t before, size_t enough)
{
	size_t own = 0;

	for (size_t at = 0; at < before && at < text->utf8.len && own < enough;) {
		struct bytes line = line_at(text, at);

		if (!context_is_quoted(text, at) && !is_separator(line))
			for (size_t i = 0; i < line.len; i++)
				own += (unsigned char)line.at[i] > ' ';
		at += line.len + 1;
	}
	return own;
}

#define FORWARD_LINES 3  /* From, Date and Subject at least */
#define FORWARD_WORDS 20 /* bytes: "please block this one" */

struct forwarded_block context_forwarded(const struct text_part *text)
{
	struct forwarded_block block = {.end = 0};
	size_t begin = 0, run = 0;
	bool has_address = false;

	for (size_t at = 0; at < text->utf8.len;) {
		struct bytes line = line_at(text, at);

		if (run == 0)
			begin = at;
		at += line.len + 1;
		if (is_header_line(line, &has_address)) {
			run++;
		} else {
			run = 0;
			has_address = false;
		}
		if (run < FORWARD_LINES || !has_address)
			continue;
		block.begin = begin;
		block.end = at < text->utf8.len ? at : text->utf8.len;
	}
	block.introduced = block.end > 0 && context_own_words(text, block.begin, FORWARD_WORDS) >= FORWARD_WORDS;
	return block;
}
