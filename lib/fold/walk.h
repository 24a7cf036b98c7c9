/* walk.h: one pass over a text: words to word.c, everything else straight to the sink.
 * It must not know views, slots or rules.
 */
#ifndef FOLD_WALK_H
#define FOLD_WALK_H

#include "fold/sink.h"
#include "fold/word.h"

#define SEPARATOR_MAX 4

/* What stands between letters that are spaced out. */
struct separator {
	uint32_t signs[SEPARATOR_MAX];
	unsigned count;
};

struct walk {
	const char *in;
	size_t len, at; /* at: what comes next */
	struct sink *sink;
	struct word word; /* the one being gathered */
	bool gap;         /* something that separates words was passed since the last character */
	bool spaceless;   /* the last character wants no space behind it */
	size_t gap_at;    /* where the gap begins */
	uint32_t last;    /* last character, when it may still be joined with what follows (kana, Hangul); else 0 */
	uint32_t beside;  /* last character of a script without spaces, when only what spaces out stands behind it; else
			     0 */
	size_t hyphen_at; /* units of the word before its last soft hyphen */
	unsigned unseen;  /* invisible characters since the last visible one, when they are no honest ones */
	struct separator spacing; /* of the word before, when that was spaced out */
	struct surroundings round;
	size_t peeked; /* round.after holds for every word that ends before this place */
	unsigned letters, disguised, invisible;
};

/* Fold the whole text into the sink. Returns: 0, or -1 (no memory). */
int walk_text(struct walk *walk, struct sink *sink, const char *in, size_t len);

/* ---- for the files of the walk ---- */

size_t walk_peek_rest(const struct walk *walk, uint32_t *codepoint_out, size_t at);

/* The character at a place. Returns: its bytes; one byte that is not UTF-8 counts as U+FFFD. */
static inline size_t walk_peek(const struct walk *walk, uint32_t *codepoint_out, size_t at)
{
	const unsigned char *byte = (const unsigned char *)walk->in + at;
	size_t left = walk->len - at;

	if (byte[0] < 0x80) {
		*codepoint_out = byte[0];
		return 1;
	}
	if (byte[0] >= 0xc2 && byte[0] < 0xe0 && left > 1 && (byte[1] & 0xc0) == 0x80) {
		*codepoint_out = (byte[0] & 0x1fu) << 6 | (byte[1] & 0x3fu);
		return 2;
	}
	if (byte[0] >= 0xe1 && byte[0] <= 0xec && left > 2 && (byte[1] & 0xc0) == 0x80 && (byte[2] & 0xc0) == 0x80) {
		*codepoint_out = (byte[0] & 0x0fu) << 12 | (byte[1] & 0x3fu) << 6 | (byte[2] & 0x3fu);
		return 3;
	}
	return walk_peek_rest(walk, codepoint_out, at);
}
/* The place behind marks and invisible characters. */
size_t walk_skip_unseen(const struct walk *walk, size_t at);
/* Does the symbol or shape at this place stand for a letter? The word gathered so far is before it. */
bool walk_is_letter_shape(const struct walk *walk, size_t at, uint32_t codepoint, const struct fold_record *record);
/* The script of the next word that is sure by itself, FOLD_NONE when there is none near. */
uint8_t walk_script_after(struct walk *walk);
/* Read and write the gathered word, and begin a new one. */
void walk_end_word(struct walk *walk);
/* Write one space for the gap that was passed, none at the start and none beside a script that is written without. The
 * room must be there. */
static inline void walk_write_gap(struct walk *walk, bool spaceless)
{
	if (walk->gap && walk->sink->len > 0 && !walk->spaceless && !spaceless)
		sink_put(walk->sink, ' ', (uint32_t)walk->gap_at);
	walk->gap = false;
	walk->spaceless = spaceless;
}

/* Remember the script of a word that was sure, and whether letters of another script posed as it. */
void walk_note_script(struct walk *walk, uint8_t script, bool posing);

enum plain_class { PLAIN_NOT, PLAIN_LETTER, PLAIN_GAP };
extern const uint8_t plain_classes[256];
/* A letter or a gap of plain ASCII that means nothing else, or neither. */
static inline enum plain_class plain_class(char c)
{
	return (enum plain_class)plain_classes[(unsigned char)c];
}
/* A word of ASCII letters with ASCII punctuation behind it needs no decision. Returns: false when it is not one. */
bool plain_word(struct walk *walk);
/* The same for a number in ASCII digits. */
bool plain_number(struct walk *walk);

/* Is the gathered word one letter of a spaced-out word ("v i d e o")? Then gather the rest of it. */
void spaced_gather(struct walk *walk);

/* Write one character of a script without spaces. */
void spaceless_write(struct walk *walk, uint32_t codepoint, size_t from);
/* The same for one that has a twin of its shape (FOLD_TWIN); `after` is the place behind it. */
void spaceless_write_twin(struct walk *walk, uint32_t codepoint, size_t from, size_t after);
/* Write a part of a Hangul syllable, joined with the parts before it. */
void spaceless_write_jamo(struct walk *walk, uint32_t jamo, size_t from, size_t after);
/* Put the (half-)voicing mark on the kana before it, if there is one that takes it. */
void spaceless_write_voicing(struct walk *walk, bool half);
/* Is this dash, between two katakana, the mark of a long vowel? */
bool spaceless_is_long_mark(const struct walk *walk, uint32_t codepoint, size_t after);

#endif
