/* check_context.c: tests of detect/address and detect/context: what headers and envelope prove, and what they do not. */
#include "detect/address.h"
#include "detect/context.h"

#include "base/arena.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct bytes bytes_of(const char *text)
{
	return (struct bytes){text, strlen(text)};
}

static const struct {
	const char *field, *name, *address, *second;
} mailbox_cases[] = {
	{"a@example.com", "", "a@example.com", NULL},
	{" <a@example.com>", "", "a@example.com", NULL},
	{"A B <a@example.com>", "A B", "a@example.com", NULL},
	{"\"B, A\" <a@example.com>", "B, A", "a@example.com", NULL},
	{"\"x@example.org\" <a@example.com>", "x@example.org", "a@example.com", NULL},
	{"a@example.com, b@example.com", "", "a@example.com", "b@example.com"},
	{"A <a@example.com>, \"B <c@example.org>\" <b@example.com>", "A", "a@example.com", "b@example.com"},
	{"Team: a@example.com, b@example.com;", "", "a@example.com", "b@example.com"},
	{"undisclosed-recipients:;", NULL, NULL, NULL},
	{"nobody", NULL, NULL, NULL},
	{"a@example.com (comment, with (nested) comma)", "", "a@example.com (comment, with (nested) comma)", NULL},
	{"<a@example.com", "", "a@example.com", NULL},
	{"\"never closed <a@example.com>", NULL, NULL, NULL},
};

START_TEST(mailboxes_are_read)
{
	struct mailbox mailbox;
	size_t at = 0;
	bool found = address_next(&mailbox, &at, bytes_of(mailbox_cases[_i].field));

	if (mailbox_cases[_i].address == NULL && !found)
		return;
	ck_assert_msg(found, "%s", mailbox_cases[_i].field);
	if (mailbox_cases[_i].address == NULL) {
		ck_assert_msg(memchr(mailbox.address.at, '@', mailbox.address.len) != NULL, "%s", mailbox_cases[_i].field);
		return;
	}
	ck_assert_msg(mailbox.address.len == strlen(mailbox_cases[_i].address) &&
			      memcmp(mailbox.address.at, mailbox_cases[_i].address, mailbox.address.len) == 0,
		      "%s: %.*s", mailbox_cases[_i].field, (int)mailbox.address.len, mailbox.address.at);
	ck_assert_msg(mailbox.name.len == strlen(mailbox_cases[_i].name) &&
			      memcmp(mailbox.name.at, mailbox_cases[_i].name, mailbox.name.len) == 0,
		      "%s: %.*s", mailbox_cases[_i].field, (int)mailbox.name.len, mailbox.name.at);
	ck_assert_int_eq(address_next(&mailbox, &at, bytes_of(mailbox_cases[_i].field)),
			 mailbox_cases[_i].second != NULL);
	if (mailbox_cases[_i].second != NULL)
		ck_assert_int_eq(memcmp(mailbox.address.at, mailbox_cases[_i].second, mailbox.address.len), 0);
}
END_TEST

#define FIELDS 8

/* Read a context from "Name: value" lines. */
static struct context context_of(const char *const lines[FIELDS], const struct xs_envelope *envelope,
				 const char *authserv_id)
{
	static char names[FIELDS][64];
	struct xs_options options = {.authserv_id = authserv_id};
	struct header_field fields[FIELDS];
	struct context context;
	size_t count = 0;

	for (; count < FIELDS && lines[count] != NULL; count++) {
		const char *colon = strchr(lines[count], ':');

		memcpy(names[count], lines[count], (size_t)(colon - lines[count]));
		names[count][colon - lines[count]] = '\0';
		fields[count].name = names[count];
		fields[count].raw = fields[count].text = bytes_of(colon + 2);
	}
	context_read(&context, fields, count, envelope, &options);
	return context;
}

static const char *const self[FIELDS] = {"From: victim@example.com", "To: victim@example.com"};

START_TEST(self_spoof_needs_an_unproven_outsider)
{
	static const char *const rcpts[] = {"victim@example.com"};
	struct xs_envelope envelope = {
		.rcpts = rcpts, .rcpt_count = 1, .client_addr = "192.0.2.7", .client = XS_CLIENT_OUTSIDE};

	ck_assert(context_of(self, NULL, NULL).self_spoof);
	ck_assert(context_of(self, &envelope, NULL).self_spoof);
	envelope.client = XS_CLIENT_INSIDE;
	ck_assert(!context_of(self, &envelope, NULL).self_spoof);
	envelope.client = XS_CLIENT_OUTSIDE;
	envelope.auth_user = "victim";
	ck_assert(!context_of(self, &envelope, NULL).self_spoof);
}
END_TEST

