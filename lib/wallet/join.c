/* join.c: turns the pieces of a text into the addresses that they make when they are put together.
 * It must not know the forms of addresses: form.c says whether a joined text is one.
 * No standard; the spellings of real letters: one separator between groups or characters, halves in two sentences,
 * "remove the *", "read it backwards".
 */
#include "wallet/join.h"

#include "base/limits.h"
#include "base/text.h"
#include "wallet/check.h"
#include "wallet/pieces.h"
#include "wallet/runs.h"

#include <string.h>

#define WORD_REACH 200     /* bytes round the pieces in which a word of money counts */
#define REVERSE_REACH 400  /* the same for a word that tells to read backwards */
#define GAP_MOST 24        /* bytes between the groups of one spelling */
#define SENTENCE_MOST 300  /* bytes between two halves */
#define HALVES_MOST 6      /* pieces that are tried as parts of one address */
#define PART_LEAST 4       /* characters of a half that is no word */
#define WORD_PART_LEAST 8  /* of a half that might be one */
#define HALF_LEAST_FAR 8   /* of the first half where no word of money is near */
#define PREFIX_MOST 14     /* characters in which a prefix shows itself */
#define MIXED_LEAST 3      /* odd places that a joined address must have */
#define BASE58_LEAST 25    /* characters of the shortest address in base58 */
#define BEYOND_HEX_LEAST 4 /* letters behind f that it must have */
#define WINDOW_TAIL 128    /* pieces that are looked at behind the one that begins an address */

/* One candidate: characters put together, and where they came from. */
struct join {
	char text[XS_WALLET_MAX];
	size_t len;
	size_t from, to;
	struct letters letters;
	bool alike, invisible, line;
};

struct joiner {
	struct find *find;
	struct pieces pieces;
	unsigned near_left, far_left; /* candidates, beside words of money and elsewhere */
	unsigned steps_left;          /* bytes read, or as good as */
	struct words words;           /* for words that tell to read backwards: asked further ahead than the others */
	enum answer backwards;        /* is there one near the pieces? */
};

/* Reading a byte and walking over a piece that was read take about the same time. */
#define STEP_BYTES 8

static bool step(struct joiner *joiner, unsigned count)
{
	if (joiner->steps_left < count) {
		joiner->steps_left = 0;
		joiner->find->hit->joins = true;
		return false;
	}
	joiner->steps_left -= count;
	return true;
}

/* ---- candidates ---------------------------------------------------------------------------------------------------
 */

/* A look-alike of 1 is read as I, which begins no address. */
static char lead_of(const struct joiner *joiner, const struct piece *piece)
{
	char lead = joiner->pieces.chars[piece->start];

	return piece->alike && lead == 'I' ? '1' : lead;
}

static void join_begin(struct join *join, const struct joiner *joiner, const struct piece *piece)
{
	memcpy(join->text, joiner->pieces.chars + piece->start, piece->len);
	join->text[0] = lead_of(joiner, piece);
	join->len = piece->len;
	join->letters = piece->letters;
	join->from = piece->from;
	join->to = piece->to;
	join->alike = piece->alike;
	join->invisible = piece->invisible;
	join->line = false;
}

static void join_add(struct join *join, const struct joiner *joiner, const struct piece *piece)
{
	memcpy(join->text + join->len, joiner->pieces.chars + piece->start, piece->len);
	join->len += piece->len;
	join->letters.uppers = (uint16_t)(join->letters.uppers + piece->letters.uppers);
	join->letters.lowers = (uint16_t)(join->letters.lowers + piece->letters.lowers);
	join->letters.beyond_hex = (uint16_t)(join->letters.beyond_hex + piece->letters.beyond_hex);
	join->letters.no_base58 = (uint16_t)(join->letters.no_base58 + piece->letters.no_base58);
	join->from = piece->from < join->from ? piece->from : join->from;
	join->to = piece->to > join->to ? piece->to : join->to;
	join->alike |= piece->alike;
	join->invisible |= piece->invisible;
	join->line |= piece->line;
}

/* How long an address may be that begins with this character: 0 when none does. */
static size_t most_of(const struct joiner *joiner, char lead)
{
	return joiner->find->index.most[(uint8_t)lead & 127];
}

static size_t least_of(const struct joiner *joiner, char lead)
{
	return joiner->find->index.least[(uint8_t)lead & 127];
}

