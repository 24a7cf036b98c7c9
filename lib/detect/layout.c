/* layout.c: turns the lines of a text into "the writer's own" and "somebody else's".
 * It must not know phrases, letters or weights.
 * RFC 3676 (quoted lines); no standard for forwarded header blocks: as mail programs write them, in any language.
 */
#include "detect/layout.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

/* ---- lines ----------------------------------------------------------------------------------------------------- */

bool layout_is_quoted(const struct text_part *text, size_t offset)
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

#define SUBJECT_LEAST 6 /* bytes: shorter values are repeated by chance */

static struct bytes trim(struct bytes line)
{
	while (line.len > 0 && ascii_is_space(line.at[line.len - 1]))
		line.len--;
	while (line.len > 0 && ascii_is_space(line.at[0])) {
		line.at++;
		line.len--;
	}
	return line;
}

/* Does the subject end with this value? "FW: " and "Tr : " stand before it. */
static bool ends_subject(struct bytes subject, struct bytes value)
{
	subject = trim(subject);
	value = trim(value);
	return value.len >= SUBJECT_LEAST && value.len <= subject.len &&
	       memcmp(subject.at + subject.len - value.len, value.at, value.len) == 0;
}

/* "Word: value" with at most 40 bytes in front of the colon: a header line in any language ("A:" is Italian).
 * *known_io: a value is an address, or the subject of the mail. */
static bool is_header_line(struct bytes line, struct bytes subject, bool *known_io)
{
	size_t at = 0, colon, bytes;

	while (at < line.len && (line.at[at] == '>' || line.at[at] == '*' || line.at[at] == '|' || line.at[at] == ' '))
		at++;
	colon = at;
	while (colon < line.len && colon - at < 40 && colon_len(line, colon) == 0 && line.at[colon] != '@')
		colon++;
	if (colon == at || colon + 1 >= line.len || line.at[colon + 1] == '/')
		return false;
	bytes = colon_len(line, colon);
	if (bytes == 0)
		return false;
	line = (struct bytes){line.at + colon + bytes, line.len - colon - bytes};
	*known_io =
		*known_io || (line.len > 0 && memchr(line.at, '@', line.len) != NULL) || ends_subject(subject, line);
	return true;
}

static struct bytes line_at(const struct text_part *text, size_t at)
{
	const char *newline = memchr(text->utf8.at + at, '\n', text->utf8.len - at);
	size_t end = newline == NULL ? text->utf8.len : (size_t)(newline - text->utf8.at);

	return (struct bytes){text->utf8.at + at, end - at};
}

#define SHORT_LINE 60 /* bytes */

/* "Begin forwarded message:", "On Monday, 3 March 2025, X <x@example.com> wrote:"; but not "I have not slept since this
 * came, please tell me what to do about it:". */
static bool ends_like_separator(struct bytes line)
{
	if (line.at[line.len - 1] != ':')
		return false;
	if (line.len <= SHORT_LINE || memchr(line.at, '@', line.len) != NULL)
		return true;
	for (size_t i = 0; i < line.len; i++)
		if (ascii_is_digit(line.at[i]))
			return true;
	return false;
}

/* "-----Original Message-----", "_____", and the above. */
static bool is_separator(struct bytes line)
{
	line = trim(line);
	return line.len > 0 &&
	       (line.at[0] == '-' || line.at[0] == '_' || line.at[0] == '=' || ends_like_separator(line));
}

/* Count own words from the start on. Returns: how many were counted; *end_out: where `enough` was reached, or `before`.
 */
static size_t count_own_words(size_t *end_out, const struct text_part *text, size_t before, size_t enough)
{
	size_t own = 0;

	for (size_t at = 0; at < before && at < text->utf8.len;) {
		struct bytes line = line_at(text, at);
		bool counts = !layout_is_quoted(text, at) && !is_separator(line);

		for (size_t i = 0; counts && i < line.len && at + i < before; i++) {
			own += (unsigned char)line.at[i] > ' ';
			if (own == enough) {
				*end_out = at + i + 1;
				return own;
			}
		}
		at += line.len + 1;
	}
	*end_out = before;
	return own;
}

size_t layout_own_words(const struct text_part *text, size_t before, size_t enough)
{
	size_t end;

	return count_own_words(&end, text, before, enough);
}

/* ---- forwarded blocks ------------------------------------------------------------------------------------------ */

#define FORWARD_LINES 3  /* From, Date and Subject at least */
#define FORWARD_BEHIND 2 /* the same, right behind a line that announces them */
#define FORWARD_WORDS 20 /* bytes: "please block this one" */
#define RULE_DASHES 4

static size_t count_dashes(struct bytes line, bool from_end)
{
	size_t dashes = 0;

	while (dashes < line.len) {
		char c = line.at[from_end ? line.len - 1 - dashes : dashes];

		if (c != '-' && c != '=' && c != '_' && c != '*')
			break;
		dashes++;
	}
	return dashes;
}

/* "---------- Forwarded message ----------" in any language: dashes, words, dashes. */
static bool is_announcement(struct bytes line)
{
	size_t before, after;

	line = trim(line);
	before = count_dashes(line, false);
	after = count_dashes(line, true);
	return before >= RULE_DASHES && after >= RULE_DASHES && before + after < line.len;
}

