/* check_packs.c: that every spelling of every phrase of the shipped packs is found where it stands in a sentence.
 * Phrases are folded piece by piece, mail as a whole: what a word folds to must not depend on where the phrase was cut.
 */
#include "rules_fixture.h"

#include <dirent.h>

#include "base/yaml.h"
#include "detect/ruleset.h"
#include "detect/syntax.h"

#define TRIES 6 /* sentences a phrase */

static uint32_t seed = 1;

static size_t pick(size_t count)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % count;
}

/* Does the star at `at` stand alone, for any one word? */
static bool is_alone(struct bytes spelling, size_t at)
{
	return (at == 0 || spelling.at[at - 1] == ' ') && (at + 1 == spelling.len || spelling.at[at + 1] == ' ');
}

/* Write a spelling as a person would. */
static void write_spelling(struct text *out, struct bytes spelling)
{
	for (size_t i = 0; i < spelling.len; i++) {
		switch (spelling.at[i]) {
		case MARK_STAR:
			text_add_string(out, is_alone(spelling, i) ? "Kox" : "");
			break;
		case MARK_SMALL:
		case MARK_LARGE:
			text_add_string(out, pick(2) == 0 ? " " : ", ");
			break;
		case MARK_NUMBER:
			text_add_string(out, pick(2) == 0 ? " 48 " : " 1,900 ");
			break;
		default:
			text_add_char(out, spelling.at[i]);
		}
	}
}

static void write_sentence(struct text *out, const struct phrase_parts *parts)
{
	static const char *const fronts[] = {"", "- ", "Kox: "}, *const backs[] = {"", ".", "! Kox."};

	text_reset(out);
	text_add_string(out, fronts[pick(3)]);
	for (size_t i = 0; i < parts->count; i++) {
		const struct segment *segment = &parts->segments[i];
		char join = segment->join;

		write_spelling(out, segment->spellings.at[pick(segment->spellings.count)]);
		if (join == ' ')
			text_add_char(out, ' ');
		else if (join != MARK_NONE)
			write_spelling(out, (struct bytes){&join, 1});
	}
	text_add_string(out, backs[pick(3)]);
}

static bool is_hit(const struct fixture *fixture, const char *id)
{
	for (size_t i = 0; i < fixture->hits.count; i++)
		if (strcmp(fixture->hits.at[i].rule->id, id) == 0)
			return true;
	return false;
}

static size_t checked;

static void check_phrase(struct fixture *fixture, const char *path, const struct yaml_node *phrase, const char *id)
{
	struct phrase_parts *parts = malloc(sizeof *parts);
	struct syntax_error problem;
	struct text sentence;

	ck_assert_ptr_nonnull(parts);
	text_init(&sentence, 0);
	if (syntax_parse(parts, phrase->text, phrase->text_len, &problem) != 0)
		ck_abort_msg("%s:%d: %s", path, phrase->line, problem.what);
	for (int i = 0; i < TRIES; i++) {
		write_sentence(&sentence, parts);
		fixture_find(fixture, sentence.at, sentence.len);
		if (!is_hit(fixture, id))
			ck_abort_msg("%s:%d: `%s' is not found in `%.*s'", path, phrase->line, phrase->text,
				     (int)sentence.len, sentence.at);
	}
	checked++;
	text_free(&sentence);
	syntax_free(parts);
	free(parts);
}

static void check_section(struct fixture *fixture, const struct yaml_file *file, const char *key)
{
	const struct yaml_node *map = yaml_get(file->root, key);
	const char *pack = yaml_get(file->root, "pack")->text;

	for (const struct yaml_node *slot = map == NULL ? NULL : map->first; slot != NULL; slot = slot->next) {
		for (const struct yaml_node *rule = slot->first; rule != NULL; rule = rule->next) {
			const struct yaml_node *any = yaml_get(rule, "any");
			char id[160];

			snprintf(id, sizeof id, "%s/%s", pack, yaml_get(rule, "id")->text);
			for (const struct yaml_node *phrase = any->first; phrase != NULL; phrase = phrase->next)
				check_phrase(fixture, file->path, phrase, id);
		}
	}
}

static void check_pack(struct fixture *fixture, const char *path)
{
	struct yaml_file file;
	struct xs_error err;

	ck_assert_msg(yaml_file_load(&file, path, &err) == 0, "%s", err.text);
	check_section(fixture, &file, "phrases");
	check_section(fixture, &file, "innocent");
	yaml_file_free(&file);
}

START_TEST(test_every_phrase)
{
	const char *dirs[] = {SRCDIR "/conf/rules"};
	struct fixture fixture;
	struct xs_error err;
	const struct dirent *entry;
	DIR *dir = opendir(dirs[0]);
	size_t packs = 0;

	fixture_init(&fixture);
	ck_assert_ptr_nonnull(dir);
	ck_assert_msg(xs_rules_load(&fixture.rules, dirs, 1, NULL, &err) == 0, "%s", err.text);
	ck_assert_int_eq(rules_scratch_new(&fixture.scratch, fixture.rules), 0);
	while ((entry = readdir(dir)) != NULL) {
		char path[512];

		if (strstr(entry->d_name, ".yaml") == NULL)
			continue;
		snprintf(path, sizeof path, "%s/%s", dirs[0], entry->d_name);
		check_pack(&fixture, path);
		packs++;
	}
	closedir(dir);
	ck_assert_uint_gt(packs, 0);
	ck_assert_uint_gt(checked, 100 * packs / 2);
	fixture_free(&fixture);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("packs");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tcase, 300);
	tcase_add_test(tcase, test_every_phrase);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
