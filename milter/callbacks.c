/* callbacks.c: libmilter's callbacks -> calls on a session, and the table of MTA operations -> calls on libmilter.
 * It must not hold a thought of its own: whatever takes more than translating is the session's.
 * Standard: the milter protocol, version 6, as <libmilter/mfapi.h> and Postfix's MILTER_README have it.
 */
#include "callbacks.h"

#include <arpa/inet.h>
#include <libmilter/mfapi.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "action.h"
#include "caps.h"
#include "session.h"

/* A connection as libmilter's private pointer holds it. Any callback may find none: memory ran out, or the MTA began a
 * new connection on an old socket (QUIT_NC) and did not negotiate again. */
struct connection {
	struct session *session;
	unsigned long protocol; /* SMFIP_* agreed upon */
};

/* libmilter hands nothing of ours to its callbacks. Set once, before the first thread. */
static struct service *callbacks_service;
/* What the last negotiation agreed upon, for connections that come without one: the same MTA speaks the same way. */
static atomic_ulong callbacks_protocol;

/* The answers that nobody waits for: each costs the MTA a round trip. */
#define CALLBACKS_SILENT (SMFIP_NR_HDR | SMFIP_NR_EOH | SMFIP_NR_BODY)
#define CALLBACKS_ACTIONS (SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_QUARANTINE)

/* ---- the table of MTA operations ---- */

static const char *op_macro(void *mta, const char *name)
{
	return smfi_getsymval(mta, (char *)name);
}

static int op_add_header(void *mta, const char *name, const char *value)
{
	return smfi_insheader(mta, 0, (char *)name, (char *)value) == MI_SUCCESS ? 0 : -1;
}

static int op_change_header(void *mta, const char *name, int occurrence, const char *value)
{
	return smfi_chgheader(mta, (char *)name, occurrence, (char *)value) == MI_SUCCESS ? 0 : -1;
}

static int op_quarantine(void *mta, const char *reason)
{
	return smfi_quarantine(mta, (char *)reason) == MI_SUCCESS ? 0 : -1;
}

static int op_reply(void *mta, const char *code, const char *enhanced, const char *text)
{
	return smfi_setreply(mta, (char *)code, (char *)enhanced, (char *)text) == MI_SUCCESS ? 0 : -1;
}

static const struct mta_ops callbacks_ops = {op_macro, op_add_header, op_change_header, op_quarantine, op_reply};

static struct mta callbacks_mta(SMFICTX *ctx)
{
	return (struct mta){&callbacks_ops, ctx};
}

static sfsistat callbacks_answer(enum answer answer)
{
	switch (answer) {
	case ANSWER_CONTINUE:
		return SMFIS_CONTINUE;
	case ANSWER_SKIP:
		return SMFIS_SKIP;
	case ANSWER_ACCEPT:
		return SMFIS_ACCEPT;
	case ANSWER_REJECT:
		return SMFIS_REJECT;
	case ANSWER_TEMPFAIL:
		return SMFIS_TEMPFAIL;
	}
	return SMFIS_TEMPFAIL;
}

/* on_trouble, for a callback that found no connection. */
static sfsistat callbacks_none(SMFICTX *ctx)
{
	struct mta mta = callbacks_mta(ctx);

	return callbacks_answer(session_none(callbacks_service, &mta));
}

/* ---- the connection ---- */

static struct connection *connection_new(SMFICTX *ctx, unsigned long protocol)
{
	struct connection *connection = calloc(1, sizeof *connection);

	if (connection == NULL)
		return NULL;
	connection->protocol = protocol;
	connection->session = session_new(callbacks_service, (protocol & SMFIP_HDR_LEADSPC) != 0);
	if (connection->session == NULL || smfi_setpriv(ctx, connection) != MI_SUCCESS) {
		session_free(&connection->session);
		free(connection);
		return NULL;
	}
	return connection;
}

/* The steps that we do not need. Postfix tells its macros of DATA even to a filter that wants no DATA; on TCP that
 * packet, to which nothing answers, would hold up the header behind it for the 40 ms of a delayed ACK. */