static bool is_mixed(const struct letters *letters)
{
	return letters->uppers > 1 && letters->lowers > 1;
}

/* TON's base64 and ERC-55 are mixed as well. */
static bool may_have_any_letter(const struct join *join)
{
	return join->alike || strchr("EUk0", join->text[0]) != NULL;
}

/* One case, a prefix, and behind its 1 none of the letters that bech32 leaves out. */
static bool looks_like_bech32(const struct join *join)
{
	const char *one = memchr(join->text, '1', join->len < PREFIX_MOST ? join->len : PREFIX_MOST);

	if (one == NULL || one == join->text)
		return false;
	for (one++; one < join->text + join->len; one++)
		if (strchr("bioBIO1", *one) != NULL)
			return false;
	return true;
}

/* Could this be an address at all? In 34 characters of base58 there are capitals and small letters, and many of both
 * that no hexadecimal number has; others have one case and a prefix, or one length. */
static bool is_plausible(const struct join *join)
{
	const struct letters *letters = &join->letters;

	if (join->len == 42 && join->text[0] == '0')
		return is_mixed(letters) && letters->beyond_hex == 1;
	if (letters->beyond_hex < BEYOND_HEX_LEAST)
		return false;
	if (is_mixed(letters))
		return join->len >= BASE58_LEAST && (letters->no_base58 == 0 || may_have_any_letter(join));
	return join->alike || join->len == 42 || join->len == 56 || join->len == 69 || looks_like_bech32(join);
}

/* Base58 never gets rid of a letter that it does not have. */
static bool is_lost(const struct join *join)
{
	return is_mixed(&join->letters) && join->letters.no_base58 > 0 && !may_have_any_letter(join);
}

/* May one more candidate be tried here? Those beside a word of money have a purse of their own, which noise elsewhere
 * cannot empty. */
static bool may_try(struct joiner *joiner, const struct join *join)
{
	struct find *find = joiner->find;
	bool near = words_near(&find->words, WORD_PAY, join->from, join->to, WORD_REACH);
	unsigned *left = near ? &joiner->near_left : &joiner->far_left;

	if (*left == 0) {
		find->hit->joins = true;
		return false;
	}
	--*left;
	return true;
}

static bool read_text(struct joiner *joiner, const char *text, const struct join *join, enum xs_how how)
{
	struct find *find = joiner->find;
	struct xs_wallet wallet;

	if (form_read(&wallet, &find->index, text, join->len, 0, &find->budget) == NULL ||
	    wallet.checksum == XS_CHECKSUM_NONE)
		return false;
	find_add(find, &wallet, how, join->from, join->to);
	return true;
}

/* Look-alikes of 1, l, I, O and 0 are read as I and O, which no alphabet has. Base58 has 1 and o of them; bech32 has l
 * and 0, and a 1 behind its prefix. */
static bool read_alike(struct joiner *joiner, const struct join *join, enum xs_how how)
{
	char text[XS_WALLET_MAX];
	bool prefix = true;

	for (size_t i = 0; i < join->len; i++) {
		char c = join->text[i];

		text[i] = c == 'l' || c == 'I' ? '1' : c == 'O' || c == '0' ? 'o' : c;
	}
	if (read_text(joiner, text, join, how))
		return true;
	for (size_t i = 0; i < join->len; i++) {
		char c = ascii_lower(join->text[i]);

		text[i] = c == 'i' ? (prefix && i > 0 ? '1' : 'l') : c == 'o' ? '0' : c;
		prefix &= text[i] != '1';
	}
	return read_text(joiner, text, join, how);
}

static bool read_join(struct joiner *joiner, const struct join *join, enum xs_how how)
{
	if (join->invisible && how < XS_HOW_INVISIBLE)
		how = XS_HOW_INVISIBLE;
	if (join->alike && how < XS_HOW_LOOKALIKE)
		how = XS_HOW_LOOKALIKE;
	if (read_text(joiner, join->text, join, how))
		return true;
	return join->alike && read_alike(joiner, join, how);
}

static void turn_round(struct join *reversed_out, const struct join *join)
{
	*reversed_out = *join;
	for (size_t i = 0; i < join->len; i++)
		reversed_out->text[i] = join->text[join->len - 1 - i];
}

/* ---- one piece: foreign letters, or invisible ones, inside ---------------------------------------------------------
 */

