#include "publisher/candidates.h"

#include <stdlib.h>

#include "record/place.h"
#include "record/terms.h"

/* Documents under one list of terms after another. */
struct gathered {
    uint64_t *documents;
    size_t count, capacity;
};

static enum status
gather(struct snapshot *snap, const struct str *terms, size_t term_count,
       struct arena *a, struct gathered *out, struct error *err)
{
    uint64_t *found = NULL, *moved;
    size_t count = 0;
    enum status st =
        snapshot_lookup(snap, terms, term_count, a, &found, &count, err);

    for (size_t i = 0; st == STATUS_OK && i < count; i++) {
        moved = arena_grow(a, out->documents, out->count, &out->capacity,
                           sizeof *moved);
        if (!moved)
            return error_set(err, STATUS_UNAVAILABLE, "out of memory");
        out->documents = moved;
        moved[out->count++] = found[i];
    }
    return st;
}

static int
compare_numbers(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void
sort_and_drop_repeats(struct gathered *g)
{
    size_t kept = 0;

    if (g->count == 0)
        return;
    qsort(g->documents, g->count, sizeof *g->documents, compare_numbers);
    for (size_t i = 1; i < g->count; i++)
        if (g->documents[i] != g->documents[kept])
            g->documents[++kept] = g->documents[i];
    g->count = kept + 1;
}

enum status
candidates_of_place(struct snapshot *snap, struct str place, struct str *terms,
                    size_t term_count, struct arena *a, uint64_t **documents,
                    size_t *document_count, struct error *err)
{
    struct gathered gathered = {0};
    struct str *lineages;
    size_t count = place_lineages_of(place, a, &lineages);
    enum status st = gather(snap, terms, term_count, a, &gathered, err);

    for (size_t i = 0; i < count && st == STATUS_OK; i++) {
        terms[0] = term_of_lineage(lineages[i], a);
        st = gather(snap, terms, term_count, a, &gathered, err);
    }
    if (st == STATUS_OK && a->exhausted)
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (st != STATUS_OK)
        return st;
    sort_and_drop_repeats(&gathered);
    *documents = gathered.documents;
    *document_count = gathered.count;
    return STATUS_OK;
}
