/* condition.c: turns a report and an envelope into yes or no, and two conditions into "who met the second met the first".
 * It must not know YAML or actions.
 * No standard; extortscan-policy(5) says what each key means.
 */
#include "policy/condition.h"

#include "base/text.h"
#include "policy/glob.h"

#include <string.h>

static bool has_key(const struct condition *condition, enum condition_key key)
{
	return condition->keys >> key & 1u;
}

static bool words_have(const struct words *words, const char *word)
{
	for (size_t i = 0; i < words->count; i++)
		if (ascii_same_string(words->at[i], word))
			return true;
	return false;
}

/* ---- does it hold? ---------------------------------------------------------------------------------------------- */

static bool slots_hold(const struct condition *condition, const struct xs_report *report)
{
	return range_has(&condition->slot_count, (long)xs_slot_count(report->slots)) &&
	       (condition->slots_all & ~report->slots) == 0 &&
	       (condition->slots_any == 0 || (condition->slots_any & report->slots) != 0);
}

/* "btc/bch" is a string that may belong to either coin: it counts for both. */
static bool coin_is_wanted(const struct words *coins, const char *coin)
{
	for (;;) {
		size_t len = strcspn(coin, "/");

		for (size_t i = 0; i < coins->count; i++)
			if (ascii_same(coins->at[i], strlen(coins->at[i]), coin, len))
				return true;
		if (coin[len] == '\0')
			return false;
		coin += len + 1;
	}
}

static bool wallet_fits(const struct condition *condition, const struct xs_wallet *wallet)
{
	if (condition->wallet == WALLET_TRUSTED || wallet->trusted)
		return condition->wallet == WALLET_TRUSTED && wallet->trusted;
	switch (condition->wallet) {
	case WALLET_VALID:
		return wallet->checksum == XS_CHECKSUM_OK;
	case WALLET_LISTED:
		return wallet->listed;
	case WALLET_COINS:
		return coin_is_wanted(&condition->coins, wallet->coin);
	default:
		return true;
	}
}

static bool wallet_holds(const struct condition *condition, const struct xs_report *report)
{
	bool found = false;

	for (size_t i = 0; i < report->wallet_count && !found; i++)
		found = wallet_fits(condition, &report->wallets[i]);
	return condition->wallet == WALLET_NONE ? !found : found;
}

static bool signal_found(const char *pattern, const struct xs_report *report)
{
	for (size_t i = 0; i < report->signal_count; i++)
		if (glob_match(pattern, report->signals[i].id) ||
		    glob_match(pattern, xs_signal_name(report->signals[i].kind)))
			return true;
	return false;
}

static bool signals_hold(const struct condition *condition, const struct xs_report *report)
{
	size_t any = 0;

	for (size_t i = 0; i < condition->signals_all.count; i++)
		if (!signal_found(condition->signals_all.at[i], report))
			return false;
	while (any < condition->signals_any.count && !signal_found(condition->signals_any.at[any], report))
		any++;
	return condition->signals_any.count == 0 || any < condition->signals_any.count;
}

static bool is_authenticated(const struct xs_envelope *envelope)
{
	return envelope != NULL && envelope->auth_user != NULL && envelope->auth_user[0] != '\0';
}

static bool client_holds(const struct condition *condition, const struct xs_envelope *envelope)
{
	enum xs_client client = envelope == NULL ? XS_CLIENT_UNKNOWN : envelope->client;

	return (condition->clients >> client & 1u) != 0 ||
	       (envelope != NULL && list_set_has_client(&condition->networks, envelope->client_addr));
}

static bool sender_holds(const struct condition *condition, const struct xs_envelope *envelope)
{
	return envelope != NULL && envelope->mail_from != NULL &&
	       list_set_has_address(&condition->senders, envelope->mail_from);
}

