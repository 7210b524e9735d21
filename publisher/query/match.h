/*
 * match - whether a record is what a query asks for.
 *
 * A document's filters are held against its origins, a report's against the
 * report, a section's against the section or the innermost one a figure
 * stands in, a figure's against the figure. A row of an outer kind matches
 * when it holds such a figure or section, so that "reports with object
 * 会客厅" asks for something. Mentions stand beside sections and figures:
 * between them, the report must hold both.
 */
#ifndef PUBLISHER_QUERY_MATCH_H
#define PUBLISHER_QUERY_MATCH_H

#include "fulltext/query.h"
#include "record/period.h"
#include "record/row.h"
#include "wire/query.h"

/* A query made ready; it borrows the query. */
struct filter {
    const struct query *query;
    struct decimal value_from, value_to; /* where the query has them */
    struct period period;                /* likewise, else without an end */
    const struct text_query *words;      /* of `text`; NULL: it has none */
};

/* Of a query that query_check() found good; `words` are left to the caller. */
struct filter filter_of(const struct query *q);

/* Whether any filter looks at a document's origins, figures, mentions. */
bool filter_needs_origins(const struct filter *f);
bool filter_needs_figures(const struct filter *f);
bool filter_needs_mentions(const struct filter *f);

/* One of the origins must meet each; not all the same one. */
bool match_origins(const struct filter *f, const struct origins_row *origins);
bool match_report(const struct filter *f, const struct report *report);
/* `section` is NULL for a figure that stands in none. */
bool match_section(const struct filter *f, const struct section *section);
bool match_figure(const struct filter *f, const struct figure *figure);
/* The number that value_from and value_to are held against. */
struct decimal match_value_of(const struct filter *f,
                              const struct figure *figure);
bool match_mention(const struct filter *f, const struct mention *mention);

#endif
