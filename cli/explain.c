/* explain.c: turns a mail's report into something a person can check: the letter, the sum, the verdict.
 * It must not compute a score: it adds up what the report says and tells when the sum differs.
 * No standard.
 */
#include "explain.h"

#include "input.h"
#include "judge.h"
#include "print.h"
#include "verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct explain_run {
	struct judge judge;
	bool color;
	bool found;
};

static void print_tenths(int tenths)
{
	printf("%s%d.%d", tenths < 0 ? "-" : "", abs(tenths) / 10, abs(tenths) % 10);
}

static void print_place(const struct xs_report *report, int text, size_t offset, size_t length)
{
	if (text < 0 || (size_t)text >= report->text_count)
		return;
	printf("  (part %d, %s, bytes %zu to %zu)", report->texts[text].part, xs_text_name(report->texts[text].kind),
	       offset, offset + length);
}

static void print_texts(const struct xs_report *report, bool color)
{
	for (size_t i = 0; i < report->text_count; i++) {
		const struct xs_text *text = &report->texts[i];

		if (text->len == 0)
			continue;
		printf("--- %s", xs_text_name(text->kind));
		if (text->part > 0)
			printf(", part %d", text->part);
		puts(" ---");
		explain_text(report, i, color);
		fputs(text->at[text->len - 1] == '\n' ? "\n" : "\n\n", stdout);
	}
}

/* "  +2.0     2.0  ACCESS ja/account-hacked  (part 1, visible, bytes 10 to 30)": points, sum so far, what for. */
static void print_points(const struct xs_report *report, const struct xs_signal *signal, int sum)
{
	char points[16], total[16];

	snprintf(points, sizeof points, "%c%d.%d", signal->points < 0 ? '-' : '+', abs(signal->points) / 10,
		 abs(signal->points) % 10);
	snprintf(total, sizeof total, "%s%d.%d", sum < 0 ? "-" : "", abs(sum) / 10, abs(sum) % 10);
	printf("%7s %7s  %-11s ", points, total,
	       signal->slot == XS_SLOT_NONE ? xs_signal_name(signal->kind) : xs_slot_name(signal->slot));
	print_safe_string(stdout, signal->id);
	print_place(report, signal->text, signal->offset, signal->length);
	putchar('\n');
}

static void print_sum(const struct xs_report *report)
{
	int sum = 0;

	puts("--- score ---");
	puts(" points     sum");
	for (size_t i = 0; i < report->signal_count; i++) {
		if (report->signals[i].points == 0)
			continue;
		sum += report->signals[i].points;
		print_points(report, &report->signals[i], sum);
	}
	fputs("  score ", stdout);
	print_tenths(report->score);
	fputs(sum == report->score ? "\n" : "  (bounded: the sum is another)\n", stdout);
}

static bool is_first(const struct xs_report *report, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (report->signals[i].kind == report->signals[index].kind &&
		    strcmp(report->signals[i].id, report->signals[index].id) == 0)
			return false;
	return true;
}

#define LINE_WIDTH 110

/* The rules of packs that do not read this letter, by name only. */
static void print_strangers(const struct xs_report *report)
{
	size_t width = LINE_WIDTH;
	bool any = false;

	for (size_t i = 0; i < report->signal_count; i++) {
		const struct xs_signal *signal = &report->signals[i];

		if (explain_belongs(report, signal) || !is_first(report, i))
			continue;
		if (!any)
			fputs("\n--- rules of other packs, which do not count here ---", stdout);
		any = true;
		if (width + strlen(signal->id) >= LINE_WIDTH) {
			fputs("\n ", stdout);
			width = 1;
		}
		width += 1 + strlen(signal->id);
		putchar(' ');
		print_safe_string(stdout, signal->id);
	}
	if (any)
		putchar('\n');
}

/* What was found and neither adds nor takes: weak words, oddities of structure, limits. Each id once. */
static void print_told(const struct xs_report *report)
{
	const char *head = "\n--- also found, without points ---\n";

	for (size_t i = 0; i < report->signal_count; i++) {
		const struct xs_signal *signal = &report->signals[i];

		if (signal->points != 0 || !is_first(report, i) || !explain_belongs(report, signal))
			continue;
		printf("%s  %-9s %-11s ", head, xs_signal_name(signal->kind),
		       signal->slot == XS_SLOT_NONE ? "-" : xs_slot_name(signal->slot));
		print_safe_string(stdout, signal->id);
		print_place(report, signal->text, signal->offset, signal->length);
		putchar('\n');
		head = "";
	}
}

