/* check_settings.c: settings files, good and wrong; and that conf/extortscan.conf and the manual say of every setting
 * what the table says.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "caps.h"
#include "settings.h"

static char path[40];

static void set_up(void)
{
	int fd;

	snprintf(path, sizeof path, "/tmp/check_settings.XXXXXX");
	fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	close(fd);
}

static void tear_down(void)
{
	unlink(path);
}

static void write_settings(const char *text)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

static const struct {
	const char *name, *text, *wanted; /* what the error says behind the file's name */
} wrong[] = {
	{"unknown key", "[milter]\nsokcet = unix:/x\n", ":2:1: unknown key `sokcet' in [milter]; did you mean socket"},
	{"unknown key, indented", "[limits]\n\n  mesage_size = 1M\n",
	 ":3:3: unknown key `mesage_size' in [limits]; did you mean message_size"},
	{"unknown key without a near word", "[milter]\nzzzzzzzz = 1\n", ":2:1: unknown key `zzzzzzzz' in [milter]"},
	{"unknown section", "# x\n[militer]\nsocket = unix:/x\n",
	 ":2:1: unknown section `militer'; did you mean milter"},
	{"key of another section", "[files]\nsocket = unix:/x\n", ":2:1: unknown key `socket' in [files]"},
	{"key before any section", "socket = unix:/x\n", ":1:1: `socket' stands before the first [section]"},
	{"key twice", "[milter]\nuser = a\n# x\nuser = b\n", ":4:1: `user' is set twice in [milter], first in line 2"},
	{"key twice in a section twice", "[milter]\nuser = a\n[log]\n[milter]\nUSER = b\n",
	 ":5:1: `USER' is set twice in [milter], first in line 2"},
	{"no equals sign", "[milter]\nsocket\n", ":2:1: `socket' is neither a comment, a [section] nor `key = value'"},
	{"no key", "[milter]\n= x\n", ":2:1: `= x' is neither"},
	{"section left open", "[milter\n", ":1:1: `[milter' lacks its closing `]'"},
	{"not a number", "[milter]\nmta_timeout = soon\n", ":2: mta_timeout: `soon' is not a number"},
	{"number with rubbish behind", "[milter]\nmta_timeout = 30s\n", ":2: mta_timeout: `30s' is not a number"},
	{"negative number", "[milter]\nmta_timeout = -1\n", ":2: mta_timeout: `-1' is not a number"},
	{"number too large", "[milter]\nmta_timeout = 99999999999999999999\n",
	 ":2: mta_timeout: `99999999999999999999' is not a number"},
	{"below the bound", "[limits]\nconcurrent_messages = 0\n",
	 ":2: concurrent_messages: `0' is not between 1 and 10000"},
	{"above the bound", "[milter]\n\nstop_timeout = 301\n", ":3: stop_timeout: `301' is not between 0 and 300"},
	{"size with a wrong unit", "[limits]\nmessage_size = 4X\n", ":2: message_size: `4X' is not a size"},
	{"size that overflows", "[limits]\nmessage_size = 18446744073709551615K\n",
	 ":2: message_size: `18446744073709551615K'"},
	{"size too small", "[limits]\nmessage_size = 1K\n", ":2: message_size: `1K' is not between 65536 and"},
	{"mode that is not octal", "[milter]\nsocket_mode = 0668\n", ":2: socket_mode: `0668' is not an octal mode"},
	{"mode too large", "[milter]\nsocket_mode = 1777\n", ":2: socket_mode: `1777' is not between 0 and 0777"},
	{"word", "[limits]\noverload = reject\n", ":2: overload: `reject' is not one of: tempfail, accept"},
	{"facility", "[log]\nfacility = mial\n", ":2: facility: `mial' is not one of: mail,"},
	{"relative path", "[files]\npolicy = policy.yaml\n", ":2: policy: `policy.yaml' is not an absolute path"},
	{"empty path", "[files]\npolicy =\n", ":2: policy: a path is needed"},
	{"relative folder", "[files]\nrules = /a -b\n", ":2: rules: `-b' is not an absolute path"},
	{"no folder", "[files]\nrules =\n", ":2: rules: at least one folder is needed"},
	{"network", "[mail]\ninside = 127.0.0.0/8 10.0.0.0/33\n",
	 ":2: inside: `10.0.0.0/33' is not an address or a network"},
	{"network by name", "[mail]\ninside = localhost\n", ":2: inside: `localhost' is not an address"},
	{"socket in Postfix's spelling", "[milter]\nsocket = inet:127.0.0.1:8890\n", "is not inet:PORT@HOST"},
	{"socket without a host", "[milter]\nsocket = inet:8890\n", "names no host"},
	{"socket with a relative path", "[milter]\nsocket = unix:extortscan/x.sock\n", "is not an absolute path"},
	{"socket of no kind", "[milter]\nsocket = 8890@localhost\n",
	 ":2: socket: `8890@localhost' does not begin with unix:"},
	{"port out of range", "[milter]\nsocket = inet:65536@127.0.0.1\n", "is not inet:PORT@HOST"},
};

