/*
 * violations - a store that is damaged by hand, and what a check finds.
 */
#ifndef TESTS_VIOLATIONS_H
#define TESTS_VIOLATIONS_H

#include <lmdb.h>

#include "check/check.h"
#include "store/schema.h"
#include "tests/unit/check/sound_store.h"

enum { VIOLATIONS_KEPT = 100 };

struct violations {
    struct violation kept[VIOLATIONS_KEPT];
    size_t count;
    struct check_summary summary;
    uint64_t last_done; /* as progress told them last */
    uint64_t last_total;
};

/* Check the store; the check itself must succeed. */
struct violations violations_of(struct store *s);

/* One hand in a store: a transaction behind its back. */
struct hand {
    struct store *store;
    MDB_txn *txn;
    struct arena arena;
};

/* Put a value with a right checksum. */
void hand_put(struct hand *h, enum database db, struct key key,
              struct str value);
/* The brief of these packed records, in both its parts. */
void hand_put_brief(struct hand *h, uint64_t document_no, struct str records);
/* Change one bit in the middle of a value, its checksum left as it was. */
void hand_flip(struct hand *h, enum database db, struct key key);
/* Change one bit of a value's checksum. */
void hand_flip_checksum(struct hand *h, enum database db, struct key key);
void hand_delete(struct hand *h, enum database db, struct key key);
/* What hashes has of a document. */
struct hash_entry hand_hash(struct hand *h, uint64_t document_no);

/* One kind of damage, and the violation that names it. */
struct damage_case {
    const char *name;
    void (*damage)(struct hand *h);
    enum violation_kind kind;
    uint64_t document_no;
    const char *says; /* part of the sentence */
};
/*
 * Damage a sound store so, and demand that the violation is found, and none
 * but of that document or of no one's.
 */
void damage_case_run(const struct damage_case *c);

#endif
