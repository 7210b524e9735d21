#include "wire/query.h"

#include <stdio.h>

#include "record/names.h"
#include "wire/number_field.h"

static enum status
set_name(const struct name_table *names, struct str name, struct str value,
         unsigned *out, struct error *err)
{
    char known[160] = "";
    int at = 0;

    if (name_parse(names, value, out))
        return STATUS_OK;
    for (unsigned i = 0; i < names->count; i++) {
        if (!names->names[i] || at >= (int)sizeof known)
            continue;
        at += snprintf(known + at, sizeof known - (size_t)at, "%s%s",
                       at ? ", " : "", names->names[i]);
    }
    return error_set(err, STATUS_INVALID, "%.*s: \"%.*s\" is none of: %s",
                     STR_ARG(name), STR_ARG(value), known);
}

/* How each field is called and what kind of value it takes. */
enum field_type {
    FIELD_TEXT,
    FIELD_FLAG,
    FIELD_YEAR,
    FIELD_LIMIT,
    FIELD_GENRE,
    FIELD_KIND,
    FIELD_STATUS,
    FIELD_SECTION_KIND,
    FIELD_MENTION_TYPE,
};

static const struct field {
    struct str name;
    enum field_type type;
    size_t offset; /* of a FIELD_TEXT or FIELD_FLAG in struct query */
} fields[] = {
    {STR_INIT("report"), FIELD_TEXT, offsetof(struct query, report)},
    {STR_INIT("place"), FIELD_TEXT, offsetof(struct query, place)},
    {STR_INIT("place_exact"), FIELD_FLAG,
     offsetof(struct query, is_place_exact)},
    {STR_INIT("object"), FIELD_TEXT, offsetof(struct query, object)},
    {STR_INIT("unit"), FIELD_TEXT, offsetof(struct query, unit)},
    {STR_INIT("mention"), FIELD_TEXT, offsetof(struct query, mention)},
    {STR_INIT("cursor"), FIELD_TEXT, offsetof(struct query, cursor)},
    {STR_INIT("year"), FIELD_YEAR, 0},
    {STR_INIT("limit"), FIELD_LIMIT, 0},
    {STR_INIT("genre"), FIELD_GENRE, 0},
    {STR_INIT("kind"), FIELD_KIND, 0},
    {STR_INIT("status"), FIELD_STATUS, 0},
    {STR_INIT("section_kind"), FIELD_SECTION_KIND, 0},
    {STR_INIT("mention_type"), FIELD_MENTION_TYPE, 0},
};

static void
keep_number(struct query *q, enum field_type type, uint64_t number)
{
    if (type == FIELD_LIMIT) {
        q->limit = (uint32_t)number;
        return;
    }
    q->has_year = true;
    q->year = (uint16_t)number;
}

static void
keep_name(struct query *q, enum field_type type, unsigned named)
{
    switch (type) {
    case FIELD_GENRE:
        q->has_genre = true;
        q->genre = (enum genre)named;
        break;
    case FIELD_KIND:
        q->has_kind = true;
        q->kind = (enum kind)named;
        break;
    case FIELD_STATUS:
        q->has_status = true;
        q->status = (enum figure_status)named;
        break;
    case FIELD_MENTION_TYPE:
        q->has_mention_type = true;
        q->mention_type = (enum mention_type)named;
        break;
    default:
        q->has_section_kind = true;
        q->section_kind = (enum section_kind)named;
        break;
    }
}

static const struct name_table *
names_of(enum field_type type)
{
    switch (type) {
    case FIELD_GENRE:
        return &genre_names;
    case FIELD_KIND:
        return &kind_names;
    case FIELD_STATUS:
        return &figure_status_names;
    case FIELD_MENTION_TYPE:
        return &mention_type_names;
    default:
        return &section_kind_names;
    }
}

static enum status
set_flag(struct str name, struct str value, bool *out, struct error *err)
{
    bool is_true = str_equal(value, STR("true"));

    if (!is_true && !str_equal(value, STR("false")))
        return error_set(err, STATUS_INVALID,
                         "%.*s: \"%.*s\" is neither true nor false",
                         STR_ARG(name), STR_ARG(value));
    *out = is_true;
    return STATUS_OK;
}

/* A value that is refused leaves the query as it was. */
static enum status
set_field(struct query *q, const struct field *field, struct str value,
          struct error *err)
{
    uint64_t number = 0, max;
    unsigned named = 0;
    enum status st;

    switch (field->type) {
    case FIELD_TEXT:
        *(struct str *)((char *)q + field->offset) = value;
        return STATUS_OK;
    case FIELD_FLAG:
        return set_flag(field->name, value, (bool *)((char *)q + field->offset),
                        err);
    case FIELD_YEAR:
    case FIELD_LIMIT:
        max = field->type == FIELD_YEAR ? 9999 : QUERY_LIMIT_MAX;
        st = number_field(field->name, value, 1, max, &number, err);
        if (st == STATUS_OK)
            keep_number(q, field->type, number);
        return st;
    default:
        st = set_name(names_of(field->type), field->name, value, &named, err);
        if (st == STATUS_OK)
            keep_name(q, field->type, named);
        return st;
    }
}

enum status
query_set(struct query *q, struct str name, struct str value, struct error *err)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (str_equal(fields[i].name, name))
            return set_field(q, &fields[i], value, err);
    return error_set(err, STATUS_NOT_FOUND, "there is no field \"%.*s\"",
                     STR_ARG(name));
}
