/* voice.c: turns a letter's place in its message, and the words around it, into who is speaking.
 * It must not know points, nor how anything was found.
 * No standard: see layout.c for how texts pass words on, and the packs for what people say when they do.
 */
#include "detect/voice.h"

#include "detect/layout.h"

#include <string.h>

#define MOST_HITS 60   /* percent of the letter's hits that must stand where somebody else speaks */
#define HEAD_HITS 25   /* percent of the letter's hits: so many may be the reporter's, who tells what it is about */
#define REPORT 30      /* tenths: words of a report that weigh this much, wherever they stand, are two ideas at least */
#define TAUGHT_LIST 10 /* tenths: on a mailing list, a word for the scam: people discuss samples there */
#define TAUGHT 45      /* tenths: words about the scam that weigh this much are a lesson, whatever else is there */

static bool is_in_letter(const struct voice_input *input, size_t hit)
{
	return letter_counts(&input->hits->at[hit], input->places, input->letter->lang);
}

/* How many of the letter's hits stand where somebody else speaks. */
struct shares {
	unsigned all, enclosed, quoted, forwarded, cited;
	const struct text_part *text; /* that holds most of the letter, nearly always the only one */
	struct layout layout;         /* of that text */
};

static void add_share(struct shares *shares, const struct text_part *text, const struct layout *layout, size_t offset)
{
	shares->all++;
	shares->enclosed += (text->flags & TEXT_ENCLOSED) != 0;
	shares->quoted += layout_is_quoted(text, offset);
	shares->forwarded += layout_is_forwarded(layout, offset);
	shares->cited += layout_is_cited(layout, offset);
}

static struct bytes subject_of(const struct voice_input *input)
{
	for (size_t i = 0; i < input->view_count; i++)
		if (input->views[i].text->kind == XS_TEXT_SUBJECT)
			return input->views[i].text->utf8;
	return (struct bytes){NULL, 0};
}

/* Hits come in the order of their texts. */
static void count_shares(struct shares *shares_out, const struct voice_input *input)
{
	const struct text_part *text = NULL;
	struct layout layout;
	unsigned count = 0, most = 0;

	memset(shares_out, 0, sizeof *shares_out);
	for (size_t i = input->letter->first; i <= input->letter->last; i++) {
		const struct hit *hit = &input->hits->at[i];

		if (!is_in_letter(input, i))
			continue;
		if (input->views[hit->text].text != text) {
			text = input->views[hit->text].text;
			layout_read(&layout, text, subject_of(input));
			count = 0;
		}
		add_share(shares_out, text, &layout, hit->offset);
		if (++count <= most)
			continue;
		most = count;
		if (shares_out->text != text)
			shares_out->layout = layout;
		shares_out->text = text;
	}
}

static bool is_most(const struct shares *shares, unsigned share)
{
	return shares->all > 0 && share * 100 >= shares->all * MOST_HITS;
}

#define OWN_LEAST 20 /* bytes: "I got this today" */

/* Does the sender say anything himself? A letter on quoted lines alone is a disguise. */
static bool has_own_words(const struct text_part *text)
{
	return layout_own_words(text, text->utf8.len, OWN_LEAST) >= OWN_LEAST;
}

/* Servers return mail to its sender: a report that returns a letter to the very person whom it was written to is
 * nobody's report. */
static bool is_false_report(const struct voice_input *input)
{
	return input->context->report && input->returned_to_reader;
}

/* Where the first quarter of the letter's hits in the body ends: what a reporter says about the mail sounds like it. */
static size_t head_end(const struct voice_input *input)
{
	const struct letter *letter = input->letter;
	size_t all = 0, seen = 0;

	for (size_t i = letter->first; i <= letter->last; i++)
		all += is_in_letter(input, i) && input->views[input->hits->at[i].text].text->kind != XS_TEXT_SUBJECT;
	for (size_t i = letter->first; i <= letter->last; i++) {
		const struct hit *hit = &input->hits->at[i];

		if (!is_in_letter(input, i) || input->views[hit->text].text->kind == XS_TEXT_SUBJECT)
			continue;
		if (seen++ * 100 >= all * HEAD_HITS)
			return input->places->begin[hit->text] + hit->folded_from;
	}
	return letter->from;
}

/* Signs that a blackmailer would have to forge count alone. What his own mail may have by chance counts beside them;
 * and in pairs, where one says that it was passed on: mailing lists attach whole mails to escape DMARC, letters ask
 * rhetorical questions, and blackmailers write to abuse@. */
static unsigned count_signs(const struct voice *voice, const struct context *context, int report)
{
	unsigned strong = (unsigned)(voice->quoted || voice->introduced || voice->cited) + (report >= REPORT) +
			  (voice->teaching >= (context->list ? TAUGHT_LIST : TAUGHT)) +
			  (voice->enclosed && context->bounce);
	bool passed_on = (voice->enclosed && !context->bounce) || (voice->forwarded && !voice->introduced) ||
			 (voice->reported && report < REPORT);
	unsigned weak = (unsigned)context->reply + context->desk + voice->reporting;

	if (strong > 0)
		return strong + weak + passed_on;
	return passed_on && weak > 0 ? 1 : 0;
}

/* Where most of the letter stands; at most one of these. */
static void find_place(struct voice *voice, const struct voice_input *input)
{
	struct shares shares;

	count_shares(&shares, input);
	if (!is_false_report(input) && is_most(&shares, shares.enclosed))
		voice->enclosed = true;
	else if (is_most(&shares, shares.quoted) && has_own_words(shares.text))
		voice->quoted = true;
	else if (is_most(&shares, shares.forwarded))
		voice->forwarded = true;
	else if (is_most(&shares, shares.cited))
		voice->cited = true;
	voice->introduced = voice->forwarded && shares.layout.introduced;
}

/* What the innocent rules weigh, anywhere; and whether a report stands before the letter.
 * Returns: what those of a report weigh, anywhere. */
static int find_innocence(struct voice *voice, const struct voice_input *input)
{
	const int *weight = input->tally->weight;
	int report;

	letter_innocence(input->tally, input->hits, input->places, SIZE_MAX);
	voice->teaching = weight[XS_SLOT_TEACHING];
	voice->business = weight[XS_SLOT_BUSINESS];
	voice->bulk = weight[XS_SLOT_BULK];
	report = weight[XS_SLOT_REPORTING];
	letter_innocence(input->tally, input->hits, input->places, head_end(input));
	voice->reported = weight[XS_SLOT_REPORTING] >= SLOT_FILLED;
	voice->reporting = !voice->reported && report >= SLOT_FILLED;
	return report;
}

void voice_find(struct voice *voice_out, const struct voice_input *input)
{
	struct voice voice = {.reported = false};
	int report = find_innocence(&voice, input);

	find_place(&voice, input);
	voice.signs = count_signs(&voice, input->context, report);
	*voice_out = voice;
}
