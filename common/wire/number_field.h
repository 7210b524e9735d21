/*
 * number_field - a number that was given as the text of a named field.
 */
#ifndef WIRE_NUMBER_FIELD_H
#define WIRE_NUMBER_FIELD_H

#include "base/error.h"
#include "base/str.h"

/* STATUS_INVALID: it is not one from `min` to `max`; err names the field. */
enum status number_field(struct str name, struct str value, uint64_t min,
                         uint64_t max, uint64_t *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
