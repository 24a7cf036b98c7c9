/* load.c: turns options into a loaded policy and loaded rules.
 * It must not know what is done with them.
 * No standard; the places are those of the FHS, under configure's prefix.
 */
#include "load.h"

#include "print.h"

#include <sys/stat.h>

const char *load_policy_path(const struct options *options)
{
	return options->policy != NULL ? options->policy : SYSCONFDIR "/extortscan/policy.yaml";
}

/* The site's own folder may be missing; the packs that are shipped may not. */
size_t load_rule_dirs(const char **dirs_out, const struct options *options)
{
	static const char own[] = SYSCONFDIR "/extortscan/rules.d";
	struct stat info;
	size_t count = 0;

	for (size_t i = 0; i < options->rule_count; i++)
		dirs_out[count++] = options->rules[i];
	if (count > 0)
		return count;
	dirs_out[count++] = PKGDATADIR "/rules";
	if (stat(own, &info) == 0)
		dirs_out[count++] = own;
	return count;
}

int load_policy(struct xs_policy **policy_out, const struct options *options, const struct xs_listener *listener)
{
	struct xs_error err;

	if (xs_policy_load(policy_out, load_policy_path(options), listener, &err) == 0)
		return 0;
	print_trouble(err.text, NULL);
	return -1;
}

int load_rules(struct xs_rules **rules_out, const struct options *options, const struct xs_listener *listener)
{
	const char *dirs[LOAD_DIRS_MAX];
	size_t count = load_rule_dirs(dirs, options);
	struct xs_error err;

	if (xs_rules_load(rules_out, dirs, count, listener, &err) == 0)
		return 0;
	print_trouble(err.text, NULL);
	return -1;
}
