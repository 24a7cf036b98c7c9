/* spaceless.c: turns kana, kanji and Hangul into the characters that a reader takes them for: parts joined, twins told
 * apart.
 * It must not know words: these scripts have none that can be seen.
 * Unicode 3.12 (Hangul), NFC of kana; the twins are what spam does.
 */
#include "base/text.h"
#include "fold/walk.h"

#define HANGUL_BASE 0xac00u
#define JAMO_L 0x1100u
#define JAMO_V 0x1161u
#define JAMO_T 0x11a7u
#define IS_JAMO_L(c) ((c) - JAMO_L < 19)
#define IS_JAMO_V(c) ((c) - JAMO_V < 21)
#define IS_JAMO_T(c) ((c) - JAMO_T - 1 < 27)

/* Write one character over the last one: か and its mark are が, three jamo are one syllable. */
static void rewrite_last(struct walk *walk, uint32_t codepoint)
{
	/* kana and Hangul have three bytes, all of them */
	utf8_encode(walk->sink->at + walk->sink->len - 3, codepoint);
	walk->last = codepoint;
	walk->beside = codepoint;
}

void spaceless_write(struct walk *walk, uint32_t codepoint, size_t from)
{
	if (!sink_reserve(walk->sink, 8))
		return;
	walk_write_gap(walk, true);
	sink_put(walk->sink, codepoint, (uint32_t)from);
	walk->last = codepoint;
	walk->beside = codepoint;
	walk->letters++;
}

/* ---- kana ---- */

/* Small ka and ke are left out: in 一ヶ月 they are a counter, not part of a word. */
static bool is_katakana(uint32_t codepoint)
{
	return codepoint >= 0x30a1 && codepoint <= 0x30ff && codepoint != 0x30fb && codepoint != 0x30f5 &&
	       codepoint != 0x30f6;
}

static bool is_hiragana(uint32_t codepoint)
{
	return codepoint >= 0x3041 && codepoint <= 0x309f;
}

static bool is_kanji(uint32_t codepoint)
{
	return (codepoint >= 0x3400 && codepoint <= 0x9fff) || codepoint == 0x3005;
}

/* Where a kanji is read as the katakana of its shape. */
enum {
	TWIN_INSIDE = 0,     /* between katakana, always */
	TWIN_FIRST = 1 << 0, /* in front of katakana: the kanji is no number and no usual prefix */
	TWIN_SMALL = 1 << 1, /* in front of small katakana, which no number goes with */
	TWIN_LAST = 1 << 2,  /* behind katakana: the kanji is no usual suffix */
	TWIN_KANJI = 1 << 3  /* the katakana is read as the kanji beside other kanji */
};

static const struct twin {
	uint16_t kanji, kana;
	unsigned where;
} TWINS[] = {
	{0x529b, 0x30ab, TWIN_FIRST},              /* 力 カ: 3カ月 is honest */
	{0x4e8c, 0x30cb, TWIN_SMALL | TWIN_KANJI}, /* 二 ニ */
	{0x53e3, 0x30ed, TWIN_FIRST | TWIN_KANJI}, /* 口 ロ */
	{0x5de5, 0x30a8, TWIN_FIRST | TWIN_KANJI}, /* 工 エ */
	{0x535c, 0x30c8, TWIN_FIRST | TWIN_LAST},  /* 卜 ト */
	{0x516b, 0x30cf, TWIN_SMALL},              /* 八 ハ */
	{0x5915, 0x30bf, TWIN_LAST | TWIN_KANJI},  /* 夕 タ */
	{0x624d, 0x30aa, TWIN_LAST},               /* 才 オ */
	{0x5343, 0x30c1, TWIN_SMALL},              /* 千 チ */
	{0x4e00, 0x30fc, TWIN_LAST},               /* 一 ー */
	{0x4e3f, 0x30ce, TWIN_FIRST | TWIN_LAST},  /* 丿 ノ */
};

