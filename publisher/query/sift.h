/*
 * sift - what the brief of a document's records tells of a query, before
 * they are opened, or instead.
 *
 * Where nothing is asked that briefs do not hold, the rows they tell are
 * those that match. Else, a document of which they tell none has none.
 */
#ifndef PUBLISHER_QUERY_SIFT_H
#define PUBLISHER_QUERY_SIFT_H

#include "publisher/columns/columns.h"
#include "publisher/query/match.h"
#include "publisher/query/plan.h"
#include "record/brief.h"

/* A query made ready for briefs; it borrows the filter and the columns. */
struct sift {
    const struct filter *filter;
    struct columns *columns; /* NULL: none */
    bool is_asked[COLUMNS];  /* of them */
    struct brief_wish wish;  /* what each figure must be */
    unsigned parts;          /* of figures' details that are looked at */
    bool needs_figure;       /* a report has to hold one that matches */
    bool decides;            /* as sift_decides() */
};

/* Whether the rows that briefs tell are those that match. */
bool sift_decides(const struct filter *f, const struct plan *plan);

/* Only one sift at a time asks the columns. */
struct sift sift_of(const struct filter *f, const struct plan *plan,
                    struct columns *columns);

/* A row that the brief tells of. */
struct sifted {
    uint64_t document_no;
    /* Its index in the packed records, and its span: where wanted. */
    uint32_t record;
    struct span span;
    const struct report *report; /* as of brief_report() */
    /* As of brief_figure(), with what filter and sort look at; NULL: the
     * report. */
    const struct figure *figure;
};

/* What is done with the rows of a document. */
struct sifting {
    bool wants_places; /* record and span of each row */
    /* Whether it wants more. */
    bool (*take)(void *context, const struct sifted *row);
    void *context;
};

/*
 * Look the document's brief up and show its rows to take(), in their order:
 * figures where rows are figures, else the reports that the rows may be in.
 * STATUS_NOT_FOUND, err untouched: it has no records. STATUS_CORRUPT: its
 * brief is damaged.
 */
enum status sift_document(const struct sift *s, struct snapshot *snap,
                          uint64_t document_no, const struct sifting *with,
                          struct error *err)
    __attribute__((warn_unused_result));

#endif
