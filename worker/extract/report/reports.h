/*
 * reports - where the reports of one document begin and end.
 *
 * Pages string reports together: each begins at a line that names it and
 * has body text of its own below. The same text again is no further
 * report. A document without such a line is one report without a title.
 */
#ifndef WORKER_EXTRACT_REPORT_REPORTS_H
#define WORKER_EXTRACT_REPORT_REPORTS_H

#include "worker/extract/text/lines.h"

struct report_range {
    struct range range;       /* from its title line to the next report */
    struct range title;       /* without closing punctuation; empty: none */
    const struct line *lines; /* those of `range`, the title's first */
    size_t line_count;
};

/*
 * The reports of a text split into `lines`, in order. The arena's limit is
 * the only cause of failure.
 */
enum status reports_find(const struct text *text, const struct line *lines,
                         size_t line_count, struct arena *arena,
                         struct report_range **out, size_t *count,
                         struct error *err) __attribute__((warn_unused_result));

/* The first line after `i` that is no chrome, or line_count. */
size_t report_next_line(const struct report_range *report, size_t i);

/* The words of a line that names a report; empty where it names none. */
struct range report_title(const struct text *text, const struct line *line);

#endif
