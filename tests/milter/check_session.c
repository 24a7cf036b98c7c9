/* check_session.c: one connection with the recorder for an MTA and a library that obeys: what is fed, what is answered,
 * what is left behind when the MTA stops at any point.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "caps.h"
#include "fake_lib.h"
#include "recorder.h"
#include "session.h"

static char *networks[] = {(char *)"127.0.0.0/8", (char *)"192.0.2.0/24"};
static struct settings settings;
static struct service service;
static struct recorder recorder;
static char scratch[40];
static int log_file = -1;

static void write_file(const char *name, const char *text)
{
	char path[200];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", scratch, name);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

/* Put a policy in force: "fake", "fake tempfail", "fake observe". */
static void use_policy(const char *text)
{
	struct snapshot *snapshot = NULL;
	struct xs_error err = {0};

	write_file("policy", text);
	ck_assert_msg(snapshot_load(&snapshot, &settings, NULL, &err) == 0, "%s", err.text);
	publish_replace(&service.publish, &snapshot);
}

static void set_up(void)
{
	static char policy[64], dir[64];
	static char *dirs[] = {dir};
	struct xs_options options = {0};
	char name[80];

	memset(&settings, 0, sizeof settings);
	memset(&service, 0, sizeof service);
	snprintf(scratch, sizeof scratch, "/tmp/check_session.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(scratch));
	snprintf(policy, sizeof policy, "%s/policy", scratch);
	snprintf(dir, sizeof dir, "%s", scratch);
	settings.policy = policy;
	settings.rules = (struct settings_list){dirs, 1};
	settings.inside = (struct settings_list){networks, 2};
	settings.concurrent_messages = 4;
	write_file("version", "v1\n");
	snprintf(name, sizeof name, "%s/log", scratch);
	ck_assert_ptr_nonnull(freopen(name, "w+", stderr));
	log_file = fileno(stderr);
	service.settings = &settings;
	service.log.to_stderr = true;
	ck_assert_int_eq(publish_init(&service.publish), 0);
	ck_assert_int_eq(scanners_init(&service.scanners, &options, settings.concurrent_messages), 0);
	use_policy("fake");
	recorder_init(&recorder);
	recorder.queue_id = "4XyZ1A";
}

/* Nothing may be left: no message in flight, no scanner out, no snapshot but the one in force. */
static void assert_clean(const char *when)
{
	ck_assert_msg(atomic_load(&service.in_flight) == 0, "%s: %lu in flight", when, atomic_load(&service.in_flight));
	ck_assert_msg(service.scanners.in_use == 0, "%s: %zu scanners out", when, service.scanners.in_use);
	ck_assert_msg(service.publish.current->refs == 1, "%s: %lu refs", when, service.publish.current->refs);
}

static void tear_down(void)
{
	struct snapshot *none = NULL;
	char command[100];

	assert_clean("at the end");
	publish_replace(&service.publish, &none);
	scanners_free(&service.scanners);
	ck_assert_int_eq(atomic_load(&fake_knobs.scans), 0);
	ck_assert_int_eq(atomic_load(&fake_knobs.rules), 0);
	ck_assert_int_eq(atomic_load(&fake_knobs.policies), 0);
	snprintf(command, sizeof command, "rm -rf %s", scratch);
	ck_assert_int_eq(system(command), 0);
}

/* The last line that was logged. */
static const char *last_line(void)
{
	static char text[65536];
	ssize_t len = pread(log_file, text, sizeof text - 1, 0);
	char *start;

	ck_assert_int_ge(len, 1);
	text[len - 1] = '\0';
	start = strrchr(text, '\n');
	return start == NULL ? text : start + 1;
}

static void assert_logged(const char *name, const char *wanted)
{
	ck_assert_msg(strstr(last_line(), wanted) != NULL, "%s: `%s' is not in `%s'", name, wanted, last_line());
}

static void feed_headers(struct session *session, const char *fake)
{
	session_header(session, "Received", " from a\n\tby b");
	if (fake != NULL)
		session_header(session, "X-Fake", fake);
	session_header(session, "Subject", " hello");
}

/* A whole message with the word in X-Fake. */
static enum answer send_mail(struct session *session, const char *fake)
{
	enum answer answer = session_mail(session, &recorder.mta, "<a@example.com>");

	if (answer != ANSWER_CONTINUE)
		return answer;
	session_rcpt(session, "<b@example.org>");
	feed_headers(session, fake);
	session_eoh(session);
	session_body(session, "body\r\n", 6);
	return session_eom(session, &recorder.mta);
}

static struct session *new_session(void)
{
	struct session *session = session_new(&service, true);

	ck_assert_ptr_nonnull(session);
	session_connect(session, &recorder.mta, "mail.example.net", "203.0.113.9");
	session_helo(session, "mail.example.net");
	return session;
}

/* ---- what is fed ---- */

static const struct {
	const char *name;
	bool leading_space;
	const char *header, *value, *want;
} fields[] = {
	{"a blank of its own", true, "Subject", " hi", "Subject: hi\n"},
	{"no blank at all stays none", true, "Subject", "hi", "Subject:hi\n"},
	{"two blanks stay two", true, "Subject", "  hi", "Subject:  hi\n"},
	{"a blank is added for an older MTA", false, "Subject", "hi", "Subject: hi\n"},
	{"a fold stays one", true, "Subject", " a\n\tb", "Subject: a\n\tb\n"},
	{"a fold with CRLF", true, "Subject", " a\r\n b", "Subject: a\n b\n"},
	{"a fold at once", true, "Subject", "\n\ta", "Subject:\n\ta\n"},
	{"a line end without a blank does not end the field", true, "Subject", " a\nEvil: b", "Subject: a\n Evil: b\n"},
	{"an empty line does not end the header", true, "Subject", " a\n\nb", "Subject: a\n \n b\n"},
	{"nor does one of CRs", true, "Subject", " a\r\rb", "Subject: a\n \n b\n"},
	{"a lone CR is a fold", true, "Subject", " a\rb", "Subject: a\n b\n"},
	{"a line end at the end", true, "Subject", " a\n", "Subject: a\n \n"},
	{"an empty value", true, "Subject", "", "Subject:\n"},
	{"8-bit bytes", true, "Subject", " \xe9\xff", "Subject: \xe9\xff\n"},
};

START_TEST(each_field)
{
	struct session *session = session_new(&service, fields[_i].leading_space);
	char want[200];
	const char *got;
	size_t len;

	session_mail(session, &recorder.mta, "<>");
	session_header(session, fields[_i].header, fields[_i].value);
	session_eoh(session);
	session_eom(session, &recorder.mta);
	snprintf(want, sizeof want, "%s\n", fields[_i].want);
	got = fake_last(&len);
	ck_assert_msg(len == strlen(want) && memcmp(got, want, len) == 0, "%s: fed `%.*s', wanted `%s'",
		      fields[_i].name, (int)len, got, want);
	session_free(&session);
}
END_TEST

START_TEST(body_is_raw)
{
	static const char body[] = "a\r\n.\r\n\0b\r\n\xff";
	const char want[] = "X: y\n\na\r\n.\r\n\0b\r\n\xff";
	struct session *session = new_session();
	const char *got;
	size_t len;

	for (size_t cut = 0; cut < sizeof body; cut++) {
		session_mail(session, &recorder.mta, "<>");
		session_header(session, "X", " y");
		session_eoh(session);
		session_body(session, body, cut);
		session_body(session, body + cut, sizeof body - 1 - cut);
		session_eom(session, &recorder.mta);
		got = fake_last(&len);
		ck_assert_msg(len == sizeof want - 1 && memcmp(got, want, len) == 0, "cut at %zu: %zu bytes", cut, len);
	}
	session_free(&session);
}
END_TEST

START_TEST(odd_orders)
{
	struct session *session = session_new(&service, true);
	const char *got;
	size_t len;

	ck_assert_int_eq(session_eom(session, &recorder.mta), ANSWER_ACCEPT); /* nothing at all */
	assert_clean("an end without a beginning");
	session_body(session, "x", 1); /* a body without anything before */
	ck_assert_int_eq(session_eom(session, &recorder.mta), ANSWER_ACCEPT);
	got = fake_last(&len);
	ck_assert_msg(len == 2 && memcmp(got, "\nx", 2) == 0, "a body alone: %zu bytes", len);
	session_rcpt(session, "<b@example.org>");
	session_abort(session);
	session_abort(session);
	assert_clean("two aborts");
	session_mail(session, &recorder.mta, NULL);
	session_mail(session, &recorder.mta, "<>"); /* a message that never ended */
	session_rcpt(session, NULL);
	session_eoh(session);
	session_eoh(session);
	session_connect(session, &recorder.mta, NULL, NULL); /* a new connection in the middle of a message */
	assert_clean("a connection within a message");
	session_free(&session);
	session_free(&session);
}
END_TEST

/* ---- what is answered ---- */

START_TEST(abort_at_every_point)
{
	for (int last = 0; last <= 8; last++) {
		for (int way = 0; way < 3; way++) {
			struct session *session = new_session();
			char when[40];

			for (int step = 0; step < last; step++) {
				switch (step) {
				case 0:
					session_mail(session, &recorder.mta, "<a@example.com>");
					break;
				case 1:
				case 2:
					session_rcpt(session, "<b@example.org>");
					break;
				case 3:
					feed_headers(session, "tag");
					break;
				case 4:
					session_eoh(session);
					break;
				case 5:
				case 6:
					session_body(session, "text\r\n", 6);
					break;
				case 7:
					session_eom(session, &recorder.mta);
					break;
				}
			}
			snprintf(when, sizeof when, "after %d steps, way %d", last, way);
			if (way == 0)
				session_abort(session);
			if (way == 1)
				ck_assert_int_eq(send_mail(session, " reject"), ANSWER_REJECT);
			session_free(&session);
			assert_clean(when);
		}
	}
}
END_TEST

START_TEST(messages_do_not_leak_into_each_other)
{
	struct session *session = new_session();

	recorder.auth = "somebody";
	session_mail(session, &recorder.mta, "<a@example.com>");
	recorder.auth = NULL;
	for (int i = 0; i < 3; i++)
		session_rcpt(session, "<b@example.org>");
	session_header(session, "X-Extortscan", " forged");
	session_header(session, "X-Fake", " tag prefix");
	session_header(session, "Subject", " first");
	session_header(session, "Subject", " second");
	session_eoh(session);
	session_eom(session, &recorder.mta);
	assert_logged("first", "nrcpt=3 client=inside");
	assert_logged("first", "auth=somebody");
	assert_logged("first", "stripped=1");
	ck_assert_ptr_nonnull(strstr(recorder.calls, "change X-Extortscan/1:(gone)\nchange Subject/1: [FAKE] first\n"));
	recorder_clear(&recorder);
	recorder.queue_id = "second";
	ck_assert_int_eq(send_mail(session, " accept"), ANSWER_ACCEPT);
	assert_logged("second", "second: verdict=accept");
	assert_logged("second", "nrcpt=1 client=outside");
	assert_logged("second", "auth=-");
	ck_assert_str_eq(recorder.calls, "");
	ck_assert_uint_eq(counters_get(&service.counters, COUNTER_MESSAGES), 2);
	ck_assert_uint_eq(counters_get(&service.counters, COUNTER_STRIPPED), 1);
	session_free(&session);
}
END_TEST

static const struct {
	const char *name, *policy, *fake;
	enum answer answer;
	const char *logged;
} answers[] = {
	{"accept", "fake", " accept", ANSWER_ACCEPT, "4XyZ1A: verdict=accept rule=fake"},
	{"tag", "fake", " tag", ANSWER_ACCEPT, "verdict=tag"},
	{"quarantine", "fake", " quarantine", ANSWER_ACCEPT, "verdict=quarantine"},
	{"reject", "fake", " reject", ANSWER_REJECT, "verdict=reject"},
	{"tempfail", "fake", " tempfail", ANSWER_TEMPFAIL, "verdict=tempfail"},
	{"observe", "fake observe", " reject", ANSWER_ACCEPT, "verdict=accept"},
	{"no memory while feeding, fail open", "fake", " feed-fails", ANSWER_ACCEPT, "verdict=accept rule=-"},
	{"no memory while feeding, fail closed", "fake tempfail", " feed-fails", ANSWER_TEMPFAIL, "trouble=memory"},
	{"no memory at the end, fail open", "fake", " finish-fails", ANSWER_ACCEPT, "trouble=memory"},
	{"no memory at the end, fail closed", "fake tempfail", " finish-fails", ANSWER_TEMPFAIL, "verdict=tempfail"},
	{"no memory in observe mode", "fake tempfail observe", " finish-fails", ANSWER_ACCEPT, "trouble=memory"},
};

START_TEST(each_answer)
{
	struct session *session = new_session();
	enum answer answer;

	use_policy(answers[_i].policy);
	answer = send_mail(session, answers[_i].fake);
	ck_assert_msg(answer == answers[_i].answer, "%s: answer %d", answers[_i].name, answer);
	assert_logged(answers[_i].name, answers[_i].logged);
	session_free(&session);
}
END_TEST

START_TEST(no_scanner_is_trouble)
{
	struct session *session = new_session();

	use_policy("fake tempfail");
	atomic_store(&fake_knobs.new_fails, 1);
	ck_assert_int_eq(send_mail(session, " accept"), ANSWER_TEMPFAIL);
	assert_logged("new", "trouble=memory");
	ck_assert_int_eq(send_mail(session, " accept"), ANSWER_ACCEPT);
	atomic_store(&fake_knobs.begin_fails, 1);
	ck_assert_int_eq(send_mail(session, " accept"), ANSWER_TEMPFAIL);
	ck_assert_int_eq(send_mail(session, " accept"), ANSWER_ACCEPT);
	ck_assert_uint_eq(counters_get(&service.counters, COUNTER_TROUBLE), 2);
	session_free(&session);
}
END_TEST

START_TEST(overload)
{
	struct session *session = new_session(), *others[4];

	for (int i = 0; i < 4; i++) {
		others[i] = new_session();
		session_mail(others[i], &recorder.mta, "<>");
	}
	ck_assert_int_eq(send_mail(session, " tag"), ANSWER_ACCEPT); /* thinking clients take no scanner */
	for (int i = 0; i < 4; i++)
		session_header(others[i], "X", " y");
	recorder_clear(&recorder);
	ck_assert_int_eq(send_mail(session, " accept"), ANSWER_TEMPFAIL);
	ck_assert_str_eq(recorder.calls, "reply 451 4.3.2 Too busy, try again later\n");
	assert_logged("overload", "trouble=overload");
	settings.overload = SETTINGS_OVERLOAD_ACCEPT;
	recorder_clear(&recorder);
	session_mail(session, &recorder.mta, "<>");
	session_header(session, "X-Extortscan", " forged");
	ck_assert_int_eq(session_body(session, "x", 1), ANSWER_SKIP);
	ck_assert_int_eq(session_eom(session, &recorder.mta), ANSWER_ACCEPT);
	ck_assert_str_eq(recorder.calls, "change X-Extortscan/1:(gone)\n");
	settings.overload = SETTINGS_OVERLOAD_TEMPFAIL;
	use_policy("fake observe");
	ck_assert_int_eq(send_mail(session, " accept"), ANSWER_ACCEPT);
	ck_assert_uint_eq(counters_get(&service.counters, COUNTER_OVERLOAD), 3);
	session_abort(others[0]);
	ck_assert_int_eq(send_mail(session, " tag"), ANSWER_ACCEPT);
	assert_logged("room again", "rule=fake");
	for (int i = 0; i < 4; i++)
		session_free(&others[i]);
	session_free(&session);
}
END_TEST

START_TEST(large_messages_leave_no_scanner_behind)
{
	struct session *session = new_session();
	static char chunk[65536];

	memset(chunk, 'x', sizeof chunk);
	ck_assert_int_eq(send_mail(session, " accept"), ANSWER_ACCEPT);
	ck_assert_int_eq(atomic_load(&fake_knobs.scans), 1);
	session_mail(session, &recorder.mta, "<>");
	for (size_t i = 0; i * sizeof chunk <= CAP_KEPT_BYTES; i++)
		session_body(session, chunk, sizeof chunk);
	session_eom(session, &recorder.mta);
	ck_assert_int_eq(atomic_load(&fake_knobs.scans), 0);
	session_free(&session);
}
END_TEST

START_TEST(stopping)
{
	struct session *session = new_session(), *early = new_session();

	session_mail(early, &recorder.mta, "<>");
	atomic_store(&service.stopping, true);
	ck_assert_int_eq(session_mail(session, &recorder.mta, "<>"), ANSWER_ACCEPT);
	use_policy("fake tempfail");
	ck_assert_int_eq(session_mail(session, &recorder.mta, "<>"), ANSWER_TEMPFAIL);
	ck_assert_uint_eq(atomic_load(&service.in_flight), 1);
	feed_headers(early, " reject"); /* what has begun is brought to its end */
	ck_assert_int_eq(session_eom(early, &recorder.mta), ANSWER_REJECT);
	atomic_store(&service.stopping, false);
	session_free(&early);
	session_free(&session);
}
END_TEST

START_TEST(enough_is_enough)
{
	struct session *session = new_session();
	size_t len;

	session_mail(session, &recorder.mta, "<>");
	session_header(session, "X-Fake", " tag enough=40");
	session_eoh(session);
	ck_assert_int_eq(session_body(session, "0123456789", 10), ANSWER_CONTINUE);
	ck_assert_int_eq(session_body(session, "0123456789", 10), ANSWER_SKIP);
	ck_assert_int_eq(session_body(session, "0123456789", 10), ANSWER_SKIP);
	session_eom(session, &recorder.mta);
	fake_last(&len);
	ck_assert_uint_eq(len, strlen("X-Fake: tag enough=40\n\n") + 20);
	ck_assert_int_eq(send_mail(session, " tag"), ANSWER_ACCEPT); /* the next one is read again */
	fake_last(&len);
	ck_assert_uint_gt(len, 40);
	session_free(&session);
}
END_TEST

static const struct {
	const char *name, *host, *addr, *auth, *wanted;
} clients[] = {
	{"outside", "x.example.net", "203.0.113.9", NULL, "client=outside addr=203.0.113.9 name=x.example.net"},
	{"inside by network", "x.example.net", "192.0.2.77", NULL, "client=inside"},
	{"inside by loopback", "localhost", "127.0.0.1", NULL, "client=inside"},
	{"inside by login", "x.example.net", "203.0.113.9", "me", "client=inside"},
	{"an empty login is none", "x.example.net", "203.0.113.9", "", "client=outside"},
	{"a local submission has no address", "localhost", NULL, NULL, "client=inside addr=-"},
	{"nor need it have a name", NULL, NULL, NULL, "client=inside addr=- name=-"},
	{"an IPv6 client", "x.example.net", "2001:db8::1", NULL, "client=outside addr=2001:db8::1"},
};

START_TEST(each_client)
{
	struct session *session = session_new(&service, true);

	session_connect(session, &recorder.mta, clients[_i].host, clients[_i].addr);
	recorder.auth = clients[_i].auth;
	recorder.daemon = "ORIGINATING";
	send_mail(session, NULL);
	assert_logged(clients[_i].name, clients[_i].wanted);
	session_free(&session);
}
END_TEST

START_TEST(senders_and_recipients)
{
	struct session *session = new_session();

	session_mail(session, &recorder.mta, "<>");
	for (int i = 0; i < CAP_RECIPIENTS + 5; i++)
		session_rcpt(session, "<b@example.org>");
	session_eom(session, &recorder.mta);
	assert_logged("null sender", "from=<> nrcpt=10001");
	session_mail(session, &recorder.mta, "bare@example.com");
	session_eom(session, &recorder.mta);
	assert_logged("a path without brackets", "from=<bare@example.com> nrcpt=0");
	session_free(&session);
}
END_TEST

START_TEST(queue_ids)
{
	struct session *session = new_session();

	recorder.queue_id = NULL; /* Postfix: not known at MAIL */
	session_mail(session, &recorder.mta, "<>");
	recorder.queue_id = "LATE42";
	session_eom(session, &recorder.mta);
	assert_logged("late", "LATE42: verdict=");
	recorder.queue_id = "early"; /* Sendmail: known at once, and perhaps only then */
	session_mail(session, &recorder.mta, "<>");
	recorder.queue_id = NULL;
	session_eom(session, &recorder.mta);
	assert_logged("early", "early: verdict=");
	recorder.queue_id = "x: verdict=accept\nforged";
	send_mail(session, NULL);
	assert_logged("hostile", "NOQUEUE: verdict=");
	recorder.queue_id = "0123456789012345678901234567890123456789x";
	send_mail(session, NULL);
	assert_logged("too long", "NOQUEUE: verdict=");
	session_free(&session);
}
END_TEST

START_TEST(what_was_really_done)
{
	struct session *session = new_session();

	recorder.refuse = "quarantine";
	send_mail(session, " quarantine");
	assert_logged("refused quarantine", "done=tag failed=quarantine");
	recorder.refuse = "add";
	send_mail(session, " tag");
	assert_logged("refused header", "done=accept failed=header");
	recorder.refuse = "reply";
	ck_assert_int_eq(send_mail(session, " reject"), ANSWER_REJECT);
	assert_logged("refused reply", "done=reject failed=reply");
	ck_assert_uint_eq(counters_get(&service.counters, COUNTER_FAILED), 3);
	session_free(&session);
}
END_TEST

START_TEST(forged_headers_are_counted_by_name)
{
	struct session *session = new_session();

	session_mail(session, &recorder.mta, "<>");
	session_header(session, "x-EXTORTSCAN", " a");
	session_header(session, "X-Extortscan ", " b");
	session_header(session, "X-Extortscan-Not", " c");
	session_header(session, "X-Extort", " d");
	session_eom(session, &recorder.mta);
	ck_assert_str_eq(recorder.calls, "change X-Extortscan/2:(gone)\nchange X-Extortscan/1:(gone)\n");
	session_free(&session);
}
END_TEST

START_TEST(too_many_forged_headers)
{
	struct session *session = new_session();

	for (int more = 0; more < 2; more++) {
		recorder_clear(&recorder);
		session_mail(session, &recorder.mta, "<>");
		for (int i = 0; i < CAP_FORGED_HEADERS + more; i++)
			session_header(session, "X-Extortscan", " a");
		if (more == 0) {
			recorder.refuse = "change"; /* so that not all of them are written down */
			ck_assert_int_eq(session_eom(session, &recorder.mta), ANSWER_ACCEPT);
			recorder.refuse = NULL;
		} else {
			ck_assert_int_eq(session_eom(session, &recorder.mta), ANSWER_REJECT);
			ck_assert_str_eq(recorder.calls, "reply 550 5.6.0 Too many X-Extortscan header fields\n");
			assert_logged("too many", "trouble=forged");
		}
	}
	use_policy("fake observe");
	recorder_clear(&recorder);
	session_mail(session, &recorder.mta, "<>");
	for (int i = 0; i <= CAP_FORGED_HEADERS; i++)
		session_header(session, "X-Extortscan", " a");
	ck_assert_int_eq(session_eom(session, &recorder.mta), ANSWER_ACCEPT);
	ck_assert_str_eq(recorder.calls, "");
	session_free(&session);
}
END_TEST

START_TEST(without_a_session)
{
	ck_assert_int_eq(session_none(&service, &recorder.mta), ANSWER_ACCEPT);
	use_policy("fake tempfail");
	ck_assert_int_eq(session_none(&service, &recorder.mta), ANSWER_TEMPFAIL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("session");
	TCase *tcase = tcase_create("session");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, each_field, 0, sizeof fields / sizeof fields[0]);
	tcase_add_test(tcase, body_is_raw);
	tcase_add_test(tcase, odd_orders);
	tcase_add_test(tcase, abort_at_every_point);
	tcase_add_test(tcase, messages_do_not_leak_into_each_other);
	tcase_add_loop_test(tcase, each_answer, 0, sizeof answers / sizeof answers[0]);
	tcase_add_test(tcase, no_scanner_is_trouble);
	tcase_add_test(tcase, overload);
	tcase_add_test(tcase, large_messages_leave_no_scanner_behind);
	tcase_add_test(tcase, stopping);
	tcase_add_test(tcase, enough_is_enough);
	tcase_add_loop_test(tcase, each_client, 0, sizeof clients / sizeof clients[0]);
	tcase_add_test(tcase, senders_and_recipients);
	tcase_add_test(tcase, queue_ids);
	tcase_add_test(tcase, what_was_really_done);
	tcase_add_test(tcase, forged_headers_are_counted_by_name);
	tcase_add_test(tcase, too_many_forged_headers);
	tcase_add_test(tcase, without_a_session);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
