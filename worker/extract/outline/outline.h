/*
 * outline - a report's headings, paragraphs and sentences.
 *
 * A paragraph is one line of the source without the blanks around it (a
 * heading line is one as well). A sentence ends after 。！？ (with closing
 * quotes or brackets that follow), and with its paragraph; ； ， and ： do
 * not end one, since the binder shares verbs over them. A run-in heading is
 * the first sentence of its paragraph. Both lists are in text order and do
 * not overlap; blank lines, page chrome and lost lines are in neither.
 */
#ifndef WORKER_EXTRACT_OUTLINE_OUTLINE_H
#define WORKER_EXTRACT_OUTLINE_OUTLINE_H

#include "worker/extract/report/reports.h"

struct paragraph {
    struct range range;
    uint32_t section; /* id of the innermost section, 0: none */
    bool is_heading;  /* the whole line is a heading or the title */
};

struct sentence {
    struct range range;
    uint32_t section;   /* id of the innermost section, 0: none */
    uint32_t paragraph; /* index into outline.paragraphs */
    bool is_heading;    /* a heading line, run-in heading or the title */
};

/* Ids are 1-based positions: section N is sections[N - 1]. */
struct outline {
    struct section *sections;
    size_t section_count;
    struct paragraph *paragraphs;
    size_t paragraph_count;
    struct sentence *sentences;
    size_t sentence_count;
};

/*
 * Read the outline of one report. The result lives in `arena`, whose limit
 * is the only cause of failure.
 */
enum status outline_read(const struct text *text,
                         const struct report_range *report, struct arena *arena,
                         struct outline *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
