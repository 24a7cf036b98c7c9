/* walk.c: turns a text into folded characters: plain ASCII words at once, other words through word.c.
 * It must not know how a word is decided or read.
 * Unicode NFKC (kana and Hangul composition), through the generated table.
 */
#include "fold/walk.h"

#include <string.h>

size_t walk_peek_rest(const struct walk *walk, uint32_t *codepoint_out, size_t at)
{
	size_t used = utf8_decode(codepoint_out, walk->in + at, walk->len - at);

	if (used != 0)
		return used;
	*codepoint_out = 0xfffd;
	return 1;
}

size_t walk_skip_unseen(const struct walk *walk, size_t at)
{
	while (at < walk->len) {
		uint32_t codepoint;
		size_t used = walk_peek(walk, &codepoint, at);
		uint8_t kind = fold_table_at(codepoint)->kind;

		if (kind != FOLD_MARK && kind != FOLD_INVISIBLE)
			break;
		at += used;
	}
	return at;
}

/* Blanks between characters of a script without spaces mean nothing, and single signs may space them out. */
static bool is_spacing_at(const struct walk *walk, size_t at)
{
	char c = walk->in[at];

	return c == ' ' || (c >= '\t' && c <= '\r') || c == '.' || c == '-' || c == '_' || c == '*' ||
	       (walk->len - at > 2 && memcmp(walk->in + at, "\xe3\x80\x80", 3) == 0);
}

static void walk_pass_gap(struct walk *walk, size_t at)
{
	if (!walk->gap) {
		walk->gap = true;
		walk->gap_at = at;
	}
	if (walk->beside != 0 && !is_spacing_at(walk, at))
		walk->beside = 0;
	walk->last = 0;
	walk->unseen = 0;
}

/* ---- words ---- */

static void walk_write_latin(struct walk *walk)
{
	struct sink *sink = walk->sink;
	uint32_t before = 0;

	for (size_t i = 0; i < walk->word.count; i++) {
		const struct unit *unit = &walk->word.units[i];
		uint32_t letter = unit->folded == 'l' || unit->folded == '|' ? 'i' : unit->folded;

		if (unit->what == UNIT_LETTER && letter == before)
			continue;
		before = unit->what == UNIT_LETTER ? letter : 0;
		sink_put(sink, letter, unit->at);
	}
}

static void walk_write_word(struct walk *walk, uint8_t script)
{
	if (!sink_reserve(walk->sink, 4 * walk->word.count + 4))
		return;
	walk_write_gap(walk, false);
	if (script == FOLD_LATIN) {
		walk_write_latin(walk);
		return;
	}
	for (size_t i = 0; i < walk->word.count; i++) {
		uint32_t letter = walk->word.units[i].folded;

		/* и is disguised as і and i, and й and ї lose their marks: one letter for all of them */
		sink_put(walk->sink, letter == 0x456 ? 0x438 : letter, walk->word.units[i].at);
	}
}

void walk_note_script(struct walk *walk, uint8_t script, bool posing)
{
	struct surroundings *round = &walk->round;
	bool among_latin = round->before == FOLD_LATIN || (round->before == FOLD_NONE && round->after == FOLD_LATIN);

	round->before = script;
	if (script != FOLD_LATIN)
		round->posing = 0;
	else if (posing && among_latin) /* one disguised name in a Russian text says nothing about its neighbours */
		round->posing = POSING_WORDS;
	else if (round->posing > 0)
		round->posing--;
}

void walk_end_word(struct walk *walk)
{
	struct word *word = &walk->word;
	uint8_t script;
	bool sure, posing;

	if (word->count == 0)
		return;
	walk->round.after = word_needs_after(word, &walk->round) ? walk_script_after(walk) : FOLD_NONE;
	script = word_decide(word, &sure, &walk->round);
	walk->letters += (unsigned)word->count;
	walk->disguised += word_read(word, &posing, script, &walk->round);
	walk->round.leet = word->leet ? LEET_WORDS : walk->round.leet > 0 ? walk->round.leet - 1 : 0;
	if (sure)
		walk_note_script(walk, script,
				 posing && word->survey.natives != survey_bit(FOLD_CYRILLIC) &&
					 word->survey.natives != survey_bit(FOLD_GREEK));
	walk_write_word(walk, script);
	word_begin(word);
	walk->hyphen_at = 0;
	walk->last = 0;
	walk->beside = 0;
}

/* Letters of scripts that only ever pose as others (Hebrew, Arabic, Indic, ...) stay in a word of another script only
 * when they can be read there; else the word ends, so that "ה" glued to "Bitcoin" hides nothing. */
