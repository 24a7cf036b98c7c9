/* print.c: turns foreign text into text that a terminal only shows.
 * It must not know what the text is about.
 * ECMA-48 (control functions), UAX #9 (directional formatting characters), RFC 3629.
 */
#include "print.h"

#include "verbs.h"

#include <stdint.h>
#include <string.h>

/* Returns: bytes of the well-formed character at `at`, 0 when there is none. */
static size_t decode(uint32_t *codepoint_out, const unsigned char *at, size_t len)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t need = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : at[0] < 0xf5 ? 4 : 0;
	uint32_t codepoint;

	if (need == 0 || need > len)
		return 0;
	codepoint = need == 1 ? at[0] : at[0] & (0x7fu >> need);
	for (size_t i = 1; i < need; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		codepoint = codepoint << 6 | (at[i] & 0x3fu);
	}
	if (codepoint < least[need] || codepoint > 0x10ffff || (codepoint >= 0xd800 && codepoint <= 0xdfff))
		return 0;
	*codepoint_out = codepoint;
	return need;
}

static bool is_invisible(uint32_t codepoint)
{
	return codepoint == 0xad || codepoint == 0x61c || (codepoint >= 0x200b && codepoint <= 0x200f) ||
	       (codepoint >= 0x2028 && codepoint <= 0x202e) || (codepoint >= 0x2060 && codepoint <= 0x206f) ||
	       codepoint == 0xfeff || (codepoint >= 0xfff9 && codepoint <= 0xfffb) ||
	       (codepoint >= 0xe0000 && codepoint <= 0xe007f);
}

static bool is_control(uint32_t codepoint)
{
	return codepoint < ' ' || (codepoint >= 0x7f && codepoint <= 0x9f);
}

void print_safe(FILE *to, const char *at, size_t len, bool lines)
{
	while (len > 0) {
		uint32_t codepoint = 0;
		size_t used = decode(&codepoint, (const unsigned char *)at, len);

		if (lines && *at == '\r' && len > 1 && at[1] == '\n')
			used = 1;
		else if (used == 0 || (is_control(codepoint) && !(lines && (*at == '\n' || *at == '\t'))))
			for (size_t i = 0; i < (used == 0 ? 1 : used); i++)
				fprintf(to, "\\x%02x", (unsigned char)at[i]);
		else if (is_invisible(codepoint))
			fprintf(to, "<U+%04X>", (unsigned)codepoint);
		else
			fwrite(at, 1, used, to);
		used += used == 0;
		at += used;
		len -= used;
	}
}

void print_safe_string(FILE *to, const char *text)
{
	print_safe(to, text, strlen(text), false);
}

void print_trouble(const char *what, const char *detail)
{
	fflush(stdout); /* so that both streams on one terminal tell things in their order */
	fputs("extortscan: ", stderr);
	print_safe_string(stderr, what);
	if (detail != NULL) {
		fputs(": ", stderr);
		print_safe_string(stderr, detail);
	}
	fputc('\n', stderr);
}

int print_finish(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	print_trouble("cannot write the output", NULL);
	return EXIT_TROUBLE;
}
