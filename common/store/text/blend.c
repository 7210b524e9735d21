#include "store/text/blend.h"

#include <string.h>

#include "base/bytes.h"
#include "store/text/postings.h"
#include "store/value.h"

/* ---- what is going on at a level ---------------------------------------- */

/* Its value: all of it, big-endian, then the numbers of the runs. */
struct blend {
    uint64_t made_no; /* of the run it makes, a level higher */
    uint64_t base;
    uint32_t place; /* of the next chunk in that */
    uint64_t run_nos[BLEND_RUNS];
    size_t count;
};

enum { BLEND_HEAD_BYTES = 8 + 8 + 4 };

static struct key
key_of_level(uint8_t level)
{
    return (struct key){.bytes = {SHELF_MERGES | level}, .len = 1};
}

/* STATUS_NOT_FOUND, err untouched: nothing is. */
static enum status
read_blend(const struct store *s, MDB_txn *txn, uint8_t level,
           struct blend *out, struct error *err)
{
    struct blend b = {0};
    struct str value;
    enum status st =
        value_get(s, txn, DB_SEGMENTS, key_of_level(level), &value, err);

    if (st != STATUS_OK)
        return st;
    b.count = (value.len - BLEND_HEAD_BYTES) / 8;
    if (value.len < BLEND_HEAD_BYTES || b.count > BLEND_RUNS)
        return error_set(err, STATUS_CORRUPT, "a row of the index is damaged");
    b.made_no = load_be64(value.ptr);
    b.base = load_be64(value.ptr + 8);
    b.place = load_be32(value.ptr + 16);
    for (size_t i = 0; i < b.count; i++)
        b.run_nos[i] = load_be64(value.ptr + BLEND_HEAD_BYTES + 8 * i);
    *out = b;
    return STATUS_OK;
}

static enum status
write_blend(struct store *s, MDB_txn *txn, uint8_t level, const struct blend *b,
            struct error *err)
{
    char value[BLEND_HEAD_BYTES + 8 * BLEND_RUNS];

    save_be64(value, b->made_no);
    save_be64(value + 8, b->base);
    save_be32(value + 16, b->place);
    for (size_t i = 0; i < b->count; i++)
        save_be64(value + BLEND_HEAD_BYTES + 8 * i, b->run_nos[i]);
    return value_put(s, txn, DB_SEGMENTS, key_of_level(level),
                     (struct str){value, BLEND_HEAD_BYTES + 8 * b->count}, 0,
                     err);
}

/* The run that is being made at a level, which is no run of it yet; 0: none. */
static enum status
find_made(const struct store *s, MDB_txn *txn, uint8_t level, uint64_t *out,
          struct error *err)
{
    struct blend b = {0};
    enum status st = level == 0
                         ? STATUS_NOT_FOUND
                         : read_blend(s, txn, (uint8_t)(level - 1), &b, err);

    *out = b.made_no;
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* The oldest runs of a level, if they are enough. */
static enum status
begin_blend(const struct store *s, MDB_txn *txn, uint8_t level,
            struct blend *out, struct error *err)
{
    struct arena scratch = {0};
    struct shelf_runs runs;
    struct blend b = {.base = UINT64_MAX};
    uint64_t made_no = 0;
    enum status st = shelf_list(s, txn, &scratch, &runs, err);

