#include "worker/extract/quantity/amount.h"

#include "tables.h"
#include "worker/extract/quantity/modifier.h"

uint32_t
reading_code(const struct reading *r, uint32_t at)
{
    return at < r->within.end ? r->t->codes[at] : 0;
}

static bool
read_numeral(const struct reading *r, uint32_t at, struct numeral *n)
{
    return at < r->within.end &&
           numeral_read(r->t->codes + at, r->within.end - at, n);
}

static uint32_t
past_blanks(const struct reading *r, uint32_t at)
{
    while (reading_code(r, at) == ' ')
        at++;
    return at;
}

/* Past 分之 at `at`, however it is spaced; 0: it is not there. */
static uint32_t
past_parts_of(const struct reading *r, uint32_t at)
{
    enum { CHAR_FEN = 0x5206, CHAR_ZHI = 0x4E4B };

    at = past_blanks(r, at);
    if (reading_code(r, at) != CHAR_FEN)
        return 0;
    at = past_blanks(r, at + 1);
    return reading_code(r, at) == CHAR_ZHI ? past_blanks(r, at + 1) : 0;
}

bool
amount_divide(struct decimal numerator, struct decimal denominator,
              struct decimal *out)
{
    struct decimal wide;
    int64_t quotient;

    if (denominator.digits <= 0 ||
        !decimal_shift(numerator, 5 + denominator.scale, &wide) ||
        wide.scale > 0)
        return false;
    quotient = wide.digits / denominator.digits;
    out->digits = (quotient + 5) / 10;
    out->scale = 4;
    return true;
}

/* The power of ten that `d` is; 0: it is none above 1. */
static int
power_of_ten(struct decimal d)
{
    int power = 0;

    if (d.scale > 0 || d.digits <= 0)
        return 0;
    for (; d.digits % 10 == 0; d.digits /= 10)
        power++;
    return d.digits == 1 ? power : 0;
}

/* 百分之二、三 is two to three: the next digit alone behind 、. */
static void
take_next_digit(const struct reading *r, struct amount *a)
{
    enum { CHAR_PAUSE = 0x3001 };
    struct numeral next;

    if (a->numeral.chars != 1 || a->numeral.has_range || a->numeral.is_arabic ||
        reading_code(r, a->end) != CHAR_PAUSE ||
        !read_numeral(r, a->end + 1, &next) || next.chars != 1 ||
        next.value.scale > 0 ||
        next.value.digits != a->numeral.value.digits + 1 ||
        past_parts_of(r, a->end + 2) > 0)
        return;
    a->numeral.has_range = true;
    a->upper = next.value;
    a->end += 2;
}

/* The numerator at `at`, after 分之: 百分之五, 三分之二, 百万分之三. */
static bool
read_parts(const struct reading *r, uint32_t at, struct amount *a)
{
    struct numeral denominator = a->numeral;
    int power;

    if (!read_numeral(r, at, &a->numeral) || denominator.is_inexact)
        return false;
    a->end = at + a->numeral.chars;
    a->form = FORM_FRACTION;
    a->value = a->numeral.value;
    a->upper = a->numeral.upper;
    power = power_of_ten(denominator.value);
    if (denominator.is_bare && power >= 2 && power <= 4) {
        take_next_digit(r, a);
        a->form = FORM_PERCENT;
        a->power = power;
        return true;
    }
    if (power > 4)
        return decimal_shift(a->value, -power, &a->value) &&
               decimal_shift(a->upper, -power, &a->upper);
    return amount_divide(a->numeral.value, denominator.value, &a->value) &&
           amount_divide(a->numeral.upper, denominator.value, &a->upper);
}

/* 一又二分之一: the fraction behind 又 is added to the whole number. */
static bool
read_mixed(const struct reading *r, struct amount *a)
{
    enum { CHAR_YOU = 0x53C8 };
    struct amount part = {0};
    uint32_t at = past_blanks(r, a->end), numerator;

    if (reading_code(r, at) != CHAR_YOU)
        return false;
    at = past_blanks(r, at + 1);
    if (!read_numeral(r, at, &part.numeral))
        return false;
    numerator = past_parts_of(r, at + part.numeral.chars);
    if (numerator == 0 || !read_parts(r, numerator, &part) ||
        part.form != FORM_FRACTION ||
        !decimal_add(a->value, part.value, &a->value))
        return false;
    a->upper = a->value;
    a->end = part.end;
    return true;
}

