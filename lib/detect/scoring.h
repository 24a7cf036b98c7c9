/* scoring.h: the weights of the score, as the `scoring:` map of a pack says them.
 * It must not find or sum anything: score.c does that.
 */
#ifndef DETECT_SCORING_H
#define DETECT_SCORING_H

#include "base/yaml.h"
#include "stage.h"

/* Points for what is not a slot, in tenths: identifier, name in YAML, default, what it stands for. Positive ones only
 * count beside a letter (see SCORING_LEAST_SLOTS): a bare address or a suspicious header scores nothing. */
#define SCORING_POINTS(X)                                                                                              \
	X(SUBJECT_WEAK, "subject-weak", 5, "the subject is on a list of ordinary words")                              \
	X(SUBJECT, "subject", 15, "the subject is on a list of telling ones")                                         \
	X(SUBJECT_STRONG, "subject-strong", 25, "the subject is unmistakable")                                        \
	X(STRONG_SLOT, "strong-slot", 5, "the rules of one slot weigh 4.0 or more together")                          \
	X(WALLET, "wallet", 15, "a checksum-valid address near the letter")                                           \
	X(WALLET_UNVERIFIED, "wallet-unverified", 5, "an address near the letter whose form has no checksum")         \
	X(WALLET_DISGUISED, "wallet-disguised", 10, "that address was disguised")                                     \
	X(WALLET_LISTED, "wallet-listed", 40, "that address is a known ransom address")                               \
	X(AMOUNT, "amount", 5, "an amount of money near the letter")                                                  \
	X(SELF_SPOOF, "self-spoof", 15, "From equals the recipient, from outside")                                    \
	X(OWN_DOMAIN, "own-domain", 5, "From is in the recipient's domain, from outside")                             \
	X(DISPLAY_ADDRESS, "display-address", 5, "the display name holds another address than the From")              \
	X(DISGUISE, "disguise", 10, "letters had to be uncovered")                                                    \
	X(DISGUISE_HEAVY, "disguise-heavy", 20, "many letters had to be uncovered")                                   \
	X(DEMAND, "demand", 20, "a sum is asked for to a valid address beside half a threat, and no business explains it") \
	/* The next two are no weights: the sum takes what is too much. */                                              \
	X(NO_THREAT, "no-threat", 0, "demands, deadlines and promises count at most as much as the threat they serve")  \
	X(VOICE, "voice", 0, "somebody else's voice, or a story, bounds the score")                                     \
	X(NO_CLAIM, "no-claim", -30, "nothing is claimed to have been done to the reader")                            \
	X(NO_COIN, "no-coin", -40, "no cryptocurrency is named, and no address stands there")                          \
	X(HIDDEN, "hidden", -30, "the letter is only whole with the text that the page hides")                        \
	X(LIST, "list", -5, "mailing-list shape")                                                                     \
	X(BULK, "bulk", -20, "bulk headers, without an unsubscribe phrase")                                            \
	X(NEWSLETTER, "newsletter", -40, "newsletter shape: bulk headers and an unsubscribe phrase")                  \
	X(REPLY, "reply", -10, "a reply in a thread")                                                                 \
	X(BOUNCE, "bounce", -100, "a delivery report that returns the letter")                                         \
	X(ENCLOSED, "enclosed", -40, "the letter is an attached message")                                             \
	X(FORWARDED, "forwarded", -15, "the letter stands below a forwarded header block")                            \
	X(QUOTED, "quoted", -90, "the letter stands on quoted lines")                                                 \
	X(REPORTED, "reported", -50, "somebody tells, before the letter begins, that it was received")                \
	X(REPORTING, "reporting", -20, "words of a report, elsewhere")                                                \
	X(TEACHING, "teaching", -25, "for each 1.0 that the rules about the scam weigh")                              \
	X(BUSINESS, "business", -10, "for each 1.0 that the rules of receipts and notices weigh")                      \
	X(DESK, "desk", -20, "sent to a report desk (abuse, helpdesk, security)")

enum scoring_point {
#define X(id, name, points, what) POINT_##id,
	SCORING_POINTS(X)
#undef X
		POINT_COUNT
};

#define SCORING_COMBOS 64

/* A strong combination: all of these slots, and (if self_spoof) the self-spoof, together. */
struct combo {
	const char *id;
	uint32_t slots;
	bool self_spoof;
	int points;
};

struct scoring {
	int slot[XS_SLOT_COUNT];   /* tenths for a filled slot */
	int point[POINT_COUNT];
	int teaching_most;         /* tenths: the most that TEACHING may take */
	int business_most;
	int voice_most;            /* tenths: the score of a letter with one sign that another voice passes it on */
	int voices_most;           /* likewise, with two signs and more */
	int report_most;           /* likewise, of a letter that says one thing of a report */
	size_t window;             /* folded bytes that a letter spans at most */
	unsigned least_slots;      /* below this, nothing but slots and deductions counts */
	struct combo combos[SCORING_COMBOS];
	size_t combo_count;
	struct arena arena;        /* of the combos' ids */
};

/* The built-in weights. Returns: 0 or -1 (no memory). */
int scoring_new(struct scoring **scoring_out);
/* Read the `scoring:` map of a pack over what is there already. Returns: 0, or -1 with err set. */
int scoring_read(struct scoring *scoring, const struct yaml_file *file, const struct yaml_node *map,
		 struct xs_error *err);
void scoring_free(struct scoring **scoring);

const char *scoring_point_name(enum scoring_point point);

#endif
