#include "worker/extract/figure/moment.h"

#include "tables.h"
#include "worker/extract/figure/moment_fiscal.h"
#include "worker/extract/figure/moment_part.h"
#include "worker/extract/figure/moment_years.h"
#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/date.h"
#include "worker/extract/text/edge.h"
#include "worker/extract/text/marks.h"

enum {
    CHAR_LAI = 0x6765,  /* 来 */
    CHAR_ZHE = 0x8FD9,  /* 这 */
    CHAR_YUE = 0x6708,  /* 月 */
    CHAR_FEN = 0x4EFD,  /* 份 */
    CHAR_QIAN = 0x524D, /* 前 */
    CHAR_TI = 0x63D0,   /* 提 */
    TERM_YEARS = 5,     /* of a plan */
    BARE_YEARS_MAX = 5, /* without a word that tells where they end */
    LONG_YEARS = 20
};

static struct moment
of_year(unsigned year)
{
    return (struct moment){.first_year = (uint16_t)year,
                           .last_year = (uint16_t)year};
}

/* 起 that begins no longer word (起草); its characters. */
static uint32_t
since_chars(const struct text *t, struct range r, uint32_t at)
{
    enum { CHAR_QI = 0x8D77 };
    struct lexicon_hit word;

    return at < r.end && t->codes[at] == CHAR_QI &&
           !(lexicon_longest(&lexicon_words, t->codes + at, r.end - at,
                             &word) &&
             word.chars > 1);
}

/* 至2014年12月 behind a month, which `out` is; its characters, 0: no more. */
static uint32_t
read_until_month(const struct text *t, struct range r, uint32_t at,
                 struct moment *out)
{
    uint32_t joint = moment_joint_chars(t, r, at), chars;
    struct date last;

    chars = joint > 0 ? date_read(t, r, at + joint, &last) : 0;
    if (chars == 0 || last.month == 0 || last.day > 0 ||
        last.year < out->first_year)
        return 0;
    out->last_year = last.year;
    out->last_month = last.month;
    return joint + chars;
}

/* 2013年, 2013年底, 2013年上半年, 2013年2月28日, 2013年以来. */
static uint32_t
read_date(const struct text *t, struct range r, uint32_t at,
          const struct calendar *calendar, struct moment *out)
{
    struct lexicon_hit since;
    struct date date;
    uint32_t chars = date_read(t, r, at, &date), going_on;

    if (chars == 0)
        return 0;
    *out = of_year(date.year);
    out->first_month = out->last_month = date.month;
    out->day = date.day;
    if (date.month == 0)
        chars += moment_parts_read(t, r, at + chars, out);
    if (date.month > 0 && date.day == 0)
        chars += read_until_month(t, r, at + chars, out);
    chars += moment_month_end(t, r, at + chars, out);
    going_on = moment_since_chars(t, r, at, at + chars);
    if (date.day == 0 && date.year < calendar->reviewed &&
        lexicon_longest(&lexicon_span_words, t->codes + at + chars,
                        r.end - at - chars, &since) &&
        span_words_rows[since.row].side == SPAN_WORDS_SIDE_SINCE) {
        *out = (struct moment){.first_year = date.year,
                               .last_year = calendar->reviewed};
        chars += since.chars; /* 2018年以来, 自2018年起 */
    } else if (going_on > 0 && date.year < calendar->reviewed) {
        *out = (struct moment){.first_year = date.year,
                               .last_year = calendar->reviewed};
        chars += going_on; /* 自2011年成立至今 */
    } else {
        chars += since_chars(t, r, at + chars); /* 2018年6月1日起 */
    }
    return chars;
}

/* 过去30年; of so many years others only tell how rare it is: 近50年最多. */
static bool
counts_back(const struct text *t, uint32_t at)
{
    enum { CHAR_GUO = 0x8FC7 };

    return t->codes[at] == CHAR_GUO;
}

/* 连续 right before `at`. */
static bool
follows_in_a_row(const struct text *t, struct range r, uint32_t at)
{
    enum { CHAR_LIAN = 0x8FDE, CHAR_XU = 0x7EED };

    return at > r.begin + 1 && t->codes[at - 2] == CHAR_LIAN &&
           t->codes[at - 1] == CHAR_XU;
}

/*
 * 五年增长46%, 连续四年年均增长8%: the change behind so many years is over
 * them; of 连续四年增长8% it is each year's.
 */
