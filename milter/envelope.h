/* envelope.h: owned copies of what the MTA tells of a connection and its current message.
 * It must not know the message's content.
 */
#ifndef MILTER_ENVELOPE_H
#define MILTER_ENVELOPE_H

#include <stdbool.h>
#include <stddef.h>

#include "caps.h"
#include "extortscan.h"

struct envelope {
	/* of the connection */
	char *client_addr; /* NULL: not known, a local submission */
	char *client_name;
	char *helo;
	char *daemon_name;
	bool inside; /* the client's address lies in one of our networks, or there is none */
	/* of the message */
	char *mail_from;
	char **rcpts;
	size_t rcpt_count, rcpt_size;
	char *auth_user;
	char queue_id[CAP_QUEUE_ID + 1];
	bool lost; /* memory ran out for one of them: what follows must not be judged by the rest */
};

/* Replace one string; text may be NULL. Memory running out sets envelope->lost. */
void envelope_set(struct envelope *envelope, char **member, const char *text);
/* An address as it stands in MAIL or RCPT: without its <>. "<>" is "". */
void envelope_mail(struct envelope *envelope, const char *address);
/* Limits: CAP_RECIPIENTS; one more stands as "...", which no list of addresses holds. */
void envelope_rcpt(struct envelope *envelope, const char *address);
/* Believe it only when it looks like one: it goes into log lines unescaped. */
void envelope_queue_id(struct envelope *envelope, const char *id);
/* Forget the message, keep the connection. */
void envelope_reset(struct envelope *envelope);
void envelope_free(struct envelope *envelope);
/* The library's view; its strings live until the envelope changes. */
struct xs_envelope envelope_view(const struct envelope *envelope);

#endif
