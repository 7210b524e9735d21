#include "base/decimal.h"

#include <stdint.h>

enum { SCALE_MAX = 18 };

static struct decimal
without_trailing_zeros(struct decimal d)
{
    while (d.scale > 0 && d.digits % 10 == 0) {
        d.digits /= 10;
        d.scale--;
    }
    return d;
}

bool
decimal_parse(struct str text, struct decimal *out)
{
    struct decimal d = {0};
    bool negative = false, fraction = false, any = false;
    size_t i = 0;

    if (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+'))
        negative = text.ptr[i++] == '-';
    for (; i < text.len; i++) {
        int digit = text.ptr[i] - '0';
        if (text.ptr[i] == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (digit < 0 || digit > 9)
            return false;
        if (__builtin_mul_overflow(d.digits, 10, &d.digits) ||
            __builtin_add_overflow(d.digits, digit, &d.digits) ||
            (fraction && d.scale == SCALE_MAX))
            return false;
        d.scale = (uint8_t)(d.scale + fraction);
        any = true;
    }
    if (!any)
        return false;
    if (negative)
        d.digits = -d.digits;
    *out = without_trailing_zeros(d);
    return true;
}

size_t
decimal_print(struct decimal d, char out[DECIMAL_TEXT_BYTES])
{
    char reversed[DECIMAL_TEXT_BYTES];
    size_t count = 0, len = 0;
    uint64_t rest;

    d = without_trailing_zeros(d);
    rest = d.digits < 0 ? 0 - (uint64_t)d.digits : (uint64_t)d.digits;
    for (int digits = 0; rest > 0 || digits <= d.scale; digits++) {
        if (digits > 0 && digits == d.scale)
            reversed[count++] = '.';
        reversed[count++] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (d.digits < 0)
        out[len++] = '-';
    while (count > 0)
        out[len++] = reversed[--count];
    out[len] = '\0';
    return len;
}

bool
decimal_shift(struct decimal d, int power, struct decimal *out)
{
    d = without_trailing_zeros(d);
    for (; power > 0; power--) {
        if (d.scale > 0)
            d.scale--;
        else if (__builtin_mul_overflow(d.digits, 10, &d.digits))
            return false;
    }
    for (; power < 0; power++) {
        if (d.digits % 10 == 0 && d.scale == 0)
            d.digits /= 10;
        else if (d.scale++ == SCALE_MAX)
            return false;
    }
    *out = d;
    return true;
}

/* Bring both to the larger scale; false when one does not fit. */
static bool
align(struct decimal *a, struct decimal *b)
{
    struct decimal *small = a->scale < b->scale ? a : b;
    struct decimal *large = a->scale < b->scale ? b : a;

    while (small->scale < large->scale) {
        if (__builtin_mul_overflow(small->digits, 10, &small->digits))
            return false;
        small->scale++;
    }
    return true;
}

bool
decimal_add(struct decimal a, struct decimal b, struct decimal *out)
{
    struct decimal sum;

    a = without_trailing_zeros(a);
    b = without_trailing_zeros(b);
    if (!align(&a, &b))
        return false;
    sum.scale = a.scale;
    if (__builtin_add_overflow(a.digits, b.digits, &sum.digits))
        return false;
    *out = without_trailing_zeros(sum);
    return true;
}

/* 19 digits shifted by 18 places fit 127 bits. */
__extension__ typedef __int128 wide;

int
decimal_compare(struct decimal a, struct decimal b)
{
    wide x = a.digits, y = b.digits;

    for (int i = a.scale; i < b.scale; i++)
        x *= 10;
    for (int i = b.scale; i < a.scale; i++)
        y *= 10;
    return (x > y) - (x < y);
}