static bool walk_belongs(const struct walk *walk, const struct fold_record *record)
{
	const struct survey *survey = &walk->word.survey;

	if (survey->natives == 0 || record->script == FOLD_NONE)
		return true;
	if (record->script >= FOLD_OTHER) {
		if ((survey->natives & 7) == 0)
			return survey->other == record->script || record->latin != 0;
		return record->latin != 0;
	}
	return (survey->natives & FOLD_BIT(FOLD_OTHER)) == 0 || (survey->near & FOLD_BIT(FOLD_LATIN)) != 0;
}

/* A full stop or comma in any width, with a digit on either side. */
static bool walk_is_point(const struct walk *walk, uint32_t codepoint, size_t after)
{
	const struct word *word = &walk->word;
	uint32_t next;

	if (codepoint != '.' && codepoint != ',' && codepoint != 0xff0e && codepoint != 0xff0c && codepoint != 0x66b &&
	    codepoint != 0x66c)
		return false;
	if (word->count == 0 || word->units[word->count - 1].what != UNIT_DIGIT || after >= walk->len)
		return false;
	after = walk_skip_unseen(walk, after);
	if (after >= walk->len)
		return false;
	walk_peek(walk, &next, after);
	return fold_table_at(next)->kind == FOLD_DIGIT;
}

/* Three marks on one letter are nobody's orthography. */
static void walk_pass_mark(struct walk *walk, unsigned *marks)
{
	struct word *word = &walk->word;

	if (++*marks == 3 && word->count > 0)
		word->units[word->count - 1].flags |= FOLD_ODD;
}

/* Count what nobody sees, to be told when it splits a word. Honest mail has joiners in Arabic and Indic words, soft
 * hyphens between syllables, ZWSP between words of scripts without spaces. */
static void walk_pass_invisible(struct walk *walk, uint32_t codepoint)
{
	const struct word *word = &walk->word;
	bool joiner = (fold_table_at(codepoint)->flags & FOLD_JOINER) != 0;

	if (word->count == 0) {
		walk->unseen += walk->last != 0 && !joiner && codepoint != 0x200b;
	} else if (codepoint == 0xad) {
		walk->unseen += word->count - walk->hyphen_at < 2;
		walk->hyphen_at = word->count;
	} else {
		walk->unseen += !joiner || word->units[word->count - 1].script < FOLD_OTHER;
	}
}

/* A visible character: what was hidden before it split a word, or stood at its edge. */
static void walk_end_unseen(struct walk *walk, bool splits)
{
	walk->invisible += splits ? walk->unseen : 0;
	walk->unseen = 0;
}

/* Add one character to the word when it belongs to it. Returns: false when the word ends before it. */
static bool walk_gather_one(struct walk *walk, unsigned *marks, uint32_t codepoint, size_t used)
{
	const struct fold_record *record = fold_table_at(codepoint);
	enum unit_what what = UNIT_LETTER;

	switch (record->kind) {
	case FOLD_MARK:
		walk_pass_mark(walk, marks);
		return true;
	case FOLD_INVISIBLE:
		walk_pass_invisible(walk, codepoint);
		return true;
	case FOLD_LETTER:
		walk_end_unseen(walk, walk->word.count > 0);
		if (!walk_belongs(walk, record)) {
			walk_end_word(walk);
			walk_pass_gap(walk, walk->at);
		}
		break;
	case FOLD_DIGIT:
		what = UNIT_DIGIT;
		break;
	case FOLD_FLAG:
		break;
	case FOLD_SYMBOL:
	case FOLD_SHAPE:
	case FOLD_SPACELESS:
		if (!walk_is_letter_shape(walk, walk->at, codepoint, record))
			return false;
		what = UNIT_SHAPE;
		break;
	default:
		if (!walk_is_point(walk, codepoint, walk->at + used))
			return false;
		codepoint = codepoint == '.' || codepoint == 0xff0e || codepoint == 0x66b ? '.' : ',';
		record = fold_table_at(codepoint);
		what = UNIT_POINT;
	}
	*marks = 0;
	if (word_add(&walk->word, codepoint, record, (uint32_t)walk->at, what))
		return true;
	walk_end_word(walk); /* longer than any word: in pieces, without a gap */
	return word_add(&walk->word, codepoint, record, (uint32_t)walk->at, what);
}

static void walk_gather(struct walk *walk)
{
	unsigned marks = 0;

	while (walk->at < walk->len) {
		uint32_t codepoint;
		size_t used = walk_peek(walk, &codepoint, walk->at);

		if (!walk_gather_one(walk, &marks, codepoint, used))
			break;
		walk->at += used;
	}
	walk_end_unseen(walk, false);
	spaced_gather(walk);
	walk_end_word(walk);
}

/* ---- the pass ---- */

static void walk_write_symbol(struct walk *walk, uint32_t codepoint, const struct fold_record *record)
{
	if (!sink_reserve(walk->sink, 8))
		return;
	walk_write_gap(walk, false);
	sink_put(walk->sink, record->folded == 0 ? codepoint : fold_pool[record->folded + 1], (uint32_t)walk->at);
	walk->last = 0;
	walk->beside = 0;
}

