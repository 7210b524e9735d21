/*
 * clauses - what the index knows of a query: terms, of which each document
 * with a matching record has one of each clause.
 */
#ifndef PUBLISHER_QUERY_CLAUSES_H
#define PUBLISHER_QUERY_CLAUSES_H

#include "store/index/run.h"
#include "wire/query.h"

struct clause {
    struct term_range *terms; /* any of these */
    size_t count;
    /* From 1 on, for pieces of one word: they narrow much alike. 0: no piece. */
    unsigned word;
};

/* More clauses, or neighbouring characters of a word, narrow no further. */
enum { CLAUSES_MAX = 32 };

struct clauses {
    struct clause list[CLAUSES_MAX];
    size_t count;
};

/*
 * The clauses of the query's filters, in `a`; a filter that the index does
 * not know has none. STATUS_UNAVAILABLE: past the limit of `a`.
 */
enum status clauses_of(const struct query *q, struct arena *a,
                       struct clauses *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
