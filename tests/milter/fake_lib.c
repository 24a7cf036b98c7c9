/* fake_lib.c: the functions of extortscan.h that the daemon calls, obeying the message. See fake_lib.h.
 * It must not know libmilter, nor find anything by itself.
 */
#include "fake_lib.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FAKE_ALIVE 0x600dd00du

struct fake_knobs fake_knobs;

struct xs_rules {
	unsigned alive;
	char version[32];
};
struct xs_policy {
	unsigned alive;
	bool tempfail, observe;
};
struct xs_scan {
	struct xs_report report; /* first: a report is a scan */
	const struct xs_rules *rules;
	char *at;
	size_t len, size, enough;
	bool fails;
	char words[256];
};

static char *fake_last_at;
static size_t fake_last_len;
static pthread_mutex_t fake_last_lock = PTHREAD_MUTEX_INITIALIZER;

/* A freed object in use must not pass for a quiet success. */
static void fake_expect(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "fake_lib: %s\n", what);
	abort();
}

const char *xs_version(void)
{
	return "0.0-fake";
}

const char *xs_action_name(enum xs_action action)
{
	static const char *const names[] = {"accept", "tag", "quarantine", "tempfail", "reject"};

	return names[action];
}

/* ---- rules and policy ---- */

static int fake_line(char *line, size_t size, const char *path)
{
	FILE *file = fopen(path, "r");

	line[0] = '\0';
	if (file == NULL)
		return -1;
	if (fgets(line, (int)size, file) == NULL)
		line[0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	fclose(file);
	return 0;
}

int xs_rules_load(struct xs_rules **rules_out, const char *const *dirs, size_t dir_count,
		  const struct xs_listener *listener, struct xs_error *err)
{
	char path[512], line[32];

	*rules_out = NULL;
	for (size_t i = 0; i < dir_count; i++) {
		snprintf(path, sizeof path, "%s/version", dirs[i]);
		if (fake_line(line, sizeof line, path) < 0 || strcmp(line, "bad") == 0) {
			if (err != NULL) {
				*err = (struct xs_error){.line = 1};
				snprintf(err->text, sizeof err->text, "%.300s:1: these rules are bad", path);
			}
			return -1;
		}
		if (strcmp(line, "warn") == 0 && listener != NULL) {
			struct xs_error warning = {.text = "these rules are odd"};

			listener->warn(listener->ctx, &warning);
		}
	}
	*rules_out = calloc(1, sizeof **rules_out);
	fake_expect(*rules_out != NULL, "no memory");
	(*rules_out)->alive = FAKE_ALIVE;
	snprintf((*rules_out)->version, sizeof(*rules_out)->version, "%s", dir_count > 0 ? line : "none");
	atomic_fetch_add(&fake_knobs.rules, 1);
	return 0;
}

const char *xs_rules_version(const struct xs_rules *rules)
{
	fake_expect(rules->alive == FAKE_ALIVE, "dead rules");
	return rules->version;
}

void xs_rules_free(struct xs_rules **rules)
{
	if (*rules == NULL)
		return;
	fake_expect((*rules)->alive == FAKE_ALIVE, "rules freed twice");
	(*rules)->alive = 0;
	free(*rules);
	*rules = NULL;
	atomic_fetch_sub(&fake_knobs.rules, 1);
}

int xs_policy_load(struct xs_policy **policy_out, const char *path, const struct xs_listener *listener,
		   struct xs_error *err)
{
	char line[200];

	(void)listener;
	*policy_out = NULL;
	if (fake_line(line, sizeof line, path) < 0 || strncmp(line, "fake", 4) != 0) {
		if (err != NULL) {
			*err = (struct xs_error){.line = 1};
			snprintf(err->text, sizeof err->text, "%.300s:1: `%.60s' is no policy", path, line);
		}
		return -1;
	}
	*policy_out = calloc(1, sizeof **policy_out);
	fake_expect(*policy_out != NULL, "no memory");
	(*policy_out)->alive = FAKE_ALIVE;
	(*policy_out)->tempfail = strstr(line, "tempfail") != NULL;
	(*policy_out)->observe = strstr(line, "observe") != NULL;
	atomic_fetch_add(&fake_knobs.policies, 1);
	return 0;
}

void xs_policy_free(struct xs_policy **policy)
{
	if (*policy == NULL)
		return;
	fake_expect((*policy)->alive == FAKE_ALIVE, "policy freed twice");
	(*policy)->alive = 0;
	free(*policy);
	*policy = NULL;
	atomic_fetch_sub(&fake_knobs.policies, 1);
}

/* ---- the scan ---- */

int xs_scan_new(struct xs_scan **scan_out, const struct xs_options *options, struct xs_error *err)
{
	(void)options;
	(void)err;
	*scan_out = NULL;
	if (atomic_load(&fake_knobs.new_fails) > 0) {
		atomic_fetch_sub(&fake_knobs.new_fails, 1);
		return -1;
	}
	*scan_out = calloc(1, sizeof **scan_out);
	fake_expect(*scan_out != NULL, "no memory");
	atomic_fetch_add(&fake_knobs.scans, 1);
	return 0;
}

int xs_scan_begin(struct xs_scan *scan, const struct xs_rules *rules)
{
	fake_expect(rules->alive == FAKE_ALIVE, "a scan begins with dead rules");
	if (atomic_load(&fake_knobs.begin_fails) > 0) {
		atomic_fetch_sub(&fake_knobs.begin_fails, 1);
		return -1;
	}
	scan->rules = rules;
	scan->len = 0;
	scan->enough = SIZE_MAX;
	scan->fails = false;
	scan->words[0] = '\0';
	return 0;
}

/* Does the message say this word? Returns: what stands behind its "=", "" without one, NULL when it does not. */
static const char *fake_word(const struct xs_scan *scan, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = strstr(scan->words, word); at != NULL; at = strstr(at + 1, word))
		if ((at == scan->words || at[-1] == ' ') && strchr("= \n", at[len]) != NULL)
			return at[len] == '=' ? at + len + 1 : at + len;
	return NULL;
}

