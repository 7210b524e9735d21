/*
 * quantity_read() goes from the number outwards: fraction, unit, a second
 * number for a range, modifiers on both sides.
 */
#include "worker/extract/quantity/quantity.h"

#include "tables.h"
#include "worker/extract/quantity/amount.h"
#include "worker/extract/quantity/modifier.h"

/* — – ― ─ - ~ 〜 ～ 至 到 between the ends of a range. */
static uint32_t
range_mark(const struct reading *r, uint32_t at)
{
    static const uint32_t marks[] = {0x2014, 0x2013, 0x2015, 0x2500, '-',
                                     '~',    0x301C, 0x81F3, 0x5230};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (reading_code(r, at) == marks[i])
            return marks[i] == 0x2014 && reading_code(r, at + 1) == 0x2014 ? 2
                                                                           : 1;
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

/* 10至20万, 三千至五千亿: the magnitude of the upper end is the lower's too. */
static void
share_magnitude(struct amount *a, const struct amount *b)
{
    int least = a->numeral.magnitude > 0 ? 4 : 2;
    struct decimal scaled;

    if (a->unit.chars > 0 || a->form != FORM_PLAIN ||
        a->numeral.magnitude >= 4 || b->numeral.magnitude < least ||
        !decimal_shift(a->value, b->numeral.magnitude, &scaled) ||
        decimal_compare(scaled, b->value) >= 0)
        return;
    a->value = scaled;
}

/* 七至八成: tenths both. False: too large to hold. */
static bool
share_power(struct amount *a, const struct amount *b)
{
    return a->unit.chars > 0 || b->unit.chars == 0 || a->form != FORM_PLAIN ||
           decimal_shift(a->value, units_rows[b->unit.row].power, &a->value);
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
           reading_code(r, a->unit_begin) == 0x5E74;
}

/* The second end of a range after `a`; false where there is none. */
static bool
read_second(const struct reading *r, struct amount *a, struct amount *b)
{
    uint32_t mark = range_mark(r, a->end);

    if (mark == 0 || !amount_read(r, a->end + mark, b))
        return false;
    if (a->form == FORM_PERCENT && b->form == FORM_PLAIN && b->unit.chars == 0)
        return true; /* 百分之四到五 */
    if (a->form != b->form || !same_unit(a, b) || is_path(r, a->begin) ||
        is_year(r, b))
        return false;
    share_magnitude(a, b);
    if (!share_power(a, b))
        return false;
    return decimal_compare(a->value, b->upper) < 0;
}

/* 2.04∶1; a clock time 8:30 is none, nor is 3:4:3. */
static bool
read_ratio(const struct reading *r, const struct amount *a, struct amount *b,
           struct decimal *value)
{
    uint32_t mark = reading_code(r, a->end);

    if ((mark != 0x2236 && mark != ':') || a->unit.chars > 0 ||
        !amount_read(r, a->end + 1, b) || b->unit.chars > 0)
        return false;
    if (reading_code(r, b->end) == mark ||
        (mark == ':' && b->value.scale == 0 && b->numeral.digits == 2 &&
         a->numeral.digits <= 2))
        return false;
    if (b->value.digits == 1 && b->value.scale == 0) {
        *value = a->value;
        return true;
    }
    return amount_divide(a->value, b->value, value);
}

/* 1/4: two plain numbers, the first the smaller; 24/7 and 2013/14 are not. */
static bool
read_slash(const struct reading *r, struct amount *a)
{
    struct amount b;

    if (reading_code(r, a->end) != '/' || a->unit.chars > 0 ||
        !a->numeral.is_arabic || a->numeral.digits > 2 ||
        !amount_read(r, a->end + 1, &b) || b.numeral.digits > 2 ||
        b.unit.chars > 0 || reading_code(r, b.end) == '/' ||
        decimal_compare(a->value, b.value) >= 0 ||
        !amount_divide(a->value, b.value, &a->value))
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
        q->unit = parts[a->power - 2];
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

/* 人民币 of 超过人民币1万亿元: its characters, 0: no money is named there. */
static uint32_t
currency_before(const struct reading *r, const struct quantity *q)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_currencies, r->t->codes,
                                  r->within.begin, q->range.begin, &hit) &&
                   hit.chars > 2
               ? hit.chars
               : 0;
}

/* The bounds around an expression, the closest to the number first. */
static void
take_bound(const struct reading *r, struct quantity *q, bool is_over,
           bool is_about)
{
    enum bound before = BOUND_EXACT, after = BOUND_EXACT;
    uint32_t money = q->kind == KIND_MONEY ? currency_before(r, q) : 0, chars;

    chars = modifier_before(r->t, r->within, q->range.begin - money,
                            &q->numeral, &before);
    q->range.begin -= chars > 0 ? money + chars : 0;
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

/* 目前 in front: 前 is no prefix there. */
static bool
ends_word(const struct reading *r, uint32_t at)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_modifiers, r->t->codes,
                                  r->within.begin, at, &hit) &&
           hit.chars > 1 &&
           modifiers_rows[hit.row].where == MODIFIERS_WHERE_NONE;
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
    } else if (before == 0x524D && !ends_word(r, q->number.begin) &&
               q->form == FORM_PLAIN &&
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
    if (!amount_read(&r, at, &a)) {
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
