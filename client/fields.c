#include "client/fields.h"

#include <string.h>

#include "base/utf8.h"

enum { PRIORITY_DEFAULT = 5, DAY_MS = 86400 * 1000 };

static const struct baogao_field none = {NULL, NULL};

static size_t
count_fields(const struct baogao_field *fields)
{
    size_t count = 0;

    while (fields && fields[count].name)
        count++;
    return count;
}

/* The value in `a`; UTF-8 is all that the messages carry. */
static enum status
read_text(const struct baogao_field *field, struct arena *a, struct str *out,
          struct error *err)
{
    struct str value = str_from(field->value);

    if (!field->value || utf8_valid_prefix(value) != value.len)
        return error_set(err, STATUS_INVALID, "%s is not UTF-8 text",
                         field->name);
    value = arena_copy(a, value);
    if (a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    *out = value;
    return STATUS_OK;
}

static enum status
read_number(const struct field_spec *spec, struct str value, struct error *err)
{
    uint64_t number;

    if (!str_to_u64(value, &number) || number < spec->min || number > spec->max)
        return error_set(err, STATUS_INVALID,
                         "%s: \"%.*s\" is not a number from %llu to %llu",
                         spec->name, STR_ARG(value),
                         (unsigned long long)spec->min,
                         (unsigned long long)spec->max);
    *(uint64_t *)spec->out = number;
    return STATUS_OK;
}

static enum status
read_field(const struct baogao_field *field, const struct field_spec *spec,
           struct arena *a, struct error *err)
{
    struct str value;
    enum status st = read_text(field, a, &value, err);

    if (st != STATUS_OK)
        return st;
    if (spec->kind == FIELD_NUMBER)
        return read_number(spec, value, err);
    if (spec->kind == FIELD_TEXT)
        *(struct str *)spec->out = value;
    else if (str_equal(value, STR("yes")))
        *(bool *)spec->out = true;
    else
        return error_set(err, STATUS_INVALID, "%s is yes or absent",
                         spec->name);
    return STATUS_OK;
}

enum status
fields_read(const struct baogao_field *fields, const struct field_spec *specs,
            struct arena *a, struct error *err)
{
    enum status st = STATUS_OK;

    for (const struct baogao_field *f = fields ? fields : &none;
         f->name && st == STATUS_OK; f++) {
        const struct field_spec *spec = specs;
        while (spec->name && strcmp(spec->name, f->name) != 0)
            spec++;
        if (!spec->name)
            return error_set(err, STATUS_INVALID, "there is no field \"%s\"",
                             f->name);
        st = read_field(f, spec, a, err);
    }
    return st;
}

/* Tags may be many: they are taken out before the rest is read. */
static enum status
read_tags(const struct baogao_field *fields, struct arena *a,
          struct baogao_field *rest, struct submit *out, struct error *err)
{
    enum status st = STATUS_OK;

    for (; fields && fields->name && st == STATUS_OK; fields++) {
        struct str *tag = &out->tags[out->tag_count];
        if (strcmp(fields->name, "tag") != 0) {
            *rest++ = *fields;
            continue;
        }
        st = read_text(fields, a, tag, err);
        out->tag_count++;
        if (st == STATUS_OK && !tag->len)
            st = error_set(err, STATUS_INVALID, "a tag is empty");
    }
    return st;
}

enum status
fields_read_submit(const struct baogao_field *fields, struct arena *a,
                   struct submit *out, struct error *err)
{
    uint64_t priority = PRIORITY_DEFAULT, not_before_ms = 0, time_limit_ms = 0;
    struct submit submit = {0};
    const struct field_spec specs[] = {
        {"name", FIELD_TEXT, &submit.name, 0, 0},
        {"source_uri", FIELD_TEXT, &submit.source_uri, 0, 0},
        {"media_type", FIELD_TEXT, &submit.media_type, 0, 0},
        {"charset", FIELD_TEXT, &submit.charset, 0, 0},
        {"priority", FIELD_NUMBER, &priority, 0, 9},
        {"not_before_ms", FIELD_NUMBER, &not_before_ms, 0, INT64_MAX},
        {"time_limit_ms", FIELD_NUMBER, &time_limit_ms, 1, DAY_MS},
        {"allow_forgotten", FIELD_YES, &submit.allows_forgotten, 0, 0},
        {NULL, FIELD_TEXT, NULL, 0, 0},
    };
    size_t count = count_fields(fields);
    struct baogao_field *rest = ARENA_ARRAY(a, struct baogao_field, count + 1);
    enum status st;

    submit.tags = ARENA_ARRAY(a, struct str, count + 1);
    if (!rest || !submit.tags)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = read_tags(fields, a, rest, &submit, err);
    if (st == STATUS_OK)
        st = fields_read(rest, specs, a, err);
    if (st != STATUS_OK)
        return st;
    submit.priority = (uint32_t)priority;
    submit.not_before_ms = (int64_t)not_before_ms;
    submit.time_limit_ms = (uint32_t)time_limit_ms;
    *out = submit;
    return STATUS_OK;
}

/* Pages are the library's own business. */
static bool
is_filter(const char *name)
{
    return strcmp(name, "limit") != 0 && strcmp(name, "cursor") != 0;
}

typedef enum status setter(void *asked, struct str name, struct str value,
                           struct error *err);

static enum status
read_asked(const struct baogao_field *fields, setter *set, struct arena *a,
           void *out, struct error *err)
{
    for (const struct baogao_field *f = fields ? fields : &none; f->name; f++) {
        struct str value;
        enum status st = read_text(f, a, &value, err);
        if (st == STATUS_OK)
            st = is_filter(f->name) ? set(out, str_from(f->name), value, err)
                                    : STATUS_NOT_FOUND;
        if (st == STATUS_NOT_FOUND)
            return error_set(err, STATUS_INVALID, "there is no field \"%s\"",
                             f->name);
        if (st != STATUS_OK)
            return st;
    }
    return STATUS_OK;
}

static enum status
set_of_query(void *asked, struct str name, struct str value, struct error *err)
{
    return query_set(asked, name, value, err);
}

enum status
fields_read_query(const struct baogao_field *fields, struct arena *a,
                  struct query *out, struct error *err)
{
    return read_asked(fields, set_of_query, a, out, err);
}

static enum status
set_of_series(void *asked, struct str name, struct str value, struct error *err)
{
    return series_set(asked, name, value, err);
}

enum status
fields_read_series(const struct baogao_field *fields, struct arena *a,
                   struct series *out, struct error *err)
{
    return read_asked(fields, set_of_series, a, out, err);
}

static enum status
set_of_promises(void *asked, struct str name, struct str value,
                struct error *err)
{
    return promises_set(asked, name, value, err);
}

enum status
fields_read_promises(const struct baogao_field *fields, struct arena *a,
                     struct promises *out, struct error *err)
{
    return read_asked(fields, set_of_promises, a, out, err);
}
