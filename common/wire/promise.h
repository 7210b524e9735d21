/*
 * promise - what reports promised and what became of it, in C;
 * proto/series.proto documents the fields.
 *
 * Slices borrow, as message.h says.
 */
#ifndef WIRE_PROMISE_H
#define WIRE_PROMISE_H

#include "wire/asked_field.h"
#include "wire/row.h"

enum promise_result {
    RESULT_UNKNOWN,
    RESULT_MET,
    RESULT_EXCEEDED,
    RESULT_MISSED,
};

extern const struct name_table promise_result_names;

enum {
    PROMISES_LIMIT_DEFAULT = 100,
    PROMISES_LIMIT_MAX = 1000,
};

struct promises {
    struct str place;
    struct choice genre;
    uint32_t year; /* 0: any */
    struct str indicator, object;
    struct choice result;
    uint32_t limit; /* 0: PROMISES_LIMIT_DEFAULT */
    struct str cursor;
};

struct promise {
    struct row promise;
    bool has_outcome;
    struct row outcome;
    enum promise_result result;
    struct row *statements;
    size_t statement_count;
};

struct promise_page {
    struct promise *promises;
    size_t count;
    uint64_t as_of;
    struct str next_cursor; /* no value on the last page */
    bool is_cut;
    uint64_t took_us;
};

/*
 * Set the field called `name` (place, genre, year, indicator, object, result,
 * limit, cursor) as asked_field_set().
 */
enum status promises_set(struct promises *asked, struct str name,
                         struct str value, struct error *err)
    __attribute__((warn_unused_result));

#endif
