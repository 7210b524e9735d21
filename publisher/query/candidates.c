#include "publisher/query/candidates.h"

#include <stdlib.h>

/*
 * A number on a list is read in the time that a document is looked into this
 * often less, as measured: a longer list costs more than it saves.
 */
enum { LIST_TIMES_DOCUMENTS = 1000 };

/* A clause and the documents under its terms, those under two counted twice. */
struct weighed {
    const struct clause *clause;
    uint64_t documents;
};

static int
compare_weights(const void *a, const void *b)
{
    const struct weighed *x = a, *y = b;

    return (x->documents > y->documents) - (x->documents < y->documents);
}

static enum status
weigh(struct snapshot *snap, const struct clauses *clauses,
      struct weighed weighed[CLAUSES_MAX], struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < clauses->count; i++) {
        const struct clause *clause = &clauses->list[i];
        weighed[i] = (struct weighed){clause, 0};
        for (size_t j = 0; st == STATUS_OK && j < clause->count; j++)
            st = snapshot_count(snap, clause->terms[j], &weighed[i].documents,
                                err);
    }
    qsort(weighed, clauses->count, sizeof *weighed, compare_weights);
    return st;
}

/* ---- lists of documents, each in rising order --------------------------- */

struct numbers {
    uint64_t *list;
    size_t count;
};

/* What is in either, in `a`; false: out of memory. */
static bool
unite(struct numbers *to, struct numbers with, struct arena *a)
{
    uint64_t *list = ARENA_ARRAY(a, uint64_t, to->count + with.count);
    size_t count = 0, i = 0, j = 0;

    if (!list)
        return false;
    while (i < to->count || j < with.count) {
        bool is_first =
            j == with.count || (i < to->count && to->list[i] <= with.list[j]);
        uint64_t number = is_first ? to->list[i++] : with.list[j++];
        if (count == 0 || list[count - 1] != number)
            list[count++] = number;
    }
    *to = (struct numbers){list, count};
    return true;
}

/* What is in both, in the place of `to`. */
static void
intersect(struct numbers *to, struct numbers with)
{
    size_t kept = 0, j = 0;

    for (size_t i = 0; i < to->count; i++) {
        while (j < with.count && with.list[j] < to->list[i])
            j++;
        if (j < with.count && with.list[j] == to->list[i])
            to->list[kept++] = to->list[i];
    }
    to->count = kept;
}

/* The documents of a clause. */
static enum status
gather(struct snapshot *snap, const struct clause *clause, struct arena *a,
       struct numbers *out, struct error *err)
{
    enum status st = STATUS_OK;

    *out = (struct numbers){0};
    for (size_t i = 0; st == STATUS_OK && i < clause->count; i++) {
        struct numbers found = {0};
        st = snapshot_lookup(snap, clause->terms[i], a, &found.list,
                             &found.count, err);
        if (st == STATUS_OK && i == 0)
            *out = found;
        else if (st == STATUS_OK && !unite(out, found, a))
            st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    }
    return st;
}

/* Narrow *out by the lists that are worth it, the shortest first. */
static enum status
narrow(struct snapshot *snap, const struct weighed *weighed, size_t count,
       uint64_t worth_it, struct arena *a, struct candidates *out,
       struct error *err)
{
    struct numbers all = {0}, found;
    enum status st = STATUS_OK;

    for (size_t i = 0;
         st == STATUS_OK && i < count && weighed[i].documents <= worth_it;
         i++) {
        if (out->is_narrowed &&
            weighed[i].documents / LIST_TIMES_DOCUMENTS >= all.count)
            break;
        st = gather(snap, weighed[i].clause, a, &found, err);
        if (st == STATUS_OK && out->is_narrowed)
            intersect(&all, found);
        else
            all = found;
        out->is_narrowed = true;
    }
    out->documents = all.list;
    out->count = all.count;
    return st;
}

enum status
candidates_find(struct snapshot *snap, const struct clauses *clauses,
                struct arena *a, struct candidates *out, struct error *err)
{
    struct weighed weighed[CLAUSES_MAX];
    uint64_t done = 0;
    enum status st = weigh(snap, clauses, weighed, err);

    *out = (struct candidates){0};
    if (st == STATUS_OK)
        st = snapshot_done_count(snap, &done, err);
    return st == STATUS_OK
               ? narrow(snap, weighed, clauses->count, done / 2, a, out, err)
               : st;
}
