/* scan.c: turns mails into one answer each, and all of them into an exit status.
 * It must not know how a mail is judged.
 * JSON Lines (one RFC 8259 object a line).
 */
#include "input.h"
#include "judge.h"
#include "print.h"
#include "verbs.h"

#include <stdlib.h>

struct scan_run {
	struct judge judge;
	bool jsonl;
	bool found;
	char *buf;
	size_t size;
};

/* Room for `need` bytes and a NUL. */
static int make_room(struct scan_run *run, size_t need)
{
	char *buf;

	if (need < run->size)
		return 0;
	buf = realloc(run->buf, need + need / 2 + 1);
	if (buf == NULL) {
		print_trouble("out of memory", NULL);
		return -1;
	}
	run->buf = buf;
	run->size = need + need / 2 + 1;
	return 0;
}

static size_t write_answer(struct scan_run *run, const struct judgement *judgement, const char *name)
{
	if (run->jsonl)
		return xs_report_json(run->buf, run->size, name, judgement->report, &judgement->verdict,
				      judgement->usec);
	return xs_report_line(run->buf, run->size, &judgement->envelope, judgement->report, &judgement->verdict,
			      judgement->usec);
}

static int on_begin(void *ctx)
{
	struct scan_run *run = ctx;

	return judge_begin(&run->judge);
}

static int on_more(void *ctx, const char *chunk, size_t len)
{
	struct scan_run *run = ctx;

	return judge_more(&run->judge, chunk, len);
}

static int on_finish(void *ctx, const char *name)
{
	struct scan_run *run = ctx;
	struct judgement judgement;

	if (judge_finish(&run->judge, &judgement) != 0 || make_room(run, write_answer(run, &judgement, name)) != 0)
		return -1;
	write_answer(run, &judgement, name);
	if (!run->jsonl) {
		print_safe_string(stdout, name);
		fputs(": ", stdout);
	}
	puts(run->buf);
	run->found = run->found || judgement.verdict.wanted != XS_ACTION_ACCEPT;
	return 0;
}

int scan_main(int argc, char **argv)
{
	struct scan_run run = {.found = false};
	const struct input_sink sink = {&run, NULL, on_begin, on_more, on_finish};
	struct options options;
	int status = options_read(&options,
				  OPTION_BIT(FORMAT) | OPTION_BIT(SETTINGS) | OPTION_BIT(POLICY) | OPTION_BIT(RULES) |
					  OPTION_BIT(DNS) | OPTIONS_ENVELOPE,
				  "[OPTION...] [FILE...]", argc, argv);

	if (status != 0)
		return status == 1 ? EXIT_CLEAN : EXIT_TROUBLE;
	run.jsonl = options.jsonl;
	status = judge_open(&run.judge, &options);
	if (status == 0)
		status = input_read(&sink, options.words, options.word_count);
	judge_close(&run.judge);
	free(run.buf);
	return input_exit_status(status, run.found);
}
