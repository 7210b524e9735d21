#include "worker/extract/mention/moment.h"

#include "worker/extract/report/reviewed.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/year_part.h"

enum {
    HANZI_NIAN = 0x5E74,  /* 年 */
    HANZI_YUE = 0x6708,   /* 月 */
    HANZI_FEN = 0x4EFD,   /* 份 */
    HANZI_RI = 0x65E5,    /* 日 */
    HANZI_DU = 0x5EA6,    /* 度 */
    HANZI_CHU = 0x521D,   /* 初 */
    HANZI_DI = 0x5E95,    /* 底 */
    HANZI_MO = 0x672B,    /* 末 */
    HANZI_ZHONG = 0x4E2D, /* 中 */
    HANZI_ZHI = 0x81F3,   /* 至 */
    HANZI_DAO = 0x5230,   /* 到 */
    HANZI_DAI = 0x4EE3,   /* 代 */
    HANZI_TEN = 0x5341,
    YEAR_MIN = 1840,
};

static uint32_t
code_at(const struct scan *s, uint32_t at)
{
    return at < s->sentence.end ? s->t->codes[at] : 0;
}

static bool
joins(uint32_t code)
{
    return code == HANZI_ZHI || code == HANZI_DAO || code == '~' ||
           mark_is_dash(code);
}

/* Four digits, or two where `is_short`, at `at`; the year, 0: none. */
static unsigned
digits_at(const struct scan *s, uint32_t at, unsigned count)
{
    unsigned value = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (!mark_is_digit(code_at(s, at + i)))
            return 0;
        value = value * 10 + (code_at(s, at + i) - '0');
    }
    return mark_is_digit(code_at(s, at + count)) ? 0 : value;
}

/* 2013-14年度 is one year by `name`, 1998-2002年 five. */
static struct str
pair_value(const struct scan *s, const struct year_names_row *name,
           unsigned first, unsigned second)
{
    if (name->first_month == 0 || second != first + 1)
        return arena_format(s->arena, "%04u/%04u", first, second);
    return arena_format(s->arena, "%04u-%02u/%04u-%02u", first,
                        (unsigned)name->first_month, second,
                        (unsigned)name->last_month);
}

/*
 * Whether both years have their 年 and the second goes on: 2012年到2013年上半年 is
 * a year and a half of one, and so no pair.
 */
static bool
is_closed(const struct scan *s, uint32_t at, const struct moment *pair)
{
    struct moment closed = {.end = pair->end, .date = pair->date};

    moment_close_year(s, &closed);
    if (closed.end == pair->end)
        return false;
    for (uint32_t i = at; i + 1 < pair->end; i++) {
        if (code_at(s, i) == HANZI_NIAN)
            return true;
    }
    return false;
}

/* 1998-2002年, 2013-14年度: years joined before one 年. */
static struct moment
year_pair(const struct scan *s, uint32_t at)
{
    struct moment m = {.end = 0}, none = m;
    uint16_t first, second;
    uint32_t chars = date_read_years(s->t, s->sentence, at, &first, &second);
    struct lexicon_hit hit;

    if (chars == 0 ||
        !lexicon_longest(&lexicon_year_names, s->t->codes + at + chars,
                         s->sentence.end - at - chars, &hit))
        return m;
    m.end = at + chars + hit.chars;
    m.date.year = second;
    m.value = pair_value(s, &year_names_rows[hit.row], first, second);
    return is_closed(s, at, &m) ? none : m;
}

/* From the begin of `a` to the end of `b`: 2012/2016, 2012-04/2017-03. */
static struct str
whole_value(const struct scan *s, struct str a, struct str b)
{
    struct str begin = str_cut(&a, STR("/")), end = str_cut(&b, STR("/"));

    if (b.len > 0)
        end = b;
    return arena_format(s->arena, "%.*s/%.*s", STR_ARG(begin), STR_ARG(end));
}

/* 2012-2013年度至2016-2017年度: two named years and all between. */
static struct moment
year_pairs(const struct scan *s, uint32_t at)
{
    struct moment m = year_pair(s, at), last;

    if (m.end == 0 || !joins(code_at(s, m.end)))
        return m;
    last = year_pair(s, m.end + 1);
    if (last.end == 0)
        return m;
    last.value = whole_value(s, m.value, last.value);
    return last;
}

