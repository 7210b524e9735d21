#include "wire/query.h"

#include "record/names.h"

static enum status
set_number(struct str name, struct str value, uint64_t min, uint64_t max,
           uint64_t *out, struct error *err)
{
    if (str_to_u64(value, out) && *out >= min && *out <= max)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "%.*s: \"%.*s\" is not a number from %llu to %llu",
                     STR_ARG(name), STR_ARG(value), (unsigned long long)min,
                     (unsigned long long)max);
}

static enum status
set_name(const struct name_table *names, struct str name, struct str value,
         unsigned *out, struct error *err)
{
    char known[160] = "";
    size_t at = 0;

    if (name_parse(names, value, out))
        return STATUS_OK;
    for (unsigned i = 0; i < names->count; i++) {
        struct str each = str_from(names->names[i]);
        if (at + each.len + 2 >= sizeof known)
            break;
        for (size_t j = 0; j < each.len; j++)
            known[at++] = each.ptr[j];
        known[at++] = ' ';
    }
    return error_set(err, STATUS_INVALID, "%.*s: \"%.*s\" is none of: %s",
                     STR_ARG(name), STR_ARG(value), known);
}

/* How each field is called and what kind of value it takes. */
enum field_type {
    FIELD_TEXT,
    FIELD_YEAR,
    FIELD_LIMIT,
    FIELD_GENRE,
    FIELD_KIND,
    FIELD_STATUS,
    FIELD_SECTION_KIND,
};

static const struct field {
    struct str name;
    enum field_type type;
    size_t offset; /* of a FIELD_TEXT in struct query */
} fields[] = {
    {STR_INIT("report"), FIELD_TEXT, offsetof(struct query, report)},
    {STR_INIT("place"), FIELD_TEXT, offsetof(struct query, place)},
    {STR_INIT("object"), FIELD_TEXT, offsetof(struct query, object)},
    {STR_INIT("unit"), FIELD_TEXT, offsetof(struct query, unit)},
    {STR_INIT("cursor"), FIELD_TEXT, offsetof(struct query, cursor)},
    {STR_INIT("year"), FIELD_YEAR, 0},
    {STR_INIT("limit"), FIELD_LIMIT, 0},
    {STR_INIT("genre"), FIELD_GENRE, 0},
    {STR_INIT("kind"), FIELD_KIND, 0},
    {STR_INIT("status"), FIELD_STATUS, 0},
    {STR_INIT("section_kind"), FIELD_SECTION_KIND, 0},
};

static enum status
set_field(struct query *q, const struct field *field, struct str value,
          struct error *err)
{
    uint64_t number = 0;
    unsigned named = 0;
    enum status st = STATUS_OK;

    switch (field->type) {
    case FIELD_TEXT:
        *(struct str *)((char *)q + field->offset) = value;
        break;
    case FIELD_YEAR:
        st = set_number(field->name, value, 1, 9999, &number, err);
        q->has_year = st == STATUS_OK;
        q->year = (uint16_t)number;
        break;
    case FIELD_LIMIT:
        st = set_number(field->name, value, 1, QUERY_LIMIT_MAX, &number, err);
        q->limit = (uint32_t)number;
        break;
    case FIELD_GENRE:
        st = set_name(&genre_names, field->name, value, &named, err);
        q->has_genre = st == STATUS_OK;
        q->genre = (enum genre)named;
        break;
    case FIELD_KIND:
        st = set_name(&kind_names, field->name, value, &named, err);
        q->has_kind = st == STATUS_OK;
        q->kind = (enum kind)named;
        break;
    case FIELD_STATUS:
        st = set_name(&figure_status_names, field->name, value, &named, err);
        q->has_status = st == STATUS_OK;
        q->status = (enum figure_status)named;
        break;
    case FIELD_SECTION_KIND:
        st = set_name(&section_kind_names, field->name, value, &named, err);
        q->has_section_kind = st == STATUS_OK;
        q->section_kind = (enum section_kind)named;
        break;
    }
    return st;
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
