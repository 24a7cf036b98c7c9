/* action.h: a verdict -> what the MTA is told to do, through the table of mta.h.
 * It must not know libmilter, nor decide anything that the verdict has not decided.
 */
#ifndef MILTER_ACTION_H
#define MILTER_ACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "extortscan.h"
#include "mta.h"

#define ACTION_HEADER "X-Extortscan"

/* What of the message an action needs. */
struct action_mail {
	const char *header;   /* the value of our header */
	const char *subject;  /* the first Subject's value as the MTA gave it; NULL: there is none */
	unsigned long forged; /* how many fields of our header's name the message brought with it */
	bool leading_space;   /* values carry their own leading blank (SMFIP_HDR_LEADSPC) */
	bool header_always;   /* our header on accepted mail, too */
};

/* What became of it. */
struct action_done {
	enum xs_action action; /* what was really done */
	const char *failed;    /* the first operation that the MTA refused: "quarantine"; NULL: none */
	unsigned long stripped;
};

/* Carry out verdict->action. In mode: observe nothing at all is done, forged headers stay.
 * Reject and tempfail set a reply and change nothing. All else strips forged copies of our header, last to first; tag
 * and quarantine add ours; tag may prefix the subject; quarantine never sets a reply.
 * Returns: what the end-of-message callback answers. */
enum answer action_apply(struct action_done *done_out, const struct mta *mta, const struct xs_verdict *verdict,
			 const struct action_mail *mail);
/* Only set the reply of a reject or tempfail, with an answer to go with it: for callbacks before the end. */
enum answer action_refuse(struct action_done *done_out, const struct mta *mta, const struct xs_verdict *verdict);
/* Do what can be done without a message (before its end): accept or refuse. */
enum answer action_early(struct action_done *done_out, const struct mta *mta, const struct xs_verdict *verdict);

#endif
