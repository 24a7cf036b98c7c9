/* limits.h: every cap of the program, each with the attack that it stops.
 * A cap that is hit is told as a signal (or, in configuration, as an error): never a silent cut.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

/* -- the message ------------------------------------------------------------------------------------------------ */
#define LIMIT_MESSAGE_BYTES (16u << 20) /* a 100 MB mail that keeps a thread busy: the rest is not read */
#define LIMIT_TEXT_BYTES (1u << 20)     /* decoded text kept per message: memory, and padding in front of the letter */
#define LIMIT_TEXTS 256                 /* texts kept per message: 10,000 tiny parts */
#define LIMIT_HEADER_LINE 65536         /* bytes of one header field: an endless folded header */
#define LIMIT_HEADER_FIELDS 1000        /* header fields kept per message or part */
#define LIMIT_HEADER_BYTES (256u << 10) /* header bytes kept per message */
#define LIMIT_MIME_DEPTH 32             /* nested multiparts and message/rfc822: a stack of 100,000 */
#define LIMIT_MIME_PARTS 1000           /* leaves walked: a part a line */
#define LIMIT_BOUNDARY_BYTES 256        /* RFC 2046 allows 70; longer ones are cut, never compared in full */
#define LIMIT_PARAMS 64                 /* RFC 2231 parameters per field (CVE-2026-27859 in a peer) */
#define LIMIT_PARAM_BYTES 4096          /* one joined parameter value */
#define LIMIT_ENCODED_WORDS 1024        /* RFC 2047 words per field: tiny words with a charset switch each */
#define LIMIT_BODY_LINE 16384           /* bytes of a line looked at for a boundary or uuencode begin */
#define LIMIT_CHARSET_WINDOW 65536      /* bytes that decide about a charset: a text that must be held as a whole */

/* -- HTML ------------------------------------------------------------------------------------------------------- */
#define LIMIT_HTML_DEPTH 256            /* open elements tracked; deeper ones inherit the last one's style */
#define LIMIT_HTML_ATTR_BYTES 8192      /* one attribute value */
#define LIMIT_HTML_CLASSES 512          /* simple <style> rules kept */
#define LIMIT_HTML_STYLE_BYTES 65536    /* bytes of <style> read */
#define LIMIT_HTML_ASIDE_BYTES 65536    /* tooltips, which are kept apart until the page ends */

/* -- folding ---------------------------------------------------------------------------------------------------- */
#define LIMIT_WORD_LETTERS 256          /* letters of one word looked at as a whole: a word of a megabyte */
#define LIMIT_FOLD_KEPT (4u << 20)      /* bytes kept between messages: mails that put their megabyte in slot after slot */

/* -- wallets ---------------------------------------------------------------------------------------------------- */
#define LIMIT_WALLETS 32                /* addresses told per message */
#define LIMIT_WALLET_JOINS 256          /* disguised candidates tried per text: a megabyte of candidate pieces */
#define LIMIT_WALLET_STEPS (256u << 10) /* bytes read for them: a megabyte of separators, of "bc1 bc1 bc1" */
#define LIMIT_WALLET_CHECKS 4096        /* checksums computed per text */
#define LIMIT_WALLET_LIST 20000000u     /* addresses of one list: a feed that eats the memory */
#define LIMIT_WALLET_LIST_LINE 4096     /* bytes of its line: a disk image among the lists */

/* -- DNS lists ----------------------------------------------------------------------------------------------- */
#define LIMIT_DNS_LISTS 16              /* each is a question for every address */
#define LIMIT_DNS_COINS 32              /* coins of one list */
#define LIMIT_DNS_SERVERS 8             /* c-ares tells of 16 sockets: one for UDP and one for TCP each */
#define LIMIT_DNS_ZONE 180              /* bytes of a zone: 253 less the longest label in front of it */
#define LIMIT_DNS_BUDGET 10000          /* milliseconds: the MTA waits, and so does one scanner */
#define LIMIT_DNS_CACHE 1000000         /* answers kept: 32 bytes each */

/* -- detection -------------------------------------------------------------------------------------------------- */
#define LIMIT_HITS 4096                 /* rule hits kept per message: a salad of every phrase in front of the letter */
#define LIMIT_SIGNALS 512               /* findings told per message: a text that repeats one phrase */
#define LIMIT_QUOTE_LOOKBACK 4096       /* bytes searched back for a line's '>': hits on one line of a megabyte */
#define LIMIT_HITS_PER_PHRASE 8         /* findings of one phrase */
#define LIMIT_LITERAL_HITS (1u << 18)   /* literal hits looked at in one text: a megabyte of nothing but keywords */
#define LIMIT_LITERAL_REPEATS 32768     /* of one literal: the same word 300,000 times */
#define LIMIT_PHRASE_WORK (1u << 22)    /* transitions tried in one text: words that many phrases share, repeated */
#define LIMIT_PHRASE_ENDING 24          /* letters that a * covers: a short stem in front of a line without blanks */
#define LIMIT_PCRE2_MATCH 100000        /* backtracking steps of one pattern on one text */
#define LIMIT_PCRE2_DEPTH 250
#define LIMIT_PCRE2_HEAP_KIB 1024
#define LIMIT_PATTERN_RUNS 64           /* runs of one anchored pattern per text */
#define LIMIT_PATTERN_WINDOW 2048       /* bytes round an anchor that a pattern may see */

/* -- configuration ---------------------------------------------------------------------------------------------- */
#define LIMIT_YAML_BYTES (8u << 20)     /* one file: a rules folder that holds a disk image */
#define LIMIT_YAML_DEPTH 16
#define LIMIT_YAML_NODES 400000
#define LIMIT_PHRASE_BYTES 2048
#define LIMIT_PHRASE_LITERALS 256       /* expansions of one segment of a phrase */
#define LIMIT_PHRASE_SEGMENTS 32        /* parts of a phrase between gaps and endings */
#define LIMIT_PHRASE_DEPTH 8            /* nested groups */
#define LIMIT_PHRASE_WAYS 16            /* ways to arrive at one part, made by optional parts */
#define LIMIT_POLICY_RULES 1000         /* each is asked for every message */
#define LIMIT_CONDITION_DEPTH 4         /* not: and any: inside each other; deeper is unreadable, too */
#define LIMIT_PATTERN_BYTES 256         /* one address pattern: its cost is its length times the address's */
#define LIMIT_NAME_BYTES 64             /* names of rules and lists: they go into every log line */
#define LIMIT_REPLY_BYTES 500           /* reply text; an SMTP reply line ends at 512 */
#define LIMIT_REASON_BYTES 100          /* Postfix cuts a quarantine reason there */
#define LIMIT_PREFIX_BYTES 64           /* subject prefix */
#define LIMIT_RULE_FILES 1000
#define LIMIT_PATH_BYTES 4096           /* a file named by a pack */
#define LIMIT_LANGUAGES 64              /* languages of all packs: the score keeps a row of slots for each */

/* -- the log ---------------------------------------------------------------------------------------------------- */
#define LIMIT_LOG_VALUE 120             /* bytes of one foreign string in a log line */
#define LIMIT_LOG_LINE 900              /* syslog(3) and many collectors cut at 1,024 */

#endif
