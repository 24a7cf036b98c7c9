/* name_server.c: turns DNS questions into answers that are right, wrong, late or missing.
 * It must not know what is tested with it.
 * RFC 1035.
 */
#include "name_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PACKET 512
#define HEADER 12

enum code { CODE_GOOD = 0, CODE_SERVFAIL = 2, CODE_NO_NAME = 3, CODE_REFUSED = 5 };

/* How a zone behaves. Where listed is set, only names with that beginning exist. */
static const struct zone {
	const char *name;
	const char *listed; /* beginning of the first label, in any case; NULL: every name */
	enum code code;
	uint32_t answers[3];
	unsigned ttl;
	unsigned delay_ms;
	bool silent, truncated, garbage, cname_first;
} zones[] = {
	{.name = "fast.test", .listed = "1A1z", .answers = {0x7f000002}, .ttl = 60},
	{.name = "short.test", .answers = {0x7f000002}, .ttl = 1},
	{.name = "never.test", .answers = {0x7f000002}, .ttl = 0},
	{.name = "sha1.test", .listed = "fea8a452", .answers = {0x7f000401}, .ttl = 60},
	{.name = "several.test", .answers = {0x7f000009, 0x7f000314, 0x7f000008}, .ttl = 60},
	{.name = "empty.test", .ttl = 60},
	{.name = "none.test", .code = CODE_NO_NAME},
	{.name = "silent.test", .silent = true},
	{.name = "late.test", .answers = {0x7f000002}, .ttl = 60, .delay_ms = 100},
	{.name = "servfail.test", .code = CODE_SERVFAIL},
	{.name = "refused.test", .code = CODE_REFUSED},
	{.name = "unwanted.test", .answers = {0x7ffffffe}, .ttl = 60},
	{.name = "parked.test", .answers = {0x5db8d822}, .ttl = 60},
	{.name = "tcp.test", .answers = {0x7f000002}, .ttl = 60, .truncated = true},
	{.name = "garbage.test", .garbage = true},
};

static const struct zone *zone_of(const char *name)
{
	for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
		size_t len = strlen(zones[i].name), all = strlen(name);

		if (all > len && strcasecmp(name + all - len, zones[i].name) == 0)
			return &zones[i];
	}
	return NULL;
}

/* The name that is asked for, with dots. Returns: where the question ends, 0 when there is none. */
static size_t read_question(char name[256], const uint8_t *packet, size_t len)
{
	size_t at = HEADER, used = 0;

	while (at < len && packet[at] != 0 && packet[at] < 64 && at + packet[at] < len && used + packet[at] < 254) {
		if (used > 0)
			name[used++] = '.';
		memcpy(name + used, packet + at + 1, packet[at]);
		used += packet[at];
		at += 1u + packet[at];
	}
	name[used] = '\0';
	return at < len && packet[at] == 0 && at + 5 <= len ? at + 5 : 0;
}

static size_t put_answers(uint8_t *packet, size_t at, const struct zone *zone)
{
	for (size_t i = 0; i < 3 && zone->answers[i] != 0; i++) {
		const uint8_t record[] = {0xc0, HEADER, 0, 1, 0, 1, 0, 0, (uint8_t)(zone->ttl >> 8), (uint8_t)zone->ttl,
					  0,    4};

		memcpy(packet + at, record, sizeof record);
		at += sizeof record;
		for (size_t j = 0; j < 4; j++)
			packet[at++] = (uint8_t)(zone->answers[i] >> (24 - 8 * j));
		packet[7]++;
	}
	return at;
}

static void delay(unsigned ms)
{
	struct timespec time = {ms / 1000, (long)(ms % 1000) * 1000000};

	nanosleep(&time, NULL);
}

