#include "worker/alone.h"

#include <utlist.h>

/* Whether it has such a document; then it has no other. */
static bool
runs_alone(const struct worker *w)
{
    return w->is_set_apart && w->lease_count > 0 &&
           w->leases->document->returns >= RETURNS_MAX;
}

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

static void
charge(const struct worker *w, struct round *round)
{
    const struct document *d = w->leases->document;
    struct settlement *s = round_add_settlement(round);

    if (!s)
        return; /* it comes back once more */
    s->client = (struct client){w->socket, w->peer, w->user};
    s->result = (struct result){
        .lease_no = w->leases->number,
        .document_no = d->number,
        .generation = d->generation,
        .is_failure = true,
        .failure = {FAILURE_CRASHED,
                    STR("the worker was lost that read it and nothing else")},
    };
}

void
alone_charge(struct head *head, int64_t before_ms, struct round *round)
{
    struct worker *w;

    DL_FOREACH(head->leases.workers, w)
    {
        if (w->heard_ms < before_ms && runs_alone(w))
            charge(w, round);
    }
}

struct worker *
alone_choose(struct head *head, struct document **out)
{
    struct worker *w = find_set_apart(head);

    *out = queue_first_alone(&head->queue);
    if (w && w->lease_count > 0 && (*out || runs_alone(w)))
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