/* 2013-02-28, 2013.2.28, 2013/2/28 */
static struct moment
numeric_day(const struct scan *s, uint32_t at)
{
    uint32_t mark = code_at(s, at + 4), next = at + 5;
    struct moment m = {.end = 0};
    unsigned parts[2];

    m.date.year = (uint16_t)digits_at(s, at, 4);
    if (m.date.year < YEAR_MIN || m.date.year > DATE_YEAR_MAX ||
        (mark != '-' && mark != '.' && mark != '/'))
        return m;
    for (unsigned i = 0; i < 2; i++) {
        unsigned width = digits_at(s, next, 2) > 0 ? 2 : 1;

        parts[i] = digits_at(s, next, width);
        next += width;
        if (parts[i] == 0 || (i == 0 && code_at(s, next++) != mark))
            return m;
    }
    if (parts[0] > 12 || parts[1] > 31)
        return m;
    m.date.month = (uint8_t)parts[0];
    m.date.day = (uint8_t)parts[1];
    m.end = next;
    return m;
}

/* 年底 is the last month, 年末 the last day, 年初 the first month. */
static struct str
month_of(const struct scan *s, unsigned year, uint8_t month)
{
    struct date date = {(uint16_t)year, month, 0};

    return year > 0 ? date_iso(&date, s->arena) : (struct str){NULL, 0};
}

/* 首11个月 at `at`; where it ends, 0: it does not stand there. */
static uint32_t
first_months(const struct scan *s, uint32_t at, unsigned year,
             struct str *value)
{
    uint8_t last;
    uint32_t chars = year_part_first_months(s->t, s->sentence, at, &last);

    if (chars == 0)
        return 0;
    if (year > 0)
        *value = arena_format(s->arena, "%04u-01/%04u-%02u", year, year,
                              (unsigned)last);
    return at + chars;
}

uint32_t
moment_part(const struct scan *s, uint32_t at, unsigned year, struct str *value)
{
    struct lexicon_hit hit;
    struct str iso;

    if (!lexicon_longest(&lexicon_period_words, s->t->codes + at,
                         s->sentence.end - at, &hit) ||
        period_words_rows[hit.row].role >= PERIOD_WORDS_ROLE_PAST)
        return first_months(s, at, year, value);
    iso = code_at(s, at + hit.chars - 1) == HANZI_DI
              ? month_of(s, year, 12)
              : year_part_iso(period_words_rows[hit.row].role, year, s->arena);
    if (year > 0)
        *value = iso;
    return at + hit.chars;
}

/*
 * The month that 初, 年初, 年中 and 底 behind a year name, *chars of them; 0:
 * none.
 */
static uint8_t
month_named(const struct scan *s, uint32_t at, uint32_t *chars)
{
    *chars = 1;
    if (code_at(s, at) == HANZI_NIAN) {
        ++*chars;
        at++;
        if (code_at(s, at) == HANZI_ZHONG)
            return 6;
        return code_at(s, at) == HANZI_CHU ? 1 : 0;
    }
    if (code_at(s, at) == HANZI_DI)
        return 12;
    return code_at(s, at) == HANZI_CHU ? 1 : 0;
}

void
moment_close_year(const struct scan *s, struct moment *m)
{
    uint32_t code = code_at(s, m->end), end, chars;
    uint8_t month;

    end = moment_part(s, m->end, m->date.year, &m->value);
    if (end > 0) {
        m->end = end;
    } else if ((month = month_named(s, m->end, &chars)) > 0) {
        m->end += chars; /* 去年年初 */
        m->value = month_of(s, m->date.year, month);
    } else if (code == HANZI_MO) {
        m->end++;
        m->value = arena_format(s->arena, "%04u-12-31", m->date.year);
    } else if (code == HANZI_DU) {
        m->end++;
    }
}

/* Month and day, or a day alone, at `at`, of the year and month of `date`. */
static uint32_t
rest_of_date(const struct scan *s, uint32_t at, struct date *date)
{
    uint32_t taken, day;

    taken = date_read_part(s->t, s->sentence, at, HANZI_YUE, 12, &date->month);
    if (taken > 0)
        date->day = 0;
    day =
        date_read_part(s->t, s->sentence, at + taken, HANZI_RI, 31, &date->day);
    return taken > 0 || date->month > 0 ? taken + day : 0;
}

/* 份, 初 and 底 behind a month: 6月底. */
static bool
ends_month(uint32_t code)
{
    return code == HANZI_FEN || code == HANZI_CHU || code == HANZI_DI;
}