static void fake_read_words(struct xs_scan *scan)
{
	static const char name[] = "X-Fake: ";
	const char *found = memmem(scan->at, scan->len, name, sizeof name - 1);
	const char *end = found == NULL ? NULL : memchr(found, '\n', scan->len - (size_t)(found - scan->at));
	const char *enough;

	if (end == NULL || scan->words[0] != '\0')
		return;
	snprintf(scan->words, sizeof scan->words, "%.*s", (int)(end - found - (int)sizeof name + 1),
		 found + sizeof name - 1);
	enough = fake_word(scan, "enough");
	if (enough != NULL)
		scan->enough = strtoul(enough, NULL, 10);
	scan->fails = fake_word(scan, "feed-fails") != NULL;
}

int xs_scan_feed(struct xs_scan *scan, const void *chunk, size_t len)
{
	fake_expect(scan->rules->alive == FAKE_ALIVE, "fed with dead rules");
	if (scan->len + len + 1 > scan->size) {
		scan->size = (scan->len + len) * 2 + 64;
		scan->at = realloc(scan->at, scan->size);
		fake_expect(scan->at != NULL, "no memory");
	}
	memcpy(scan->at + scan->len, chunk, len);
	scan->len += len;
	scan->at[scan->len] = '\0';
	if (scan->words[0] == '\0')
		fake_read_words(scan);
	if (scan->fails)
		return -1;
	return scan->len >= scan->enough ? 1 : 0;
}

const struct xs_dns *xs_rules_dns(const struct xs_rules *rules)
{
	fake_expect(rules->alive == FAKE_ALIVE, "dead rules were asked for lists");
	return NULL;
}

int xs_scan_wallets(struct xs_scan *scan, struct xs_wallet **wallets_out, size_t *count_out)
{
	fake_expect(scan->rules->alive == FAKE_ALIVE, "asked with dead rules");
	*wallets_out = NULL;
	*count_out = 0;
	return 0;
}

const struct xs_report *xs_scan_finish(struct xs_scan *scan, const struct xs_envelope *envelope)
{
	const char *sleep_for = fake_word(scan, "sleep");

	(void)envelope;
	fake_expect(scan->rules->alive == FAKE_ALIVE, "finished with dead rules");
	if (sleep_for != NULL) {
		long ms = strtol(sleep_for, NULL, 10);
		struct timespec pause = {ms / 1000, ms % 1000 * 1000000};

		nanosleep(&pause, NULL);
	}
	fake_expect(scan->rules->alive == FAKE_ALIVE, "the rules died during a scan");
	pthread_mutex_lock(&fake_last_lock);
	fake_last_at = realloc(fake_last_at, scan->len + 1);
	if (scan->len > 0)
		memcpy(fake_last_at, scan->at, scan->len);
	fake_last_len = scan->len;
	pthread_mutex_unlock(&fake_last_lock);
	scan->report.bytes = scan->len;
	scan->report.lang = "";
	return fake_word(scan, "finish-fails") != NULL ? NULL : &scan->report;
}

void xs_scan_free(struct xs_scan **scan)
{
	if (*scan == NULL)
		return;
	free((*scan)->at);
	free(*scan);
	*scan = NULL;
	atomic_fetch_sub(&fake_knobs.scans, 1);
}

const char *fake_fed(const struct xs_scan *scan, size_t *len_out)
{
	*len_out = scan->len;
	return scan->at;
}

const char *fake_last(size_t *len_out)
{
	*len_out = fake_last_len;
	return fake_last_at;
}

/* ---- verdicts ---- */

