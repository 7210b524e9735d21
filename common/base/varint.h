/*
 * varint - numbers in as few bytes as they need (LEB128).
 */
#ifndef BASE_VARINT_H
#define BASE_VARINT_H

#include "base/str.h"

enum { VARINT_MAX_BYTES = 10 };

/* Write `value`, up to VARINT_MAX_BYTES; returns its bytes. */
static inline size_t
varint_put(char *at, uint64_t value)
{
    size_t bytes = 0;

    for (; value >= 0x80; value >>= 7)
        at[bytes++] = (char)(value | 0x80);
    at[bytes++] = (char)value;
    return bytes;
}

/* Take a number off the front of *from; false where there is none. */
static inline bool
varint_take(struct str *from, uint64_t *out)
{
    uint64_t value = 0;

    /* Nearly all are of one byte. */
    if (from->len > 0 && (unsigned char)*from->ptr < 0x80) {
        *out = (unsigned char)*from->ptr++;
        from->len--;
        return true;
    }
    for (size_t i = 0; i < from->len && i < VARINT_MAX_BYTES; i++) {
        unsigned char byte = (unsigned char)from->ptr[i];
        value |= (uint64_t)(byte & 0x7F) << 7 * i;
        if (byte < 0x80) {
            *out = value;
            from->ptr += i + 1;
            from->len -= i + 1;
            return true;
        }
    }
    return false;
}

#endif
