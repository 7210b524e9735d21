#include "publisher/works/sitting.h"

#include <stddef.h>

#include "base/utf8.h"

enum { NOT_A_DIGIT = -1, TEN = 10, HUNDRED = 100 };

/* 0 to 9, TEN, HUNDRED, or NOT_A_DIGIT. */
static int
digit_of(uint32_t c)
{
    static const struct {
        uint32_t character;
        int digit;
    } digits[] = {
        {U'零', 0}, {U'〇', 0}, {U'○', 0},  {U'一', 1},   {U'二', 2},
        {U'两', 2}, {U'三', 3}, {U'四', 4}, {U'五', 5},   {U'六', 6},
        {U'七', 7}, {U'八', 8}, {U'九', 9}, {U'十', TEN}, {U'百', HUNDRED},
    };

    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if (digits[i].character == c)
            return digits[i].digit;
    return NOT_A_DIGIT;
}

/* One more digit of a number: 十三 is 10 and 3, 二十 2 times 10. */
static unsigned
add_digit(unsigned number, unsigned *pending, int digit)
{
    if (digit == TEN || digit == HUNDRED) {
        number += (*pending ? *pending : 1) * (unsigned)digit;
        *pending = 0;
        return number;
    }
    *pending = *pending * 10 + (unsigned)digit;
    return number;
}

/* The next number in `name` from *at on; false: there is none. */
static bool
next_number(struct str name, size_t *at, unsigned *out)
{
    unsigned number = 0, pending = 0;
    bool is_inside = false;
    size_t width;

    for (; *at < name.len; *at += width) {
        int digit = digit_of(utf8_decode(name, *at, &width));
        if (digit == NOT_A_DIGIT && is_inside)
            break;
        if (digit == NOT_A_DIGIT)
            continue;
        number = add_digit(number, &pending, digit);
        is_inside = true;
    }
    *out = number + pending;
    return is_inside;
}

bool
is_same_sitting(struct str a, struct str b)
{
    size_t at_a = 0, at_b = 0;
    unsigned x = 0, y = 0;
    bool has_any = false;

    for (;;) {
        bool has_x = next_number(a, &at_a, &x);
        bool has_y = next_number(b, &at_b, &y);
        if (has_x != has_y || (has_x && x != y))
            return false;
        if (!has_x)
            return has_any || str_equal(a, b);
        has_any = true;
    }
}
