#include "worker/alone.h"

#include <utlist.h>

static struct worker *
find_set_apart(const struct head *head)
{
    struct worker *w;

    DL_FOREACH(head->leases.workers, w)
    {
        if (w->is_set_apart)
            return w;
    }
    return NULL;
}

static bool
is_fit(const struct head *head, const struct worker *w)
{
    return w->credit > 0 && pause_mode(&head->pause, w) == WORKER_WORKING;
}

/* One that works and has little to finish. */
static struct worker *
find_best(const struct head *head)
{
    struct worker *w, *best = NULL;

    DL_FOREACH(head->leases.workers, w)
    {
        if (is_fit(head, w) && (!best || w->lease_count < best->lease_count))
            best = w;
    }
    return best;
}

struct worker *
alone_choose(struct head *head, struct document **out)
{
    struct worker *w = find_set_apart(head);

    *out = queue_first_alone(&head->queue);
    if (w && w->lease_count > 0 &&
        (*out || w->leases->document->returns >= RETURNS_MAX))
        return NULL; /* it has something to finish */
    if (w && (!*out || !is_fit(head, w)))
        w->is_set_apart = false;
    if (!*out)
        return NULL;
    if (!w || !w->is_set_apart)
        w = find_best(head);
    if (!w)
        return NULL;
    w->is_set_apart = true;
    return w->lease_count == 0 ? w : NULL;
}
