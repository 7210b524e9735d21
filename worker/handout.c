#include "worker/handout.h"

#include <utlist.h>

#include "record/log_document.h"
#include "store/snapshot.h"
#include "worker/alone.h"
#include "worker/full.h"

enum {
    LEASED_MAX_BYTES = 64 << 20, /* what one worker holds, whatever it asks */
    /* In one message: each costs both ends' threads a wake-up. */
    BUNDLE_JOBS = 16,
    BUNDLE_BYTES = 1 << 20, /* one more job may go beyond */
};

/* ---- who may have what ------------------------------------------------- */

/* One document is always within bounds, however large. */
static bool
has_room(const struct worker *w)
{
    return w->lease_count < w->credit && w->lease_bytes < LEASED_MAX_BYTES;
}

/* Its key may be revoked since it asked for work. */
static bool
is_admitted(const struct head *head, const struct worker *w)
{
    return auth_check(head->auth, &w->user, MESSAGE_READY, NULL) == STATUS_OK;
}

static bool
may_take(const struct head *head, const struct worker *w)
{
    return has_room(w) && !w->is_set_apart &&
           pause_mode(&head->pause, w) == WORKER_WORKING &&
           is_admitted(head, w);
}

static bool
somebody_may_take(const struct head *head)
{
    const struct worker *w;

    DL_FOREACH(head->leases.workers, w)
    {
        if (may_take(head, w))
            return true;
    }
    return false;
}

/* ---- leases, before they are sent -------------------------------------- */

struct handout {
    struct head *head;
    struct snapshot *snap;
    struct arena arena;
    struct lease **leases; /* in the order they were given */
    size_t count, capacity;
};

/* False: `w` gets no more now. */
static bool
give(struct handout *h, struct worker *w, struct document *d)
{
    struct lease **moved =
        arena_grow(&h->arena, h->leases, h->count, &h->capacity, sizeof *moved);
    struct lease *lease;

    if (!moved)
        return false;
    h->leases = moved;
    lease = lease_begin(&h->head->leases, w, d, &h->head->queue);
    if (lease)
        moved[h->count++] = lease;
    return lease != NULL;
}

/* In turns, so that no worker's prefetch starves another. */
static void
give_in_turns(struct handout *h)
{
    struct worker *w;
    bool progress = true;

    while (progress) {
        progress = false;
        DL_FOREACH(h->head->leases.workers, w)
        {
            struct document *d = queue_first(&h->head->queue);
            progress |= d && may_take(h->head, w) && give(h, w, d);
        }
    }
}

/* ---- sending them ------------------------------------------------------ */

/* Jobs on their way to one worker. */
struct bundle {
    struct lease *leases[BUNDLE_JOBS];
    struct message jobs[BUNDLE_JOBS];
    size_t count;
    size_t bytes;
};

/* The worker is gone, or its socket full: they wait again. */
static void
take_back(struct handout *h, struct bundle *b)
{
    for (size_t i = 0; i < b->count; i++) {
        struct document *d = b->leases[i]->document;
        lease_end(&h->head->leases, b->leases[i]);
        queue_give_back(&h->head->queue, d);
    }
}

static void
trace(const struct worker *w, const struct bundle *b)
{
    for (size_t i = 0; i < b->count; i++)
        log_debug("handed out", log_document(&b->jobs[i].job.document_id),
                  log_text("worker", w->name),
                  log_number("lease", b->jobs[i].job.lease_no));
}

static void
bundle_send(struct handout *h, const struct worker *w, struct bundle *b)
{
    struct error err;

    if (b->count > 0 &&
        socket_send(w->socket, &w->peer, b->jobs, b->count, &err) != STATUS_OK)
        take_back(h, b);
    else
        trace(w, b);
    b->count = b->bytes = 0;
}

/* The document as it is in the store; its strings live in the arena. */
static enum status
read_job(struct handout *h, const struct lease *lease, struct message *out,
         struct error *err)
{
    const struct head *head = h->head;
    const struct document *d = lease->document;
    struct inbox_row row;
    struct str value;
    enum status st = snapshot_inbox(h->snap, d->number, &value, err);

    *out = (struct message){.kind = MESSAGE_JOB,
                            .job = {.boot_id = head->leases.boot_id,
                                    .lease_no = lease->number,
                                    .document_no = d->number,
                                    .generation = d->generation,
                                    .document_id = d->id}};
    if (st == STATUS_OK)
        st = inbox_row_unpack(value, &h->arena, &row, err);
    if (st == STATUS_OK)
        st = snapshot_source(h->snap, d->number, &out->payload, err);
    if (st == STATUS_NOT_FOUND)
        st = error_set(err, STATUS_CORRUPT, "its rows are missing");
    if (st != STATUS_OK)
        return st;
    out->job.media_type = row.media_type;
    out->job.charset = row.charset;
    out->job.time_limit_ms =
        row.time_limit_ms ? row.time_limit_ms : head->options->time_limit_ms;
    return STATUS_OK;
}

static void
bundle_add(struct handout *h, struct bundle *b, struct lease *lease)
{
    struct document *d = lease->document;
    struct message *job = &b->jobs[b->count];
    struct error err;
    enum status st = read_job(h, lease, job, &err);

    if (st == STATUS_OK) {
        b->leases[b->count++] = lease;
        b->bytes += job->payload.len;
        return;
    }
    lease_end(&h->head->leases, lease);
    if (st != STATUS_CORRUPT) {
        queue_give_back(&h->head->queue, d);
        return;
    }
    /* Left waiting, not handed out again before a restart. */
    log_error("a document cannot be handed out", log_document(&d->id),
              log_cause(err.text));
}

static void
send_to(struct handout *h, const struct worker *w)
{
    struct bundle b = {.count = 0};

    for (size_t i = 0; i < h->count; i++) {
        if (!h->leases[i] || h->leases[i]->worker != w)
            continue;
        bundle_add(h, &b, h->leases[i]);
        h->leases[i] = NULL; /* it may end before the next is looked at */
        if (b.count == BUNDLE_JOBS || b.bytes >= BUNDLE_BYTES)
            bundle_send(h, w, &b);
    }
    bundle_send(h, w, &b);
}

void
handout_jobs(struct head *head)
{
    struct handout h = {.head = head};
    struct document *alone = NULL;
    struct worker *w, *apart;
    struct error err;

    if (head->stop_at_ms || head->pause.is_whole || full_is_now(head))
        return;
    apart = alone_choose(head, &alone);
    if (!apart && (!queue_first(&head->queue) || !somebody_may_take(head)))
        return;
    if (snapshot_open(head->store, &h.snap, &err) != STATUS_OK) {
        log_error("cannot read the store", log_cause(err.text));
        return;
    }
    if (apart && is_admitted(head, apart))
        give(&h, apart, alone);
    give_in_turns(&h);
    DL_FOREACH(head->leases.workers, w)
    {
        send_to(&h, w);
    }
    snapshot_close(&h.snap);
    arena_release(&h.arena);
}
