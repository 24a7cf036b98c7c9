/* session.c: callbacks' facts -> the message as bytes -> a report -> a verdict -> an action and one log line.
 * It must not know libmilter, nor what a verdict is made of.
 * Standard: RFC 5321 (the order of things), RFC 5322, 2.2.3 (folding).
 */
#include "session.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "action.h"
#include "caps.h"
#include "envelope.h"

enum phase {
	PHASE_IDLE,     /* no message */
	PHASE_ENVELOPE, /* MAIL and RCPT */
	PHASE_HEADER,
	PHASE_BODY
};

/* Why the policy's rules do not decide. */
enum trouble { TROUBLE_NONE, TROUBLE_MEMORY, TROUBLE_OVERLOAD, TROUBLE_STOPPING, TROUBLE_FORGED };

struct session {
	struct service *service;
	bool leading_space;
	struct envelope envelope;
	/* the current message */
	enum phase phase;
	enum trouble trouble;
	struct snapshot *snapshot;
	struct xs_scan *scan;
	bool enough;          /* the scanner wants no more */
	unsigned long forged; /* header fields of our own name */
	char *subject;        /* the first Subject's value as it came */
	uint64_t fed;         /* bytes */
	uint64_t nanoseconds; /* spent on scanning */
	struct dnslist_outcome dns;
};

static const char *const trouble_names[] = {
	[TROUBLE_NONE] = "none",         [TROUBLE_MEMORY] = "memory", [TROUBLE_OVERLOAD] = "overload",
	[TROUBLE_STOPPING] = "stopping", [TROUBLE_FORGED] = "forged",
};

struct session *session_new(struct service *service, bool leading_space)
{
	struct session *session = calloc(1, sizeof *session);

	if (session == NULL)
		return NULL;
	session->service = service;
	session->leading_space = leading_space;
	counters_add(&service->counters, COUNTER_CONNECTIONS, 1);
	return session;
}

/* Forget the message: what it held goes back, the connection stays. */
static void session_reset(struct session *session)
{
	struct service *service = session->service;

	if (session->phase != PHASE_IDLE)
		atomic_fetch_sub(&service->in_flight, 1);
	session->phase = PHASE_IDLE;
	session->trouble = TROUBLE_NONE;
	scanners_give(&service->scanners, &session->scan, session->fed > CAP_KEPT_BYTES);
	publish_drop(&service->publish, &session->snapshot);
	session->enough = false;
	session->forged = 0;
	free(session->subject);
	session->subject = NULL;
	session->fed = 0;
	session->nanoseconds = 0;
	memset(&session->dns, 0, sizeof session->dns);
	envelope_reset(&session->envelope);
}

void session_abort(struct session *session)
{
	if (session->phase != PHASE_IDLE)
		counters_add(&session->service->counters, COUNTER_ABORTED, 1);
	session_reset(session);
}

void session_free(struct session **session)
{
	struct session *old = *session;

	*session = NULL;
	if (old == NULL)
		return;
	session_abort(old);
	envelope_free(&old->envelope);
	free(old);
}

/* ---- the conversation ---- */

void session_connect(struct session *session, const struct mta *mta, const char *name, const char *addr)
{
	struct envelope *envelope = &session->envelope;
	const struct settings_list *inside = &session->service->settings->inside;

	session_abort(session);
	envelope_set(envelope, &envelope->client_name, name);
	envelope_set(envelope, &envelope->client_addr, addr);
	envelope_set(envelope, &envelope->helo, NULL);
	envelope_set(envelope, &envelope->daemon_name, mta->ops->macro(mta->ctx, "{daemon_name}"));
	envelope->inside = addr == NULL;
	for (size_t i = 0; i < inside->count && !envelope->inside; i++)
		envelope->inside = xs_network_has(inside->at[i], addr) == 1;
}

void session_helo(struct session *session, const char *helo)
{
	envelope_set(&session->envelope, &session->envelope.helo, helo);
}

