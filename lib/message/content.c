/* content.c: turns the Content-* fields of one header into the ways to read its body.
 * It must not know bodies.
 * RFC 2045, RFC 2046, RFC 2183 (disposition), RFC 3676 (flowed), RFC 6532 (message/global).
 */
#include "message/content.h"

#include <string.h>

void content_init(struct content *content, struct store *store)
{
	memset(content, 0, sizeof *content);
	content->store = store;
	for (size_t i = 0; i < CONTENT_SAME; i++)
		params_init(&content->types[i]);
	for (size_t i = 0; i < CONTENT_SAME; i++)
		text_init(&content->written[i], LIMIT_HEADER_LINE);
	params_init(&content->scratch);
}

void content_begin(struct content *content)
{
	content->type_count = 0;
	content->transfer_count = 0;
	content->attachment = false;
	content->named = false;
}

void content_free(struct content *content)
{
	for (size_t i = 0; i < CONTENT_SAME; i++)
		params_free(&content->types[i]);
	for (size_t i = 0; i < CONTENT_SAME; i++)
		text_free(&content->written[i]);
	params_free(&content->scratch);
}

/* ---- fields ----------------------------------------------------------------------------------------------------- */

static bool ends(const char *at, size_t len, const char *with)
{
	size_t with_len = strlen(with);

	return len >= with_len && ascii_same(at + len - with_len, with_len, with, with_len);
}

/* How a file of that name is read. Returns: false when its ending says nothing. */
static bool name_as(enum read_as *as_out, const char *at, size_t len)
{
	static const struct {
		const char *end;
		enum read_as as;
	} endings[] = {
		{".txt", READ_PLAIN}, {".text", READ_PLAIN},  {".log", READ_PLAIN},  {".md", READ_PLAIN},
		{".htm", READ_HTML},  {".html", READ_HTML},   {".xhtml", READ_HTML}, {".shtml", READ_HTML},
		{".svg", READ_HTML},  {".eml", READ_MESSAGE},
	};

	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		if (ends(at, len, endings[i].end)) {
			*as_out = endings[i].as;
			return true;
		}
	}
	return false;
}

static void content_name(struct content *content, const char *at, size_t len)
{
	store_name(content->store, at, len);
	content->attachment = content->attachment || len > 0;
	if (name_as(&content->named_as, at, len))
		content->named = true;
}

void content_file_name(struct content *content, struct plan *plan, const char *at, size_t len)
{
	struct text name;

	text_init(&name, LIMIT_HEADER_LINE);
	store_decode(content->store, &name, at, len);
	store_name(content->store, name.at, name.len);
	name_as(&plan->as, name.at, name.len);
	content->store->lost = content->store->lost || name.lost;
	text_free(&name);
}

static void content_names(struct content *content, const struct params *params, const char *name)
{
	const struct param *param;

	for (size_t place = 0; (param = params_next(params, &place, name)) != NULL;)
		content_name(content, params->text.at + param->utf8, param->utf8_len);
}

static void content_odd(struct content *content, const struct params *params)
{
	if (params->limited)
		store_odd(content->store, ODD_LIMIT_PARAMS);
	if (params->broken)
		store_odd(content->store, ODD_PARAM_BROKEN);
	content->store->lost = content->store->lost || params->text.lost;
}

static bool params_same(const struct params *a, const struct params *b)
{
	return a->text.len == b->text.len && a->count == b->count &&
	       (a->text.len == 0 || memcmp(a->text.at, b->text.at, a->text.len) == 0);
}

static void content_type(struct content *content, const char *value, size_t len)
{
	struct params *params =
		content->type_count < CONTENT_SAME ? &content->types[content->type_count] : &content->scratch;

	params_read(params, content->store->converters, value, len);
	content_odd(content, params);
	content_names(content, params, "name");
	for (size_t i = 0; i < content->type_count; i++)
		if (params_same(params, &content->types[i]))
			return;
	if (content->type_count > 0)
		store_odd(content->store, ODD_DUPLICATE_TYPE);
	if (content->type_count < CONTENT_SAME) {
		struct text *written = &content->written[content->type_count++];

		text_reset(written);
		text_add_string(written, "Content-Type:");
		text_add(written, value, len);
		text_add_string(written, "\n\n");
		content->store->lost = content->store->lost || written->lost;
	}
}

