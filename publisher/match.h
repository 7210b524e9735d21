/*
 * match - whether a record is what a query asks for.
 *
 * A report's filters are held against the report, a section's against the
 * section or the innermost one a figure stands in, a figure's against the
 * figure. A row of an outer kind matches when it holds such a figure or
 * section, so that "reports with object 会客厅" asks for something. Mentions
 * stand beside sections and figures: between them, the report must hold both.
 */
#ifndef PUBLISHER_MATCH_H
#define PUBLISHER_MATCH_H

#include "wire/query.h"

/* Whether any filter looks at figures. */
bool query_filters_figures(const struct query *q);

/* Whether any filter looks at mentions. */
bool query_filters_mentions(const struct query *q);

bool match_report(const struct query *q, const struct report *report);
/* `section` is NULL for a figure that stands in none. */
bool match_section(const struct query *q, const struct section *section);
bool match_figure(const struct query *q, const struct figure *figure);
bool match_mention(const struct query *q, const struct mention *mention);

#endif
