/* qp.h: quoted-printable, and the Q encoding of headers, pushed in pieces.
 * It must not know what the bytes are. What is no escape stays as it stands ("=ZZ"), as mail clients show it.
 * Limits: QP_BLANKS blanks after a '=' before it no longer counts as a soft line break (a line of a megabyte of
 *         blanks would have to be remembered).   Source: RFC 2045 section 6.7, RFC 2047 section 4.2.
 */
#ifndef DECODE_QP_H
#define DECODE_QP_H

#include "decode/sink.h"

#define QP_BLANKS 76

struct qp {
	bool header;              /* the Q encoding: '_' is a blank */
	bool broken;              /* met a '=' that escapes nothing */
	char held[QP_BLANKS + 2]; /* '=' and what followed, while it is not known what they are */
	size_t held_len;
};

void qp_init(struct qp *qp, bool header);
void qp_more(struct qp *qp, const struct sink *sink, const char *at, size_t len);
/* Returns: true when the text was damaged, though read as far as it goes. */
bool qp_finish(struct qp *qp, const struct sink *sink);

#endif