/* "base64", "Base-64", "'quoted printable'": the letters and digits decide. */
static bool is_spelt(const char *at, size_t len, const char *as)
{
	for (size_t i = 0; i < len; i++) {
		if (!ascii_is_alnum(at[i]))
			continue;
		if (ascii_lower(at[i]) != *as)
			return false;
		as++;
	}
	return *as == '\0';
}

static void content_transfer(struct content *content, const char *value, size_t len)
{
	static const struct {
		const char *name;
		enum transfer transfer;
	} known[] = {
		{"base64", TRANSFER_BASE64}, {"quotedprintable", TRANSFER_QP},
		{"7bit", TRANSFER_NONE},     {"8bit", TRANSFER_NONE},
		{"binary", TRANSFER_NONE},   {"xuuencode", TRANSFER_UU},
		{"uuencode", TRANSFER_UU},   {"uue", TRANSFER_UU},
		{"xuue", TRANSFER_UU},       {"xyencode", TRANSFER_YENC},
		{"xyenc", TRANSFER_YENC},    {"yenc", TRANSFER_YENC},
	};
	struct params *params = &content->scratch;
	enum transfer transfer = TRANSFER_NONE;
	bool found = false;

	params_read(params, content->store->converters, value, len);
	content->store->lost = content->store->lost || params->text.lost;
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		if (is_spelt(params->text.at, params->value_len, known[i].name)) {
			transfer = known[i].transfer;
			found = true;
		}
	}
	if (!found && params->value_len > 0)
		store_odd(content->store, ODD_UNKNOWN_TRANSFER);
	for (size_t i = 0; i < content->transfer_count; i++)
		if (content->transfers[i] == transfer)
			return;
	if (content->transfer_count > 0)
		store_odd(content->store, ODD_DUPLICATE_TRANSFER);
	if (content->transfer_count < CONTENT_SAME)
		content->transfers[content->transfer_count++] = transfer;
}

static void content_disposition(struct content *content, const char *value, size_t len)
{
	struct params *params = &content->scratch;

	params_read(params, content->store->converters, value, len);
	content_odd(content, params);
	if (ascii_same(params->text.at, params->value_len, "attachment", 10))
		content->attachment = true;
	content_names(content, params, "filename");
	content_names(content, params, "name");
}

void content_field(struct content *content, const char *name, size_t name_len, const char *value, size_t value_len)
{
	if (ascii_same(name, name_len, "content-type", 12))
		content_type(content, value, value_len);
	else if (ascii_same(name, name_len, "content-transfer-encoding", 25))
		content_transfer(content, value, value_len);
	else if (ascii_same(name, name_len, "content-disposition", 19))
		content_disposition(content, value, value_len);
}

/* ---- plans ------------------------------------------------------------------------------------------------------ */

static struct bytes content_main(const struct content *content, size_t i)
{
	struct bytes main = {"", 0};

	if (i < content->type_count && content->types[i].value_len > 0)
		main = (struct bytes){content->types[i].text.at, content->types[i].value_len};
	return main;
}

static bool starts(struct bytes bytes, const char *with)
{
	return bytes.len >= strlen(with) && memcmp(bytes.at, with, strlen(with)) == 0;
}

static bool is(struct bytes bytes, const char *what)
{
	return bytes.len == strlen(what) && memcmp(bytes.at, what, bytes.len) == 0;
}

static bool is_message_type(struct bytes type)
{
	return is(type, "message/rfc822") || is(type, "message/global") || is(type, "message/news") ||
	       is(type, "message/partial") || is(type, "message/external-body") || is(type, "text/rfc822-headers") ||
	       is(type, "message/rfc822-headers") || is(type, "message/global-headers") || is(type, "text/rfc822");
}