static void session_begin_envelope(struct session *session)
{
	if (session->phase != PHASE_IDLE)
		return;
	session->phase = PHASE_ENVELOPE;
	atomic_fetch_add(&session->service->in_flight, 1);
}

static enum answer session_refuse_new(struct session *session, const struct mta *mta)
{
	enum answer answer;

	answer = session_none(session->service, mta);
	log_say(&session->service->log, LOG_INFO, "NOQUEUE: verdict=%s rule=- trouble=%s",
		answer == ANSWER_TEMPFAIL ? "tempfail"
		: answer == ANSWER_REJECT ? "reject"
					  : "accept",
		trouble_names[TROUBLE_STOPPING]);
	return answer;
}

enum answer session_mail(struct session *session, const struct mta *mta, const char *from)
{
	struct envelope *envelope = &session->envelope;

	session_abort(session); /* a message that never ended: not every MTA tells */
	if (atomic_load(&session->service->stopping))
		return session_refuse_new(session, mta);
	session_begin_envelope(session);
	envelope_mail(envelope, from == NULL ? "" : from);
	envelope_set(envelope, &envelope->auth_user, mta->ops->macro(mta->ctx, "{auth_authen}"));
	envelope_queue_id(envelope, mta->ops->macro(mta->ctx, "i"));
	return ANSWER_CONTINUE;
}

void session_rcpt(struct session *session, const char *rcpt)
{
	session_begin_envelope(session);
	envelope_rcpt(&session->envelope, rcpt == NULL ? "" : rcpt);
}

/* ---- the message ---- */

static uint64_t session_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Take what the message needs when its first byte comes, not earlier: a client may think for minutes before that. */
static void session_begin_message(struct session *session)
{
	struct service *service = session->service;
	int taken;

	session_begin_envelope(session);
	if (session->phase != PHASE_ENVELOPE)
		return;
	session->phase = PHASE_HEADER;
	session->snapshot = publish_take(&service->publish);
	taken = scanners_take(&service->scanners, &session->scan, service->settings->overload_wait);
	if (taken == 0)
		session->trouble = TROUBLE_OVERLOAD;
	else if (taken < 0 || xs_scan_begin(session->scan, session->snapshot->rules) < 0)
		session->trouble = TROUBLE_MEMORY;
}

static void session_feed(struct session *session, const void *chunk, size_t len)
{
	int result;

	if (session->trouble != TROUBLE_NONE || session->enough || len == 0)
		return;
	result = xs_scan_feed(session->scan, chunk, len);
	session->fed += len;
	if (result < 0)
		session->trouble = TROUBLE_MEMORY;
	else if (result > 0)
		session->enough = true;
}

/* The value as it stood in the message. Every line end within it stays a fold: one that no blank follows would make the
 * scanner read a new field, or the body, where the MTA saw neither. */
static void session_feed_value(struct session *session, const char *value)
{
	while (*value != '\0') {
		size_t len = strcspn(value, "\r\n");

		session_feed(session, value, len);
		value += len;
		if (*value == '\0')
			return;
		value += value[0] == '\r' && value[1] == '\n' ? 2 : 1;
		if (*value == ' ' || *value == '\t')
			session_feed(session, "\n", 1);
		else
			session_feed(session, "\n ", 2);
	}
}

static bool session_is_name(const char *name, const char *wanted)
{
	size_t len = strlen(name);

	while (len > 0 && (name[len - 1] == ' ' || name[len - 1] == '\t'))
		len--; /* "Subject : x" is read as Subject by most, and by Postfix */
	return len == strlen(wanted) && strncasecmp(name, wanted, len) == 0;
}

void session_header(struct session *session, const char *name, const char *value)
{
	uint64_t start;

	session_begin_message(session);
	start = session_clock(); /* not counting a wait for a scanner */
	if (session_is_name(name, ACTION_HEADER) && session->forged <= CAP_FORGED_HEADERS)
		session->forged++;
	if (session->subject == NULL && session_is_name(name, "Subject")) {
		session->subject = strdup(value);
		if (session->subject == NULL)
			session->trouble = TROUBLE_MEMORY;
	}
	session_feed(session, name, strlen(name));
	session_feed(session, ": ", session->leading_space ? 1 : 2);
	session_feed_value(session, value);
	session_feed(session, "\n", 1);
	session->nanoseconds += session_clock() - start;
}