struct moment
moment_plain(const struct scan *s, uint32_t at, unsigned year)
{
    struct moment m = {.end = 0};
    uint32_t chars = date_read(s->t, s->sentence, at, &m.date);

    if (chars == 0) {
        m.date = (struct date){.year = (uint16_t)year};
        chars = rest_of_date(s, at, &m.date);
    }
    if (chars == 0)
        return m;
    m.end = at + chars;
    if (m.date.month == 0)
        moment_close_year(s, &m);
    else if (m.date.day == 0)
        m.end += ends_month(code_at(s, m.end));
    return m;
}

struct str
moment_value(const struct scan *s, const struct moment *m)
{
    if (record_has(m->value))
        return m->value;
    if (m->date.year == 0)
        return (struct str){NULL, 0};
    return date_iso(&m->date, s->arena);
}

void
moment_join(const struct scan *s, struct moment *m)
{
    struct moment second = {.end = 0};
    struct str first = moment_value(s, m);
    uint32_t at = m->end;

    while (joins(code_at(s, at)))
        at++;
    if (at == m->end)
        return;
    second = moment_plain(s, at, 0);
    if (second.end == 0 || second.date.year == 0) {
        second.date = m->date;
        second.end = rest_of_date(s, at, &second.date);
        if (second.end == 0)
            return;
        second.end += at;
    }
    m->end = second.end;
    if (record_has(first) && second.date.year > 0)
        m->value = whole_value(s, first, moment_value(s, &second));
}

/* 1-6月, 3至5月: months joined before one 月. */
static struct moment
month_pair(const struct scan *s, uint32_t at, unsigned year)
{
    unsigned width = digits_at(s, at, 2) > 0 ? 2 : 1;
    unsigned first = digits_at(s, at, width);
    struct date last = {.year = (uint16_t)year};
    struct moment m = {.end = 0};
    uint32_t taken;

    if (first == 0 || first > 12 || !joins(code_at(s, at + width)))
        return m;
    taken = date_read_part(s->t, s->sentence, at + width + 1, HANZI_YUE, 12,
                           &last.month);
    if (taken == 0)
        return m;
    m.end = at + width + 1 + taken;
    m.date = last;
    if (year > 0)
        m.value = arena_format(s->arena, "%04u-%02u/%04u-%02u", year, first,
                               year, (unsigned)last.month);
    return m;
}

/* The hundreds of the decade at `at` and the characters of its century. */
static unsigned
hundreds_before(const struct scan *s, uint32_t at, uint32_t *chars)
{
    enum { USUAL = 19 }; /* 八十年代 alone */
    unsigned made = year_made(s->report);
    struct lexicon_hit hit;
    int century;

    *chars = 0;
    if (!lexicon_longest_before(&lexicon_centuries, s->t->codes,
                                s->sentence.begin, at, &hit))
        return USUAL;
    *chars = hit.chars;
    century = centuries_rows[hit.row].century;
    if (century > 0)
        return (unsigned)century - 1;
    return made > 0 ? (unsigned)((int)(made / 100) + century) : USUAL;
}

/* 九十年代, 80年代, 20世纪90年代, 本世纪20年代. */
static struct moment
decade(const struct scan *s, uint32_t at)
{
    static const uint32_t tens[] = {0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                    0x516D, 0x4E03, 0x516B, 0x4E5D};
    struct moment m = {.end = 0};
    unsigned ten = 0, hundreds;

    if (mark_is_digit(code_at(s, at)) && code_at(s, at + 1) == '0') {
        ten = code_at(s, at) - '0';
    } else if (code_at(s, at + 1) == HANZI_TEN) {
        for (unsigned i = 0; i < sizeof tens / sizeof *tens; i++) {
            if (tens[i] == code_at(s, at))
                ten = i + 2;
        }
    }
    if (ten == 0 || code_at(s, at + 2) != HANZI_NIAN ||
        code_at(s, at + 3) != HANZI_DAI)
        return m;
    m.end = at + 4;
    hundreds = hundreds_before(s, at, &m.before);
    m.value =
        arena_format(s->arena, "%u%u0/%u%u9", hundreds, ten, hundreds, ten);
    return m;
}

struct moment
moment_at(const struct scan *s, uint32_t at, unsigned year)
{
    struct moment m = year_pairs(s, at);
    uint32_t masked;

    if (m.end == 0)
        m = numeric_day(s, at);
    if (m.end == 0)
        m = decade(s, at);
    if (m.end == 0)
        m = month_pair(s, at, year);
    if (m.end == 0)
        m = moment_plain(s, at, year);
    if (m.end > 0)
        moment_join(s, &m);
    if (m.end == 0) {
        m = (struct moment){.end = 0};
        masked = date_masked_year(s->t, s->sentence, at);
        m.end = masked > 0 ? at + masked : 0;
    }
    return m;
}
