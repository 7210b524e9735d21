/*
 * relevance - how much a document says of what is searched for.
 *
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25
 * and Beyond", 2009) with k1 = 1.2 and b = 0.75, phrases as its terms, and an
 * inverse document frequency that is never negative (Lucene's). How often a
 * text has a phrase, and how many have it, is taken from its rarest pair of
 * characters: the order needs no look at the texts.
 */
#ifndef PUBLISHER_QUERY_RELEVANCE_H
#define PUBLISHER_QUERY_RELEVANCE_H

#include "publisher/query/cursor.h"
#include "publisher/query/finder.h"

struct relevant {
    int64_t score; /* in millionths */
    uint64_t document_no;
};

/* The documents found, the most relevant on top of a heap. */
struct relevance {
    struct relevant *heap;
    size_t count;
};

/*
 * Weigh the findings, in `a`, by *statistics, which are found first where
 * nothing is known. STATUS_CORRUPT: a piece of the index is damaged.
 */
enum status relevance_open(const struct text_lookup *look,
                           const struct findings *findings, struct arena *a,
                           struct text_statistics *statistics,
                           struct relevance *out, struct error *err)
    __attribute__((warn_unused_result));

/* Take the next off; of two alike the one that was accepted first. */
bool relevance_next(struct relevance *r, struct relevant *out);

#endif
