/* context.h: what envelope and headers say about a message.
 * It must not know phrases or weights.
 */
#ifndef DETECT_CONTEXT_H
#define DETECT_CONTEXT_H

#include "stage.h"

struct context {
	bool self_spoof;      /* From is the recipient's own address, not from inside, not proven by DKIM or SPF */
	bool own_domain;      /* From is in the recipient's domain, likewise */
	bool display_address; /* the display name holds another address than the From itself */
	bool list;            /* List-* headers */
	bool bulk;            /* Precedence: bulk, or List-Unsubscribe */
	bool reply;           /* In-Reply-To or References, and a reply's subject */
	bool report;          /* says that it is a delivery report: multipart/report */
	bool bounce;          /* and is one as far as can be seen: null sender */
	bool desk;            /* to a report desk */
	bool inside;          /* authenticated, or from the site's own networks */
};

/* Everything a message's own words cannot change. envelope may be NULL: then the headers stand for it. */
void context_read(struct context *context_out, const struct header_field *fields, size_t field_count,
		  const struct xs_envelope *envelope, const struct xs_options *options);

/* The recipients: the envelope's, or else the addresses of To and Cc. Returns: how many, at most max; strings are
 * copied into arena. */
struct arena;
size_t context_recipients(const char **recipients_out, size_t max, struct arena *arena,
			  const struct header_field *fields, size_t field_count, const struct xs_envelope *envelope);

#endif
