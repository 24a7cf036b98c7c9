/* input.h: the mails that the words of a command line name: files, mboxes, folders, stdin.
 * It must not know what is done with a mail.
 */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include <stdbool.h>
#include <stddef.h>

/* Where the mails go, one after the other: begin, more (any number of times, cut anywhere), finish. Each returns 0 to
 * go on, -1 to stop everything; more also 1: the rest of this mail need not be read. The name is known at the end only:
 * FILE, or FILE:3 for the third mail of an mbox. */
struct input_sink {
	void *ctx;
	/* May be NULL: then every stream is mail. Else told first what a stream looks like; one that is no mail comes
	 * whole as one "mail", line by line as it stands. */
	void (*look)(void *ctx, const char *name, bool mail);
	int (*begin)(void *ctx);
	int (*more)(void *ctx, const char *chunk, size_t len);
	int (*finish)(void *ctx, const char *name);
};

/* Cuts one stream into mails: an mbox when its first line begins with "From ", else one mail.
 * Source: RFC 4155, as loosely as mboxes are written: a line "From ... hh:mm ... yyyy" behind an empty line. */
struct splitter {
	const struct input_sink *sink;
	const char *name;
	bool passing;  /* not an mbox: all goes through */
	bool holding;  /* at the start of a line that may be a "From " line; it waits in hold */
	bool skipping; /* in the rest of an endless "From " line */
	char hold[256];
	size_t held;
	size_t line_len; /* bytes of the current line so far, its CR not counted */
	bool begun;
	unsigned long count; /* mails begun */
};

/* More and finish return what the sink said; more returns 1 when the whole stream need not be read on. */
void splitter_init(struct splitter *splitter, const struct input_sink *sink, const char *name);
/* Do not look for an mbox: the stream is no mail. */
void splitter_pass(struct splitter *splitter);
int splitter_more(struct splitter *splitter, const char *chunk, size_t len);
int splitter_finish(struct splitter *splitter);

/* Do the first bytes of a stream look like a mail or an mbox: a header with fields that mail has? A text that only
 * begins with a word and a colon does not. */
#define SNIFF_BYTES 8192 /* so many are enough to tell */
bool sniff_is_mail(const char *head, size_t len);

/* Read everything that the words name; none, or "-", is stdin. In a Maildir (a folder with cur and new) only those two
 * and folders are entered; elsewhere all files but hidden ones, in order of their names.
 * Returns: 0 all was read; 1 something could not be read, and was told on stderr; -1 the sink stopped. */
int input_read(const struct input_sink *sink, char *const *words, size_t count);
/* Read what one word names. Returns: as input_read(). */
int input_read_word(const struct input_sink *sink, const char *word);
/* The exit status for what input_read() returned and whether any mail was not accepted. */
int input_exit_status(int status, bool found);

#endif