static bool
changes_behind(const struct text *t, struct range r, uint32_t at, uint32_t end)
{
    enum { CHAR_DI = 0x7B2C, VERB_MIN_CHARS = 2 };
    struct lexicon_hit hit;

    if (lexicon_longest(&lexicon_period_words, t->codes + end, r.end - end,
                        &hit) &&
        period_words_rows[hit.row].role == PERIOD_WORDS_ROLE_AVERAGE)
        return true;
    return !follows_in_a_row(t, r, at) &&
           (at == r.begin || t->codes[at - 1] != CHAR_DI) &&
           lexicon_longest(&lexicon_verbs, t->codes + end, r.end - end, &hit) &&
           hit.chars >= VERB_MIN_CHARS &&
           (end + hit.chars >= r.end || /* not 五年倍增计划 */
            numeral_begins(t->codes[end + hit.chars])) &&
           (verbs_rows[hit.row].role == VERBS_ROLE_UP ||
            verbs_rows[hit.row].role == VERBS_ROLE_DOWN);
}

/*
 * 两年铁路货运量增长5%: a clause opens with so many years and tells of them;
 * not 五年计划, 三年级, 三年困难时期.
 */
static bool
opens_bare(const struct text *t, struct range r, uint32_t at, uint32_t end)
{
    enum {
        CHAR_QI = 0x671F,
        CHAR_DE = 0x7684,
        CHAR_DUO = 0x591A,
        NAME_CHARS = 8
    };
    uint32_t before = at > 0 ? t->codes[at - 1] : ' ';
    uint32_t reach = r.end - end > NAME_CHARS ? end + NAME_CHARS : r.end;
    struct lexicon_hit hit;

    if ((before > ' ' && before != ',' && before != ';' && before != ':' &&
         !mark_ends_sentence(before)) ||
        end + 1 >= r.end || !mark_is_hanzi(t->codes[end]) ||
        t->codes[end] == CHAR_DE || t->codes[end] == CHAR_DUO ||
        lexicon_longest(&lexicon_time_spans, t->codes + end, r.end - end, &hit))
        return false;
    for (uint32_t i = end; i < reach; i++) {
        if (t->codes[i] == CHAR_QI)
            return false;
    }
    return true;
}

/* 过去五年, 五年来, 未来三年: years that end or begin with the reviewed one. */
static uint32_t
read_span(const struct text *t, struct range r, uint32_t at,
          const struct calendar *calendar, struct moment *out)
{
    struct lexicon_hit hit = {0}, after;
    unsigned years;
    uint32_t chars, count;
    bool is_led =
        (at == r.begin || t->codes[at - 1] != CHAR_TI) && /* 提前两年 */
        lexicon_longest(&lexicon_span_words, t->codes + at, r.end - at, &hit) &&
        (span_words_rows[hit.row].side == SPAN_WORDS_SIDE_BEFORE ||
         span_words_rows[hit.row].side == SPAN_WORDS_SIDE_AHEAD);
    uint32_t lead = is_led ? hit.chars : 0;

    chars =
        at + lead < r.end ? moment_years_counted(t, r, at + lead, &years) : 0;
    if (chars == 0 || calendar->reviewed == 0 ||
        (years > LONG_YEARS && !counts_back(t, at)))
        return 0;
    count = chars;
    chars += lead;
    if (lexicon_longest(&lexicon_span_words, t->codes + at + chars,
                        r.end - at - chars, &after) &&
        (span_words_rows[after.row].side == SPAN_WORDS_SIDE_AFTER ||
         span_words_rows[after.row].side == SPAN_WORDS_SIDE_SINCE ||
         (is_led && /* 前四年内 */
          span_words_rows[after.row].side == SPAN_WORDS_SIDE_BETWEEN)))
        chars += after.chars;
    else if (!is_led && !changes_behind(t, r, at, at + chars) &&
             (years > BARE_YEARS_MAX ||
              calendar->current != calendar->reviewed ||
              !opens_bare(t, r, at, at + chars)))
        return 0;
    *out = (struct moment){.first_year =
                               (uint16_t)(calendar->reviewed - years + 1),
                           .last_year = calendar->reviewed,
                           .is_back = is_led && t->codes[at] != CHAR_ZHE};
    if (lead == 1 && t->codes[at] == CHAR_QIAN) { /* 前三年, and not this one */
        out->first_year--;
        out->last_year--;
    }
    if (chars > lead + count &&
        span_words_rows[after.row].side == SPAN_WORDS_SIDE_SINCE)
        out->is_back = true;
    if (is_led && span_words_rows[hit.row].side == SPAN_WORDS_SIDE_AHEAD)
        *out =
            (struct moment){.first_year = (uint16_t)(calendar->reviewed + 1),
                            .last_year = (uint16_t)(calendar->reviewed + years),
                            .is_ahead = true};
    return chars;
}

