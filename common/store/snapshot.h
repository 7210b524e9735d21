/*
 * snapshot - the store as it was at one moment.
 *
 * Values borrow the map: valid until snapshot_close(). Keep snapshots
 * short, under 100 ms: an open one stops the file from reusing space. When
 * the writer has outgrown the map, opening one needs that no other is open
 * here: STATUS_UNAVAILABLE until then.
 */
#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include "base/arena.h"
#include "record/identity.h"
#include "record/row.h"
#include "store/index/run.h"
#include "store/store.h"

struct snapshot;

/* The caller owns *out and ends it with snapshot_close(). */
enum status snapshot_open(struct store *s, struct snapshot **out,
                          struct error *err)
    __attribute__((warn_unused_result));
void snapshot_close(struct snapshot **snap); /* a NULL *snap is fine */

/*
 * Look at the store anew when the snapshot has become old or has met
 * damage, for those who walk long: *renewed tells that what was borrowed is gone. After a failure
 * it can only be closed.
 */
enum status snapshot_refresh(struct snapshot *snap, bool *renewed,
                             struct error *err)
    __attribute__((warn_unused_result));

/* The number of the latest change it shows, 0 in an empty store. */
enum status snapshot_change_no(struct snapshot *snap, uint64_t *out,
                               struct error *err);

/* Documents that have records. */
enum status snapshot_done_count(struct snapshot *snap, uint64_t *out,
                                struct error *err);

/*
 * Find the one document in the change log whose id begins with `prefix`.
 * STATUS_NOT_FOUND: none does. STATUS_INVALID: several do.
 */
enum status snapshot_find(struct snapshot *snap, struct id_prefix prefix,
                          uint64_t *document_no, struct error *err);

/* What the change log says of a document; as batch_find(). */
enum status snapshot_settled(struct snapshot *snap, struct document_id id,
                             struct settled *out, struct error *err);

/*
 * The values of one document, checked. STATUS_NOT_FOUND, err untouched:
 * there is none.
 */
enum status snapshot_inbox(struct snapshot *snap, uint64_t document_no,
                           struct str *out, struct error *err);
enum status snapshot_source(struct snapshot *snap, uint64_t document_no,
                            struct str *out, struct error *err);
enum status snapshot_origins(struct snapshot *snap, uint64_t document_no,
                             struct str *out, struct error *err);
enum status snapshot_document(struct snapshot *snap, uint64_t document_no,
                              struct str *out, struct error *err);
enum status snapshot_records(struct snapshot *snap, uint64_t document_no,
                             struct str *out, struct error *err);
/* The heads and the details of the records' brief. */
enum status snapshot_brief(struct snapshot *snap, uint64_t document_no,
                           struct str *out, struct error *err);
enum status snapshot_details(struct snapshot *snap, uint64_t document_no,
                             struct str *out, struct error *err);
enum status snapshot_text(struct snapshot *snap, uint64_t document_no,
                          struct str *out, struct error *err);

/*
 * The first document after `after` that has records, or an inbox row.
 * STATUS_NOT_FOUND, err untouched: there is none.
 */
enum status snapshot_next_done(struct snapshot *snap, uint64_t after,
                               uint64_t *document_no, struct error *err);
enum status snapshot_next_inbox(struct snapshot *snap, uint64_t after,
                                uint64_t *document_no, struct error *err);

/* One entry of the change log: the latest change of a document. */
struct noted_change {
    uint64_t change_no;
    uint64_t document_no;
    enum document_state state;
    struct document_id document_id;
};
/*
 * The first change after number `after`. STATUS_NOT_FOUND, err untouched:
 * there is none.
 */
enum status snapshot_next_change(struct snapshot *snap, uint64_t after,
                                 struct noted_change *out, struct error *err);

/*
 * The documents that the index knows under any of the terms, in rising
 * order, in `a`.
 */
enum status snapshot_lookup(struct snapshot *snap, struct term_range terms,
                            struct arena *a, uint64_t **documents,
                            size_t *document_count, struct error *err);

/*
 * Count the documents that the index has under each of the weights' terms:
 * what a look-up costs, without its price. Where there are `enough`, counting
 * may end.
 */
enum status snapshot_weigh(struct snapshot *snap, uint64_t enough,
                           struct term_weight *weights, size_t count,
                           struct error *err);

#endif