void xs_policy_trouble(const struct xs_policy *policy, struct xs_verdict *verdict_out)
{
	fake_expect(policy->alive == FAKE_ALIVE, "dead policy");
	*verdict_out = (struct xs_verdict){.rule = "-", .reason = "trouble"};
	verdict_out->wanted = policy->tempfail ? XS_ACTION_TEMPFAIL : XS_ACTION_ACCEPT;
	verdict_out->observe = policy->observe;
	verdict_out->action = policy->observe ? XS_ACTION_ACCEPT : verdict_out->wanted;
	verdict_out->reply_code = 451;
	verdict_out->reply_enhanced = "4.7.1";
	verdict_out->reply_text = "In trouble";
}

void xs_policy_decide(const struct xs_policy *policy, struct xs_verdict *verdict_out,
		      const struct xs_envelope *envelope, const struct xs_report *report)
{
	const struct xs_scan *scan = (const struct xs_scan *)report;

	(void)envelope;
	fake_expect(policy->alive == FAKE_ALIVE, "dead policy");
	*verdict_out = (struct xs_verdict){.rule = "fake", .reason = "because it was asked for"};
	for (int action = XS_ACTION_ACCEPT; action <= XS_ACTION_REJECT; action++)
		if (fake_word(scan, xs_action_name((enum xs_action)action)) != NULL)
			verdict_out->wanted = (enum xs_action)action;
	verdict_out->observe = policy->observe || fake_word(scan, "observe") != NULL;
	verdict_out->action = verdict_out->observe ? XS_ACTION_ACCEPT : verdict_out->wanted;
	if (verdict_out->wanted == XS_ACTION_REJECT) {
		verdict_out->reply_code = 554;
		verdict_out->reply_enhanced = "5.7.2";
		verdict_out->reply_text = fake_word(scan, "percent") != NULL ? "100% fake" : "Refused by a fake";
	} else if (verdict_out->wanted == XS_ACTION_TEMPFAIL) {
		verdict_out->reply_code = 452;
		verdict_out->reply_enhanced = "4.7.2";
		verdict_out->reply_text = "Later";
	}
	verdict_out->subject_prefix = fake_word(scan, "prefix") != NULL ? "[FAKE]" : NULL;
}

/* Enough of a network for the tests: IPv4 with /BITS, or the same text. */
int xs_network_has(const char *network, const char *addr)
{
	char base[64];
	const char *slash = strchr(network, '/');
	size_t len = slash == NULL ? strlen(network) : (size_t)(slash - network);
	unsigned long bits = slash == NULL ? 32 : strtoul(slash + 1, NULL, 10);
	struct in_addr net, host;
	struct in6_addr six;

	if (len >= sizeof base)
		return -1;
	memcpy(base, network, len);
	base[len] = '\0';
	if (inet_pton(AF_INET6, base, &six) == 1)
		return bits > 128 ? -1 : strcmp(base, addr) == 0;
	if (inet_pton(AF_INET, base, &net) != 1 || bits > 32)
		return -1;
	if (inet_pton(AF_INET, addr, &host) != 1)
		return 0;
	return bits == 0 || (ntohl(net.s_addr) ^ ntohl(host.s_addr)) >> (32 - bits) == 0;
}

/* ---- words ---- */

static unsigned long long fake_hash(const char *at, size_t len)
{
	unsigned long long hash = 0xcbf29ce484222325ull; /* FNV-1a */

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)at[i]) * 0x100000001b3ull;
	return hash;
}

static const char *fake_text(const char *text)
{
	return text == NULL ? "-" : text;
}

size_t xs_report_line(char *buf, size_t size, const struct xs_envelope *envelope, const struct xs_report *report,
		      const struct xs_verdict *verdict, uint64_t usec)
{
	const struct xs_scan *scan =
		report->lang[0] == '\0' && report->bytes > 0 ? (const struct xs_scan *)report : NULL;
	static const char *const clients[] = {"unknown", "inside", "outside"};

	(void)usec;
	return (size_t)snprintf(
		buf, size,
		"verdict=%s rule=%s from=<%s> nrcpt=%zu client=%s addr=%s name=%.60s helo=%.60s auth=%s "
		"daemon=%s bytes=%zu hash=%016llx rules=%s",
		xs_action_name(verdict->action), verdict->rule, fake_text(envelope->mail_from), envelope->rcpt_count,
		clients[envelope->client], fake_text(envelope->client_addr), fake_text(envelope->client_name),
		fake_text(envelope->helo), fake_text(envelope->auth_user), fake_text(envelope->daemon_name),
		report->bytes, scan == NULL ? 0 : fake_hash(scan->at, scan->len),
		scan == NULL ? "-" : scan->rules->version);
}

size_t xs_report_header(char *buf, size_t size, const struct xs_report *report, const struct xs_verdict *verdict)
{
	return (size_t)snprintf(buf, size, "%s; rule=%s;\n\tbytes=%zu", xs_action_name(verdict->wanted), verdict->rule,
				report->bytes);
}