/* Make the question the answer. Returns: its length, 0: nothing is said. */
static size_t answer(uint8_t packet[PACKET], size_t len, bool tcp)
{
	char name[256];
	size_t end = len > HEADER ? read_question(name, packet, len) : 0;
	const struct zone *zone = end == 0 ? NULL : zone_of(name);

	if (end == 0 || (zone != NULL && zone->silent))
		return 0;
	packet[2] = 0x84; /* an answer, and authoritative */
	packet[3] = 0;
	memset(packet + 6, 0, 6);
	if (zone == NULL || (zone->listed != NULL && strncasecmp(name, zone->listed, strlen(zone->listed)) != 0)) {
		packet[3] = CODE_NO_NAME;
		return end;
	}
	if (zone->garbage) {
		packet[7] = 200; /* answers that are not there */
		return end;
	}
	if (zone->delay_ms > 0)
		delay(zone->delay_ms);
	packet[3] = (uint8_t)zone->code;
	if (zone->truncated && !tcp) {
		packet[2] |= 2;
		return end;
	}
	return zone->code == CODE_GOOD ? put_answers(packet, end, zone) : end;
}

static void serve_udp(struct name_server *server)
{
	struct sockaddr_in peer;
	socklen_t peer_len = sizeof peer;
	uint8_t packet[PACKET];
	ssize_t len = recvfrom(server->udp, packet, PACKET / 2, 0, (struct sockaddr *)&peer, &peer_len);
	size_t size;

	if (len <= 0)
		return;
	atomic_fetch_add(&server->asked, 1);
	size = answer(packet, (size_t)len, false);
	if (size > 0)
		sendto(server->udp, packet, size, 0, (struct sockaddr *)&peer, peer_len);
}

static void serve_tcp(struct name_server *server)
{
	int peer = accept(server->tcp, NULL, NULL);
	uint8_t packet[PACKET + 2];
	ssize_t len;

	if (peer < 0)
		return;
	len = recv(peer, packet, PACKET / 2, 0);
	if (len == 2) /* the length came alone */
		len += recv(peer, packet + 2, PACKET / 2, 0);
	if (len > 2) {
		size_t size = answer(packet + 2, (size_t)len - 2, true);

		atomic_fetch_add(&server->asked, 1);
		packet[0] = (uint8_t)(size >> 8);
		packet[1] = (uint8_t)size;
		if (size > 0)
			send(peer, packet, size + 2, MSG_NOSIGNAL);
	}
	close(peer);
}

static void *serve(void *ctx)
{
	struct name_server *server = ctx;

	while (!atomic_load(&server->stop)) {
		struct pollfd polled[] = {{.fd = server->udp, .events = POLLIN}, {.fd = server->tcp, .events = POLLIN}};

		if (poll(polled, 2, 20) <= 0)
			continue;
		if (polled[0].revents != 0)
			serve_udp(server);
		if (polled[1].revents != 0)
			serve_tcp(server);
	}
	return NULL;
}

/* One port for both. Returns: 0, or -1 when the port that UDP was given is not free for TCP. */
static int bind_both(struct name_server *server, struct sockaddr_in *here)
{
	socklen_t len = sizeof *here;

	*here = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	server->udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	server->tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(server->udp, (struct sockaddr *)here, sizeof *here) == 0 &&
	    getsockname(server->udp, (struct sockaddr *)here, &len) == 0 &&
	    bind(server->tcp, (struct sockaddr *)here, sizeof *here) == 0 && listen(server->tcp, 8) == 0)
		return 0;
	close(server->udp);
	close(server->tcp);
	return -1;
}

#define TRIES 20 /* a busy machine has taken some ports */

int name_server_start(struct name_server *server)
{
	struct sockaddr_in here;
	int tries = 0;

	memset(server, 0, sizeof *server);
	while (bind_both(server, &here) != 0)
		if (++tries == TRIES)
			return -1;
	server->port = ntohs(here.sin_port);
	snprintf(server->address, sizeof server->address, "127.0.0.1:%u", server->port);
	return pthread_create(&server->thread, NULL, serve, server) == 0 ? 0 : -1;
}

void name_server_stop(struct name_server *server)
{
	atomic_store(&server->stop, true);
	pthread_join(server->thread, NULL);
	close(server->udp);
	close(server->tcp);
}
