/*
 * query_fields - every field of a query by its name, in one table.
 *
 * For the wire and for what describes it. Option, HTTP parameter and member of the Query
 * message have the same name (options with hyphens), so that one line here
 * is all that a field needs to be taken in and refused by any of them.
 */
#ifndef WIRE_QUERY_FIELDS_H
#define WIRE_QUERY_FIELDS_H

#include "wire/query.h"

/* What its value is, and how it stands in struct query. */
enum query_field_type {
    QUERY_TEXT,    /* struct str */
    QUERY_DECIMAL, /* struct str that decimal_parse() takes */
    QUERY_TIME,    /* struct str that period_parse() takes */
    QUERY_FLAG,    /* bool */
    QUERY_NUMBER,  /* uint32_t, 1 to `max` */
    QUERY_NAME,    /* unsigned, one of `names` */
};

struct query_field {
    struct str name;
    enum query_field_type type;
    size_t value_at; /* in struct query */
    size_t has_at;   /* of a bool there; 0: a value without one is 0 or NULL */
    uint32_t max;
    const struct name_table *names;
};

enum { QUERY_FIELD_COUNT = 32 };
extern const struct query_field query_fields[QUERY_FIELD_COUNT];

/* Whether the field has a value, and which; each for its types only. */
bool query_field_is_set(const struct query *q, const struct query_field *f);
struct str *query_field_text(struct query *q, const struct query_field *f);
bool *query_field_flag(struct query *q, const struct query_field *f);
/* A number, or the value of a name. */
void query_field_put(struct query *q, const struct query_field *f,
                     uint32_t value);
uint32_t query_field_number(const struct query *q, const struct query_field *f);

#endif
