/* fuzz_rules.c: loads whatever comes as a rule pack, and searches the input itself with it: every refusal names its
 * place, every hit, subject and amount lies within the text, and a second look finds the same.
 * It must not know which packs are right: the unit tests do.
 */
#include "fuzz.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "detect/ruleset.h"
#include "fold/fold.h"

static void check_warning(void *ctx, const struct xs_error *warning)
{
	(void)ctx;
	FUZZ_CHECK(strncmp(warning->text, "p.yaml:", 7) == 0, "a warning does not name its file");
	FUZZ_CHECK(warning->line > 0, "a warning does not name its line");
}

static void check_phrases(const struct xs_rules *rules, const struct view *view)
{
	static struct hit memory[64];
	struct hits hits = {.at = memory, .size = 64};
	struct matcher_scratch *scratch;

	if (rules_scratch_new(&scratch, rules) != 0)
		return;
	for (int twice = 0; twice < 2; twice++)
		FUZZ_CHECK(phrase_find(&hits, scratch, rules, view) == 0, "phrase_find() failed");
	for (size_t i = 0; i < hits.count; i++) {
		const struct hit *hit = &hits.at[i];

		FUZZ_CHECK(hit->folded_from < hit->folded_to && hit->folded_to <= view->folded.len, "a hit is nowhere");
		FUZZ_CHECK(hit->length > 0 && hit->offset + hit->length <= view->text->utf8.len, "a hit is nowhere");
	}
	FUZZ_CHECK(hits.full || hits.count % 2 == 0, "the same text says something else the second time");
	rules_scratch_free(&scratch);
}

static void check_rest(const struct xs_rules *rules, const struct view *view)
{
	static const char *const recipients[] = {"kim@example.com"};
	struct subject_hit subjects[4];
	struct amount_hit amounts[4];
	size_t count = subject_find(subjects, 4, rules, view, recipients, 1);

	FUZZ_CHECK(count <= 4, "more subjects than asked for");
	for (size_t i = 0; i < count; i++)
		FUZZ_CHECK(subjects[i].offset + subjects[i].length <= view->text->utf8.len, "a subject is nowhere");
	count = amount_find(amounts, 4, rules, view);
	FUZZ_CHECK(count <= 4, "more amounts than asked for");
	for (size_t i = 0; i < count; i++) {
		FUZZ_CHECK(amounts[i].offset + amounts[i].length <= view->text->utf8.len, "an amount is nowhere");
		FUZZ_CHECK(amounts[i].value > 0, "an amount of nothing");
	}
}

static void search(const struct xs_rules *rules, const char *text, size_t len)
{
	struct text_part part = {.kind = XS_TEXT_VISIBLE, .utf8 = {text, len}};
	struct view view = {.text = &part};
	struct fold *fold;

	if (fold_new(&fold) != 0)
		return;
	if (utf8_is_valid(text, len) && fold_run(fold, &view, 0, &part) == 0) {
		view.text = &part;
		check_phrases(rules, &view);
		check_rest(rules, &view);
	}
	fold_free(&fold);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct xs_listener listener = {check_warning, NULL};
	struct xs_rules *rules;
	struct xs_error err = {.text = ""};

	if (ascii_find((const char *)data, size, "wallets") != SIZE_MAX) /* names files, whose errors name themselves */
		return 0;
	if (rules_load_text(&rules, "p.yaml", (const char *)data, size, &listener, &err) == 0) {
		search(rules, (const char *)data, size);
		FUZZ_CHECK(xs_rules_check_examples(rules, NULL, NULL) >= 0, "examples failed to run");
	} else {
		FUZZ_CHECK(strncmp(err.text, "p.yaml:", 7) == 0, err.text);
	}
	xs_rules_free(&rules);
	return 0;
}
