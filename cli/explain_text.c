/* explain_text.c: turns a text and its findings into the text with marks in it.
 * It must not know the score.
 * ECMA-48 (SGR) where colours are wanted.
 */
#include "explain.h"

#include "print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A finding begins or ends here. */
struct edge {
	size_t at;
	const struct xs_signal *signal;
	bool end;
};

/* At one place ends come before beginnings; of findings that begin together the longer one is outside. */
static int by_place(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->end != y->end)
		return x->end ? -1 : 1;
	if (x->signal->length != y->signal->length)
		return (x->signal->length > y->signal->length) == !x->end ? -1 : 1;
	return x->signal < y->signal ? -1 : x->signal > y->signal;
}

static bool same_pack(const char *a, const char *b)
{
	size_t len = strcspn(a, "/");

	return len == strcspn(b, "/") && strncmp(a, b, len) == 0;
}

bool explain_belongs(const struct xs_report *report, const struct xs_signal *signal)
{
	if (signal->kind != XS_SIGNAL_PHRASE || signal->points != 0)
		return true;
	for (size_t i = 0; i < report->signal_count; i++)
		if (report->signals[i].kind == XS_SIGNAL_PHRASE && report->signals[i].points != 0 &&
		    same_pack(report->signals[i].id, signal->id))
			return true;
	return false;
}

static bool is_in(const struct xs_signal *signal, size_t index, size_t len)
{
	return signal->text == (int)index && signal->length > 0 && signal->offset <= len &&
	       signal->length <= len - signal->offset;
}

static size_t collect(struct edge *edges, const struct xs_report *report, size_t index)
{
	size_t count = 0;

	for (size_t i = 0; i < report->signal_count; i++) {
		const struct xs_signal *signal = &report->signals[i];

		if (!is_in(signal, index, report->texts[index].len) || !explain_belongs(report, signal))
			continue;
		edges[count++] = (struct edge){signal->offset, signal, false};
		edges[count++] = (struct edge){signal->offset + signal->length, signal, true};
	}
	qsort(edges, count, sizeof *edges, by_place);
	return count;
}

void explain_signal(const struct xs_signal *signal)
{
	fputs(signal->slot == XS_SLOT_NONE ? xs_signal_name(signal->kind) : xs_slot_name(signal->slot), stdout);
	if (signal->points != 0)
		printf("%c%d.%d", signal->points < 0 ? '-' : '+', abs(signal->points) / 10, abs(signal->points) % 10);
	putchar(' ');
	print_safe_string(stdout, signal->id);
}

static const char *colour(const struct xs_signal *signal)
{
	if (signal->slot >= XS_SLOT_FIRST_INNOCENT || signal->points < 0)
		return "\x1b[32m"; /* green speaks for the mail */
	if (signal->kind == XS_SIGNAL_WALLET || signal->kind == XS_SIGNAL_AMOUNT)
		return signal->points > 0 ? "\x1b[1;33m" : "\x1b[33m";
	return signal->points > 0 ? "\x1b[1;31m" : "\x1b[31m";
}

/* Findings overlap; SGR does not nest: what is still open is coloured again behind each edge. */
static void write_colour_edge(const struct edge *edges, size_t i)
{
	const struct xs_signal *open = NULL;

	fputs("\x1b[0m", stdout);
	if (edges[i].end) {
		fputs("\x1b[2m[", stdout);
		explain_signal(edges[i].signal);
		fputs("]\x1b[0m", stdout);
	}
	for (size_t j = 0; j <= i; j++)
		if (!edges[j].end && edges[j].signal->offset + edges[j].signal->length > edges[i].at)
			open = edges[j].signal;
	if (open != NULL)
		fputs(colour(open), stdout);
}

static void write_plain_edge(const struct edge *edge)
{
	if (edge->end) {
		putchar(']');
		return;
	}
	putchar('[');
	explain_signal(edge->signal);
	fputs(": ", stdout);
}

void explain_text(const struct xs_report *report, size_t index, bool color)
{
	const struct xs_text *text = &report->texts[index];
	struct edge *edges = calloc(2 * report->signal_count + 1, sizeof *edges);
	size_t count, at = 0;

	if (edges == NULL) {
		print_trouble("out of memory: the findings are not marked", NULL);
		print_safe(stdout, text->at, text->len, true);
		return;
	}
	count = collect(edges, report, index);
	for (size_t i = 0; i < count; i++) {
		print_safe(stdout, text->at + at, edges[i].at - at, true);
		at = edges[i].at;
		if (color)
			write_colour_edge(edges, i);
		else
			write_plain_edge(&edges[i]);
	}
	print_safe(stdout, text->at + at, text->len - at, true);
	free(edges);
}
