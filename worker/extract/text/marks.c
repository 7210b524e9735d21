#include "worker/extract/text/marks.h"

#include <stddef.h>

static bool
is_one_of(uint32_t code, const uint32_t *set)
{
    for (; *set; set++) {
        if (*set == code)
            return true;
    }
    return false;
}

bool
mark_is_line_end(uint32_t code)
{
    return code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029;
}

bool
mark_is_blank(uint32_t code)
{
    return code == ' ' || code == '\t' || code == '\v' || code == '\f' ||
           code == 0xA0 || code == 0xFEFF || code == 0x3000 ||
           (code >= 0x2000 && code <= 0x200F) || mark_is_line_end(code);
}

bool
mark_ends_sentence(uint32_t code)
{
    return code == 0x3002 || code == '!' || code == '?' || code == 0xFF61;
}

bool
mark_is_closing(uint32_t code)
{
    static const uint32_t set[] = {')',    ']',    '"',    0x2019, 0x201D,
                                   0x300B, 0x300D, 0x300F, 0x3011, 0};

    return is_one_of(code, set);
}

bool
mark_closes_title(uint32_t code)
{
    static const uint32_t set[] = {'.', ':', ';', ',', 0x3001, 0};

    return mark_ends_sentence(code) || is_one_of(code, set);
}

bool
mark_is_dash(uint32_t code)
{
    static const uint32_t set[] = {'-',    0x2010, 0x2012, 0x2013,
                                   0x2014, 0x2015, 0x2500, 0};

    return is_one_of(code, set);
}

bool
mark_is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

bool
mark_is_numeral(uint32_t code)
{
    static const uint32_t set[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                   0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341,
                                   0x767E, 0x3007, 0x96F6, 0};

    return is_one_of(code, set);
}

bool
mark_is_hanzi(uint32_t code)
{
    return (code >= 0x3400 && code <= 0x9FFF) || code == 0x3007 ||
           (code >= 0x20000 && code <= 0x3FFFF);
}

bool
mark_is_letter(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}
