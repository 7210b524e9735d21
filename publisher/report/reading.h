/*
 * reading - a document whose records are looked at, report by report.
 *
 * A record that is looked at lives in the scratch arena, and goes with the
 * next reading_trim(); what becomes a row is read again, into an arena of
 * the answer's.
 */
#ifndef PUBLISHER_REPORT_READING_H
#define PUBLISHER_REPORT_READING_H

#include "fulltext/form.h"
#include "publisher/report/outline.h"
#include "publisher/report/source.h"

/* The document being looked at. */
struct reading {
    struct snapshot *snapshot;
    uint64_t document_no;
    uint32_t generation;
    struct packed records;
    struct arena scratch;  /* of records that may not become rows */
    struct source *source; /* in the answer's arena, for the first row */
    struct arena text_arena;
    struct form text; /* its codes are NULL until reading_text() */
};

/* Of which work a report is a version; see edition.h. */
struct edition {
    bool is_known;
    bool is_best;    /* it stands for the work */
    struct str work; /* in the chapter's arena */
};

/* The report being looked at: records [begin, end) of the document. */
struct chapter {
    uint32_t begin, end;
    struct arena arena; /* of the report and the outline */
    struct report report;
    bool has_outline;
    struct outline outline; /* see chapter_outline() */
    struct edition edition;
    struct report *row_report; /* in the answer's arena, for the first row */
    struct str row_report_id;
    struct str row_work;
};

/*
 * Begin to read a document; `limit_bytes` bounds the scratch arena. The
 * caller ends *out with reading_close() whatever the status.
 * STATUS_NOT_FOUND, err untouched: it has no records.
 */
enum status reading_open(struct snapshot *snap, uint64_t document_no,
                         size_t limit_bytes, struct reading *out,
                         struct error *err) __attribute__((warn_unused_result));
void reading_close(struct reading *r);

/*
 * The text's form, which is made for the first who asks; *out is valid until
 * reading_close(). STATUS_CORRUPT: the text is damaged.
 */
enum status reading_text(struct reading *r, const struct form **out,
                         struct error *err) __attribute__((warn_unused_result));

/* Forget the records that were looked at, now and then. */
void reading_trim(struct reading *r);

/* The record that is the report of record `index`. */
uint32_t reading_report_of(const struct reading *r, uint32_t index);
/* The index behind the last record of the report at `begin`. */
uint32_t reading_report_end(const struct packed *records, uint32_t begin);

/*
 * The report that begins at record `begin`, without its outline. The caller
 * ends *out with chapter_close() whatever the status.
 */
enum status chapter_open(const struct reading *r, uint32_t begin,
                         struct chapter *out, struct error *err)
    __attribute__((warn_unused_result));
/* Read its sections into the outline, unless they are there. */
enum status chapter_outline(const struct reading *r, struct chapter *c,
                            struct error *err)
    __attribute__((warn_unused_result));
void chapter_close(struct chapter *c);

#endif