/* A label in front may have run into it, when its letters look like Latin ones: "адрес1A1z...". */
static bool try_piece(struct joiner *joiner, const struct piece *piece)
{
	struct join join, reversed;

	if (!(piece->alike || piece->invisible) || piece->len < RUNS_LEAST || piece->odd < MIXED_LEAST)
		return false;
	join_begin(&join, joiner, piece);
	if (!may_try(joiner, &join))
		return false;
	for (size_t cut = 0; cut < 8 && join.len >= RUNS_LEAST; cut++) {
		if (read_join(joiner, &join, XS_HOW_PLAIN))
			return true;
		memmove(join.text, join.text + 1, --join.len);
	}
	join_begin(&join, joiner, piece);
	turn_round(&reversed, &join);
	return read_join(joiner, &reversed, XS_HOW_REVERSED);
}

/* ---- groups and single characters with one kind of gap -------------------------------------------------------------
 */

/* How unlike words the pieces so far are. */
struct evidence {
	size_t odd;     /* places within pieces that meet oddly */
	size_t crossed; /* and those where two pieces meet */
	size_t count, shorts;
};

static void weigh(struct evidence *evidence, const struct join *join, const struct piece *piece)
{
	size_t at = join->len - piece->len;

	evidence->count++;
	evidence->odd += piece->odd;
	evidence->shorts += piece->len <= 2;
	if (at > 0)
		evidence->crossed += pieces_meet_oddly(join->text[at - 1], join->text[at]);
}

/* A row of single characters is odd by itself; groups must be mixed. */
static bool is_evident(const struct evidence *evidence)
{
	if (evidence->shorts * 4 >= evidence->count * 3)
		return evidence->count >= 8 && evidence->odd + evidence->crossed > 0;
	return evidence->odd > 0 && evidence->odd + evidence->crossed >= MIXED_LEAST;
}

/* A wrapped line may lack the separator. */
static bool same_gap(const struct piece *piece, enum gap gap)
{
	return piece->gap != GAP_FOREIGN && piece->gap_bytes <= GAP_MOST &&
	       (piece->gap == gap || (piece->gap == GAP_BLANK && piece->line));
}

/* Three words of different lengths are prose, not groups. */
static bool is_prose(const struct pieces *pieces, size_t first)
{
	bool uneven = false;

	for (size_t i = first; i < first + 3 && i < pieces->count; i++) {
		if (!pieces->at[i].wordlike)
			return false;
		uneven |= pieces->at[i].len != pieces->at[first].len;
	}
	return uneven;
}

/* Is there a row of groups from `first` on at all? The cheap questions first: this is asked for every word. */
static bool may_be_groups(const struct joiner *joiner, size_t first, size_t most)
{
	const struct pieces *pieces = &joiner->pieces;
	const struct piece *piece = &pieces->at[first];

	return most > 0 && first + 1 < pieces->count && piece->len > 0 && same_gap(piece + 1, piece[1].gap) &&
	       (size_t)piece->len + piece[1].len <= most && !is_prose(pieces, first);
}

/* The pieces from `first` on, each as far from the last. Returns: how many belong to the address, 0: none. */
static size_t try_groups(struct joiner *joiner, size_t first)
{
	const struct pieces *pieces = &joiner->pieces;
	const struct piece *piece = &pieces->at[first];
	size_t least = least_of(joiner, lead_of(joiner, piece)), most = most_of(joiner, lead_of(joiner, piece));
	struct evidence evidence = {0};
	struct join join;
	bool paid = false;

	if (!may_be_groups(joiner, first, most))
		return 0;
	join_begin(&join, joiner, piece);
	weigh(&evidence, &join, piece);
	for (size_t i = first + 1; i < pieces->count && step(joiner, STEP_BYTES); i++) {
		piece = &pieces->at[i];
		if (join.len <= PREFIX_MOST)
			most = form_most(&joiner->find->index, join.text, join.len);
		if (piece->len == 0 || join.len + piece->len > most || !same_gap(piece, pieces->at[first + 1].gap))
			return 0;
		join_add(&join, joiner, piece);
		weigh(&evidence, &join, piece);
		if (is_lost(&join))
			return 0;
		if (join.len < least || !is_evident(&evidence) || !is_plausible(&join))
			continue;
		if (!paid && !may_try(joiner, &join))
			return 0;
		paid = true;
		if (read_join(joiner, &join, join.line ? XS_HOW_SPLIT : XS_HOW_SPACED))
			return i + 1 - first;
	}
	return 0;
}

