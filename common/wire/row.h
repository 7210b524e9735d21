/*
 * row - one record of an answer, in C; proto/query.proto documents the
 * fields. Slices borrow, as message.h says.
 */
#ifndef WIRE_ROW_H
#define WIRE_ROW_H

#include "record/record.h"

/* A piece of a document's text with words that were searched for. */
struct snippet {
    struct span span;   /* of the text */
    struct str text;    /* those bytes */
    struct span *marks; /* bytes of `text`; they rise and do not touch */
    size_t mark_count;
};

/* A record with what leads back to its source: message Row. */
struct row {
    struct str id;
    struct str report_id;
    struct str document_id;
    uint64_t document_no;
    struct str document_name;
    struct str source_uri;
    int64_t accepted_ms;
    int64_t finished_ms;
    struct str extractor_version;
    const struct report *report;
    const struct section *section; /* in section rows, else NULL */
    const struct figure *figure;   /* in figure rows, else NULL */
    const struct mention *mention; /* in mention rows, else NULL */
    struct str section_title;
    struct snippet *snippets; /* in report rows of a query with `text` */
    size_t snippet_count;
    struct str work; /* no value: not asked for */
};

#endif
