/* syntax.h: the spelling of a phrase, taken apart: segments, each with all the spellings that its groups stand for.
 * It must not fold, nor know rules or how phrases are found.
 *
 *   word word      must follow each other              (a|b|c)  one of them; may hold several words, may nest
 *   [a]  [a|b]     may be there                        *        at the end of a word any ending, at its start any
 * beginning …   or ...     a small gap, about seven words      …… or ......  a large one, about a sentence # a number
 * \x       x itself
 */
#ifndef DETECT_SYNTAX_H
#define DETECT_SYNTAX_H

#include "base/arena.h"
#include "base/limits.h"
#include "stage.h"

/* What stands inside a spelling for a piece that is no text. A phrase cannot hold control characters itself. */
enum syntax_mark { MARK_NONE, MARK_STAR, MARK_SMALL, MARK_LARGE, MARK_NUMBER, MARK_END };

struct spellings {
	struct bytes *at; /* text and marks; "" for a part that may be missing */
	size_t count;
};

struct segment {
	struct spellings spellings;
	char join; /* what follows it: a mark, ' ' between words, MARK_NONE behind the last */
};

struct phrase_parts {
	struct arena arena;
	struct segment segments[LIMIT_PHRASE_SEGMENTS];
	size_t count;
};

struct syntax_error {
	const char *what; /* a static string */
	size_t at;        /* offset into the phrase */
};

/* Where a segment would grow beyond this many spellings, it ends at the last blank between words; only a single word
 * that alone has more than LIMIT_PHRASE_LITERALS is an error.
 * Returns: 0, or -1 with error set (what is NULL: no memory).   Owns: syntax_free(), also after -1. */
int syntax_parse(struct phrase_parts *parts, const char *text, size_t len, struct syntax_error *error);
void syntax_free(struct phrase_parts *parts);

#endif
