/* wallet_lines.h: tab-separated test data, line by line, for the wallet tests. */
#ifndef WALLET_LINES_H
#define WALLET_LINES_H

#include <check.h>
#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_CELLS 8

struct lines {
	FILE *file;
	int number;
	char text[4096];
	char *cell[LINE_CELLS]; /* those that are missing are "" */
};

static inline bool lines_open_path(struct lines *lines, const char *path)
{
	lines->file = fopen(path, "r");
	lines->number = 0;
	return lines->file != NULL;
}

/* Opens SRCDIR/name. Returns: false when it is not there. */
static inline bool lines_open(struct lines *lines, const char *name)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%s", SRCDIR, name);
	return lines_open_path(lines, path);
}

/* The files of valid addresses, one a coin. The caller calls globfree(). */
static inline void lines_find_vectors(glob_t *files)
{
	if (glob(SRCDIR "/tests/vectors/*.tsv", 0, NULL, files) != 0)
		abort();
}

/* Opens one of them. Returns: false when it is the file of what is no address. */
static inline bool lines_open_vectors(struct lines *lines, const glob_t *files, int number)
{
	const char *path = files->gl_pathv[number];

	return strstr(path, "/invalid.tsv") == NULL && lines_open_path(lines, path);
}

/* The next line that is no comment; closes the file at its end. */
static inline bool lines_next(struct lines *lines)
{
	while (fgets(lines->text, sizeof lines->text, lines->file) != NULL) {
		char *at = lines->text;

		lines->number++;
		at[strcspn(at, "\r\n")] = '\0';
		if (*at == '#')
			continue;
		for (int i = 0; i < LINE_CELLS; i++) {
			lines->cell[i] = at;
			at += strcspn(at, "\t");
			if (*at == '\t')
				*at++ = '\0';
		}
		return true;
	}
	fclose(lines->file);
	return false;
}

/* Shared data stands beside the checkout, and not on every machine. */
static inline bool lines_open_shared(struct lines *lines, const char *name)
{
	char path[256];

	snprintf(path, sizeof path, "../shared/%s", name);
	if (lines_open(lines, path))
		return true;
	printf("skipped: %s is not here\n", path);
	return false;
}

/* A small generator, the same on every machine (xorshift64). */
static inline unsigned lines_random(unsigned long long *state, unsigned below)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (unsigned)(*state >> 32) % below;
}

#endif
