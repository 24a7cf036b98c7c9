/* subject.h: lists of subjects: whole ones, beginnings, and parts, with variables for what changes from mail to mail.
 * It must not know packs' files or how lists are weighed.
 *
 *   <address>    the recipient's address, or any address      <digits>  a number
 *   <localpart>  what stands before its @                     <btc>     something shaped as a Bitcoin address
 *   <password>   one word of 4 to 40 bytes
 */
#ifndef DETECT_SUBJECT_H
#define DETECT_SUBJECT_H

#include "base/arena.h"
#include "detect/aho.h"
#include "detect/literal_set.h"
#include "detect/rules.h"

struct fold; /* fold/fold.h */

enum subject_form { SUBJECT_EXACT, SUBJECT_PREFIX, SUBJECT_CONTAINS };

enum subject_variable {
	SUBJECT_TEXT, /* none: a literal */
	SUBJECT_ADDRESS,
	SUBJECT_LOCALPART,
	SUBJECT_PASSWORD,
	SUBJECT_DIGITS,
	SUBJECT_BTC
};

struct subject_piece {
	enum subject_variable variable;
	struct bytes literal; /* folded */
};

/* One spelling of a list. */
struct subject_spelling {
	uint32_t list;
	enum subject_form form;
	const struct subject_piece *pieces;
	size_t piece_count;
	size_t key_piece; /* the literal that is searched for; pieces in front of it are variables */
	uint32_t key;     /* its number */
};

struct subject_list {
	const char *id;
	int weight; /* tenths */
};

/* Immutable once finished. */
struct subjects {
	struct arena arena;
	struct subject_list *lists;
	size_t list_count, list_size;
	struct subject_spelling *spellings; /* once finished: sorted by key */
	size_t spelling_count, spelling_size;
	struct literal_set keys;
	uint32_t *first; /* by key: its first spelling; one more at the end */
	struct aho *aho;
};

void subjects_init(struct subjects *subjects);
void subjects_free(struct subjects *subjects);
/* A new list, to which spellings are added. Returns: 0 or -1 (no memory). id must live as long as the subjects. */
int subjects_list(struct subjects *subjects, const char *id, int weight);
/* Add a spelling to the newest list.
 * Returns: 1 added; 0 nothing is left of it after folding; -1 with *what_out set (NULL: no memory) and *at_out the
 * offset that is to blame. */
int subjects_add(struct subjects *subjects, struct fold *fold, enum subject_form form, const char *text, size_t len,
		 const char **what_out, size_t *at_out);
/* Returns: 0 or -1 (no memory). */
int subjects_finish(struct subjects *subjects);

/* What subject_find() of rules.h does, on the subjects themselves. */
size_t subjects_find(const struct subjects *subjects, struct subject_hit *hits_out, size_t max,
		     const struct view *subject, const char *const *recipients, size_t recipient_count);

#endif