void session_eoh(struct session *session)
{
	session_begin_message(session);
	if (session->phase != PHASE_HEADER)
		return;
	session->phase = PHASE_BODY;
	session_feed(session, "\n", 1);
}

enum answer session_body(struct session *session, const void *chunk, size_t len)
{
	uint64_t start;

	session_eoh(session); /* a message without a header has no end of one */
	start = session_clock();
	session_feed(session, chunk, len);
	session->nanoseconds += session_clock() - start;
	/* in trouble no more is read either: the verdict will not come from the content */
	return session->enough || session->trouble != TROUBLE_NONE ? ANSWER_SKIP : ANSWER_CONTINUE;
}

/* ---- the verdict ---- */

/* A verdict of our own: what it wants, and what is done of it in mode: observe, which is nothing. */
static void verdict_own(struct xs_verdict *verdict, enum xs_action wanted, int code, const char *enhanced,
			const char *text)
{
	verdict->wanted = wanted;
	verdict->action = verdict->observe ? XS_ACTION_ACCEPT : wanted;
	verdict->reply_code = code;
	verdict->reply_enhanced = enhanced;
	verdict->reply_text = text;
}

/* What is done with a message that the rules are not asked about: on_trouble, unless a setting or a cap says otherwise.
 */
static void verdict_trouble(struct xs_verdict *verdict_out, const struct session *session)
{
	bool pass = session->service->settings->overload == SETTINGS_OVERLOAD_ACCEPT;

	xs_policy_trouble(session->snapshot->policy, verdict_out);
	if (session->trouble == TROUBLE_OVERLOAD)
		verdict_own(verdict_out, pass ? XS_ACTION_ACCEPT : XS_ACTION_TEMPFAIL, 451, "4.3.2",
			    "Too busy, try again later");
	else if (session->trouble == TROUBLE_FORGED)
		verdict_own(verdict_out, XS_ACTION_REJECT, 550, "5.6.0", "Too many " ACTION_HEADER " header fields");
}

static void session_count(struct session *session, const struct action_done *done)
{
	static const enum counter by_action[] = {
		[XS_ACTION_ACCEPT] = COUNTER_ACCEPT,         [XS_ACTION_TAG] = COUNTER_TAG,
		[XS_ACTION_QUARANTINE] = COUNTER_QUARANTINE, [XS_ACTION_TEMPFAIL] = COUNTER_TEMPFAIL,
		[XS_ACTION_REJECT] = COUNTER_REJECT,
	};
	struct counters *counters = &session->service->counters;

	counters_add(counters, COUNTER_MESSAGES, 1);
	counters_add(counters, by_action[done->action], 1);
	counters_add(counters, COUNTER_STRIPPED, done->stripped);
	if (done->failed != NULL)
		counters_add(counters, COUNTER_FAILED, 1);
	if (session->trouble == TROUBLE_OVERLOAD)
		counters_add(counters, COUNTER_OVERLOAD, 1);
	else if (session->trouble != TROUBLE_NONE)
		counters_add(counters, COUNTER_TROUBLE, 1);
}

