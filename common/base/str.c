#include "base/str.h"

#include <string.h>

struct str
str_from(const char *text)
{
    return text ? (struct str){text, strlen(text)} : (struct str){"", 0};
}

bool
str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int
str_compare(struct str a, struct str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;

    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool
str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len &&
           str_equal(str_slice(s, 0, prefix.len), prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len &&
           str_equal(str_slice(s, s.len - suffix.len, s.len), suffix);
}

size_t
str_find(struct str s, struct str needle)
{
    const char *found;

    if (needle.len == 0)
        return 0;
    if (s.len < needle.len)
        return SIZE_MAX;
    found = memmem(s.ptr, s.len, needle.ptr, needle.len);
    return found ? (size_t)(found - s.ptr) : SIZE_MAX;
}

bool
str_contains(struct str s, struct str needle)
{
    return str_find(s, needle) != SIZE_MAX;
}

struct str
str_slice(struct str s, size_t begin, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (begin > end)
        begin = end;
    return s.ptr ? (struct str){s.ptr + begin, end - begin} : s;
}

/* Bytes of white space at the start of `s`, 0 where there is none. */
static size_t
space_at(struct str s)
{
    if (s.len > 0 && strchr(" \t\r\n", s.ptr[0]) && s.ptr[0] != '\0')
        return 1;
    return str_starts(s, STR("\u3000")) ? 3 : 0;
}

static size_t
space_before_end(struct str s)
{
    if (s.len > 0 && strchr(" \t\r\n", s.ptr[s.len - 1]) &&
        s.ptr[s.len - 1] != '\0')
        return 1;
    return str_ends(s, STR("\u3000")) ? 3 : 0;
}

struct str
str_trim(struct str s)
{
    size_t width;

    while ((width = space_at(s)) > 0)
        s = str_slice(s, width, s.len);
    while ((width = space_before_end(s)) > 0)
        s = str_slice(s, 0, s.len - width);
    return s;
}

struct str
str_cut(struct str *rest, struct str sep)
{
    size_t at = str_find(*rest, sep);
    struct str before;

    if (at == SIZE_MAX || sep.len == 0) {
        before = *rest;
        *rest = str_slice(*rest, rest->len, rest->len);
        return before;
    }
    before = str_slice(*rest, 0, at);
    *rest = str_slice(*rest, at + sep.len, rest->len);
    return before;
}

bool
str_to_u64(struct str s, uint64_t *out)
{
    uint64_t value = 0;

    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned digit = (unsigned char)s.ptr[i] - (unsigned)'0';
        if (digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, digit, &value))
            return false;
    }
    *out = value;
    return true;
}
