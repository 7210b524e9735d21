#include "store/index/segments.h"

#include <string.h>

#include "store/value.h"

enum status
segments_add(struct store *s, MDB_txn *txn, uint8_t level, uint64_t run_no,
             struct str run, struct error *err)
{
    return value_put(s, txn, DB_SEGMENTS, key_segment(level, run_no), run, 0,
                     err);
}

/* Whether a cursor has come to what is behind the runs: see schema.h. */
static bool
is_past_runs(MDB_val key)
{
    return *(const uint8_t *)key.mv_data >= SHELF_CHUNKS;
}

/* The first runs of one level, as a cursor passes them. */
struct group {
    uint8_t level;
    struct key keys[MERGE_FAN_IN];
    MDB_val runs[MERGE_FAN_IN];
    size_t count;
    size_t bytes;
};

static void
group_add(struct group *g, MDB_val key, MDB_val value)
{
    uint8_t level = *(const uint8_t *)key.mv_data;

    if (level != g->level)
        *g = (struct group){.level = level};
    g->runs[g->count] = value;
    g->bytes += value.mv_size;
    g->keys[g->count].len = key.mv_size;
    memcpy(g->keys[g->count++].bytes, key.mv_data, key.mv_size);
}

/*
 * Whether the group is to be merged before another run of `bytes` comes: there
 * is no room for that.
 */
static bool
is_ripe(const struct group *g, uint8_t level, size_t bytes)
{
    return g->count > 1 && level == g->level &&
           g->bytes + bytes > MERGE_MAX_BYTES;
}

/* Find a full group that is small enough; count 0 where there is none. */
static enum status
find_group(const struct store *s, MDB_txn *txn, struct group *out,
           struct error *err)
{
    MDB_cursor *cursor;
    MDB_val key, value;
    int code = mdb_cursor_open(txn, s->databases[DB_SEGMENTS], &cursor);

    *out = (struct group){0};
    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot read the index", err);
    while ((code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == 0) {
        if (is_past_runs(key)) {
            code = MDB_NOTFOUND;
            break;
        }
        if (is_ripe(out, *(const uint8_t *)key.mv_data, value.mv_size))
            break;
        /* One that stands alone has no room beside it. */
        if (out->bytes + value.mv_size > MERGE_MAX_BYTES)
            *out = (struct group){.level = out->level};
        group_add(out, key, value);
        if (out->count == MERGE_FAN_IN && out->bytes <= MERGE_MAX_BYTES)
            break;
    }
    mdb_cursor_close(cursor);
    if (code == MDB_NOTFOUND)
        *out = (struct group){0};
    return code == MDB_NOTFOUND ? STATUS_OK
                                : from_mdb(code, "cannot read the index", err);
}

static enum status
merge_group(const struct group *g, struct arena *a, struct str *out,
            struct error *err)
{
    struct str runs[MERGE_FAN_IN];
    enum status st = STATUS_OK;

    /* The new run gets a checksum of its own: damage must not hide in it. */
    for (size_t i = 0; st == STATUS_OK && i < g->count; i++) {
        const struct key *key = &g->keys[i];
        st = value_check(DB_SEGMENTS,
                         (struct str){(const char *)key->bytes, key->len},
                         str_of_mdb(g->runs[i]), &runs[i], err);
    }
    return st == STATUS_OK ? run_merge(runs, g->count, a, out, err) : st;
}

enum status
segments_merge(struct store *s, MDB_txn *txn, uint64_t run_no, bool *merged,
               struct error *err)
{
    struct arena scratch = {0};
    struct group g;
    struct str run;
    enum status st = find_group(s, txn, &g, err);

    *merged = false;
    if (st != STATUS_OK || g.count == 0)
        return st;
    st = merge_group(&g, &scratch, &run, err);
    for (size_t i = 0; st == STATUS_OK && i < g.count; i++)
        st = value_delete(s, txn, DB_SEGMENTS, g.keys[i], err);
    if (st == STATUS_OK)
        st = segments_add(s, txn, (uint8_t)(g.level + 1), run_no, run, err);
    *merged = st == STATUS_OK;
    arena_release(&scratch);
    return st;
}

/* ---- every live run ---------------------------------------------------- */

/* What is done with a run; its checksum was not compared. */
typedef enum status visit_run(void *context, MDB_val key, struct str run,
                              struct error *err);

/* Until a visit fails. */
static enum status
visit_all(const struct store *s, MDB_txn *txn, visit_run *visit, void *context,
          struct error *err)
{
    MDB_cursor *cursor;
    MDB_val key, value;
    enum status st = STATUS_OK;
    int code = mdb_cursor_open(txn, s->databases[DB_SEGMENTS], &cursor);

    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot read the index", err);
    while (st == STATUS_OK &&
           (code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == 0 &&
           !is_past_runs(key))
        st = visit(context, key, value_unchecked(str_of_mdb(value)), err);
    mdb_cursor_close(cursor);
    if (st == STATUS_OK && code != MDB_SUCCESS && code != MDB_NOTFOUND)
        st = from_mdb(code, "cannot read the index", err);
    return st;
}

/* What is looked for in each run, and what is gathered of it. */
struct look {
    struct term_range terms;
    struct arena *arena; /* of the documents */
    struct document_list *documents;
};

static enum status
look_into(void *context, MDB_val key, struct str run, struct error *err)
{
    const struct look *look = context;

    (void)key;
    return run_find(run, look->terms, look->arena, look->documents, err);
}

/* All that is counted of each run, while it is at hand. */
struct weighing {
    uint64_t enough;
    struct term_weight *weights;
    size_t count;
};

static enum status
weigh(void *context, MDB_val key, struct str run, struct error *err)
{
    const struct weighing *w = context;
    enum status st = STATUS_OK;

    (void)key;
    for (size_t i = 0; st == STATUS_OK && i < w->count; i++)
        if (w->weights[i].documents < w->enough)
            st = run_count(run, w->weights[i].terms, w->enough,
                           &w->weights[i].documents, err);
    return st;
}

enum status
segments_find(const struct store *s, MDB_txn *txn, struct term_range terms,
              struct arena *a, struct document_list *out, struct error *err)
{
    struct look look = {.terms = terms, .arena = a, .documents = out};