enum container content_container(const struct content *content, bool in_digest)
{
	for (size_t i = 0; i < content->type_count; i++) {
		struct bytes type = content_main(content, i);

		if (starts(type, "multipart/"))
			return is(type, "multipart/digest") ? CONTAINER_DIGEST : CONTAINER_MULTIPART;
	}
	/* An encoded message is a leaf to the walk: what it holds is not seen before it is decoded. */
	for (size_t i = 0; i < content->transfer_count; i++)
		if (content->transfers[i] != TRANSFER_NONE)
			return CONTAINER_NONE;
	for (size_t i = 0; i < content->type_count; i++)
		if (is_message_type(content_main(content, i)))
			return CONTAINER_MESSAGE;
	return in_digest && content->type_count == 0 ? CONTAINER_MESSAGE : CONTAINER_NONE;
}

size_t content_boundaries(const struct content *content, struct bytes *boundaries_out, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < content->type_count; i++) {
		const struct params *params = &content->types[i];
		const struct param *param;

		for (size_t place = 0; (param = params_next(params, &place, "boundary")) != NULL;) {
			struct bytes boundary = {params->text.at + param->value, param->value_len};
			bool known = false;

			while (boundary.len > 0 && ascii_is_space(boundary.at[boundary.len - 1]))
				boundary.len--; /* no boundary line can be found that ends in a blank */
			known = boundary.len == 0;
			if (boundary.len > LIMIT_BOUNDARY_BYTES) {
				store_odd(content->store, ODD_LIMIT_BOUNDARY);
				boundary.len = LIMIT_BOUNDARY_BYTES;
			}
			for (size_t k = 0; k < count; k++)
				known = known || (boundaries_out[k].len == boundary.len &&
						  memcmp(boundaries_out[k].at, boundary.at, boundary.len) == 0);
			if (!known && count < max)
				boundaries_out[count++] = boundary;
		}
	}
	if (count != 1)
		store_odd(content->store, count == 0 ? ODD_BOUNDARY_MISSING : ODD_DUPLICATE_BOUNDARY);
	return count;
}

/* How a leaf of this type is read. */
static enum read_as content_as(struct bytes type)
{
	static const char *const silent[] = {"image/",          "audio/",           "video/",
					     "font/",           "model/",           "application/pdf",
					     "application/zip", "application/pgp-", "application/pkcs7-"};

	if (is(type, "text/html") || is(type, "application/xhtml+xml") || is(type, "image/svg+xml") ||
	    is(type, "text/enriched") || is(type, "text/richtext"))
		return READ_HTML;
	if (is_message_type(type))
		return READ_MESSAGE;
	if (starts(type, "text/") || starts(type, "message/") || memchr(type.at, '/', type.len) == NULL)
		return READ_PLAIN;
	for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++)
		if (starts(type, silent[i]))
			return READ_NOTHING;
	return starts(type, "multipart/") ? READ_PLAIN : READ_SNIFF;
}

static bool param_is(const struct params *params, const char *name, const char *value)
{
	const struct param *param;

	for (size_t place = 0; (param = params_next(params, &place, name)) != NULL;)
		if (ascii_same(params->text.at + param->value, param->value_len, value, strlen(value)))
			return true;
	return false;
}

static void plan_type(const struct content *content, struct plan *plan, size_t i)
{
	const struct params *params = &content->types[i];

	plan->as = content_as(content_main(content, i));
	if ((plan->as == READ_SNIFF || plan->as == READ_NOTHING) && content->named)
		plan->as = content->named_as; /* a click opens it by its name, whatever its type */
	if (i < content->type_count) {
		plan->flowed = param_is(params, "format", "flowed");
		plan->delsp = param_is(params, "delsp", "yes");
	}
	if (content->attachment)
		plan->flags |= TEXT_ATTACHMENT;
}

