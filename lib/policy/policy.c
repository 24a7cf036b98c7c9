/* policy.c: turns policy.yaml into rules, and a report with its envelope into a verdict.
 * It must not know how a signal came to be or what an MTA does with a verdict.
 * extortscan-policy(5) is the description of the file.
 */
#include "policy/policy.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "policy/condition.h"
#include "policy/reply.h"

#include <stdlib.h>
#include <string.h>

/* Comparisons spent on looking for unreachable rules: some tenths of a second for a policy made to be slow. */
#define PROOF_STEPS 2000000u

struct policy_rule {
	const char *name;
	int line, column;
	struct condition when;
	enum xs_action action;
	struct reply reply;
	const char *reason;
	const char *subject_prefix;
};

struct xs_policy {
	struct arena arena; /* everything below is in it */
	bool observe;
	enum xs_action on_trouble;
	struct list *lists;
	struct policy_rule *rules;
	size_t rule_count;
};

/* What the readers below share. */
struct reader {
	struct xs_policy *policy;
	const struct yaml_file *file;
	const struct xs_listener *listener;
	struct xs_error *err;
};

static const char *const action_words[] = {
	[XS_ACTION_ACCEPT] = "accept",     [XS_ACTION_TAG] = "tag",       [XS_ACTION_QUARANTINE] = "quarantine",
	[XS_ACTION_TEMPFAIL] = "tempfail", [XS_ACTION_REJECT] = "reject", NULL,
};

/* ---- reading one rule ------------------------------------------------------------------------------------------- */

static int read_name(struct policy_rule *rule, const struct reader *reader, const struct yaml_node *map)
{
	const struct yaml_node *node = yaml_get(map, "name");
	bool good;

	if (node == NULL)
		return yaml_fail(reader->file, map, reader->err, "a rule needs a name: log lines tell it");
	if (yaml_want(reader->file, node, YAML_SCALAR, "name", reader->err) != 0)
		return -1;
	good = node->text_len > 0 && node->text_len <= LIMIT_NAME_BYTES && ascii_is_alnum(node->text[0]);
	for (const char *at = node->text; *at != '\0'; at++)
		good = good && (ascii_is_alnum(*at) || strchr("-_.", *at) != NULL);
	if (!good)
		return yaml_fail(reader->file, node, reader->err,
				 "a rule's name is made of letters, digits, -, _ and ., found `%.80s'", node->text);
	for (size_t i = 0; i < reader->policy->rule_count; i++)
		if (strcmp(reader->policy->rules[i].name, node->text) == 0)
			return yaml_fail(reader->file, node, reader->err, "a rule named `%s' stands in line %d already",
					 node->text, reader->policy->rules[i].line);
	rule->name = arena_string(&reader->policy->arena, node->text);
	return 0;
}

static int read_reason(struct policy_rule *rule, const struct reader *reader, const struct yaml_node *node)
{
	if (yaml_want(reader->file, node, YAML_SCALAR, "reason", reader->err) != 0 ||
	    reply_check_text(reader->file, node, node->text, "reason", LIMIT_REASON_BYTES, reader->err) != 0)
		return -1;
	rule->reason = arena_string(&reader->policy->arena, node->text);
	return 0;
}

/* UTF-8 that a subject may begin with. A control character would end the header field and begin another. */
static int read_prefix(struct policy_rule *rule, const struct reader *reader, const struct yaml_node *node)
{
	bool good;

	if (yaml_want(reader->file, node, YAML_SCALAR, "subject-prefix", reader->err) != 0)
		return -1;
	good = node->text_len > 0 && node->text_len <= LIMIT_PREFIX_BYTES && utf8_is_valid(node->text, node->text_len);
	for (size_t at = 0; good && at < node->text_len;) {
		uint32_t codepoint;

		at += utf8_decode(&codepoint, node->text + at, node->text_len - at);
		good = codepoint >= ' ' && (codepoint < 0x7f || codepoint > 0x9f) && codepoint != 0x2028 &&
		       codepoint != 0x2029;
	}
	if (!good)
		return yaml_fail(reader->file, node, reader->err,
				 "subject-prefix must be 1 to %d bytes without control characters, found `%.80s'",
				 LIMIT_PREFIX_BYTES, node->text);
	rule->subject_prefix = arena_string(&reader->policy->arena, node->text);
	return 0;
}

/* A key that means nothing with this action is a mistake about what the action does. */
static int misplaced(const struct reader *reader, const struct yaml_node *node, const char *goes_with)
{
	return error_set(reader->err, reader->file->path, node->key_line, node->key_column,
			 "`%s' goes with `then: %s' only", node->key, goes_with);
}