/* "1日" in one sign: every piece as if it stood there. */
static void walk_write_pieces(struct walk *walk, const struct fold_record *record)
{
	const uint32_t *piece = &fold_pool[record->folded];

	for (uint32_t i = 1; i <= piece[0]; i++) {
		const struct fold_record *each = fold_table_at(piece[i]);

		if (each->kind == FOLD_SPACELESS) {
			walk_end_word(walk);
			spaceless_write(walk, piece[i], walk->at);
		} else {
			word_add(&walk->word, piece[i], each, (uint32_t)walk->at,
				 each->kind == FOLD_DIGIT ? UNIT_DIGIT : UNIT_LETTER);
		}
	}
	walk_end_word(walk);
}

static void walk_write_spaceless(struct walk *walk, const struct fold_record *record, uint32_t codepoint, size_t after)
{
	const uint32_t *folded = &fold_pool[record->folded];

	walk_end_unseen(walk, walk->last != 0);
	if (record->flags & FOLD_TWIN)
		spaceless_write_twin(walk, record->folded == 0 ? codepoint : folded[1], walk->at, after);
	else if (record->folded == 0)
		spaceless_write(walk, codepoint, walk->at);
	else
		for (uint32_t i = 1; i <= folded[0]; i++)
			spaceless_write(walk, folded[i], walk->at);
}

/* Two regional indicators are a flag; one or more than two are letters in boxes. */
static bool walk_is_flag(const struct walk *walk, size_t at)
{
	size_t count = 0;

	while (at < walk->len && count < 3) {
		uint32_t codepoint;
		size_t used = walk_peek(walk, &codepoint, at);

		if (fold_table_at(codepoint)->kind != FOLD_FLAG)
			break;
		at += used;
		count++;
	}
	return count == 2;
}

static void walk_one(struct walk *walk)
{
	uint32_t codepoint;
	size_t used = walk_peek(walk, &codepoint, walk->at);
	const struct fold_record *record = fold_table_at(codepoint);
	const uint32_t *folded = &fold_pool[record->folded];

	switch (record->kind) {
	case FOLD_FLAG:
		if (walk_is_flag(walk, walk->at)) {
			walk_pass_gap(walk, walk->at);
			used *= 2;
			break;
		}
		walk_gather(walk);
		return;
	case FOLD_LETTER:
	case FOLD_DIGIT:
		walk_gather(walk);
		return;
	case FOLD_SPACELESS:
		walk_write_spaceless(walk, record, codepoint, walk->at + used);
		break;
	case FOLD_JAMO:
		spaceless_write_jamo(walk, record->folded == 0 ? codepoint : folded[1], walk->at, walk->at + used);
		break;
	case FOLD_VOICING:
		spaceless_write_voicing(walk, folded[1] == 0x309a);
		break;
	case FOLD_PIECES:
		walk_write_pieces(walk, record);
		break;
	case FOLD_SYMBOL:
		if (walk_is_letter_shape(walk, walk->at, codepoint, record)) {
			walk_gather(walk);
			return;
		}
		walk_write_symbol(walk, codepoint, record);
		break;
	case FOLD_SHAPE:
		if (walk_is_letter_shape(walk, walk->at, codepoint, record)) {
			walk_gather(walk);
			return;
		}
		walk_pass_gap(walk, walk->at);
		break;
	case FOLD_GAP:
		if (spaceless_is_long_mark(walk, codepoint, walk->at + used))
			spaceless_write(walk, 0x30fc, walk->at);
		else
			walk_pass_gap(walk, walk->at);
		break;
	case FOLD_INVISIBLE:
		walk_pass_invisible(walk, codepoint);
		break;
	default: /* a mark with no letter to belong to */
		break;
	}
	walk->at += used;
}

/* ---- the whole text ---- */

int walk_text(struct walk *walk, struct sink *sink, const char *in, size_t len)
{
	/* everything but the units of the word, which word_begin() leaves alone, too */
	memset(walk, 0, offsetof(struct walk, word));
	memset((char *)walk + offsetof(struct walk, gap), 0, sizeof *walk - offsetof(struct walk, gap));
	word_begin(&walk->word);
	walk->in = in;
	walk->len = len;
	walk->sink = sink;
	sink->len = 0;
	sink->lost = false;
	sink_reserve(sink, len + 8);
	while (walk->at < len && !sink->lost) {
		enum plain_class class = plain_class(in[walk->at]);

		if (class == PLAIN_GAP)
			walk_pass_gap(walk, walk->at++);
		else if (class == PLAIN_LETTER ? !plain_word(walk) : !plain_number(walk))
			walk_one(walk);
	}
	if (sink->lost)
		return -1;
	sink->map[sink->len] = (uint32_t)(walk->gap ? walk->gap_at : len);
	return 0;
}