static const struct twin *twin_of(uint32_t codepoint)
{
	for (size_t i = 0; i < sizeof TWINS / sizeof TWINS[0]; i++)
		if (TWINS[i].kanji == codepoint || TWINS[i].kana == codepoint)
			return &TWINS[i];
	return NULL;
}

/* The folded character at a place, marks and invisible ones skipped; 0 at the end. */
static uint32_t folded_at(const struct walk *walk, size_t *at)
{
	while (*at < walk->len) {
		uint32_t codepoint;
		size_t used = walk_peek(walk, &codepoint, *at);
		const struct fold_record *record = fold_table_at(codepoint);

		*at += used;
		if (record->kind != FOLD_MARK && record->kind != FOLD_INVISIBLE && record->kind != FOLD_VOICING)
			return record->folded != 0 ? fold_pool[record->folded + 1] : codepoint;
	}
	return 0;
}

/* 0 is the end of the text. */
static bool is_spacing(uint32_t codepoint)
{
	return codepoint == 0 || codepoint == ' ' || codepoint == '\n' || codepoint == '\r' || codepoint == '\t' ||
	       codepoint == 0x3000 || codepoint == '.' || codepoint == '-' || codepoint == '_' || codepoint == '*';
}

/* What stands round a sign; where the text is spaced out, what spaces it is looked through. */
struct beside {
	uint32_t before, next;
	bool katakana_before, katakana_behind;
};

static uint32_t folded_beside(const struct walk *walk, size_t *at, bool spaced)
{
	uint32_t next = folded_at(walk, at);

	while (spaced && next != 0 && is_spacing(next))
		next = folded_at(walk, at);
	return next;
}

static struct beside look_beside(const struct walk *walk, size_t after)
{
	size_t at = after;
	bool spaced = walk->gap && is_spacing(folded_at(walk, &at));
	struct beside beside = {.before = spaced ? walk->beside : walk->last};
	uint32_t next;

	at = after;
	beside.next = next = folded_beside(walk, &at, spaced);
	for (unsigned i = 0; i < 3 && !is_katakana(next) && twin_of(next) != NULL; i++) /* signs that may be either */
		next = folded_beside(walk, &at, spaced);
	beside.katakana_before = is_katakana(beside.before);
	beside.katakana_behind = is_katakana(next);
	return beside;
}

/* へ and り have the same shape in both kana: the neighbours decide. */
static uint32_t read_both_kana(uint32_t codepoint, bool before, bool behind)
{
	if (is_katakana(codepoint))
		return before || behind ? codepoint : codepoint - 0x60;
	return before && behind ? codepoint + 0x60 : codepoint;
}

static bool is_small_kana(uint32_t codepoint)
{
	return (codepoint >= 0x30a1 && codepoint <= 0x30a9 && codepoint % 2 == 1) || codepoint == 0x30c3 ||
	       codepoint == 0x30e3 || codepoint == 0x30e5 || codepoint == 0x30e7;
}

/* つ, ヵ, ヶ: what follows a number, as in 一つ and 一ヶ月. */
static bool is_counter(uint32_t codepoint)
{
	return codepoint == 0x3064 || codepoint == 0x30f5 || codepoint == 0x30f6;
}

static bool is_kana_beside(const struct twin *twin, const struct beside *beside)
{
	if (beside->katakana_before && (twin->where & TWIN_LAST) != 0 && !is_kanji(beside->next) &&
	    !is_counter(beside->next))
		return true;
	if (beside->katakana_before || !beside->katakana_behind || is_kanji(beside->before))
		return beside->katakana_before && beside->katakana_behind;
	return (twin->where & TWIN_FIRST) != 0 || ((twin->where & TWIN_SMALL) != 0 && is_small_kana(beside->next));
}

