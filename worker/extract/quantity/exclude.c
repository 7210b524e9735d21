#include "worker/extract/quantity/exclude.h"

#include "worker/extract/quantity/exclude_context.h"
#include "worker/extract/quantity/exclude_time.h"

/* How far quotation marks around a name stand from its number. */
enum { NAME_REACH_CHARS = 12, TITLE_REACH_CHARS = 40, RANK_REACH_CHARS = 16 };

enum {
    CHAR_FAN = 0x756A,
    CHAR_GE = 0x4E2A,
    CHAR_JIE = 0x5C4A,
    CHAR_CI = 0x6B21,
    CHAR_BAN = 0x7248,
    CHAR_DAI = 0x4EE3,
};

static bool
is_letter(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

static bool
is_han(uint32_t code)
{
    return code >= 0x4E00 && code <= 0x9FFF;
}

static bool
has_label_before(const struct context *c)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_labels, c->t->codes, c->within.begin,
                                  c->q->number.begin, &hit) &&
           (labels_rows[hit.row].where == LABELS_WHERE_BEFORE ||
            labels_rows[hit.row].where == LABELS_WHERE_BESIDE);
}

/* Inside `open`…`close` no further than `reach` to either side. */
static bool
is_enclosed(const struct context *c, uint32_t open, uint32_t close,
            uint32_t reach)
{
    uint32_t at = c->q->number.begin, left = 0, right = c->q->number.end;

    for (; left < reach && at > c->within.begin; left++) {
        uint32_t code = c->t->codes[--at];
        if (code == close)
            return false;
        if (code == open)
            break;
    }
    if (context_code(c, at) != open)
        return false;
    for (; right < c->within.end && right - at <= reach; right++) {
        if (c->t->codes[right] == close)
            return true;
    }
    return false;
}

static bool
is_quoted_name(const struct context *c)
{
    uint32_t number = c->q->number.begin,
             from = number - c->within.begin > TITLE_REACH_CHARS
                        ? number - TITLE_REACH_CHARS
                        : c->within.begin;

    if (text_find(c->t, from, number, SIGN_NAME_OPEN) == number)
        return false;
    return is_enclosed(c, 0x201C, 0x201D, NAME_REACH_CHARS) ||
           is_enclosed(c, 0x300C, 0x300D, NAME_REACH_CHARS) ||
           is_enclosed(c, 0x2018, 0x2019, NAME_REACH_CHARS) ||
           is_enclosed(c, 0x300E, 0x300F, NAME_REACH_CHARS) ||
           is_enclosed(c, 0x300A, 0x300B, TITLE_REACH_CHARS) ||
           is_enclosed(c, 0x3008, 0x3009, TITLE_REACH_CHARS) ||
           is_enclosed(c, 0x3014, 0x3015, NAME_REACH_CHARS) ||
           is_enclosed(c, '[', ']', NAME_REACH_CHARS);
}

/* 6+X, H7N9, G20, 2×35: joined to letters or signs. */
static bool
is_joined(const struct context *c)
{
    uint32_t before = context_code_before(c),
             after = context_code(c, c->q->number.end);

    if (before == '+' || after == '+' || before == '_' || after == '_')
        return true;
    if (is_letter(after) && !context_has_unit(c->q))
        return true;
    return after == 0xD7;
}

static bool
names_body(uint32_t code)
{
    return code == 0x5927 || code == 0x534F || code == 0x59D4 || code == 0x4F1A;
}

/* 七次、八次 of 十四届六次、七次、八次全会: behind others of the same term. */
static bool
follows_sitting(const struct context *c)
{
    enum { CHAR_PAUSE = 0x3001, ITEM_CHARS = 3, SITTINGS_MAX = 8 };
    uint32_t at = c->q->number.begin;

    for (uint32_t i = 0; i < SITTINGS_MAX; i++) {
        if (at < c->within.begin + ITEM_CHARS + 1 ||
            context_code(c, at - 1) != CHAR_PAUSE ||
            context_code(c, at - 2) != CHAR_CI)
            return false;
        at -= ITEM_CHARS;
        if (context_code(c, at - 1) == CHAR_JIE)
            return true;
    }
    return false;
}