static void print_wallets(const struct xs_report *report)
{
	if (report->wallet_count > 0)
		puts("\n--- wallets ---");
	for (size_t i = 0; i < report->wallet_count; i++) {
		const struct xs_wallet *wallet = &report->wallets[i];

		printf("  %s %s ", wallet->coin, wallet->form);
		print_safe_string(stdout, wallet->address);
		printf("  %s, %s%s%s", wallet->checksum == XS_CHECKSUM_OK ? "checksum ok" : "no checksum",
		       xs_how_name(wallet->how), wallet->listed ? ", listed" : "", wallet->trusted ? ", trusted" : "");
		print_place(report, wallet->text, wallet->offset, wallet->length);
		putchar('\n');
	}
}

static void print_verdict(const struct judgement *judgement)
{
	const struct xs_verdict *verdict = &judgement->verdict;
	const struct xs_report *report = judgement->report;

	puts("\n--- verdict ---");
	printf("  %s", xs_action_name(verdict->wanted));
	if (verdict->observe)
		fputs(" (mode: observe, so nothing is done)", stdout);
	printf(", rule %s", verdict->rule);
	if (verdict->reply_code != 0)
		printf(": %d %s %s", verdict->reply_code, verdict->reply_enhanced, verdict->reply_text);
	if (verdict->reason[0] != '\0')
		printf(": %s", verdict->reason);
	printf("\n  kind %s, language %s, %u slots, %zu bytes, %zu parts, %llu microseconds\n",
	       xs_kind_name(report->kind), report->lang[0] == '\0' ? "-" : report->lang, xs_slot_count(report->slots),
	       report->bytes, report->parts, (unsigned long long)judgement->usec);
}

static int on_begin(void *ctx)
{
	struct explain_run *run = ctx;

	return judge_begin(&run->judge);
}

static int on_more(void *ctx, const char *chunk, size_t len)
{
	struct explain_run *run = ctx;

	return judge_more(&run->judge, chunk, len);
}

static int on_finish(void *ctx, const char *name)
{
	struct explain_run *run = ctx;
	struct judgement judgement;

	if (judge_finish(&run->judge, &judgement) != 0)
		return -1;
	fputs("=== ", stdout);
	print_safe_string(stdout, name);
	puts(" ===");
	print_texts(judgement.report, run->color);
	print_sum(judgement.report);
	print_told(judgement.report);
	print_strangers(judgement.report);
	print_wallets(judgement.report);
	print_verdict(&judgement);
	run->found = run->found || judgement.verdict.wanted != XS_ACTION_ACCEPT;
	return 0;
}

/* NO_COLOR: no-color.org, honoured by what draws no pictures either. */
static bool wants_color(const struct options *options)
{
	const char *none = getenv("NO_COLOR");

	if (options->color != NULL && strcmp(options->color, "auto") != 0)
		return strcmp(options->color, "always") == 0;
	return isatty(STDOUT_FILENO) && (none == NULL || none[0] == '\0');
}

int explain_main(int argc, char **argv)
{
	struct explain_run run = {.found = false};
	const struct input_sink sink = {&run, NULL, on_begin, on_more, on_finish};
	struct options options;
	int status = options_read(&options,
				  OPTION_BIT(SETTINGS) | OPTION_BIT(POLICY) | OPTION_BIT(RULES) | OPTION_BIT(DNS) |
					  OPTION_BIT(COLOR) | OPTIONS_ENVELOPE,
				  "[OPTION...] [FILE...]", argc, argv);

	if (status != 0)
		return status == 1 ? EXIT_CLEAN : EXIT_TROUBLE;
	run.color = wants_color(&options);
	status = judge_open(&run.judge, &options);
	if (status == 0)
		status = input_read(&sink, options.words, options.word_count);
	judge_close(&run.judge);
	return input_exit_status(status, run.found);
}
