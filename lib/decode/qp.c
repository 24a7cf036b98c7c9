/* qp.c: turns quoted-printable into bytes.
 * It must not know what the bytes are.
 * RFC 2045 section 6.7, RFC 2047 section 4.2.
 */
#include "decode/qp.h"

#include <string.h>

static int qp_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void qp_init(struct qp *qp, bool header)
{
	memset(qp, 0, sizeof *qp);
	qp->header = header;
}

static void qp_release(struct qp *qp, const struct sink *sink)
{
	qp->broken = true;
	sink_put(sink, qp->held, qp->held_len);
	qp->held_len = 0;
}

/* One more byte behind a held '='. Returns: true when it was used up, false when it stands for itself. */
static bool qp_escape(struct qp *qp, const struct sink *sink, char c)
{
	char last = qp->held[qp->held_len - 1];

	if (c == '\n' && qp_hex(last) < 0) { /* "=\n", "= \t\r\n": a soft line break */
		qp->held_len = 0;
		return true;
	}
	if (last == '\r') { /* "=\r" and more: that was a soft line break, too */
		qp->held_len = 0;
		return false;
	}
	if (qp->held_len == 2 && qp_hex(last) >= 0 && qp_hex(c) >= 0) {
		char byte = (char)(qp_hex(last) << 4 | qp_hex(c));

		qp->held_len = 0;
		sink_put(sink, &byte, 1);
		return true;
	}
	if ((last == '=' && qp_hex(c) >= 0) ||
	    (qp_hex(last) < 0 && (c == '\r' || c == ' ' || c == '\t') && qp->held_len <= QP_BLANKS)) {
		qp->held[qp->held_len++] = c;
		return true;
	}
	qp_release(qp, sink);
	return false;
}

void qp_more(struct qp *qp, const struct sink *sink, const char *at, size_t len)
{
	size_t start = 0; /* of what stands for itself and was not put yet */

	for (size_t i = 0; i < len; i++) {
		bool special = at[i] == '=' || (at[i] == '_' && qp->header);

		if (qp->held_len == 0 && !special)
			continue;
		if (qp->held_len > 0) {
			start = i;
			if (qp_escape(qp, sink, at[i])) {
				start = i + 1;
				continue;
			}
			if (!special)
				continue;
		}
		sink_put(sink, at + start, i - start);
		start = i + 1;
		if (at[i] == '=')
			qp->held[qp->held_len++] = '=';
		else
			sink_put(sink, " ", 1);
	}
	if (qp->held_len == 0 && start < len)
		sink_put(sink, at + start, len - start);
}

bool qp_finish(struct qp *qp, const struct sink *sink)
{
	if (qp->held_len == 1) /* a soft line break at the very end */
		qp->held_len = 0;
	else if (qp->held_len > 0)
		qp_release(qp, sink);
	return qp->broken;
}
