/* subject.c: turns subject lists into keys to search for, and a subject into the lists that it is on.
 * It must not know packs' files or how lists are weighed.
 * No standard; variables are read in the text as it was written, because folding takes passwords and addresses apart.
 */
#include "detect/subject.h"

#include "base/limits.h"
#include "base/text.h"
#include "detect/boundary.h"
#include "detect/gap.h"
#include "detect/grow.h"
#include "fold/fold.h"

#include <stdlib.h>
#include <string.h>

#define SUBJECT_TOKEN 320 /* bytes of the longest address that RFC 5321 allows */

void subjects_init(struct subjects *subjects)
{
	memset(subjects, 0, sizeof *subjects);
	arena_init(&subjects->arena, 0);
	literal_set_init(&subjects->keys);
}

void subjects_free(struct subjects *subjects)
{
	arena_free(&subjects->arena);
	literal_set_free(&subjects->keys);
	free(subjects->lists);
	free(subjects->spellings);
	free(subjects->first);
	aho_free(&subjects->aho);
	memset(subjects, 0, sizeof *subjects);
}

int subjects_list(struct subjects *subjects, const char *id, int weight)
{
	if (grow(&subjects->lists, &subjects->list_size, subjects->list_count, sizeof *subjects->lists) != 0)
		return -1;
	subjects->lists[subjects->list_count++] = (struct subject_list){id, weight};
	return 0;
}

/* ---- reading a spelling ---------------------------------------------------------------------------------------- */

#define SUBJECT_PIECES 16

static const struct {
	const char *sign;
	enum subject_variable variable;
} variables[] = {
	{"<address>", SUBJECT_ADDRESS},   {"<localpart>", SUBJECT_LOCALPART},
	{"<password>", SUBJECT_PASSWORD}, {"<digits>", SUBJECT_DIGITS},
	{"<btc>", SUBJECT_BTC},
};

/* The variable at `at`. Returns: bytes it takes, 0 for none. */
static size_t variable_at(enum subject_variable *variable_out, const char *text, size_t len, size_t at)
{
	for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
		size_t sign_len = strlen(variables[i].sign);

		if (len - at >= sign_len && memcmp(text + at, variables[i].sign, sign_len) == 0) {
			*variable_out = variables[i].variable;
			return sign_len;
		}
	}
	return 0;
}

/* "<passwort>" is a misspelt variable; a lone "<" is a sign like any other. */
static bool is_unknown_variable(const char *text, size_t len, size_t at)
{
	size_t end = at + 1;

	if (text[at] != '<')
		return false;
	while (end < len && (ascii_is_alnum(text[end]) || text[end] == '-'))
		end++;
	return end > at + 1 && end < len && text[end] == '>';
}

static int add_literal(struct subjects *subjects, struct fold *fold, struct subject_piece *pieces, size_t *count,
		       struct bytes text)
{
	struct text folded;
	int status = -1;

	text_init(&folded, 0);
	if (fold_text(fold, &folded, text.at, text.len) != 0 || folded.lost)
		goto out;
	status = 0;
	if (folded.len == 0)
		goto out;
	pieces[*count].variable = SUBJECT_TEXT;
	pieces[*count].literal = (struct bytes){arena_copy(&subjects->arena, folded.at, folded.len), folded.len};
	if (pieces[(*count)++].literal.at == NULL)
		status = -1;
out:
	text_free(&folded);
	return status;
}

/* Take a spelling apart. Returns: 0, or -1 with *what_out set (NULL: no memory). */
static int read_pieces(struct subjects *subjects, struct fold *fold, struct subject_piece *pieces, size_t *count_out,
		       struct bytes text, const char **what_out, size_t *at_out)
{
	size_t at = 0, from = 0;

	*count_out = 0;
	*what_out = NULL;
	while (at <= text.len) {
		enum subject_variable variable = SUBJECT_TEXT;
		size_t used = at < text.len ? variable_at(&variable, text.at, text.len, at) : 0;

		if (used == 0 && at < text.len) {
			*at_out = at;
			if (is_unknown_variable(text.at, text.len, at)) {
				*what_out = "no such variable; there are <address>, <localpart>, <password>, <digits> "
					    "and <btc>";
				return -1;
			}
			at++;
			continue;
		}
		*at_out = at;
		if (*count_out + 2 > SUBJECT_PIECES) {
			*what_out = "too many variables";
			return -1;
		}
		if (at > from &&
		    add_literal(subjects, fold, pieces, count_out, (struct bytes){text.at + from, at - from}) != 0)
			return -1;
		if (used == 0)
			break;
		pieces[(*count_out)++] = (struct subject_piece){.variable = variable};
		at += used;
		from = at;
	}
	return 0;
}

/* The literal to search for: the first one. Returns: its index, or count when there is none. */
static size_t key_piece(const struct subject_piece *pieces, size_t count)
{
	size_t key = 0;

	while (key < count && pieces[key].variable != SUBJECT_TEXT)
		key++;
	return key;
}