/* 三元五角, 九角九分, 十元零五分: what is left over, in smaller units. */
static void
read_subunits(const struct reading *r, struct amount *a)
{
    struct lexicon_hit hit;
    struct numeral next;
    struct decimal part;
    uint32_t from = a->unit_begin, at = a->end;
    int power = 0;

    /* One look for each unit: a row's spelling is the two units' names. */
    for (;;) {
        uint32_t name[2] = {reading_code(r, from), 0};
        uint32_t number = at + (reading_code(r, at) == 0x96F6);
        if (!read_numeral(r, number, &next) || next.chars > 2 ||
            next.magnitude > 0 || next.has_range || next.is_vague)
            return;
        from = number + next.chars;
        name[1] = reading_code(r, from);
        if (!lexicon_exact(&lexicon_subunits, name, 2, &hit))
            return;
        power += subunits_rows[hit.row].power;
        if (!decimal_shift(next.value, power, &part) ||
            !decimal_add(a->value, part, &a->value))
            return;
        a->upper = a->value;
        at = a->end = from + 1;
    }
}

/*
 * Measures that come in halves: 一亩半耕地, but 5吨半挂车 is no five tonnes and
 * a half, nor does 三公里半径 measure any.
 */
static bool
has_halves(const struct reading *r, const struct amount *a)
{
    enum { CHAR_DE = 0x7684, CHAR_JING = 0x5F84, CHAR_GUA = 0x6302 };
    const struct units_row *row = &units_rows[a->unit.row];
    uint32_t next = reading_code(r, a->end + 1);

    if (row->kind == KIND_MASS || row->kind == KIND_LENGTH ||
        row->kind == KIND_AREA)
        return next < 0x4E00 || next > 0x9FFF || next == CHAR_DE ||
               (!a->numeral.is_arabic && next != CHAR_JING && next != CHAR_GUA);
    return row->kind == KIND_RATIO || row->kind == KIND_DURATION ||
           row->power != 0;
}

/* 一成四: the tenth of a tenth, written without its name. */
static void
read_tenths(const struct reading *r, struct amount *a)
{
    struct lexicon_hit hit;
    struct numeral next;

    if (units_rows[a->unit.row].kind != KIND_PERCENT ||
        units_rows[a->unit.row].power != 1 || a->numeral.is_arabic ||
        !read_numeral(r, a->end, &next) || next.is_arabic || next.chars != 1 ||
        next.magnitude > 0 || next.is_vague || a->numeral.has_range ||
        lexicon_longest(&lexicon_units, r->t->codes + a->end + 1,
                        r->within.end - a->end - 1, &hit) ||
        !decimal_add(a->value, next.value, &a->value))
        return;
    a->upper = a->value;
    a->end++;
}

/* 两倍半, 三年半, 七成半: half a unit more. */
static void
read_half(const struct reading *r, struct amount *a)
{
    const struct units_row *row = &units_rows[a->unit.row];
    struct decimal half = {5, 1};

    if (reading_code(r, a->end) != 0x534A || a->numeral.has_point ||
        !has_halves(r, a) || !decimal_shift(half, row->power, &half))
        return;
    if (decimal_add(a->value, half, &a->value) &&
        decimal_add(a->upper, half, &a->upper))
        a->end++;
}

static void
read_unit(const struct reading *r, struct amount *a)
{
    uint32_t middle, at;

    /* 300 多个: one blank after Arabic digits */
    at = a->end + (a->numeral.is_arabic && reading_code(r, a->end) == ' ');
    middle = modifier_middle(r->t, r->within, at, &a->numeral);
    if (middle > 0)
        a->end = at;
    a->unit_begin = a->end;
    if (middle > 0) {
        bool found = unit_read(r->t, r->within, a->end + middle, &a->numeral,
                               r->arena, &a->unit);
        a->is_over = reading_code(r, a->end) != 0x6765;
        a->is_about = !a->is_over;
        a->unit_begin = a->end + middle;
        a->end += middle + (found ? a->unit.chars : 0);
        return;
    }
    if (unit_read(r->t, r->within, at, &a->numeral, r->arena, &a->unit)) {
        a->unit_begin = at;
        a->end = at + a->unit.chars;
    }
    a->is_over = a->unit.is_over;
}

bool
amount_read(const struct reading *r, uint32_t at, struct amount *a)
{
    uint32_t numerator;
    bool is_mixed;

    *a = (struct amount){.begin = at, .end = at};
    if (!read_numeral(r, at, &a->numeral))
        return false;
    a->end = at + a->numeral.chars;
    a->value = a->numeral.value;
    a->upper = a->numeral.upper;
    numerator = past_parts_of(r, a->end);
    if (numerator > 0)
        return read_parts(r, numerator, a);
    is_mixed = read_mixed(r, a);
    read_unit(r, a);
    if (is_mixed && a->unit.chars == 0)
        a->form = FORM_FRACTION;
    if (a->unit.chars > 0) {
        int power = units_rows[a->unit.row].power;
        if (!decimal_shift(a->value, power, &a->value) ||
            !decimal_shift(a->upper, power, &a->upper))
            return false;
        read_half(r, a);
        read_tenths(r, a);
        read_subunits(r, a);
    }
    return true;
}
