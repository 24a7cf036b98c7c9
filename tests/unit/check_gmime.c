/* check_gmime.c: what we read against what GMime reads: for well-formed mail the texts are the same bytes.
 * Reads the innocent mail of ../shared/corpus; skips (77) when it is not there. --list tells the differences, which are
 * judged in VIOLATIONS.md.
 *
 * GMime walks the parts and takes the transfer encoding off; then both sides are brought to the same form: UTF-8 by the
 * label, lines that end in \n, no zero bytes, format=flowed unwrapped, HTML as its three texts. A second figure
 * compares with GMime's own conversion of charsets, which reads no charset but the one on the label.
 */
#include "config.h"

#include "base/text.h"
#include "decode/charset.h"
#include "decode/flowed.h"
#include "decode/html.h"
#include "message/message.h"
#include "message/sniff.h"

#include <ftw.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TARGET_PER_MILLE 999 /* issue: at least 99.9 % the same */

static struct {
	struct message *message;
	struct html *html;
	struct converters *converters;
	unsigned long files, parts, same, same_text;
	bool list;
	const char *path;
	/* of the file being compared */
	const struct text_part *texts;
	size_t text_count, next;
} run;

/* What render.c does to every text. */
static void plain_form(struct text *out, const char *at, size_t len)
{
	bool after_cr = false;

	for (size_t i = 0; i < len; i++) {
		bool lf_of_crlf = at[i] == '\n' && after_cr;

		after_cr = at[i] == '\r';
		if (at[i] == '\r')
			text_add_char(out, '\n');
		else if (at[i] != '\0' && !lf_of_crlf)
			text_add_char(out, at[i]);
	}
}

/* Is this text the next of ours, or a later one of the same message? */
static bool is_ours(enum xs_text_kind kind, const struct text *want)
{
	for (size_t i = run.next; i < run.text_count; i++) {
		const struct text_part *text = &run.texts[i];

		if (text->kind != kind || text->utf8.len != want->len ||
		    memcmp(text->utf8.at, want->at, want->len) != 0)
			continue;
		run.next = i;
		return true;
	}
	return false;
}

static void tell(GMimeObject *part, const struct text *want)
{
	const char *charset = g_mime_object_get_content_type_parameter(part, "charset");
	GMimeContentType *type = g_mime_object_get_content_type(part);

	if (!run.list)
		return;
	printf("%s: %s/%s, charset %s: %zu bytes of GMime's are not ours\n", run.path,
	       g_mime_content_type_get_media_type(type), g_mime_content_type_get_media_subtype(type),
	       charset != NULL ? charset : "none", want->len);
	if (getenv("DUMP") != NULL)
		printf("---GMIME\n%.*s\n", (int)want->len, want->at);
}

static bool compare_html(const struct text *want)
{
	struct text visible, hidden, links;
	const struct html_sinks sinks = {&visible, &hidden, &links};
	struct html_facts facts;
	bool same;

	text_init(&visible, 0);
	text_init(&hidden, 0);
	text_init(&links, 0);
	if (html_begin(run.html, &sinks) != 0 || html_more(run.html, want->at, want->len) != 0 ||
	    html_finish(run.html, &facts) != 0)
		abort();
	same = (visible.len == 0 || is_ours(XS_TEXT_VISIBLE, &visible)) &&
	       (hidden.len == 0 || is_ours(XS_TEXT_HIDDEN, &hidden)) &&
	       (links.len == 0 || is_ours(XS_TEXT_LINK, &links));
	text_free(&visible);
	text_free(&hidden);
	text_free(&links);
	return same;
}

/* One text in its final form against ours. */
static bool compare_text(GMimeObject *part, const char *at, size_t len, bool told)
{
	GMimeContentType *type = g_mime_object_get_content_type(part);
	const char *format = g_mime_object_get_content_type_parameter(part, "format");
	const char *delsp = g_mime_object_get_content_type_parameter(part, "delsp");
	bool html = g_mime_content_type_is_type(type, "text", "html") ||
		    g_mime_content_type_is_type(type, "text", "enriched");
	struct text want, flowed;
	bool same;

	text_init(&want, 0);
	text_init(&flowed, 0);
	plain_form(&want, at, len);
	if (!html && format != NULL && g_ascii_strcasecmp(format, "flowed") == 0) {
		flowed_unwrap(&flowed, want.at, want.len, delsp != NULL && g_ascii_strcasecmp(delsp, "yes") == 0);
		text_reset(&want);
		text_add(&want, flowed.at, flowed.len);
	}
	same = want.len == 0 || (html ? compare_html(&want) : is_ours(XS_TEXT_VISIBLE, &want));
	if (!same && told)
		tell(part, &want);
	text_free(&want);
	text_free(&flowed);
	return same;
}

