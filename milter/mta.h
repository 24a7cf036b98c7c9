/* mta.h: what can be asked of an MTA while it waits for our answer, as a table: libmilter fills it in the daemon
 * (callbacks.c), a recorder in the tests.
 * It must not know libmilter.
 */
#ifndef MILTER_MTA_H
#define MILTER_MTA_H

/* Each operation returns 0, or -1 when the MTA does not allow it or is gone. */
struct mta_ops {
	/* The value of a macro ("i", "{auth_authen}"), alive until the callback returns; NULL when it is not known. */
	const char *(*macro)(void *mta, const char *name);
	/* Insert a header field above all others. */
	int (*add_header)(void *mta, const char *name, const char *value);
	/* Change the occurrence-th (from 1) field of that name; value NULL deletes it. One that is not there is ADDED.
	 */
	int (*change_header)(void *mta, const char *name, int occurrence, const char *value);
	int (*quarantine)(void *mta, const char *reason);
	/* text: % doubled, no line ends, at most CAP_REPLY_TEXT bytes. */
	int (*reply)(void *mta, const char *code, const char *enhanced, const char *text);
};

struct mta {
	const struct mta_ops *ops;
	void *ctx;
};

/* What a callback answers. */
enum answer {
	ANSWER_CONTINUE,
	ANSWER_SKIP,   /* enough of the body was read */
	ANSWER_ACCEPT, /* ends the message */
	ANSWER_REJECT,
	ANSWER_TEMPFAIL
};

#endif
