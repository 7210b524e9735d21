#include "base/utf8.h"

#include <string.h>

/* Bytes of the well-formed sequence at `p`, 0 where there is none. */
static size_t
sequence_bytes(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return 0;
    if (left < 2 || (p[1] & 0xC0) != 0x80)
        return 0;
    if (p[0] < 0xE0)
        return 2;
    if (left < 3 || (p[2] & 0xC0) != 0x80)
        return 0;
    if (p[0] < 0xF0) {
        if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F))
            return 0;
        return 3;
    }
    if (left < 4 || (p[3] & 0xC0) != 0x80)
        return 0;
    if ((p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
        return 0;
    return 4;
}

/*
 * Whether the twelve bytes at `p` are four sequences that begin with E4 to
 * EB: of the second half of a lead byte's four bits, one and only one is set.
 */
static inline bool
are_four_hanzi(const unsigned char *p)
{
    static const unsigned char masks[12] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0,
                                            0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0},
                               marks[12] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80,
                                            0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80},
                               leads[12] = {4, 0, 0, 4, 0, 0, 4, 0, 0, 4, 0, 0};
    uint64_t bytes, mask, mark, lead;
    uint32_t last, last_mask, last_mark, last_lead;

    memcpy(&bytes, p, sizeof bytes);
    memcpy(&mask, masks, sizeof mask);
    memcpy(&mark, marks, sizeof mark);
    memcpy(&lead, leads, sizeof lead);
    memcpy(&last, p + sizeof bytes, sizeof last);
    memcpy(&last_mask, masks + sizeof bytes, sizeof last);
    memcpy(&last_mark, marks + sizeof bytes, sizeof last);
    memcpy(&last_lead, leads + sizeof bytes, sizeof last);
    return (bytes & mask) == mark && (last & last_mask) == last_mark &&
           ((bytes ^ bytes >> 1) & lead) == lead &&
           ((last ^ last >> 1) & last_lead) == last_lead;
}

size_t
utf8_valid_prefix(struct str s)
{
    const unsigned char *bytes = (const unsigned char *)s.ptr;
    size_t at = 0;

    while (at < s.len) {
        size_t width;

        /* Nearly all of a Chinese text. */
        while (s.len - at >= 12 && are_four_hanzi(bytes + at))
            at += 12;
        /* Any three bytes that begin so. */
        while (s.len - at >= 3 && bytes[at] > 0xE0 && bytes[at] < 0xED &&
               ((bytes[at + 1] ^ 0x80) | (bytes[at + 2] ^ 0x80)) < 0x40)
            at += 3;
        if (at == s.len)
            break;
        width = sequence_bytes(bytes + at, s.len - at);
        if (width == 0)
            break;
        at += width;
    }
    return at;
}

size_t
utf8_encode(uint32_t code_point, char out[4])
{
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

size_t
utf8_count(struct str s)
{
    static const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t inner = 0, i = 0;

    /* Eight bytes at once: 10xxxxxx stands inside a sequence. */
    for (; s.len - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
        uint64_t bytes;

        memcpy(&bytes, s.ptr + i, sizeof bytes);
        bytes = (bytes >> 7) & (~bytes >> 6) & ones;
        inner += (size_t)((bytes * ones) >> 56);
    }
    for (; i < s.len; i++)
        inner += ((unsigned char)s.ptr[i] & 0xC0) == 0x80;
    return s.len - inner;
}