static int read_answer(struct policy_rule *rule, const struct reader *reader, const struct yaml_node *map)
{
	const struct yaml_node *reply = yaml_get(map, "reply");
	const struct yaml_node *reason = yaml_get(map, "reason");
	const struct yaml_node *prefix = yaml_get(map, "subject-prefix");
	bool replies = rule->action == XS_ACTION_REJECT || rule->action == XS_ACTION_TEMPFAIL;

	rule->reason = rule->action == XS_ACTION_QUARANTINE ? "extortion scam suspected" : "";
	if (replies)
		rule->reply = rule->action == XS_ACTION_REJECT ? reply_reject : reply_tempfail;
	if (reply != NULL && !replies)
		return misplaced(reader, reply, "reject or tempfail");
	if (reason != NULL && rule->action != XS_ACTION_QUARANTINE)
		return misplaced(reader, reason, "quarantine");
	if (prefix != NULL && rule->action != XS_ACTION_TAG)
		return misplaced(reader, prefix, "tag");
	if (reply != NULL &&
	    reply_read(&rule->reply, &reader->policy->arena, reader->file, reply, rule->action, reader->err) != 0)
		return -1;
	if (reason != NULL && read_reason(rule, reader, reason) != 0)
		return -1;
	return prefix == NULL ? 0 : read_prefix(rule, reader, prefix);
}

static int read_rule(struct policy_rule *rule, const struct reader *reader, const struct yaml_node *map)
{
	static const char *const words[] = {"name", "when", "then", "reply", "reason", "subject-prefix", NULL};
	const struct yaml_node *when = yaml_get(map, "when"), *then = yaml_get(map, "then");
	int action;

	if (yaml_want(reader->file, map, YAML_MAP, "a rule", reader->err) != 0 ||
	    yaml_check_keys(reader->file, map, words, reader->err) != 0 || read_name(rule, reader, map) != 0)
		return -1;
	rule->line = map->line;
	rule->column = map->column;
	if (then == NULL)
		return yaml_fail(reader->file, map, reader->err,
				 "rule `%s' says nothing to do; it needs `then:' with accept, tag, quarantine, reject "
				 "or tempfail",
				 rule->name);
	if (yaml_want_word(&action, reader->file, then, "action", action_words, reader->err) != 0)
		return -1;
	rule->action = (enum xs_action)action;
	if (when != NULL && condition_read(&rule->when, &reader->policy->arena, reader->policy->lists, reader->file,
					   when, reader->err) != 0)
		return -1;
	return read_answer(rule, reader, map);
}

/* ---- reading the file ------------------------------------------------------------------------------------------- */

/* Told, not refused: a rule that never matches harms nobody, but its author believes that it does something. */
static void warn_unreachable(const struct reader *reader, const struct policy_rule *rule, size_t *steps)
{
	for (const struct policy_rule *before = reader->policy->rules; before < rule; before++) {
		if (!condition_covers(&before->when, &rule->when, steps))
			continue;
		error_warn(reader->listener, reader->file->path, rule->line, rule->column,
			   before->when.keys == 0
				   ? "rule `%s' is never reached: rule `%s' in line %d has no condition and takes all"
				   : "rule `%s' is never reached: whatever matches it has matched rule `%s' in line %d",
			   rule->name, before->name, before->line);
		return;
	}
}

static void warn_rules(const struct reader *reader)
{
	const struct xs_policy *policy = reader->policy;
	size_t steps = PROOF_STEPS;

	for (size_t i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];

		if (rule->when.keys == 0 && rule->action != XS_ACTION_ACCEPT)
			error_warn(reader->listener, reader->file->path, rule->line, rule->column,
				   "rule `%s' has no condition: every message that comes so far gets `%s'", rule->name,
				   xs_action_name(rule->action));
		warn_unreachable(reader, rule, &steps);
	}
	if (steps == 0)
		error_warn(reader->listener, reader->file->path, 0, 0,
			   "too large to look for rules that are never reached");
}

static int read_rules(const struct reader *reader, const struct yaml_node *list)
{
	struct xs_policy *policy = reader->policy;

	if (yaml_want(reader->file, list, YAML_LIST, "rules", reader->err) != 0)
		return -1;
	if (list->count > LIMIT_POLICY_RULES)
		return yaml_fail(reader->file, list, reader->err, "%zu rules; at most %d are read", list->count,
				 LIMIT_POLICY_RULES);
	policy->rules = arena_take(&policy->arena, (list->count + 1) * sizeof *policy->rules);
	if (policy->rules == NULL)
		return error_no_memory(reader->err);
	for (const struct yaml_node *item = list->first; item != NULL; item = item->next) {
		if (read_rule(&policy->rules[policy->rule_count], reader, item) != 0)
			return -1;
		policy->rule_count++;
	}
	warn_rules(reader);
	return 0;
}

static int read_head(const struct reader *reader, const struct yaml_node *root)
{
	static const char *const mode_words[] = {"enforce", "observe", NULL};
	static const char *const trouble_words[] = {"accept", "tempfail", NULL};
	const struct yaml_node *version = yaml_get(root, "version"), *mode = yaml_get(root, "mode");
	const struct yaml_node *trouble = yaml_get(root, "on_trouble");
	int observe = 0, tempfail = 0;
	long number;

	if (version == NULL)
		return yaml_fail(reader->file, root, reader->err, "`version: 1' is missing");
	if (yaml_want_long(&number, reader->file, version, "version", 1, 1, reader->err) != 0)
		return -1;
	if (mode != NULL && yaml_want_word(&observe, reader->file, mode, "mode", mode_words, reader->err) != 0)
		return -1;
	if (trouble != NULL &&
	    yaml_want_word(&tempfail, reader->file, trouble, "on_trouble", trouble_words, reader->err) != 0)
		return -1;
	reader->policy->observe = observe == 1;
	reader->policy->on_trouble = tempfail == 1 ? XS_ACTION_TEMPFAIL : XS_ACTION_ACCEPT;
	return 0;
}

