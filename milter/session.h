/* session.h: one connection of the MTA and its current message, from MAIL to the verdict.
 * It must not know libmilter: callbacks.c translates. Any call may come in any order and any number of times; abort may
 * come at any point and the end of a message may never come.
 *
 * Threads: one call at a time for each session, but each call may come on another thread (libmilter's pool).
 */
#ifndef MILTER_SESSION_H
#define MILTER_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "mta.h"
#include "service.h"

struct session;

/* leading_space: header values carry their own leading blank (SMFIP_HDR_LEADSPC was agreed upon).
 * Returns: NULL when memory ran out.   Owns: the caller frees. */
struct session *session_new(struct service *service, bool leading_space);
void session_free(struct session **session);

/* The SMTP conversation. Strings are the MTA's, and may be NULL where SMTP knows no such thing: name and addr of a
 * local submission. mta is asked for macros, and in session_mail() for a reply. */
void session_connect(struct session *session, const struct mta *mta, const char *name, const char *addr);
void session_helo(struct session *session, const char *helo);
/* Returns: ANSWER_CONTINUE, or while the daemon stops what the policy's on_trouble says. */
enum answer session_mail(struct session *session, const struct mta *mta, const char *from);
void session_rcpt(struct session *session, const char *rcpt);
/* The message. None of these has an answer but session_body(): CONTINUE, or SKIP once enough was read. */
void session_header(struct session *session, const char *name, const char *value);
void session_eoh(struct session *session);
enum answer session_body(struct session *session, const void *chunk, size_t len);
/* The verdict: carried out, logged and counted. Returns: ACCEPT, REJECT or TEMPFAIL. */
enum answer session_eom(struct session *session, const struct mta *mta);
/* The message is given up; the connection may bring another one. */
void session_abort(struct session *session);

/* What to answer when there is no session at all: memory ran out, and on_trouble decides. */
enum answer session_none(struct service *service, const struct mta *mta);

#endif
