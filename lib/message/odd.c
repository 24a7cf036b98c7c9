/* odd.c: turns an oddity into its stable name.
 * It must not know how odd anything is.
 * VIOLATIONS.md says what each name stands for; a test compares the two.
 */
#include "message/odd.h"

static const char *const ids[ODD_COUNT] = {
	[ODD_DUPLICATE_SUBJECT] = "duplicate-subject",
	[ODD_DUPLICATE_FROM] = "duplicate-from",
	[ODD_DUPLICATE_TYPE] = "duplicate-content-type",
	[ODD_DUPLICATE_TRANSFER] = "duplicate-transfer-encoding",
	[ODD_DUPLICATE_BOUNDARY] = "duplicate-boundary",
	[ODD_DUPLICATE_CHARSET] = "duplicate-charset",
	[ODD_UNKNOWN_TRANSFER] = "unknown-transfer-encoding",
	[ODD_ENCODED_CONTAINER] = "encoded-container",
	[ODD_BOUNDARY_MISSING] = "boundary-missing",
	[ODD_BOUNDARY_UNTERMINATED] = "boundary-unterminated",
	[ODD_BOUNDARY_PREFIX] = "boundary-prefix",
	[ODD_BOUNDARY_UNUSED] = "boundary-unused",
	[ODD_PART_AFTER_END] = "part-after-end",
	[ODD_HEADER_BROKEN] = "header-broken",
	[ODD_HEADER_IN_BODY] = "header-in-body",
	[ODD_HEADER_BLANK_COLON] = "header-blank-before-colon",
	[ODD_HEADER_8BIT] = "header-8bit",
	[ODD_PARAM_BROKEN] = "parameter-broken",
	[ODD_ENCWORD_BROKEN] = "encoded-word-broken",
	[ODD_CHARSET_UNKNOWN] = "charset-unknown",
	[ODD_CHARSET_LIED] = "charset-wrong",
	[ODD_TEXT_DAMAGED] = "text-damaged",
	[ODD_BASE64_DAMAGED] = "base64-damaged",
	[ODD_QP_DAMAGED] = "quoted-printable-damaged",
	[ODD_NUL] = "nul",
	[ODD_BARE_CR] = "bare-cr",
	[ODD_HTML_IN_PLAIN] = "html-in-plain",
	[ODD_ENTITIES_IN_PLAIN] = "entities-in-plain",
	[ODD_UUENCODE] = "uuencode",
	[ODD_YENC] = "yenc",
	[ODD_RETURNED_TO_READER] = "returned-to-reader",
	[ODD_LIMIT_MESSAGE] = "message-bytes",
	[ODD_LIMIT_TEXT] = "text-bytes",
	[ODD_LIMIT_TEXTS] = "texts",
	[ODD_LIMIT_HEADER_LINE] = "header-line",
	[ODD_LIMIT_HEADER_FIELDS] = "header-fields",
	[ODD_LIMIT_HEADER_BYTES] = "header-bytes",
	[ODD_LIMIT_DEPTH] = "depth",
	[ODD_LIMIT_PARTS] = "parts",
	[ODD_LIMIT_READINGS] = "readings",
	[ODD_LIMIT_BOUNDARY] = "boundary-bytes",
	[ODD_LIMIT_PARAMS] = "parameters",
	[ODD_LIMIT_WORDS] = "encoded-words",
	[ODD_LIMIT_HTML] = "html",
};

const char *odd_id(enum odd odd)
{
	return ids[odd];
}

bool odd_is_limit(enum odd odd)
{
	return odd >= ODD_LIMIT_MESSAGE;
}
