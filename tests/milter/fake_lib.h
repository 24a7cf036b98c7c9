/* fake_lib.h: a library that obeys, in the place of libextortscan: the daemon's tests decide what a scan finds, when
 * memory runs out, and see every byte that was fed. Linked into the unit tests and into tests/milter/fake_milter.
 *
 * A message says what happens to it in a field of its own:
 *   X-Fake: WORD...
 * with the words accept, tag, quarantine, reject, tempfail (the action); observe; prefix (ask for the subject prefix);
 * percent (a reply with % in it); enough=N (enough after N bytes); feed-fails; finish-fails; sleep=MS (in the scan's
 * end). A policy file says it in its first line: "fake" with the words tempfail (on_trouble), observe, or "bad", which
 * does not load. The file "version" in a rules folder is the rules' version.
 */
#ifndef TESTS_FAKE_LIB_H
#define TESTS_FAKE_LIB_H

#include <stdatomic.h>
#include <stddef.h>

#include "extortscan.h"

/* What the unit tests set and read. */
struct fake_knobs {
	atomic_int new_fails;   /* the next n calls of xs_scan_new() fail */
	atomic_int begin_fails; /* and of xs_scan_begin() */
	atomic_int scans;       /* alive */
	atomic_int rules;       /* alive */
	atomic_int policies;    /* alive */
};
extern struct fake_knobs fake_knobs;

/* Every byte fed since xs_scan_begin(). */
const char *fake_fed(const struct xs_scan *scan, size_t *len_out);
/* The bytes of the last message that was finished in this process, for tests of one thread. */
const char *fake_last(size_t *len_out);

#endif