/* No recipients: neither all nor any. "All of nobody" must not let a message through that has lost its envelope. */
static bool recipients_hold(const struct condition *condition, const struct xs_envelope *envelope)
{
	size_t all = 0, any = 0;

	if (envelope == NULL || envelope->rcpt_count == 0)
		return false;
	for (size_t i = 0; i < envelope->rcpt_count; i++) {
		all += condition->rcpts_all.count > 0 &&
		       list_set_has_address(&condition->rcpts_all, envelope->rcpts[i]);
		any += condition->rcpts_any.count > 0 &&
		       list_set_has_address(&condition->rcpts_any, envelope->rcpts[i]);
	}
	return (condition->rcpts_all.count == 0 || all == envelope->rcpt_count) &&
	       (condition->rcpts_any.count == 0 || any > 0);
}

static bool daemon_holds(const struct condition *condition, const struct xs_envelope *envelope)
{
	if (envelope == NULL || envelope->daemon_name == NULL)
		return false;
	for (size_t i = 0; i < condition->daemons.count; i++)
		if (glob_match(condition->daemons.at[i], envelope->daemon_name))
			return true;
	return false;
}

/* Recursion ends: the loader allows LIMIT_CONDITION_DEPTH levels. */
static bool any_holds(const struct condition *condition, const struct xs_envelope *envelope,
		      const struct xs_report *report)
{
	for (const struct condition *one = condition->first; one != NULL; one = one->next)
		if (condition_holds(one, envelope, report))
			return true;
	return false;
}

static bool key_holds(const struct condition *condition, enum condition_key key, const struct xs_envelope *envelope,
		      const struct xs_report *report)
{
	switch (key) {
	case CONDITION_SCORE:
		return range_has(&condition->score, report->score);
	case CONDITION_SLOTS:
		return slots_hold(condition, report);
	case CONDITION_KIND:
		return condition->kinds >> report->kind & 1u;
	case CONDITION_LANG:
		return words_have(&condition->langs, report->lang);
	case CONDITION_WALLET:
		return wallet_holds(condition, report);
	case CONDITION_SIGNALS:
		return signals_hold(condition, report);
	case CONDITION_AUTHENTICATED:
		return condition->authenticated == is_authenticated(envelope);
	case CONDITION_CLIENT:
		return client_holds(condition, envelope);
	case CONDITION_SENDER:
		return sender_holds(condition, envelope);
	case CONDITION_RECIPIENTS:
		return recipients_hold(condition, envelope);
	case CONDITION_DAEMON:
		return daemon_holds(condition, envelope);
	case CONDITION_SIZE:
		return range_has(&condition->size, (long)report->bytes);
	case CONDITION_NOT:
		return !condition_holds(condition->negated, envelope, report);
	case CONDITION_ANY:
		return any_holds(condition, envelope, report);
	case CONDITION_KEYS:
		break;
	}
	return false;
}

bool condition_holds(const struct condition *condition, const struct xs_envelope *envelope,
		     const struct xs_report *report)
{
	for (enum condition_key key = 0; key < CONDITION_KEYS; key++)
		if (has_key(condition, key) && !key_holds(condition, key, envelope, report))
			return false;
	return true;
}

/* ---- does one make the other idle? ------------------------------------------------------------------------------ */

/* Is each of narrow's words surely matched by one of wide's patterns? */
static bool words_cover(const struct words *wide, const struct words *narrow, size_t *steps)
{
	for (size_t j = 0; j < narrow->count; j++) {
		size_t i = 0;

		while (i < wide->count && proof_step(steps) && !glob_covers(wide->at[i], narrow->at[j]))
			i++;
		if (i == wide->count || *steps == 0)
			return false;
	}
	return true;
}

static bool slots_cover(const struct condition *wide, const struct condition *narrow)
{
	struct range count = narrow->slot_count;
	long named = (long)xs_slot_count(narrow->slots_all);

	if (count.least < named) /* who asks for three slots by name has three */
		count.least = named;
	if (!range_covers(&wide->slot_count, &count) || (wide->slots_all & ~narrow->slots_all) != 0)
		return false;
	return wide->slots_any == 0 || (wide->slots_any & narrow->slots_all) != 0 ||
	       (narrow->slots_any != 0 && (narrow->slots_any & ~wide->slots_any) == 0);
}

static bool wallet_covers(const struct condition *wide, const struct condition *narrow, size_t *steps)
{
	if (wide->wallet == WALLET_SOME)
		return narrow->wallet != WALLET_NONE && narrow->wallet != WALLET_TRUSTED;
	return wide->wallet == narrow->wallet &&
	       (wide->wallet != WALLET_COINS || words_cover(&wide->coins, &narrow->coins, steps));
}

