/* voice.c: turns a letter's place in its message, and the words around it, into who is speaking.
 * It must not know points, nor how anything was found.
 * No standard: quotation by RFC 3676 ('>'), forwarded header blocks as mail programs write them.
 */
#include "detect/voice.h"

#include "detect/layout.h"

#include <string.h>

#define MOST_HITS 60 /* percent of the letter's hits that must stand where somebody else speaks */
#define HEAD_HITS                                                                                                      \
	25 /* percent of the letter's hits that a report may come behind: the reporter tells what it is about */
#define TAUGHT_LIST 10 /* tenths: on a mailing list, a word for the scam: people discuss samples there */
#define TAUGHT 60      /* tenths: words about the scam that weigh this much are a lesson, whatever else is there */

static bool is_in_letter(const struct voice_input *input, size_t hit)
{
	return letter_counts(&input->hits->at[hit], input->places, input->letter->lang);
}

/* By text. */
struct forwarded {
	struct forwarded_block block[LIMIT_TEXTS];
};

static bool is_enclosed(const struct view *view, size_t offset, const struct forwarded *forwarded)
{
	(void)offset, (void)forwarded;
	return (view->text->flags & TEXT_ENCLOSED) != 0;
}

static bool is_quoted(const struct view *view, size_t offset, const struct forwarded *forwarded)
{
	(void)forwarded;
	return layout_is_quoted(view->text, offset);
}

static bool is_forwarded(const struct view *view, size_t offset, const struct forwarded *forwarded)
{
	size_t end = forwarded->block[view->index].end;

	return end > 0 && end <= offset;
}

static bool holds_most(const struct voice_input *input, const struct forwarded *forwarded,
		       bool (*is)(const struct view *view, size_t offset, const struct forwarded *forwarded))
{
	unsigned all = 0, share = 0;

	for (size_t i = input->letter->first; i <= input->letter->last; i++) {
		const struct hit *hit = &input->hits->at[i];

		if (!is_in_letter(input, i))
			continue;
		all++;
		share += is(&input->views[hit->text], hit->offset, forwarded);
	}
	return all > 0 && share * 100 >= all * MOST_HITS;
}

/* The text that holds most of the letter, nearly always the only one. */
static int letter_text(const struct voice_input *input)
{
	size_t middle = input->letter->first + (input->letter->last - input->letter->first) / 2;

	return input->hits->at[middle].text;
}

#define OWN_LEAST 20 /* bytes: "I got this today" */

/* Does the sender say anything himself? A letter on quoted lines alone is a disguise. */
static bool has_own_words(const struct text_part *text)
{
	return layout_own_words(text, text->utf8.len, OWN_LEAST) >= OWN_LEAST;
}

static void find_forwarded(struct forwarded *forwarded_out, const struct voice_input *input)
{
	int seen = -1;

	for (size_t i = input->letter->first; i <= input->letter->last; i++) {
		int text = input->hits->at[i].text;

		if (text == seen) /* hits are in the order of their texts */
			continue;
		seen = text;
		forwarded_out->block[text] = layout_forwarded(input->views[text].text);
	}
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

static int innocence(const struct voice_input *input, enum xs_slot slot, size_t to)
{
	return letter_innocence(input->tally, input->hits, input->places, slot, 0, to);
}

/* Signs that a blackmailer would have to forge count alone. What his own mail may have by chance counts beside them;
 * and in pairs, where one says that it was passed on: mailing lists attach whole mails to escape DMARC, letters ask
 * rhetorical questions, and blackmailers write to abuse@. */
static unsigned count_signs(const struct voice *voice, const struct context *context, int report)
{
	unsigned strong = (unsigned)(voice->quoted || voice->introduced) + (report >= SLOT_STRONG) +
			  (voice->teaching >= (context->list ? TAUGHT_LIST : TAUGHT)) +
			  (voice->enclosed && context->bounce);
	bool passed_on = (voice->enclosed && !context->bounce) || (voice->forwarded && !voice->introduced) ||
			 (voice->reported && report < SLOT_STRONG);
	unsigned weak = (unsigned)context->reply + context->desk + voice->reporting;

	if (strong > 0)
		return strong + weak + passed_on;
	return passed_on && weak > 0 ? 1 : 0;
}

void voice_find(struct voice *voice_out, const struct voice_input *input)
{
	const struct context *context = input->context;
	struct forwarded forwarded;
	struct voice voice = {.reported = false};
	int report;

	find_forwarded(&forwarded, input);
	voice.enclosed = !is_false_report(input) && holds_most(input, &forwarded, is_enclosed);
	voice.quoted = !voice.enclosed && holds_most(input, &forwarded, is_quoted) &&
		       has_own_words(input->views[letter_text(input)].text);
	voice.forwarded = !voice.enclosed && !voice.quoted && holds_most(input, &forwarded, is_forwarded);
	report = innocence(input, XS_SLOT_REPORTING, head_end(input));
	voice.reported = report >= SLOT_FILLED;
	voice.introduced = voice.forwarded && forwarded.block[letter_text(input)].introduced;
	voice.reporting = !voice.reported && innocence(input, XS_SLOT_REPORTING, SIZE_MAX) >= SLOT_FILLED;
	voice.teaching = innocence(input, XS_SLOT_TEACHING, SIZE_MAX);
	voice.business = innocence(input, XS_SLOT_BUSINESS, SIZE_MAX);
	voice.bulk = innocence(input, XS_SLOT_BULK, SIZE_MAX);
	voice.signs = count_signs(&voice, context, report);
	*voice_out = voice;
}
