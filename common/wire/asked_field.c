#include "wire/asked_field.h"

#include "wire/name_field.h"
#include "wire/number_field.h"

enum status
choice_read(const char *field, bool is_made, int value,
            const struct name_table *names, struct choice *out,
            struct error *err)
{
    if (is_made && (value < 0 || (size_t)value >= names->count))
        return error_set(err, STATUS_INVALID,
                         "%s: %d is not known to this version", field, value);
    if (is_made)
        *out = (struct choice){true, (unsigned)value};
    return STATUS_OK;
}

static enum status
set(const struct asked_field *field, char *at, struct str value,
    struct error *err)
{
    uint64_t number = 0;
    unsigned named = 0;
    enum status st = STATUS_OK;

    if (field->names) {
        st = name_field(field->names, field->name, value, &named, err);
        if (st == STATUS_OK)
            *(struct choice *)at = (struct choice){true, named};
    } else if (field->max) {
        st = number_field(field->name, value, field->min, field->max, &number,
                          err);
        if (st == STATUS_OK)
            *(uint32_t *)at = (uint32_t)number;
    } else {
        *(struct str *)at = value;
    }
    return st;
}

enum status
asked_field_set(const struct asked_field *fields, size_t count, void *request,
                struct str name, struct str value, struct error *err)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(fields[i].name, name))
            return set(&fields[i], (char *)request + fields[i].offset, value,
                       err);
    return error_set(err, STATUS_NOT_FOUND, "there is no field \"%.*s\"",
                     STR_ARG(name));
}
