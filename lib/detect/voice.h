/* voice.h: is it the sender who threatens, or does somebody pass on, quote, report or explain what others wrote?
 * It must not know points.
 */
#ifndef DETECT_VOICE_H
#define DETECT_VOICE_H

#include "detect/context.h"
#include "detect/letter.h"

struct voice_input {
	const struct view *views;
	size_t view_count;
	const struct hits *hits;
	const struct context *context;
	const struct letter *letter;
	const struct places *places;
	struct tally *tally;     /* scratch */
	bool returned_to_reader; /* an enclosed message is addressed to whom the outer one is addressed to */
};

struct voice {
	/* Where most of the letter stands; at most one of these. */
	bool enclosed;   /* in an attached message */
	bool quoted;     /* on quoted lines */
	bool forwarded;  /* below a forwarded header block */
	bool introduced; /* with words of the sender's own above that block */
	bool cited;      /* in quotation marks, behind words of the sender's own */
	/* Somebody tells that it was received, before the letter has really begun; or elsewhere. At most one of these.
	 */
	bool reported;
	bool reporting;
	/* Tenths: what the innocent rules weigh, anywhere. */
	int teaching, business, bulk;
	/* How many signs agree that it is not the sender who threatens. */
	unsigned signs;
};

/* The letter must have hits (first <= last). Linear in their number. */
void voice_find(struct voice *voice_out, const struct voice_input *input);

#endif
