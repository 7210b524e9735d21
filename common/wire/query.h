/*
 * query - what a client asks of the publisher, whatever way it comes in.
 *
 * Command line options, HTTP parameters and the Query message fill the same
 * struct, and are held against the same rules; query_fields.c is the one
 * place that knows the fields by name, proto/README.md says what each asks.
 */
#ifndef WIRE_QUERY_H
#define WIRE_QUERY_H

#include "base/arena.h"
#include "base/error.h"
#include "record/names.h"

enum row_kind {
    ROW_REPORT,
    ROW_SECTION,
    ROW_FIGURE,
    ROW_MENTION,
};

/*
 * By value and by date all that match are looked at before any is told. With
 * `text` reports come by relevance unless another sort is asked for.
 */
enum query_sort {
    SORT_DOCUMENT,  /* as they were accepted, then in text order */
    SORT_VALUE,     /* figures, by the number that value_from is held against */
    SORT_DATE,      /* by the last day of the period of a figure, or a report */
    SORT_RELEVANCE, /* reports, by how much they say of `text` */
};
extern const struct name_table query_sort_names;

/* Of the reports that are the same work. */
enum query_versions {
    VERSIONS_ALL,
    VERSIONS_BEST, /* the most complete, then the one accepted first */
};
extern const struct name_table query_versions_names;

enum {
    QUERY_LIMIT_DEFAULT = 100,
    QUERY_LIMIT_MAX = 1000,
    /* A longer name, unit or part of an object is in no report. */
    QUERY_TEXT_MAX_BYTES = 1024,
};

/*
 * Slices without value, numbers that are 0, flags that are false and names
 * without has_… filter nothing.
 */
struct query {
    enum row_kind rows;

    /* of the document */
    struct str report; /* a report's public id, or a document id's prefix */
    struct str source; /* a part of a name or address of it */
    struct str tag;

    /* of the report */
    struct str text;     /* words of it: see fulltext/query.h */
    struct str place;    /* full name or six-digit code */
    bool is_place_exact; /* not what lies inside it, nor its other names */
    bool has_genre, has_author;
    uint32_t year, year_from, year_to;
    enum genre genre;
    enum author author;
    bool has_versions; /* rows then tell their work */
    enum query_versions versions;

    /* of the section */
    bool has_section_kind;
    enum section_kind section_kind;

    /* of the figure */
    struct str object; /* a part of it, or all, Simplified */
    struct str action;
    bool is_object_exact, is_action_exact;
    bool has_kind, has_measure, has_direction, has_status;
    struct str unit;
    enum kind kind;
    enum measure measure;
    enum direction direction;
    enum figure_status status;
    struct str value_from, value_to;   /* decimals */
    struct str period_from, period_to; /* ISO 8601 */

    /* of the mention */
    struct str mention; /* a part of its text or value */
    bool has_mention_type;
    enum mention_type mention_type;

    /* of the page */
    bool has_sort, is_descending;
    enum query_sort sort;
    uint32_t limit; /* rows; 0: QUERY_LIMIT_DEFAULT */
    struct str cursor;
};

/*
 * Set the field called `name` from its text; `value` is borrowed.
 * STATUS_NOT_FOUND: no such field. STATUS_INVALID: the value is none of the
 * field's; err names the field and what it takes, *q is as it was.
 */
enum status query_set(struct query *q, struct str name, struct str value,
                      struct error *err) __attribute__((warn_unused_result));

/*
 * Whether every field has a value it takes, for queries that came by
 * another way than query_set(). STATUS_INVALID: *field has not, err says why.
 */
enum status query_check(const struct query *q, struct str *field,
                        struct error *err) __attribute__((warn_unused_result));

#endif
