/* input.c: turns the words of a command line into streams of mail.
 * It must not know what a mail is: the splitter does.
 * Maildir as its author describes it (cur, new, tmp), with the subfolders of Maildir++.
 */
#include "input.h"

#include "print.h"
#include "verbs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_BYTES 65536
#define FOLDER_DEPTH 64 /* deeper is a loop of mounts, or somebody's joke */

static int tell(const char *path, const char *what)
{
	print_trouble(path, what);
	return 1;
}

/* Both troubles and stops are remembered: the worst counts. */
static int worse(int a, int b)
{
	return a == -1 || b == -1 ? -1 : a > b ? a : b;
}

/* Read until `least` bytes are there, or the end. Returns: how many, or -1 with errno set. */
static ssize_t read_least(int fd, char *chunk, size_t size, size_t least)
{
	size_t len = 0;

	while (len < least) {
		ssize_t got = read(fd, chunk + len, size - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		len += (size_t)got;
	}
	return (ssize_t)len;
}

static void look(struct splitter *splitter, const char *head, size_t len)
{
	const struct input_sink *sink = splitter->sink;
	bool mail;

	if (sink->look == NULL)
		return;
	mail = sniff_is_mail(head, len);
	sink->look(sink->ctx, splitter->name, mail);
	if (!mail)
		splitter_pass(splitter);
}

static int read_stream(const struct input_sink *sink, const char *name, int fd)
{
	struct splitter splitter;
	char chunk[CHUNK_BYTES];
	size_t least = sink->look == NULL ? 1 : SNIFF_BYTES;
	bool first = true;
	ssize_t got;

	splitter_init(&splitter, sink, name);
	while ((got = read_least(fd, chunk, sizeof chunk, least)) > 0) {
		int status;

		if (first)
			look(&splitter, chunk, (size_t)got);
		first = false;
		least = 1;
		status = splitter_more(&splitter, chunk, (size_t)got);
		if (status < 0)
			return -1;
		if (status == 1)
			break;
	}
	if (first && got == 0)
		look(&splitter, chunk, 0);
	if (got < 0)
		return tell(name, strerror(errno)); /* half a mail gets no verdict */
	return splitter_finish(&splitter);
}

static int read_file(const struct input_sink *sink, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), status;

	if (fd < 0)
		return tell(path, strerror(errno));
	status = read_stream(sink, path, fd);
	close(fd);
	return status;
}

static char *join(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = malloc(size);

	if (path != NULL)
		snprintf(path, size, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", name);
	return path;
}

static bool is_folder(const char *path)
{
	struct stat info;

	return lstat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool has_folder(const char *folder, const char *name)
{
	char *path = join(folder, name);
	bool has = path != NULL && is_folder(path);

	free(path);
	return has;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* A Maildir's own files (indexes, subscriptions) are no mails, and those in tmp are not there yet. */
static bool is_wanted(const char *name, bool folder, bool maildir)
{
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return false;
	if (folder)
		return !maildir || strcmp(name, "tmp") != 0;
	return !maildir && name[0] != '.';
}

static int read_folder(const struct input_sink *sink, const char *folder, unsigned depth);

/* Links to folders are not followed (they may lead round); links to files are; what is neither is not opened. */
static int read_entry(const struct input_sink *sink, const char *path, const char *name, bool maildir, unsigned depth)
{
	struct stat info;
	bool folder = is_folder(path);

	if (!is_wanted(name, folder, maildir))
		return 0;
	if (folder)
		return read_folder(sink, path, depth + 1);
	if (stat(path, &info) != 0)
		return tell(path, strerror(errno));
	return S_ISREG(info.st_mode) ? read_file(sink, path) : 0;
}

/* Recursion ends at FOLDER_DEPTH. */
static int read_folder(const struct input_sink *sink, const char *folder, unsigned depth)
{
	bool maildir = has_folder(folder, "cur") && has_folder(folder, "new");
	struct dirent **names = NULL;
	int count, status = 0;

	if (depth > FOLDER_DEPTH)
		return tell(folder, "nested too deep");
	count = scandir(folder, &names, NULL, by_name);
	if (count < 0)
		return tell(folder, strerror(errno));
	for (int i = 0; i < count; i++) {
		char *path = status == -1 ? NULL : join(folder, names[i]->d_name);

		if (path != NULL)
			status = worse(status, read_entry(sink, path, names[i]->d_name, maildir, depth));
		free(path);
		free(names[i]);
	}
	free(names);
	return status;
}

int input_read_word(const struct input_sink *sink, const char *word)
{
	struct stat info;

	if (strcmp(word, "-") == 0)
		return read_stream(sink, word, STDIN_FILENO);
	if (stat(word, &info) == 0 && S_ISDIR(info.st_mode))
		return read_folder(sink, word, 1);
	return read_file(sink, word);
}

int input_read(const struct input_sink *sink, char *const *words, size_t count)
{
	int status = 0;

	if (count == 0)
		return input_read_word(sink, "-");
	for (size_t i = 0; i < count && status != -1; i++)
		status = worse(status, input_read_word(sink, words[i]));
	return status;
}

/* As clamscan does: what was found counts for more than what could not be read. */
int input_exit_status(int status, bool found)
{
	if (status == -1)
		return EXIT_TROUBLE;
	return found ? EXIT_FOUND : status == 0 ? EXIT_CLEAN : EXIT_TROUBLE;
}
