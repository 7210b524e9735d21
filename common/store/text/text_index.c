#include "store/text/text_index.h"

#include <stdlib.h>
#include <string.h>

#include "store/text/postings.h"

static enum status
out_of_memory(struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "out of memory");
}

/* ---- putting in --------------------------------------------------------- */

/* A term of the text of that place in the list. */
struct entry {
    text_term term;
    uint32_t text;
    uint32_t times;
};

static bool
goes_before(const struct entry *a, const struct entry *b)
{
    return a->term < b->term || (a->term == b->term && a->text < b->text);
}

static void
merge(const struct entry *a, const struct entry *a_end, const struct entry *b,
      const struct entry *b_end, struct entry *out)
{
    while (a < a_end && b < b_end)
        *out++ = goes_before(b, a) ? *b++ : *a++;
    memcpy(out, a, (size_t)(a_end - a) * sizeof *a);
    memcpy(out + (a_end - a), b, (size_t)(b_end - b) * sizeof *b);
}

/* The entries of all texts, which are sorted text by text, made one row. */
struct rows {
    struct entry *entries, *spare;
    size_t *ends; /* of each row; they begin where the one before ends */
    size_t count;
};

static const struct entry *
merge_rows(struct rows *r)
{
    while (r->count > 1) {
        struct entry *merged = r->spare;
        size_t begin = 0, kept = 0;
        for (size_t i = 0; i < r->count; i += 2) {
            size_t middle = r->ends[i];
            size_t end = i + 1 < r->count ? r->ends[i + 1] : middle;
            merge(r->entries + begin, r->entries + middle, r->entries + middle,
                  r->entries + end, merged + begin);
            r->ends[kept++] = begin = end;
        }
        r->spare = r->entries;
        r->entries = merged;
        r->count = kept;
    }
    return r->entries;
}

static enum status
gather(const struct indexed_text *texts, size_t count, struct arena *a,
       struct rows *out, struct error *err)
{
    size_t total = 0, at = 0;

    for (size_t i = 0; i < count; i++)
        total += texts[i].terms.count;
    *out = (struct rows){
        .entries = ARENA_ARRAY(a, struct entry, total + 1),
        .spare = ARENA_ARRAY(a, struct entry, total + 1),
        .ends = ARENA_ARRAY(a, size_t, count),
        .count = count,
    };
    if (a->exhausted || !out->entries || !out->spare || !out->ends)
        return out_of_memory(err);
    for (size_t i = 0; i < count; i++) {
        const struct text_terms *terms = &texts[i].terms;
        for (size_t j = 0; j < terms->count; j++)
            out->entries[at++] = (struct entry){
                terms->items[j].term, (uint32_t)i, terms->items[j].count};
        out->ends[i] = at;
    }
    return STATUS_OK;
}

static enum status
write_documents(struct shelf_writer *w, const struct indexed_text *texts,
                size_t count, struct error *err)
{
    enum status st;

    st = chunk_writer_term(&w->chunks, text_lookup_here, err);
    for (size_t i = 0; st == STATUS_OK && i < count; i++)
        st = chunk_writer_add(
            &w->chunks, (struct text_posting){texts[i].document_no, 1}, err);
    if (st == STATUS_OK)
        st = chunk_writer_term(&w->chunks, postings_length, err);
    for (size_t i = 0; st == STATUS_OK && i < count; i++)
        if (texts[i].length > 0)
            st = chunk_writer_add(
                &w->chunks,
                (struct text_posting){texts[i].document_no, texts[i].length},
                err);
    return st;
}

static enum status
write_run(struct shelf_writer *w, const struct indexed_text *texts,
          size_t count, struct arena *a, struct error *err)
{
    const struct entry *entries;
    struct rows rows;
    size_t total;
    enum status st = gather(texts, count, a, &rows, err);

    if (st != STATUS_OK)
        return st;
    total = rows.ends[count - 1];
    entries = merge_rows(&rows);
    st = write_documents(w, texts, count, err);
    for (size_t i = 0; st == STATUS_OK && i < total; i++) {
        struct text_key room;
        if (i == 0 || entries[i].term != entries[i - 1].term)
            st = chunk_writer_term(&w->chunks,
                                   text_key_of(entries[i].term, &room), err);
        if (st == STATUS_OK)
            st = chunk_writer_add(
                &w->chunks,
                (struct text_posting){texts[entries[i].text].document_no,
                                      entries[i].times},
                err);
    }
    return st == STATUS_OK ? chunk_writer_end(&w->chunks, err) : st;
}