int subjects_add(struct subjects *subjects, struct fold *fold, enum subject_form form, const char *text, size_t len,
		 const char **what_out, size_t *at_out)
{
	struct subject_piece pieces[SUBJECT_PIECES], *copy;
	struct subject_spelling spelling = {.list = (uint32_t)subjects->list_count - 1, .form = form};

	if (read_pieces(subjects, fold, pieces, &spelling.piece_count, (struct bytes){text, len}, what_out, at_out) !=
	    0)
		return -1;
	if (spelling.piece_count == 0)
		return 0;
	spelling.key_piece = key_piece(pieces, spelling.piece_count);
	*at_out = 0;
	if (spelling.key_piece == spelling.piece_count) {
		*what_out = "variables alone match every subject; some text must stand beside them";
		return -1;
	}
	if (form == SUBJECT_CONTAINS && spelling.key_piece > 0) {
		*what_out = "what a subject contains cannot begin with a variable; leave it out";
		return -1;
	}
	copy = arena_take(&subjects->arena, spelling.piece_count * sizeof pieces[0]);
	if (copy == NULL ||
	    literal_set_add(&subjects->keys, &spelling.key, pieces[spelling.key_piece].literal.at,
			    pieces[spelling.key_piece].literal.len) != 0 ||
	    grow(&subjects->spellings, &subjects->spelling_size, subjects->spelling_count,
		 sizeof *subjects->spellings) != 0)
		return -1;
	memcpy(copy, pieces, spelling.piece_count * sizeof pieces[0]);
	spelling.pieces = copy;
	subjects->spellings[subjects->spelling_count++] = spelling;
	return 1;
}

static int compare_spellings(const void *a, const void *b)
{
	const struct subject_spelling *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->list < y->list ? -1 : x->list > y->list;
}

int subjects_finish(struct subjects *subjects)
{
	size_t key = 0;

	subjects->first = calloc(subjects->keys.count + 1, sizeof *subjects->first);
	if (subjects->first == NULL || aho_new(&subjects->aho, subjects->keys.at, NULL, subjects->keys.count) != 0)
		return -1;
	if (subjects->spelling_count > 0)
		qsort(subjects->spellings, subjects->spelling_count, sizeof *subjects->spellings, compare_spellings);
	for (size_t i = 0; i < subjects->spelling_count; i++)
		while (key <= subjects->spellings[i].key)
			subjects->first[key++] = (uint32_t)i;
	while (key <= subjects->keys.count)
		subjects->first[key++] = (uint32_t)subjects->spelling_count;
	return 0;
}

/* ---- finding --------------------------------------------------------------------------------------------------- */

struct search {
	const struct subjects *subjects;
	const struct view *view;
	const char *const *recipients;
	size_t recipient_count;
	struct subject_hit *hits;
	size_t max, count;
};

static bool is_graph(char c)
{
	return (unsigned char)c > ' ' && (unsigned char)c != 0x7f;
}

static bool is_address_char(char c)
{
	return ascii_is_alnum(c) || strchr(".!#$%&'*+/=?^_`{|}~-", c) != NULL;
}

static bool is_dashed_alnum(char c)
{
	return ascii_is_alnum(c) || c == '.' || c == '-';
}

static size_t run_of(bool (*is_one)(char), struct bytes text, size_t most)
{
	size_t len = 0;

	while (len < text.len && len <= most && text.at[len] != '\0' && is_one(text.at[len]))
		len++;
	return len <= most ? len : 0;
}

/* Each token_ tells how many bytes of text the variable takes; 0: it is not there. */
static size_t token_address(const struct search *search, struct bytes text)
{
	size_t local, domain;

	for (size_t i = 0; i < search->recipient_count; i++) {
		size_t len = strlen(search->recipients[i]);

		if (len > 0 && len <= text.len && ascii_same(text.at, len, search->recipients[i], len))
			return len;
	}
	local = run_of(is_address_char, text, 64);
	if (local == 0 || local >= text.len || text.at[local] != '@')
		return 0;
	text.at += local + 1;
	text.len -= local + 1;
	domain = run_of(is_dashed_alnum, text, 253);
	while (domain > 0 && !ascii_is_alnum(text.at[domain - 1])) /* the full stop behind it is not its own */
		domain--;
	return domain == 0 || memchr(text.at, '.', domain) == NULL ? 0 : local + 1 + domain;
}

/* With recipients known it must be one of theirs; else any single word of that shape will do. */
static size_t token_localpart(const struct search *search, struct bytes text)
{
	for (size_t i = 0; i < search->recipient_count; i++) {
		const char *at_sign = strrchr(search->recipients[i], '@');
		size_t len = at_sign == NULL ? 0 : (size_t)(at_sign - search->recipients[i]);

		if (len > 0 && len <= text.len && ascii_same(text.at, len, search->recipients[i], len) &&
		    (len == text.len || !ascii_is_alnum(text.at[len])))
			return len;
	}
	return search->recipient_count == 0 ? run_of(is_address_char, text, 64) : 0;
}

/* A word; beside a script without spaces, its ASCII part. */
static size_t token_password(struct bytes text)
{
	size_t len = 0;
	bool ascii = text.len > 0 && (unsigned char)text.at[0] < 0x80;

	while (len < text.len && len <= 40 && is_graph(text.at[len]) && (!ascii || (unsigned char)text.at[len] < 0x80))
		len++;
	return len >= 4 && len <= 40 ? len : 0;
}

