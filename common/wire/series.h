/*
 * series - what reports state of one thing, over periods or over places, in
 * C; proto/series.proto documents the fields.
 *
 * Slices borrow, as message.h says.
 */
#ifndef WIRE_SERIES_H
#define WIRE_SERIES_H

#include "wire/asked_field.h"
#include "wire/row.h"

enum series_over {
    OVER_PERIODS,
    OVER_PLACES,
};

enum break_kind {
    BREAK_DEFINITION,
    BREAK_BOUNDARY,
};

extern const struct name_table series_over_names;
extern const struct name_table break_kind_names;

struct series {
    struct str indicator, object; /* one of them */
    struct str place;
    struct choice over; /* OVER_PERIODS where not made */
    uint32_t from, to;  /* years, 0: open */
    struct str period;
    struct choice measure, kind, accrual, status, genre;
    struct str per;
};

struct series_point {
    struct row row;
    struct decimal value;
    struct decimal upper; /* where row.figure has_upper */
    struct str *repeats;  /* public ids */
    size_t repeat_count;
};

struct series_break {
    enum break_kind kind;
    uint32_t year; /* 0: not one year */
    struct str note;
};

struct series_step {
    struct str period;         /* over periods, else no value */
    const struct place *place; /* over places, else NULL */
    struct series_point *points;
    size_t point_count; /* 0: a gap */
    struct series_break *breaks;
    size_t break_count;
};

struct series_line {
    struct str indicator, object;
    const struct place *place; /* over periods, else NULL */
    enum measure measure;
    enum kind kind;
    struct str unit, currency, per;
    enum accrual accrual;
    uint32_t months;
    struct series_step *steps;
    size_t step_count;
    struct series_break *notes;
    size_t note_count;
};

struct series_page {
    struct series_line *lines;
    size_t line_count;
    uint64_t as_of;
    bool is_cut;
    uint64_t took_us;
};

/*
 * Set the field called `name` (indicator, object, place, over, from, to,
 * period, measure, kind, per, accrual, status, genre) as asked_field_set().
 */
enum status series_set(struct series *asked, struct str name, struct str value,
                       struct error *err) __attribute__((warn_unused_result));

#endif