/* A sign that looks like another one of Japanese, read by its neighbours. "ア力ウン卜" hides nothing. */
static uint32_t read_twin(const struct walk *walk, uint32_t codepoint, size_t after)
{
	const struct twin *twin = twin_of(codepoint);
	struct beside beside = look_beside(walk, after);

	if (twin == NULL)
		return read_both_kana(codepoint, beside.katakana_before, beside.katakana_behind);
	if (codepoint == twin->kanji)
		return is_kana_beside(twin, &beside) ? twin->kana : twin->kanji;
	if ((twin->where & TWIN_KANJI) == 0 || beside.katakana_before || beside.katakana_behind)
		return codepoint;
	return is_kanji(beside.next) || is_kanji(beside.before) ? twin->kanji : codepoint;
}

bool spaceless_is_long_mark(const struct walk *walk, uint32_t codepoint, size_t after)
{
	uint32_t next;

	if ((codepoint < 0x2012 || codepoint > 0x2015) && codepoint != 0x2212 && codepoint != 0x2500 &&
	    codepoint != 0x2501 && codepoint != 0xff0d)
		return false;
	next = folded_at(walk, &after);
	return is_katakana(walk->last) && (is_katakana(next) || is_hiragana(next));
}

void spaceless_write_twin(struct walk *walk, uint32_t codepoint, size_t from, size_t after)
{
	uint32_t read = read_twin(walk, codepoint, after);

	walk->disguised += read != codepoint && twin_of(codepoint) != NULL;
	spaceless_write(walk, read, from);
}

/* The kana with its mark, or 0. */
static uint32_t kana_voiced(uint32_t kana, bool half)
{
	uint32_t flat = kana >= 0x30a1 ? kana - 0x60 : kana;

	if (flat >= 0x306f && flat <= 0x307b && (flat - 0x306f) % 3 == 0)
		return kana + (half ? 2 : 1);
	if (half)
		return 0;
	if ((flat >= 0x304b && flat <= 0x3061 && flat % 2 == 1) || flat == 0x3064 || flat == 0x3066 || flat == 0x3068)
		return kana + 1;
	if (flat == 0x3046)
		return kana == flat ? 0x3094 : 0x30f4;
	if (kana >= 0x30ef && kana <= 0x30f2)
		return kana + 8;
	return flat == 0x309d ? kana + 1 : 0;
}

void spaceless_write_voicing(struct walk *walk, bool half)
{
	uint32_t voiced = walk->gap ? 0 : kana_voiced(walk->last, half);

	if (voiced != 0)
		rewrite_last(walk, voiced);
}

/* ---- Hangul ---- */

/* The next visible character is a vowel: then a consonant before it begins a syllable instead of ending one. */
static bool is_vowel_next(const struct walk *walk, size_t at)
{
	return IS_JAMO_V(folded_at(walk, &at));
}

/* The final consonant that has the shape of an initial one, as offset in a syllable; 0: there is none. */
static uint32_t jamo_final(uint32_t initial)
{
	static const uint8_t FINALS[19] = {1, 2, 4, 7, 0, 8, 16, 17, 0, 19, 20, 21, 22, 0, 23, 24, 25, 26, 27};

	return FINALS[initial - JAMO_L];
}

void spaceless_write_jamo(struct walk *walk, uint32_t jamo, size_t from, size_t after)
{
	uint32_t last = walk->gap ? 0 : walk->last;
	bool open = last - HANGUL_BASE < 11172 && (last - HANGUL_BASE) % 28 == 0;

	if (IS_JAMO_V(jamo) && IS_JAMO_L(last))
		rewrite_last(walk, HANGUL_BASE + ((last - JAMO_L) * 21 + (jamo - JAMO_V)) * 28);
	else if (open && IS_JAMO_T(jamo))
		rewrite_last(walk, last + (jamo - JAMO_T));
	else if (open && IS_JAMO_L(jamo) && jamo_final(jamo) != 0 && !is_vowel_next(walk, after))
		rewrite_last(walk, last + jamo_final(jamo));
	else
		spaceless_write(walk, jamo, from);
}
