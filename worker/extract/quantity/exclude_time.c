#include "worker/extract/quantity/exclude_time.h"

#include "worker/extract/text/date.h"
#include "worker/extract/text/marks.h"

enum {
    CHAR_DE = 0x7684,
    CHAR_NIAN = 0x5E74,
    CHAR_XUE = 0x5B66,
    CHAR_YUE = 0x6708,
    CHAR_RI = 0x65E5,
    CHAR_DIAN = 0x70B9,
};

static bool
is_edge(uint32_t code, enum time_edges_role role)
{
    struct lexicon_hit hit;

    return lexicon_longest(&lexicon_time_edges, &code, 1, &hit) &&
           time_edges_rows[hit.row].role == role;
}

bool
exclude_is_year(const struct quantity *q)
{
    const struct numeral *n = &q->numeral;

    if (n->is_positional)
        return n->digits == 4 || n->digits == 2;
    return n->is_arabic && n->magnitude == 0 && !n->is_grouped &&
           !n->has_point &&
           ((n->digits == 4 && n->value.digits >= 1000 &&
             n->value.digits < 3000) ||
            (n->digits == 2 &&
             (n->value.digits >= 70 || n->value.digits < 10)));
}

static bool
is_month_or_day(const struct context *c)
{
    uint32_t next = context_code_past_blank(c, c->q->number.end);
    const struct numeral *n = &c->q->numeral;

    if (!context_has_unit(c->q) && next == CHAR_YUE)
        return true;
    return context_unit_code(c->q, c->t) == CHAR_RI && !n->has_point &&
           n->magnitude == 0 && n->value.digits <= 31;
}

/* 2.2013年: a list number run into a year. */
static bool
is_numbered_year(const struct quantity *q)
{
    return q->numeral.has_point && q->numeral.value.scale == 4;
}

/* 三年倍增计划, 三年攻坚行动: a name of a plan; not 三年完成计划. */
static bool
is_plan_of_years(const struct context *c)
{
    enum { NAME_MAX_CHARS = 6 };
    uint32_t at = c->q->unit_range.end;
    struct range after;
    struct lexicon_hit hit;

    after.begin = at;
    after.end = after.begin + NAME_MAX_CHARS;
    if (after.end > c->within.end)
        after.end = c->within.end;
    if (after.begin >= after.end ||
        lexicon_longest(&lexicon_light_verbs, c->t->codes + after.begin,
                        after.end - after.begin, &hit))
        return false;
    for (at = after.begin; at < after.end && mark_is_hanzi(c->t->codes[at]) &&
                           c->t->codes[at] != CHAR_DE;
         at++) {
        if (lexicon_longest(&lexicon_plan_names, c->t->codes + at,
                            after.end - at, &hit))
            return true;
    }
    return false;
}

/* 五年来, 过去五年, 三年行动: years that only place something in time. */
static bool
is_time_span(const struct context *c)
{
    uint32_t begin = c->q->number.begin;
    uint32_t before = context_code_before(c);
    struct lexicon_hit hit;

    if (lexicon_longest(&lexicon_time_spans, c->t->codes + c->q->number.end,
                        c->within.end - c->q->number.end, &hit))
        return true;
    if (before == ' ' && begin > c->clause.begin + 1)
        before = c->t->codes[begin - 2];
    if (begin > c->clause.begin && is_edge(before, TIME_EDGES_ROLE_SPAN_LEAD))
        return true;
    return c->q->numeral.value.digits == 1 && !c->q->numeral.has_point &&
           !c->q->has_upper && c->q->bound == BOUND_EXACT;
}

/* 15 of 2014/15 and 2014-15. */
static bool
ends_year_pair(const struct context *c)
{
    enum { YEAR_CHARS = 4 };
    uint32_t begin = c->q->number.begin, digits = 0;

    if (begin <= c->clause.begin || !(mark_is_dash(c->t->codes[begin - 1]) ||
                                      c->t->codes[begin - 1] == '/'))
        return false;
    while (begin - 1 - digits > c->clause.begin &&
           mark_is_digit(c->t->codes[begin - 2 - digits]))
        digits++;
    return digits == YEAR_CHARS;
}

/* 两 of 1979、1980两年: as many years as were just named. */
static bool
sums_up_years(const struct context *c)
{
    enum { YEAR_CHARS = 4 };
    uint32_t begin = c->q->number.begin;

    if (begin < c->clause.begin + YEAR_CHARS)
        return false;
    for (uint32_t back = 1; back <= YEAR_CHARS; back++) {
        if (date_digit(c->t->codes[begin - back]) < 0)
            return false;
    }
    return true;
}

static bool
is_date(const struct context *c)
{
    uint32_t unit = context_unit_code(c->q, c->t);

    if (is_month_or_day(c))
        return true;
    if (unit == CHAR_XUE && (exclude_is_year(c->q) || ends_year_pair(c)))
        return true; /* 2014—2015学年 */
    if (unit != CHAR_NIAN)
        return false;
    if (c->q->unit_range.end - c->q->unit_range.begin > 1)
        return false;
    return exclude_is_year(c->q) || is_numbered_year(c->q) || is_time_span(c) ||
           is_plan_of_years(c) || sums_up_years(c);
}

/* 2016—2020, 1998至2002, 2013/14: a year joined to another number. */
static bool
is_year_pair(const struct context *c)
{
    uint32_t after = context_code(c, c->q->number.end);

    return !context_has_unit(c->q) && c->q->numeral.digits == 4 &&
           c->q->numeral.is_arabic && c->q->numeral.magnitude == 0 &&
           (after == '/' || after == '-' || after == 0x2014);
}

/* The last character of 人大, 政协, 市委, 常委会: 五届人大四次会议. */
/* 十点三十分, 上午九点, 八点半; but 五点要求 are five points. */
static bool
is_clock_time(const struct context *c)
{
    uint32_t before = context_code_before(c),
             after = context_code(c, c->q->number.end);

    if (context_unit_code(c->q, c->t) != CHAR_DIAN)
        return false;
    if (c->q->numeral.is_arabic) /* 8点后, but 6点意见 */
        return !context_has_label(c, c->q->number.end, LABELS_WHERE_POINT);
    return is_edge(before, TIME_EDGES_ROLE_CLOCK_LEAD) ||
           is_edge(after, TIME_EDGES_ROLE_CLOCK_FOLLOW) ||
           numeral_begins(after);
}

/* 首3季, 过去6个月, 两个月后: parts of years that only place in time. */
static bool
is_month_span(const struct context *c)
{
    enum { CHAR_TI = 0x63D0 }; /* 提前3个月 is by how much */
    uint32_t begin = c->q->number.begin;
    struct lexicon_hit hit;

    if (begin > c->clause.begin + 1 && c->t->codes[begin - 2] == CHAR_TI)
        return false;
    return c->q->unit_range.end > c->q->unit_range.begin &&
           lexicon_exact(&lexicon_span_units,
                         c->t->codes + c->q->unit_range.begin,
                         c->q->unit_range.end - c->q->unit_range.begin, &hit) &&
           is_time_span(c);
}

bool
exclude_is_time(const struct context *c)
{
    return is_date(c) || is_month_span(c) || is_year_pair(c) ||
           is_clock_time(c);
}
