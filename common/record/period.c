#include "record/period.h"

enum { MONTH_MAX = 12, DAY_MAX = 31 };

/* Take exactly `digits` of them, as a number from `min` to `max`. */
static bool
take_number(struct str *from, size_t digits, uint32_t min, uint32_t max,
            uint32_t *out)
{
    uint32_t value = 0;

    if (from->len < digits)
        return false;
    for (size_t i = 0; i < digits; i++) {
        if (from->ptr[i] < '0' || from->ptr[i] > '9')
            return false;
        value = value * 10 + (uint32_t)(from->ptr[i] - '0');
    }
    *from = str_slice(*from, digits, from->len);
    *out = value;
    return value >= min && value <= max;
}

static bool
take_hyphen(struct str *from)
{
    if (!str_starts(*from, STR("-")))
        return false;
    *from = str_slice(*from, 1, from->len);
    return true;
}

/* A year, a month or a day. */
static bool
parse_one(struct str text, struct period *out)
{
    uint32_t year, month = 0, day = 0;

    if (!take_number(&text, 4, 0, UINT32_MAX, &year))
        return false;
    if (take_hyphen(&text) && !take_number(&text, 2, 1, MONTH_MAX, &month))
        return false;
    if (month && take_hyphen(&text) && !take_number(&text, 2, 1, DAY_MAX, &day))
        return false;
    if (text.len > 0)
        return false;
    out->first = year * 10000 + (month ? month : 1) * 100 + (day ? day : 1);
    out->last = year * 10000 + (month ? month : MONTH_MAX) * 100 +
                (day ? day : DAY_MAX);
    return true;
}

bool
period_parse(struct str iso, struct period *out)
{
    bool is_interval = str_contains(iso, STR("/"));
    struct str first = str_cut(&iso, STR("/"));
    struct period begin, end;

    if (!parse_one(first, &begin))
        return false;
    end = begin;
    if (is_interval && !parse_one(iso, &end))
        return false;
    if (end.last < begin.first)
        return false;
    *out = (struct period){begin.first, end.last};
    return true;
}
