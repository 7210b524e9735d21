#include "publisher/query/wording.h"

#include <stdlib.h>

/* Of one phrase: more places do not make a snippet better. */
enum { PLACES_MAX = 500 };

/* The first character that begins at byte `at` or behind it. */
static uint32_t
first_from(const struct form *f, uint32_t at)
{
    uint32_t low = 0, high = f->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (f->bytes[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The next place of a phrase that ends by character `end`; `end`: none. */
static uint32_t
find_until(const struct phrase *p, const struct form *f, uint32_t from,
           uint32_t end)
{
    uint32_t at = phrase_find(p, f, from);

    return at < f->count && at + p->count <= end ? at : end;
}

bool
wording_is_in(const struct text_query *q, const struct form *form,
              struct span span)
{
    uint32_t begin = first_from(form, span.begin);
    uint32_t end = first_from(form, span.end);

    for (size_t i = 0; i < q->count; i++)
        if (find_until(&q->phrases[i], form, begin, end) == end)
            return false;
    return true;
}

static int
compare(const void *a, const void *b)
{
    const struct wording_place *x = a, *y = b;

    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return (x->phrase > y->phrase) - (x->phrase < y->phrase);
}

static bool
add(struct wording_places *list, struct wording_place place, struct arena *a)
{
    struct wording_place *moved =
        arena_grow(a, list->items, list->count, &list->capacity, sizeof *moved);

    if (!moved)
        return false;
    list->items = moved;
    moved[list->count++] = place;
    return true;
}

enum status
wording_find(const struct text_query *q, const struct form *form,
             struct span span, struct arena *a, struct wording_places *out,
             struct error *err)
{
    struct wording_places places = {0};
    uint32_t begin = first_from(form, span.begin);
    uint32_t end = first_from(form, span.end);

    for (uint32_t i = 0; i < q->count; i++) {
        const struct phrase *p = &q->phrases[i];
        uint32_t at = find_until(p, form, begin, end);
        for (int n = 0; at < end && n < PLACES_MAX; n++) {
            if (!add(&places, (struct wording_place){at, at + p->count, i}, a))
                return error_set(err, STATUS_UNAVAILABLE, "out of memory");
            at = find_until(p, form, at + 1, end);
        }
    }
    if (places.count > 0)
        qsort(places.items, places.count, sizeof *places.items, compare);
    *out = places;
    return STATUS_OK;
}
