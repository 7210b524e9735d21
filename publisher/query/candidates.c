#include "publisher/query/candidates.h"

#include <stdlib.h>

/*
 * A number on a list is read in the time that a document is looked into this
 * often less, as measured: a longer list costs more than it saves.
 */
enum { LIST_TIMES_DOCUMENTS = 200 };

/* Less than this part of the candidates is next to nothing. */
enum { SPENT_ONE_IN = 16 };

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

static struct term_weight *
weights_of(const struct clauses *clauses, struct arena *a, size_t *count)
{
    struct term_weight *weights;

    *count = 0;
    for (size_t i = 0; i < clauses->count; i++)
        *count += clauses->list[i].count;
    weights = ARENA_ARRAY(a, struct term_weight, *count);
    for (size_t i = 0, at = 0; weights && i < clauses->count; i++)
        for (size_t j = 0; j < clauses->list[i].count; j++)
            weights[at++].terms = clauses->list[i].terms[j];
    return weights;
}

/* The shortest first; one of more than `enough` documents may have more yet. */
static enum status
weigh(struct snapshot *snap, const struct clauses *clauses, uint64_t enough,
      struct arena *a, struct weighed weighed[CLAUSES_MAX], struct error *err)
{
    size_t count, at = 0;
    struct term_weight *weights = weights_of(clauses, a, &count);
    enum status st = weights
                         ? snapshot_weigh(snap, enough + 1, weights, count, err)
                         : error_set(err, STATUS_UNAVAILABLE, "out of memory");

    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < clauses->count; i++) {
        weighed[i] = (struct weighed){&clauses->list[i], 0};
        for (size_t j = 0; j < clauses->list[i].count; j++)
            weighed[i].documents += weights[at++].documents;
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

/* Candidates on the way. */
struct narrowing {
    struct numbers all;
    bool is_narrowed; /* else they are all documents */
    /* By word: a piece of it took next to nothing away, nor will another. */
    bool is_spent[CLAUSES_MAX + 1];
};

static bool
is_worth_it(const struct narrowing *n, const struct weighed *w)
{
    if (w->clause->word && n->is_spent[w->clause->word])
        return false;
    return !n->is_narrowed ||
           w->documents / LIST_TIMES_DOCUMENTS < n->all.count;
}

static enum status
narrow_by(struct snapshot *snap, const struct clause *clause, struct arena *a,
          struct narrowing *n, struct error *err)
{
    size_t before = n->all.count;
    struct numbers found;
    enum status st = gather(snap, clause, a, &found, err);

    if (st != STATUS_OK)
        return st;
    if (n->is_narrowed) {
        intersect(&n->all, found);
        n->is_spent[clause->word] =
            before - n->all.count <= before / SPENT_ONE_IN;
    } else {
        n->all = found;
    }
    n->is_narrowed = true;
    return STATUS_OK;
}

enum status
candidates_find(struct snapshot *snap, const struct clauses *clauses,
                struct arena *a, struct candidates *out, struct error *err)
{
    struct weighed weighed[CLAUSES_MAX];
    struct narrowing n = {0};
    uint64_t done = 0;
    enum status st = snapshot_done_count(snap, &done, err);

    if (st == STATUS_OK)
        st = weigh(snap, clauses, done / 2, a, weighed, err);
    for (size_t i = 0; st == STATUS_OK && i < clauses->count &&
                       weighed[i].documents <= done / 2;
         i++)
        if (is_worth_it(&n, &weighed[i]))
            st = narrow_by(snap, weighed[i].clause, a, &n, err);
    *out = (struct candidates){n.is_narrowed, n.all.list, n.all.count};
    return st;
}
