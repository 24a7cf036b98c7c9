/* join.c: turns pieces into one candidate, and a candidate into an address or nothing.
 * It must not know which pieces belong together, nor the forms of addresses: form.c says whether a text is one.
 * No standard.
 */
#include "wallet/join.h"

#include "base/text.h"

#include <string.h>

#define BASE58_LEAST 25    /* characters of the shortest address in base58 */
#define BEYOND_HEX_LEAST 4 /* letters behind f that an address must have */

bool joiner_step(struct joiner *joiner, unsigned bytes)
{
	if (joiner->steps_left < bytes) {
		joiner->steps_left = 0;
		joiner->find->hit->joins = true;
		return false;
	}
	joiner->steps_left -= bytes;
	return true;
}

/* A look-alike of 1 is read as I, which begins no address. */
char join_lead(const struct joiner *joiner, const struct piece *piece)
{
	char lead = piece->len > 0 ? joiner->pieces.chars[piece->start] : '\0';

	return piece->alike && lead == 'I' ? '1' : lead;
}

void join_begin(struct join *join, const struct joiner *joiner, const struct piece *piece)
{
	memcpy(join->text, joiner->pieces.chars + piece->start, piece->len);
	join->text[0] = join_lead(joiner, piece);
	join->len = piece->len;
	join->letters = piece->letters;
	join->from = piece->from;
	join->to = piece->to;
	join->alike = piece->alike;
	join->invisible = piece->invisible;
	join->line = false;
}

void join_add(struct join *join, const struct joiner *joiner, const struct piece *piece)
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

size_t join_most(const struct joiner *joiner, char lead)
{
	return joiner->find->index.most[(uint8_t)lead & 127];
}

size_t join_least(const struct joiner *joiner, char lead)
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
	const char *one = memchr(join->text, '1', join->len < JOIN_PREFIX_MOST ? join->len : JOIN_PREFIX_MOST);

	if (one == NULL || one == join->text)
		return false;
	for (one++; one < join->text + join->len; one++)
		if (strchr("bioBIO1", *one) != NULL)
			return false;
	return true;
}

/* Could this be an address at all? In 34 characters of base58 there are capitals and small letters, and many of both
 * that no hexadecimal number has; others have one case and a prefix, or one length. */
bool join_is_plausible(const struct join *join)
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
bool join_is_lost(const struct join *join)
{
	return is_mixed(&join->letters) && join->letters.no_base58 > 0 && !may_have_any_letter(join);
}

bool joiner_may_try(struct joiner *joiner, const struct join *join)
{
	struct find *find = joiner->find;
	bool near = words_near(&find->words, WORD_PAY, join->from, join->to, JOIN_WORD_REACH);
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

bool joiner_read(struct joiner *joiner, const struct join *join, enum xs_how how)
{
	if (join->invisible && how < XS_HOW_INVISIBLE)
		how = XS_HOW_INVISIBLE;
	if (join->alike && how < XS_HOW_LOOKALIKE)
		how = XS_HOW_LOOKALIKE;
	if (read_text(joiner, join->text, join, how))
		return true;
	return join->alike && read_alike(joiner, join, how);
}

void join_turn_round(struct join *reversed_out, const struct join *join)
{
	*reversed_out = *join;
	for (size_t i = 0; i < join->len; i++)
		reversed_out->text[i] = join->text[join->len - 1 - i];
}