/* 十届二次会议, 十四届七次、八次全会: sittings are numbered, not counted. */
static bool
is_sitting(const struct context *c)
{
    uint32_t unit = context_unit_code(c->q, c->t),
             before = context_code_before(c);
    uint32_t next = context_code(c, c->q->number.end);

    if (unit == CHAR_JIE)
        return !c->q->numeral.is_arabic && (is_han(next) || next == 0x3001);
    if (unit != CHAR_CI)
        return false;
    if (before == CHAR_JIE)
        return true;
    if (!c->q->numeral.is_arabic && names_body(before) &&
        (is_han(next) || next == 0x3001))
        return true;
    return before == 0x3001 && follows_sitting(c);
}

/* 一 introduces a thing (一个善行); after its noun it counts (现场会一次). */
static bool
is_article(const struct context *c)
{
    const struct quantity *q = c->q;
    uint32_t before = context_code_before(c);

    if (q->numeral.is_arabic || q->numeral.magnitude > 0 ||
        q->numeral.value.digits != 1 || q->numeral.has_point ||
        q->form != FORM_PLAIN || q->has_upper)
        return false;
    if (q->kind == KIND_DURATION)
        return q->bound == BOUND_EXACT;
    if (q->kind != KIND_COUNT)
        return false;
    return q->range.end != c->clause.end ||
           q->number.begin - c->clause.begin < 3 || !is_han(before) ||
           before == 0x540C || before == 0x6BCF || before == 0x67D0 ||
           before == 0x8FD9 || before == 0x90A3 || before == 0x54EA ||
           before == 0x53E6 || before == 0x8FDB || before == 0x4E0A ||
           before == 0x7684;
}

/* 二期, 二类: the second of them; two of them are 两. 三期 is a phase. */
static bool
is_second(const struct context *c)
{
    const struct quantity *q = c->q;
    uint32_t digit = c->t->codes[q->number.begin];

    return q->numeral.chars == 1 && !q->numeral.is_arabic &&
           q->numeral.magnitude == 0 &&
           (digit == 0x4E8C ||
            (context_unit_code(q, c->t) == 0x671F && digit != 0x4E24)) &&
           q->form == FORM_PLAIN && q->kind == KIND_COUNT && !q->has_upper;
}

/* 两个确保, 四个最严: no things of which there are that many. */
static bool
is_slogan(const struct context *c)
{
    const struct quantity *q = c->q;
    struct lexicon_hit hit;

    return !q->numeral.is_arabic && q->numeral.magnitude <= 1 &&
           context_unit_code(q, c->t) == CHAR_GE &&
           lexicon_longest(&lexicon_slogan_words, c->t->codes + q->number.end,
                           c->within.end - q->number.end, &hit);
}

/* 二元结构, 三元: money is not counted in single Chinese digits. */
static bool
is_brand(const struct quantity *q)
{
    return q->kind == KIND_MONEY && !q->numeral.is_arabic &&
           q->numeral.chars == 1;
}

/* 15分钟便民生活圈: how far a circle reaches is part of its name. */
static bool
is_circle(const struct context *c)
{
    enum { CHAR_QUAN = 0x5708, REACH_CHARS = 12 };
    uint32_t at = c->q->range.end;

    if (c->q->kind != KIND_DURATION || c->q->has_upper)
        return false;
    for (; at < c->within.end && at - c->q->range.end < REACH_CHARS &&
           is_han(c->t->codes[at]);
         at++) {
        if (c->t->codes[at] == CHAR_QUAN)
            return true;
    }
    return false;
}

/* 7.0版, 2025版: which one, not how many. */
static bool
is_version(const struct context *c)
{
    return context_unit_code(c->q, c->t) == CHAR_BAN &&
           (c->q->numeral.has_point || exclude_is_year(c->q));
}

/* 2019国家公务员, 2014国考: a year in front of a body. */
static bool
is_year_of_body(const struct quantity *q)
{
    return context_has_unit(q) && q->kind == KIND_COUNT && q->is_body &&
           q->numeral.digits == 4 && q->numeral.value.digits > 1900 &&
           q->numeral.value.digits < 2100 && q->numeral.magnitude == 0;
}

