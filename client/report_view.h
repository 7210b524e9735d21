/*
 * report_view - one report on standard output: what it is, its outline, its
 * figures.
 */
#ifndef CLIENT_REPORT_VIEW_H
#define CLIENT_REPORT_VIEW_H

#include "base/arena.h"
#include "record/record.h"

/* What leads to a report; slices without a value are left out. */
struct report_source {
    struct str report_id;
    struct str document_id;
    struct str document_name;
};

/* The title, and a line for each thing known of the report. */
void report_view_header(const struct report *r,
                        const struct report_source *source, struct arena *a);

/*
 * The outline, each section with its figures below it: sections and figures
 * are in text order, section ids count from 1. False: memory ran out.
 */
bool report_view_body(const struct report *r,
                      const struct report_source *source, struct arena *a);

#endif