static int
compare_texts(const void *a, const void *b)
{
    const struct indexed_text *x = a, *y = b;

    return (x->document_no > y->document_no) -
           (x->document_no < y->document_no);
}

enum status
text_index_add(struct store *s, MDB_txn *txn, const struct indexed_text *texts,
               size_t count, uint64_t run_no, size_t *bytes, struct error *err)
{
    struct arena a = {0};
    struct shelf_changes changes = {.arena = &a};
    struct indexed_text *sorted = ARENA_ARRAY(&a, struct indexed_text, count);
    struct shelf_writer *w = ARENA_NEW(&a, struct shelf_writer);
    enum status st = STATUS_OK;

    if (!sorted || !w)
        st = out_of_memory(err);
    if (st == STATUS_OK) {
        memcpy(sorted, texts, count * sizeof *texts);
        qsort(sorted, count, sizeof *sorted, compare_texts);
        shelf_writer_begin(w, &changes, (struct shelf_run){0, run_no}, 0,
                           sorted[0].document_no);
        st = write_run(w, sorted, count, &a, err);
    }
    if (st == STATUS_OK)
        st = shelf_apply(s, txn, &changes, err);
    if (st == STATUS_OK)
        *bytes += w->chunks.written_bytes;
    arena_release(&a);
    return st;
}

/* ---- taking out --------------------------------------------------------- */

struct removal {
    struct text_key key;
    uint64_t document_no;
};

struct removals {
    struct removal *items; /* by term, then document */
    size_t count, capacity;
};

static struct str
key_of(const struct removal *r)
{
    return (struct str){r->key.bytes, r->key.len};
}

static int
compare_removals(const void *a, const void *b)
{
    const struct removal *x = a, *y = b;
    int order = str_compare(key_of(x), key_of(y));

    if (order != 0)
        return order;
    return (x->document_no > y->document_no) -
           (x->document_no < y->document_no);
}

static struct removal *
add_removal(struct removals *list, uint64_t document_no, struct arena *a)
{
    struct removal *moved =
        arena_grow(a, list->items, list->count, &list->capacity, sizeof *moved);

    if (!moved)
        return NULL;
    list->items = moved;
    moved[list->count] = (struct removal){.document_no = document_no};
    return &moved[list->count++];
}

static void
remove_word(struct removals *list, uint64_t document_no, struct str term,
            struct arena *a)
{
    struct removal *r = add_removal(list, document_no, a);

    if (!r)
        return;
    memcpy(r->key.bytes, term.ptr, term.len);
    r->key.len = term.len;
}

static void
remove_text(struct removals *list, const struct indexed_text *text,
            struct arena *a)
{
    if (text->is_whole)
        remove_word(list, text->document_no, text_lookup_here, a);
    if (text->length > 0)
        remove_word(list, text->document_no, postings_length, a);
    for (size_t i = 0; i < text->terms.count; i++) {
        struct removal *r = add_removal(list, text->document_no, a);
        if (r)
            text_key_of(text->terms.items[i].term, &r->key);
    }
}

/* What is to go from one run; none where it has none of the documents. */
static enum status
list_removals(const struct store *s, MDB_txn *txn, struct shelf_run run,
              const struct indexed_text *texts, size_t count, struct arena *a,
              struct removals *out, struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct among one = {&texts[i].document_no, 1};
        struct text_posting_list here = {0};
        enum status st =
            postings_of_run(s, txn, run, text_lookup_here, &one, a, &here, err);
        if (st != STATUS_OK)
            return st;
        if (here.count > 0)
            remove_text(out, &texts[i], a);
    }
    if (a->exhausted)
        return out_of_memory(err);
    if (out->count > 0)
        qsort(out->items, out->count, sizeof *out->items, compare_removals);
    return STATUS_OK;
}

/* Where the removals stand as a run is walked through. */
struct taking {
    const struct removals *removals;
    size_t at;
    bool has_taken; /* anything from this chunk */
    struct shelf_writer writer;
};