/* A month at `at`; its characters without 月, 0: none. */
static uint32_t
read_month(const struct text *t, struct range r, uint32_t at, uint8_t *out)
{
    struct numeral n;

    if (at >= r.end || !numeral_begins(t->codes[at]) ||
        (at > r.begin && mark_is_digit(t->codes[at - 1])) ||
        !numeral_read(t->codes + at, r.end - at, &n) || n.value.scale > 0 ||
        n.has_range || n.value.digits < 1 || n.value.digits > 12)
        return 0;
    *out = (uint8_t)n.value.digits;
    return n.chars;
}

/* 1至9月, 10月份, 12月31日, of the year reviewed. */
static uint32_t
read_months(const struct text *t, struct range r, uint32_t at,
            const struct calendar *calendar, struct moment *out)
{
    uint32_t begin = at, chars = read_month(t, r, at, &out->first_month);
    uint32_t joint;

    if (chars == 0 || calendar->reviewed == 0)
        return 0;
    *out = (struct moment){.first_year = calendar->current,
                           .last_year = calendar->current,
                           .first_month = out->first_month,
                           .last_month = out->first_month};
    at += chars;
    joint = moment_joint_chars(t, r, at);
    if (joint > 0) { /* 1—5月, 1至5月, 1--5月 */
        chars = read_month(t, r, at + joint, &out->last_month);
        at += chars > 0 ? chars + joint : 0;
    }
    if (at >= r.end || t->codes[at] != CHAR_YUE ||
        out->last_month < out->first_month)
        return 0;
    at++;
    if (at < r.end && t->codes[at] == CHAR_FEN)
        at++;
    chars = moment_day_read(t, r, at, out);
    chars += since_chars(t, r, at + chars);
    return at + chars - begin;
}

/*
 * 前三年 of “七五”计划的前三年, behind the name of a plan: its first years; the
 * characters, 0: none.
 */
static uint32_t
read_first_years(const struct text *t, struct range r, uint32_t at,
                 unsigned first, struct moment *out)
{
    enum { CHAR_DE = 0x7684 };
    uint32_t begin = at, chars;
    struct lexicon_hit kind;
    unsigned years;

    if (lexicon_longest(&lexicon_plan_kinds, t->codes + at, r.end - at, &kind))
        at += kind.chars;
    if (at < r.end && t->codes[at] == CHAR_DE)
        at++;
    if (at >= r.end || t->codes[at] != CHAR_QIAN)
        return 0;
    chars = moment_years_counted(t, r, at + 1, &years);
    if (chars == 0 || years > TERM_YEARS)
        return 0;
    *out = (struct moment){.first_year = (uint16_t)first,
                           .last_year = (uint16_t)(first + years - 1),
                           .is_between = true};
    return at + 1 + chars - begin;
}

/* 十一五期间, 十四五以来; quotation marks may stand around the name. */
static uint32_t
read_plan_term(const struct text *t, struct range r, uint32_t at,
               const struct calendar *calendar, struct moment *out)
{
    enum { CHAR_MO = 0x672B, CHAR_QI = 0x671F };
    struct lexicon_hit term, after;
    uint32_t chars, first_chars;

    if (!lexicon_longest(&lexicon_plan_terms, t->codes + at, r.end - at, &term))
        return 0;
    chars = term.chars;
    if (at + chars < r.end && mark_is_closing(t->codes[at + chars]))
        chars++;
    first_chars = read_first_years(
        t, r, at + chars, (unsigned)plan_terms_rows[term.row].first_year, out);
    if (first_chars > 0)
        return chars + first_chars;
    if (at + chars + 1 < r.end && t->codes[at + chars] == CHAR_QI &&
        t->codes[at + chars + 1] == CHAR_MO)
        chars++; /* 第七个五年计划期末 */
    if (at + chars < r.end && t->codes[at + chars] == CHAR_MO) {
        *out = of_year((unsigned)plan_terms_rows[term.row].first_year +
                       TERM_YEARS - 1); /* “七五”末 */
        return chars + 1;
    }
    if (!lexicon_longest(&lexicon_term_words, t->codes + at + chars,
                         r.end - at - chars, &after))
        return 0;
    *out = of_year((unsigned)plan_terms_rows[term.row].first_year);
    out->last_year = (uint16_t)(out->first_year + TERM_YEARS - 1);
    if (term_words_rows[after.row].until == TERM_WORDS_UNTIL_NOW &&
        calendar->reviewed > out->first_year &&
        calendar->reviewed < out->last_year)
        out->last_year = calendar->reviewed;
    out->is_ahead = out->first_year > calendar->reviewed;
    out->is_named = true;
    out->is_sum = term_words_rows[after.row].until == TERM_WORDS_UNTIL_SUM;
    return chars + after.chars;
}

