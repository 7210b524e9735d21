#include "worker/dispatch.h"

#include <utlist.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/snapshot.h"
#include "worker/alone.h"
#include "worker/full.h"
#include "worker/settle.h"
#include "worker/welcome.h"

/* Whatever a worker asks for, it never holds more than this. */
enum { CREDIT_MAX = 1000, LEASED_MAX_BYTES = 64 << 20 };

void
dispatch_ready(struct head *head, const struct client *client,
               const struct message *m)
{
    struct ready ready = m->ready;
    struct worker *w;

    if (ready.boot_id != head->leases.boot_id) {
        welcome_send(head, client);
        return;
    }
    if (ready.credit > CREDIT_MAX)
        ready.credit = CREDIT_MAX;
    w = leases_worker(&head->leases, client->socket, &client->peer);
    if (!w)
        return;
    w->user = client->user;
    if (ready.is_leaving)
        leases_drop_worker(&head->leases, w, &head->queue);
    else
        leases_account(&head->leases, w, &ready, &head->queue);
}

void
dispatch_result(struct head *head, const struct arrival *arrival,
                struct round *round)
{
    const struct client *client = &arrival->client;
    struct settlement *settlement = round_add_settlement(round);
    struct worker *w =
        leases_find_worker(&head->leases, client->socket, &client->peer);

    if (w)
        w->heard_ms = clock_monotonic_ms();
    if (!settlement)
        return; /* no longer listed by its worker, it is handed out again */
    settlement->client = *client;
    settlement->result = arrival->message.result;
    settlement->terms = arrival->terms;
    if (arrival->fault.len > 0)
        settle_distrust(head, settlement, arrival->fault, &round->arena);
}

/* Read one document and send it; STATUS_UNAVAILABLE: the worker is gone. */
static enum status
send_job(struct head *head, const struct worker *w, const struct document *d,
         uint64_t lease_no, struct snapshot *snap, struct error *err)
{
    struct message job = {.kind = MESSAGE_JOB,
                          .job = {.boot_id = head->leases.boot_id,
                                  .lease_no = lease_no,
                                  .document_no = d->number,
                                  .generation = d->generation}};
    struct arena scratch = {0};
    struct inbox_row row;
    struct str value;
    enum status st = snapshot_inbox(snap, d->number, &value, err);

    if (st == STATUS_OK)
        st = inbox_row_unpack(value, &scratch, &row, err);
    if (st == STATUS_OK)
        st = snapshot_source(snap, d->number, &job.payload, err);
    if (st == STATUS_NOT_FOUND)
        st = error_set(err, STATUS_CORRUPT, "its rows are missing");
    if (st == STATUS_OK) {
        job.job.media_type = row.media_type;
        job.job.charset = row.charset;
        job.job.time_limit_ms = row.time_limit_ms
                                    ? row.time_limit_ms
                                    : head->options->time_limit_ms;
        st = socket_send(w->socket, &w->peer, &job, 1, err);
    }
    arena_release(&scratch);
    return st;
}

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

/* Lease `d` to `w` and send it; false: `w` gets no more now. */
static bool
give(struct head *head, struct worker *w, struct document *d,
     struct snapshot *snap)
{
    struct lease *lease;
    struct error err;
    enum status st;

    lease = lease_begin(&head->leases, w, d, &head->queue);
    if (!lease)
        return false;
    st = send_job(head, w, d, lease->number, snap, &err);
    if (st == STATUS_OK)
        return true;
    lease_end(&head->leases, lease);
    if (st == STATUS_CORRUPT) {
        /* Left waiting, not handed out again before a restart. */
        log_error("document %llu cannot be handed out: %s",
                  (unsigned long long)d->number, err.text);
        return true;
    }
    queue_give_back(&head->queue, d);
    return false;
}

/* One job for `w`; false: it gets no more now. */
static bool
hand_out(struct head *head, struct worker *w, struct snapshot *snap)
{
    struct document *d = queue_first(&head->queue);

    return d && may_take(head, w) && give(head, w, d, snap);
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

void
dispatch_jobs(struct head *head)
{
    struct snapshot *snap = NULL;
    struct document *alone = NULL;
    struct worker *w, *apart;
    struct error err;
    bool progress = true;

    if (head->stop_at_ms || head->pause.is_whole || full_is_now(head))
        return;
    apart = alone_choose(head, &alone);
    if (!apart && (!queue_first(&head->queue) || !somebody_may_take(head)))
        return;
    if (snapshot_open(head->store, &snap, &err) != STATUS_OK) {
        log_error("cannot read the store: %s", err.text);
        return;
    }
    if (apart && is_admitted(head, apart))
        give(head, apart, alone, snap);
    /* In turns, so that no worker's prefetch starves another. */
    while (progress) {
        progress = false;
        DL_FOREACH(head->leases.workers, w)
        {
            progress |= hand_out(head, w, snap);
        }
    }
    snapshot_close(&snap);
}

void
dispatch_expire(struct head *head, int64_t before_ms)
{
    unsigned gone = leases_expire(&head->leases, before_ms, &head->queue);

    if (gone > 0)
        log_warning("%u worker%s not heard from for %u ms: leases taken back",
                    gone, gone == 1 ? "" : "s", head->options->lease_ms);
}
