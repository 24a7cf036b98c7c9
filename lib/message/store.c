/* store.c: turns what the walk of a message finds into the plain data that the next stage gets.
 * It must not know MIME.
 * RFC 5322 section 3.4 (display names), RFC 2047.
 */
#include "message/store.h"

#include "decode/encword.h"
#include "decode/entity.h"

#include <string.h>

#define SUBJECT 0
#define COMPARED_MOST 64 /* addresses of enclosed messages: a thousand of them with a thousand addresses each */
#define LAST_TEXTS 3     /* the rest, the senders, the names: each is one text at the end */

int store_init(struct store *store, size_t text_bytes, struct xs_error *err)
{
	memset(store, 0, sizeof *store);
	store->text_bytes = text_bytes == 0 ? LIMIT_TEXT_BYTES : text_bytes;
	arena_init(&store->arena, 0);
	text_init(&store->rest, store->text_bytes);
	text_init(&store->names, LIMIT_HEADER_BYTES);
	text_init(&store->senders, LIMIT_HEADER_BYTES);
	return converters_new(&store->converters, err);
}

void store_free(struct store *store)
{
	converters_free(&store->converters);
	arena_free(&store->arena);
	text_free(&store->rest);
	text_free(&store->names);
	text_free(&store->senders);
}

void store_begin(struct store *store)
{
	arena_reset(&store->arena);
	store->texts[SUBJECT] = (struct text_part){.kind = XS_TEXT_SUBJECT, .utf8 = {"", 0}};
	store->text_count = 1;
	store->text_used = 0;
	store->field_count = 0;
	store->header_used = 0;
	store->oddity_count = 0;
	memset(store->seen, 0, sizeof store->seen);
	text_reset(&store->rest);
	text_reset(&store->names);
	text_reset(&store->senders);
	store->part = 0;
	store->parts = 0;
	store->nested = 0;
	store->compared = 0;
	store->subject_seen = false;
	store->from_seen = false;
	store->lost = false;
}

void store_odd(struct store *store, enum odd odd)
{
	if (store->seen[odd])
		return;
	store->seen[odd] = true;
	store->oddities[store->oddity_count++] =
		(struct oddity){.id = odd_id(odd), .limit = odd_is_limit(odd), .part = store->part};
}

size_t store_room(const struct store *store)
{
	return store->text_bytes - store->text_used;
}

bool store_is_full(const struct store *store)
{
	return store_room(store) == 0;
}

/* Copy as much as the cap allows, never half a character. Returns: NULL with lost set. */
static const char *store_copy(struct store *store, const char *at, size_t *len_io)
{
	size_t len = *len_io;
	char *copy;

	if (len > store_room(store)) {
		store_odd(store, ODD_LIMIT_TEXT);
		for (len = store_room(store); len > 0 && ((unsigned char)at[len] & 0xc0) == 0x80; len--)
			;
		store->text_used = store->text_bytes; /* what comes next does not fit either */
	} else {
		store->text_used += len;
	}
	copy = arena_copy(&store->arena, at, len);
	*len_io = len;
	if (copy == NULL) {
		store->lost = true;
		return NULL;
	}
	for (char *cr = copy; (cr = memchr(cr, '\r', len - (size_t)(cr - copy))) != NULL;)
		*cr = '\n'; /* a reference stood for it: &#13; */
	return copy;
}

static void store_keep(struct store *store, enum xs_text_kind kind, unsigned flags, const char *at, size_t len)
{
	const char *copy;

	if (len == 0 || store->text_count == LIMIT_TEXTS)
		return;
	copy = store_copy(store, at, &len);
	if (copy == NULL || len == 0)
		return;
	store->texts[store->text_count++] =
		(struct text_part){.kind = kind, .part = store->part, .flags = flags, .utf8 = {copy, len}};
}

/* Another reading often is the first one without its beginning, or its end: nobody sees more in it. */
static bool is_part_of(const struct text_part *text, enum xs_text_kind kind, unsigned flags, const char *at, size_t len)
{
	return text->kind == kind && ((text->flags ^ flags) & ~(unsigned)TEXT_ALTERNATE) == 0 &&
	       text->utf8.len >= len &&
	       (memcmp(text->utf8.at + text->utf8.len - len, at, len) == 0 || memcmp(text->utf8.at, at, len) == 0);
}

