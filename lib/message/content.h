/* content.h: the Content-* fields of one header become plans: the ways to read the body.
 * It must not know bodies. Where the fields contradict each other, every reading that a client might choose is a plan.
 * Limits: CONTENT_SAME values of a field, CONTENT_PLANS plans.   Source: RFC 2045, RFC 2046, RFC 2183, RFC 3676.
 */
#ifndef MESSAGE_CONTENT_H
#define MESSAGE_CONTENT_H

#include "decode/param.h"
#include "message/reading.h"

#define CONTENT_SAME 2 /* different values of one field that are kept */
#define CONTENT_PLANS 4

struct content {
	struct store *store;
	struct params types[CONTENT_SAME];
	struct text written[CONTENT_SAME]; /* the types' fields, for a container whose body is encoded */
	size_t type_count;
	enum transfer transfers[CONTENT_SAME];
	size_t transfer_count;
	struct params scratch;
	bool attachment; /* by its disposition, or because it has a file name */
	bool named;      /* the name ends like a text's */
	enum read_as named_as;
};

/* What a body is to the walk. */
enum container { CONTAINER_NONE, CONTAINER_MULTIPART, CONTAINER_DIGEST, CONTAINER_MESSAGE };

void content_init(struct content *content, struct store *store);
void content_begin(struct content *content);
/* One header field; all but Content-* are ignored. */
void content_field(struct content *content, const char *name, size_t name_len, const char *value, size_t value_len);
/* Is it a container for any reader? in_digest: what says nothing is a message. */
enum container content_container(const struct content *content, bool in_digest);
/* The boundaries of a multipart: at most max; the pointers live as long as the content. Returns: how many, 0 when the
 * header forgot them. */
size_t content_boundaries(const struct content *content, struct bytes *boundaries_out, size_t max);
/* The plans for a leaf; for a container those of the readers who do not take it for one, or take its body for encoded.
 * Their pointers live as long as the content. Returns: how many. */
size_t content_plans(const struct content *content, struct plan plans_out[CONTENT_PLANS], enum container container);
/* A file name from outside of the header, of a block in the body: keep it, and plan by its ending. */
void content_file_name(struct content *content, struct plan *plan, const char *at, size_t len);
void content_free(struct content *content);

#endif
