/*
 * part - what the parts of a check share: where they look, whom they tell.
 *
 * Internal to the check.
 */
#ifndef CHECK_PART_H
#define CHECK_PART_H

#include "check/check.h"
#include "record/brief.h"
#include "record/terms.h"
#include "store/check/scan.h"
#include "store/text/text_lookup.h"

struct checking {
    struct snapshot *snap;
    const struct check_watch *watch;
    struct check_summary *summary;
    struct run_id hint; /* where postings were found last */
};

/* A document's values, parsed as far as they could be. */
struct document {
    uint64_t number;
    bool has_id;
    struct document_id id;
    bool has_change;
    bool is_change_damaged; /* which store_check() tells of */
    struct settled_change change;
};

/* Tell of a violation of `d`. */
void check_tell_of(const struct checking *c, enum violation_kind kind,
                   const struct document *d, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

enum presence {
    ABSENT,
    PRESENT,
    DAMAGED, /* in its checksum or its page: store_check() tells of it */
};

struct stored_value {
    enum presence presence;
    struct str bytes; /* in the arena of the caller */
};

/* What one snapshot has of a document. */
struct stored_values {
    struct stored_value origins;
    struct stored_value inbox;
    struct stored_value row;
    struct stored_value records;
    struct stored_value brief, details;
    struct stored_value text;
};

/*
 * All values of a document but its source, copied into `a`, so that they
 * outlive the snapshot. STATUS_UNAVAILABLE: out of memory.
 */
enum status check_take_values(const struct checking *c, uint64_t number,
                              struct arena *a, struct stored_values *out,
                              struct error *err);

/* A done document's values, as they stand in the store. */
struct stored_reading {
    struct str row;
    struct str records;
    struct packed_brief brief;
    struct str text;
};

/* What the index has to have a document under. */
struct due_terms {
    struct term_list origins; /* where it is done */
    struct term_list records;
    struct text_terms text;
};

/*
 * Look over what was read out of `d`, and find the index terms of it, in `a`;
 * none of records or of a text that do not read. STATUS_UNAVAILABLE: out of
 * memory.
 */
enum status check_reading(const struct checking *c, const struct document *d,
                          const struct stored_reading *reading, struct arena *a,
                          struct due_terms *terms, struct error *err);

/* Look over one accepted document, and whether the index finds it. */
enum status check_document(struct checking *c, uint64_t number,
                           struct error *err);

/*
 * Whether the full-text index has the document under its text's terms, as
 * often as the text: under some of them, spread over all, since a text has
 * thousands. STATUS_UNAVAILABLE: out of memory.
 */
enum status check_text_terms(const struct checking *c, const struct document *d,
                             const struct text_terms *terms, struct error *err);

/*
 * Look over the piece of the full-text index after *at: whether it can be
 * read, and the documents that it lists are there.
 */
enum status check_next_piece(struct checking *c, struct scan_piece *at,
                             struct error *err);

/* Look over the run after *at: whether its postings lead where they say. */
enum status check_next_run(struct checking *c, struct run_id *at,
                           struct error *err);

#endif
