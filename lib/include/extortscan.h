/* extortscan.h: the contract of libextortscan, and the only header that milter/ and cli/ can see.
 * Mail goes in as bytes (xs_scan_*), a report comes out, and a policy turns the report into a verdict.
 * It must not name a library, an MTA or a stage of the track.
 *
 * Threads:   a const argument may be shared by any number of threads; a non-const argument belongs to one thread at
 *            a time. The library has no mutable globals.
 * Arguments: object first, then outputs (_out), then inputs; a length right after its buffer; err last.
 * Returns:   0 / -1 did or failed; 1 / 0 / -1 yes, no, failed. -1 is the caller's or the machine's trouble: bad mail is
 *            never an error, it is a signal, and so is a limit that was hit.
 * Text:      is UTF-8; offsets and lengths are bytes. Strings that a function hands out belong to the object they came
 *            from and live as long as its documentation says.
 */
#ifndef EXTORTSCAN_H
#define EXTORTSCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define XS_API __attribute__((visibility("default")))
#else
#define XS_API
#endif

/* ---- errors ---------------------------------------------------------------------------------------------------- */

/* What went wrong while something was loaded. Owned by the caller; every function takes NULL for it.
 * text is one complete line for a person: "file:line:column: what, quoting the offending text; hint". */
struct xs_error {
	int line;   /* 1-based, 0 when no line is to blame */
	int column; /* 1-based, 0 when not known */
	char text[512];
};

/* Told of what is suspicious but not wrong: an unreachable policy rule, a phrase that can never match. May be NULL. */
struct xs_listener {
	void (*warn)(void *ctx, const struct xs_error *warning);
	void *ctx;
};

/* The version of the library that is loaded, as "1.2.3". */
XS_API const char *xs_version(void);

/* ---- rules: what extortion looks like --------------------------------------------------------------------------- */

struct xs_rules;

/* Load every *.yaml below each of the given folders, in byte order of their names; later packs add to earlier ones.
 * Returns: 0, or -1 with err set.   Owns: the caller frees *rules_out.   Threads: immutable once loaded. */
XS_API int xs_rules_load(struct xs_rules **rules_out, const char *const *dirs, size_t dir_count,
			 const struct xs_listener *listener, struct xs_error *err);
/* Run the hits: and misses: examples of every pack and tell each that fails. Returns: how many failed, or -1. */
XS_API int xs_rules_check_examples(const struct xs_rules *rules, const struct xs_listener *listener,
				   struct xs_error *err);
/* A short digest of everything that was loaded, for log lines ("which rules said that?"). */
XS_API const char *xs_rules_version(const struct xs_rules *rules);
XS_API void xs_rules_free(struct xs_rules **rules);

/* ---- DNS lists of ransom addresses: what packs name (extortscan-rules(5)). The library itself asks nobody -------- */

enum xs_dns_hash { XS_DNS_PLAIN, XS_DNS_SHA1, XS_DNS_SHA256 };
enum xs_dns_encoding { XS_DNS_HEX, XS_DNS_BASE32 };
enum xs_dns_case { XS_DNS_AS_IS, XS_DNS_LOWER, XS_DNS_UPPER };

/* IPv4 addresses that mean "listed", most significant byte first. */
struct xs_dns_answer {
	uint32_t address, mask;
};

#define XS_DNS_ANSWERS 8

/* The question about an address is DIGEST.zone: the address in that case, hashed, encoded. */
struct xs_dns_list {
	const char *id;   /* "local/btcblack" */
	const char *zone; /* without dots at its ends */
	enum xs_dns_hash hash;
	enum xs_dns_encoding encoding;
	enum xs_dns_case letters;
	struct xs_dns_answer answers[XS_DNS_ANSWERS]; /* any of them */
	size_t answer_count;
	uint32_t bits;            /* of the answer, any of which must be set; 0: does not ask */
	const char *const *coins; /* NULL-terminated; NULL: all */
};

