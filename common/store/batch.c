#include "store/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "store/ahead.h"
#include "store/changes.h"
#include "store/index/segments.h"
#include "store/text/blend.h"
#include "store/text/text_index.h"
#include "store/value.h"

struct batch {
    struct store *store;
    MDB_txn *txn;
    struct counters counters;
    struct counters before; /* as they are in the store */
};

/* ---- meta: three numbers ----------------------------------------------- */

static enum status
read_counters(struct batch *b, struct error *err)
{
    struct str row;
    enum status st =
        value_get(b->store, b->txn, DB_META, key_text("counters"), &row, err);

    if (st == STATUS_NOT_FOUND)
        return STATUS_OK; /* a new store: all are 0 */
    if (st == STATUS_OK && !counters_read(row, &b->counters))
        return error_set(err, STATUS_CORRUPT, "the store has no counters");
    b->before = b->counters;
    return st;
}

static enum status
write_counters(struct batch *b, struct error *err)
{
    char row[COUNTERS_BYTES];

    /* A batch that has written nothing needs no disk to be committed. */
    if (memcmp(&b->counters, &b->before, sizeof b->before) == 0)
        return STATUS_OK;
    counters_save(&b->counters, row);
    return value_put(b->store, b->txn, DB_META, key_text("counters"),
                     (struct str){row, sizeof row}, 0, err);
}

static enum status
note_change(struct batch *b, struct change change, struct error *err)
{
    return changes_note(b->store, b->txn, ++b->counters.last_change_no, change,
                        err);
}

/* ---- life cycle -------------------------------------------------------- */

enum status
batch_begin(struct store *s, struct batch **out, struct error *err)
{
    struct batch *b = calloc(1, sizeof *b);
    enum status st;

    if (!b)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    b->store = s;
    s->lacks_space = false;
    ahead_reserve(s);
    st = store_failed(s, mdb_txn_begin(s->env, NULL, 0, &b->txn),
                      "cannot begin to write", err);
    if (st == STATUS_OK)
        st = read_counters(b, err);
    if (st != STATUS_OK) {
        batch_abort(&b);
        return st;
    }
    *out = b;
    return STATUS_OK;
}

/*
 * Pages that found no room belong to a transaction that is gone: the next one
 * starts from where it did. Only when the last page, that of the meta data,
 * could not be written, does LMDB begin no other.
 */
static void
doubt_lack_of_space(struct store *s)
{
    MDB_txn *next;

    if (mdb_txn_begin(s->env, NULL, 0, &next) == MDB_SUCCESS)
        mdb_txn_abort(next);
    else
        s->lacks_space = false;
}

enum status
batch_commit(struct batch **b, struct error *err)
{
    enum status st = write_counters(*b, err);

    if (st == STATUS_OK) {
        int code = mdb_txn_commit((*b)->txn);
        (*b)->txn = NULL;
        st = store_failed((*b)->store, code, "cannot commit", err);
        if ((*b)->store->lacks_space)
            doubt_lack_of_space((*b)->store);
    }
    batch_abort(b);
    return st;
}

void
batch_abort(struct batch **b)
{
    if (!*b)
        return;
    if ((*b)->txn)
        mdb_txn_abort((*b)->txn);
    free(*b);
    *b = NULL;
}

/* ---- documents --------------------------------------------------------- */

uint64_t
batch_next_document_no(struct batch *b)
{
    return ++b->counters.last_document_no;
}

enum status
batch_follow(struct batch *b, uint64_t change_no, uint64_t document_no,
             struct error *err)
{
    if (change_no <= b->counters.last_change_no)
        return error_set(err, STATUS_INVALID,
                         "change %llu comes after change %llu",
                         (unsigned long long)change_no,
                         (unsigned long long)b->counters.last_change_no);
    b->counters.last_change_no = change_no - 1;
    if (document_no > b->counters.last_document_no)
        b->counters.last_document_no = document_no;
    return STATUS_OK;
}

enum status
batch_find(struct batch *b, struct document_id id, struct settled *out,
           struct error *err)
{
    return changes_find(b->store, b->txn, id, out, err);
}

enum status
batch_accept(struct batch *b, uint64_t document_no, struct str inbox_row,
             struct str origins_row, struct str bytes, struct error *err)
{
    /* Numbers only grow, so both databases grow at their end. */
    enum status st = value_put(b->store, b->txn, DB_SOURCES,
                               key_part(document_no, PART_SOURCE_BYTES), bytes,
                               MDB_APPEND, err);

