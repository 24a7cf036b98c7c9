/* sums.h: the two short checksums that addresses use, and Zcash's F4Jumble.
 *
 * Threads: no state.
 * Source:  CRC-16/XMODEM (ITU-T V.41 polynomial 0x1021, start 0), CRC-32 (IEEE 802.3); ZIP-316 "Jumbling".
 */
#ifndef WALLET_SUMS_H
#define WALLET_SUMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

uint16_t crc16_xmodem(const uint8_t *bytes, size_t count);
uint32_t crc32_ieee(const uint8_t *bytes, size_t count);

#define F4JUMBLE_MIN 48
#define F4JUMBLE_MAX 512 /* ZIP-316 allows 4 MiB; no address here has so many */

/* Undo F4Jumble in place. Returns: false when count is out of range. */
bool f4jumble_undo(uint8_t *bytes, size_t count);

#endif