void store_text(struct store *store, enum xs_text_kind kind, unsigned flags, const char *at, size_t len)
{
	for (size_t i = 0; len > 0 && (flags & TEXT_ALTERNATE) != 0 && i < store->text_count; i++)
		if (is_part_of(&store->texts[i], kind, flags, at, len))
			return;
	if (store->text_count < LIMIT_TEXTS - LAST_TEXTS) {
		store_keep(store, kind, flags, at, len);
		return;
	}
	store_odd(store, ODD_LIMIT_TEXTS);
	if (kind != XS_TEXT_VISIBLE || store->rest.len >= store_room(store))
		return;
	store->rest.cap = store_room(store);
	text_add(&store->rest, at, len);
	text_add_char(&store->rest, '\n');
}

void store_finish(struct store *store)
{
	store->part = 0;
	store_keep(store, XS_TEXT_VISIBLE, TEXT_ALTERNATE, store->rest.at, store->rest.len);
	store_keep(store, XS_TEXT_HEADER, 0, store->senders.at, store->senders.len);
	store_keep(store, XS_TEXT_NAME, 0, store->names.at, store->names.len);
	store->lost = store->lost || store->senders.lost || store->names.lost || store->rest.lost || store->arena.full;
}

void store_decode(struct store *store, struct text *out, const char *at, size_t len)
{
	unsigned facts;

	while (len > 0 && ascii_is_space(*at)) {
		at++;
		len--;
	}
	while (len > 0 && ascii_is_space(at[len - 1]))
		len--;
	facts = encword_decode(out, store->converters, at, len);
	if ((facts & ENCWORD_BROKEN) != 0)
		store_odd(store, ODD_ENCWORD_BROKEN);
	if ((facts & ENCWORD_LIMIT) != 0)
		store_odd(store, ODD_LIMIT_WORDS);
	if ((facts & ENCWORD_CHARSET) != 0)
		store_odd(store, ODD_CHARSET_LIED);
	if ((facts & ENCWORD_RAW) != 0)
		store_odd(store, ODD_HEADER_8BIT);
	store->lost = store->lost || out->lost;
}

/* The first subject is texts[0]; another one is a text of its own, so that a list of subjects still fits exactly. */
static void store_subject(struct store *store, const char *at, size_t len)
{
	struct text second;

	if (store->subject_seen) {
		store_odd(store, ODD_DUPLICATE_SUBJECT);
		store_text(store, XS_TEXT_SUBJECT, TEXT_ALTERNATE, at, len);
	} else {
		store->subject_seen = true;
		store->texts[SUBJECT].utf8 = (struct bytes){at, len};
		store->text_used += len < store_room(store) ? len : store_room(store);
	}
	if (!entity_is_in(at, len))
		return;
	text_init(&second, 0);
	entity_decode(&second, at, len);
	store_text(store, XS_TEXT_SUBJECT, TEXT_ALTERNATE | TEXT_ENTITY, second.at, second.len);
	store->lost = store->lost || second.lost;
	text_free(&second);
}

void store_field(struct store *store, const char *name, size_t name_len, const char *value, size_t value_len)
{
	struct header_field *field = &store->fields[store->field_count];
	struct text text;

	if (store->field_count == LIMIT_HEADER_FIELDS ||
	    store->header_used + name_len + value_len > LIMIT_HEADER_BYTES) {
		store_odd(store,
			  store->field_count == LIMIT_HEADER_FIELDS ? ODD_LIMIT_HEADER_FIELDS : ODD_LIMIT_HEADER_BYTES);
		return;
	}
	store->header_used += name_len + value_len;
	text_init(&text, 0);
	store_decode(store, &text, value, value_len);
	field->name = arena_copy(&store->arena, name, name_len);
	field->raw.at = arena_copy(&store->arena, value, value_len);
	field->raw.len = value_len;
	field->text.at = arena_copy(&store->arena, text.at, text.len);
	field->text.len = text.len;
	text_free(&text);
	if (field->name == NULL || field->raw.at == NULL || field->text.at == NULL) {
		store->lost = true;
		return;
	}
	store->field_count++;
	if (ascii_same_string(field->name, "subject")) {
		store_subject(store, field->text.at, field->text.len);
	} else if (ascii_same_string(field->name, "from") || ascii_same_string(field->name, "reply-to")) {
		if (store->from_seen && ascii_same_string(field->name, "from"))
			store_odd(store, ODD_DUPLICATE_FROM);
		store->from_seen = store->from_seen || ascii_same_string(field->name, "from");
		store_display_names(store, &store->senders, value, value_len);
	}
}

