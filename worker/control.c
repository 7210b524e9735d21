#include "worker/control.h"

#include <utlist.h>

#include "base/clock.h"

static void
list_leases(const struct worker *w, struct arena *a, struct worker_status *out)
{
    int64_t now_ms = clock_monotonic_ms();
    const struct lease *lease;

    out->leases = ARENA_ARRAY(a, struct lease_status, w->lease_count);
    if (!out->leases)
        return;
    DL_FOREACH(w->leases, lease)
    {
        out->leases[out->lease_count++] = (struct lease_status){
            .document_id = lease->document->id,
            .document_no = lease->document->number,
            .for_ms = (uint64_t)(now_ms - lease->since_ms),
        };
    }
}

static void
list_workers(const struct head *head, struct arena *a,
             struct status_report *out)
{
    const struct leases *leases = &head->leases;
    const struct worker *w;
    size_t count;

    DL_COUNT(leases->workers, w, count);
    out->workers = ARENA_ARRAY(a, struct worker_status, count);
    if (!out->workers)
        return;
    DL_FOREACH(leases->workers, w)
    {
        struct worker_status *to = &out->workers[out->worker_count++];
        *to = (struct worker_status){
            .name = str_from(w->name),
            .children = w->children,
            .working = w->working,
            .credit = w->credit,
            .leased = w->lease_count,
            .taken = w->taken,
            .mode = pause_mode(&head->pause, w),
        };
        list_leases(w, a, to);
    }
}

static uint64_t
capped(const struct caps *caps)
{
    uint64_t count = 0;

    for (size_t i = 0; i < caps->count; i++)
        count += caps->caps[i].parked.count;
    return count;
}

static void
fill_recent(struct head *head, struct status_report *out)
{
    int64_t now_ms = clock_monotonic_ms();
    int64_t up_ms = now_ms - head->started_ms;

    out->recent_accepted = rate_total(&head->tally.recent_accepted, now_ms);
    out->recent_done = rate_total(&head->tally.recent_done, now_ms);
    out->recent_ms =
        (uint64_t)(up_ms < RATE_SECONDS * 1000 ? up_ms : RATE_SECONDS * 1000);
    reserve_look(&head->reserve, now_ms);
    out->disk_free_bytes = head->reserve.free_bytes;
    out->disk_reserve_bytes = head->reserve.bytes;
}

void
control_status(struct head *head, const struct client *client,
               const struct message *m, struct arena *a)
{
    int64_t oldest_ms = queue_oldest_ms(&head->queue);
    int64_t age_ms = oldest_ms ? clock_wall_ms() - oldest_ms : 0;
    struct message answer = {
        .kind = MESSAGE_STATUS_REPORT,
        .request_id = m->request_id,
        .status_report =
            {
                .software = STR("baogao-worker " BAOGAO_VERSION),
                .store_id = store_id(head->store),
                .uptime_ms =
                    (uint64_t)(clock_monotonic_ms() - head->started_ms),
                .waiting = head->queue.count,
                .leased = head->leases.count,
                .done = head->tally.done,
                .dead = head->tally.dead,
                .waiting_bytes = head->queue.bytes,
                .oldest_waiting_ms = age_ms > 0 ? (uint64_t)age_ms : 0,
                .accepted = head->tally.accepted,
                .duplicates = head->tally.duplicates,
                .commits = head->tally.commits,
                .stale = head->tally.stale,
                .is_paused = head->pause.is_whole,
                .held_back = head->queue.held_back.count,
                .capped = capped(&head->queue.caps),
                .alone = head->queue.alone.count,
                .put_off = head->tally.put_off,
                .max_waiting = head->options->max_waiting,
                .max_waiting_bytes = head->options->max_waiting_bytes,
                .timings = &head->tally.timings,
            },
    };

    fill_recent(head, &answer.status_report);
    list_workers(head, a, &answer.status_report);
    client_answer(client, &answer);
}