/* 去年, 明年, 上半年: words that count from the report's years. */
static uint32_t
read_word(const struct text *t, struct range r, uint32_t at,
          const struct calendar *calendar, struct moment *out)
{
    struct lexicon_hit hit;
    enum period_words_role role;
    struct calendar of_word = *calendar;
    struct moment months;
    uint32_t chars;

    if (calendar->reviewed == 0 ||
        !lexicon_longest(&lexicon_period_words, t->codes + at, r.end - at,
                         &hit))
        return 0;
    role = period_words_rows[hit.row].role;
    *out = of_year(calendar->reviewed);
    if (role == PERIOD_WORDS_ROLE_NOW)
        return hit.chars;
    if (role == PERIOD_WORDS_ROLE_PRIOR)
        *out = of_year(calendar->reviewed - 1U);
    else if (role == PERIOD_WORDS_ROLE_PAST)
        *out = of_year(calendar->present - 1U);
    else if (role == PERIOD_WORDS_ROLE_PRESENT)
        *out = of_year(calendar->present);
    else if (role == PERIOD_WORDS_ROLE_NEXT)
        *out = of_year(calendar->present + 1U);
    else if (role == PERIOD_WORDS_ROLE_CENTURY_END)
        *out = of_year((calendar->reviewed + 99U) / 100 * 100);
    else if (calendar->is_fiscal && fiscal_year(role, calendar, out))
        return hit.chars;
    else {
        *out = of_year(calendar->current);
        return moment_part_read(t, r, at, out);
    }
    out->is_ahead = out->last_year > calendar->reviewed;
    out->is_back = t->codes[at + hit.chars - 1] == CHAR_LAI; /* 今年以来 */
    of_word.current = out->last_year;
    chars = read_months(t, r, at + hit.chars, &of_word, &months);
    if (chars > 0) { /* 今年1至9月, 去年9月底 */
        out->first_month = months.first_month;
        out->last_month = months.last_month;
        out->day = months.day;
        return hit.chars + chars;
    }
    return hit.chars + moment_part_read(t, r, at + hit.chars, out);
}

/* Whether 年 or 月 stands near behind `at`: no number is a time without. */
static bool
is_dated(const struct text *t, struct range r, uint32_t at)
{
    enum { REACH_CHARS = 24 };
    uint32_t end = r.end - at > REACH_CHARS ? at + REACH_CHARS : r.end;

    return text_find(t, at, end, SIGN_MOMENT_UNIT) < end;
}

uint32_t
moment_read_begun(const struct text *t, struct range r, uint32_t at,
                  const struct calendar *calendar, struct moment *out)
{
    bool dated = is_dated(t, r, at);
    uint32_t chars = 0;

    if (dated)
        chars = moment_years_read(t, r, at, out);
    if (chars == 0 && dated)
        chars = read_date(t, r, at, calendar, out);
    if (chars == 0 && dated)
        chars = read_span(t, r, at, calendar, out);
    if (chars == 0)
        chars = read_plan_term(t, r, at, calendar, out);
    if (chars == 0 && dated)
        chars = read_months(t, r, at, calendar, out);
    if (chars == 0)
        chars = read_word(t, r, at, calendar, out);
    return chars;
}

bool
moment_is_span(const struct moment *m)
{
    return m->first_year < m->last_year && m->first_month == 0;
}

bool
moment_holds_years(const struct moment *m)
{
    return moment_is_span(m) ||
           (m->first_month > 0 && m->last_year > m->first_year + 1);
}

struct str
moment_text(const struct moment *m, struct arena *arena)
{
    struct date last = {m->last_year, m->last_month, m->day};

    if (m->day > 0)
        return date_iso(&last, arena);
    if (m->is_end)
        return date_iso(&(struct date){m->last_year, 12, 31}, arena);
    if (m->first_month != m->last_month ||
        (m->first_month > 0 && m->first_year < m->last_year))
        return arena_format(arena, "%04u-%02u/%04u-%02u", m->first_year,
                            m->first_month, m->last_year, m->last_month);
    if (m->first_month == 0 && m->first_year < m->last_year)
        return arena_format(arena, "%04u/%04u", m->first_year, m->last_year);
    return date_iso(&last, arena);
}
