/*
 * batch - the one write transaction: all of it is on disk, or none.
 *
 * One batch at a time, in one thread. After any call but STATUS_OK the
 * batch can only be aborted; when store_is_full() then holds, store_grow()
 * and run the same work again.
 */
#ifndef STORE_BATCH_H
#define STORE_BATCH_H

#include "base/arena.h"
#include "fulltext/terms.h"
#include "record/brief.h"
#include "record/row.h"
#include "store/store.h"

struct batch;

/* The caller owns *out and ends it with batch_commit() or batch_abort(). */
enum status batch_begin(struct store *s, struct batch **out, struct error *err)
    __attribute__((warn_unused_result));
/*
 * Write to disk and wait for it; *b is NULL afterwards, whatever comes.
 * STATUS_UNAVAILABLE: nothing of it is in the store, which
 * store_lacks_space() tells, or the disk failed and nobody can tell: then the
 * process must end and start again.
 */
enum status batch_commit(struct batch **b, struct error *err)
    __attribute__((warn_unused_result));
void batch_abort(struct batch **b); /* a NULL *b is fine */

/* Numbers go up by one from 1; a batch that is aborted gives its back. */
uint64_t batch_next_document_no(struct batch *b);

/*
 * In a replica numbers are those of the store it copies: the next change gets
 * `change_no` and is of `document_no`.
 * STATUS_INVALID: it is not greater than all before.
 */
enum status batch_follow(struct batch *b, uint64_t change_no,
                         uint64_t document_no, struct error *err);

/*
 * What the change log says of a document.
 * STATUS_NOT_FOUND: never seen, or waiting for the first time.
 */
enum status batch_find(struct batch *b, struct document_id id,
                       struct settled *out, struct error *err);

/* A new document: its inbox row, its origins row and its bytes. */
enum status batch_accept(struct batch *b, uint64_t document_no,
                         struct str inbox_row, struct str origins_row,
                         struct str bytes, struct error *err);
/* The origins row and the bytes of a document, of whatever number. */
enum status batch_place(struct batch *b, uint64_t document_no,
                        struct str origins_row, struct str bytes,
                        struct error *err);
enum status batch_put_inbox(struct batch *b, uint64_t document_no,
                            struct str inbox_row, struct error *err);
enum status batch_get_inbox(struct batch *b, uint64_t document_no,
                            struct str *out, struct error *err);
/* Its absence is no error. */
enum status batch_delete_inbox(struct batch *b, uint64_t document_no,
                               struct error *err);
/* The bytes as they came. STATUS_NOT_FOUND, err untouched: there are none. */
enum status batch_get_source(struct batch *b, uint64_t document_no,
                             struct str *out, struct error *err);
enum status batch_put_origins(struct batch *b, uint64_t document_no,
                              struct str origins_row, struct error *err);
enum status batch_get_origins(struct batch *b, uint64_t document_no,
                              struct str *out, struct error *err);

/*
 * Note again what the change log says of a document, whose origins are
 * others now. Nothing is noted of one that waits for the first time.
 */
enum status batch_touch(struct batch *b, uint64_t document_no,
                        struct document_id id, struct error *err);

/* What a done document has. */
struct done_values {
    struct str row;
    struct str records;
    struct packed_brief brief; /* of the records */
    struct str text;           /* compressed */
};

/*
 * The document is done: its values replace its inbox row and those of an
 * earlier reading, and its change is noted.
 */
enum status batch_finish(struct batch *b, uint64_t document_no,
                         struct document_id id,
                         const struct done_values *values, struct error *err);
/* The compressed text; likewise. */
enum status batch_get_text(struct batch *b, uint64_t document_no,
                           struct str *out, struct error *err);
/* STATUS_NOT_FOUND, err untouched: the document has no records. */
enum status batch_get_document(struct batch *b, uint64_t document_no,
                               struct str *out, struct error *err);
/* Its row is another one, whose anchors changed; no change is noted. */
enum status batch_put_document(struct batch *b, uint64_t document_no,
                               struct str document_row, struct error *err);
/* Its brief is made anew; likewise. */
enum status batch_put_brief(struct batch *b, uint64_t document_no,
                            const struct packed_brief *brief,
                            struct error *err);
/* The document is dead: `inbox_row` says why. */
enum status batch_bury(struct batch *b, uint64_t document_no,
                       struct document_id id, struct str inbox_row,
                       struct error *err);
/* It was dead and waits again, as `inbox_row` says. */
enum status batch_revive(struct batch *b, uint64_t document_no,
                         struct document_id id, struct str inbox_row,
                         struct error *err);
/*
 * Remove its rows, bytes, text and records, without a change: one of the same
 * id under another number follows. Index entries stay: see batch_unindex().
 */
enum status batch_clear(struct batch *b, uint64_t document_no,
                        struct error *err);
/*
 * The same; its change says so from now on,
 * with DOCUMENT_DROPPED or DOCUMENT_FORGOTTEN as `state`. Index entries
 * stay: see batch_unindex().
 */
enum status batch_remove(struct batch *b, uint64_t document_no,
                         struct document_id id, enum document_state state,
                         struct error *err);

/* Remove the whole index, that of texts too. */
enum status batch_drop_index(struct batch *b, struct error *err);
/* Append one index run. */
enum status batch_add_run(struct batch *b, struct str run, struct error *err);

/* Terms that are put into the full-text index, or taken out of it. */
struct indexed_text {
    uint64_t document_no;
    bool is_whole;   /* taken out: no run has any of it afterwards */
    uint32_t length; /* characters; 0: none, or as it is in the index */
    struct text_terms terms;
};
/*
 * Take terms out, then put terms in as a run of its own. What was blended
 * is blended further where that is due, a step bounded in bytes, unless
 * *is_damaged; a damaged chunk sets that, and err names it.
 */
enum status batch_index_texts(struct batch *b, const struct indexed_text *gone,
                              size_t gone_count,
                              const struct indexed_text *fresh,
                              size_t fresh_count, bool *is_damaged,
                              struct error *err);

/*
 * A document with one term for each run that was added with entries of it,
 * and all its text's terms.
 */
struct indexed {
    uint64_t document_no;
    const struct str *anchors;
    size_t anchor_count;
    struct indexed_text text;
};
/*
 * Take all entries of the documents out of the index. A run, or what it was
 * merged into, is written anew where it has an anchor with its document;
 * those are at most one for each anchor. A damaged run stays as it
 * is; the check tells of it.
 */
enum status batch_unindex(struct batch *b, const struct indexed *documents,
                          size_t count, struct error *err);
/*
 * Merge eight runs of one level into one of the next, where there are so
 * many and they are small enough together: a step bounded in bytes.
 */
enum status batch_merge_runs(struct batch *b, struct error *err);

#endif
