#include "worker/extract/figure/calendar.h"

/*
 * The year a report that looks back on `report->year` is made in, 0: not
 * known.
 */
static uint16_t
present_year(const struct report *report)
{
    unsigned year = 0;

    for (size_t i = 0; i < 4 && i < report->delivered.len; i++)
        year = year * 10 + (unsigned)(report->delivered.ptr[i] - '0');
    if (year > 0)
        return (uint16_t)year;
    if (report->year == 0)
        return 0;
    return (uint16_t)(report->year + (report->genre == GENRE_GOVERNMENT));
}

/* The month of that year, 0: not known. */
static uint8_t
present_month(const struct report *report)
{
    enum { MONTH_AT = 5, MONTH_END = 7 };
    unsigned month = 0;

    for (size_t i = MONTH_AT; i < MONTH_END && i < report->delivered.len; i++)
        month = month * 10 + (unsigned)(report->delivered.ptr[i] - '0');
    return (uint8_t)month;
}

struct calendar
calendar_of(const struct report *report, bool is_plan)
{
    return (struct calendar){
        report->year, present_year(report), (uint16_t)(report->year + is_plan),
        present_month(report), str_starts(report->place.code, STR("81"))};
}