static bool
is_to_go(struct taking *t, struct str term, uint64_t document_no)
{
    for (; t->at < t->removals->count; t->at++) {
        const struct removal *r = &t->removals->items[t->at];
        int order = str_compare(key_of(r), term);
        if (order > 0 || (order == 0 && r->document_no > document_no))
            return false;
        if (order == 0 && r->document_no == document_no)
            return true;
    }
    return false;
}

static enum status
copy_entry(struct taking *t, struct chunk_cursor *c, struct error *err)
{
    struct text_posting p = {c->base, 0};
    enum status st = chunk_writer_term(&t->writer.chunks, chunk_term(c), err);

    for (uint64_t i = 0; st == STATUS_OK && i < c->count; i++) {
        st = chunk_take(c, &p, err);
        if (st == STATUS_OK && is_to_go(t, chunk_term(c), p.document_no))
            t->has_taken = true;
        else if (st == STATUS_OK)
            st = chunk_writer_add(&t->writer.chunks, p, err);
    }
    return st;
}

/* The chunk without what is to go, under the same key: it only gets less. */
static enum status
copy_chunk(struct taking *t, const struct shelf_walk *walk,
           struct shelf_changes *changes, struct error *err)
{
    struct shelf_changes copy = {.arena = changes->arena};
    struct chunk_cursor c;
    enum status st = chunk_open(walk->chunk, &c, err);

    if (st != STATUS_OK)
        return st;
    t->has_taken = false;
    shelf_writer_begin(&t->writer, &copy, walk->run, shelf_place(&walk->key),
                       c.base);
    while (st == STATUS_OK && (st = chunk_next(&c, err)) == STATUS_OK)
        st = copy_entry(t, &c, err);
    if (st == STATUS_NOT_FOUND)
        st = chunk_writer_end(&t->writer.chunks, err);
    if (st != STATUS_OK || !t->has_taken)
        return st;
    if (copy.count > 1)
        return error_set(err, STATUS_CORRUPT,
                         "a piece of the index is longer "
                         "than it may be");
    return shelf_change(
        changes, walk->key,
        copy.count ? copy.items[0].chunk : (struct str){NULL, 0}, err);
}

static enum status
take_from_run(const struct store *s, MDB_txn *txn, struct shelf_run run,
              struct taking *t, struct shelf_changes *changes,
              struct error *err)
{
    const struct removals *list = t->removals;
    const struct key *after = NULL;
    struct shelf_walk walk;
    struct key last;
    enum status st = shelf_open(s, txn, run, &walk, err);

    t->at = 0;
    while (st == STATUS_OK && t->at < list->count) {
        st = shelf_seek(&walk, key_of(&list->items[t->at]), after, err);
        if (st == STATUS_OK)
            st = copy_chunk(t, &walk, changes, err);
        last = walk.key;
        after = &last;
        if (st == STATUS_OK)
            st = shelf_next(&walk, err);
        /* What stands before the next chunk was in this one, or nowhere. */
        while (st == STATUS_OK && t->at < list->count &&
               !shelf_may_have(&walk, key_of(&list->items[t->at])))
            t->at++;
    }
    shelf_close(&walk);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status
text_index_remove(struct store *s, MDB_txn *txn,
                  const struct indexed_text *texts, size_t count,
                  struct error *err)
{
    struct arena a = {0};
    struct shelf_changes changes = {.arena = &a};
    struct taking *taking = ARENA_NEW(&a, struct taking);
    struct shelf_runs runs = {0};
    enum status st =
        taking ? shelf_list(s, txn, &a, &runs, err) : out_of_memory(err);

    for (size_t i = 0; st == STATUS_OK && i < runs.count; i++) {
        struct removals list = {0};
        st = list_removals(s, txn, runs.items[i], texts, count, &a, &list, err);
        taking->removals = &list;
        if (st == STATUS_OK)
            st = take_from_run(s, txn, runs.items[i], taking, &changes, err);
        if (st == STATUS_CORRUPT)
            st = STATUS_OK; /* it stays: see batch_unindex() */
    }
    if (st == STATUS_OK)
        st = shelf_apply(s, txn, &changes, err);
    arena_release(&a);
    return st;
}
