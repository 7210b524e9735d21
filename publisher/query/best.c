#include "publisher/query/best.h"

bool
best_open(struct best *b, const struct query *q, size_t capacity,
          struct arena *a)
{
    *b = (struct best){
        .query = q,
        .rows = ARENA_ARRAY(a, struct ranked, capacity),
        .capacity = capacity,
    };
    return b->rows != NULL;
}

static void
swap(struct ranked *x, struct ranked *y)
{
    struct ranked kept = *x;

    *x = *y;
    *y = kept;
}

static void
sift_up(struct best *b, size_t at)
{
    while (at > 0) {
        size_t above = (at - 1) / 2;
        if (!order_is_before(b->query, &b->rows[above], &b->rows[at]))
            return;
        swap(&b->rows[above], &b->rows[at]);
        at = above;
    }
}

static void
sift_down(struct best *b, size_t count)
{
    size_t at = 0;

    for (;;) {
        size_t last = at;
        for (size_t below = 2 * at + 1; below <= 2 * at + 2; below++)
            if (below < count &&
                order_is_before(b->query, &b->rows[last], &b->rows[below]))
                last = below;
        if (last == at)
            return;
        swap(&b->rows[at], &b->rows[last]);
        at = last;
    }
}

void
best_add(struct best *b, const struct ranked *row)
{
    if (b->count < b->capacity) {
        b->rows[b->count] = *row;
        sift_up(b, b->count++);
    } else if (b->capacity > 0 && order_is_before(b->query, row, &b->rows[0])) {
        b->rows[0] = *row;
        sift_down(b, b->count);
    }
}

void
best_sort(struct best *b)
{
    for (size_t left = b->count; left > 1; left--) {
        swap(&b->rows[0], &b->rows[left - 1]);
        sift_down(b, left - 1);
    }
}
