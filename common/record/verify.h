/*
 * verify - an extraction, looked over before it may enter the store.
 *
 * Whoever sent it is not trusted: its text must inflate to what it says and be
 * UTF-8, its records must parse, and every span must lie inside the text.
 */
#ifndef RECORD_VERIFY_H
#define RECORD_VERIFY_H

#include "fulltext/terms.h"
#include "record/terms.h"

/* What an extractor made of a document, packed for the store. */
struct packed_extraction {
    struct str extractor_version;
    struct str lexicon_version;
    uint32_t text_bytes;
    struct str text; /* zstd */
    struct str records;
    struct str text_terms; /* packed; no value: not sent */
};

/*
 * The index terms of a right extraction, in `a`: those of its records, and
 * those of its text, which the head finds where they were not sent.
 * STATUS_INVALID: it is wrong; err says in what.
 * STATUS_UNAVAILABLE: past the arena's limit.
 */
enum status verify_extraction(const struct packed_extraction *x,
                              uint64_t max_text_bytes, struct arena *a,
                              struct term_list *of_records,
                              struct text_terms *of_text, struct error *err)
    __attribute__((warn_unused_result));

#endif
