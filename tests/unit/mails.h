/* mails.h: one message to one string that holds everything that message.h hands out, for tests to compare. */
#ifndef UNIT_MAILS_H
#define UNIT_MAILS_H

#include "base/text.h"
#include "message/message.h"

#include <stdio.h>
#include <string.h>

static const char *const mails_kinds[] = {"subject", "visible", "hidden", "link", "name", "header"};

/* The flags of a text as letters. */
static inline void mails_flags(struct text *out, unsigned flags)
{
	static const char letters[] = "hacoef"; /* html attachment enClosed alternate(Other) entity flowed */

	for (unsigned i = 0; i < sizeof letters - 1; i++)
		if ((flags & 1u << i) != 0)
			text_add_char(out, letters[i]);
}

static inline void mails_number(struct text *out, size_t number)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%zu", number);
	text_add_string(out, digits);
}

/* The texts, a line each: "kind part flags: text\n"; line ends inside a text are shown as "/". */
static inline void mails_texts(struct text *out, const struct message *message)
{
	size_t count;
	const struct text_part *texts = message_texts(message, &count);

	for (size_t i = 0; i < count; i++) {
		text_add_string(out, mails_kinds[texts[i].kind]);
		text_add_char(out, ' ');
		mails_number(out, (size_t)texts[i].part);
		text_add_char(out, texts[i].flags != 0 ? ' ' : ':');
		mails_flags(out, texts[i].flags);
		text_add_string(out, texts[i].flags != 0 ? ": " : " ");
		for (size_t k = 0; k < texts[i].utf8.len; k++)
			text_add_char(out, texts[i].utf8.at[k] == '\n' ? '/' : texts[i].utf8.at[k]);
		text_add_char(out, '\n');
	}
}

static inline void mails_odd(struct text *out, const struct message *message)
{
	size_t count;
	const struct oddity *oddities = message_oddities(message, &count);

	for (size_t i = 0; i < count; i++) {
		text_add_string(out, i > 0 ? " " : "");
		text_add_string(out, oddities[i].id);
	}
}

/* Everything, for comparing two readings of the same bytes. Is every text valid UTF-8? */
static inline bool mails_all(struct text *out, const struct message *message)
{
	size_t count;
	const struct header_field *fields = message_fields(message, &count);
	const struct text_part *texts;
	const struct oddity *oddities;
	bool valid = true;

	for (size_t i = 0; i < count; i++) {
		text_add_string(out, fields[i].name);
		text_add_char(out, '=');
		text_add(out, fields[i].raw.at, fields[i].raw.len);
		text_add_char(out, '=');
		text_add(out, fields[i].text.at, fields[i].text.len);
		text_add_char(out, '\n');
		valid = valid && utf8_is_valid(fields[i].text.at, fields[i].text.len);
	}
	texts = message_texts(message, &count);
	for (size_t i = 0; i < count; i++)
		valid = valid && utf8_is_valid(texts[i].utf8.at, texts[i].utf8.len);
	mails_texts(out, message);
	oddities = message_oddities(message, &count);
	for (size_t i = 0; i < count; i++) {
		text_add_string(out, oddities[i].id);
		mails_number(out, (size_t)oddities[i].part);
	}
	text_add_char(out, '\n');
	mails_number(out, message_bytes(message));
	text_add_char(out, ' ');
	mails_number(out, message_parts(message));
	return valid;
}

#endif
