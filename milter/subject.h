/* subject.h: a prefix before a subject, without touching what stands there.
 * It must not know sessions.
 */
#ifndef MILTER_SUBJECT_H
#define MILTER_SUBJECT_H

/* The new value for a Subject field. old is the value as the MTA gave it (NULL: there is none); lead is what stands
 * before the prefix, "" or a blank, in the place of old's own leading blanks; prefix is UTF-8. An ASCII prefix stands
 * raw, before the first encoded word; any other becomes encoded words of its own. The old value is never encoded anew,
 * and a prefix that stands there already is not put twice. Returns: a string that the caller frees; NULL when memory
 * ran out.   Source: RFC 2047, sections 2, 5 and 6.2. */
char *subject_prefixed(const char *old, const char *prefix, const char *lead);

#endif
