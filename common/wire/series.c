#include "wire/series.h"

static const char *const over_words[] = {
    [OVER_PERIODS] = "periods",
    [OVER_PLACES] = "places",
};
const struct name_table series_over_names = {over_words, 2};

static const char *const break_words[] = {
    [BREAK_DEFINITION] = "definition",
    [BREAK_BOUNDARY] = "boundary",
};
const struct name_table break_kind_names = {break_words, 2};

enum { YEAR_MAX = 9999 };

enum status
series_set(struct series *asked, struct str name, struct str value,
           struct error *err)
{
    static const struct asked_field fields[] = {
        {STR_INIT("indicator"), offsetof(struct series, indicator), NULL, 0, 0},
        {STR_INIT("object"), offsetof(struct series, object), NULL, 0, 0},
        {STR_INIT("place"), offsetof(struct series, place), NULL, 0, 0},
        {STR_INIT("over"), offsetof(struct series, over), &series_over_names, 0,
         0},
        {STR_INIT("from"), offsetof(struct series, from), NULL, 1, YEAR_MAX},
        {STR_INIT("to"), offsetof(struct series, to), NULL, 1, YEAR_MAX},
        {STR_INIT("period"), offsetof(struct series, period), NULL, 0, 0},
        {STR_INIT("measure"), offsetof(struct series, measure), &measure_names,
         0, 0},
        {STR_INIT("kind"), offsetof(struct series, kind), &kind_names, 0, 0},
        {STR_INIT("per"), offsetof(struct series, per), NULL, 0, 0},
        {STR_INIT("accrual"), offsetof(struct series, accrual), &accrual_names,
         0, 0},
        {STR_INIT("status"), offsetof(struct series, status),
         &figure_status_names, 0, 0},
        {STR_INIT("genre"), offsetof(struct series, genre), &genre_names, 0, 0},
    };

    return asked_field_set(fields, sizeof fields / sizeof *fields, asked, name,
                           value, err);
}
