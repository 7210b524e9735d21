/*
 * utf8 - code points in and out of UTF-8.
 *
 * Text is validated once, where it enters; past that door the other calls
 * may rely on it.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/*
 * The byte offset of the first ill-formed sequence (Unicode 15, table 3-7:
 * no surrogates, no overlong forms, nothing past U+10FFFF), or s.len where
 * all is well-formed.
 */
size_t utf8_valid_prefix(struct str s);

/*
 * The code point at byte `at` of well-formed text; *width is its bytes.
 * At or past the end: 0, width 0.
 */
static inline uint32_t
utf8_decode(struct str s, size_t at, size_t *width)
{
    const unsigned char *p;

    if (at >= s.len) {
        *width = 0;
        return 0;
    }
    p = (const unsigned char *)s.ptr + at;
    if (p[0] < 0x80) {
        *width = 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *width = 2;
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    }
    if (p[0] < 0xF0) {
        *width = 3;
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 |
               (p[2] & 0x3F);
    }
    *width = 4;
    return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
           (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

/* Write `code_point` to `out`; returns its bytes (1 to 4). */
size_t utf8_encode(uint32_t code_point, char out[4]);

/* How many code points well-formed text holds. */
size_t utf8_count(struct str s);

#endif
