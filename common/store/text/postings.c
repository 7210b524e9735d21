#include "store/text/postings.h"

#include <stdlib.h>

const struct str text_lookup_here = STR_INIT("d");
const struct str postings_length = STR_INIT("n");

enum { LETTER_TEXT = 'x' };

struct str
text_key_of(text_term term, struct text_key *room)
{
    room->bytes[0] = LETTER_TEXT;
    room->len = 1 + text_term_print(term, room->bytes + 1);
    return (struct str){room->bytes, room->len};
}

bool
text_posting_list_add(struct text_posting_list *list,
                      struct text_posting posting, struct arena *a)
{
    struct text_posting *moved =
        arena_grow(a, list->items, list->count, &list->capacity, sizeof *moved);

    if (!moved)
        return false;
    list->items = moved;
    moved[list->count++] = posting;
    return true;
}

static int
compare(const void *a, const void *b)
{
    const struct text_posting *x = a, *y = b;

    return (x->document_no > y->document_no) -
           (x->document_no < y->document_no);
}

void
text_posting_list_sort(struct text_posting_list *list)
{
    for (size_t i = 1; i < list->count; i++)
        if (list->items[i].document_no < list->items[i - 1].document_no) {
            qsort(list->items, list->count, sizeof *list->items, compare);
            return;
        }
}

/* ---- one entry of one chunk --------------------------------------------- */

/*
 * To the entry of `term`. STATUS_NOT_FOUND: the chunk has none; *is_past
 * then tells whether it has greater terms.
 */
static enum status
find_entry(struct chunk_cursor *c, struct str term, bool *is_past,
           struct error *err)
{
    enum status st;

    *is_past = false;
    while ((st = chunk_next(c, err)) == STATUS_OK) {
        int order = str_compare(chunk_term(c), term);
        if (order == 0)
            return STATUS_OK;
        *is_past = order > 0;
        if (*is_past)
            return STATUS_NOT_FOUND;
    }
    return st;
}

static enum status
take_all(struct chunk_cursor *c, struct arena *a, struct text_posting_list *out,
         struct error *err)
{
    struct text_posting p = {c->base, 0};
    enum status st = STATUS_OK;

    for (uint64_t i = 0; st == STATUS_OK && i < c->count; i++) {
        st = chunk_take(c, &p, err);
        if (st == STATUS_OK && !text_posting_list_add(out, p, a))
            st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    }
    return st;
}

/* `*at` is where the documents that are wanted go on. */
static enum status
take_some(struct chunk_cursor *c, const struct among *among, size_t *at,
          struct arena *a, struct text_posting_list *out, struct error *err)
{
    struct text_posting p = {c->base, 0};
    enum status st = STATUS_OK;

    if (*at == among->count || among->documents[*at] > c->last)
        return STATUS_OK; /* read by no one */
    for (uint64_t i = 0; i < c->count && *at < among->count; i++) {
        st = chunk_take(c, &p, err);
        if (st != STATUS_OK)
            return st;
        while (*at < among->count && among->documents[*at] < p.document_no)
            ++*at;
        if (*at < among->count && among->documents[*at] == p.document_no &&
            !text_posting_list_add(out, p, a))
            return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    }
    return st;
}

/* ---- one run ------------------------------------------------------------ */

/* What is done with the entries of a term, chunk by chunk. */
struct visit {
    enum status (*entry)(struct visit *v, struct chunk_cursor *c,
                         struct error *err);
    const struct among *among;
    size_t at;
    struct arena *arena;
    struct text_posting_list *list;
    uint64_t count;
};

/* A chunk whose key is behind the term is looked at for its checksum: a key
 * with a flipped bit is found beside its place. */
static enum status
visit_run(const struct store *s, MDB_txn *txn, struct shelf_run run,
          struct str term, struct visit *v, struct error *err)
{
    struct shelf_walk walk;
    enum status st = shelf_open(s, txn, run, &walk, err);

    if (st == STATUS_OK)
        st = shelf_seek(&walk, term, NULL, err);
    while (st == STATUS_OK && shelf_may_have(&walk, term)) {
        struct chunk_cursor c;
        bool is_past = false;
        st = chunk_open(walk.chunk, &c, err);
        if (st == STATUS_OK)
            st = find_entry(&c, term, &is_past, err);
        if (st == STATUS_OK)
            st = v->entry(v, &c, err);
        if (st == STATUS_NOT_FOUND && !is_past)
            st = STATUS_OK;
        if (st == STATUS_OK)
            st = shelf_next(&walk, err);
    }
    shelf_close(&walk);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static enum status
keep_entry(struct visit *v, struct chunk_cursor *c, struct error *err)
{
    return v->among ? take_some(c, v->among, &v->at, v->arena, v->list, err)
                    : take_all(c, v->arena, v->list, err);
}

static enum status
count_entry(struct visit *v, struct chunk_cursor *c, struct error *err)
{
    (void)err;
    v->count += c->count;
    return STATUS_OK;
}

enum status
postings_of_run(const struct store *s, MDB_txn *txn, struct shelf_run run,
                struct str term, const struct among *among, struct arena *a,
                struct text_posting_list *out, struct error *err)
{
    struct visit v = {
        .entry = keep_entry, .among = among, .arena = a, .list = out};

    return visit_run(s, txn, run, term, &v, err);
}

enum status
postings_find(const struct store *s, MDB_txn *txn,
              const struct shelf_runs *runs, struct str term,
              const struct among *among, struct arena *a,
              struct text_posting_list *out, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < runs->count; i++)
        st = postings_of_run(s, txn, runs->items[i], term, among, a, out, err);
    text_posting_list_sort(out);
    return st;
}

enum status
postings_count(const struct store *s, MDB_txn *txn,
               const struct shelf_runs *runs, struct str term, uint64_t *out,
               struct error *err)
{
    struct visit v = {.entry = count_entry};
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < runs->count; i++)
        st = visit_run(s, txn, runs->items[i], term, &v, err);
    *out = v.count;
    return st;
}
