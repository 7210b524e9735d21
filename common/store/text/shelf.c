#include "store/text/shelf.h"

#include <string.h>

#include "base/bytes.h"
#include "store/value.h"

enum { RUN_KEY_BYTES = 1 + 8 };

static struct key
key_run(struct shelf_run run)
{
    return key_segment((uint8_t)(SHELF_CHUNKS | run.level), run.number);
}

struct key
shelf_key(struct shelf_run run, struct str term, uint32_t place)
{
    struct key key = key_run(run);
    size_t bytes = term.len < SHELF_TERM_BYTES ? term.len : SHELF_TERM_BYTES;

    memcpy(key.bytes + RUN_KEY_BYTES, term.ptr, bytes);
    key.len = RUN_KEY_BYTES + SHELF_TERM_BYTES;
    save_be32(key.bytes + key.len, place);
    key.len += sizeof place;
    return key;
}

static enum status
failed(int code, struct error *err)
{
    return code == MDB_NOTFOUND ? STATUS_NOT_FOUND
                                : from_mdb(code, "cannot read the index", err);
}

/* ---- which runs --------------------------------------------------------- */

static enum status
note_run(struct shelf_runs *out, MDB_val key, struct arena *a,
         struct error *err)
{
    struct shelf_run *moved =
        arena_grow(a, out->items, out->count, &out->capacity, sizeof *moved);
    const uint8_t *bytes = key.mv_data;

    if (!moved)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    out->items = moved;
    moved[out->count++] = (struct shelf_run){
        (uint8_t)(bytes[0] & ~SHELF_CHUNKS), load_be64(bytes + 1)};
    return STATUS_OK;
}

static bool
is_chunk(MDB_val key)
{
    return key.mv_size == SHELF_KEY_BYTES &&
           (*(const uint8_t *)key.mv_data & SHELF_KINDS) == SHELF_CHUNKS;
}

enum status
shelf_list(const struct store *s, MDB_txn *txn, struct arena *a,
           struct shelf_runs *out, struct error *err)
{
    struct key from = key_run((struct shelf_run){0, 0});
    MDB_cursor *cursor;
    enum status st = STATUS_OK;
    int code = mdb_cursor_open(txn, s->databases[DB_SEGMENTS], &cursor);

    *out = (struct shelf_runs){0};
    if (code != MDB_SUCCESS)
        return failed(code, err);
    while (st == STATUS_OK) {
        MDB_val key = {from.len, from.bytes}, unused;
        struct shelf_run *run;
        code = mdb_cursor_get(cursor, &key, &unused, MDB_SET_RANGE);
        if (code != MDB_SUCCESS || !is_chunk(key))
            break;
        st = note_run(out, key, a, err);
        if (st != STATUS_OK)
            break;
        run = &out->items[out->count - 1];
        from = key_run((struct shelf_run){run->level, run->number + 1});
    }
    mdb_cursor_close(cursor);
    if (st == STATUS_OK && code != MDB_SUCCESS && code != MDB_NOTFOUND)
        st = failed(code, err);
    return st;
}

/* ---- reading ------------------------------------------------------------ */

enum status
shelf_open(const struct store *s, MDB_txn *txn, struct shelf_run run,
           struct shelf_walk *out, struct error *err)
{
    *out = (struct shelf_walk){.store = s, .run = run};
    return failed(mdb_cursor_open(txn, s->databases[DB_SEGMENTS], &out->cursor),
                  err);
}

void
shelf_close(struct shelf_walk *w)
{
    if (w->cursor)
        mdb_cursor_close(w->cursor);
    w->cursor = NULL;
}

static bool
is_of_run(const struct shelf_walk *w, MDB_val key)
{
    struct key run = key_run(w->run);

    return is_chunk(key) && memcmp(key.mv_data, run.bytes, run.len) == 0;
}