static bool signals_cover(const struct condition *wide, const struct condition *narrow, size_t *steps)
{
	for (size_t i = 0; i < wide->signals_all.count; i++) {
		size_t j = 0;

		while (j < narrow->signals_all.count && proof_step(steps) &&
		       !glob_covers(wide->signals_all.at[i], narrow->signals_all.at[j]))
			j++;
		if (j == narrow->signals_all.count || *steps == 0)
			return false;
	}
	return wide->signals_any.count == 0 ||
	       (narrow->signals_any.count > 0 && words_cover(&wide->signals_any, &narrow->signals_any, steps));
}

static bool recipients_cover(const struct condition *wide, const struct condition *narrow, size_t *steps)
{
	if (wide->rcpts_all.count > 0 &&
	    (narrow->rcpts_all.count == 0 || !list_set_covers(&wide->rcpts_all, &narrow->rcpts_all, steps)))
		return false;
	if (wide->rcpts_any.count == 0)
		return true;
	return (narrow->rcpts_any.count > 0 && list_set_covers(&wide->rcpts_any, &narrow->rcpts_any, steps)) ||
	       (narrow->rcpts_all.count > 0 && list_set_covers(&wide->rcpts_any, &narrow->rcpts_all, steps));
}

static bool any_covers(const struct condition *wide, const struct condition *narrow, size_t *steps)
{
	for (const struct condition *one = wide->first; one != NULL; one = one->next)
		if (condition_covers(one, narrow, steps))
			return true;
	return false;
}

/* Both have the key (any: and the alternatives of narrow are seen to by the caller). */
static bool key_covers(enum condition_key key, const struct condition *wide, const struct condition *narrow,
		       size_t *steps)
{
	switch (key) {
	case CONDITION_SCORE:
		return range_covers(&wide->score, &narrow->score);
	case CONDITION_SLOTS:
		return slots_cover(wide, narrow);
	case CONDITION_KIND:
		return (narrow->kinds & ~wide->kinds) == 0;
	case CONDITION_LANG:
		return words_cover(&wide->langs, &narrow->langs, steps);
	case CONDITION_WALLET:
		return wallet_covers(wide, narrow, steps);
	case CONDITION_SIGNALS:
		return signals_cover(wide, narrow, steps);
	case CONDITION_AUTHENTICATED:
		return wide->authenticated == narrow->authenticated;
	case CONDITION_CLIENT:
		return (narrow->clients & ~wide->clients) == 0 &&
		       list_set_covers(&wide->networks, &narrow->networks, steps);
	case CONDITION_SENDER:
		return list_set_covers(&wide->senders, &narrow->senders, steps);
	case CONDITION_RECIPIENTS:
		return recipients_cover(wide, narrow, steps);
	case CONDITION_DAEMON:
		return words_cover(&wide->daemons, &narrow->daemons, steps);
	case CONDITION_SIZE:
		return range_covers(&wide->size, &narrow->size);
	case CONDITION_NOT:
		return condition_covers(narrow->negated, wide->negated, steps);
	case CONDITION_ANY:
	case CONDITION_KEYS:
		break;
	}
	return false;
}

static bool covers_directly(const struct condition *wide, const struct condition *narrow, size_t *steps)
{
	for (enum condition_key key = 0; key < CONDITION_KEYS; key++) {
		if (!has_key(wide, key))
			continue;
		if (key == CONDITION_ANY ? !any_covers(wide, narrow, steps)
					 : !has_key(narrow, key) || !key_covers(key, wide, narrow, steps))
			return false;
	}
	return true;
}

bool condition_covers(const struct condition *wide, const struct condition *narrow, size_t *steps)
{
	if (!proof_step(steps))
		return false;
	if (covers_directly(wide, narrow, steps))
		return true;
	if (!has_key(narrow, CONDITION_ANY))
		return false;
	for (const struct condition *one = narrow->first; one != NULL; one = one->next)
		if (!condition_covers(wide, one, steps))
			return false;
	return true;
}
