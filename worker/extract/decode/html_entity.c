#include "worker/extract/decode/html_entity.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum {
    /* thetasym is the longest of HTML 4. */
    NAME_MAX_BYTES = 8,
    CODE_MAX = 0x10FFFF,
};

/* What pages mean by 128 to 159: Windows-1252, as browsers read it. */
static const uint16_t windows[] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static uint32_t
permitted(uint32_t code)
{
    if (code >= 0x80 && code < 0xA0)
        return windows[code - 0x80];
    if (code > CODE_MAX || (code >= 0xD800 && code <= 0xDFFF))
        return 0;
    return code;
}

static int
digit_of(char c, uint32_t base)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static size_t
read_number(struct str s, uint32_t *code)
{
    bool is_hex = s.len > 2 && (s.ptr[2] | 0x20) == 'x';
    uint32_t base = is_hex ? 16 : 10, value = 0;
    size_t begin = is_hex ? 3 : 2, at = begin;

    for (; at < s.len && digit_of(s.ptr[at], base) >= 0; at++)
        if (value <= CODE_MAX)
            value = value * base + (uint32_t)digit_of(s.ptr[at], base);
    if (at == begin)
        return 0;
    *code = permitted(value);
    return at + (at < s.len && s.ptr[at] == ';');
}

static bool
is_name_byte(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

size_t
html_entity_read(struct str s, uint32_t *code)
{
    static const xmlChar nbsp[] = "nbsp";
    xmlChar name[NAME_MAX_BYTES + 1] = {0};
    const htmlEntityDesc *entity;
    size_t len = 0;

    if (s.len > 1 && s.ptr[1] == '#')
        return read_number(s, code);
    while (1 + len < s.len && len < NAME_MAX_BYTES &&
           is_name_byte(s.ptr[1 + len]))
        len++;
    memcpy(name, s.ptr + 1, len);
    entity = len > 0 ? htmlEntityLookup(name) : NULL;
    if (!entity && str_starts(str_slice(s, 1, 1 + len), STR("nbsp"))) {
        /* Of those that pages leave open the one that is common. */
        entity = htmlEntityLookup(nbsp);
        len = sizeof(nbsp) - 1;
    }
    if (!entity)
        return 0;
    *code = entity->value;
    return 1 + len + (1 + len < s.len && s.ptr[1 + len] == ';');
}