struct xs_dns {
	const struct xs_dns_list *lists;
	size_t list_count;
	const char *servers; /* "127.0.0.1,[::1]:5353"; NULL: those of the system */
	unsigned budget;     /* milliseconds for all questions of a message */
	size_t cache;        /* answers kept */
	unsigned ttl;        /* seconds that one is kept at most */
};

/* What the packs say. Returns: NULL when they name no list.   Owns: the rules. */
XS_API const struct xs_dns *xs_rules_dns(const struct xs_rules *rules);

/* ---- what a scan finds ------------------------------------------------------------------------------------------ */

/* The slots that an extortion letter fills. Count slots, not words. */
enum xs_slot {
	XS_SLOT_NONE,
	XS_SLOT_ACCESS,   /* "I have hacked your device" */
	XS_SLOT_SURVEIL,  /* "I recorded you through your webcam" */
	XS_SLOT_SHAME,    /* "while you visited porn sites" */
	XS_SLOT_SPREAD,   /* "I will send it to your contacts" */
	XS_SLOT_PAY,      /* "send $550 in bitcoin to this wallet" */
	XS_SLOT_DEADLINE, /* "you have 48 hours" */
	XS_SLOT_ASSURE,   /* "then I delete everything" */
	XS_SLOT_ISOLATE,  /* "do not reply, do not tell the police" */
	/* What stands in the place of SURVEIL and SHAME in the other kinds of blackmail. */
	XS_SLOT_BOMB,
	XS_SLOT_KILL,
	XS_SLOT_DDOS,
	XS_SLOT_DBLEAK,
	XS_SLOT_POLICECASE,
	XS_SLOT_VIRUSINFECT,
	XS_SLOT_DETECTIVE,
	/* What legitimate mail in the same words looks like: these take from the score. */
	XS_SLOT_REPORTING, /* "I received this mail, is it real?" */
	XS_SLOT_TEACHING,  /* "how to recognise the scam" */
	XS_SLOT_BUSINESS,  /* receipts, invoices, exchange notices */
	XS_SLOT_BULK,      /* newsletter phrases: "unsubscribe" */
	XS_SLOT_COUNT
};
#define XS_SLOT_FIRST_INNOCENT XS_SLOT_REPORTING

/* What kind of blackmail the letter is. */
enum xs_kind {
	XS_KIND_NONE,
	XS_KIND_WEBCAM,     /* sextortion, the common kind */
	XS_KIND_PASSWORD,   /* a leaked password as proof */
	XS_KIND_RAT,        /* trojan, zero-click exploit, Pegasus, router */
	XS_KIND_MAILBOX,    /* "I write from your own account" */
	XS_KIND_POLICECASE, /* child-pornography case, CIA, police, Interpol */
	XS_KIND_BOMB,
	XS_KIND_HITMAN,     /* murder and kidnapping */
	XS_KIND_DDOS,
	XS_KIND_DBLEAK,     /* website or database leak, de-indexing, company breach */
	XS_KIND_RANSOM,     /* ransomware note by mail */
	XS_KIND_DETECTIVE,  /* private detective */
	XS_KIND_STREET,     /* home address, photo of the house */
	XS_KIND_VIRUS,      /* "I will infect your family" */
	XS_KIND_OTHER,
	XS_KIND_COUNT
};

enum xs_signal_kind {
	XS_SIGNAL_SUBJECT,  /* the subject is on a list */
	XS_SIGNAL_PHRASE,   /* a phrase or pattern of a language pack; slot says which slot it fills */
	XS_SIGNAL_AMOUNT,   /* an amount with its currency */
	XS_SIGNAL_WALLET,   /* a ransom address; id is the coin */
	XS_SIGNAL_COMBO,    /* a strong combination of slots */
	XS_SIGNAL_CONTEXT,  /* envelope and headers: self-spoof, list, reply, bounce, ... */
	XS_SIGNAL_DISGUISE, /* text that had to be uncovered */
	XS_SIGNAL_MIME,     /* an ambiguity or oddity of the message's structure */
	XS_SIGNAL_LIMIT,    /* a cap of the reader was hit; id names it */
	XS_SIGNAL_COUNT
};

