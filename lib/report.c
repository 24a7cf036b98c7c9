/* report.c: turns a report and its verdict into the log line and our header's value.
 * It must not know who logs, nor decide anything; every foreign string is escaped and capped here.
 * RFC 5322 section 2.2.3 (folding of the header).
 */
#include "extortscan.h"

#include "base/limits.h"
#include "writer.h"

#include <string.h>

#define HEADER_NAME_COLUMNS 14 /* "X-Extortscan: " stands in front of the first line */
#define HEADER_COLUMNS 76
#define TAB_COLUMNS 8
#define LINE_WALLETS 4    /* addresses told in a line; the rest are counted */
#define LINE_IDS 32       /* ids told under one key */
#define LINE_TAIL 8       /* ",+512" and a NUL */
#define ADDRESS_HEAD 6    /* an address is told by its ends: enough to find it again, */
#define ADDRESS_TAIL 5    /* too little to pay to */
#define CLIENT_COLUMNS 48 /* the longest IPv6 address has 45 */
#define WORD_COLUMNS 24

/* Each slot of the mask, in the order of the enum, each followed by a comma but the last; "-" when there is none. */
static void put_slots(struct writer *writer, uint32_t slots)
{
	bool first = true;

	for (int slot = XS_SLOT_NONE + 1; slot < XS_SLOT_COUNT; slot++) {
		if ((slots >> slot & 1u) == 0)
			continue;
		if (!first)
			writer_char(writer, ',');
		writer_string(writer, xs_slot_name((enum xs_slot)slot));
		first = false;
	}
	if (first)
		writer_char(writer, '-');
}

static const char *or_dash(const char *text)
{
	return text == NULL || text[0] == '\0' ? "-" : text;
}

/* ---- the log line ----------------------------------------------------------------------------------------------- */

static void put_value(struct writer *writer, const char *key, const char *value, size_t most)
{
	writer_format(writer, " %s=", key);
	writer_log_value(writer, or_dash(value), most);
}

/* "btc:1AGNa1..HW62i(split)" */
static void put_wallet(struct writer *writer, const struct xs_wallet *wallet)
{
	size_t len = strlen(wallet->address);

	writer_log_value(writer, wallet->coin, WORD_COLUMNS);
	writer_char(writer, ':');
	if (len <= ADDRESS_HEAD + ADDRESS_TAIL + 2) {
		writer_log_value(writer, wallet->address, LIMIT_LOG_VALUE);
	} else {
		char head[ADDRESS_HEAD + 1] = "";

		memcpy(head, wallet->address, ADDRESS_HEAD);
		writer_log_value(writer, head, LIMIT_LOG_VALUE);
		writer_string(writer, "..");
		writer_log_value(writer, wallet->address + len - ADDRESS_TAIL, LIMIT_LOG_VALUE);
	}
	if (wallet->how != XS_HOW_PLAIN)
		writer_format(writer, "(%s)", xs_how_name(wallet->how));
}

static void put_wallets(struct writer *writer, const struct xs_report *report)
{
	writer_string(writer, " wallets=");
	for (size_t i = 0; i < report->wallet_count && i < LINE_WALLETS; i++) {
		if (i > 0)
			writer_char(writer, ',');
		put_wallet(writer, &report->wallets[i]);
	}
	if (report->wallet_count > LINE_WALLETS)
		writer_format(writer, ",+%zu", report->wallet_count - LINE_WALLETS);
	if (report->wallet_count == 0)
		writer_char(writer, '-');
}

/* The sender keeps its brackets, so that nobody takes the null sender for a missing one. */
static void put_envelope(struct writer *writer, const struct xs_envelope *envelope)
{
	static const struct xs_envelope none;

	if (envelope == NULL)
		envelope = &none;
	writer_string(writer, " from=");
	if (envelope->mail_from == NULL) {
		writer_char(writer, '-');
	} else {
		writer_char(writer, '<');
		writer_log_value(writer, envelope->mail_from, LIMIT_LOG_VALUE);
		writer_char(writer, '>');
	}
	writer_format(writer, " nrcpt=%zu", envelope->rcpt_count);
	put_value(writer, "client", envelope->client_addr, CLIENT_COLUMNS);
	if (envelope->auth_user != NULL && envelope->auth_user[0] != '\0')
		put_value(writer, "auth", envelope->auth_user, LIMIT_LOG_VALUE);
}

/* The ids told so far under one key: each stands once, however often its phrase was found. */
struct told {
	const char *id[LINE_IDS];
	size_t count;
	size_t left_out;
};

static bool is_told(const struct told *told, const char *id)
{
	for (size_t i = 0; i < told->count; i++)
		if (strcmp(told->id[i], id) == 0)
			return true;
	return false;
}

/* Write one id, or count it when it would reach beyond `end` columns of the line. */
static void put_id(struct writer *writer, struct told *told, const char *id, size_t end)
{
	if (is_told(told, id))
		return;
	if (told->left_out > 0 || told->count == LINE_IDS || writer->len + strlen(id) * 4 + LINE_TAIL > end) {
		told->left_out++;
		return;
	}
	if (told->count > 0)
		writer_char(writer, ',');
	writer_log_value(writer, id, LIMIT_LOG_VALUE);
	told->id[told->count++] = id;
}

