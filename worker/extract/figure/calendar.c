#include "worker/extract/figure/calendar.h"

#include "worker/extract/report/reviewed.h"

/* The month of the year `report` is made in, 0: not known. */
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
        report->year, year_made(report), (uint16_t)(report->year + is_plan),
        present_month(report), str_starts(report->place.code, STR("81"))};
}