/* One finding. points is what it adds to (or takes from) the score, in tenths; 0 means it is only told.
 * Lives until the next xs_scan_begin() or xs_scan_free(). */
struct xs_signal {
	enum xs_signal_kind kind;
	enum xs_slot slot;
	const char *id;   /* stable, printable ASCII: "ja/account-hacked" */
	int points;       /* tenths */
	int text;         /* index into report->texts, -1 when it is about the whole message */
	size_t offset;    /* bytes from the start of that text */
	size_t length;
};

/* How a ransom address was written; ordered from the honest to the hidden. */
enum xs_how {
	XS_HOW_PLAIN,
	XS_HOW_URI,       /* bitcoin:..., a payment URI */
	XS_HOW_LINK,      /* in a link target */
	XS_HOW_NAME,      /* in an attachment's name */
	XS_HOW_HEADER,    /* in a header other than the subject */
	XS_HOW_ENTITY,    /* behind character references */
	XS_HOW_CASE,      /* upper-case bech32 */
	XS_HOW_INVISIBLE, /* invisible characters inside */
	XS_HOW_LOOKALIKE, /* look-alike or full-width characters inside */
	XS_HOW_SPACED,    /* spaced, dashed, starred */
	XS_HOW_SPLIT,     /* over lines, cells, spans or sentences */
	XS_HOW_REVERSED,
	XS_HOW_COUNT
};

enum xs_checksum {
	XS_CHECKSUM_NONE, /* the form has none, or this spelling carries none: format only */
	XS_CHECKSUM_OK
};

#define XS_WALLET_MAX 640 /* bytes of the longest address form, a BOLT 11 invoice with route hints, with its NUL */
#define XS_AMOUNT_MAX 32
#define XS_LABEL_MAX 80

/* One ransom address. coin lists every coin that the string may belong to ("btc/bch"). */
struct xs_wallet {
	const char *coin;    /* "btc", "ltc", "xmr", "evm", ...: static strings */
	const char *network; /* "main", "test" */
	const char *form;    /* "p2wpkh", "cashaddr", ... */
	char address[XS_WALLET_MAX]; /* canonical: joined, unfolded, checked */
	enum xs_checksum checksum;
	enum xs_how how;
	bool listed;    /* on a list of known ransom addresses, a local one or one that was asked */
	bool trusted;   /* on a local list of the site's own addresses */
	int text;       /* as in xs_signal */
	size_t offset;
	size_t length;  /* of the spelling found in that text */
	char amount[XS_AMOUNT_MAX]; /* of the payment URI or invoice it stood in, as written there: "0.25"; else "" */
	char label[XS_LABEL_MAX];   /* of that URI, decoded to UTF-8 without control characters, cut where long; else "" */
};

enum xs_text_kind {
	XS_TEXT_SUBJECT,
	XS_TEXT_VISIBLE, /* what the reader sees */
	XS_TEXT_HIDDEN,  /* what only a machine reads */
	XS_TEXT_LINK,    /* link targets, one a line */
	XS_TEXT_NAME,    /* attachment names, one a line */
	XS_TEXT_HEADER   /* other header text that the reader sees (display names) */
};

/* One decoded text of the message; signals point into it. */
struct xs_text {
	enum xs_text_kind kind;
	int part;         /* MIME leaf, counted from 1; 0 is the message's own header */
	const char *at;   /* UTF-8, not NUL-terminated */
	size_t len;
};

struct xs_report {
	int score;                        /* tenths */
	uint32_t slots;                   /* bit (1u << enum xs_slot) for each slot that counts */
	enum xs_kind kind;
	const char *lang;                 /* language of the letter; "" when fewer than two slots are filled */
	const struct xs_signal *signals;
	size_t signal_count;
	const struct xs_wallet *wallets;
	size_t wallet_count;
	const struct xs_text *texts;
	size_t text_count;
	size_t bytes;                     /* of the message, as far as it was read */
	size_t parts;                     /* MIME leaves */
	bool limited;                     /* some cap was hit: see the LIMIT signals */
};

