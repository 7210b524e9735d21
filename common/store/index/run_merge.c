/* Several runs made one, entry by entry: nothing is unpacked that need not be. */
#include "store/index/run_entry.h"

/* Where one of the runs stands. */
struct cursor {
    struct str run;
    struct run_place place;
    struct run_entry entry; /* at place, unless that is the end */
};

struct merge {
    struct cursor cursors[RUN_MERGE_MAX];
    size_t count;
};

static bool
is_at_end(const struct cursor *c)
{
    return c->place.index == c->place.count;
}

static enum status
load(struct cursor *c, struct error *err)
{
    return is_at_end(c) ? STATUS_OK
                        : run_entry_at(c->run, c->place, &c->entry, err);
}

static enum status
start(struct merge *m, const struct str *runs, size_t count, struct error *err)
{
    enum status st = STATUS_OK;

    *m = (struct merge){.count = count};
    for (size_t i = 0; st == STATUS_OK && i < count; i++) {
        struct cursor *c = &m->cursors[i];
        c->run = runs[i];
        st = run_term_count(c->run, &c->place.count, err);
        if (st == STATUS_OK)
            st = load(c, err);
    }
    return st;
}

/* The least term that any run stands at; NULL: all are at their ends. */
static const struct run_entry *
least(const struct merge *m)
{
    const struct run_entry *least = NULL;

    for (size_t i = 0; i < m->count; i++) {
        const struct cursor *c = &m->cursors[i];
        if (!is_at_end(c) &&
            (!least || str_compare(c->entry.term, least->term) < 0))
            least = &c->entry;
    }
    return least;
}

/* The runs that have `term` go on; those are at most all. */
static enum status
pass(struct merge *m, struct str term, struct run_entry *passed, size_t *count,
     struct error *err)
{
    enum status st = STATUS_OK;

    *count = 0;
    for (size_t i = 0; st == STATUS_OK && i < m->count; i++) {
        struct cursor *c = &m->cursors[i];
        if (is_at_end(c) || !str_equal(c->entry.term, term))
            continue;
        passed[(*count)++] = c->entry;
        c->place.index++;
        st = load(c, err);
    }
    return st;
}

/* How many terms there are in all. */
static enum status
count_terms(const struct str *runs, size_t count, uint32_t *out,
            struct error *err)
{
    struct run_entry passed[RUN_MERGE_MAX];
    const struct run_entry *entry;
    struct merge m;
    size_t having;
    enum status st = start(&m, runs, count, err);

    *out = 0;
    while (st == STATUS_OK && (entry = least(&m))) {
        st = pass(&m, entry->term, passed, &having, err);
        ++*out;
    }
    return st;
}

static enum status
write_union(struct run_writer *w, struct run_entry *entries, size_t count,
            struct arena *a, struct error *err)
{
    struct document_list all = {0};
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < count; i++) {
        uint64_t number = 0;
        for (uint32_t j = 0; st == STATUS_OK && j < entries[i].count; j++) {
            st = run_next_document(&entries[i], &number, err);
            if (st == STATUS_OK && !document_list_add(&all, number, a))
                st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
        }
    }
    document_list_sort(&all);
    for (size_t i = 0; st == STATUS_OK && i < all.count; i++)
        run_writer_document(w, all.numbers[i]);
    return st;
}

static enum status
write_term(struct run_writer *w, struct run_entry *entries, size_t count,
           struct arena *a, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < count; i++)
        st = run_check_documents(&entries[i], err);
    if (st != STATUS_OK)
        return st;
    run_writer_term(w, entries[0].term);
    if (count == 1)
        run_writer_documents(w, entries[0].documents, entries[0].count);
    else
        st = write_union(w, entries, count, a, err);
    run_writer_end_term(w);
    return st;
}

enum status
run_merge(const struct str *runs, size_t count, struct arena *a,
          struct str *out, struct error *err)
{
    struct run_entry passed[RUN_MERGE_MAX];
    const struct run_entry *entry;
    struct run_writer w;
    struct merge m;
    size_t bytes = RUN_HEAD_BYTES + 4, having;
    uint32_t terms;
    char *run;
    enum status st = count_terms(runs, count, &terms, err);

    for (size_t i = 0; i < count; i++)
        bytes += runs[i].len; /* together they are never longer */
    if (st == STATUS_OK && bytes > UINT32_MAX)
        st = error_set(err, STATUS_INVALID, "an index run of %zu bytes", bytes);
    if (st != STATUS_OK)
        return st;
    run = arena_alloc(a, 1, bytes);
    if (!run)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    run_writer_begin(&w, run, terms);
    st = start(&m, runs, count, err);
    while (st == STATUS_OK && (entry = least(&m))) {
        st = pass(&m, entry->term, passed, &having, err);
        if (st == STATUS_OK)
            st = write_term(&w, passed, having, a, err);
    }
    if (st == STATUS_OK)
        *out = run_writer_end(&w);
    return st;
}
