/*
 * query - what a client asks of the publisher, whatever way it comes in.
 *
 * Command line options, HTTP parameters and the Query message fill the same
 * struct; query_set() is the one place that knows the fields by name.
 */
#ifndef WIRE_QUERY_H
#define WIRE_QUERY_H

#include "base/arena.h"
#include "base/error.h"
#include "record/record.h"

enum row_kind {
    ROW_REPORT,
    ROW_SECTION,
    ROW_FIGURE,
    ROW_MENTION,
};

enum {
    QUERY_LIMIT_DEFAULT = 100,
    QUERY_LIMIT_MAX = 1000,
};

/* Slices without value and flags that are false filter nothing. */
struct query {
    enum row_kind rows;
    struct str report;   /* a report's public id, or a document id's prefix */
    struct str place;    /* full name or six-digit code */
    bool is_place_exact; /* not what lies inside it, nor its other names */
    struct str object;   /* a part of it, Simplified */
    struct str unit;
    struct str mention; /* a part of its text or value */
    bool has_year, has_genre, has_kind, has_status, has_section_kind,
        has_mention_type;
    uint16_t year;
    enum genre genre;
    enum kind kind;
    enum figure_status status;
    enum section_kind section_kind;
    enum mention_type mention_type;
    uint32_t limit; /* rows in a page; 0: QUERY_LIMIT_DEFAULT */
    struct str cursor;
};

/*
 * Set the field called `name` (report, place, place_exact, year, genre, object,
 * unit, kind, status, section_kind, mention, mention_type, limit, cursor) from
 * its text. `value` is borrowed. STATUS_NOT_FOUND: no such field.
 * STATUS_INVALID: the value is
 * none of the field's; err names the field and what it takes.
 */
enum status query_set(struct query *q, struct str name, struct str value,
                      struct error *err) __attribute__((warn_unused_result));

#endif