XS_API const char *xs_slot_name(enum xs_slot slot);              /* "ACCESS" */
XS_API const char *xs_kind_name(enum xs_kind kind);              /* "webcam" */
XS_API const char *xs_signal_name(enum xs_signal_kind kind);     /* "phrase" */
XS_API const char *xs_how_name(enum xs_how how);                 /* "split" */
XS_API const char *xs_text_name(enum xs_text_kind kind);         /* "visible" */
/* How many slots that make a letter (not the innocent ones) are set in a mask. */
XS_API unsigned xs_slot_count(uint32_t slots);

/* ---- the scan --------------------------------------------------------------------------------------------------- */

enum xs_client {
	XS_CLIENT_UNKNOWN, /* a file on a desk: nothing is known of who sent it */
	XS_CLIENT_INSIDE,  /* the site's own network, or an authenticated user */
	XS_CLIENT_OUTSIDE
};

/* What the MTA knows of a message. All strings are the caller's; any may be NULL. */
struct xs_envelope {
	const char *queue_id;
	const char *client_addr; /* "192.0.2.7", "2001:db8::1" */
	const char *client_name;
	const char *helo;
	const char *mail_from;   /* without <>; "" is the null sender */
	const char *const *rcpts;
	size_t rcpt_count;
	const char *auth_user;   /* SASL login, NULL when not authenticated */
	const char *daemon_name;
	enum xs_client client;
};

/* How a scan reads. Zero in a number means the built-in default of lib/base/limits.h. */
struct xs_options {
	size_t message_bytes;    /* bytes of a message that are read at all */
	size_t text_bytes;       /* bytes of decoded text kept per message */
	const char *authserv_id; /* our own RFC 8601 authserv-id; NULL: no Authentication-Results is believed */
};

struct xs_scan;

/* A scan reads one message at a time, any number one after the other.
 * Returns: 0, or -1 with err set (out of memory, or a charset that iconv needs is missing).   Owns: caller frees. */
XS_API int xs_scan_new(struct xs_scan **scan_out, const struct xs_options *options, struct xs_error *err);
/* Start a message. rules must stay alive until xs_scan_finish() has returned and its report is done with; NULL: only
 * texts and addresses are wanted, nothing is judged. Returns 0/-1. */
XS_API int xs_scan_begin(struct xs_scan *scan, const struct xs_rules *rules);
/* Feed the message as it stands in a file or on the wire: header, empty line, body. Cuts may fall anywhere, even
 * inside a character; lines end in CRLF, LF or CR.
 * Returns: 0 send more; 1 enough was read, the rest may be skipped; -1 no memory.   Owns: nothing. */
XS_API int xs_scan_feed(struct xs_scan *scan, const void *chunk, size_t len);
/* End the message and hand out the addresses in it before they are scored, for who asks others about them: the caller
 * may set `listed' of each, and then calls xs_scan_finish(). Need not be called.
 * Returns: 0, or -1 (no memory).   Owns: the scan, until xs_scan_begin() or xs_scan_free(). */
XS_API int xs_scan_wallets(struct xs_scan *scan, struct xs_wallet **wallets_out, size_t *count_out);
/* End the message. envelope may be NULL. Returns: the report, owned by the scan until xs_scan_begin() or
 * xs_scan_free(); NULL when memory ran out. */
XS_API const struct xs_report *xs_scan_finish(struct xs_scan *scan, const struct xs_envelope *envelope);
XS_API void xs_scan_free(struct xs_scan **scan);

/* ---- wallets: the scanner's address finder, useful on its own --------------------------------------------------- */

/* Find the addresses in a text, plain and disguised, each once. A form without a checksum needs its word near it, unless
 * the text is nothing but the address. Returns: how many were found; at most max are stored. Allocates nothing.
 * Limits: LIMIT_WALLET_* in lib/base/limits.h. */
