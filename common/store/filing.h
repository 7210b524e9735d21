/*
 * filing - what was read out of a document, put into the store with the
 * index entries that lead to it, and how these are found again.
 *
 * The head files what its workers read, a follower what its publisher sent.
 */
#ifndef STORE_FILING_H
#define STORE_FILING_H

#include "record/terms.h"
#include "store/batch.h"
#include "store/index/run.h"

/* What is put in; `terms` are those of `records`, and borrowed as all else. */
struct filing {
    uint64_t document_no;
    bool has_records; /* of an earlier reading, which these replace */
    /* Its anchors are set here; its readings too, where they are 0. */
    struct document_row row;
    struct str records;
    struct str text; /* compressed */
    const struct term_list *terms;
    const struct text_terms *text_terms; /* of the text */
};

/* Index entries on their way in and out, gathered over a batch. */
struct filing_entries {
    struct posting_list postings;
    struct filing_texts {
        struct indexed_text *items;
        size_t count, capacity;
    } gone, fresh;
};

/*
 * The document is done. Its index entries are added to `entries`, which
 * filing_index() writes once for all of the batch; they live in `a`. Of a
 * text that was read before only what has changed is among them.
 */
enum status filing_finish(struct batch *b, const struct filing *filing,
                          struct filing_entries *entries, struct arena *a,
                          struct error *err);

/*
 * The document has other origins than when it was filed, if it was: they are
 * in the store already, and what leads to it by them is added to `entries`.
 */
enum status filing_origins(struct batch *b, uint64_t document_no,
                           struct filing_entries *entries, struct arena *a,
                           struct error *err);

/*
 * The document is done already, and nothing of it is in the index. Likewise,
 * but only its row, for its anchors, and its brief are written; no change is
 * noted.
 */
enum status filing_again(struct batch *b, const struct filing *filing,
                         struct filing_entries *entries, struct arena *a,
                         struct error *err);

/*
 * Write the entries, if there are any: one run of postings, one of texts; and
 * merge runs where that is due. A damaged run stays as it is, and with it the runs it would
 * merge with: STATUS_OK, but *is_damaged, and err names it; where it was
 * set already nothing is merged.
 */
enum status filing_index(struct batch *b, struct filing_entries *entries,
                         struct arena *a, bool *is_damaged, struct error *err);

/*
 * What leads to the index entries of a document, for batch_unindex(), in
 * `a`. STATUS_NOT_FOUND, err untouched: it has no records.
 */
enum status filing_anchors(struct batch *b, uint64_t document_no,
                           struct arena *a, struct indexed *out,
                           struct error *err);

#endif
