/* rules_fixture.h: packs in a folder of their own, loaded and asked, for the tests of lib/detect. */
#ifndef RULES_FIXTURE_H
#define RULES_FIXTURE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/limits.h"
#include "detect/rules.h"
#include "fold/fold.h"

#define FIXTURE_FILES 8

struct fixture {
	char dir[64];
	char *files[FIXTURE_FILES];
	size_t file_count;
	struct xs_error warnings[16];
	size_t warning_count;
	struct xs_rules *rules;
	struct matcher_scratch *scratch;
	struct fold *fold;
	struct text_part part;
	struct view view;
	struct hit hit_memory[LIMIT_HITS];
	struct hits hits;
};

static inline void fixture_warn(void *ctx, const struct xs_error *warning)
{
	struct fixture *fixture = ctx;

	if (fixture->warning_count < 16)
		fixture->warnings[fixture->warning_count++] = *warning;
}

static inline void fixture_init(struct fixture *fixture)
{
	memset(fixture, 0, sizeof *fixture);
	snprintf(fixture->dir, sizeof fixture->dir, "/tmp/check_detect.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(fixture->dir));
	ck_assert_int_eq(fold_new(&fixture->fold), 0);
	fixture->hits.at = fixture->hit_memory;
	fixture->hits.size = LIMIT_HITS;
}

static inline void fixture_file(struct fixture *fixture, const char *name, const char *text)
{
	size_t size = strlen(fixture->dir) + strlen(name) + 2;
	char *path = malloc(size);
	FILE *stream;

	ck_assert_uint_lt(fixture->file_count, FIXTURE_FILES);
	ck_assert_ptr_nonnull(path);
	fixture->files[fixture->file_count++] = path;
	snprintf(path, size, "%s/%s", fixture->dir, name);
	stream = fopen(path, "wb");
	ck_assert_ptr_nonnull(stream);
	ck_assert_int_ge(fputs(text, stream), 0);
	ck_assert_int_eq(fclose(stream), 0);
}

/* Returns what xs_rules_load() returned. */
static inline int fixture_load(struct fixture *fixture, struct xs_error *err)
{
	const struct xs_listener listener = {fixture_warn, fixture};
	const char *dirs[] = {fixture->dir};

	memset(err, 0, sizeof *err);
	return xs_rules_load(&fixture->rules, dirs, 1, &listener, err);
}

static inline void fixture_load_or_fail(struct fixture *fixture)
{
	struct xs_error err;

	ck_assert_msg(fixture_load(fixture, &err) == 0, "not loaded: %s", err.text);
	ck_assert_int_eq(rules_scratch_new(&fixture->scratch, fixture->rules), 0);
}

static inline void fixture_fold(struct fixture *fixture, const char *text, size_t len)
{
	fixture->part = (struct text_part){.kind = XS_TEXT_VISIBLE, .utf8 = {text, len}};
	memset(&fixture->view, 0, sizeof fixture->view);
	ck_assert_int_eq(fold_run(fixture->fold, &fixture->view, 0, &fixture->part), 0);
	fixture->view.text = &fixture->part;
}

/* All hits of a text. */
static inline void fixture_find(struct fixture *fixture, const char *text, size_t len)
{
	fixture_fold(fixture, text, len);
	fixture->hits.count = 0;
	fixture->hits.full = false;
	ck_assert_int_eq(phrase_find(&fixture->hits, fixture->scratch, fixture->rules, &fixture->view), 0);
}

/* Forget the packs, to load others. */
static inline void fixture_clear(struct fixture *fixture)
{
	rules_scratch_free(&fixture->scratch);
	xs_rules_free(&fixture->rules);
	for (size_t i = 0; i < fixture->file_count; i++) {
		unlink(fixture->files[i]);
		free(fixture->files[i]);
	}
	fixture->file_count = 0;
	fixture->warning_count = 0;
}

static inline void fixture_free(struct fixture *fixture)
{
	fixture_clear(fixture);
	fold_free(&fixture->fold);
	ck_assert_int_eq(rmdir(fixture->dir), 0);
}

#endif
