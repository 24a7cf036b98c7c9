/* dnslist.c: turns addresses into questions, answers into `listed', and silence into a line for the log.
 * It must not know how names are asked for, nor what the addresses are used for.
 * RFC 5782.
 */
#include "dnslist.h"

#include "cache.h"
#include "question.h"
#include "resolve.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NEGATIVE_TTL 300 /* seconds: "not listed" may change soon */
#define TELL_EVERY 60    /* seconds between two lines about trouble */
#define REST_AFTER 3     /* messages in a row that a list let wait for nothing */
#define REST_SECONDS 30  /* and how long it is left alone then */

_Static_assert(DNSLIST_QUESTIONS <= RESOLVE_MAX, "more questions than can be asked at once");

/* How a list has behaved. */
struct behaviour {
	unsigned silent; /* messages in a row */
	int64_t rests_until;
};

struct dnslist {
	const struct xs_dns *dns;
	pthread_mutex_t lock; /* for all below; never held while asking */
	struct cache *cache;
	struct behaviour *behaviour; /* of each list */
	int64_t told;                /* when trouble was told last */
	unsigned long untold;
};

struct question {
	char name[QUESTION_NAME];
	const struct xs_dns_list *list;
	struct xs_wallet *wallet;
	bool answered;
	bool cached;
	const char *why; /* not answered */
	struct answer answer;
};

struct questions {
	struct question at[DNSLIST_QUESTIONS];
	size_t count;
};

static int64_t now_usec(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

const char *dnslist_resolver(void)
{
	return resolve_version();
}

int dnslist_new(struct dnslist **dnslist_out, const struct xs_dns *dns, const struct xs_listener *listener,
		struct xs_error *err)
{
	struct xs_error ignored = {.text = "wallets: dns: is ignored, this build has no c-ares"};
	struct dnslist *dnslist;

	*dnslist_out = NULL;
	if (dns == NULL)
		return 0;
	if (resolve_version() == NULL) {
		if (listener != NULL && listener->warn != NULL)
			listener->warn(listener->ctx, &ignored);
		return 0;
	}
	if (resolve_check(dns->servers, err) != 0)
		return -1;
	dnslist = calloc(1, sizeof *dnslist);
	if (dnslist != NULL) {
		dnslist->dns = dns;
		dnslist->told = -TELL_EVERY;
		dnslist->behaviour = calloc(dns->list_count, sizeof *dnslist->behaviour);
	}
	if (dnslist == NULL || dnslist->behaviour == NULL || cache_new(&dnslist->cache, dns->cache) != 0 ||
	    pthread_mutex_init(&dnslist->lock, NULL) != 0) {
		if (dnslist != NULL) {
			cache_free(&dnslist->cache);
			free(dnslist->behaviour);
		}
		free(dnslist);
		if (err != NULL)
			*err = (struct xs_error){.text = "out of memory"};
		return -1;
	}
	*dnslist_out = dnslist;
	return 0;
}

void dnslist_free(struct dnslist **dnslist)
{
	struct dnslist *old = *dnslist;

	*dnslist = NULL;
	if (old == NULL)
		return;
	pthread_mutex_destroy(&old->lock);
	cache_free(&old->cache);
	free(old->behaviour);
	free(old);
}

/* ---- questions ---- */

static bool is_worth_asking(const struct xs_wallet *wallet)
{
	return wallet->checksum == XS_CHECKSUM_OK && !wallet->trusted && !wallet->listed &&
	       strcmp(wallet->network, "main") == 0;
}

/* One address after the other, so that a mail with too many has at least its first ones asked about everywhere. */
static void collect(struct questions *questions, const struct dnslist *dnslist, struct xs_wallet *wallets, size_t count)
{
	const struct xs_dns *dns = dnslist->dns;

	questions->count = 0;
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; is_worth_asking(&wallets[i]) && j < dns->list_count; j++) {
			struct question *question = &questions->at[questions->count];

			if (questions->count == DNSLIST_QUESTIONS)
				return;
			if (!question_wants(&dns->lists[j], &wallets[i]) ||
			    !question_name(question->name, &dns->lists[j], wallets[i].address))
				continue;
			question->list = &dns->lists[j];
			question->wallet = &wallets[i];
			question->answered = false;
			question->why = NULL;
			questions->count++;
		}
	}
}

static struct behaviour *behaviour_of(struct dnslist *dnslist, const struct question *question)
{
	return &dnslist->behaviour[question->list - dnslist->dns->lists];
}

/* What is known already, and who is not to be bothered. */
static unsigned look_up(struct dnslist *dnslist, struct questions *questions, int64_t now)
{
	unsigned cached = 0;

	pthread_mutex_lock(&dnslist->lock);
	for (size_t i = 0; i < questions->count; i++) {
		struct question *question = &questions->at[i];

		question->answered = cache_get(dnslist->cache, &question->answer, question->name, now);
		question->cached = question->answered;
		cached += question->cached;
		if (!question->answered && behaviour_of(dnslist, question)->rests_until > now)
			question->why = "silent so often that it is left alone for a while";
	}
	pthread_mutex_unlock(&dnslist->lock);
	return cached;
}

