#include "publisher/query/place_plan.h"

#include "publisher/query/candidates.h"
#include "record/place.h"
#include "record/terms.h"

enum status
place_plan_make(struct snapshot *snap, struct str place, struct arena *a,
                struct plan *out, struct error *err)
{
    struct candidates found = {0};
    struct clauses clauses = {.count = 1};
    struct str *codes = NULL;
    size_t count = place_codes_of(place, a, &codes);
    struct term_range *terms = ARENA_ARRAY(a, struct term_range, count + 1);
    enum status st;

    for (size_t i = 0; terms && i <= count; i++)
        terms[i] = term_alone(term_of_place(i < count ? codes[i] : place, a));
    if (a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    clauses.list[0] = (struct clause){terms, count + 1, 0};
    st = candidates_find(snap, &clauses, a, &found, err);
    if (st == STATUS_OK)
        *out = (struct plan){
            .is_walk = !found.is_narrowed,
            .documents = found.documents,
            .document_count = found.count,
        };
    return st;
}