/* 一番话, 三番: 番 counts doublings, which 翻 says. */
static bool
is_other_turn(const struct context *c)
{
    uint32_t begin = c->q->range.begin;

    return context_unit_code(c->q, c->t) == CHAR_FAN &&
           context_code(c, begin - 1) != 0x7FFB &&
           context_code(c, begin - 2) != 0x7FFB;
}

/* 3.2 of 从3.2降至2.9: the verb behind says what it came to. */
static bool
is_origin(const struct context *c)
{
    enum { CHAR_CONG = 0x4ECE, CHAR_YOU = 0x7531 };
    const struct quantity *q = c->q;
    uint32_t before = context_code_before(c), at = q->number.end;
    struct lexicon_hit hit;

    return (before == CHAR_CONG || before == CHAR_YOU) &&
           q->numeral.is_arabic && !exclude_is_year(q) &&
           lexicon_longest(&lexicon_verbs, c->t->codes + at, c->within.end - at,
                           &hit) &&
           verbs_rows[hit.row].role == VERBS_ROLE_TO && hit.chars > 1 &&
           numeral_begins(context_code(c, at + hit.chars));
}

/* A number that nothing says what it counts. */
static bool
is_bare_number(const struct context *c)
{
    const struct quantity *q = c->q;
    const struct numeral *n = &q->numeral;
    uint32_t before = context_code_before(c),
             after = context_code_past_blank(c, q->number.end);

    if (context_has_unit(q) || q->form != FORM_PLAIN)
        return false;
    if (after == ':' || before == ':' || after == 0x2236 || before == 0x2236)
        return true; /* 10:45:45 */
    if (n->is_arabic && n->magnitude >= 4)
        return false;
    if (n->magnitude >= 4 && (!n->is_bare || q->bound != BOUND_EXACT))
        return n->is_vague; /* 12万群众, 近百万群众 */
    if (is_origin(c))
        return false;
    /* 系数为0.35, 增加到5000 */
    if (before != 0x4E3A && before != 0x8FBE && before != 0x5230 &&
        before != 0x81F3)
        return true;
    return !n->is_arabic || n->has_dot || is_han(after) ||
           (!n->has_point && n->digits < 2) ||
           (n->digits > 2 && exclude_is_year(q));
}

/* 万吨码头, 百家争鸣: a magnitude alone counts only with a bound or verb. */
static bool
is_bare_magnitude(const struct context *c)
{
    uint32_t before = context_code_before(c);

    return c->q->numeral.is_bare && c->q->form == FORM_PLAIN &&
           c->q->bound == BOUND_EXACT && before != 0x8FBE && before != 0x5230 &&
           before != 0x7834;
}

static bool
is_zero(const struct quantity *q)
{
    return q->value.digits == 0 && !q->numeral.is_arabic;
}

bool
exclude_is_ranked(const struct text *t, struct range clause, uint32_t at)
{
    uint32_t begin = clause.begin;
    struct lexicon_hit hit;

    if (at - begin > RANK_REACH_CHARS)
        begin = at - RANK_REACH_CHARS;
    for (; begin < at; begin++) {
        if (lexicon_longest(&lexicon_ranking, t->codes + begin, at - begin,
                            &hit))
            return true;
    }
    return false;
}

/* The units of a place in a list. */
static bool
is_place_unit(const struct quantity *q)
{
    return str_equal(q->unit, STR("位")) || str_equal(q->unit, STR("名"));
}

/* 第五和第六, 第一和世界第二: one place more is named. */
static bool
goes_on(const struct context *c)
{
    enum { CHAR_HE = 0x548C, CHAR_DI = 0x7B2C, PLACE_CHARS = 3 };
    uint32_t at = c->q->range.end;

    if (context_code(c, at) != CHAR_HE)
        return false;
    for (uint32_t i = 1; i <= PLACE_CHARS; i++) {
        if (context_code(c, at + i) == CHAR_DI)
            return true;
    }
    return false;
}

