/* uncover.h: second pass of the finder: addresses that were written so that a program would not see them.
 */
#ifndef WALLET_UNCOVER_H
#define WALLET_UNCOVER_H

#include "wallet/find.h"

/* Look-alike and invisible characters inside; spaced, dashed, starred; split over lines and sentences; turned round.
 * What is joined counts only with its checksum.   Limits: LIMIT_WALLET_JOINS, LIMIT_WALLET_STEPS, told in find->hit. */
void uncover(struct find *find);

#endif