    if (st == STATUS_OK)
        st = find_made(s, txn, level, &made_no, err);
    for (size_t i = 0; st == STATUS_OK && i < runs.count; i++) {
        const struct shelf_run *run = &runs.items[i];
        if (run->level == level && run->number != made_no &&
            b.count < BLEND_RUNS)
            b.run_nos[b.count++] = run->number;
    }
    arena_release(&scratch);
    if (st == STATUS_OK && b.count < BLEND_RUNS)
        return STATUS_NOT_FOUND;
    *out = b;
    return st;
}

/* ---- one step ----------------------------------------------------------- */

/* A run that is read from. */
struct source {
    struct shelf_walk walk;
    struct chunk_cursor cursor;
    uint64_t head; /* the first bytes of its term, as a number */
    bool is_over;
};

struct step {
    struct store *store;
    struct source sources[BLEND_RUNS];
    size_t count;
    struct shelf_changes changes;
    struct shelf_writer writer;
    struct text_posting_list list; /* of one term */
    struct arena lists;
    struct arena arena;
};

/* To the first entry of the chunk the walk has come to, which goes. */
static enum status
enter_chunk(struct step *step, struct source *from, struct error *err)
{
    enum status st = shelf_change(&step->changes, from->walk.key,
                                  (struct str){NULL, 0}, err);

    if (st == STATUS_OK)
        st = chunk_open(from->walk.chunk, &from->cursor, err);
    return st == STATUS_OK ? chunk_next(&from->cursor, err) : st;
}

/* Most terms are told apart by their first bytes, without a call. */
static void
take_head(struct source *from)
{
    char bytes[8] = {0};
    size_t count = from->cursor.term_bytes;

    memcpy(bytes, from->cursor.term,
           count < sizeof bytes ? count : sizeof bytes);
    from->head = load_be64(bytes);
}

static int
compare_terms(uint64_t a_head, struct str a, uint64_t b_head, struct str b)
{
    if (a_head != b_head)
        return a_head < b_head ? -1 : 1;
    if (a.len <= sizeof a_head && b.len <= sizeof b_head)
        return (a.len > b.len) - (a.len < b.len);
    return str_compare(a, b);
}

static int
compare(const struct source *a, const struct source *b)
{
    return compare_terms(a->head, chunk_term(&a->cursor), b->head,
                         chunk_term(&b->cursor));
}

static enum status
next_entry(struct step *step, struct source *from, struct error *err)
{
    enum status st = chunk_next(&from->cursor, err);

    while (st == STATUS_NOT_FOUND && !from->is_over) {
        st = shelf_next(&from->walk, err);
        if (st == STATUS_OK)
            st = enter_chunk(step, from, err);
        else
            from->is_over = true;
    }
    take_head(from);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static enum status
open_source(struct step *step, MDB_txn *txn, struct shelf_run run,
            struct source *out, struct error *err)
{
    enum status st = shelf_open(step->store, txn, run, &out->walk, err);

    if (st == STATUS_OK)
        st = shelf_seek(&out->walk, STR(""), NULL, err);
    out->is_over = st != STATUS_OK;
    if (st == STATUS_OK)
        st = enter_chunk(step, out, err);
    if (st == STATUS_NOT_FOUND && !out->is_over)
        st = next_entry(step, out, err);
    take_head(out);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* The least term there is; NULL: all are over. */
static const struct source *
least(const struct step *step)
{
    const struct source *least = NULL;

    for (size_t i = 0; i < step->count; i++) {
        const struct source *from = &step->sources[i];
        if (!from->is_over && (!least || compare(from, least) < 0))
            least = from;
    }
    return least;
}

static enum status
take_entry(struct step *step, struct source *from, struct error *err)
{
    struct text_posting p = {from->cursor.base, 0};
    enum status st = STATUS_OK;

    for (uint64_t i = 0; st == STATUS_OK && i < from->cursor.count; i++) {
        st = chunk_take(&from->cursor, &p, err);
        if (st == STATUS_OK &&
            !text_posting_list_add(&step->list, p, &step->lists))
            st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    }
    return st == STATUS_OK ? next_entry(step, from, err) : st;
}

/* All documents of one term, from all runs. */
static enum status
move_term(struct step *step, const struct source *at, struct error *err)
{
    char bytes[CHUNK_TERM_MAX_BYTES];
    struct str term = {bytes, at->cursor.term_bytes};
    uint64_t head = at->head;
    struct text_posting_list *list = &step->list;
    enum status st = STATUS_OK;

    memcpy(bytes, at->cursor.term, at->cursor.term_bytes);
    list->count = 0;
    for (size_t i = 0; st == STATUS_OK && i < step->count; i++) {
        struct source *from = &step->sources[i];
        while (st == STATUS_OK && !from->is_over &&
               compare_terms(from->head, chunk_term(&from->cursor), head,
                             term) == 0)
            st = take_entry(step, from, err);
    }
    if (st == STATUS_OK && !text_posting_list_sort(list, &step->lists))
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (st == STATUS_OK)
        st = chunk_writer_term(&step->writer.chunks, term, err);
    for (size_t i = 0; st == STATUS_OK && i < list->count; i++)
        if (i == 0 ||
            list->items[i].document_no != list->items[i - 1].document_no)
            st = chunk_writer_add(&step->writer.chunks, list->items[i], err);
    return st;
}

/* What is left of the chunks that were begun. */
static enum status
put_back(struct step *step, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < step->count; i++) {
        const struct source *from = &step->sources[i];
        struct str rest;
        if (from->is_over)
            continue;
        st = chunk_cut(&from->cursor, &step->arena, &rest, err);
        if (st == STATUS_OK)
            st = shelf_change(&step->changes,
                              shelf_key(from->walk.run,
                                        chunk_term(&from->cursor),
                                        shelf_place(&from->walk.key)),
                              rest, err);
    }
    return st;
}

static enum status
open_sources(struct step *step, MDB_txn *txn, uint8_t level,
             const struct blend *b, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < b->count; i++) {
        struct shelf_run run = {level, b->run_nos[i]};
        step->count++;
        st = open_source(step, txn, run, &step->sources[i], err);
    }
    return st;
}

/* No run that is read from has a document before this. */
static void
find_base(const struct step *step, struct blend *b)
{
    for (size_t i = 0; i < step->count; i++)
        if (!step->sources[i].is_over && step->sources[i].cursor.base < b->base)
            b->base = step->sources[i].cursor.base;
}

static enum status
move_terms(struct step *step, size_t max_bytes, struct error *err)
{
    const struct chunk_writer *chunks = &step->writer.chunks;
    const struct source *next;
    enum status st = STATUS_OK;

    while (st == STATUS_OK && chunk_writer_bytes(chunks) < max_bytes &&
           (next = least(step)))
        st = move_term(step, next, err);
    if (st == STATUS_OK)
        st = chunk_writer_end(&step->writer.chunks, err);
    return st == STATUS_OK ? put_back(step, err) : st;
}

static enum status
run_step(struct step *step, MDB_txn *txn, uint8_t level, struct blend *b,
         size_t max_bytes, struct error *err)
{
    struct shelf_run made = {(uint8_t)(level + 1), b->made_no};
    enum status st = open_sources(step, txn, level, b, err);

    if (b->base == UINT64_MAX)
        find_base(step, b);
    shelf_writer_begin(&step->writer, &step->changes, made, b->place, b->base);
    if (st == STATUS_OK)
        st = move_terms(step, max_bytes, err);
    for (size_t i = 0; i < step->count; i++)
        shelf_close(&step->sources[i].walk);
    if (st == STATUS_OK)
        st = shelf_apply(step->store, txn, &step->changes, err);
    if (st != STATUS_OK)
        return st;
    b->place = step->writer.place;
    return least(step) ? write_blend(step->store, txn, level, b, err)
                       : value_delete(step->store, txn, DB_SEGMENTS,
                                      key_of_level(level), err);
}

static enum status
blend_level(struct store *s, MDB_txn *txn, uint8_t level, struct blend *b,
            size_t max_bytes, size_t *written, struct error *err)
{
    struct arena own = {0};
    struct step *step = ARENA_NEW(&own, struct step);
    enum status st;

    if (!step)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    step->store = s;
    step->changes.arena = &step->arena;
    st = run_step(step, txn, level, b, max_bytes, err);
    *written += step->writer.chunks.written_bytes;
    arena_release(&step->lists);
    arena_release(&step->arena);
    arena_release(&own);
    return st;
}

enum status
blend_step(struct store *s, MDB_txn *txn, size_t max_bytes,
           uint64_t *last_run_no, struct error *err)
{
    size_t written = 0;
    enum status st = STATUS_OK;

    for (uint8_t level = 0; level < BLEND_LEVELS && written < max_bytes;
         level++) {
        struct blend b;
        st = read_blend(s, txn, level, &b, err);
        if (st == STATUS_NOT_FOUND) {
            st = begin_blend(s, txn, level, &b, err);
            if (st == STATUS_OK)
                b.made_no = ++*last_run_no;
        }
        if (st == STATUS_OK)
            st = blend_level(s, txn, level, &b, max_bytes - written, &written,
                             err);
        if (st != STATUS_OK && st != STATUS_NOT_FOUND)
            return st;
    }
    return STATUS_OK;
}
