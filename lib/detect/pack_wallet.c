/* pack_wallet.c: turns the `wallets:` map of a pack into the site's lists of known and trusted addresses.
 * It must not know what an address looks like: lib/wallet does.
 */
#include "base/error.h"
#include "base/limits.h"
#include "detect/loading.h"
#include "detect/ruleset.h"
#include "wallet/lists.h"

#include <stdio.h>
#include <string.h>

/* A name without a leading slash is relative to the folder of the pack. Returns: 0, or -1 when it is too long. */
static int find_path(char *path_out, size_t size, const struct pack *pack, const char *name)
{
	const char *slash = strrchr(pack->path, '/');
	int len;

	if (name[0] == '/' || slash == NULL)
		len = snprintf(path_out, size, "%s", name);
	else
		len = snprintf(path_out, size, "%.*s/%s", (int)(slash - pack->path), pack->path, name);
	return len < 0 || (size_t)len >= size ? -1 : 0;
}

static int read_list(struct pack *pack, enum wallet_list list, const struct yaml_node *names)
{
	struct loading *loading = pack->loading;

	if (yaml_want(pack->file, names, YAML_LIST, "an address list", loading->err) != 0)
		return -1;
	for (const struct yaml_node *name = names->first; name != NULL; name = name->next) {
		char path[LIMIT_PATH_BYTES];

		if (yaml_want(pack->file, name, YAML_SCALAR, "a file name", loading->err) != 0)
			return -1;
		if (find_path(path, sizeof path, pack, name->text) != 0)
			return yaml_fail(pack->file, name, loading->err, "the file name is too long");
		if (wallet_lists_read(loading->rules->wallet_lists, list, path, loading->listener, loading->err) != 0)
			return -1;
	}
	return 0;
}

int pack_wallets(struct pack *pack, const struct yaml_node *map)
{
	static const char *const keys[] = {"listed", "trusted", "dns", NULL};
	struct xs_rules *rules = pack->loading->rules;
	struct xs_error *err = pack->loading->err;
	const struct yaml_node *dns;

	if (yaml_want(pack->file, map, YAML_MAP, "wallets", err) != 0 ||
	    yaml_check_keys(pack->file, map, keys, err) != 0)
		return -1;
	if (rules->wallet_lists == NULL && wallet_lists_new(&rules->wallet_lists) != 0)
		return error_no_memory(err);
	for (int list = 0; list < WALLET_LIST_COUNT; list++) {
		const struct yaml_node *names = yaml_get(map, keys[list]);

		if (names != NULL && read_list(pack, (enum wallet_list)list, names) != 0)
			return -1;
	}
	dns = yaml_get(map, "dns");
	return dns == NULL ? 0 : pack_dns(pack, dns);
}