START_TEST(each_wrong_file)
{
	struct settings settings;
	struct xs_error err = {0};
	int result;

	write_settings(wrong[_i].text);
	result = settings_load(&settings, path, &err);
	ck_assert_msg(result == -1, "%s: was taken", wrong[_i].name);
	ck_assert_msg(strncmp(err.text, path, strlen(path)) == 0, "%s: `%s' does not begin with the file",
		      wrong[_i].name, err.text);
	ck_assert_msg(strstr(err.text, wrong[_i].wanted) != NULL, "%s: `%s' does not say `%s'", wrong[_i].name,
		      err.text, wrong[_i].wanted);
	settings_free(&settings);
	settings_free(&settings);
	ck_assert_int_eq(settings_load(&settings, path, NULL), -1);
	settings_free(&settings);
}
END_TEST

START_TEST(unreadable_files)
{
	struct settings settings;
	struct xs_error err = {0};
	FILE *file;

	ck_assert_int_eq(settings_load(&settings, "/nowhere/extortscan.conf", &err), -1);
	ck_assert_str_eq(err.text, "/nowhere/extortscan.conf: cannot open: No such file or directory");
	settings_free(&settings);
	ck_assert_int_eq(settings_load(&settings, "/tmp", &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "/tmp: cannot read"));
	settings_free(&settings);
	file = fopen(path, "w");
	for (unsigned i = 0; i <= CAP_SETTINGS_BYTES; i += 2)
		fputs("#\n", file);
	fclose(file);
	ck_assert_int_eq(settings_load(&settings, path, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "is this a settings file?"));
	settings_free(&settings);
	file = fopen(path, "w");
	fprintf(file, "[milter]\nuser = %02000d\n", 1);
	fclose(file);
	ck_assert_int_eq(settings_load(&settings, path, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, ":2: the line is longer than"));
	settings_free(&settings);
}
END_TEST

START_TEST(defaults)
{
	struct settings settings;
	struct xs_error err = {0};

	ck_assert_msg(settings_load(&settings, NULL, &err) == 0, "%s", err.text);
	ck_assert_str_eq(settings.socket, "unix:/var/spool/postfix/extortscan/extortscan.sock");
	ck_assert_uint_eq(settings.socket_mode, 0660);
	ck_assert_uint_eq(settings.message_bytes, 16u << 20);
	ck_assert_uint_eq(settings.text_bytes, 1u << 20);
	ck_assert_int_eq(settings.overload, SETTINGS_OVERLOAD_TEMPFAIL);
	ck_assert_int_eq(settings.header, SETTINGS_HEADER_TAGGED);
	ck_assert_uint_eq(settings.inside.count, 2);
	ck_assert_uint_eq(settings.rules.count, 2);
	ck_assert_str_eq(settings_facilities()[settings.facility], "mail");
	ck_assert_ptr_null(settings_options(&settings).authserv_id);
	settings_free(&settings);
	write_settings("");
	ck_assert_msg(settings_load(&settings, path, &err) == 0, "an empty file: %s", err.text);
	settings_free(&settings);
}
END_TEST

