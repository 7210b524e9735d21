#include "store/text/text_lookup.h"

#include "store/step.h"
#include "store/text/postings.h"

struct text_lookup {
    struct snapshot *snap;
    struct shelf_runs runs;
};

enum status
text_lookup_open(struct snapshot *snap, struct arena *a,
                 struct text_lookup **out, struct error *err)
{
    struct text_lookup *l = ARENA_NEW(a, struct text_lookup);
    enum status st;

    if (!l)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    l->snap = snap;
    st = shelf_list(snap->store, snap->txn, a, &l->runs, err);
    if (st == STATUS_OK)
        *out = l;
    return st;
}

enum status
text_lookup_count(const struct text_lookup *l, text_term term, uint64_t *out,
                  struct error *err)
{
    struct text_key room;

    return postings_count(l->snap->store, l->snap->txn, &l->runs,
                          text_key_of(term, &room), out, err);
}

static enum status
find(const struct text_lookup *l, struct str term, const struct among *among,
     struct arena *a, struct text_posting_list *out, struct error *err)
{
    struct text_posting_list found = {0};
    enum status st = postings_find(l->snap->store, l->snap->txn, &l->runs, term,
                                   among, a, &found, err);

    if (st == STATUS_OK)
        *out = found;
    return st;
}

enum status
text_lookup_find(const struct text_lookup *l, text_term term,
                 const struct among *among, struct arena *a,
                 struct text_posting_list *out, struct error *err)
{
    struct text_key room;

    return find(l, text_key_of(term, &room), among, a, out, err);
}

enum status
text_lookup_lengths(const struct text_lookup *l, const struct among *among,
                    struct arena *a, struct text_posting_list *out,
                    struct error *err)
{
    return find(l, postings_length, among, a, out, err);
}
