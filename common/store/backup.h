/*
 * backup - a copy of a store that says of itself what it is, until it is
 * made a store again.
 *
 * A head that started on a copy as it is would give numbers a second time
 * under the same store_id, and who follows the feed would miss what they
 * stand for. So a copy is marked a backup, which no writer opens, and the
 * mark goes when it gets another id, and numbers further on.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "record/identity.h"
#include "store/store.h"

struct backup_facts {
    char store_id[DOCUMENT_ID_DIGITS + 1]; /* of the store that was copied */
    int64_t made_ms; /* since 1970; what was accepted before is in it */
    uint64_t last_document_no;
    uint64_t last_change_no;
};

/*
 * So many numbers of documents and changes are left out at a restore. None
 * that the lost store gave after its backup then stands for another thing, also
 * for those who ask for what changed after a number without naming the store.
 */
enum { BACKUP_NUMBERS_LEFT_OUT = 1000000000 };

/*
 * Mark the copy in directory `path`, which nobody has open. Returns as
 * store_open() and batch_commit() do.
 */
enum status backup_mark(const char *path, int64_t made_ms,
                        struct backup_facts *out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * Make a head's store of the backup in directory `path`; `new_id` gets its
 * id. STATUS_UNAVAILABLE: likewise, or it is no backup.
 */
enum status backup_release(const char *path, struct backup_facts *out,
                           char new_id[DOCUMENT_ID_DIGITS + 1],
                           struct error *err)
    __attribute__((warn_unused_result));

#endif