/* What the cursor has come to, if it is of the run. */
static enum status
look(struct shelf_walk *w, int code, MDB_val key, MDB_val stored,
     struct error *err)
{
    if (code != MDB_SUCCESS)
        return failed(code, err);
    if (!is_of_run(w, key))
        return STATUS_NOT_FOUND;
    w->key.len = key.mv_size;
    memcpy(w->key.bytes, key.mv_data, key.mv_size);
    return value_check(DB_SEGMENTS, str_of_mdb(key), str_of_mdb(stored),
                       &w->chunk, err);
}

/* Behind `after`, where that is not before `from` already. */
static bool
skip_to(struct key *from, const struct key *after)
{
    if (!after || memcmp(after->bytes, from->bytes, from->len) < 0)
        return false;
    *from = *after;
    save_be32(from->bytes + from->len - 4, shelf_place(after) + 1);
    return true;
}

enum status
shelf_seek(struct shelf_walk *w, struct str term, const struct key *after,
           struct error *err)
{
    struct key from = shelf_key(w->run, term, 0);
    bool is_behind = skip_to(&from, after);
    MDB_val key = {from.len, from.bytes}, stored, before, value;
    int code = mdb_cursor_get(w->cursor, &key, &stored, MDB_SET_RANGE), at;

    if (is_behind || (code != MDB_SUCCESS && code != MDB_NOTFOUND))
        return look(w, code, key, stored, err);
    /* The chunk before may end with it. */
    at = mdb_cursor_get(w->cursor, &before, &value,
                        code == MDB_SUCCESS ? MDB_PREV : MDB_LAST);
    if (at == MDB_SUCCESS && is_of_run(w, before) &&
        (!after || memcmp(before.mv_data, after->bytes, after->len) > 0))
        return look(w, at, before, value, err);
    if (code == MDB_SUCCESS) {
        key = (MDB_val){from.len, from.bytes};
        code = mdb_cursor_get(w->cursor, &key, &stored, MDB_SET_RANGE);
    }
    return look(w, code, key, stored, err);
}

enum status
shelf_next(struct shelf_walk *w, struct error *err)
{
    MDB_val key, stored;
    int code = mdb_cursor_get(w->cursor, &key, &stored, MDB_NEXT);

    return look(w, code, key, stored, err);
}

bool
shelf_may_have(const struct shelf_walk *w, struct str term)
{
    struct key last = shelf_key(w->run, term, UINT32_MAX);

    return memcmp(w->key.bytes, last.bytes, last.len) <= 0;
}

/* ---- writing ------------------------------------------------------------ */

uint32_t
shelf_place(const struct key *key)
{
    return load_be32(key->bytes + RUN_KEY_BYTES + SHELF_TERM_BYTES);
}

enum status
shelf_change(struct shelf_changes *changes, struct key key, struct str chunk,
             struct error *err)
{
    struct shelf_change *moved =
        arena_grow(changes->arena, changes->items, changes->count,
                   &changes->capacity, sizeof *moved);

    if (!moved)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    changes->items = moved;
    moved[changes->count++] = (struct shelf_change){key, chunk};
    return STATUS_OK;
}

enum status
shelf_apply(struct store *s, MDB_txn *txn, const struct shelf_changes *changes,
            struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < changes->count; i++) {
        const struct shelf_change *change = &changes->items[i];
        st = change->chunk.len > 0
                 ? value_put(s, txn, DB_SEGMENTS, change->key, change->chunk, 0,
                             err)
                 : value_delete(s, txn, DB_SEGMENTS, change->key, err);
    }
    return st;
}

static enum status
keep(void *context, struct str term, struct str chunk, struct error *err)
{
    struct shelf_writer *w = context;
    struct str copy = arena_copy(w->changes->arena, chunk);

    if (w->changes->arena->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return shelf_change(w->changes, shelf_key(w->run, term, w->place++), copy,
                        err);
}

void
shelf_writer_begin(struct shelf_writer *w, struct shelf_changes *changes,
                   struct shelf_run run, uint32_t place, uint64_t base)
{
    w->changes = changes;
    w->run = run;
    w->place = place;
    w->chunks.base = base;
    w->chunks.keep = keep;
    w->chunks.context = w;
    chunk_writer_begin(&w->chunks);
}
