/* judge.c: turns the bytes of a mail into a judgement.
 * It must not know how it is shown.
 * No standard.
 */
#include "judge.h"

#include "print.h"

#include <string.h>
#include <time.h>

static uint64_t now_usec(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

/* Whoever is outside for the command line may be inside for the settings. */
static void place_client(struct judge *judge)
{
	const struct settings_list *inside = &judge->setup.settings.inside;

	for (size_t i = 0; judge->envelope.client_addr != NULL && i < inside->count; i++)
		if (xs_network_has(inside->at[i], judge->envelope.client_addr) == 1)
			judge->envelope.client = XS_CLIENT_INSIDE;
}

int judge_open(struct judge *judge, const struct options *options)
{
	struct xs_options scan_options;
	struct xs_error err;

	memset(judge, 0, sizeof *judge);
	options_envelope(&judge->envelope, options);
	judge->read_return_path = options->from == NULL;
	if (setup_read(&judge->setup, options, false) != 0 || setup_policy(&judge->policy, &judge->setup, NULL) != 0 ||
	    setup_rules(&judge->rules, &judge->setup, NULL) != 0)
		return -1;
	if (options->dns && setup_dnslist(&judge->dnslist, judge->rules) != 0)
		return -1;
	place_client(judge);
	scan_options = settings_options(&judge->setup.settings);
	if (options->authserv != NULL)
		scan_options.authserv_id = options->authserv;
	if (xs_scan_new(&judge->scan, &scan_options, &err) != 0) {
		print_trouble(err.text, NULL);
		return -1;
	}
	return 0;
}

static int no_memory(void)
{
	print_trouble("out of memory", NULL);
	return -1;
}

int judge_begin(struct judge *judge)
{
	return_path_begin(&judge->return_path);
	judge->enough = false;
	judge->begun = now_usec();
	judge->busy = 0;
	if (xs_scan_begin(judge->scan, judge->rules) != 0)
		return no_memory();
	judge->busy += now_usec() - judge->begun;
	return 0;
}

/* The time between the pieces is the disk's, not ours. */
int judge_more(struct judge *judge, const char *chunk, size_t len)
{
	int status;

	return_path_more(&judge->return_path, chunk, len);
	if (judge->enough)
		return 1;
	judge->begun = now_usec();
	status = xs_scan_feed(judge->scan, chunk, len);
	judge->busy += now_usec() - judge->begun;
	judge->enough = status == 1;
	return status == -1 ? no_memory() : status;
}

int judge_finish(struct judge *judge, struct judgement *judgement_out)
{
	judgement_out->envelope = judge->envelope;
	if (judge->read_return_path)
		judgement_out->envelope.mail_from = return_path_finish(&judge->return_path);
	if (setup_ask(judge->dnslist, judge->scan) != 0)
		return no_memory();
	judge->begun = now_usec();
	judgement_out->report = xs_scan_finish(judge->scan, &judgement_out->envelope);
	if (judgement_out->report == NULL)
		return no_memory();
	xs_policy_decide(judge->policy, &judgement_out->verdict, &judgement_out->envelope, judgement_out->report);
	judgement_out->usec = judge->busy + now_usec() - judge->begun;
	return 0;
}

void judge_close(struct judge *judge)
{
	xs_scan_free(&judge->scan);
	dnslist_free(&judge->dnslist);
	xs_rules_free(&judge->rules);
	xs_policy_free(&judge->policy);
	setup_free(&judge->setup);
}
