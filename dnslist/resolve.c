/* resolve.c: turns names into IPv4 addresses by asking the DNS, many at once, against the clock.
 * It must not know what the names are for. The only file that includes <ares.h>.
 * RFC 1035; c-ares 1.18: one channel for each call, because a channel belongs to one thread.
 */
#define CARES_NO_DEPRECATED /* later ones offer the same under other names */

#include "resolve.h"

#include <ares.h>
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define TRIES 3
#define CLASS_IN 1
#define TYPE_A 1

/* What one call asks; the callbacks get a struct asked each. */
struct round {
	size_t open; /* not answered yet */
};

struct asked {
	struct round *round;
	struct resolve_query *query;
};

static pthread_once_t library_once = PTHREAD_ONCE_INIT;
static int library_status;

static void library_init(void)
{
	library_status = ares_library_init(ARES_LIB_INIT_ALL);
}

const char *resolve_version(void)
{
	return "c-ares " ARES_VERSION_STR;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void read_answer(struct resolve_query *query, const unsigned char *packet, int len)
{
	struct ares_addrttl found[ANSWER_MAX];
	int count = ANSWER_MAX, status = ares_parse_a_reply(packet, len, NULL, found, &count);

	if (status == ARES_ENODATA || status == ARES_ENOTFOUND)
		count = 0;
	else if (status != ARES_SUCCESS) {
		query->state = RESOLVE_FAILED;
		query->why = ares_strerror(status);
		return;
	}
	query->state = RESOLVE_ANSWERED;
	query->answer.count = (unsigned)count;
	for (int i = 0; i < count; i++) {
		unsigned ttl = found[i].ttl < 0 ? 0 : (unsigned)found[i].ttl;

		query->answer.at[i] = ntohl(found[i].ipaddr.s_addr);
		query->ttl = i == 0 || ttl < query->ttl ? ttl : query->ttl;
	}
}

static void on_answer(void *arg, int status, int timeouts, unsigned char *packet, int len)
{
	struct asked *asked = arg;
	struct resolve_query *query = asked->query;

	(void)timeouts;
	asked->round->open--;
	if (status == ARES_SUCCESS) {
		read_answer(query, packet, len);
	} else if (status == ARES_ENOTFOUND || status == ARES_ENODATA) {
		query->state = RESOLVE_ANSWERED;
	} else if (status != ARES_ECANCELLED && status != ARES_EDESTRUCTION && status != ARES_ETIMEOUT) {
		query->state = RESOLVE_FAILED;
		query->why = ares_strerror(status);
	}
}

/* Names are whole: no search domains, and no hosts file. The first try ends early enough for a second one. */
static int open_channel(ares_channel *channel_out, const char *servers, unsigned budget)
{
	struct ares_options options = {
		.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES,
		.timeout = (int)(budget * 2 / 5 + 1),
		.tries = TRIES,
	};
	int status;

	pthread_once(&library_once, library_init);
	if (library_status != ARES_SUCCESS)
		return library_status;
	status = ares_init_options(channel_out, &options, ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
	if (status != ARES_SUCCESS || servers == NULL)
		return status;
	status = ares_set_servers_ports_csv(*channel_out, servers);
	if (status != ARES_SUCCESS)
		ares_destroy(*channel_out);
	return status;
}

int resolve_check(const char *servers, struct xs_error *err)
{
	ares_channel channel;
	int status = open_channel(&channel, servers, 1000);

	if (status == ARES_SUCCESS) {
		ares_destroy(channel);
		return 0;
	}
	if (err != NULL) {
		*err = (struct xs_error){.line = 0};
		snprintf(err->text, sizeof err->text, "wallets: dns: cannot be asked: %s%s%s", ares_strerror(status),
			 servers == NULL ? "" : ", servers ", servers == NULL ? "" : servers);
	}
	return -1;
}

/* Wait for sockets, no longer than `most' milliseconds or than c-ares wants before it tries again. */
static void wait_once(ares_channel channel, int64_t most)
{
	ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
	struct pollfd polled[ARES_GETSOCK_MAXNUM];
	struct timeval longest = {most / 1000, (most % 1000) * 1000}, room, *wait;
	unsigned bits = (unsigned)ares_getsock(channel, sockets, ARES_GETSOCK_MAXNUM);
	nfds_t count = 0;

	/* its macros shift a 1 into the sign: bit i is to read from socket i, bit i + 16 to write to it */
	for (unsigned i = 0; i < ARES_GETSOCK_MAXNUM; i++) {
		short events = (short)((bits >> i & 1 ? POLLIN : 0) | (bits >> (i + 16) & 1 ? POLLOUT : 0));

		if (events != 0)
			polled[count++] = (struct pollfd){.fd = sockets[i], .events = events};
	}
	wait = ares_timeout(channel, &longest, &room);
	if (poll(polled, count, (int)(wait->tv_sec * 1000 + (wait->tv_usec + 999) / 1000)) < 0)
		return; /* EINTR: ask the clock again */
	for (nfds_t i = 0; i < count; i++)
		if (polled[i].revents != 0)
			ares_process_fd(channel,
					polled[i].revents & (POLLIN | POLLERR | POLLHUP) ? polled[i].fd
											 : ARES_SOCKET_BAD,
					polled[i].revents & (POLLOUT | POLLERR) ? polled[i].fd : ARES_SOCKET_BAD);
	ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD); /* what has waited too long is tried again */
}

static int fail_all(struct resolve_query *queries, size_t count, int status)
{
	for (size_t i = 0; i < count; i++) {
		queries[i].state = RESOLVE_FAILED;
		queries[i].why = ares_strerror(status);
	}
	return -1;
}

int resolve_all(struct resolve_query *queries, size_t count, const char *servers, unsigned budget)
{
	int64_t deadline = now_ms() + budget, left;
	struct round round = {.open = count};
	struct asked asked[RESOLVE_MAX];
	ares_channel channel;
	int status;

	if (count == 0)
		return 0;
	if (count > RESOLVE_MAX)
		return fail_all(queries, count, ARES_ENOMEM);
	status = open_channel(&channel, servers, budget);
	if (status != ARES_SUCCESS)
		return fail_all(queries, count, status);
	for (size_t i = 0; i < count; i++) {
		queries[i].state = RESOLVE_LATE;
		queries[i].answer.count = queries[i].ttl = 0;
		asked[i] = (struct asked){&round, &queries[i]};
		ares_query(channel, queries[i].name, CLASS_IN, TYPE_A, on_answer, &asked[i]);
	}
	while (round.open > 0 && (left = deadline - now_ms()) > 0)
		wait_once(channel, left);
	ares_destroy(channel); /* calls back what is open still: it stays LATE */
	return 0;
}
