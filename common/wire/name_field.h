/*
 * name_field - an enumerator that was given as the text of a named field.
 */
#ifndef WIRE_NAME_FIELD_H
#define WIRE_NAME_FIELD_H

#include "base/error.h"
#include "record/names.h"

/* STATUS_INVALID: it is none of `names`; err names the field and lists them. */
enum status name_field(const struct name_table *names, struct str name,
                       struct str value, unsigned *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
