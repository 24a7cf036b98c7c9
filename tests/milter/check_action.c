/* check_action.c: every verdict against the recorder: what an MTA is told, in which order, and what is said when it
 * refuses.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "action.h"
#include "caps.h"
#include "recorder.h"
#include "subject.h"

static struct recorder recorder;

static const struct {
	const char *name;
	struct xs_verdict verdict;
	struct action_mail mail;
	const char *refuse;
	const char *calls;
	enum answer answer;
	enum xs_action done;
	const char *failed;
} cases[] = {
	{"accept does nothing",
	 {.action = XS_ACTION_ACCEPT},
	 {.header = "v"},
	 NULL,
	 "",
	 ANSWER_ACCEPT,
	 XS_ACTION_ACCEPT,
	 NULL},
	{"accept strips forged headers, last to first",
	 {.action = XS_ACTION_ACCEPT},
	 {.header = "v", .forged = 3},
	 NULL,
	 "change X-Extortscan/3:(gone)\nchange X-Extortscan/2:(gone)\nchange X-Extortscan/1:(gone)\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_ACCEPT,
	 NULL},
	{"accept adds the header when asked always",
	 {.action = XS_ACTION_ACCEPT},
	 {.header = "v", .header_always = true, .leading_space = true},
	 NULL,
	 "add X-Extortscan: v\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_ACCEPT,
	 NULL},
	{"tag strips before it adds",
	 {.action = XS_ACTION_TAG},
	 {.header = "v", .forged = 1},
	 NULL,
	 "change X-Extortscan/1:(gone)\nadd X-Extortscan:v\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_TAG,
	 NULL},
	{"tag leaves the subject alone",
	 {.action = XS_ACTION_TAG},
	 {.header = "v", .subject = " hi"},
	 NULL,
	 "add X-Extortscan:v\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_TAG,
	 NULL},
	{"tag prefixes the subject when asked",
	 {.action = XS_ACTION_TAG, .subject_prefix = "[SCAM]"},
	 {.header = "v", .subject = " =?x?B?eA==?=", .leading_space = true},
	 NULL,
	 "change Subject/1: [SCAM] =?x?B?eA==?=\nadd X-Extortscan: v\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_TAG,
	 NULL},
	{"tag adds a subject where there is none",
	 {.action = XS_ACTION_TAG, .subject_prefix = "[SCAM]"},
	 {.header = "v", .leading_space = true},
	 NULL,
	 "add Subject: [SCAM]\nadd X-Extortscan: v\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_TAG,
	 NULL},
	{"tag adds a subject without leading blanks",
	 {.action = XS_ACTION_TAG, .subject_prefix = "[SCAM]"},
	 {.header = "v"},
	 NULL,
	 "add Subject:[SCAM]\nadd X-Extortscan:v\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_TAG,
	 NULL},
	{"quarantine holds with the reason and without a reply",
	 {.action = XS_ACTION_QUARANTINE, .reason = "likely", .reply_code = 550, .reply_text = "no"},
	 {.header = "v"},
	 NULL,
	 "add X-Extortscan:v\nquarantine likely\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_QUARANTINE,
	 NULL},
	{"quarantine never touches the subject",
	 {.action = XS_ACTION_QUARANTINE, .subject_prefix = "[SCAM]"},
	 {.header = "v", .subject = "x"},
	 NULL,
	 "add X-Extortscan:v\nquarantine extortion\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_QUARANTINE,
	 NULL},
	{"quarantine makes its reason printable",
	 {.action = XS_ACTION_QUARANTINE, .reason = "a\r\nb\xc3\xa9"},
	 {.header = "v"},
	 NULL,
	 "add X-Extortscan:v\nquarantine a??b??\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_QUARANTINE,
	 NULL},
	{"a refused quarantine is a tag",
	 {.action = XS_ACTION_QUARANTINE, .reason = "r"},
	 {.header = "v"},
	 "quarantine",
	 "add X-Extortscan:v\nquarantine r\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_TAG,
	 "quarantine"},
	{"a quarantine without its header still holds",
	 {.action = XS_ACTION_QUARANTINE, .reason = "r"},
	 {.header = "v"},
	 "add",
	 "add X-Extortscan:v\nquarantine r\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_QUARANTINE,
	 "header"},
	{"a refused header is an accept",
	 {.action = XS_ACTION_TAG},
	 {.header = "v"},
	 "add",
	 "add X-Extortscan:v\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_ACCEPT,
	 "header"},
	{"a refused strip stops at once",
	 {.action = XS_ACTION_TAG},
	 {.header = "v", .forged = 9},
	 "change",
	 "change X-Extortscan/9:(gone)\nadd X-Extortscan:v\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_TAG,
	 "strip"},
	{"a refused subject still tags",
	 {.action = XS_ACTION_TAG, .subject_prefix = "[S]"},
	 {.header = "v", .subject = "x"},
	 "change",
	 "change Subject/1:[S] x\nadd X-Extortscan:v\n",
	 ANSWER_ACCEPT,
	 XS_ACTION_TAG,
	 "subject"},
	{"reject replies and changes nothing",
	 {.action = XS_ACTION_REJECT,
	  .reply_code = 554,
	  .reply_enhanced = "5.7.2",
	  .reply_text = "no",
	  .subject_prefix = "[S]"},
	 {.header = "v", .forged = 2, .header_always = true},
	 NULL,
	 "reply 554 5.7.2 no\n",
	 ANSWER_REJECT,
	 XS_ACTION_REJECT,
	 NULL},
	{"reject doubles per cents",
	 {.action = XS_ACTION_REJECT, .reply_code = 550, .reply_enhanced = "5.7.1", .reply_text = "100% no %s"},
	 {.header = "v"},
	 NULL,
	 "reply 550 5.7.1 100%% no %%s\n",
	 ANSWER_REJECT,
	 XS_ACTION_REJECT,
	 NULL},
	{"reject has no line ends in its text",
	 {.action = XS_ACTION_REJECT, .reply_code = 550, .reply_enhanced = "5.7.1", .reply_text = "a\r\n250 ok\xff"},
	 {.header = "v"},
	 NULL,
	 "reply 550 5.7.1 a??250 ok?\n",
	 ANSWER_REJECT,
	 XS_ACTION_REJECT,
	 NULL},
	{"reject with a 4xx code gets a 5xx one",
	 {.action = XS_ACTION_REJECT, .reply_code = 450, .reply_enhanced = "4.7.1", .reply_text = "no"},
	 {.header = "v"},
	 NULL,
	 "reply 550 5.7.1 no\n",
	 ANSWER_REJECT,
	 XS_ACTION_REJECT,
	 NULL},
	{"tempfail with a 5xx code gets a 4xx one",
	 {.action = XS_ACTION_TEMPFAIL, .reply_code = 550, .reply_enhanced = "5.7.1", .reply_text = "later"},
	 {.header = "v"},
	 NULL,
	 "reply 451 4.7.1 later\n",
	 ANSWER_TEMPFAIL,
	 XS_ACTION_TEMPFAIL,
	 NULL},
	{"a verdict without words has some",
	 {.action = XS_ACTION_REJECT},
	 {.header = "v"},
	 NULL,
	 "reply 550 5.7.1 Refused\n",
	 ANSWER_REJECT,
	 XS_ACTION_REJECT,
	 NULL},
	{"a refused reply still rejects",
	 {.action = XS_ACTION_REJECT, .reply_text = "no"},
	 {.header = "v"},
	 "reply",
	 "reply 550 5.7.1 no\n",
	 ANSWER_REJECT,
	 XS_ACTION_REJECT,
	 "reply"},
	{"observe does nothing at all",
	 {.action = XS_ACTION_ACCEPT, .wanted = XS_ACTION_REJECT, .observe = true, .reply_code = 550},
	 {.header = "v", .forged = 5, .header_always = true},
	 NULL,
	 "",
	 ANSWER_ACCEPT,
	 XS_ACTION_ACCEPT,
	 NULL},
	{"observe does nothing whatever the action says",
	 {.action = XS_ACTION_REJECT, .observe = true},
	 {.header = "v"},
	 NULL,
	 "",
	 ANSWER_ACCEPT,
	 XS_ACTION_ACCEPT,
	 NULL},
};

START_TEST(each_verdict)
{
	struct action_done done;
	enum answer answer;

	recorder_init(&recorder);
	recorder.refuse = cases[_i].refuse;
	answer = action_apply(&done, &recorder.mta, &cases[_i].verdict, &cases[_i].mail);
	ck_assert_msg(strcmp(recorder.calls, cases[_i].calls) == 0, "%s: told\n%swanted\n%s", cases[_i].name,
		      recorder.calls, cases[_i].calls);
	ck_assert_msg(answer == cases[_i].answer, "%s: answer %d, wanted %d", cases[_i].name, answer, cases[_i].answer);
	ck_assert_msg(done.action == cases[_i].done, "%s: done %d, wanted %d", cases[_i].name, done.action,
		      cases[_i].done);
	ck_assert_msg((done.failed == NULL) == (cases[_i].failed == NULL) &&
			      (done.failed == NULL || strcmp(done.failed, cases[_i].failed) == 0),
		      "%s: failed %s", cases[_i].name, done.failed == NULL ? "(none)" : done.failed);
}
END_TEST

START_TEST(long_texts_are_cut)
{
	char text[3000], *line;
	struct xs_verdict verdict = {.action = XS_ACTION_REJECT, .reply_text = text, .reason = text};
	struct action_mail mail = {.header = "v"};
	struct action_done done;

	for (int offset = 0; offset < 2; offset++) {
		memset(text, '%', sizeof text - 1);
		text[sizeof text - 1] = '\0';
		if (offset == 1)
			text[0] = 'x';
		recorder_init(&recorder);
		verdict.action = XS_ACTION_REJECT;
		action_apply(&done, &recorder.mta, &verdict, &mail);
		line = recorder.calls + strlen("reply 550 5.7.1 ");
		ck_assert_msg(strcspn(line, "\n") <= CAP_REPLY_TEXT, "offset %d: reply of %zu bytes", offset,
			      strcspn(line, "\n"));
		ck_assert_msg(strspn(line + offset, "%") % 2 == 0, "offset %d: half of a doubled %% is left", offset);
		recorder_clear(&recorder);
		verdict.action = XS_ACTION_QUARANTINE;
		action_apply(&done, &recorder.mta, &verdict, &mail);
		line = strstr(recorder.calls, "quarantine ") + strlen("quarantine ");
		ck_assert_msg(strcspn(line, "\n") == CAP_QUARANTINE_REASON, "reason of %zu bytes", strcspn(line, "\n"));
	}
}
END_TEST

START_TEST(early_verdicts)
{
	struct xs_verdict verdict = {.action = XS_ACTION_TEMPFAIL, .reply_code = 451};
	struct action_done done;

	recorder_init(&recorder);
	ck_assert_int_eq(action_early(&done, &recorder.mta, &verdict), ANSWER_TEMPFAIL);
	ck_assert_str_eq(recorder.calls, "reply 451 4.7.1 Try again later\n");
	recorder_clear(&recorder);
	verdict.action = XS_ACTION_ACCEPT;
	ck_assert_int_eq(action_early(&done, &recorder.mta, &verdict), ANSWER_ACCEPT);
	verdict.action = XS_ACTION_TEMPFAIL;
	verdict.observe = true;
	ck_assert_int_eq(action_early(&done, &recorder.mta, &verdict), ANSWER_ACCEPT);
	ck_assert_str_eq(recorder.calls, "");
}
END_TEST

static const struct {
	const char *name, *old, *prefix, *want;
} subjects[] = {
	{"raw before plain text", " hello", "[TAG]", " [TAG] hello"},
	{"raw before an encoded word", " =?utf-8?B?eA==?=", "[TAG]", " [TAG] =?utf-8?B?eA==?="},
	{"no leading blank, none added", "hello", "[TAG]", "[TAG] hello"},
	{"a blank of the prefix's own is not doubled", " hello", "[TAG] ", " [TAG] hello"},
	{"not put twice", " [TAG] hello", "[TAG]", " [TAG] hello"},
	{"folded value stays folded", " one\n\ttwo", "[TAG]", " [TAG] one\n\ttwo"},
	{"a fold at once separates, too", "\n\tone", "[TAG]", " [TAG]\n\tone"},
	{"also behind another script", "\n\tone", "[\xe8\xa9\x90\xe6\xac\xba]", " =?UTF-8?B?W+ipkOasul0=?=\n\tone"},
	{"empty value", " ", "[TAG]", " [TAG]"},
	{"no field", NULL, "[TAG]", "[TAG]"},
	{"8-bit value stays as it is", " caf\xe9", "[TAG]", " [TAG] caf\xe9"},
	{"a long line is folded after the prefix", " =?utf-8?B?eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=?=",
	 "[EXTORTION]", " [EXTORTION]\n =?utf-8?B?eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=?="},
	{"other scripts get a word of their own", " hello", "[\xe8\xa9\x90\xe6\xac\xba]",
	 " =?UTF-8?B?W+ipkOasul0=?=\n hello"},
	{"and its blank where two words meet", " =?utf-8?B?eA==?=", "[\xe8\xa9\x90\xe6\xac\xba]",
	 " =?UTF-8?B?W+ipkOasul0g?=\n =?utf-8?B?eA==?="},
	{"nor is that put twice", " =?UTF-8?B?W+ipkOasul0g?=\n =?utf-8?B?eA==?=", "[\xe8\xa9\x90\xe6\xac\xba]",
	 " =?UTF-8?B?W+ipkOasul0g?=\n =?utf-8?B?eA==?="},
};

START_TEST(each_subject)
{
	char *got = subject_prefixed(subjects[_i].old, subjects[_i].prefix, subjects[_i].want[0] == ' ' ? " " : "");

	ck_assert_msg(got != NULL && strcmp(got, subjects[_i].want) == 0, "%s: got `%s', wanted `%s'",
		      subjects[_i].name, got, subjects[_i].want);
	free(got);
}
END_TEST

START_TEST(long_prefixes_are_cut_between_characters)
{
	char prefix[604] = "";
	char *got;

	for (int i = 0; i < 200; i++)
		memcpy(prefix + 3 * i, "\xe8\xa9\x90", 4);
	for (size_t cut = 1; cut <= 200; cut++) {
		char *shorter = strndup(prefix, 3 * cut);

		got = subject_prefixed(" x", shorter, " ");
		ck_assert_ptr_nonnull(got);
		for (char *word = got + 1; strncmp(word, "=?", 2) == 0; word += strcspn(word, "\n") + 2) {
			size_t len = strcspn(word, "\n");

			ck_assert_msg(len <= CAP_ENCODED_WORD, "%zu characters: a word of %zu bytes", cut, len);
			/* three bytes a character are four letters: a cut inside one would need padding */
			ck_assert_msg(strncmp(word + len - 3, "=?=", 3) != 0, "%zu characters: cut within one", cut);
		}
		free(got);
		free(shorter);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("action");
	TCase *tcase = tcase_create("action");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, each_verdict, 0, sizeof cases / sizeof cases[0]);
	tcase_add_test(tcase, long_texts_are_cut);
	tcase_add_test(tcase, early_verdicts);
	tcase_add_loop_test(tcase, each_subject, 0, sizeof subjects / sizeof subjects[0]);
	tcase_add_test(tcase, long_prefixes_are_cut_between_characters);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