    if (st == STATUS_OK)
        st = value_put(b->store, b->txn, DB_SOURCES,
                       key_part(document_no, PART_ORIGINS), origins_row,
                       MDB_APPEND, err);
    if (st == STATUS_OK)
        st = value_put(b->store, b->txn, DB_INBOX, key_number(document_no),
                       inbox_row, MDB_APPEND, err);
    return st;
}

enum status
batch_place(struct batch *b, uint64_t document_no, struct str origins_row,
            struct str bytes, struct error *err)
{
    enum status st =
        value_put(b->store, b->txn, DB_SOURCES,
                  key_part(document_no, PART_SOURCE_BYTES), bytes, 0, err);

    return st == STATUS_OK ? batch_put_origins(b, document_no, origins_row, err)
                           : st;
}

enum status
batch_put_inbox(struct batch *b, uint64_t document_no, struct str inbox_row,
                struct error *err)
{
    return value_put(b->store, b->txn, DB_INBOX, key_number(document_no),
                     inbox_row, 0, err);
}

enum status
batch_get_inbox(struct batch *b, uint64_t document_no, struct str *out,
                struct error *err)
{
    return value_get(b->store, b->txn, DB_INBOX, key_number(document_no), out,
                     err);
}

enum status
batch_delete_inbox(struct batch *b, uint64_t document_no, struct error *err)
{
    return value_delete(b->store, b->txn, DB_INBOX, key_number(document_no),
                        err);
}

enum status
batch_get_source(struct batch *b, uint64_t document_no, struct str *out,
                 struct error *err)
{
    return value_get(b->store, b->txn, DB_SOURCES,
                     key_part(document_no, PART_SOURCE_BYTES), out, err);
}

enum status
batch_put_origins(struct batch *b, uint64_t document_no, struct str origins_row,
                  struct error *err)
{
    return value_put(b->store, b->txn, DB_SOURCES,
                     key_part(document_no, PART_ORIGINS), origins_row, 0, err);
}

enum status
batch_get_origins(struct batch *b, uint64_t document_no, struct str *out,
                  struct error *err)
{
    return value_get(b->store, b->txn, DB_SOURCES,
                     key_part(document_no, PART_ORIGINS), out, err);
}

enum status
batch_finish(struct batch *b, uint64_t document_no, struct document_id id,
             const struct done_values *values, struct error *err)
{
    struct change change = {document_no, DOCUMENT_DONE, id};
    enum status st = batch_put_document(b, document_no, values->row, err);

    if (st == STATUS_OK)
        st = batch_put_brief(b, document_no, &values->brief, err);

    if (st == STATUS_OK)
        st = value_put(b->store, b->txn, DB_RECORDS,
                       key_part(document_no, PART_RECORDS), values->records, 0,
                       err);
    if (st == STATUS_OK)
        st = value_put(b->store, b->txn, DB_TEXTS, key_number(document_no),
                       values->text, 0, err);
    if (st == STATUS_OK)
        st = batch_delete_inbox(b, document_no, err);
    return st == STATUS_OK ? note_change(b, change, err) : st;
}

enum status
batch_touch(struct batch *b, uint64_t document_no, struct document_id id,
            struct error *err)
{
    struct settled settled;
    enum status st = batch_find(b, id, &settled, err);

    if (st == STATUS_NOT_FOUND)
        return STATUS_OK;
    /* The tombstone of an earlier document of these bytes stays as it is. */
    if (st != STATUS_OK || settled.document_no != document_no)
        return st;
    return note_change(
        b, (struct change){document_no, (uint8_t)settled.state, id}, err);
}

enum status
batch_get_text(struct batch *b, uint64_t document_no, struct str *out,
               struct error *err)
{
    return value_get(b->store, b->txn, DB_TEXTS, key_number(document_no), out,
                     err);
}

enum status
batch_get_document(struct batch *b, uint64_t document_no, struct str *out,
                   struct error *err)
{
    return value_get(b->store, b->txn, DB_RECORDS,
                     key_part(document_no, PART_DOCUMENT_ROW), out, err);
}

enum status
batch_put_document(struct batch *b, uint64_t document_no,
                   struct str document_row, struct error *err)
{
    return value_put(b->store, b->txn, DB_RECORDS,
                     key_part(document_no, PART_DOCUMENT_ROW), document_row, 0,
                     err);
}

enum status
batch_put_brief(struct batch *b, uint64_t document_no,
                const struct packed_brief *brief, struct error *err)
{
    enum status st =
        value_put(b->store, b->txn, DB_RECORDS,
                  key_part(document_no, PART_BRIEF), brief->heads, 0, err);

    return st == STATUS_OK ? value_put(b->store, b->txn, DB_RECORDS,
                                       key_part(document_no, PART_DETAILS),
                                       brief->details, 0, err)
                           : st;
}

