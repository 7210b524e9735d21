/*
 * date - a calendar date as reports write it: 2013年2月28日, 一九八四年.
 */
#ifndef WORKER_EXTRACT_TEXT_DATE_H
#define WORKER_EXTRACT_TEXT_DATE_H

#include "worker/extract/text/text.h"

/* Numbers behind it are no years. */
enum { DATE_YEAR_MAX = 2100 };

struct date {
    uint16_t year;
    uint8_t month; /* 0: not said */
    uint8_t day;   /* 0: not said */
};

/*
 * Read the date that begins at character `at` of `r`; the characters it
 * takes, 0: none begins there. A year stands alone or with its month, or
 * with month and day.
 */
uint32_t date_read(const struct text *text, struct range r, uint32_t at,
                   struct date *out);

/* The value of one digit, Arabic or Chinese, -1: none. */
int date_digit(uint32_t code);

/*
 * Read two years joined at `at` of `r`, the second perhaps shortened: 1998-2002,
 * 2013/14, 二零一四至一五. The characters they take without the 年 or 年度
 * behind them, 0: none stand there.
 */
uint32_t date_read_years(const struct text *text, struct range r, uint32_t at,
                         uint16_t *first, uint16_t *last);

/*
 * Read a number from 1 to `max` and the `unit` behind it (6月, 十五日) at `at`
 * of `r`; the characters it takes, 0: none stands there.
 */
uint32_t date_read_part(const struct text *text, struct range r, uint32_t at,
                        uint32_t unit, uint8_t max, uint8_t *out);

/* The date as ISO 8601, as far as it is known: 2013, 2013-02, 2013-02-28. */
struct str date_iso(const struct date *date, struct arena *arena);
struct str date_iso_year(unsigned year, struct arena *arena);

/* The characters of a year made unreadable at `at` (20xx年), 0: none. */
uint32_t date_masked_year(const struct text *text, struct range r, uint32_t at);

#endif
