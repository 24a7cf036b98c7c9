/* spelling.c: turns a spelling as the syntax leaves it into numbered literals, folded, and the gaps between them.
 * It must not know phrases, states or how literals are found.
 * No standard; marks are those of syntax.h.
 */
#include "detect/spelling.h"

#include "detect/syntax.h"
#include "fold/fold.h"

#include <string.h>

void spelling_context_init(struct spelling_context *context, struct fold *fold, struct literal_set *literals)
{
	context->fold = fold;
	context->literals = literals;
	text_init(&context->piece, 0);
	text_init(&context->told, 0);
}

void spelling_context_free(struct spelling_context *context)
{
	text_free(&context->piece);
	text_free(&context->told);
}

/* One piece of a spelling: a literal (len > 0 after folding), or what may stand between literals. */
struct piece {
	bool is_literal;
	uint32_t literal;
	enum gap_piece gap;
};

struct reader {
	struct bytes left;
	bool blank; /* a blank stood behind the last literal and is to be told next */
};

static bool is_mark(char c)
{
	return c > MARK_NONE && c < MARK_END;
}

/* Blanks and ASCII punctuation fold to a blank; at the edge of a piece of text the fold drops that. */
static bool is_blank(char c)
{
	return c >= ' ' && c < 0x7f && !ascii_is_alnum(c) && strchr("$%@#", c) == NULL;
}

enum gap_piece spelling_gap(char mark)
{
	switch (mark) {
	case MARK_STAR:
		return GAP_PIECE_STAR;
	case MARK_SMALL:
		return GAP_PIECE_SMALL;
	case MARK_LARGE:
		return GAP_PIECE_LARGE;
	case MARK_NUMBER:
		return GAP_PIECE_NUMBER;
	default:
		return GAP_PIECE_BLANK;
	}
}

static void read_skip(struct reader *reader, size_t len)
{
	reader->left.at += len;
	reader->left.len -= len;
}

static int read_literal(struct reader *reader, struct spelling_context *context, struct piece *piece_out)
{
	size_t len = 0;

	while (len < reader->left.len && !is_mark(reader->left.at[len]))
		len++;
	text_reset(&context->piece);
	if (fold_text(context->fold, &context->piece, reader->left.at, len) != 0 || context->piece.lost)
		return -1;
	reader->blank = is_blank(reader->left.at[len - 1]);
	read_skip(reader, len);
	*piece_out = (struct piece){.is_literal = context->piece.len > 0, .gap = GAP_PIECE_BLANK};
	if (!piece_out->is_literal)
		return 1;
	return literal_set_add(context->literals, &piece_out->literal, context->piece.at, context->piece.len) == 0 ? 1
														   : -1;
}

/* Returns: 1 with a piece, 0 at the end, -1 no memory. */
static int read_piece(struct reader *reader, struct spelling_context *context, struct piece *piece_out)
{
	*piece_out = (struct piece){.gap = GAP_PIECE_BLANK};
	if (reader->blank) {
		reader->blank = false;
		return 1;
	}
	if (reader->left.len == 0)
		return 0;
	if (is_mark(reader->left.at[0])) {
		piece_out->gap = spelling_gap(reader->left.at[0]);
		read_skip(reader, 1);
		return 1;
	}
	if (is_blank(reader->left.at[0])) {
		while (reader->left.len > 0 && is_blank(reader->left.at[0]))
			read_skip(reader, 1);
		return 1;
	}
	return read_literal(reader, context, piece_out);
}

static void tell_piece(struct spelling_context *context, const struct piece *piece)
{
	if (piece->is_literal) {
		text_add(&context->told, context->piece.at, context->piece.len);
		return;
	}
	text_add_char(&context->told, (char)(1 + (int)piece->gap));
}

static const char *add_piece(struct spelling *spelling, const struct piece *piece)
{
	if (spelling->count == SPELLING_LITERALS || spelling->lead_count == SPELLING_LITERALS)
		return "the phrase has too many parts; split it";
	if (piece->is_literal) {
		spelling->literal[spelling->count] = piece->literal;
		spelling->behind[spelling->count++] = (struct gap){0};
		return NULL;
	}
	if (spelling->count > 0)
		return gap_add(&spelling->behind[spelling->count - 1], piece->gap);
	spelling->lead[spelling->lead_count++] = piece->gap;
	return NULL;
}

int spelling_read(struct spelling *spelling_out, struct spelling_context *context, struct bytes text,
		  const char **what_out)
{
	struct reader reader = {.left = text};
	struct piece piece;
	int more;

	spelling_out->count = 0;
	spelling_out->lead_count = 0;
	text_add_char(&context->told, '\n'); /* which is never folded text */
	while ((more = read_piece(&reader, context, &piece)) == 1) {
		tell_piece(context, &piece);
		*what_out = add_piece(spelling_out, &piece);
		if (*what_out != NULL)
			return -1;
	}
	return more;
}

void spelling_tell_join(struct spelling_context *context, char join)
{
	text_add_char(&context->told, '\r');
	text_add_char(&context->told, join);
}