enum status
batch_bury(struct batch *b, uint64_t document_no, struct document_id id,
           struct str inbox_row, struct error *err)
{
    struct change change = {document_no, DOCUMENT_DEAD, id};
    enum status st = batch_put_inbox(b, document_no, inbox_row, err);

    return st == STATUS_OK ? note_change(b, change, err) : st;
}

enum status
batch_revive(struct batch *b, uint64_t document_no, struct document_id id,
             struct str inbox_row, struct error *err)
{
    struct change change = {document_no, DOCUMENT_WAITING, id};
    enum status st = batch_put_inbox(b, document_no, inbox_row, err);

    return st == STATUS_OK ? note_change(b, change, err) : st;
}

enum status
batch_clear(struct batch *b, uint64_t document_no, struct error *err)
{
    struct {
        enum database db;
        struct key key;
    } rows[] = {
        {DB_INBOX, key_number(document_no)},
        {DB_SOURCES, key_part(document_no, PART_SOURCE_BYTES)},
        {DB_SOURCES, key_part(document_no, PART_ORIGINS)},
        {DB_TEXTS, key_number(document_no)},
        {DB_RECORDS, key_part(document_no, PART_DOCUMENT_ROW)},
        {DB_RECORDS, key_part(document_no, PART_RECORDS)},
        {DB_RECORDS, key_part(document_no, PART_BRIEF)},
        {DB_RECORDS, key_part(document_no, PART_DETAILS)},
    };
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < sizeof rows / sizeof *rows; i++)
        st = value_delete(b->store, b->txn, rows[i].db, rows[i].key, err);
    return st;
}

enum status
batch_remove(struct batch *b, uint64_t document_no, struct document_id id,
             enum document_state state, struct error *err)
{
    struct change change = {document_no, (uint8_t)state, id};
    enum status st = batch_clear(b, document_no, err);

    return st == STATUS_OK ? note_change(b, change, err) : st;
}

/* ---- index ------------------------------------------------------------- */

enum status
batch_drop_index(struct batch *b, struct error *err)
{
    return store_failed(b->store,
                        mdb_drop(b->txn, b->store->databases[DB_SEGMENTS], 0),
                        "cannot remove the index", err);
}

enum status
batch_add_run(struct batch *b, struct str run, struct error *err)
{
    return segments_add(b->store, b->txn, 0, ++b->counters.last_run_no, run,
                        err);
}

static size_t
larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

enum status
batch_index_texts(struct batch *b, const struct indexed_text *gone,
                  size_t gone_count, const struct indexed_text *fresh,
                  size_t fresh_count, bool *is_damaged, struct error *err)
{
    uint64_t *run_no = &b->counters.last_run_no;
    size_t added = 0;
    enum status st = STATUS_OK;

    if (gone_count > 0)
        st = text_index_remove(b->store, b->txn, gone, gone_count, err);
    if (st == STATUS_OK && fresh_count > 0)
        st = text_index_add(b->store, b->txn, fresh, fresh_count, ++*run_no,
                            &added, err);
    if (st != STATUS_OK || *is_damaged || fresh_count == 0)
        return st;
    /* Each level writes again what was added: there is room for more. */
    st = blend_step(b->store, b->txn,
                    larger(BLEND_STEP_BYTES, BLEND_RUNS * added), run_no, err);
    *is_damaged = st == STATUS_CORRUPT;
    return *is_damaged ? STATUS_OK : st;
}

static enum status
remove_texts(struct batch *b, const struct indexed *documents, size_t count,
             struct error *err)
{
    struct arena a = {0};
    struct indexed_text *texts = ARENA_ARRAY(&a, struct indexed_text, count);
    enum status st = STATUS_OK;

    if (!texts)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; i < count; i++)
        texts[i] = documents[i].text;
    st = text_index_remove(b->store, b->txn, texts, count, err);
    arena_release(&a);
    return st;
}

enum status
batch_unindex(struct batch *b, const struct indexed *documents, size_t count,
              struct error *err)
{
    enum status st = segments_unindex(b->store, b->txn, documents, count,
                                      &b->counters.last_run_no, err);

    return st == STATUS_OK ? remove_texts(b, documents, count, err) : st;
}

enum status
batch_merge_runs(struct batch *b, struct error *err)
{
    bool merged;
    enum status st = segments_merge(b->store, b->txn,
                                    b->counters.last_run_no + 1, &merged, err);

    if (st == STATUS_OK && merged)
        b->counters.last_run_no++;
    return st;
}
