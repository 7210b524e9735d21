/*
 * version - a report as one document has it: one version of a work.
 *
 * Versions are read for a short time: they borrow the snapshot's map. Their
 * figures are read one by one, since most are not needed.
 */
#ifndef PUBLISHER_REPORT_VERSION_H
#define PUBLISHER_REPORT_VERSION_H

#include "publisher/query/plan.h"
#include "record/codec.h"

struct version {
    uint64_t document_no;
    struct packed records;
    uint32_t begin, end;  /* the report's records; `begin` is itself */
    struct report report; /* its lists are empty */
    size_t figure_count;
    const struct version *best; /* of its work; see works.h */
};

struct version_list {
    struct version *versions; /* in the order of documents, then of text */
    size_t count, capacity;
};

/* Whether a report is looked for at all. */
typedef bool wants_report(const void *context, const struct report *report);

/*
 * Append those of a document's reports that are wanted, in `a`. A document
 * without records has none. STATUS_CORRUPT: its records are damaged.
 */
enum status versions_read(struct snapshot *snap, uint64_t document_no,
                          wants_report *wants, const void *context,
                          struct arena *a, struct version_list *list,
                          struct error *err)
    __attribute__((warn_unused_result));

/*
 * Append those of all documents of a plan, as long as the deadline (of
 * clock_monotonic_ms()) allows; *is_cut is set when it did not.
 */
enum status versions_read_all(struct snapshot *snap, const struct plan *plan,
                              wants_report *wants, const void *context,
                              int64_t deadline_ms, struct arena *a,
                              struct version_list *list, bool *is_cut,
                              struct error *err)
    __attribute__((warn_unused_result));

/* The last day of the time it reviews, as of record/period.h; 0: not told. */
uint32_t report_last_day(const struct report *r);

#endif
