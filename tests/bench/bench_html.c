/* bench_html.c: how fast HTML is read: files that are named, and hostile shapes by size.
 * Usage: bench_html [FILE...]
 * Prints MB/s for the files (best of five runs, fed in pieces of 4 kB), or nanoseconds a byte for each shape from 1 kB
 * to 4 MB: a line that grows to the right is a quadratic path.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "decode/html.h"

#define PIECE 4096
#define LARGEST (4u << 20) /* `make linear` goes further */

/* A document of a wanted size: begin, then unit as often as it fits, %d in it counting up. */
static const struct shape {
	const char *name, *begin, *unit;
} shapes[] = {
	{"words", "", "some words of plain text, and more. "},
	{"kanji", "", "\u79c1\u306f\u3042\u306a\u305f\u306e"},
	{"paragraphs", "", "<p style='color:#333'>some words of <b>text</b></p>\n"},
	{"nested div", "", "<div>"},
	{"nested b", "", "<b>x"},
	{"less-than", "", "<"},
	{"open tags", "", "<a "},
	{"open comment", "<!--", "x- -- "},
	{"empty comments", "", "<!-->"},
	{"attributes", "<p ", "a%d "},
	{"known attributes", "<p ", "class=a id=b "},
	{"one attribute", "<p style='", "color:red;"},
	{"one long title", "<p title='", "words "},
	{"decimal references", "", "&#24744;"},
	{"named references", "", "&CounterClockwiseContourIntegral;"},
	{"unknown references", "", "&zzzzz;"},
	{"ampersands", "", "&a"},
	{"references in values", "<p style='", "&#58;"},
	{"stray end tags", "", "</i>"},
	{"deep stray end tags", "<i><button>%*", "</i>"},
	{"deep paragraphs", "<p><button>%*", "<p>"},
	{"deep cells", "<table><tr><td><button>%*", "<li>"},
	{"style attributes", "", "<b style=a:b;c:d;color:#fff;top:1px>"},
	{"many classes", "<style>.a{color:red}.b{color:red}.c{color:red}</style>",
	 "<b class='a b c d e f g h i j k l m n o p q r s t u v w x y z'>"},
	{"style sheets", "<style>", "a,b,c{d:e}"},
	{"selector lists", "<style>", "a,"},
	{"open style brackets", "<style>", "a{"},
	{"open css comment", "<p style='", "/*"},
	{"script", "<script>", "</scrip"},
	{"title", "<title>", "</titl"},
	{"right to left", "<bdo dir=rtl>", "word (word) "},
	{"overrides", "", "\u202ea"},
	{"overrides on and off", "", "\u202eab\u202c"},
	{"links", "", "<a href='http://a.example/%d'>x</a>"},
	{"tooltips", "", "<b title=x>"},
};

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct reader {
	struct html *html;
	struct text visible, hidden, links;
};

static double read_document(struct reader *reader, const char *at, size_t len)
{
	const struct html_sinks sinks = {&reader->visible, &reader->hidden, &reader->links};
	struct html_facts facts;
	double start = seconds();

	text_reset(&reader->visible);
	text_reset(&reader->hidden);
	text_reset(&reader->links);
	html_begin(reader->html, &sinks);
	while (len > 0) {
		size_t piece = len < PIECE ? len : PIECE;

		html_more(reader->html, at, piece);
		at += piece;
		len -= piece;
	}
	html_finish(reader->html, &facts);
	return seconds() - start;
}

/* 300 open elements, more than the stack takes. */
static size_t add_depth(char *out)
{
	for (size_t i = 0; i < 300; i++)
		memcpy(out + 3 * i, "<b>", 3);
	return 900;
}

static size_t build(char *out, const struct shape *shape, size_t size)
{
	size_t len = strlen(shape->begin);
	unsigned count = 0;

	memcpy(out, shape->begin, len);
	if (len >= 2 && memcmp(out + len - 2, "%*", 2) == 0)
		len = len - 2 + add_depth(out + len - 2);
	while (len < size) {
		const char *number = strstr(shape->unit, "%d");
		size_t unit = strlen(shape->unit);

		if (number == NULL) {
			memcpy(out + len, shape->unit, unit);
			len += unit;
			continue;
		}
		memcpy(out + len, shape->unit, (size_t)(number - shape->unit));
		len += (size_t)(number - shape->unit);
		len += (size_t)snprintf(out + len, 16, "%u", count++);
		memcpy(out + len, number + 2, strlen(number + 2));
		len += strlen(number + 2);
	}
	return len;
}

static void bench_shapes(struct reader *reader)
{
	char *document = malloc(LARGEST + 4096);

	if (document == NULL)
		return;
	printf("%-24s", "ns/byte at");
	for (size_t size = 1024; size <= LARGEST; size *= 4)
		printf("%8zuk", size / 1024);
	printf("\n");
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		printf("%-24s", shapes[i].name);
		for (size_t size = 1024; size <= LARGEST; size *= 4) {
			size_t len = build(document, &shapes[i], size);
			double best = read_document(reader, document, len);

			for (int run = 0; run < (size <= 65536 ? 8 : 2); run++) {
				double time = read_document(reader, document, len);

				best = time < best ? time : best;
			}
			printf("%9.1f", best * 1e9 / (double)len);
			fflush(stdout);
		}
		printf("\n");
	}
	free(document);
}

static char *read_file(const char *path, size_t *len_out)
{
	FILE *file = fopen(path, "rb");
	char *at = malloc(LARGEST);

	*len_out = file == NULL || at == NULL ? 0 : fread(at, 1, LARGEST, file);
	if (file != NULL)
		fclose(file);
	return at == NULL ? NULL : realloc(at, *len_out + 1);
}

static void bench_files(struct reader *reader, char **paths, size_t count)
{
	char **documents = calloc(count, sizeof *documents);
	size_t *lens = calloc(count, sizeof *lens), total = 0;
	double best = 1e9;

	for (size_t i = 0; documents != NULL && lens != NULL && i < count; i++) {
		documents[i] = read_file(paths[i], &lens[i]);
		total += lens[i];
	}
	for (int run = 0; documents != NULL && lens != NULL && run < 5; run++) {
		double time = 0;

		for (size_t i = 0; i < count; i++)
			time += read_document(reader, documents[i], lens[i]);
		best = time < best ? time : best;
	}
	printf("%zu files, %zu bytes: %.1f MB/s\n", count, total, (double)total / best / 1e6);
	for (size_t i = 0; documents != NULL && i < count; i++)
		free(documents[i]);
	free(documents);
	free(lens);
}

int main(int argc, char **argv)
{
	struct reader reader;

	text_init(&reader.visible, LIMIT_TEXT_BYTES);
	text_init(&reader.hidden, LIMIT_TEXT_BYTES);
	text_init(&reader.links, LIMIT_TEXT_BYTES);
	if (html_new(&reader.html) != 0)
		return EXIT_FAILURE;
	if (argc > 1)
		bench_files(&reader, argv + 1, (size_t)argc - 1);
	else
		bench_shapes(&reader);
	html_free(&reader.html);
	text_free(&reader.visible);
	text_free(&reader.hidden);
	text_free(&reader.links);
	return EXIT_SUCCESS;
}