/* One line a message, queue id first. What was really done is told when it is not what the verdict says. */
static void session_log(struct session *session, const struct xs_envelope *envelope, const struct xs_report *report,
			const struct xs_verdict *verdict, const struct action_done *done)
{
	char line[CAP_LOG_LINE], extra[240] = "";
	size_t used = 0;

	xs_report_line(line, sizeof line, envelope, report, verdict, session->nanoseconds / 1000);
	if (session->trouble != TROUBLE_NONE)
		used += (size_t)snprintf(extra, sizeof extra, " trouble=%s", trouble_names[session->trouble]);
	if (session->dns.questions > 0)
		used += (size_t)snprintf(extra + used, sizeof extra - used, " dns=%u/%u/%u dns_usec=%u",
					 session->dns.questions, session->dns.listed, session->dns.silent,
					 session->dns.usec);
	if (done->stripped > 0)
		used += (size_t)snprintf(extra + used, sizeof extra - used, " stripped=%lu", done->stripped);
	if (done->failed != NULL)
		snprintf(extra + used, sizeof extra - used, " done=%s failed=%s", xs_action_name(done->action),
			 done->failed);
	log_say(&session->service->log, done->failed == NULL ? LOG_INFO : LOG_WARNING, "%s: %s%s",
		envelope->queue_id == NULL ? "NOQUEUE" : envelope->queue_id, line, extra);
}

/* What the DNS lists say is asked when all of the message is read, and before it is scored. The wait is no work: the
 * time it takes is told apart. */
static void session_ask(struct session *session)
{
	struct service *service = session->service;
	struct xs_wallet *wallets;
	size_t count;

	if (session->trouble != TROUBLE_NONE || session->snapshot->dnslist == NULL ||
	    xs_scan_wallets(session->scan, &wallets, &count) != 0)
		return; /* xs_scan_finish() will say that there is no memory */
	dnslist_ask(session->snapshot->dnslist, &session->dns, wallets, count);
	counters_add(&service->counters, COUNTER_DNS, session->dns.questions);
	counters_add(&service->counters, COUNTER_DNS_LISTED, session->dns.listed);
	counters_add(&service->counters, COUNTER_DNS_SILENT, session->dns.silent);
	if (session->dns.trouble[0] != '\0')
		log_say(&service->log, LOG_WARNING, "%s", session->dns.trouble);
}

static enum answer session_decide(struct session *session, const struct mta *mta)
{
	static const struct xs_report nothing = {.lang = ""};
	struct xs_envelope envelope = envelope_view(&session->envelope);
	const struct xs_report *report = NULL;
	char header[CAP_HEADER_VALUE];
	struct action_mail mail = {header, session->subject, session->forged, session->leading_space,
				   session->service->settings->header == SETTINGS_HEADER_ALWAYS};
	uint64_t start = session_clock();
	struct xs_verdict verdict;
	struct action_done done;
	enum answer answer;

	if (session->forged > CAP_FORGED_HEADERS)
		session->trouble = TROUBLE_FORGED;
	if (session->envelope.lost && session->trouble == TROUBLE_NONE)
		session->trouble = TROUBLE_MEMORY;
	session_ask(session);
	if (session->trouble == TROUBLE_NONE)
		report = xs_scan_finish(session->scan, &envelope);
	if (report != NULL) {
		xs_policy_decide(session->snapshot->policy, &verdict, &envelope, report);
	} else {
		if (session->trouble == TROUBLE_NONE)
			session->trouble = TROUBLE_MEMORY;
		report = &nothing;
		verdict_trouble(&verdict, session);
	}
	session->nanoseconds += session_clock() - start - (uint64_t)session->dns.usec * 1000;
	xs_report_header(header, sizeof header, report, &verdict);
	answer = action_apply(&done, mta, &verdict, &mail);
	session_log(session, &envelope, report, &verdict, &done);
	session_count(session, &done);
	return answer;
}

enum answer session_eom(struct session *session, const struct mta *mta)
{
	enum answer answer;

	session_eoh(session);
	/* Postfix gives the queue id with the first recipient, after MAIL; and a later one is the better one */
	envelope_queue_id(&session->envelope, mta->ops->macro(mta->ctx, "i"));
	answer = session_decide(session, mta);
	session_reset(session);
	return answer;
}

enum answer session_none(struct service *service, const struct mta *mta)
{
	struct snapshot *snapshot = publish_take(&service->publish);
	struct xs_verdict verdict;
	struct action_done done;
	enum answer answer;

	xs_policy_trouble(snapshot->policy, &verdict);
	answer = action_early(&done, mta, &verdict);
	publish_drop(&service->publish, &snapshot);
	return answer;
}
