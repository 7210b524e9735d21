#include "wire/number_field.h"

enum status
number_field(struct str name, struct str value, uint64_t min, uint64_t max,
             uint64_t *out, struct error *err)
{
    if (str_to_u64(value, out) && *out >= min && *out <= max)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "%.*s: \"%.*s\" is not a number from %llu to %llu",
                     STR_ARG(name), STR_ARG(value), (unsigned long long)min,
                     (unsigned long long)max);
}
