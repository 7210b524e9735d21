/*
 * finder - the documents that may have all words of a search, by the index.
 *
 * A document that has them is always among those found. One that is found
 * has all pairs of each phrase's characters; whether they stand in a row, and
 * in one report, its text decides.
 */
#ifndef PUBLISHER_QUERY_FINDER_H
#define PUBLISHER_QUERY_FINDER_H

#include "fulltext/query.h"
#include "store/text/text_lookup.h"

struct findings {
    uint64_t *documents; /* in rising order */
    size_t count;
    /*
     * By document, then by phrase: how often the text has the phrase's rarest
     * pair, which is no less than how often it has the phrase.
     */
    uint32_t *times;
    size_t phrase_count;
    /* By phrase: documents that have its rarest pair, in the whole store. */
    uint64_t phrase_documents[TEXT_PHRASES_MAX];
};

/*
 * Find them, in `a`, among these documents alone where `among` is no NULL.
 * STATUS_CORRUPT: a piece of the index is damaged.
 */
enum status finder_find(const struct text_lookup *look,
                        const struct text_query *q, const struct among *among,
                        struct arena *a, struct findings *out,
                        struct error *err) __attribute__((warn_unused_result));

#endif