static bool is_address_char(char c)
{
	return ascii_is_alnum(c) || (unsigned char)c >= 0x80 ||
	       (c != '\0' && strchr(".!#$%&'*+-/=?^_`{|}~@", c) != NULL);
}

/* The next run of characters that addresses are made of, with an @ in it. Returns: false when there is none. */
static bool next_address(struct bytes *address_out, size_t *place_io, struct bytes list)
{
	size_t at = *place_io;

	while (at < list.len) {
		size_t from = at;
		bool sign = false;

		while (at < list.len && is_address_char(list.at[at]))
			sign |= list.at[at++] == '@';
		*address_out = (struct bytes){list.at + from, at - from};
		*place_io = at;
		if (sign)
			return true;
		at++;
	}
	return false;
}

static bool has_address(struct bytes list, struct bytes address)
{
	struct bytes other;

	for (size_t place = 0; next_address(&other, &place, list);)
		if (ascii_same(other.at, other.len, address.at, address.len))
			return true;
	return false;
}

void store_enclosed_to(struct store *store, const char *value, size_t value_len)
{
	const struct bytes list = {value, value_len};
	struct bytes address;

	for (size_t place = 0; next_address(&address, &place, list) && store->compared++ < COMPARED_MOST;)
		for (size_t i = 0; i < store->field_count; i++)
			if (ascii_same_string(store->fields[i].name, "to") &&
			    has_address(store->fields[i].raw, address))
				store_odd(store, ODD_RETURNED_TO_READER);
}

void store_name(struct store *store, const char *at, size_t len)
{
	size_t known = store->names.len;
	const char *names = store->names.at;

	if (len == 0)
		return;
	if (known > len && memcmp(names + known - len - 1, at, len) == 0 &&
	    (known == len + 1 || names[known - len - 2] == '\n'))
		return; /* Content-Disposition and Content-Type say the same */
	for (size_t i = 0; i < len; i++)
		text_add_char(&store->names, at[i] == '\n' || at[i] == '\r' ? ' ' : at[i]);
	text_add_char(&store->names, '\n');
	if (store->names.full)
		store_odd(store, ODD_LIMIT_HEADER_BYTES);
}

/* Take what a reader sees of "Name <address>, (Name) address": text outside of <>, or in comments where there is no <>.
 * Structure first, encoded words second, because an encoded word may hold a '<'. */
void store_display_names(struct store *store, struct text *out, const char *at, size_t len)
{
	bool angles = memchr(at, '<', len) != NULL;
	bool quoted = false, inside = false, comment = false;
	struct text names;

	text_init(&names, 0);
	for (size_t i = 0; i < len; i++) {
		char c = at[i];

		if (c == '\\' && (quoted || comment) && i + 1 < len) {
			c = at[++i];
		} else if (c == '"') {
			quoted = !quoted;
			continue;
		} else if (!quoted && (c == '<' || c == '>')) {
			inside = c == '<';
			continue;
		} else if (!quoted && (c == '(' || c == ')')) {
			comment = c == '(';
			continue;
		} else if (!quoted && !comment && c == ',') {
			c = ' ';
		}
		if (inside || !(angles || comment || quoted))
			continue;
		if (!ascii_is_space(c))
			text_add_char(&names, c);
		else if (names.len > 0 && names.at[names.len - 1] != ' ')
			text_add_char(&names, ' ');
	}
	if (names.len > 0)
		store_decode(store, out, names.at, names.len);
	if (out->len > 0 && out->at[out->len - 1] != '\n')
		text_add_char(out, '\n');
	store->lost = store->lost || names.lost;
	text_free(&names);
}