/* Asked once for all pieces that were read together, and only when one would be tried. */
static bool reads_backwards(struct joiner *joiner)
{
	const struct pieces *pieces = &joiner->pieces;

	if (joiner->backwards == ANSWER_UNKNOWN)
		joiner->backwards =
			words_near(&joiner->words, WORD_REVERSE, pieces->at[0].from, pieces->end, REVERSE_REACH)
				? ANSWER_YES
				: ANSWER_NO;
	return joiner->backwards == ANSWER_YES;
}

/* Might the last character begin an address of this length? */
static bool may_end_backwards(const struct joiner *joiner, const struct join *join)
{
	char lead = join->text[join->len - 1];

	return join->len >= least_of(joiner, lead) && join->len <= most_of(joiner, lead);
}

/* Read from its end: any piece may be the last, so only where the text says so. */
static size_t try_reversed_groups(struct joiner *joiner, size_t first)
{
	const struct pieces *pieces = &joiner->pieces;
	struct evidence evidence = {0};
	struct join join, reversed;
	bool paid = false;

	if (joiner->backwards == ANSWER_NO || !may_be_groups(joiner, first, BASE58_CHARS))
		return 0;
	join_begin(&join, joiner, &pieces->at[first]);
	weigh(&evidence, &join, &pieces->at[first]);
	for (size_t i = first + 1; i < pieces->count && step(joiner, STEP_BYTES); i++) {
		const struct piece *piece = &pieces->at[i];

		if (piece->len == 0 || join.len + piece->len > BASE58_CHARS ||
		    !same_gap(piece, pieces->at[first + 1].gap))
			return 0;
		join_add(&join, joiner, piece);
		weigh(&evidence, &join, piece);
		if (!may_end_backwards(joiner, &join) || !is_evident(&evidence) || !reads_backwards(joiner))
			continue;
		turn_round(&reversed, &join);
		if (!is_plausible(&reversed))
			continue;
		if (!paid && !may_try(joiner, &join))
			return 0;
		paid = true;
		if (read_join(joiner, &reversed, XS_HOW_REVERSED))
			return i + 1 - first;
	}
	return 0;
}

/* ---- halves with a sentence between them ---------------------------------------------------------------------------
 */

/* What is written like a word may still be half of an address, when it is long and has no letter that addresses leave
 * out: bech32 has no b, i and o, base58 no capital I and O. */
static bool may_be_part(const struct pieces *pieces, const struct piece *piece)
{
	const char *chars = pieces->chars + piece->start;

	if (!piece->wordlike)
		return piece->len >= PART_LEAST;
	if (piece->len < WORD_PART_LEAST || ascii_is_digit(chars[0]))
		return false;
	for (size_t i = 0; i < piece->len; i++)
		if (strchr(ascii_lower(chars[1]) == chars[1] ? "bioBIO" : "IO", chars[i]) != NULL)
			return false;
	return true;
}

/* An address that begins with one piece: how long it may be, and whether its trials were paid for. */
struct halves {
	const struct piece *first;
	size_t least, most;
	bool paid, refused;
};

/* A short first half is one only near a word of money. */
static bool may_try_halves(struct joiner *joiner, const struct halves *halves, const struct join *join)
{
	const struct piece *first = halves->first;

	if (first->len < HALF_LEAST_FAR &&
	    !words_near(&joiner->find->words, WORD_PAY, first->from, first->to, WORD_REACH))
		return false;
	return may_try(joiner, join);
}

static bool read_halves(struct joiner *joiner, struct halves *halves, const struct join *join)
{
	if (join->len < halves->least || !is_plausible(join))
		return false;
	if (!halves->paid && !halves->refused) {
		halves->paid = may_try_halves(joiner, halves, join);
		halves->refused = !halves->paid;
	}
	return halves->paid && read_join(joiner, join, XS_HOW_SPLIT);
}

static bool try_two(struct joiner *joiner, struct halves *halves, const struct piece *second)
{
	size_t len = (size_t)halves->first->len + second->len;
	struct join join;

	if (len < halves->least || len > halves->most)
		return false;
	join_begin(&join, joiner, halves->first);
	join_add(&join, joiner, second);
	return read_halves(joiner, halves, &join);
}

