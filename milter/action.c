/* action.c: a verdict -> calls on the table of MTA operations.
 * It must not know libmilter, sessions or reports.
 * Standard: RFC 5321 and 3463 (reply codes go together); the pitfalls are libmilter's and Postfix's own.
 */
#include "action.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "caps.h"
#include "subject.h"

static void action_note(struct action_done *done, const char *failed)
{
	if (done->failed == NULL)
		done->failed = failed;
}

/* One printable line with % doubled: a single one makes Sendmail drop the text and Postfix drop the sign.
 * A cut never leaves half of a doubled %. */
static void reply_text(char out[CAP_REPLY_TEXT + 1], const char *text)
{
	size_t used = 0;

	for (; *text != '\0' && used < CAP_REPLY_TEXT; text++) {
		char c = *text >= ' ' && *text <= '~' ? *text : '?';

		if (c == '%') {
			if (used + 2 > CAP_REPLY_TEXT)
				break;
			out[used++] = '%';
		}
		out[used++] = c;
	}
	out[used] = '\0';
}

enum answer action_refuse(struct action_done *done_out, const struct mta *mta, const struct xs_verdict *verdict)
{
	bool reject = verdict->action == XS_ACTION_REJECT;
	int class = reject ? 5 : 4;
	char code[4], text[CAP_REPLY_TEXT + 1];
	const char *enhanced = verdict->reply_enhanced;

	/* libmilter drops a 4xx with a reject, and a 5xx with a tempfail, without a word */
	if (verdict->reply_code / 100 == class)
		snprintf(code, sizeof code, "%u", (unsigned)verdict->reply_code % 1000u);
	else
		snprintf(code, sizeof code, "%s", reject ? "550" : "451");
	if (enhanced == NULL || enhanced[0] != '0' + class)
		enhanced = reject ? "5.7.1" : "4.7.1";
	reply_text(text, verdict->reply_text == NULL || verdict->reply_text[0] == '\0'
				 ? (reject ? "Refused" : "Try again later")
				 : verdict->reply_text);
	if (mta->ops->reply(mta->ctx, code, enhanced, text) < 0)
		action_note(done_out, "reply");
	done_out->action = verdict->action;
	return reject ? ANSWER_REJECT : ANSWER_TEMPFAIL;
}

enum answer action_early(struct action_done *done_out, const struct mta *mta, const struct xs_verdict *verdict)
{
	memset(done_out, 0, sizeof *done_out);
	done_out->action = XS_ACTION_ACCEPT;
	if (!verdict->observe && (verdict->action == XS_ACTION_REJECT || verdict->action == XS_ACTION_TEMPFAIL))
		return action_refuse(done_out, mta, verdict);
	return ANSWER_ACCEPT;
}

/* From the last to the first: deleting one moves those behind it up. */
static void action_strip(struct action_done *done, const struct mta *mta, const struct action_mail *mail)
{
	for (unsigned long n = mail->forged; n > 0; n--) {
		if (mta->ops->change_header(mta->ctx, ACTION_HEADER, (int)n, NULL) < 0) {
			action_note(done, "strip");
			return;
		}
		done->stripped++;
	}
}

static int action_header(struct action_done *done, const struct mta *mta, const struct action_mail *mail)
{
	char value[CAP_HEADER_VALUE + 2];

	snprintf(value, sizeof value, "%s%s", mail->leading_space ? " " : "", mail->header);
	if (mta->ops->add_header(mta->ctx, ACTION_HEADER, value) == 0)
		return 0;
	action_note(done, "header");
	return -1;
}

static void action_subject(struct action_done *done, const struct mta *mta, const struct action_mail *mail,
			   const char *prefix)
{
	char *value = subject_prefixed(mail->subject, prefix, mail->leading_space ? " " : "");
	int failed;

	if (value == NULL)
		failed = -1;
	else if (mail->subject == NULL)
		failed = mta->ops->add_header(mta->ctx, "Subject", value);
	else
		failed = mta->ops->change_header(mta->ctx, "Subject", 1, value);
	if (failed < 0)
		action_note(done, "subject");
	free(value);
}

/* Never together with a reply: Postfix would send it and hold nothing. */
static int action_hold(struct action_done *done, const struct mta *mta, const char *reason)
{
	char text[CAP_QUARANTINE_REASON + 1];

	snprintf(text, sizeof text, "%s", reason == NULL || reason[0] == '\0' ? "extortion" : reason);
	for (char *c = text; *c != '\0'; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	if (mta->ops->quarantine(mta->ctx, text) == 0)
		return 0;
	action_note(done, "quarantine");
	return -1;
}

enum answer action_apply(struct action_done *done_out, const struct mta *mta, const struct xs_verdict *verdict,
			 const struct action_mail *mail)
{
	bool tagged = verdict->action == XS_ACTION_TAG || verdict->action == XS_ACTION_QUARANTINE;

	memset(done_out, 0, sizeof *done_out);
	done_out->action = XS_ACTION_ACCEPT;
	if (verdict->observe)
		return ANSWER_ACCEPT;
	switch (verdict->action) {
	case XS_ACTION_REJECT:
	case XS_ACTION_TEMPFAIL:
		return action_refuse(done_out, mta, verdict);
	case XS_ACTION_ACCEPT:
	case XS_ACTION_TAG:
	case XS_ACTION_QUARANTINE:
		break;
	}
	action_strip(done_out, mta, mail);
	if (verdict->action == XS_ACTION_TAG && verdict->subject_prefix != NULL)
		action_subject(done_out, mta, mail, verdict->subject_prefix);
	if ((tagged || mail->header_always) && action_header(done_out, mta, mail) == 0 && tagged)
		done_out->action = XS_ACTION_TAG;
	if (verdict->action == XS_ACTION_QUARANTINE && action_hold(done_out, mta, verdict->reason) == 0)
		done_out->action = XS_ACTION_QUARANTINE;
	return ANSWER_ACCEPT;
}
