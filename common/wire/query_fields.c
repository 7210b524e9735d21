#include "wire/query_fields.h"

#include <string.h>

#define AT(member) offsetof(struct query, member)
#define TEXT(member)                                                           \
    {                                                                          \
        STR_INIT(#member), QUERY_TEXT, AT(member), 0, 0, NULL                  \
    }
#define DECIMAL(member)                                                        \
    {                                                                          \
        STR_INIT(#member), QUERY_DECIMAL, AT(member), 0, 0, NULL               \
    }
#define TIME(member)                                                           \
    {                                                                          \
        STR_INIT(#member), QUERY_TIME, AT(member), 0, 0, NULL                  \
    }
#define FLAG(member)                                                           \
    {                                                                          \
        STR_INIT(#member), QUERY_FLAG, AT(is_##member), 0, 0, NULL             \
    }
#define NUMBER(member, max)                                                    \
    {                                                                          \
        STR_INIT(#member), QUERY_NUMBER, AT(member), 0, max, NULL              \
    }
#define NAME(member, names)                                                    \
    {                                                                          \
        STR_INIT(#member), QUERY_NAME, AT(member), AT(has_##member), 0,        \
            &(names)                                                           \
    }

enum { YEAR_MAX = 9999 };

static const char *const sorts[] = {
    [SORT_DOCUMENT] = "document",
    [SORT_VALUE] = "value",
    [SORT_DATE] = "date",
    [SORT_RELEVANCE] = "relevance",
};
const struct name_table query_sort_names = {sorts,
                                            sizeof sorts / sizeof *sorts};

static const char *const versions[] = {
    [VERSIONS_ALL] = "all",
    [VERSIONS_BEST] = "best",
};
const struct name_table query_versions_names = {versions, sizeof versions /
                                                              sizeof *versions};

const struct query_field query_fields[QUERY_FIELD_COUNT] = {
    TEXT(report),
    TEXT(source),
    TEXT(tag),
    TEXT(text),
    TEXT(place),
    FLAG(place_exact),
    NUMBER(year, YEAR_MAX),
    NUMBER(year_from, YEAR_MAX),
    NUMBER(year_to, YEAR_MAX),
    NAME(genre, genre_names),
    NAME(author, author_names),
    NAME(versions, query_versions_names),
    NAME(section_kind, section_kind_names),
    TEXT(object),
    FLAG(object_exact),
    TEXT(action),
    FLAG(action_exact),
    TEXT(unit),
    NAME(kind, kind_names),
    NAME(measure, measure_names),
    NAME(direction, direction_names),
    NAME(status, figure_status_names),
    DECIMAL(value_from),
    DECIMAL(value_to),
    TIME(period_from),
    TIME(period_to),
    TEXT(mention),
    NAME(mention_type, mention_type_names),
    NAME(sort, query_sort_names),
    FLAG(descending),
    NUMBER(limit, QUERY_LIMIT_MAX),
    TEXT(cursor),
};

/* An enumeration is as wide as an unsigned, and stands for one here. */
_Static_assert(sizeof(enum genre) == sizeof(uint32_t), "an enumeration's size");

static void *
at(struct query *q, size_t offset)
{
    return (char *)q + offset;
}

static const void *
seen_at(const struct query *q, size_t offset)
{
    return (const char *)q + offset;
}

struct str *
query_field_text(struct query *q, const struct query_field *f)
{
    return at(q, f->value_at);
}

bool *
query_field_flag(struct query *q, const struct query_field *f)
{
    return at(q, f->value_at);
}

void
query_field_put(struct query *q, const struct query_field *f, uint32_t value)
{
    memcpy(at(q, f->value_at), &value, sizeof value);
    if (f->has_at)
        *(bool *)at(q, f->has_at) = true;
}

uint32_t
query_field_number(const struct query *q, const struct query_field *f)
{
    uint32_t value;

    memcpy(&value, seen_at(q, f->value_at), sizeof value);
    return value;
}

bool
query_field_is_set(const struct query *q, const struct query_field *f)
{
    switch (f->type) {
    case QUERY_NAME:
        return *(const bool *)seen_at(q, f->has_at);
    case QUERY_NUMBER:
        return query_field_number(q, f) != 0;
    case QUERY_FLAG:
        return *(const bool *)seen_at(q, f->value_at);
    default:
        return record_has(*(const struct str *)seen_at(q, f->value_at));
    }
}
