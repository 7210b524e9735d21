/*
 * asked_field - the fields of a request by name, told by a table.
 *
 * A request is a struct of the caller's. Its texts are slices, without value
 * where absent; its numbers uint32_t, 0 where absent; its enumerators
 * `struct choice`.
 */
#ifndef WIRE_ASKED_FIELD_H
#define WIRE_ASKED_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "record/names.h"

/* An enumerator that may be absent. */
struct choice {
    bool is_made;
    unsigned value;
};

/* Whether nothing was chosen, or just this. */
static inline bool
choice_allows(struct choice choice, unsigned value)
{
    return !choice.is_made || choice.value == value;
}

/*
 * The choice a message makes by number. STATUS_INVALID: a number that is
 * none of `names`: what is not understood must not be taken for no choice.
 */
enum status choice_read(const char *field, bool is_made, int value,
                        const struct name_table *names, struct choice *out,
                        struct error *err) __attribute__((warn_unused_result));

struct asked_field {
    struct str name;
    size_t offset;                  /* in the request */
    const struct name_table *names; /* of a choice, else NULL */
    uint32_t min, max;              /* of a number; max 0: a text */
};

/*
 * Set the one called `name` in `request` from its text, which is borrowed.
 * STATUS_NOT_FOUND: there is none. STATUS_INVALID: the value is none of the
 * field's; err says what it takes. The request is then as it was.
 */
enum status asked_field_set(const struct asked_field *fields, size_t count,
                            void *request, struct str name, struct str value,
                            struct error *err)
    __attribute__((warn_unused_result));

#endif