/* The label that reading.c goes by: the header's, or markup's own. */
static const char *label_of(GMimeObject *part, size_t *len_out, const char *at, size_t len)
{
	const char *label = g_mime_object_get_content_type_parameter(part, "charset"), *meta = NULL;

	*len_out = label != NULL ? strlen(label) : 0;
	if (g_mime_content_type_is_type(g_mime_object_get_content_type(part), "text", "html") &&
	    (label == NULL || charset_find(label, *len_out) == NULL)) {
		size_t meta_len = sniff_meta_charset(&meta, at, len < 1024 ? len : 1024);

		if (meta_len > 0) {
			*len_out = meta_len;
			return meta;
		}
	}
	return label;
}

static void compare_part(GMimeObject *parent, GMimeObject *part, gpointer user_data)
{
	GMimeDataWrapper *content;
	GMimeStream *stream;
	GByteArray *bytes;
	const char *at, *label;
	size_t label_len, next = run.next;
	struct text utf8;
	char *own;

	(void)parent;
	(void)user_data;
	if (!GMIME_IS_TEXT_PART(part) || (content = g_mime_part_get_content(GMIME_PART(part))) == NULL)
		return;
	stream = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(content, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	at = (const char *)bytes->data;
	label = label_of(part, &label_len, at, bytes->len);
	text_init(&utf8, 0);
	if (bytes->len > 0) {
		charset_decode(&utf8, run.converters, label, label_len, at, bytes->len);
		run.parts++;
		run.same += compare_text(part, utf8.at, utf8.len, true);
		run.next = next;
		own = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
		run.same_text += own != NULL && compare_text(part, own, strlen(own), false);
		g_free(own);
	}
	text_free(&utf8);
	g_object_unref(stream);
}

static int visit(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *message;
	gchar *at;
	gsize len;

	(void)st;
	(void)ftw;
	if (type != FTW_F || !g_file_get_contents(path, &at, &len, NULL))
		return 0;
	stream = g_mime_stream_mem_new_with_buffer(at, len);
	parser = g_mime_parser_new_with_stream(stream);
	message = g_mime_parser_construct_message(parser, NULL);
	if (message != NULL) {
		message_begin(run.message);
		if (message_feed(run.message, at, len) < 0 || message_finish(run.message) != 0)
			abort();
		run.texts = message_texts(run.message, &run.text_count);
		run.next = 0;
		run.path = path;
		run.files++;
		g_mime_message_foreach(message, compare_part, NULL);
		g_object_unref(message);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	g_free(at);
	return 0;
}

int main(int argc, char **argv)
{
	static const char *const folders[] = {SRCDIR "/../shared/corpus/ham", SRCDIR "/../shared/corpus/hard_ham"};
	struct xs_error err;

	run.list = argc > 1 && strcmp(argv[1], "--list") == 0;
	g_mime_init();
	if (message_new(&run.message, NULL, &err) != 0 || converters_new(&run.converters, &err) != 0 ||
	    html_new(&run.html) != 0) {
		printf("check_gmime: %s\n", err.text);
		return 1;
	}
	if (argc > 2)
		nftw(argv[2], visit, 16, FTW_PHYS);
	for (size_t i = 0; argc <= 2 && i < sizeof folders / sizeof folders[0]; i++)
		nftw(folders[i], visit, 16, FTW_PHYS);
	message_free(&run.message);
	html_free(&run.html);
	converters_free(&run.converters);
	g_mime_shutdown();
	if (run.files == 0) {
		printf("check_gmime: skipped, no mail is there\n");
		return 77;
	}
	printf("check_gmime: %lu of %lu text parts in %lu files are the same; %lu with GMime's own conversion of "
	       "charsets\n",
	       run.same, run.parts, run.files, run.same_text);
	return run.same * 1000 >= run.parts * TARGET_PER_MILLE ? 0 : 1;
}
