/* replay.c: a fuzz target without a fuzzer: every file of its seeds and of the crashes it once had, whole and cut
 * short. FUZZ_TARGET names the target; files given as arguments are read instead.
 */
#include "fuzz.h"

#include <dirent.h>
#include <string.h>

#define CUTS 64 /* prefixes tried of each file */

static unsigned long replayed;

static int replay_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data;
	size_t size;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0)
		return -1;
	size = (size_t)ftell(file);
	rewind(file);
	data = malloc(size + 1);
	if (data == NULL || fread(data, 1, size, file) != size)
		return -1;
	fclose(file);
	for (size_t i = 0; i <= CUTS; i++) {
		size_t some = size * i / CUTS;
		uint8_t *copy = malloc(some + (some == 0)); /* its own memory, so that a sanitizer sees its end */

		if (copy == NULL)
			return -1;
		memcpy(copy, data, some);
		LLVMFuzzerTestOneInput(copy, some);
		free(copy);
	}
	free(data);
	replayed++;
	return 0;
}

static int replay_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	char path[4096];
	int result = 0;

	if (dir == NULL)
		return 0; /* no crash was ever found */
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		if (replay_file(path) != 0) {
			fprintf(stderr, "replay: cannot read %s\n", path);
			result = -1;
		}
	}
	closedir(dir);
	return result;
}

int main(int argc, char **argv)
{
	int result = 0;

	for (int i = 1; i < argc; i++)
		result |= replay_file(argv[i]);
	if (argc == 1) {
		result |= replay_folder(SRCDIR "/tests/fuzz/seeds/" FUZZ_TARGET);
		result |= replay_folder(SRCDIR "/tests/fuzz/found/" FUZZ_TARGET);
	}
	printf("replay: %lu files for %s\n", replayed, FUZZ_TARGET);
	return result == 0 && replayed > 0 ? 0 : 1;
}