static void put_told(struct writer *writer, const struct told *told)
{
	if (told->left_out > 0)
		writer_format(writer, told->count > 0 ? ",+%zu" : "+%zu", told->left_out);
	else if (told->count == 0)
		writer_char(writer, '-');
}

static void put_limits(struct writer *writer, const struct xs_report *report)
{
	struct told told = {.count = 0};
	size_t end = writer->len + LIMIT_LOG_VALUE;

	writer_string(writer, " limits=");
	for (size_t i = 0; i < report->signal_count; i++)
		if (report->signals[i].kind == XS_SIGNAL_LIMIT)
			put_id(writer, &told, report->signals[i].id, end);
	put_told(writer, &told);
}

/* Those that made the score, in the report's order. */
static void put_signals(struct writer *writer, const struct xs_report *report)
{
	struct told told = {.count = 0};

	writer_string(writer, " signals=");
	for (size_t i = 0; i < report->signal_count; i++)
		if (report->signals[i].points != 0)
			put_id(writer, &told, report->signals[i].id, LIMIT_LOG_LINE);
	put_told(writer, &told);
}

/* A collector would cut a longer line, and nobody would know. */
static void mark_cut(char *line, size_t len)
{
	if (len > LIMIT_LOG_LINE)
		memcpy(line + LIMIT_LOG_LINE - 3, "...", 3);
}

/* Built in a room of its own, so that the cap of the line holds whatever the caller's buffer is; the ids of the signals
 * take what the rest has left. */
size_t xs_report_line(char *buf, size_t size, const struct xs_envelope *envelope, const struct xs_report *report,
		      const struct xs_verdict *verdict, uint64_t usec)
{
	char line[LIMIT_LOG_LINE + 1];
	struct writer writer, out;

	writer_init(&writer, line, sizeof line);
	writer_format(&writer, "verdict=%s", xs_action_name(verdict->action));
	if (verdict->wanted != verdict->action)
		writer_format(&writer, " wanted=%s", xs_action_name(verdict->wanted));
	put_value(&writer, "rule", verdict->rule, LIMIT_NAME_BYTES);
	writer_string(&writer, " score=");
	writer_tenths(&writer, report->score);
	writer_string(&writer, " slots=");
	put_slots(&writer, report->slots);
	put_value(&writer, "kind", report->kind == XS_KIND_NONE ? "-" : xs_kind_name(report->kind), WORD_COLUMNS);
	put_value(&writer, "lang", report->lang, WORD_COLUMNS);
	put_wallets(&writer, report);
	put_envelope(&writer, envelope);
	writer_format(&writer, " size=%zu parts=%zu usec=%llu", report->bytes, report->parts, (unsigned long long)usec);
	if (report->limited)
		put_limits(&writer, report);
	put_signals(&writer, report);
	mark_cut(line, writer_finish(&writer));
	writer_init(&out, buf, size);
	writer_string(&out, line);
	return writer_finish(&out);
}

/* ---- the header ------------------------------------------------------------------------------------------------- */

/* One piece that must not be cut, on a new line when this one is full. */
static void put_piece(struct writer *writer, size_t *column, const char *separator, const char *piece)
{
	size_t len = strlen(piece);

	writer_string(writer, separator);
	*column += strlen(separator);
	if (*column + 1 + len + 2 > HEADER_COLUMNS) { /* 2: the separator that may follow */
		writer_string(writer, "\n\t");
		*column = TAB_COLUMNS;
	} else if (separator[0] == ';') {
		writer_char(writer, ' ');
		(*column)++;
	}
	writer_string(writer, piece);
	*column += len;
}

static void put_header_slots(struct writer *writer, size_t *column, uint32_t slots)
{
	const char *separator = ";";
	char piece[32];

	for (int slot = XS_SLOT_NONE + 1; slot < XS_SLOT_COUNT; slot++) {
		struct writer name;

		if ((slots >> slot & 1u) == 0)
			continue;
		writer_init(&name, piece, sizeof piece);
		writer_string(&name, separator[0] == ';' ? "slots=" : "");
		writer_string(&name, xs_slot_name((enum xs_slot)slot));
		writer_finish(&name);
		put_piece(writer, column, separator, piece);
		separator = ",";
	}
}

size_t xs_report_header(char *buf, size_t size, const struct xs_report *report, const struct xs_verdict *verdict)
{
	char piece[LIMIT_LOG_VALUE + 8];
	struct writer writer, field;
	size_t column = HEADER_NAME_COLUMNS;

	writer_init(&writer, buf, size);
	put_piece(&writer, &column, "", xs_action_name(verdict->wanted));
	writer_init(&field, piece, sizeof piece);
	writer_string(&field, "score=");
	writer_tenths(&field, report->score);
	writer_finish(&field);
	put_piece(&writer, &column, ";", piece);
	put_header_slots(&writer, &column, report->slots);
	if (report->kind != XS_KIND_NONE) {
		writer_init(&field, piece, sizeof piece);
		writer_format(&field, "kind=%s", xs_kind_name(report->kind));
		writer_finish(&field);
		put_piece(&writer, &column, ";", piece);
	}
	writer_init(&field, piece, sizeof piece);
	writer_string(&field, "rule=");
	writer_log_value(&field, or_dash(verdict->rule), LIMIT_LOG_VALUE);
	writer_finish(&field);
	put_piece(&writer, &column, ";", piece);
	if (report->limited)
		put_piece(&writer, &column, ";", "limited");
	return writer_finish(&writer);
}
