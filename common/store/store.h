/*
 * store - one LMDB environment that holds everything.
 *
 * One writer process, any number of readers on the same machine. The store
 * knows keys, numbers and checksums; values are opaque bytes to it, packed
 * and read by record/. batch.h writes, snapshot.h reads. A handle does not
 * survive fork().
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/error.h"
#include "base/str.h"

enum store_role {
    STORE_READER,
    STORE_WRITER, /* creates the store where there is none */
    /*
     * Writes a copy of another store, whose id and numbers it has; creates
     * it where there is none. No STORE_WRITER opens it: what that wrote
     * would be under numbers of the other one.
     */
    STORE_REPLICA,
    STORE_RESTORE, /* makes a backup a store again: see backup.h */
    STORE_UPGRADE, /* an earlier format's, head's or replica: see upgrade.h */
};

struct store_options {
    uint64_t map_bytes; /* address space to reserve, 0: STORE_MAP_BYTES */
    /*
     * Told where LMDB finds its file contradict itself and cannot go on; must
     * not return. NULL: the process aborts.
     */
    void (*damage_met)(const char *what);
    /* Open it also where the documents' own trees are damaged. */
    bool is_to_be_checked;
    struct str copied_id; /* a new replica's store_id(); empty: of no store */
};

/*
 * 1 TiB: more than any archive of reports, and only address space. A build for
 * a tool that has less to give says so.
 */
#ifndef STORE_MAP_GIB
#define STORE_MAP_GIB 1024
#endif
#define STORE_MAP_BYTES ((uint64_t)STORE_MAP_GIB << 30)

struct store;

/*
 * Open the store in directory `path`. On success the caller owns *out and
 * ends it with store_close().
 * STATUS_UNAVAILABLE: no permission or no space, another writer is open, it
 * is a replica and `role` the writer's or the other way round, or a reader
 * finds no store, a network file system or a lock it cannot join; it is of
 * another version's format; it is a backup and `role` neither STORE_READER
 * nor STORE_RESTORE.
 * STATUS_CORRUPT: not a store of ours, cut short, or
 * damaged where a look at its trees, of 2 s at most, has found it.
 */
enum status store_open(const char *path, enum store_role role,
                       const struct store_options *options, struct store **out,
                       struct error *err) __attribute__((warn_unused_result));

/* Close, free, and set *s to NULL. A NULL *s is fine. */
void store_close(struct store **s);

/*
 * Remove the store in `path`, which nobody has open, and the directory; it
 * need not be there. STATUS_UNAVAILABLE: something is left, err says why.
 */
enum status store_remove(const char *path, struct error *err)
    __attribute__((warn_unused_result));

/* 32 hexadecimal digits, random at creation; valid until store_close(). */
struct str store_id(const struct store *s);

/*
 * Whether the last failed batch ran out of address space; then store_grow()
 * and run the batch again. No batch and no snapshot may be open.
 */
bool store_is_full(const struct store *s);
enum status store_grow(struct store *s, struct error *err)
    __attribute__((warn_unused_result));

/*
 * Whether the last failed batch found no room on the disk. Then nothing of it
 * is in the store, and the same work may be tried again when there is.
 */
bool store_lacks_space(const struct store *s);

/*
 * Forget readers whose process died without a word: what they were looking
 * at would never be used again. Returns how many; call it now and then.
 */
unsigned store_clear_readers(const struct store *s);

#endif
