/* caps.h: every cap of the daemon, each with the attack or mishap that it stops. (Those of the reader are the
 * library's.)
 */
#ifndef MILTER_CAPS_H
#define MILTER_CAPS_H

/* -- settings --------------------------------------------------------------------------------------------------- */
#define CAP_SETTINGS_BYTES (1u << 20) /* a settings path that names a disk image */
#define CAP_SETTINGS_LIST 64          /* items of one list: networks, folders */

/* -- one message ------------------------------------------------------------------------------------------------ */
#define CAP_RECIPIENTS 10000 /* recipients kept: RCPT TO in an endless loop; one more is remembered as "..." */
#define CAP_FORGED_HEADERS                                                                                             \
	1000 /* copies of our own header stripped: Postfix walks the header for each, 5,000 take it                    \
	      * seconds; a message with more is refused */
#define CAP_KEPT_BYTES                                                                                                 \
	262144          /* a scanner that has read a larger message is not kept: a flood of large ones would leave     \
			 * the daemon as large as it ever was */
#define CAP_QUEUE_ID 40 /* bytes of a queue id that are believed to be one */

/* -- what we say to the MTA ------------------------------------------------------------------------------------- */
#define CAP_REPLY_TEXT 980        /* libmilter refuses longer replies, and the MTA would send its own words */
#define CAP_QUARANTINE_REASON 100 /* Postfix cuts there */
#define CAP_HEADER_VALUE 4096     /* our own header, folded */
#define CAP_ENCODED_WORD 75       /* RFC 2047, section 2 */

/* -- the log ---------------------------------------------------------------------------------------------------- */
#define CAP_LOG_LINE 1024 /* syslog(3) and many collectors cut there */

#endif