    return visit_all(s, txn, look_into, &look, err);
}

enum status
segments_weigh(const struct store *s, MDB_txn *txn, uint64_t enough,
               struct term_weight *weights, size_t count, struct error *err)
{
    struct weighing w = {enough, weights, count};

    for (size_t i = 0; i < count; i++)
        weights[i].documents = 0;
    return visit_all(s, txn, weigh, &w, err);
}

/* ---- taking documents out ---------------------------------------------- */

static bool
is_listed(const struct document_list *list, uint64_t number)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->numbers[i] == number)
            return true;
    return false;
}

static enum status
holds_any(struct str run, const struct indexed *documents, size_t count,
          bool *out, struct error *err)
{
    struct arena scratch = {0};
    enum status st = STATUS_OK;

    *out = false;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0;
             st == STATUS_OK && !*out && j < documents[i].anchor_count; j++) {
            struct document_list found = {0};
            st = run_find(run, term_alone(documents[i].anchors[j]), &scratch,
                          &found, err);
            *out = is_listed(&found, documents[i].document_no);
        }
    arena_release(&scratch);
    return st;
}

/* The keys of runs, in an arena. */
struct key_list {
    struct key *keys;
    size_t count, capacity;
};

static enum status
note_key(struct key_list *list, MDB_val key, struct arena *a, struct error *err)
{
    struct key *moved =
        arena_grow(a, list->keys, list->count, &list->capacity, sizeof *moved);

    if (!moved)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    list->keys = moved;
    moved[list->count].len = key.mv_size;
    memcpy(moved[list->count++].bytes, key.mv_data, key.mv_size);
    return STATUS_OK;
}

/* The documents that are looked for, and the runs that hold them. */
struct holders {
    const struct indexed *documents;
    size_t count;
    struct arena *arena; /* of the keys */
    struct key_list keys;
};

static enum status
note_holder(void *context, MDB_val key, struct str run, struct error *err)
{
    struct holders *h = context;
    bool holds = false;
    enum status st = holds_any(run, h->documents, h->count, &holds, err);

    if (st == STATUS_OK && holds)
        st = note_key(&h->keys, key, h->arena, err);
    /* A damaged one stays: see batch_unindex(). */
    return st == STATUS_CORRUPT ? STATUS_OK : st;
}

static bool
is_among(const struct indexed *documents, size_t count, uint64_t number)
{
    for (size_t i = 0; i < count; i++)
        if (documents[i].document_no == number)
            return true;
    return false;
}

/* One run without the documents; without entries there is none. A damaged
 * one stays. */
static enum status
rewrite(struct store *s, MDB_txn *txn, struct key key,
        const struct indexed *documents, size_t count, uint64_t *last_run_no,
        struct error *err)
{
    struct arena scratch = {0};
    struct posting_list all = {0};
    struct str run;
    size_t kept = 0;
    enum status st = value_get(s, txn, DB_SEGMENTS, key, &run, err);

    if (st == STATUS_OK)
        st = run_read(run, &scratch, &all, err);
    for (size_t i = 0; st == STATUS_OK && i < all.count; i++)
        if (!is_among(documents, count, all.postings[i].document_no))
            all.postings[kept++] = all.postings[i];
    all.count = kept;
    if (st == STATUS_OK && kept > 0)
        st = run_build(&all, &scratch, &run, err);
    if (st == STATUS_OK && kept > 0)
        st = segments_add(s, txn, key.bytes[0], ++*last_run_no, run, err);
    if (st == STATUS_OK)
        st = value_delete(s, txn, DB_SEGMENTS, key, err);
    arena_release(&scratch);
    return st == STATUS_CORRUPT ? STATUS_OK : st;
}

enum status
segments_unindex(struct store *s, MDB_txn *txn, const struct indexed *documents,
                 size_t count, uint64_t *last_run_no, struct error *err)
{
    struct arena scratch = {0};
    struct holders holders = {
        .documents = documents,
        .count = count,
        .arena = &scratch,
    };
    enum status st = visit_all(s, txn, note_holder, &holders, err);

    for (size_t i = 0; st == STATUS_OK && i < holders.keys.count; i++)
        st = rewrite(s, txn, holders.keys.keys[i], documents, count,
                     last_run_no, err);
    arena_release(&scratch);
    return st;
}
