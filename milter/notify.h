/* notify.h: what systemd wants to hear (sd_notify(3)), in thirty lines of our own.
 * It must not link libsystemd: the protocol is one datagram.
 */
#ifndef MILTER_NOTIFY_H
#define MILTER_NOTIFY_H

/* Send "READY=1" and the like to $NOTIFY_SOCKET; does nothing when there is none. */
void notify_send(const char *state);
/* "RELOADING=1" with the time stamp that Type=notify-reload wants. */
void notify_reloading(void);

#endif
