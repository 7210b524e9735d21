#include "client/version.h"

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Take the next number off *version, without zeros in front; empty: none. */
static struct str
next_number(struct str *version)
{
    size_t begin = 0, end;
    struct str number;

    if (version->len == 0)
        return STR("");
    while (begin < version->len && !is_digit(version->ptr[begin]))
        begin++;
    while (begin + 1 < version->len && version->ptr[begin] == '0' &&
           is_digit(version->ptr[begin + 1]))
        begin++;
    for (end = begin; end < version->len && is_digit(version->ptr[end]);)
        end++;
    number = str_slice(*version, begin, end);
    *version = str_slice(*version, end, version->len);
    return number;
}

bool
version_is_older(struct str version, struct str than)
{
    for (;;) {
        struct str a = next_number(&version);
        struct str b = next_number(&than);
        int order = a.len != b.len ? (a.len > b.len) - (a.len < b.len)
                                   : str_compare(a, b);
        if (order != 0)
            return order < 0;
        if (a.len == 0)
            return false;
    }
}
