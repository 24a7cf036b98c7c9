/* explain.h: a text with its findings marked.
 * It must not know how they were found.
 */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include "extortscan.h"

/* Does this finding belong to the letter: does it, or another rule of its pack, change the score? Thirty packs find
 * "Bitcoin" in every letter; only one of them reads it. */
bool explain_belongs(const struct xs_report *report, const struct xs_signal *signal);
/* Write the report's text of that index, every finding that belongs marked: coloured, or between brackets as
 * "[ACCESS+2.0 ja/account-hacked: ...]". */
void explain_text(const struct xs_report *report, size_t index, bool color);
/* The mark's words: "ACCESS+2.0 ja/account-hacked", "wallet btc". */
void explain_signal(const struct xs_signal *signal);

#endif
