#include "worker/control.h"

#include <utlist.h>

#include "base/clock.h"

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
        out->workers[out->worker_count++] = (struct worker_status){
            .name = str_from(w->name),
            .children = w->children,
            .working = w->working,
            .credit = w->credit,
            .leased = w->lease_count,
            .taken = w->taken,
            .mode = pause_mode(&head->pause, w),
        };
    }
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
                .is_paused = head->pause.is_whole,
            },
    };

    list_workers(head, a, &answer.status_report);
    client_answer(client, &answer);
}
