/* name_server.h: a DNS server on loopback, in a thread of its own: answers, lies and silence as a test wants them.
 * It must not share code with what it tests.
 *
 * The last label but the zone's own says nothing; the zone says how it behaves: "fast.test", "slow.test" and so on, see
 * name_server.c. Threads: any number may ask; the counts are atomic.
 */
#ifndef TESTS_NAME_SERVER_H
#define TESTS_NAME_SERVER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct name_server {
	int udp, tcp;
	uint16_t port;
	pthread_t thread;
	atomic_bool stop;
	atomic_uint asked; /* packets and TCP questions */
	char address[32];  /* "127.0.0.1:PORT" */
};

/* Returns: 0, or -1. */
int name_server_start(struct name_server *server);
void name_server_stop(struct name_server *server);

#endif