static void find_forwarded(struct layout *layout, const struct text_part *text, struct bytes subject)
{
	size_t begin = 0, run = 0;
	bool known = false, announced = false;

	for (size_t at = 0; at < text->utf8.len;) {
		struct bytes line = line_at(text, at);
		size_t line_begin = at;

		at += line.len + 1;
		if (!is_header_line(line, subject, &known)) {
			announced = is_announcement(line) || (announced && run == 0 && trim(line).len == 0);
			run = 0;
			known = false;
			continue;
		}
		if (run++ == 0)
			begin = line_begin;
		if (known && run >= (announced ? FORWARD_BEHIND : FORWARD_LINES))
			layout->forwarded = (struct stretch){begin, at < text->utf8.len ? at : text->utf8.len};
	}
	layout->introduced = layout->forwarded.end > 0 &&
			     layout_own_words(text, layout->forwarded.begin, FORWARD_WORDS) >= FORWARD_WORDS;
}

bool layout_is_forwarded(const struct layout *layout, size_t offset)
{
	return layout->forwarded.end > 0 && layout->forwarded.end <= offset;
}

/* ---- citations ------------------------------------------------------------------------------------------------- */

#define CITED_LEAST 160 /* bytes: less is a phrase, or a title */
#define CITED_WORDS 40  /* bytes of the writer's own above: whoever cites a letter says why */

/* What opens a citation, and what may close it, in the typography of all languages. */
static const struct {
	const char *open;
	const char *close[2];
} marks[] = {
	{"\"", {"\"", NULL}},
	{"\xc2\xab", {"\xc2\xbb", NULL}},                   /* « » */
	{"\xc2\xbb", {"\xc2\xab", "\xc2\xbb"}},             /* » « and » » */
	{"\xe2\x80\x9c", {"\xe2\x80\x9d", NULL}},           /* “ ” */
	{"\xe2\x80\x9d", {"\xe2\x80\x9d", NULL}},           /* ” ” */
	{"\xe2\x80\x9e", {"\xe2\x80\x9c", "\xe2\x80\x9d"}}, /* „ “ and „ ” */
	{"\xe3\x80\x8c", {"\xe3\x80\x8d", NULL}},           /* 「 」 */
	{"\xe3\x80\x8e", {"\xe3\x80\x8f", NULL}},           /* 『 』 */
};

#define MARKS (sizeof marks / sizeof *marks)

static size_t mark_len(const char *mark, struct bytes text, size_t at)
{
	size_t len = mark == NULL ? 0 : strlen(mark);

	return len > 0 && text.len - at >= len && memcmp(text.at + at, mark, len) == 0 ? len : 0;
}

/* A mark that is the same on both sides opens in front of a word and closes behind one. */
static bool may_open(struct bytes text, size_t at, size_t len)
{
	return (at == 0 || (unsigned char)text.at[at - 1] >= 0x80 || !ascii_is_alnum(text.at[at - 1])) &&
	       at + len < text.len && !ascii_is_space(text.at[at + len]);
}

static bool may_close(struct bytes text, size_t at, size_t len)
{
	return at > 0 && !ascii_is_space(text.at[at - 1]) &&
	       (at + len == text.len || (unsigned char)text.at[at + len] >= 0x80 || !ascii_is_alnum(text.at[at + len]));
}

static void note_citation(struct layout *layout, size_t begin, size_t end)
{
	if (end - begin >= CITED_LEAST && layout->cited_count < LAYOUT_CITED)
		layout->cited[layout->cited_count++] = (struct stretch){begin, end};
}

/* What all marks begin with: a look at each character of a text. */
static bool may_be_mark(struct bytes text, size_t at)
{
	char c = text.at[at];

	return c == '"' || c == '\xc2' ||
	       ((c == '\xe2' || c == '\xe3') && at + 1 < text.len && text.at[at + 1] == '\x80');
}

/* Inside a citation nothing of its kind opens: what is cited may quote, too, and ends it early then. */
static void find_cited(struct layout *layout, const struct text_part *text)
{
	size_t begin[MARKS] = {0}; /* 0: closed */
	size_t first;

	if (count_own_words(&first, text, text->utf8.len, CITED_WORDS) < CITED_WORDS)
		return;
	for (size_t at = first; at < text->utf8.len; at++) {
		if (!may_be_mark(text->utf8, at))
			continue;
		for (size_t kind = 0; kind < MARKS; kind++) {
			size_t open = mark_len(marks[kind].open, text->utf8, at), close = 0;

			for (size_t i = 0; close == 0 && i < 2; i++)
				close = mark_len(marks[kind].close[i], text->utf8, at);
			if (begin[kind] > 0 && close > 0 && may_close(text->utf8, at, close)) {
				note_citation(layout, begin[kind], at);
				begin[kind] = 0;
			} else if (begin[kind] == 0 && open > 0 && may_open(text->utf8, at, open)) {
				begin[kind] = at + open;
			}
		}
	}
}

bool layout_is_cited(const struct layout *layout, size_t offset)
{
	for (size_t i = 0; i < layout->cited_count; i++)
		if (layout->cited[i].begin <= offset && offset < layout->cited[i].end)
			return true;
	return false;
}

void layout_read(struct layout *layout_out, const struct text_part *text, struct bytes subject)
{
	memset(layout_out, 0, sizeof *layout_out);
	find_forwarded(layout_out, text, subject);
	find_cited(layout_out, text);
}
