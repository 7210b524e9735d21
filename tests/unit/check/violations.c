#include "tests/unit/check/violations.h"

#include <stdio.h>
#include <string.h>

#include "record/brief.h"
#include "store/value.h"
#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
found(void *context, const struct violation *v)
{
    struct violations *all = context;

    if (all->count < VIOLATIONS_KEPT)
        all->kept[all->count] = *v;
    all->count++;
}

static void
progress(void *context, uint64_t done, uint64_t total)
{
    struct violations *all = context;

    all->last_done = done;
    all->last_total = total;
}

struct violations
violations_of(struct store *s)
{
    struct violations all = {.count = 0};
    struct check_watch watch = {&all, found, progress};
    struct error err;

    assert_int_equal(check_store(s, &watch, &all.summary, &err), STATUS_OK);
    return all;
}

/* ---- the hand ---------------------------------------------------------- */

void
hand_put(struct hand *h, enum database db, struct key key, struct str value)
{
    assert_int_equal(value_put(h->store, h->txn, db, key, value, 0, NULL),
                     STATUS_OK);
}

void
hand_put_brief(struct hand *h, uint64_t document_no, struct str records)
{
    struct packed_brief brief;

    assert_int_equal(brief_make(records, &h->arena, &brief, NULL), STATUS_OK);
    hand_put(h, DB_RECORDS, key_part(document_no, PART_BRIEF), brief.heads);
    hand_put(h, DB_RECORDS, key_part(document_no, PART_DETAILS), brief.details);
}

static void
flip_at(struct hand *h, enum database db, struct key key, size_t from_end)
{
    MDB_val mdb_key = {key.len, key.bytes};
    MDB_val stored, changed;

    assert_int_equal(
        mdb_get(h->txn, h->store->databases[db], &mdb_key, &stored), 0);
    changed.mv_size = stored.mv_size;
    changed.mv_data = arena_alloc(&h->arena, 1, stored.mv_size);
    memcpy(changed.mv_data, stored.mv_data, stored.mv_size);
    assert_true(from_end <= stored.mv_size);
    ((char *)changed.mv_data)[stored.mv_size - from_end] ^= 4;
    assert_int_equal(
        mdb_put(h->txn, h->store->databases[db], &mdb_key, &changed, 0), 0);
}

void
hand_flip(struct hand *h, enum database db, struct key key)
{
    MDB_val mdb_key = {key.len, key.bytes};
    MDB_val stored;

    assert_int_equal(
        mdb_get(h->txn, h->store->databases[db], &mdb_key, &stored), 0);
    flip_at(h, db, key,
            CHECKSUM_BYTES + (stored.mv_size - CHECKSUM_BYTES + 1) / 2);
}

void
hand_flip_checksum(struct hand *h, enum database db, struct key key)
{
    flip_at(h, db, key, 1);
}

void
hand_delete(struct hand *h, enum database db, struct key key)
{
    MDB_val mdb_key = {key.len, key.bytes};

    assert_int_equal(mdb_del(h->txn, h->store->databases[db], &mdb_key, NULL),
                     0);
}

struct hash_entry
hand_hash(struct hand *h, uint64_t document_no)
{
    struct hash_entry entry = {0};
    struct str value;

    assert_int_equal(value_get(h->store, h->txn, DB_HASHES,
                               key_document_id(sound_store_id(document_no)),
                               &value, NULL),
                     STATUS_OK);
    assert_true(hash_entry_read(value, &entry));
    return entry;
}

/* ---- one case ---------------------------------------------------------- */

static void
fail_with_all(const struct damage_case *c, const struct violations *all)
{
    for (size_t i = 0; i < all->count && i < VIOLATIONS_KEPT; i++)
        print_error(
            "  %s, document %llu: %s\n", violation_name(all->kept[i].kind),
            (unsigned long long)all->kept[i].document_no, all->kept[i].what);
    fail_msg("%s: expected %s, document %llu: ...%s...", c->name,
             violation_name(c->kind), (unsigned long long)c->document_no,
             c->says);
}

static void
expect(const struct damage_case *c, const struct violations *all)
{
    bool is_named = false;

    for (size_t i = 0; i < all->count && i < VIOLATIONS_KEPT; i++) {
        const struct violation *v = &all->kept[i];
        is_named |= v->kind == c->kind && v->document_no == c->document_no &&
                    strstr(v->what, c->says);
        if (v->document_no && v->document_no <= SOUND_WAITING &&
            v->document_no != c->document_no)
            fail_with_all(c, all);
    }
    if (!is_named)
        fail_with_all(c, all);
}

void
damage_case_run(const struct damage_case *c)
{
    struct temporary t;
    struct hand h = {0};
    struct violations all;

    temporary_make(&t);
    h.store = sound_store_make(t.path);
    assert_int_equal(mdb_txn_begin(h.store->env, NULL, 0, &h.txn), 0);
    c->damage(&h);
    assert_int_equal(mdb_txn_commit(h.txn), 0);
    all = violations_of(h.store);
    expect(c, &all);
    store_close(&h.store);
    arena_release(&h.arena);
    temporary_remove(&t);
}