static unsigned long callbacks_steps(void)
{
	bool is_tcp = strncmp(callbacks_service->settings->socket, "inet", 4) == 0;

	return SMFIP_NOUNKNOWN | (is_tcp ? 0 : SMFIP_NODATA);
}

static sfsistat on_negotiate(SMFICTX *ctx, unsigned long actions, unsigned long protocol, unsigned long f2,
			     unsigned long f3, unsigned long *actions_out, unsigned long *protocol_out,
			     unsigned long *f2_out, unsigned long *f3_out)
{
	(void)f2;
	(void)f3;
	*actions_out = actions & CALLBACKS_ACTIONS;
	*protocol_out = protocol & (callbacks_steps() | CALLBACKS_SILENT | SMFIP_HDR_LEADSPC);
	*f2_out = *f3_out = 0;
	if ((actions & SMFIF_SETSYMLIST) != 0) {
		/* Only what is read. Sendmail tells the queue id with MAIL and perhaps not again, Postfix knows it
		 * late. Each packet of macros costs Sendmail 40 ms on TCP: for RCPT none that a stranger has. */
		smfi_setsymlist(ctx, SMFIM_CONNECT, (char *)"{daemon_name}");
		smfi_setsymlist(ctx, SMFIM_ENVFROM, (char *)"i {auth_authen}");
		smfi_setsymlist(ctx, SMFIM_ENVRCPT, (char *)"{auth_authen}");
		smfi_setsymlist(ctx, SMFIM_EOM, (char *)"i");
	}
	atomic_store(&callbacks_protocol, *protocol_out);
	connection_new(ctx, *protocol_out); /* if that fails, the callbacks find nothing and say on_trouble */
	return SMFIS_CONTINUE;
}

/* The address as text. Returns: buf, or NULL for a local client or one of a family that we do not know. */
static const char *connect_address(char buf[INET6_ADDRSTRLEN], const _SOCK_ADDR *addr)
{
	const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)addr;

	if (addr == NULL)
		return NULL;
	if (addr->sa_family == AF_INET)
		return inet_ntop(AF_INET, &((const struct sockaddr_in *)addr)->sin_addr, buf, INET6_ADDRSTRLEN);
	if (addr->sa_family != AF_INET6)
		return NULL;
	if (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr)) /* ::ffff:192.0.2.1 is 192.0.2.1, in every list of networks */
		return inet_ntop(AF_INET, &six->sin6_addr.s6_addr[12], buf, INET6_ADDRSTRLEN);
	return inet_ntop(AF_INET6, &six->sin6_addr, buf, INET6_ADDRSTRLEN);
}

static sfsistat on_connect(SMFICTX *ctx, char *name, _SOCK_ADDR *addr)
{
	struct connection *connection = smfi_getpriv(ctx);
	struct mta mta = callbacks_mta(ctx);
	char buf[INET6_ADDRSTRLEN];

	if (connection == NULL)
		connection = connection_new(ctx, atomic_load(&callbacks_protocol));
	if (connection != NULL)
		session_connect(connection->session, &mta, name, connect_address(buf, addr));
	return SMFIS_CONTINUE;
}

static sfsistat on_helo(SMFICTX *ctx, char *helo)
{
	struct connection *connection = smfi_getpriv(ctx);

	if (connection != NULL)
		session_helo(connection->session, helo);
	return SMFIS_CONTINUE;
}

static sfsistat on_mail(SMFICTX *ctx, char **args)
{
	struct connection *connection = smfi_getpriv(ctx);
	struct mta mta = callbacks_mta(ctx);

	if (connection == NULL)
		return callbacks_none(ctx);
	return callbacks_answer(session_mail(connection->session, &mta, args == NULL ? NULL : args[0]));
}

static sfsistat on_rcpt(SMFICTX *ctx, char **args)
{
	struct connection *connection = smfi_getpriv(ctx);

	if (connection != NULL)
		session_rcpt(connection->session, args == NULL ? NULL : args[0]);
	return SMFIS_CONTINUE;
}

/* Asked for on TCP alone, and only to be answered: see callbacks_steps(). */
static sfsistat on_data(SMFICTX *ctx)
{
	(void)ctx;
	return SMFIS_CONTINUE;
}

