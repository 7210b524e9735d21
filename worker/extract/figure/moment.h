/*
 * moment - a time a sentence names: a date, a part of a year, several years.
 */
#ifndef WORKER_EXTRACT_FIGURE_MOMENT_H
#define WORKER_EXTRACT_FIGURE_MOMENT_H

#include "worker/extract/text/text.h"

/* The years that 去年, 今年 and 五年来 count from. */
struct calendar {
    uint16_t reviewed; /* the last year the report looks back on, 0: unknown */
    uint16_t present;  /* the year it is made in */
    uint16_t current;  /* of 6月底, 上半年: the year spoken of */
    uint8_t month;     /* of the present year it is made in, 0: unknown */
    bool is_fiscal;    /* 下年度 is a fiscal year, from April to March */
};

struct moment {
    uint16_t first_year; /* of several years; else as last_year */
    uint16_t last_year;
    uint8_t first_month; /* 0: not said */
    uint8_t last_month;
    uint8_t day;     /* 0: not said */
    bool is_end;     /* the last day of last_year */
    bool is_ahead;   /* 未来五年, 明年 */
    bool is_named;   /* 十四五时期: may as well be what is spoken of */
    bool is_between; /* 1950年到1954年: both ends are named */
    bool is_sum;     /* 第六个五年合计: all of it is added up */
    bool is_back; /* 五年来, 过去五年: it looks back, as 五年内 need not */
};

/* moment_read() where a time may be named. */
uint32_t moment_read_begun(const struct text *t, struct range r, uint32_t at,
                           const struct calendar *calendar, struct moment *out);

/*
 * Read the time named at character `at` of `r`; the characters it takes, 0:
 * none is named there, or it counts from a year that is not known. No time
 * begins without a SIGN_MOMENT.
 */
static inline uint32_t
moment_read(const struct text *t, struct range r, uint32_t at,
            const struct calendar *calendar, struct moment *out)
{
    return at < r.end && (t->signs[at] & SIGN_MOMENT) != 0
               ? moment_read_begun(t, r, at, calendar, out)
               : 0;
}

/* Over several years: 1998/2002. */
bool moment_is_span(const struct moment *m);

/* Over several years, fiscal ones as well: 2012-04/2017-03. */
bool moment_holds_years(const struct moment *m);

/* Such a span that a plan names: 第一个五年计划期间. */
static inline bool
moment_is_term(const struct moment *m)
{
    return m->is_named && moment_is_span(m);
}

/* ISO 8601, in `arena`. */
struct str moment_text(const struct moment *m, struct arena *arena);

#endif