static bool is_plain_alnum(char c)
{
	return ascii_is_alnum(c);
}

static size_t token_btc(struct bytes text)
{
	size_t len = run_of(is_plain_alnum, text, 90);

	return len >= 25 ? len : 0;
}

static size_t token(const struct search *search, enum subject_variable variable, struct bytes text)
{
	switch (variable) {
	case SUBJECT_ADDRESS:
		return token_address(search, text);
	case SUBJECT_LOCALPART:
		return token_localpart(search, text);
	case SUBJECT_PASSWORD:
		return token_password(text);
	case SUBJECT_DIGITS:
		return text.len > 0 && ascii_is_digit(text.at[0]) ? text_number_end(text.at, text.len, 0) : 0;
	case SUBJECT_BTC:
		return token_btc(text);
	case SUBJECT_TEXT:
		break;
	}
	return 0;
}

/* Step over a variable at folded offset `at`. Returns: the offset behind it, SIZE_MAX when it is not there. */
static size_t pass_variable(const struct search *search, enum subject_variable variable, size_t at)
{
	const struct view *view = search->view;
	struct bytes text = view->text->utf8;
	size_t from, used;

	if (at >= view->folded.len)
		return SIZE_MAX;
	from = view->map[at];
	text.at += from;
	text.len -= from;
	used = token(search, variable, text);
	if (used == 0)
		return SIZE_MAX;
	while (at < view->folded.len && view->map[at] < from + used)
		at++;
	return at;
}

static size_t pass_literal(const struct search *search, struct bytes literal, size_t at)
{
	struct bytes folded = search->view->folded;

	if (literal.len > folded.len - at || memcmp(folded.at + at, literal.at, literal.len) != 0)
		return SIZE_MAX;
	return at + literal.len;
}

/* Walk over the pieces from `at`. Returns: the offset behind them, SIZE_MAX when they are not there. A variable ends
 * where its shape ends, so there is one way only. */
static size_t pass_pieces(const struct search *search, const struct subject_spelling *spelling, size_t at)
{
	struct bytes folded = search->view->folded;

	for (size_t i = 0; i < spelling->piece_count; i++) {
		const struct subject_piece *piece = &spelling->pieces[i];

		if (at < folded.len && folded.at[at] == ' ' && i > 0)
			at++;
		at = piece->variable == SUBJECT_TEXT ? pass_literal(search, piece->literal, at)
						     : pass_variable(search, piece->variable, at);
		if (at == SIZE_MAX)
			return SIZE_MAX;
	}
	return at;
}

/* Keep the strongest max hits, the strongest first, each list once. */
static void keep_hit(struct search *search, const struct subject_hit *hit)
{
	size_t at = 0;

	for (size_t i = 0; i < search->count; i++)
		if (search->hits[i].id == hit->id)
			return;
	while (at < search->count && search->hits[at].weight >= hit->weight)
		at++;
	if (at == search->max)
		return;
	if (search->count < search->max)
		search->count++;
	memmove(search->hits + at + 1, search->hits + at, (search->count - 1 - at) * sizeof *search->hits);
	search->hits[at] = *hit;
}

static void try_spelling(struct search *search, const struct subject_spelling *spelling, size_t key_at)
{
	const struct view *view = search->view;
	const struct subject_list *list = &search->subjects->lists[spelling->list];
	size_t from = spelling->form == SUBJECT_CONTAINS ? key_at : 0, to;
	struct subject_hit hit = {.id = list->id, .weight = list->weight};

	/* Variables in front of the key are short, and without any the key stands at the very beginning. */
	if (spelling->form != SUBJECT_CONTAINS && key_at > (spelling->key_piece == 0 ? 0 : 2 * SUBJECT_TOKEN))
		return;
	to = pass_pieces(search, spelling, from);
	if (to == SIZE_MAX || !text_is_boundary(view->folded.at, view->folded.len, from) ||
	    !text_is_boundary(view->folded.at, view->folded.len, to))
		return;
	if (spelling->form == SUBJECT_EXACT && to < view->folded.len)
		return;
	hit.offset = view->map[from];
	hit.length = view->map[to] - view->map[from];
	keep_hit(search, &hit);
}

static int found_key(void *ctx, uint32_t key, size_t end)
{
	struct search *search = ctx;
	const struct subjects *subjects = search->subjects;

	for (size_t i = subjects->first[key]; i < subjects->first[key + 1]; i++)
		try_spelling(search, &subjects->spellings[i], end - subjects->keys.at[key].len);
	return 0;
}

size_t subjects_find(const struct subjects *subjects, struct subject_hit *hits_out, size_t max,
		     const struct view *subject, const char *const *recipients, size_t recipient_count)
{
	struct search search = {subjects, subject, recipients, recipient_count, hits_out, max, 0};

	if (max > 0)
		aho_run(subjects->aho, subject->folded.at, subject->folded.len, found_key, &search);
	return search.count;
}
