/* check_yaml.c: tests of lib/base/yaml: the tree, and every message that an administrator can get. */
#include "base/yaml.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(tree_keeps_order_lines_and_quotes)
{
	static const char text[] = "a: 1\nlist:\n  - x\n  - \"y z\"\nmap: {k: v}\n";
	struct yaml_file file;
	const struct yaml_node *list;

	ck_assert_int_eq(yaml_file_parse(&file, "t.yaml", text, strlen(text), NULL), 0);
	ck_assert_uint_eq(file.root->count, 3);
	list = yaml_get(file.root, "list");
	ck_assert_ptr_nonnull(list);
	ck_assert_int_eq(list->kind, YAML_LIST);
	ck_assert_str_eq(list->first->text, "x");
	ck_assert(!list->first->quoted);
	ck_assert_str_eq(list->first->next->text, "y z");
	ck_assert(list->first->next->quoted);
	ck_assert_int_eq(list->first->next->line, 4);
	ck_assert_int_eq(list->first->next->column, 5);
	ck_assert_str_eq(yaml_get(yaml_get(file.root, "map"), "k")->text, "v");
	ck_assert_ptr_null(yaml_get(file.root, "nothing"));
	yaml_file_free(&file);
}
END_TEST

START_TEST(empty_file_has_no_root)
{
	struct yaml_file file;

	ck_assert_int_eq(yaml_file_parse(&file, "t.yaml", "# only a comment\n", 17, NULL), 0);
	ck_assert_ptr_null(file.root);
	yaml_file_free(&file);
}
END_TEST

static const struct {
	const char *text, *want;
} refusals[] = {
	{"a: 1\na: 2\n", "t.yaml:2:1: key `a' stands twice in this map; the first is in line 1"},
	{"a: &x 1\n", "t.yaml:1:4: anchors (&x) and tags (!x) are not read here; quote the text if it begins with such "
		      "a character"},
	{"a: !!int 1\n", "t.yaml:1:4: anchors (&x) and tags (!x) are not read here; quote the text if it begins with "
			 "such a character"},
	{"a: *x\n", "t.yaml:1:4: aliases (*x) are not read here; quote the text if it begins with `*'"},
	{"a: 1\n---\nb: 2\n", "t.yaml:2:1: a second document (---) in one file"},
	{"[x]: 1\n", "t.yaml:1:1: a key must be plain text, not a list or a map"},
	{"[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]\n", "t.yaml:1:17: nested too deep"},
};

START_TEST(refusals_name_the_place)
{
	struct yaml_file file;
	struct xs_error err;

	ck_assert_int_eq(yaml_file_parse(&file, "t.yaml", refusals[_i].text, strlen(refusals[_i].text), &err), -1);
	ck_assert_str_eq(err.text, refusals[_i].want);
	yaml_file_free(&file);
}
END_TEST

START_TEST(broken_yaml_names_the_line)
{
	static const char text[] = "a: 1\nb: [1, 2\nc: 3\n";
	struct yaml_file file;
	struct xs_error err;

	ck_assert_int_eq(yaml_file_parse(&file, "t.yaml", text, strlen(text), &err), -1);
	ck_assert_int_eq(strncmp(err.text, "t.yaml:3:", 9), 0);
	ck_assert_ptr_nonnull(strstr(err.text, "not YAML"));
	yaml_file_free(&file);
	ck_assert_int_eq(yaml_file_parse(&file, "t.yaml", "a: \"\xff\"\n", 8, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "not UTF-8"));
	yaml_file_free(&file);
}
END_TEST

START_TEST(missing_file_is_named)
{
	struct yaml_file file;
	struct xs_error err;

	ck_assert_int_eq(yaml_file_load(&file, "/nonexistent/policy.yaml", &err), -1);
	ck_assert_str_eq(err.text, "/nonexistent/policy.yaml: cannot open: No such file or directory");
	yaml_file_free(&file);
}
END_TEST

static struct yaml_file parsed(const char *text)
{
	struct yaml_file file;

	ck_assert_int_eq(yaml_file_parse(&file, "t.yaml", text, strlen(text), NULL), 0);
	return file;
}

START_TEST(values_are_what_was_asked_for)
{
	struct yaml_file file = parsed("t: true\nn: no\ni: 42\nd: -1.5\nw: reject\n");
	static const char *const words[] = {"accept", "reject", NULL};
	struct xs_error err;
	bool yes = false;
	long whole;
	int number;

	ck_assert_int_eq(yaml_want_bool(&yes, &file, yaml_get(file.root, "t"), "t", &err), 0);
	ck_assert(yes);
	ck_assert_int_eq(yaml_want_bool(&yes, &file, yaml_get(file.root, "n"), "n", &err), -1);
	ck_assert_str_eq(err.text, "t.yaml:2:4: n must be true or false, found `no'");
	ck_assert_int_eq(yaml_want_long(&whole, &file, yaml_get(file.root, "i"), "i", 0, 50, &err), 0);
	ck_assert_int_eq(whole, 42);
	ck_assert_int_eq(yaml_want_long(&whole, &file, yaml_get(file.root, "i"), "i", 0, 10, &err), -1);
	ck_assert_str_eq(err.text, "t.yaml:3:4: i must be between 0 and 10, found `42'");
	ck_assert_int_eq(yaml_want_tenths(&number, &file, yaml_get(file.root, "d"), "d", &err), 0);
	ck_assert_int_eq(number, -15);
	ck_assert_int_eq(yaml_want_tenths(&number, &file, yaml_get(file.root, "w"), "w", &err), -1);
	ck_assert_int_eq(yaml_want_word(&number, &file, yaml_get(file.root, "w"), "action", words, &err), 0);
	ck_assert_int_eq(number, 1);
	ck_assert_int_eq(yaml_want_word(&number, &file, yaml_get(file.root, "t"), "action", words, &err), -1);
	ck_assert_str_eq(err.text, "t.yaml:1:4: action `true' is not known; it is one of accept, reject");
	yaml_file_free(&file);
}
END_TEST

START_TEST(unknown_keys_get_a_hint)
{
	struct yaml_file file = parsed("score: 1\nslotz: 2\n");
	static const char *const keys[] = {"score", "slots", NULL};
	struct xs_error err;

	ck_assert_int_eq(yaml_check_keys(&file, file.root, keys, &err), -1);
	ck_assert_str_eq(err.text, "t.yaml:2:1: unknown key `slotz'; did you mean `slots'?");
	yaml_file_free(&file);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("yaml");
	TCase *tcase = tcase_create("yaml");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tcase);
	tcase_add_test(tcase, tree_keeps_order_lines_and_quotes);
	tcase_add_test(tcase, empty_file_has_no_root);
	tcase_add_loop_test(tcase, refusals_name_the_place, 0, sizeof refusals / sizeof *refusals);
	tcase_add_test(tcase, broken_yaml_names_the_line);
	tcase_add_test(tcase, missing_file_is_named);
	tcase_add_test(tcase, values_are_what_was_asked_for);
	tcase_add_test(tcase, unknown_keys_get_a_hint);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
