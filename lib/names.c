/* names.c: turns the enums of extortscan.h into the words that people, logs and policies use.
 * It must not know where a word is printed.
 * No standard; the words are part of the contract and never change their meaning.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "extortscan.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char *const slot_names[XS_SLOT_COUNT] = {
	[XS_SLOT_NONE] = "NONE",
	[XS_SLOT_ACCESS] = "ACCESS",
	[XS_SLOT_SURVEIL] = "SURVEIL",
	[XS_SLOT_SHAME] = "SHAME",
	[XS_SLOT_SPREAD] = "SPREAD",
	[XS_SLOT_PAY] = "PAY",
	[XS_SLOT_DEADLINE] = "DEADLINE",
	[XS_SLOT_ASSURE] = "ASSURE",
	[XS_SLOT_ISOLATE] = "ISOLATE",
	[XS_SLOT_BOMB] = "BOMB",
	[XS_SLOT_KILL] = "KILL",
	[XS_SLOT_DDOS] = "DDOS",
	[XS_SLOT_DBLEAK] = "DBLEAK",
	[XS_SLOT_POLICECASE] = "POLICECASE",
	[XS_SLOT_VIRUSINFECT] = "VIRUSINFECT",
	[XS_SLOT_DETECTIVE] = "DETECTIVE",
	[XS_SLOT_REPORTING] = "REPORTING",
	[XS_SLOT_TEACHING] = "TEACHING",
	[XS_SLOT_BUSINESS] = "BUSINESS",
	[XS_SLOT_BULK] = "BULK",
};

static const char *const kind_names[XS_KIND_COUNT] = {
	[XS_KIND_NONE] = "none",     [XS_KIND_WEBCAM] = "webcam",   [XS_KIND_PASSWORD] = "password",
	[XS_KIND_RAT] = "rat",       [XS_KIND_MAILBOX] = "mailbox", [XS_KIND_POLICECASE] = "policecase",
	[XS_KIND_BOMB] = "bomb",     [XS_KIND_HITMAN] = "hitman",   [XS_KIND_DDOS] = "ddos",
	[XS_KIND_DBLEAK] = "dbleak", [XS_KIND_RANSOM] = "ransom",   [XS_KIND_DETECTIVE] = "detective",
	[XS_KIND_STREET] = "street", [XS_KIND_VIRUS] = "virus",     [XS_KIND_OTHER] = "other",
};

static const char *const signal_names[XS_SIGNAL_COUNT] = {
	[XS_SIGNAL_SUBJECT] = "subject",   [XS_SIGNAL_PHRASE] = "phrase", [XS_SIGNAL_AMOUNT] = "amount",
	[XS_SIGNAL_WALLET] = "wallet",     [XS_SIGNAL_COMBO] = "combo",   [XS_SIGNAL_CONTEXT] = "context",
	[XS_SIGNAL_DISGUISE] = "disguise", [XS_SIGNAL_MIME] = "mime",     [XS_SIGNAL_LIMIT] = "limit",
};

static const char *const text_names[] = {
	[XS_TEXT_SUBJECT] = "subject", [XS_TEXT_VISIBLE] = "visible", [XS_TEXT_HIDDEN] = "hidden",
	[XS_TEXT_LINK] = "link",       [XS_TEXT_NAME] = "name",       [XS_TEXT_HEADER] = "header",
};

static const char *const action_names[] = {
	[XS_ACTION_ACCEPT] = "accept",     [XS_ACTION_TAG] = "tag",       [XS_ACTION_QUARANTINE] = "quarantine",
	[XS_ACTION_TEMPFAIL] = "tempfail", [XS_ACTION_REJECT] = "reject",
};

/* A number that is none of the enum is a bug of the caller; a log line must survive it all the same. */
static const char *name_of(const char *const *names, size_t count, size_t index)
{
	return index < count ? names[index] : "?";
}

const char *xs_slot_name(enum xs_slot slot)
{
	return name_of(slot_names, COUNT(slot_names), (size_t)slot);
}

const char *xs_kind_name(enum xs_kind kind)
{
	return name_of(kind_names, COUNT(kind_names), (size_t)kind);
}

const char *xs_signal_name(enum xs_signal_kind kind)
{
	return name_of(signal_names, COUNT(signal_names), (size_t)kind);
}

const char *xs_text_name(enum xs_text_kind kind)
{
	return name_of(text_names, COUNT(text_names), (size_t)kind);
}

const char *xs_action_name(enum xs_action action)
{
	return name_of(action_names, COUNT(action_names), (size_t)action);
}

unsigned xs_slot_count(uint32_t slots)
{
	unsigned count = 0;

	for (unsigned slot = XS_SLOT_NONE + 1; slot < XS_SLOT_FIRST_INNOCENT; slot++)
		count += slots >> slot & 1u;
	return count;
}

const char *xs_version(void)
{
	return PACKAGE_VERSION;
}
