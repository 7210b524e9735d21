/*
 * quantity_read() goes from the number outwards: fraction, unit, a second
 * number for a range, modifiers on both sides.
 */
#include "worker/extract/quantity/quantity.h"

#include "tables.h"
#include "worker/extract/quantity/modifier.h"
#include "worker/extract/quantity/unit.h"

/* One number with its unit, as one end of a range has it. */
struct amount {
    struct numeral numeral;
    struct decimal value;
    struct decimal upper;
    struct unit unit;
    enum quantity_form form;
    uint32_t begin, end; /* characters, unit and middle modifier included */
    uint32_t unit_begin;
    int power; /* of the "parts of" in 百分之: 2, 3 or 4; else 0 */
    bool is_over;
    bool is_about;
};

struct reading {
    const struct text *t;
    struct range within;
    struct arena *arena;
};

static uint32_t
code_at(const struct reading *r, uint32_t at)
{
    return at < r->within.end ? r->t->codes[at] : 0;
}

static bool
read_numeral(const struct reading *r, uint32_t at, struct numeral *n)
{
    return at < r->within.end &&
           numeral_read(r->t->codes + at, r->within.end - at, n);
}

/* 分之 at `at`. */
static bool
is_parts_of(const struct reading *r, uint32_t at)
{
    return code_at(r, at) == 0x5206 && code_at(r, at + 1) == 0x4E4B;
}