static sfsistat on_header(SMFICTX *ctx, char *name, char *value)
{
	struct connection *connection = smfi_getpriv(ctx);

	if (connection != NULL)
		session_header(connection->session, name == NULL ? "" : name, value == NULL ? "" : value);
	return SMFIS_NOREPLY;
}

static sfsistat on_eoh(SMFICTX *ctx)
{
	struct connection *connection = smfi_getpriv(ctx);

	if (connection != NULL)
		session_eoh(connection->session);
	return SMFIS_NOREPLY;
}

static sfsistat on_body(SMFICTX *ctx, unsigned char *chunk, size_t len)
{
	struct connection *connection = smfi_getpriv(ctx);

	if (connection != NULL)
		(void)session_body(connection->session, chunk, len);
	/* Some MTAs send the last chunk with the end of the message. libmilter then calls us first, and calls the end
	 * only after a CONTINUE, which it sends to nobody at that point. It is the only point where headers may be
	 * changed; deleting one that nobody has is how to find out. */
	return smfi_chgheader(ctx, (char *)ACTION_HEADER, CAP_FORGED_HEADERS + 1, NULL) == MI_SUCCESS ? SMFIS_CONTINUE
												      : SMFIS_NOREPLY;
}

static sfsistat on_eom(SMFICTX *ctx)
{
	struct connection *connection = smfi_getpriv(ctx);
	struct mta mta = callbacks_mta(ctx);
	sfsistat answer =
		connection == NULL ? callbacks_none(ctx) : callbacks_answer(session_eom(connection->session, &mta));

	/* here both mean the same to the MTA, but after ACCEPT libmilter takes no QUIT_NC */
	return answer == SMFIS_ACCEPT ? SMFIS_CONTINUE : answer;
}

static sfsistat on_abort(SMFICTX *ctx)
{
	struct connection *connection = smfi_getpriv(ctx);

	if (connection != NULL)
		session_abort(connection->session);
	return SMFIS_CONTINUE;
}

static sfsistat on_close(SMFICTX *ctx)
{
	struct connection *connection = smfi_getpriv(ctx);

	if (connection == NULL)
		return SMFIS_CONTINUE;
	smfi_setpriv(ctx, NULL);
	session_free(&connection->session);
	free(connection);
	return SMFIS_CONTINUE;
}

/* ---- the listener ---- */

int callbacks_open(struct service *service, const char *socket, struct xs_error *err)
{
	struct smfiDesc description = {
		.xxfi_name = (char *)"extortscan",
		.xxfi_version = SMFI_VERSION,
		.xxfi_flags = CALLBACKS_ACTIONS,
		.xxfi_connect = on_connect,
		.xxfi_helo = on_helo,
		.xxfi_envfrom = on_mail,
		.xxfi_envrcpt = on_rcpt,
		.xxfi_data = on_data,
		.xxfi_header = on_header,
		.xxfi_eoh = on_eoh,
		.xxfi_body = on_body,
		.xxfi_eom = on_eom,
		.xxfi_abort = on_abort,
		.xxfi_close = on_close,
		.xxfi_negotiate = on_negotiate,
	};
	const char *failed = NULL;

	callbacks_service = service;
	if (smfi_setconn((char *)socket) != MI_SUCCESS)
		failed = "libmilter does not take this address";
	else if (smfi_register(description) != MI_SUCCESS)
		failed = "libmilter does not take our callbacks";
	else if (smfi_settimeout((int)service->settings->mta_timeout) != MI_SUCCESS ||
		 smfi_setbacklog(512) != MI_SUCCESS)
		failed = "libmilter does not take our time-out";
	else if (smfi_opensocket(true) != MI_SUCCESS)
		failed = "cannot listen there (does its folder exist, and may we write in it?)";
	if (failed == NULL)
		return 0;
	if (err != NULL) {
		*err = (struct xs_error){0};
		snprintf(err->text, sizeof err->text, "%.300s: %s", socket, failed);
	}
	return -1;
}

void callbacks_serve(void)
{
	smfi_main();
}
