/*
 * listing - asks for rows with filters and prints them: what the commands
 * reports, sections, figures and search have in common.
 */
#ifndef CLIENT_LISTING_H
#define CLIENT_LISTING_H

#include "client/command.h"
#include "client/table.h"
#include "wire/message.h"

struct listing {
    enum row_kind rows;
    const char *noun; /* "figures" */
    const struct column *columns;
    size_t column_count;
    /* Add the cells of `row`; `a` is for what they are made of. */
    void (*add_row)(struct table *t, const struct row *row, struct arena *a);
    /* Where it is no table, instead of these. */
    void (*print_row)(const struct row *row, struct arena *a);
    uint64_t limit;  /* rows unless told otherwise; 0: QUERY_LIMIT_DEFAULT */
    struct str text; /* what is searched for; no value: nothing */
};

/* Beside those of filters.h. */
extern const struct option_spec listing_options[];

enum exit_code listing_run(struct invocation *inv,
                           const struct listing *listing);

#endif