START_TEST(self_spoof_compares_with_the_envelope)
{
	static const char *const rcpts[] = {"Victim@Example.COM"};
	static const char *const header[FIELDS] = {"From: x <victim@example.com>", "To: somebody@example.org"};
	struct xs_envelope envelope = {.rcpts = rcpts, .rcpt_count = 1, .client = XS_CLIENT_OUTSIDE};

	ck_assert(!context_of(header, NULL, NULL).self_spoof);
	ck_assert(context_of(header, &envelope, NULL).self_spoof);
}
END_TEST

START_TEST(only_our_own_authentication_results_prove)
{
	static const char *const proven[FIELDS] = {"Authentication-Results: mx.example.com; dmarc=pass",
						   "Received: x", "From: victim@example.com", "To: victim@example.com"};
	static const char *const below[FIELDS] = {"Received: x", "Authentication-Results: mx.example.com; dmarc=pass",
						  "From: victim@example.com", "To: victim@example.com"};
	static const char *const foreign[FIELDS] = {"Authentication-Results: mx.example.com.evil.example; dmarc=pass",
						    "Received: x", "From: victim@example.com",
						    "To: victim@example.com"};

	ck_assert(!context_of(proven, NULL, "mx.example.com").self_spoof);
	ck_assert(context_of(proven, NULL, NULL).self_spoof);
	ck_assert(context_of(below, NULL, "mx.example.com").self_spoof);
	ck_assert(context_of(foreign, NULL, "mx.example.com").self_spoof);
}
END_TEST

START_TEST(own_domain_needs_an_envelope)
{
	static const char *const header[FIELDS] = {"From: boss@example.com", "To: victim@example.com"};
	static const char *const rcpts[] = {"victim@example.com"};
	struct xs_envelope envelope = {.rcpts = rcpts, .rcpt_count = 1, .client = XS_CLIENT_OUTSIDE};

	ck_assert(!context_of(header, NULL, NULL).own_domain);
	ck_assert(context_of(header, &envelope, NULL).own_domain);
}
END_TEST

START_TEST(shapes_of_legitimate_mail)
{
	static const char *const list[FIELDS] = {"List-Id: <dev.example.org>", "List-Unsubscribe: <x>"};
	static const char *const reply[FIELDS] = {"In-Reply-To: <1@example.org>"};
	static const char *const bounce[FIELDS] = {"Content-Type: multipart/report; boundary=x"};
	static const char *const desk[FIELDS] = {"To: abuse@example.com, Helpdesk <helpdesk@example.com>"};
	static const char *const half[FIELDS] = {"To: abuse@example.com, boss@example.com"};
	struct xs_envelope null_sender = {.mail_from = ""}, sender = {.mail_from = "x@example.org"};

	ck_assert(context_of(list, NULL, NULL).list);
	ck_assert(context_of(list, NULL, NULL).bulk);
	ck_assert(context_of(reply, NULL, NULL).reply);
	ck_assert(context_of(bounce, &null_sender, NULL).bounce);
	ck_assert(!context_of(bounce, &sender, NULL).bounce);
	ck_assert(context_of(desk, NULL, NULL).desk);
	ck_assert(!context_of(half, NULL, NULL).desk);
}
END_TEST

START_TEST(display_name_that_holds_another_address)
{
	static const char *const trick[FIELDS] = {"From: \"bank@example.com\" <x@example.org>"};
	static const char *const honest[FIELDS] = {"From: \"x@example.org\" <x@example.org>"};

	ck_assert(context_of(trick, NULL, NULL).display_address);
	ck_assert(!context_of(honest, NULL, NULL).display_address);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("context");
	TCase *tcase = tcase_create("context");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tcase);
	tcase_add_loop_test(tcase, mailboxes_are_read, 0, sizeof mailbox_cases / sizeof *mailbox_cases);
	tcase_add_test(tcase, self_spoof_needs_an_unproven_outsider);
	tcase_add_test(tcase, self_spoof_compares_with_the_envelope);
	tcase_add_test(tcase, only_our_own_authentication_results_prove);
	tcase_add_test(tcase, own_domain_needs_an_envelope);
	tcase_add_test(tcase, shapes_of_legitimate_mail);
	tcase_add_test(tcase, display_name_that_holds_another_address);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
