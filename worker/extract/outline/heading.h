/*
 * heading - which lines head a section, or open with a run-in heading.
 *
 * One line is judged by its form and its neighbours; where it stands among
 * the sections is the outline's to say.
 */
#ifndef WORKER_EXTRACT_OUTLINE_HEADING_H
#define WORKER_EXTRACT_OUTLINE_HEADING_H

#include "worker/extract/outline/numbering.h"
#include "worker/extract/outline/topic.h"
#include "worker/extract/report/reports.h"

enum heading_form {
    HEADING_NONE,
    HEADING_LINE,     /* the whole line */
    HEADING_RUN_IN,   /* the first sentence of a paragraph */
    HEADING_POSSIBLE, /* a run-in one if its neighbours have such too */
};

struct heading {
    enum heading_form form;
    struct numbering numbering;
    struct range title;    /* without numbering and closing punctuation */
    uint32_t end;          /* where the heading ends, its mark included */
    enum topic_form topic; /* of a run-in one without number */
    /* The next number of its own count, among the same headings around; 0:
     * it is the last. */
    uint32_t follower;
};

/*
 * One heading for each of the report's lines, form NONE where a line is
 * none. The arena's limit is the only cause of failure.
 */
enum status
headings_find(const struct text *text, const struct report_range *report,
              struct arena *arena, struct heading **out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * How many of the report's first lines are its title, subtitle, speaker and
 * salutation.
 */
size_t report_front_lines(const struct text *text,
                          const struct report_range *report);

#endif