/* Up to HALVES_MOST pieces behind the first that are no words: each by itself, and all of them in their order. */
static bool try_following(struct joiner *joiner, struct halves *halves, size_t at)
{
	const struct pieces *pieces = &joiner->pieces;
	size_t parts = 0, end = halves->first->to;
	struct join join;

	join_begin(&join, joiner, halves->first);
	for (size_t i = at + 1;
	     i < pieces->count && parts < HALVES_MOST && !halves->refused && step(joiner, STEP_BYTES); i++) {
		const struct piece *piece = &pieces->at[i];

		if (piece->from - end > SENTENCE_MOST)
			return false;
		if (!may_be_part(pieces, piece))
			continue;
		end = piece->to;
		if (parts++ > 0 && try_two(joiner, halves, piece))
			return true;
		if (join.len + piece->len > halves->most)
			continue;
		join_add(&join, joiner, piece);
		if (read_halves(joiner, halves, &join))
			return true;
	}
	return false;
}

/* "Second part: ... First part: ..." */
static bool try_preceding(struct joiner *joiner, struct halves *halves, size_t at)
{
	const struct pieces *pieces = &joiner->pieces;
	size_t parts = 0;

	for (size_t i = at; i > 0 && parts < HALVES_MOST / 2 && !halves->refused && step(joiner, STEP_BYTES); i--) {
		const struct piece *piece = &pieces->at[i - 1];

		if (halves->first->from - piece->to > SENTENCE_MOST)
			return false;
		if (!may_be_part(pieces, piece))
			continue;
		parts++;
		if (try_two(joiner, halves, piece))
			return true;
	}
	return false;
}

static bool try_halves(struct joiner *joiner, size_t at)
{
	const struct piece *piece = &joiner->pieces.at[at];
	struct halves halves = {.first = piece, .most = most_of(joiner, lead_of(joiner, piece))};
	struct join join;

	if (piece->wordlike || piece->len < PART_LEAST || (size_t)piece->len + PART_LEAST > halves.most)
		return false;
	join_begin(&join, joiner, piece);
	halves.least = least_of(joiner, join.text[0]);
	halves.most = form_most(&joiner->find->index, join.text, join.len);
	if (join.len + PART_LEAST > halves.most)
		return false;
	return try_following(joiner, &halves, at) || try_preceding(joiner, &halves, at);
}

/* ---- all pieces of a stretch ---------------------------------------------------------------------------------------
 */

/* Returns: how many pieces are done with. */
static size_t try_from(struct joiner *joiner, size_t first)
{
	size_t used;

	if (try_piece(joiner, &joiner->pieces.at[first]))
		return 1;
	used = try_groups(joiner, first);
	if (used == 0)
		used = try_reversed_groups(joiner, first);
	if (used > 0)
		return used;
	try_halves(joiner, first);
	return 1;
}

/* Windows of pieces overlap, so that every piece is tried with enough others behind it. */
static void try_stretch(struct joiner *joiner, size_t from, size_t to)
{
	struct pieces *pieces = &joiner->pieces;

	while (from < to) {
		size_t at = 0, stop;

		if (pieces_read(pieces, joiner->find->text, from, to) == 0 || pieces->count == 0 ||
		    !step(joiner, (unsigned)(pieces->end - from)))
			return;
		joiner->backwards = ANSWER_UNKNOWN;
		stop = pieces->count;
		if (pieces->end < to)
			stop = pieces->count > 2 * WINDOW_TAIL ? pieces->count - WINDOW_TAIL : (pieces->count + 1) / 2;
		while (at < stop)
			at += try_from(joiner, at);
		from = at < pieces->count ? pieces->at[at].from : pieces->end;
	}
}

void find_pieces(struct find *find)
{
	struct joiner joiner;
	size_t from, to, at = 0;

	joiner.find = find;
	joiner.near_left = LIMIT_WALLET_JOINS;
	joiner.far_left = LIMIT_WALLET_JOINS;
	joiner.steps_left = LIMIT_WALLET_STEPS;
	words_init(&find->words, find->text, find->len);
	words_init(&joiner.words, find->text, find->len);
	while (joiner.steps_left > 0 && !find->budget.starved && runs_next_odd(&from, &to, &at, find->text, find->len))
		try_stretch(&joiner, from, to);
}