/* 第三 of 第三、第四季度: of what the next one is numbered of as well. */
static bool
shares_unit(const struct context *c)
{
    enum { CHAR_DI = 0x7B2C, CHAR_PAUSE = 0x3001 };
    uint32_t at = c->q->range.end;
    struct numeral n;

    if (context_has_unit(c->q) || context_code(c, at) != CHAR_PAUSE ||
        context_code(c, at + 1) != CHAR_DI || at + 2 >= c->within.end ||
        !numeral_read(c->t->codes + at + 2, c->within.end - at - 2, &n))
        return false;
    at += 2 + n.chars;
    return is_han(context_code(c, at)) && context_code(c, at) != 0x4F4D;
}

/* 第三位 in a ranked list, but not 第三届, 第三次, 第一的. */
static bool
is_ordinal(const struct context *c)
{
    const struct quantity *q = c->q;
    uint32_t next = context_code(c, q->range.end);

    if (context_has_unit(q) && !is_place_unit(q))
        return true;
    if (context_has_unit(q))
        return q->value.digits == 1 &&
               !exclude_is_ranked(c->t, c->clause, q->range.begin);
    return (is_han(next) && !goes_on(c)) || shares_unit(c) ||
           !exclude_is_ranked(c->t, c->clause, q->range.begin);
}

/* 前三位, but not 前10个月, 前三年, 前5项: a place in a list. */
static bool
is_leading(const struct context *c)
{
    const struct quantity *q = c->q;

    if (!context_has_unit(q))
        return is_han(context_code(c, q->range.end)) ||
               !exclude_is_ranked(c->t, c->clause, q->range.begin);
    return !is_place_unit(q);
}

/* Kinds of unit that only ever grade or describe: 三级, 5度. */
static bool
is_grade(const struct context *c)
{
    uint32_t unit = context_unit_code(c->q, c->t);
    uint32_t chars = c->q->unit_range.end - c->q->unit_range.begin;

    return chars == 1 &&
           (unit == 0x7EA7 || (unit == 0x5EA6 && c->q->numeral.magnitude < 4));
}

/* 五届人大, 四次全会, 一代代; but 三名人大代表 and 2次全会 are counted. */
static bool
numbers_in_order(const struct context *c)
{
    uint32_t unit = context_unit_code(c->q, c->t);

    return unit == CHAR_JIE ||
           (!c->q->numeral.is_arabic && (unit == CHAR_CI || unit == CHAR_DAI));
}

static bool
is_label(const struct context *c)
{
    uint32_t end = c->q->number.end;

    /* 国道318线, 表3; but 国省道85公里, 代表300余人次 are counted. */
    if (has_label_before(c) && c->q->numeral.magnitude < 4 &&
        (c->q->is_body || !context_has_unit(c->q)) &&
        c->q->kind != KIND_PERCENT)
        return true;
    if (!context_has_unit(c->q) &&
        c->q->form != FORM_PERCENT && /* 百分之二十四强 */
        context_has_label(c, end, LABELS_WHERE_AFTER))
        return true;
    return numbers_in_order(c) && context_has_label(c, end, LABELS_WHERE_UNIT);
}

bool
exclude_quantity(const struct text *t, struct range within, struct range clause,
                 const struct quantity *q)
{
    struct context c = {t, within, clause, q};

    if (q->form == FORM_ORDINAL)
        return is_quoted_name(&c) || is_ordinal(&c);
    if (q->form == FORM_TOP)
        return is_quoted_name(&c) || is_leading(&c);
    return q->numeral.is_vague || is_zero(q) || is_bare_number(&c) ||
           is_bare_magnitude(&c) || exclude_is_time(&c) || is_sitting(&c) ||
           is_label(&c) || is_grade(&c) || is_article(&c) || is_second(&c) ||
           is_slogan(&c) || is_other_turn(&c) || is_brand(q) ||
           is_year_of_body(q) || is_version(&c) || is_circle(&c) ||
           is_joined(&c) || is_quoted_name(&c) ||
           (q->numeral.is_positional && q->form == FORM_PLAIN &&
            !q->numeral.has_point);
}
