/*
 * filters - the options that say which rows are wanted.
 */
#ifndef CLIENT_FILTERS_H
#define CLIENT_FILTERS_H

#include "base/error.h"
#include "client/command.h"
#include "wire/query.h"

/* For struct command's `shared`. */
extern const struct option_spec filter_options[];

/*
 * Put those that were given into `q`, which borrows argv and inv->arena.
 * STATUS_INVALID: one has no such value.
 */
enum status filters_read(const struct invocation *inv, struct query *q,
                         struct error *err) __attribute__((warn_unused_result));

#endif
