#include "store/text/postings.h"

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

static bool
text_posting_list_reserve(struct text_posting_list *list, size_t more,
                          struct arena *a)
{
    struct text_posting *moved = arena_reserve(
        a, list->items, list->count, &list->capacity, more, sizeof *moved);

    if (moved)
        list->items = moved;
    return moved != NULL;
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

/* ---- sorting ------------------------------------------------------------ */

/* The end of the rising stretch from `begin` on. */
static size_t
stretch_end(const struct text_posting_list *list, size_t begin)
{
    size_t end = begin < list->count ? begin + 1 : begin;

    while (end < list->count &&
           list->items[end - 1].document_no <= list->items[end].document_no)
        end++;
    return end;
}

/* Two stretches of `from`, [begin, middle) and [middle, end), as one. */
static void
merge(const struct text_posting *from, size_t begin, size_t middle, size_t end,
      struct text_posting *to)
{
    size_t a = begin, b = middle;

    for (size_t i = begin; i < end; i++) {
        bool is_first = b == end || (a < middle && from[a].document_no <=
                                                       from[b].document_no);
        to[i] = is_first ? from[a++] : from[b++];
    }
}

/* Every two stretches as one, in `to`. */
static void
merge_pairs(const struct text_posting_list *list, struct text_posting *to)
{
    size_t end = 0;

    for (size_t begin = 0; begin < list->count; begin = end) {
        size_t middle = stretch_end(list, begin);
        end = stretch_end(list, middle);
        merge(list->items, begin, middle, end, to);
    }
}

/* Have as much room beside the list; it stays for the next time. */
static bool
reserve_spare(struct text_posting_list *list, struct arena *a)
{
    struct text_posting *room = arena_reserve(
        a, list->spare, 0, &list->spare_capacity, list->count, sizeof *room);

    if (room)
        list->spare = room;
    return room != NULL;
}

static void
take_spare(struct text_posting_list *list)
{
    struct text_posting *items = list->items;
    size_t capacity = list->capacity;

    list->items = list->spare;
    list->capacity = list->spare_capacity;
    list->spare = items;
    list->spare_capacity = capacity;
}

bool
text_posting_list_sort(struct text_posting_list *list, struct arena *a)
{
    while (stretch_end(list, 0) < list->count) {
        if (!reserve_spare(list, a))
            return false;
        merge_pairs(list, list->spare);
        take_spare(list);
    }
    return true;
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

    if (!text_posting_list_reserve(out, c->count, a))
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (uint64_t i = 0; st == STATUS_OK && i < c->count; i++) {
        st = chunk_take(c, &p, err);
        if (st == STATUS_OK)
            out->items[out->count++] = p;
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
    if (st == STATUS_OK && !text_posting_list_sort(out, a))
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
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
