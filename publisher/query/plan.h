/*
 * plan - which documents a query has to look at.
 *
 * The filters' index terms give candidates; a query for one report has one;
 * without either every document is one. The records decide: a candidate may
 * hold nothing that matches.
 */
#ifndef PUBLISHER_QUERY_PLAN_H
#define PUBLISHER_QUERY_PLAN_H

#include "publisher/query/finder.h"
#include "wire/query.h"

struct plan {
    bool is_walk;        /* every document is a candidate */
    uint64_t *documents; /* otherwise these, in rising order */
    size_t document_count;
    bool has_report_span; /* one report of the document is asked for */
    struct span report_span;
    /* With words: what the documents have of them, and where more is found. */
    struct text_lookup *look;
    struct findings findings;
};

/*
 * Make the plan, in `a`. STATUS_NOT_FOUND: the report asked for is gone or
 * never was. STATUS_INVALID: it is no id, or an ambiguous one.
 * `words` are those of the query, or NULL.
 */
enum status plan_make(struct snapshot *snap, const struct query *q,
                      const struct text_query *words, struct arena *a,
                      struct plan *out, struct error *err)
    __attribute__((warn_unused_result));

/* A way through the candidates, in rising order; it borrows the plan. */
struct course {
    const struct plan *plan;
    uint64_t from; /* where every document is one */
    size_t at;     /* else */
};

/* From document `from` on. */
struct course course_of(const struct plan *plan, uint64_t from);

/* STATUS_NOT_FOUND, err untouched: there is none any more. */
enum status course_next(struct course *c, struct snapshot *snap,
                        uint64_t *document_no, struct error *err)
    __attribute__((warn_unused_result));

/* The candidate that comes `ahead` others later; 0: it is not known yet. */
uint64_t course_peek(const struct course *c, size_t ahead);

#endif
