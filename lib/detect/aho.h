/* aho.h: every place of every literal in a text, in one pass: Aho and Corasick's automaton, the plain twin of libhs.
 * It must not know what the literals mean, nor libhs.
 */
#ifndef DETECT_AHO_H
#define DETECT_AHO_H

#include "stage.h"

struct aho;

/* Literals must be distinct and not empty; names are what found() is told of them, NULL: their
 * indexes. Neither is needed afterwards.
 * Returns: 0 or -1 (no memory).   Owns: the caller frees *aho_out.   Threads: immutable once made. */
int aho_new(struct aho **aho_out, const struct bytes *literals, const uint32_t *names, size_t count);
/* The same for aho_walk() alone: two thirds of the memory. */
int aho_tree_new(struct aho **aho_out, const struct bytes *literals, const uint32_t *names, size_t count);
/* Call found(ctx, name of the literal, offset behind it) for every place, in order of that offset; what it returns
 * other than 0 ends the run. Linear in len and in the number of places; allocates nothing. */
void aho_run(const struct aho *aho, const char *text, size_t len, int (*found)(void *ctx, uint32_t literal, size_t end),
	     void *ctx);
/* The same for the literals that begin at `from`, shortest first. Its time is bounded by the longest literal.
 * Returns: what found() returned last, or 0. */
int aho_walk(const struct aho *aho, const char *text, size_t len, size_t from,
	     int (*found)(void *ctx, uint32_t literal, size_t end), void *ctx);
void aho_free(struct aho **aho);

#endif
