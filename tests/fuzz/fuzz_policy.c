/* fuzz_policy.c: loads whatever comes as a policy, and lets it decide: every refusal names the file, every verdict can
 * be written as a line and a header without a byte that is not printable. It must not know which policies are right:
 * the unit tests do.
 */
#include "policy/policy.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_warning(void *ctx, const struct xs_error *warning)
{
	(void)ctx;
	if (strncmp(warning->text, "p.yaml:", 7) != 0)
		abort();
}

static void decide(const struct xs_policy *policy)
{
	static const char *const rcpts[] = {"abuse@example.com"};
	static const struct xs_wallet wallet = {.coin = "btc/bch", .network = "main", .form = "p2pkh", .address = "1A"};
	static const struct xs_signal signal = {.kind = XS_SIGNAL_PHRASE, .id = "ja/x", .points = 20, .text = -1};
	const struct xs_envelope envelope = {
		.mail_from = "a@example.com",
		.rcpts = rcpts,
		.rcpt_count = 1,
		.client_addr = "192.0.2.7",
		.daemon_name = "in",
	};
	const struct xs_report report = {
		.score = 95,
		.slots = 0xfe,
		.kind = XS_KIND_BOMB,
		.lang = "ja",
		.signals = &signal,
		.signal_count = 1,
		.wallets = &wallet,
		.wallet_count = 1,
	};
	struct xs_verdict verdict;
	char line[2048];

	xs_policy_decide(policy, &verdict, &envelope, &report);
	xs_policy_decide(policy, &verdict, NULL, &report);
	xs_report_line(line, sizeof line, &envelope, &report, &verdict, 1);
	for (const char *at = line; *at != '\0'; at++)
		if (*at < ' ' || *at > '~')
			abort();
	xs_report_header(line, sizeof line, &report, &verdict);
	xs_policy_trouble(policy, &verdict);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct xs_listener listener = {check_warning, NULL};
	struct xs_policy *policy;
	struct xs_error err = {.text = ""};

	if (policy_parse(&policy, "p.yaml", (const char *)data, size, &listener, &err) == 0)
		decide(policy);
	else if (strncmp(err.text, "p.yaml:", 7) != 0 && strcmp(err.text, "out of memory") != 0)
		abort();
	xs_policy_free(&policy);
	return 0;
}