START_TEST(every_kind_of_value)
{
	const char *dirs[CAP_SETTINGS_LIST];
	struct settings settings;
	struct xs_error err = {0};

	write_settings("; a comment\n[Milter]\r\nsocket = inet:8890@127.0.0.1 ; why not\nsocket_mode=600\n"
		       "user = \"mail # filter\"\n\n[files]\npolicy\t=\t/p\nrules = /tmp, -/nowhere -/usr\n[limits]\n"
		       "message_size = 2m\noverload = ACCEPT\n[mail]\nauthserv_id = mx.example.org\n"
		       "inside = 10.0.0.0/8 \\\n 192.0.2.1\nheader = always\n[log]\nfacility = local3\n");
	ck_assert_msg(settings_load(&settings, path, &err) == 0, "%s", err.text);
	ck_assert_str_eq(settings.socket, "inet:8890@127.0.0.1");
	ck_assert_uint_eq(settings.socket_mode, 0600);
	ck_assert_str_eq(settings.user, "mail # filter");
	ck_assert_str_eq(settings.policy, "/p");
	ck_assert_uint_eq(settings.message_bytes, 2u << 20);
	ck_assert_int_eq(settings.overload, SETTINGS_OVERLOAD_ACCEPT);
	ck_assert_int_eq(settings.header, SETTINGS_HEADER_ALWAYS);
	ck_assert_uint_eq(settings.inside.count, 2);
	ck_assert_str_eq(settings.inside.at[1], "192.0.2.1");
	ck_assert_str_eq(settings_options(&settings).authserv_id, "mx.example.org");
	ck_assert_str_eq(settings_facilities()[settings.facility], "local3");
	ck_assert_uint_eq(settings.rules.count, 3);
	ck_assert_uint_eq(settings_rule_dirs(&settings, dirs), 2); /* the optional one that is missing is left out */
	ck_assert_str_eq(dirs[0], "/tmp");
	ck_assert_str_eq(dirs[1], "/usr");
	settings_free(&settings);
}
END_TEST

/* Read a file of the source tree whole. */
static char *read_source(const char *name)
{
	static char text[1 << 18];
	char full[600];
	FILE *file;
	size_t len;

	snprintf(full, sizeof full, "%s/%s", SRCDIR, name);
	file = fopen(full, "r");
	ck_assert_msg(file != NULL, "%s is missing", full);
	len = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[len] = '\0';
	return text;
}

/* The shipped file shows every setting with its default, commented out. (Folders are only known when it is configured.)
 */
static void expect_default(const char *text, const struct setting_info *info)
{
	char wanted[300];

	snprintf(wanted, sizeof wanted, "\n#%s =%s%s", info->key, info->preset[0] == '\0' ? "" : " ", info->preset);
	if (strstr(info->preset, "/extortscan/") != NULL && strstr(info->preset, "/var/") == NULL)
		wanted[strcspn(wanted, "=")] = '\0';
	ck_assert_msg(strstr(text, wanted) != NULL, "conf/extortscan.conf does not have `%s'", wanted + 1);
}

START_TEST(the_manual_and_the_shipped_file_know_every_setting)
{
	struct setting_info info;
	char form[200], item[200];
	char *text;
	size_t count = 0;

	text = read_source("conf/extortscan.conf");
	for (size_t i = 0; settings_info(&info, form, sizeof form, i); i++, count++) {
		snprintf(item, sizeof item, "[%s]\n", info.section);
		ck_assert_msg(strstr(text, item) != NULL, "conf/extortscan.conf has no %s", item);
		expect_default(text, &info);
		ck_assert_msg(form[0] != '\0' && info.help[strlen(info.help) - 1] == '.', "%s: no help", info.key);
	}
	ck_assert_uint_ge(count, 17);
	text = read_source("man/extortscan.conf.5");
	for (size_t i = 0; settings_info(&info, form, sizeof form, i); i++) {
		snprintf(item, sizeof item, ".It Ic %s\n", info.key);
		ck_assert_msg(strstr(text, item) != NULL, "the manual has no `%s'", item);
	}
}
END_TEST

START_TEST(the_shipped_file_loads)
{
	struct settings settings;
	struct xs_error err = {0};

	ck_assert_msg(settings_load(&settings, SRCDIR "/conf/extortscan.conf", &err) == 0, "%s", err.text);
	settings_free(&settings);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("settings");
	TCase *tcase = tcase_create("settings");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, each_wrong_file, 0, sizeof wrong / sizeof wrong[0]);
	tcase_add_test(tcase, unreadable_files);
	tcase_add_test(tcase, defaults);
	tcase_add_test(tcase, every_kind_of_value);
	tcase_add_test(tcase, the_manual_and_the_shipped_file_know_every_setting);
	tcase_add_test(tcase, the_shipped_file_loads);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