/* numerator / denominator, to four places as the records have it. */
static bool
divide(struct decimal numerator, struct decimal denominator,
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

/* After `denominator`分之: 百分之五, 三分之二. */
static bool
read_parts(const struct reading *r, struct amount *a)
{
    struct numeral denominator = a->numeral;
    uint32_t at = a->end + 2;

    if (!read_numeral(r, at, &a->numeral) || denominator.is_inexact)
        return false;
    a->end = at + a->numeral.chars;
    a->form = FORM_FRACTION;
    if (denominator.is_bare && denominator.magnitude >= 2) {
        a->form = FORM_PERCENT;
        a->power = denominator.magnitude;
        a->value = a->numeral.value;
        a->upper = a->numeral.upper;
        return true;
    }
    return divide(a->numeral.value, denominator.value, &a->value) &&
           divide(a->numeral.upper, denominator.value, &a->upper);
}

/* Measures that come in halves; 5吨半挂车 is no five tonnes and a half. */
static bool
has_halves(const struct reading *r, const struct amount *a)
{
    const struct units_row *row = &units_rows[a->unit.row];
    uint32_t next = code_at(r, a->end + 1);

    if (row->kind == KIND_MASS || row->kind == KIND_LENGTH ||
        row->kind == KIND_AREA)
        return next < 0x4E00 || next > 0x9FFF || next == 0x7684;
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

    if (code_at(r, a->end) != 0x534A || a->numeral.has_point ||
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
    at = a->end + (a->numeral.is_arabic && code_at(r, a->end) == ' ');
    middle = modifier_middle(r->t, r->within, at, &a->numeral);
    if (middle > 0)
        a->end = at;
    a->unit_begin = a->end;
    if (middle > 0) {
        bool found = unit_read(r->t, r->within, a->end + middle, &a->numeral,
                               r->arena, &a->unit);
        a->is_over = code_at(r, a->end) != 0x6765;
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

static bool
read_amount(const struct reading *r, uint32_t at, struct amount *a)
{
    *a = (struct amount){.begin = at, .end = at};
    if (!read_numeral(r, at, &a->numeral))
        return false;
    a->end = at + a->numeral.chars;
    a->value = a->numeral.value;
    a->upper = a->numeral.upper;
    if (is_parts_of(r, a->end))
        return read_parts(r, a);
    read_unit(r, a);
    if (a->unit.chars > 0) {
        int power = units_rows[a->unit.row].power;
        if (!decimal_shift(a->value, power, &a->value) ||
            !decimal_shift(a->upper, power, &a->upper))
            return false;
        read_half(r, a);
        read_tenths(r, a);
    }
    return true;
}

/* — – ― ─ - ~ 〜 ～ 至 到 between the ends of a range. */
static uint32_t
range_mark(const struct reading *r, uint32_t at)
{
    static const uint32_t marks[] = {0x2014, 0x2013, 0x2015, 0x2500, '-',
                                     '~',    0x301C, 0x81F3, 0x5230};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (code_at(r, at) == marks[i])
            return marks[i] == 0x2014 && code_at(r, at + 1) == 0x2014 ? 2 : 1;
    }
    return 0;
}

static bool
same_unit(const struct amount *a, const struct amount *b)
{
    if (a->unit.chars == 0)
        return true;
    return b->unit.chars > 0 && str_equal(units_rows[a->unit.row].unit,
                                          units_rows[b->unit.row].unit);
}

/* 10至20万: the magnitude of the upper end is that of the lower as well. */
static void
share_magnitude(struct amount *a, const struct amount *b)
{
    struct decimal scaled;

    if (a->unit.chars > 0 || a->form != FORM_PLAIN ||
        a->numeral.magnitude > 0 || b->numeral.magnitude < 2 ||
        !decimal_shift(a->value, b->numeral.magnitude, &scaled) ||
        decimal_compare(scaled, b->value) >= 0)
        return;
    a->value = scaled;
}

/* 从5%到10% states two levels, not a range. */
static bool
is_path(const struct reading *r, uint32_t begin)
{
    uint32_t before = begin > r->within.begin ? r->t->codes[begin - 1] : 0;

    return before == 0x4ECE || before == 0x7531 || before == 0x81EA;
}

/* 延长1年至2014年: what is reached is a date. */
static bool
is_year(const struct reading *r, const struct amount *a)
{
    return a->numeral.is_arabic && a->numeral.digits == 4 &&
           !a->numeral.has_point && a->numeral.magnitude == 0 &&
           a->value.digits > 1900 && a->value.digits < 2100 &&
           code_at(r, a->unit_begin) == 0x5E74;
}

/* The second end of a range after `a`; false where there is none. */
static bool
read_second(const struct reading *r, struct amount *a, struct amount *b)
{
    uint32_t mark = range_mark(r, a->end);

    if (mark == 0 || !read_amount(r, a->end + mark, b))
        return false;
    if (a->form == FORM_PERCENT && b->form == FORM_PLAIN && b->unit.chars == 0)
        return true; /* 百分之四到五 */
    if (a->form != b->form || !same_unit(a, b) || is_path(r, a->begin) ||
        is_year(r, b))
        return false;
    share_magnitude(a, b);
    return decimal_compare(a->value, b->upper) < 0;
}

/* 2.04∶1; a clock time 8:30 is none, nor is 3:4:3. */
static bool
read_ratio(const struct reading *r, const struct amount *a, struct amount *b,
           struct decimal *value)
{
    uint32_t mark = code_at(r, a->end);

    if ((mark != 0x2236 && mark != ':') || a->unit.chars > 0 ||
        !read_amount(r, a->end + 1, b) || b->unit.chars > 0)
        return false;
    if (code_at(r, b->end) == mark ||
        (mark == ':' && b->numeral.digits == 2 && a->numeral.digits <= 2))
        return false;
    if (b->value.digits == 1 && b->value.scale == 0) {
        *value = a->value;
        return true;
    }
    return divide(a->value, b->value, value);
}

/* 1/4: two plain numbers, the first the smaller; 24/7 and 2013/14 are not. */
static bool
read_slash(const struct reading *r, struct amount *a)
{
    struct amount b;

    if (code_at(r, a->end) != '/' || a->unit.chars > 0 ||
        !a->numeral.is_arabic || a->numeral.digits > 2 ||
        !read_amount(r, a->end + 1, &b) || b.numeral.digits > 2 ||
        b.unit.chars > 0 || code_at(r, b.end) == '/' ||
        decimal_compare(a->value, b.value) >= 0 ||
        !divide(a->value, b.value, &a->value))
        return false;
    a->upper = a->value;
    a->form = FORM_FRACTION;
    a->end = b.end;
    return true;
}

static void
take_unit(struct quantity *q, const struct amount *a)
{
    static const struct str parts[] = {STR_INIT("%"), STR_INIT("‰"),
                                       STR_INIT("‱")};

    if (a->form == FORM_PERCENT) {
        q->unit = parts[a->power <= 4 ? a->power - 2 : 2];
        q->kind = KIND_PERCENT;
    } else if (a->form == FORM_FRACTION) {
        q->kind = KIND_RATIO;
    } else if (a->unit.chars > 0) {
        q->unit = units_rows[a->unit.row].unit;
        q->kind = units_rows[a->unit.row].kind;
        q->per = a->unit.per;
        q->is_body = units_rows[a->unit.row].after == UNITS_AFTER_ARABIC;
    } else if (a->numeral.is_ge_yi) {
        q->unit = STR("元");
        q->kind = KIND_MONEY;
    } else {
        q->kind = a->numeral.magnitude >= 4 ? KIND_COUNT : KIND_OTHER;
    }
    q->unit_range =
        (struct range){a->unit_begin, a->unit_begin + a->unit.chars};
}

/* The bounds around an expression, the closest to the number first. */
static void
take_bound(const struct reading *r, struct quantity *q, bool is_over,
           bool is_about)
{
    enum bound before = BOUND_EXACT, after = BOUND_EXACT;

    q->range.begin -=
        modifier_before(r->t, r->within, q->range.begin, &q->numeral, &before);
    q->range.end +=
        modifier_after(r->t, r->within, q->range.end, q->kind, &after);
    if (q->has_upper)
        q->bound = BOUND_RANGE;
    else if (before != BOUND_EXACT && (before != BOUND_ABOUT || !is_over))
        q->bound = before;
    else if (after != BOUND_EXACT)
        q->bound = after;
    else if (is_over)
        q->bound = BOUND_OVER;
    else if (is_about)
        q->bound = BOUND_ABOUT;
    else
        q->bound = modifier_floating(r->t, r->within, q->range.begin);
}

/* 第三位 and 前三位 include what is in front of the number. */
static void
take_prefix(const struct reading *r, struct quantity *q)
{
    uint32_t before = q->number.begin > r->within.begin
                          ? r->t->codes[q->number.begin - 1]
                          : 0;

    if (before == 0x7B2C) {
        q->form = FORM_ORDINAL;
        q->kind = KIND_RANK;
        q->range.begin = q->number.begin - 1;
    } else if (before == 0x524D && q->form == FORM_PLAIN &&
               (q->kind == KIND_COUNT || q->kind == KIND_OTHER)) {
        q->form = FORM_TOP;
        q->kind = KIND_RANK;
        q->bound = BOUND_AT_MOST;
        q->range.begin = q->number.begin - 1;
    }
}

bool
quantity_read(const struct text *t, struct range within, uint32_t at,
              struct arena *arena, struct quantity *out, uint32_t *next)
{
    struct reading r = {t, within, arena};
    struct amount a, b;
    struct quantity q = {0};
    bool is_over, is_about, is_range, is_exact;

    *next = at + 1;
    if (!read_amount(&r, at, &a)) {
        *next = a.end > at ? a.end : at + 1;
        return false;
    }
    is_range = !read_slash(&r, &a) && read_second(&r, &a, &b);
    q.form = a.form;
    q.numeral = a.numeral;
    q.value = a.value;
    q.has_upper = is_range || a.numeral.has_range;
    q.upper = is_range ? b.upper : a.upper;
    is_over = a.is_over || a.numeral.is_over;
    is_about = a.is_about;
    is_exact = !a.numeral.is_inexact && (!is_range || !b.numeral.is_inexact);
    take_unit(&q, is_range && a.form == FORM_PLAIN ? &b : &a);
    q.number = q.range = (struct range){at, is_range ? b.end : a.end};
    if (!is_range && read_ratio(&r, &a, &b, &q.value)) {
        q.form = FORM_RATIO;
        q.kind = KIND_RATIO;
        q.unit = STR("比");
        q.number.end = q.range.end = b.end;
    }
    *next = q.range.end;
    take_bound(&r, &q, is_over, is_about);
    take_prefix(&r, &q);
    if (!q.per.ptr)
        q.per = unit_per_before(t, within, q.range.begin, arena);
    if (q.range.end > *next)
        *next = q.range.end;
    *out = q;
    return is_exact;
}
