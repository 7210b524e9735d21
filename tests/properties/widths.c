/*
 * Digits give the same records in full width and in half width.
 */
#include "tests/properties/respelled.h"

enum { WIDE_ZERO = 0xFF10 };

static uint32_t
widen(uint32_t code)
{
    return code >= '0' && code <= '9' ? code - '0' + WIDE_ZERO : code;
}

static uint32_t
narrow(uint32_t code)
{
    return code >= WIDE_ZERO && code <= WIDE_ZERO + 9 ? code - WIDE_ZERO + '0'
                                                      : code;
}

void
property_widths(struct trial *trial)
{
    respelled_try(trial, widen, RESPELLED_ALL);
    respelled_try(trial, narrow, RESPELLED_ALL);
}
