/* Arabic digits as they are printed: grouped, with blanks, with a point. */
#include "worker/extract/quantity/numeral_arabic.h"

struct digits {
    const uint32_t *codes;
    uint32_t count;
    uint32_t at;
    struct numeral *out;
};

static bool
is_ascii_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static uint32_t
code_at(const struct digits *r, uint32_t at)
{
    return at < r->count ? r->codes[at] : 0;
}

bool
numeral_push_digit(struct decimal *d, uint32_t digit, bool fraction)
{
    if (d->scale == 18 || __builtin_mul_overflow(d->digits, 10, &d->digits) ||
        __builtin_add_overflow(d->digits, (int64_t)digit, &d->digits))
        return false;
    d->scale = (uint8_t)(d->scale + fraction);
    return true;
}

/* Exactly three digits from `at`, so that what is before is a group. */
static bool
is_group(const struct digits *r, uint32_t at)
{
    for (uint32_t i = 0; i < 3; i++) {
        if (!is_ascii_digit(code_at(r, at + i)))
            return false;
    }
    return !is_ascii_digit(code_at(r, at + 3));
}

static bool
is_point(uint32_t code)
{
    return code == '.' || code == 0xB7 || code == 0x2022 || code == 0x30FB;
}

/* 1 9 9 8: a blank between single digits, as some printings have it. */
static bool
is_spaced(const struct digits *r, uint32_t run)
{
    uint32_t next = r->at + 1;

    if (code_at(r, r->at) != ' ' || run != 1)
        return false;
    if (is_point(code_at(r, next)))
        return is_ascii_digit(code_at(r, next + 1));
    return is_ascii_digit(code_at(r, next)) && next + 1 < r->count &&
           !is_ascii_digit(code_at(r, next + 1));
}

/* Arabic digits with groups and fraction, from r->at. */
static void
read_arabic(struct digits *r, struct decimal *value)
{
    uint32_t run = 0, total = 0;
    bool fraction = false, fits = true, spaced = false;

    *value = (struct decimal){0};
    for (;; r->at++) {
        uint32_t code = code_at(r, r->at);
        if (is_ascii_digit(code)) {
            fits = fits && numeral_push_digit(value, code - '0', fraction);
            run++;
            total++;
        } else if ((code == ',' || code == ' ') && !fraction && run >= 1 &&
                   run <= 3 && is_group(r, r->at + 1)) {
            r->out->is_grouped = true;
            run = 0;
        } else if (is_spaced(r, run)) {
            spaced = true;
            run = is_point(code_at(r, r->at + 1));
        } else if (is_point(code) && !fraction &&
                   is_ascii_digit(code_at(r, r->at + 1))) {
            fraction = true;
            run = spaced ? 0 : run;
            r->out->has_dot = code != '.';
        } else {
            break;
        }
    }
    r->out->has_point |= fraction;
    r->out->is_inexact |= !fits;
    if (r->out->digits == 0)
        r->out->digits = total;
}

uint32_t
arabic_read(const uint32_t *codes, uint32_t count, uint32_t at,
            struct numeral *out, struct decimal *value)
{
    struct digits r = {codes, count, at, out};

    read_arabic(&r, value);
    return r.at;
}
