/* matcher.c: turns a set of literals and a text into the places of the literals.
 * It must not know what a literal means. It is the only file that knows libhs (Hyperscan or Vectorscan).
 * No standard; libhs promises its reports in order of their ends.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "detect/matcher.h"

#include "base/error.h"
#include "detect/aho.h"

#include <stdlib.h>

#ifdef HAVE_HYPERSCAN
#include <hs.h>
#endif

struct matcher {
	struct aho *plain;
#ifdef HAVE_HYPERSCAN
	hs_database_t *database;
	hs_scratch_t *prototype;
#endif
};

struct matcher_room {
#ifdef HAVE_HYPERSCAN
	hs_scratch_t *scratch;
#endif
	char unused; /* a struct must have something in it without libhs, too */
};

#ifdef HAVE_HYPERSCAN

/* The columns that hs_compile_lit_multi() wants. */
struct hs_columns {
	const char **at;
	size_t *len;
	unsigned *id;
	unsigned *flags;
};

static int columns_fill(struct hs_columns *columns, const struct bytes *literals, size_t count)
{
	columns->at = calloc(count, sizeof *columns->at);
	columns->len = calloc(count, sizeof *columns->len);
	columns->id = calloc(count, sizeof *columns->id);
	columns->flags = calloc(count, sizeof *columns->flags);
	if (columns->at == NULL || columns->len == NULL || columns->id == NULL || columns->flags == NULL)
		return -1;
	for (size_t i = 0; i < count; i++) {
		columns->at[i] = literals[i].at;
		columns->len[i] = literals[i].len;
		columns->id[i] = (unsigned)i;
	}
	return 0;
}

static void columns_free(struct hs_columns *columns)
{
	free(columns->at);
	free(columns->len);
	free(columns->id);
	free(columns->flags);
}

static int hs_build(struct matcher *matcher, const struct bytes *literals, size_t count, struct xs_error *err)
{
	struct hs_columns columns = {0};
	hs_compile_error_t *problem = NULL;
	int status = -1;

	if (columns_fill(&columns, literals, count) != 0) {
		error_no_memory(err);
		goto out;
	}
	if (hs_compile_lit_multi(columns.at, columns.flags, columns.id, columns.len, (unsigned)count, HS_MODE_BLOCK,
				 NULL, &matcher->database, &problem) != HS_SUCCESS) {
		error_set(err, NULL, 0, 0, "libhs cannot compile the phrases: %s",
			  problem == NULL || problem->message == NULL ? "no reason given" : problem->message);
		goto out;
	}
	if (hs_alloc_scratch(matcher->database, &matcher->prototype) != HS_SUCCESS)
		error_no_memory(err);
	else
		status = 0;
out:
	if (problem != NULL)
		hs_free_compile_error(problem);
	columns_free(&columns);
	return status;
}

struct hs_report {
	int (*found)(void *ctx, uint32_t literal, size_t end);
	void *ctx;
};

static int hs_found(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *ctx)
{
	const struct hs_report *report = ctx;

	(void)from;
	(void)flags;
	return report->found(report->ctx, id, (size_t)to);
}

static int hs_run(const struct matcher *matcher, struct matcher_room *room, const char *text, size_t len,
		  int (*found)(void *ctx, uint32_t literal, size_t end), void *ctx)
{
	struct hs_report report = {found, ctx};
	hs_error_t status;

	/* A text of 4 GB cannot come this far, but a cut would be silent. */
	if (len > UINT32_MAX)
		return -1;
	status = hs_scan(matcher->database, text, (unsigned)len, 0, room->scratch, hs_found, &report);
	return status == HS_SUCCESS || status == HS_SCAN_TERMINATED ? 0 : -1;
}

#endif

int matcher_new(struct matcher **matcher_out, const struct bytes *literals, size_t count, enum matcher_engine engine,
		struct xs_error *err)
{
	struct matcher *matcher = calloc(1, sizeof *matcher);

	*matcher_out = matcher;
	if (matcher == NULL)
		return error_no_memory(err);
#ifdef HAVE_HYPERSCAN
	if (engine == MATCHER_BEST && count > 0 && hs_valid_platform() == HS_SUCCESS) {
		if (hs_build(matcher, literals, count, err) == 0)
			return 0;
		matcher_free(matcher_out);
		return -1;
	}
#else
	(void)engine;
#endif
	if (aho_new(&matcher->plain, literals, count) == 0)
		return 0;
	matcher_free(matcher_out);
	return error_no_memory(err);
}

const char *matcher_name(const struct matcher *matcher)
{
	return matcher->plain != NULL ? "plain" : "libhs";
}

void matcher_free(struct matcher **matcher_io)
{
	struct matcher *matcher = *matcher_io;

	*matcher_io = NULL;
	if (matcher == NULL)
		return;
	aho_free(&matcher->plain);
#ifdef HAVE_HYPERSCAN
	hs_free_scratch(matcher->prototype);
	hs_free_database(matcher->database);
#endif
	free(matcher);
}

int matcher_room_new(struct matcher_room **room_out, const struct matcher *matcher)
{
	struct matcher_room *room = calloc(1, sizeof *room);

	*room_out = room;
	if (room == NULL)
		return -1;
#ifdef HAVE_HYPERSCAN
	if (matcher->prototype != NULL && hs_clone_scratch(matcher->prototype, &room->scratch) != HS_SUCCESS) {
		matcher_room_free(room_out);
		return -1;
	}
#else
	(void)matcher;
#endif
	return 0;
}

void matcher_room_free(struct matcher_room **room_io)
{
	struct matcher_room *room = *room_io;

	*room_io = NULL;
	if (room == NULL)
		return;
#ifdef HAVE_HYPERSCAN
	hs_free_scratch(room->scratch);
#endif
	free(room);
}

int matcher_run(const struct matcher *matcher, struct matcher_room *room, const char *text, size_t len,
		int (*found)(void *ctx, uint32_t literal, size_t end), void *ctx)
{
#ifdef HAVE_HYPERSCAN
	if (matcher->plain == NULL)
		return hs_run(matcher, room, text, len, found, ctx);
#else
	(void)room;
#endif
	aho_run(matcher->plain, text, len, found, ctx);
	return 0;
}