static bool plan_same(const struct plan *a, const struct plan *b)
{
	return a->as == b->as && a->transfer == b->transfer && strcmp(a->label, b->label) == 0;
}

/* Keep a plan unless it is there already. */
static void plan_add(struct plan plans[CONTENT_PLANS], size_t *count_io, const struct plan *plan)
{
	if (*count_io == CONTENT_PLANS || (plan->as == READ_NOTHING && *count_io > 0))
		return;
	for (size_t i = 0; i < *count_io; i++)
		if (plan_same(plan, &plans[i]))
			return;
	plans[*count_io] = *plan;
	if (*count_io > 0)
		plans[*count_io].flags |= TEXT_ALTERNATE;
	++*count_io;
}

/* A plan for each charset of a type; the first without one where none is given. */
static void plan_charsets(const struct content *content, struct plan plans[CONTENT_PLANS], size_t *count_io, size_t i,
			  struct plan plan)
{
	const struct params *params = &content->types[i];
	const struct param *param;
	bool any = false;

	for (size_t place = 0; i < content->type_count && (param = params_next(params, &place, "charset")) != NULL;) {
		size_t len = param->utf8_len < READING_LABEL - 1 ? param->utf8_len : READING_LABEL - 1;

		memcpy(plan.label, params->text.at + param->utf8, len);
		plan.label[len] = '\0';
		if (any)
			store_odd(content->store, ODD_DUPLICATE_CHARSET);
		any = true;
		plan_add(plans, count_io, &plan);
	}
	if (!any)
		plan_add(plans, count_io, &plan);
}

static bool is_container(const struct content *content, size_t i)
{
	struct bytes type = content_main(content, i);

	return content->type_count == 0 || starts(type, "multipart/") || is_message_type(type);
}

/* A multipart whose body is encoded, against RFC 2045 section 6.4: some decode it and walk into what comes out. */
static void plan_encoded(const struct content *content, struct plan plans[CONTENT_PLANS], size_t *count_io, size_t i,
			 struct plan plan)
{
	if (plan.transfer == TRANSFER_NONE || i >= content->type_count)
		return;
	store_odd(content->store, ODD_ENCODED_CONTAINER);
	plan.as = READ_MESSAGE;
	plan.flags = TEXT_ALTERNATE;
	plan.preface = (struct bytes){content->written[i].at, content->written[i].len};
	plan_add(plans, count_io, &plan);
}

/* Headers of a bounced message: clients show them as the text that they are. */
static void plan_shown(const struct content *content, struct plan plans[CONTENT_PLANS], size_t *count_io, size_t i,
		       struct plan plan)
{
	if (!starts(content_main(content, i), "text/") || !is_message_type(content_main(content, i)))
		return;
	plan.as = READ_PLAIN;
	plan.flags = TEXT_ENCLOSED;
	plan_charsets(content, plans, count_io, i, plan);
}

size_t content_plans(const struct content *content, struct plan plans_out[CONTENT_PLANS], enum container container)
{
	size_t count = 0;
	size_t types = content->type_count > 0 ? content->type_count : 1;
	size_t transfers = content->transfer_count > 0 ? content->transfer_count : 1;

	for (size_t k = 0; k < transfers; k++) {
		for (size_t i = 0; i < types; i++) {
			struct plan plan = {.kind = XS_TEXT_VISIBLE};

			plan.transfer = content->transfer_count > 0 ? content->transfers[k] : TRANSFER_NONE;
			plan_shown(content, plans_out, &count, i, plan);
			if (container != CONTAINER_NONE && is_container(content, i)) {
				plan_encoded(content, plans_out, &count, i, plan);
				continue; /* that reader walks into it */
			}
			plan_type(content, &plan, i);
			plan_charsets(content, plans_out, &count, i, plan);
			if (plan.as == READ_PLAIN && content->named) { /* shown as text, opened by its name */
				plan.as = content->named_as;
				plan_charsets(content, plans_out, &count, i, plan);
			}
		}
	}
	return count;
}
