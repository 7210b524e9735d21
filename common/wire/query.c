#include "wire/query.h"

#include "base/utf8.h"
#include "record/period.h"
#include "wire/name_field.h"
#include "wire/number_field.h"
#include "wire/query_fields.h"

/* ---- what a field takes ------------------------------------------------ */

static enum status
check_text(const struct query_field *f, struct str value, struct error *err)
{
    if (value.len > QUERY_TEXT_MAX_BYTES ||
        utf8_valid_prefix(value) != value.len)
        return error_set(err, STATUS_INVALID,
                         "%.*s: not UTF-8, or longer than %d bytes",
                         STR_ARG(f->name), QUERY_TEXT_MAX_BYTES);
    return STATUS_OK;
}

/* The three kinds of text. */
static enum status
check_value(const struct query_field *f, struct str value, struct error *err)
{
    struct decimal decimal;
    struct period period;
    enum status st = check_text(f, value, err);

    if (st != STATUS_OK)
        return st;
    if (f->type == QUERY_DECIMAL && !decimal_parse(value, &decimal))
        return error_set(err, STATUS_INVALID,
                         "%.*s: \"%.*s\" is no number of at most 18 digits",
                         STR_ARG(f->name), STR_ARG(value));
    if (f->type == QUERY_TIME && !period_parse(value, &period))
        return error_set(err, STATUS_INVALID,
                         "%.*s: \"%.*s\" is none of YYYY, YYYY-MM, "
                         "YYYY-MM-DD and intervals of them",
                         STR_ARG(f->name), STR_ARG(value));
    return STATUS_OK;
}

static enum status
check_number(const struct query_field *f, uint32_t number, struct error *err)
{
    if (number <= f->max)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "%.*s: %u is not a number from 1 to %u", STR_ARG(f->name),
                     number, f->max);
}

static enum status
check_name(const struct query_field *f, uint32_t value, struct error *err)
{
    if (name_of(f->names, value))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "%.*s: %d is not known to this version", STR_ARG(f->name),
                     (int)value);
}

static enum status
check_field(const struct query *q, const struct query_field *f,
            struct error *err)
{
    struct query copy = *q;

    switch (f->type) {
    case QUERY_FLAG:
        return STATUS_OK;
    case QUERY_NUMBER:
        return check_number(f, query_field_number(q, f), err);
    case QUERY_NAME:
        return check_name(f, query_field_number(q, f), err);
    default:
        return check_value(f, *query_field_text(&copy, f), err);
    }
}

enum status
query_check(const struct query *q, struct str *field, struct error *err)
{
    if ((unsigned)q->rows > ROW_MENTION) {
        *field = STR("rows");
        return error_set(err, STATUS_INVALID,
                         "rows: %d is not known to this version", (int)q->rows);
    }
    for (size_t i = 0; i < QUERY_FIELD_COUNT; i++) {
        const struct query_field *f = &query_fields[i];
        if (!query_field_is_set(q, f) || check_field(q, f, err) == STATUS_OK)
            continue;
        *field = f->name;
        return STATUS_INVALID;
    }
    return STATUS_OK;
}

/* ---- from text --------------------------------------------------------- */

static enum status
set_flag(const struct query_field *f, struct str value, bool *out,
         struct error *err)
{
    bool is_true = str_equal(value, STR("true"));

    if (!is_true && !str_equal(value, STR("false")))
        return error_set(err, STATUS_INVALID,
                         "%.*s: \"%.*s\" is neither true nor false",
                         STR_ARG(f->name), STR_ARG(value));
    *out = is_true;
    return STATUS_OK;
}

static enum status
set_text(const struct query_field *f, struct str value, struct str *out,
         struct error *err)
{
    enum status st = check_value(f, value, err);

    if (st == STATUS_OK)
        *out = value;
    return st;
}

static enum status
set_field(struct query *q, const struct query_field *f, struct str value,
          struct error *err)
{
    uint64_t number = 0;
    unsigned named = 0;
    enum status st;

    switch (f->type) {
    case QUERY_FLAG:
        return set_flag(f, value, query_field_flag(q, f), err);
    case QUERY_NUMBER:
        st = number_field(f->name, value, 1, f->max, &number, err);
        if (st == STATUS_OK)
            query_field_put(q, f, (uint32_t)number);
        return st;
    case QUERY_NAME:
        st = name_field(f->names, f->name, value, &named, err);
        if (st == STATUS_OK)
            query_field_put(q, f, named);
        return st;
    default:
        return set_text(f, value, query_field_text(q, f), err);
    }
}

enum status
query_set(struct query *q, struct str name, struct str value, struct error *err)
{
    for (size_t i = 0; i < QUERY_FIELD_COUNT; i++)
        if (str_equal(query_fields[i].name, name))
            return set_field(q, &query_fields[i], value, err);
    return error_set(err, STATUS_NOT_FOUND, "there is no field \"%.*s\"",
                     STR_ARG(name));
}
