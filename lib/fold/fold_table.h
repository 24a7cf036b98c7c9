/* fold_table.h: what becomes of each code point: the shape of the generated table, and how to look into it.
 * It must not know words: what a letter is read as in its word is for word.c.
 * Unicode Character Database, UTS #39.
 */
#ifndef FOLD_FOLD_TABLE_H
#define FOLD_FOLD_TABLE_H

#include <stdint.h>

/* What a code point is to the walk. */
enum fold_kind {
	FOLD_GAP,       /* blank, punctuation, pictures: separates words */
	FOLD_LETTER,    /* of a script with spaces between words */
	FOLD_DIGIT,
	FOLD_MARK,      /* a combining mark that is dropped */
	FOLD_INVISIBLE, /* nobody sees it */
	FOLD_SYMBOL,    /* $ and its like: stays */
	FOLD_SPACELESS, /* of a script without spaces between words */
	FOLD_PIECES,    /* a compatibility form of several kinds ("1" and a kanji): each piece for itself */
	FOLD_VOICING,   /* U+3099, U+309A: belongs to the kana before it */
	FOLD_JAMO,      /* part of a Hangul syllable */
	FOLD_FLAG,      /* regional indicator: a letter, or half a flag */
	FOLD_SHAPE      /* a gap, but a letter by its shape when letters stand round it */
};

enum fold_script { FOLD_NONE, FOLD_LATIN, FOLD_CYRILLIC, FOLD_GREEK, FOLD_OTHER /* and beyond: each its own script */ };

enum fold_flag {
	FOLD_UPPER = 1 << 0,  /* a capital */
	FOLD_ACCENT = 1 << 1, /* with an accent that some living language writes */
	FOLD_ODD = 1 << 2,    /* no language writes it: mathematical, phonetic, enclosed, ... */
	FOLD_TONED = 1 << 3,  /* Vietnamese only */
	FOLD_JOINER = 1 << 4, /* invisible, and honest mail has it: joiners, variation selectors, soft hyphen */
	FOLD_TWIN = 1 << 5    /* kanji and kana of one shape */
};

/* Bits of fold_record.same, and of every set of the three scripts that disguise each other. */
#define FOLD_BIT(script) (1u << ((script) - 1))

struct fold_record {
	uint8_t kind;
	uint8_t script;
	uint8_t flags;
	uint8_t same;      /* scripts that have a letter of this very shape; its own is one */
	uint8_t near;      /* scripts that it can be read in at all; its own is one */
	uint8_t latin;     /* read as a Latin letter: a to z, 0 when it looks like none */
	uint16_t cyrillic; /* read in a Cyrillic word, 0 none */
	uint16_t greek;
	uint16_t folded;   /* into fold_pool: a count, then code points; 0: the code point itself */
};

extern const struct fold_record fold_records[];
extern const uint32_t fold_pool[];
extern const uint16_t fold_stage1[];
extern const uint16_t fold_stage2[];

static inline const struct fold_record *fold_table_at(uint32_t codepoint)
{
	return &fold_records[fold_stage2[(uint32_t)fold_stage1[codepoint >> 7] << 7 | (codepoint & 127)]];
}

#endif
