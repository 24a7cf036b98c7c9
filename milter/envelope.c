/* envelope.c: strings of the MTA, which live as long as a callback -> copies that live as long as the message.
 * It must not judge them, except that a queue id must look like one.
 * Standard: RFC 5321, 4.1.2 (paths).
 */
#include "envelope.h"

#include <stdlib.h>
#include <string.h>

void envelope_set(struct envelope *envelope, char **member, const char *text)
{
	free(*member);
	*member = NULL;
	if (text == NULL)
		return;
	*member = strdup(text);
	if (*member == NULL)
		envelope->lost = true;
}

/* A copy without the angle brackets. */
static char *envelope_path(const char *address)
{
	size_t len = strlen(address);

	if (len >= 2 && address[0] == '<' && address[len - 1] == '>')
		return strndup(address + 1, len - 2);
	return strndup(address, len);
}

void envelope_mail(struct envelope *envelope, const char *address)
{
	free(envelope->mail_from);
	envelope->mail_from = envelope_path(address);
	if (envelope->mail_from == NULL)
		envelope->lost = true;
}

void envelope_rcpt(struct envelope *envelope, const char *address)
{
	if (envelope->rcpt_count > CAP_RECIPIENTS)
		return;
	if (envelope->rcpt_count == envelope->rcpt_size) {
		size_t size = envelope->rcpt_size == 0 ? 8 : envelope->rcpt_size * 2;
		char **grown = realloc(envelope->rcpts, size * sizeof *grown);

		if (grown == NULL) {
			envelope->lost = true;
			return;
		}
		envelope->rcpts = grown;
		envelope->rcpt_size = size;
	}
	envelope->rcpts[envelope->rcpt_count] =
		envelope->rcpt_count == CAP_RECIPIENTS ? strdup("...") : envelope_path(address);
	if (envelope->rcpts[envelope->rcpt_count] == NULL)
		envelope->lost = true;
	else
		envelope->rcpt_count++;
}

void envelope_queue_id(struct envelope *envelope, const char *id)
{
	static const char allowed[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-";
	size_t len = id == NULL ? 0 : strlen(id);

	if (len == 0 || len > CAP_QUEUE_ID || strspn(id, allowed) != len)
		return;
	memcpy(envelope->queue_id, id, len + 1);
}

void envelope_reset(struct envelope *envelope)
{
	for (size_t i = 0; i < envelope->rcpt_count; i++)
		free(envelope->rcpts[i]);
	free(envelope->rcpts);
	free(envelope->mail_from);
	free(envelope->auth_user);
	envelope->rcpts = NULL;
	envelope->rcpt_count = envelope->rcpt_size = 0;
	envelope->mail_from = envelope->auth_user = NULL;
	envelope->queue_id[0] = '\0';
	envelope->lost = false;
}

void envelope_free(struct envelope *envelope)
{
	envelope_reset(envelope);
	free(envelope->client_addr);
	free(envelope->client_name);
	free(envelope->helo);
	free(envelope->daemon_name);
	memset(envelope, 0, sizeof *envelope);
}

struct xs_envelope envelope_view(const struct envelope *envelope)
{
	bool authenticated = envelope->auth_user != NULL && envelope->auth_user[0] != '\0';
	struct xs_envelope view = {
		.queue_id = envelope->queue_id[0] == '\0' ? NULL : envelope->queue_id,
		.client_addr = envelope->client_addr,
		.client_name = envelope->client_name,
		.helo = envelope->helo,
		.mail_from = envelope->mail_from,
		.rcpts = (const char *const *)envelope->rcpts,
		.rcpt_count = envelope->rcpt_count,
		.auth_user = authenticated ? envelope->auth_user : NULL,
		.daemon_name = envelope->daemon_name,
		.client = authenticated || envelope->inside ? XS_CLIENT_INSIDE : XS_CLIENT_OUTSIDE,
	};

	return view;
}