XS_API size_t xs_wallet_find(struct xs_wallet *wallets_out, size_t max, const char *text, size_t len);
/* Is the whole of text one address? Returns: 1 with *wallet_out set, 0 not. */
XS_API int xs_wallet_check(struct xs_wallet *wallet_out, const char *text, size_t len);
/* The coins that struct xs_wallet's coin may name, NULL-terminated. */
XS_API const char *const *xs_coin_names(void);
/* Set listed and trusted, as the site's local lists say. rules may be NULL: they say nothing. */
XS_API void xs_wallet_mark(struct xs_wallet *wallet, const struct xs_rules *rules);

/* ---- policy: what happens to mail ------------------------------------------------------------------------------- */

enum xs_action { XS_ACTION_ACCEPT, XS_ACTION_TAG, XS_ACTION_QUARANTINE, XS_ACTION_TEMPFAIL, XS_ACTION_REJECT };

/* What to do with one message. Strings belong to the policy. */
struct xs_verdict {
	enum xs_action action;      /* what to do */
	enum xs_action wanted;      /* what would be done in mode: enforce; same as action there */
	bool observe;               /* mode: observe */
	const char *rule;           /* name of the rule that decided, "-" when none did */
	int reply_code;             /* 550; 0 unless action or wanted is reject or tempfail */
	const char *reply_enhanced; /* "5.7.1" */
	const char *reply_text;     /* one line, printable ASCII */
	const char *reason;         /* for quarantine: printable ASCII, short */
	const char *subject_prefix; /* for tag: NULL or the prefix asked for, UTF-8 */
};

struct xs_policy;

/* Returns: 0, or -1 with err set.   Owns: the caller frees *policy_out.   Threads: immutable once loaded. */
XS_API int xs_policy_load(struct xs_policy **policy_out, const char *path, const struct xs_listener *listener,
			  struct xs_error *err);
/* The first rule that matches decides. Never fails: every string of the verdict is set or documented as NULL. */
XS_API void xs_policy_decide(const struct xs_policy *policy, struct xs_verdict *verdict_out,
			     const struct xs_envelope *envelope, const struct xs_report *report);
/* What the policy wants when the filter itself is in trouble (on_trouble: accept or tempfail). */
XS_API void xs_policy_trouble(const struct xs_policy *policy, struct xs_verdict *verdict_out);
XS_API void xs_policy_free(struct xs_policy **policy);

XS_API const char *xs_action_name(enum xs_action action); /* "quarantine" */

/* Does addr ("192.0.2.7") lie in network ("192.0.2.0/24", "::1")? Returns: 1, 0, or -1 when network is malformed. */
XS_API int xs_network_has(const char *network, const char *addr);

/* ---- words for people and machines ------------------------------------------------------------------------------ */

/* All three write at most size bytes with a NUL, escape and cap every foreign string, and return what a large enough
 * buffer would have taken (as snprintf does). */

/* The verdict line without the queue id: "verdict=reject rule=certain score=12.5 slots=ACCESS,PAY ..." */
XS_API size_t xs_report_line(char *buf, size_t size, const struct xs_envelope *envelope,
			     const struct xs_report *report, const struct xs_verdict *verdict, uint64_t usec);
/* The value of our header: printable ASCII, folded at 76 columns with "\n\t". */
XS_API size_t xs_report_header(char *buf, size_t size, const struct xs_report *report,
			       const struct xs_verdict *verdict);
/* One JSON object without a line end. */
XS_API size_t xs_report_json(char *buf, size_t size, const char *file, const struct xs_report *report,
			     const struct xs_verdict *verdict, uint64_t usec);
/* One JSON object for one wallet. */
XS_API size_t xs_wallet_json(char *buf, size_t size, const struct xs_wallet *wallet);
/* The same with where it was found and what the lists say: file may be NULL; report is that of its message, or NULL
 * when its text was no mail. */
XS_API size_t xs_wallet_found_json(char *buf, size_t size, const char *file, const struct xs_report *report,
				   const struct xs_wallet *wallet);

#ifdef __cplusplus
}
#endif

#endif