/* ---- asking ---- */

static unsigned time_to_keep(const struct xs_dns *dns, const struct resolve_query *query)
{
	unsigned ttl = query->answer.count > 0 ? query->ttl : NEGATIVE_TTL;

	return ttl < dns->ttl ? ttl : dns->ttl;
}

static void note_answer(struct dnslist *dnslist, struct question *question, const struct resolve_query *query,
			int64_t now)
{
	question->answered = query->state == RESOLVE_ANSWERED;
	if (!question->answered) {
		question->why = query->state == RESOLVE_LATE ? "no answer in time" : query->why;
		return;
	}
	question->answer = query->answer;
	cache_put(dnslist->cache, question->name, &query->answer, now, time_to_keep(dnslist->dns, query));
}

/* A list that answered anything is awake. */
static void note_behaviour(struct dnslist *dnslist, const struct questions *questions, int64_t now)
{
	for (size_t j = 0; j < dnslist->dns->list_count; j++) {
		struct behaviour *behaviour = &dnslist->behaviour[j];
		bool asked = false, answered = false;

		for (size_t i = 0; i < questions->count; i++) {
			const struct question *question = &questions->at[i];

			if (question->list != &dnslist->dns->lists[j] || question->cached || behaviour->rests_until > now)
				continue;
			asked = true;
			answered = answered || question->answered;
		}
		if (answered)
			behaviour->silent = 0;
		else if (asked && ++behaviour->silent >= REST_AFTER) {
			behaviour->silent = 0;
			behaviour->rests_until = now + REST_SECONDS;
		}
	}
}

static void ask(struct dnslist *dnslist, struct questions *questions)
{
	struct resolve_query queries[DNSLIST_QUESTIONS];
	struct question *asked[DNSLIST_QUESTIONS];
	size_t count = 0;
	int64_t now;

	for (size_t i = 0; i < questions->count; i++) {
		struct question *question = &questions->at[i];

		if (question->answered || question->why != NULL)
			continue;
		asked[count] = question;
		queries[count++] = (struct resolve_query){.name = question->name};
	}
	if (count == 0)
		return;
	resolve_all(queries, count, dnslist->dns->servers, dnslist->dns->budget);
	now = now_usec() / 1000000;
	pthread_mutex_lock(&dnslist->lock);
	for (size_t i = 0; i < count; i++)
		note_answer(dnslist, asked[i], &queries[i], now);
	note_behaviour(dnslist, questions, now);
	pthread_mutex_unlock(&dnslist->lock);
}

/* ---- what it means ---- */

/* Returns: the question that was not answered, or NULL. */
static const struct question *read_answers(struct dnslist_outcome *outcome, struct questions *questions)
{
	const struct question *silent = NULL;

	for (size_t i = 0; i < questions->count; i++) {
		struct question *question = &questions->at[i];
		bool listed = false;

		for (unsigned j = 0; question->answered && j < question->answer.count; j++) {
			enum question_meaning meaning = question_meaning(question->list, question->answer.at[j]);

			listed = listed || meaning == QUESTION_LISTED;
			if (meaning == QUESTION_REFUSED)
				question->why = "it refuses to serve us (127.255.255.x)";
		}
		if (listed) {
			outcome->listed++;
			question->wallet->listed = true;
		} else if (question->why != NULL) {
			outcome->silent++;
			silent = silent == NULL ? question : silent;
		}
	}
	return silent;
}

/* The first trouble is told at once, what follows within a minute is counted. */
static void tell(struct dnslist *dnslist, struct dnslist_outcome *outcome, const struct question *silent, int64_t now)
{
	pthread_mutex_lock(&dnslist->lock);
	if (now - dnslist->told < TELL_EVERY) {
		dnslist->untold += outcome->silent;
	} else {
		snprintf(outcome->trouble, sizeof outcome->trouble, "DNS list %.60s (%.100s): %s; %lu more untold",
			 silent->list->id, silent->list->zone, silent->why, dnslist->untold + outcome->silent - 1);
		dnslist->told = now;
		dnslist->untold = 0;
	}
	pthread_mutex_unlock(&dnslist->lock);
}

void dnslist_ask(struct dnslist *dnslist, struct dnslist_outcome *outcome_out, struct xs_wallet *wallets, size_t count)
{
	int64_t begun = now_usec();
	struct questions questions;
	const struct question *silent;

	memset(outcome_out, 0, sizeof *outcome_out);
	if (dnslist == NULL)
		return;
	collect(&questions, dnslist, wallets, count);
	if (questions.count == 0)
		return;
	outcome_out->questions = (unsigned)questions.count;
	outcome_out->cached = look_up(dnslist, &questions, begun / 1000000);
	ask(dnslist, &questions);
	silent = read_answers(outcome_out, &questions);
	if (silent != NULL)
		tell(dnslist, outcome_out, silent, now_usec() / 1000000);
	outcome_out->usec = (unsigned)(now_usec() - begun);
}
