/* report_json.c: turns a report and its verdict into one JSON object, and a wallet into another.
 * It must not know who reads it: the output is valid JSON whatever the mail said.
 * RFC 8259.
 */
#include "extortscan.h"

#include "writer.h"

/* The key of a member that is not the first. */
static void put_key(struct writer *writer, const char *key)
{
	writer_format(writer, ",\"%s\":", key);
}

static void put_first_key(struct writer *writer, const char *key)
{
	writer_format(writer, "\"%s\":", key);
}

static void put_string(struct writer *writer, const char *key, const char *value)
{
	put_key(writer, key);
	writer_json_string(writer, value == NULL ? "" : value);
}

static void put_size(struct writer *writer, const char *key, size_t value)
{
	put_key(writer, key);
	writer_format(writer, "%zu", value);
}

static void put_bool(struct writer *writer, const char *key, bool value)
{
	put_key(writer, key);
	writer_string(writer, value ? "true" : "false");
}

/* Where a finding stands: the MIME part, which of its texts, and the bytes there. null: about the whole message. */
static void put_place(struct writer *writer, const struct xs_report *report, int text, size_t offset, size_t length)
{
	if (text < 0 || (size_t)text >= report->text_count) {
		writer_string(writer, ",\"part\":null,\"text\":null,\"offset\":null,\"length\":null");
		return;
	}
	put_key(writer, "part");
	writer_format(writer, "%d", report->texts[text].part);
	put_string(writer, "text", xs_text_name(report->texts[text].kind));
	put_size(writer, "offset", offset);
	put_size(writer, "length", length);
}

static void put_wallet_words(struct writer *writer, const struct xs_wallet *wallet)
{
	put_first_key(writer, "coin");
	writer_json_string(writer, wallet->coin);
	put_string(writer, "network", wallet->network);
	put_string(writer, "form", wallet->form);
	put_string(writer, "address", wallet->address);
	put_string(writer, "checksum", wallet->checksum == XS_CHECKSUM_OK ? "ok" : "none");
	put_string(writer, "how", xs_how_name(wallet->how));
	if (wallet->amount[0] != '\0')
		put_string(writer, "amount", wallet->amount);
	if (wallet->label[0] != '\0')
		put_string(writer, "label", wallet->label);
}

static void put_wallet(struct writer *writer, const struct xs_report *report, const struct xs_wallet *wallet)
{
	writer_char(writer, '{');
	put_wallet_words(writer, wallet);
	put_bool(writer, "listed", wallet->listed);
	put_bool(writer, "trusted", wallet->trusted);
	put_place(writer, report, wallet->text, wallet->offset, wallet->length);
	writer_char(writer, '}');
}

static void put_signal(struct writer *writer, const struct xs_report *report, const struct xs_signal *signal)
{
	writer_char(writer, '{');
	put_first_key(writer, "kind");
	writer_json_string(writer, xs_signal_name(signal->kind));
	put_string(writer, "id", signal->id);
	put_key(writer, "slot");
	if (signal->slot == XS_SLOT_NONE)
		writer_string(writer, "null");
	else
		writer_json_string(writer, xs_slot_name(signal->slot));
	put_key(writer, "weight");
	writer_tenths(writer, signal->points);
	put_place(writer, report, signal->text, signal->offset, signal->length);
	writer_char(writer, '}');
}

static void put_slots(struct writer *writer, uint32_t slots)
{
	bool first = true;

	put_key(writer, "slots");
	writer_char(writer, '[');
	for (int slot = XS_SLOT_NONE + 1; slot < XS_SLOT_COUNT; slot++) {
		if ((slots >> slot & 1u) == 0)
			continue;
		if (!first)
			writer_char(writer, ',');
		writer_json_string(writer, xs_slot_name((enum xs_slot)slot));
		first = false;
	}
	writer_char(writer, ']');
}

static void put_findings(struct writer *writer, const struct xs_report *report)
{
	put_key(writer, "wallets");
	writer_char(writer, '[');
	for (size_t i = 0; i < report->wallet_count; i++) {
		if (i > 0)
			writer_char(writer, ',');
		put_wallet(writer, report, &report->wallets[i]);
	}
	writer_char(writer, ']');
	put_key(writer, "signals");
	writer_char(writer, '[');
	for (size_t i = 0; i < report->signal_count; i++) {
		if (i > 0)
			writer_char(writer, ',');
		put_signal(writer, report, &report->signals[i]);
	}
	writer_char(writer, ']');
}

size_t xs_report_json(char *buf, size_t size, const char *file, const struct xs_report *report,
		      const struct xs_verdict *verdict, uint64_t usec)
{
	struct writer writer;

	writer_init(&writer, buf, size);
	writer_char(&writer, '{');
	put_first_key(&writer, "file");
	writer_json_string(&writer, file);
	put_string(&writer, "action", xs_action_name(verdict->action));
	put_string(&writer, "wanted", xs_action_name(verdict->wanted));
	put_string(&writer, "rule", verdict->rule);
	put_key(&writer, "score");
	writer_tenths(&writer, report->score);
	put_string(&writer, "kind", xs_kind_name(report->kind));
	put_string(&writer, "lang", report->lang);
	put_slots(&writer, report->slots);
	put_findings(&writer, report);
	put_size(&writer, "size", report->bytes);
	put_size(&writer, "parts", report->parts);
	put_bool(&writer, "limited", report->limited);
	put_key(&writer, "usec");
	writer_format(&writer, "%llu", (unsigned long long)usec);
	writer_char(&writer, '}');
	return writer_finish(&writer);
}

size_t xs_wallet_json(char *buf, size_t size, const struct xs_wallet *wallet)
{
	struct writer writer;

	writer_init(&writer, buf, size);
	writer_char(&writer, '{');
	put_wallet_words(&writer, wallet);
	put_size(&writer, "offset", wallet->offset);
	put_size(&writer, "length", wallet->length);
	writer_char(&writer, '}');
	return writer_finish(&writer);
}

size_t xs_wallet_found_json(char *buf, size_t size, const char *file, const struct xs_report *report,
			    const struct xs_wallet *wallet)
{
	struct writer writer;

	writer_init(&writer, buf, size);
	writer_char(&writer, '{');
	put_wallet_words(&writer, wallet);
	put_bool(&writer, "listed", wallet->listed);
	put_bool(&writer, "trusted", wallet->trusted);
	if (file != NULL)
		put_string(&writer, "file", file);
	if (report != NULL) {
		put_place(&writer, report, wallet->text, wallet->offset, wallet->length);
	} else {
		put_size(&writer, "offset", wallet->offset);
		put_size(&writer, "length", wallet->length);
	}
	writer_char(&writer, '}');
	return writer_finish(&writer);
}
