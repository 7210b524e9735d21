/*
 * fields - the settings by name that the library takes.
 */
#ifndef CLIENT_FIELDS_H
#define CLIENT_FIELDS_H

#include "base/arena.h"
#include "client/baogao.h"
#include "wire/message.h"

/* What a field may set; `out` points to what `kind` says. */
struct field_spec {
    const char *name;
    enum {
        FIELD_TEXT,   /* struct str */
        FIELD_NUMBER, /* uint64_t, min to max */
        FIELD_YES,    /* bool; the one value is "yes" */
    } kind;
    void *out;
    uint64_t min;
    uint64_t max;
};

/*
 * Set what `fields` (NULL: none) name among `specs`, which end with a NULL
 * name; texts are copied to `a`. STATUS_INVALID: a name that is not among
 * them, or a value that cannot be. STATUS_UNAVAILABLE: out of memory.
 */
enum status fields_read(const struct baogao_field *fields,
                        const struct field_spec *specs, struct arena *a,
                        struct error *err) __attribute__((warn_unused_result));

/* The fields of a submission; see baogao_submit(). */
enum status fields_read_submit(const struct baogao_field *fields,
                               struct arena *a, struct submit *out,
                               struct error *err)
    __attribute__((warn_unused_result));

/* The filters of a query; see baogao_query(). */
enum status fields_read_query(const struct baogao_field *fields,
                              struct arena *a, struct query *out,
                              struct error *err)
    __attribute__((warn_unused_result));

/* What a series, or promises, are asked for; see baogao_series(). */
enum status fields_read_series(const struct baogao_field *fields,
                               struct arena *a, struct series *out,
                               struct error *err)
    __attribute__((warn_unused_result));
enum status fields_read_promises(const struct baogao_field *fields,
                                 struct arena *a, struct promises *out,
                                 struct error *err)
    __attribute__((warn_unused_result));

#endif