static int read_root(const struct reader *reader)
{
	static const char *const words[] = {"version", "mode", "on_trouble", "lists", "rules", NULL};
	const struct yaml_node *root = reader->file->root, *lists, *rules;

	if (root == NULL)
		return error_set(reader->err, reader->file->path, 0, 0,
				 "empty; a policy needs `version: 1' and `rules:'");
	if (yaml_want(reader->file, root, YAML_MAP, "a policy", reader->err) != 0 ||
	    yaml_check_keys(reader->file, root, words, reader->err) != 0 || read_head(reader, root) != 0)
		return -1;
	lists = yaml_get(root, "lists");
	if (lists != NULL &&
	    list_read_all(&reader->policy->lists, &reader->policy->arena, reader->file, lists, reader->err) != 0)
		return -1;
	rules = yaml_get(root, "rules");
	if (rules == NULL)
		return yaml_fail(reader->file, root, reader->err, "`rules:' is missing; `rules: []' accepts all mail");
	return read_rules(reader, rules);
}

/* Takes the tree that was read (or not: status) and its YAML memory. */
static int policy_build(struct xs_policy **policy_out, struct yaml_file *file, int status,
			const struct xs_listener *listener, struct xs_error *err)
{
	struct xs_policy *policy = status != 0 ? NULL : calloc(1, sizeof *policy);
	struct reader reader = {policy, file, listener, err};

	*policy_out = policy;
	if (status == 0 && policy == NULL)
		status = error_no_memory(err);
	if (policy != NULL) {
		arena_init(&policy->arena, 0);
		status = read_root(&reader);
		if (status == 0 && policy->arena.full)
			status = error_no_memory(err);
	}
	yaml_file_free(file);
	if (status != 0)
		xs_policy_free(policy_out);
	return status;
}

int xs_policy_load(struct xs_policy **policy_out, const char *path, const struct xs_listener *listener,
		   struct xs_error *err)
{
	struct yaml_file file;
	int status = yaml_file_load(&file, path, err);

	return policy_build(policy_out, &file, status, listener, err);
}

int policy_parse(struct xs_policy **policy_out, const char *name, const char *text, size_t len,
		 const struct xs_listener *listener, struct xs_error *err)
{
	struct yaml_file file;
	int status = yaml_file_parse(&file, name, text, len, err);

	return policy_build(policy_out, &file, status, listener, err);
}

void xs_policy_free(struct xs_policy **policy)
{
	struct xs_policy *old = *policy;

	*policy = NULL;
	if (old == NULL)
		return;
	arena_free(&old->arena);
	free(old);
}

/* ---- deciding --------------------------------------------------------------------------------------------------- */

static void verdict_set_reply(struct xs_verdict *verdict, const struct reply *reply)
{
	verdict->reply_code = reply->code;
	verdict->reply_enhanced = reply->enhanced;
	verdict->reply_text = reply->text;
}

/* A verdict that nobody has asked for anything: accept. */
static void verdict_init(struct xs_verdict *verdict, const struct xs_policy *policy)
{
	memset(verdict, 0, sizeof *verdict);
	verdict->observe = policy->observe;
	verdict->rule = "-";
	verdict->reply_enhanced = verdict->reply_text = verdict->reason = "";
}

void xs_policy_decide(const struct xs_policy *policy, struct xs_verdict *verdict_out,
		      const struct xs_envelope *envelope, const struct xs_report *report)
{
	const struct policy_rule *rule = policy->rules, *end = policy->rules + policy->rule_count;

	verdict_init(verdict_out, policy);
	while (rule < end && !condition_holds(&rule->when, envelope, report))
		rule++;
	if (rule == end)
		return;
	verdict_out->rule = rule->name;
	verdict_out->wanted = rule->action;
	verdict_out->action = policy->observe ? XS_ACTION_ACCEPT : rule->action;
	if (rule->reply.code != 0)
		verdict_set_reply(verdict_out, &rule->reply);
	verdict_out->reason = rule->reason;
	verdict_out->subject_prefix = rule->subject_prefix;
}

void xs_policy_trouble(const struct xs_policy *policy, struct xs_verdict *verdict_out)
{
	verdict_init(verdict_out, policy);
	verdict_out->rule = "on_trouble";
	verdict_out->wanted = policy->on_trouble;
	verdict_out->action = policy->observe ? XS_ACTION_ACCEPT : policy->on_trouble;
	if (policy->on_trouble == XS_ACTION_TEMPFAIL)
		verdict_set_reply(verdict_out, &reply_trouble);
}
