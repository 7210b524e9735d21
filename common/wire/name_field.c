#include "wire/name_field.h"

#include <stdio.h>

enum status
name_field(const struct name_table *names, struct str name, struct str value,
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
